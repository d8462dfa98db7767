//! What follows a scored window: letters about recommendations, reminding the missing by hand, and what the year says of it.

use crate::{
    mailbox::{COORDINATOR, head, items_of, morning, office, registers, schools, to},
    town::{HEADS, ROADMAP, Town, basis, day, link, school},
};
use uuid::Uuid;
use vekha_domain::{
    event::{
        Basis, Change, Event, LetterKind, MonitoringPlanned, OrganisationKind, Party, PersonMoved, ReminderQueued,
        Reported, Role, Whose,
    },
    ids::{MonitoringId, PersonId, ReminderId},
    monitoring::Monitoring,
    refusal::Refusal,
    reminder::{Item, Recipient, RecommendationCall, WindowCall},
    scoring::{Exact, Model, Value},
    stream::Stream,
};
use vekha_projections::{Decided, Followed, Period, Scope, Silence, View};

const ID: MonitoringId = MonitoringId(Uuid::from_u128(88));

fn model() -> Model {
    toml::from_str(include_str!("../../../seeds/scoring/korenovsk-m6.toml")).unwrap()
}

/// Two schools asked by the model of a tutor point in every July.
fn town() -> Town {
    let mut town = office();
    schools(&mut town, 2);
    town.on("2022-11-09");
    town.record(town.state.office().adopt_model(model(), day("2022-11-09")));
    let planned = MonitoringPlanned {
        roadmap: ROADMAP,
        title: "Мониторинг МТКП".into(),
        answers: vec![Party::Group(HEADS)],
        basis: None,
        scored_by: Some(model().code),
    };
    let office = town.state.office().clone();
    let period = (day("2022-11-09"), day("2024-12-31"));
    town.record(Monitoring::plan(ID, planned, &[((7, 1), (7, 12))], period, (&office, day("2022-11-09"))));
    town
}

fn with(town: &mut Town, on: &str, act: impl Fn(&Monitoring, &Town) -> Result<Vec<Change>, Refusal>) {
    town.on(on);
    let changes = act(town.state.monitoring(ID).unwrap(), town);
    town.record(changes);
}

/// A whole form: six indicators.
fn enters(town: &mut Town, n: u128, window: u16, values: [u8; 6], on: &str) {
    let codes = ["П1", "П2", "П3", "П4", "П5", "П6"];
    let value =
        |(code, number)| (Whose::of(school(n)), Reported { links: vec![link()], ..Reported::new(code, number) });
    let numbers = values.map(|n| Value::Number(Exact::whole(n)));
    let given: Vec<_> = codes.into_iter().zip(numbers).map(value).collect();
    with(town, on, |of, town| of.report(window, &given, "", (town.state.office(), &|_: PersonId| None), day(on)));
}

fn recommends(town: &mut Town, n: u128, text: &str, due: &str, on: &str) {
    with(town, on, |of, town| of.recommend(1, (school(n), text, day(due)), town.state.office(), day(on)));
}

fn calls(items: &[Item]) -> Vec<RecommendationCall> {
    let call = |item: &Item| if let Item::Recommendation { call, .. } = item { Some(*call) } else { None };
    items.iter().filter_map(call).collect()
}

#[test]
fn a_recommendation_is_told_of_reminded_of_by_the_policy_and_left_alone_once_it_is_done() {
    let mut town = town();
    recommends(&mut town, 1, "Разместить план", "2023-09-15", "2023-08-01");
    recommends(&mut town, 2, "Провести семинар", "2023-09-15", "2023-08-01");
    let mut told = Vec::new();
    for today in day("2023-08-01").iter_days().take(65) {
        if today == day("2023-09-13") {
            with(&mut town, "2023-09-13", |of, town| of.follow(1, 2, vec![link()], town.state.office(), today));
        }
        let letters = morning(&mut town, &today.to_string());
        let of = |whom, who: &str| {
            calls(&items_of(&letters, to(whom)))
                .into_iter()
                .map(|call| (today.format("%m-%d").to_string(), who.to_owned(), call))
                .collect::<Vec<_>>()
        };
        told.extend(of(head(1), "1"));
        told.extend(of(head(2), "2"));
        told.extend(of(COORDINATOR, "c"));
        assert!(letters.iter().all(|letter| letter.letter == LetterKind::Daily));
    }
    let told: Vec<(&str, &str, RecommendationCall)> =
        told.iter().map(|(on, who, call)| (&**on, &**who, *call)).collect();
    let due = RecommendationCall::Due;
    assert_eq!(
        told,
        [
            ("08-01", "1", RecommendationCall::Issued),
            ("08-01", "2", RecommendationCall::Issued),
            ("09-01", "1", due(-10)),
            ("09-01", "2", due(-10)),
            ("09-12", "1", due(-3)),
            ("09-12", "2", due(-3)),
            ("09-15", "1", due(0)),
            ("09-18", "1", due(1)),
            ("09-20", "1", due(3)),
            ("09-22", "c", RecommendationCall::Escalated),
            ("09-27", "1", due(8)),
            ("10-04", "1", due(13)),
        ]
    );
    assert_eq!(View::new(&town.state, day("2023-09-16")).overdue_recommendations().len(), 1);
    assert_eq!(View::new(&town.state, day("2023-09-12")).open_recommendations().len(), 2, "as it was then");
    let digest = items_of(&morning(&mut town, "2023-10-09"), to(COORDINATOR));
    assert!(digest.iter().any(|item| matches!(item, Item::Digest { .. })), "overdue recommendations are in the digest");
}

#[test]
fn at_a_school_that_was_closed_nobody_is_written_to() {
    let mut town = town();
    let of = |town: &Town| town.state.office().clone();
    // A head and a mailbox at a school that goes and at one that stays, under another name.
    for (n, today) in [(3, day("2023-07-31")), (4, day("2023-07-31"))] {
        let (name, mailbox) = (format!("МБОУ СОШ № {n}"), format!("school{n}@example.org"));
        town.record(of(&town).add_organisation(school(n), &name, OrganisationKind::School, today));
        town.record(of(&town).set_mailbox(school(n), Some(mailbox), today));
    }
    for n in 1..=4 {
        recommends(&mut town, n, "Разместить план", "2023-09-15", "2023-08-01");
    }
    let told = |town: &mut Town, today: &str| -> Vec<Recipient> {
        morning(town, today).into_iter().filter(|letter| !calls(&letter.items).is_empty()).map(|l| l.to).collect()
    };
    let mailbox = |n| Recipient::Organisation(school(n));
    let all = [to(head(1)), to(head(2)), mailbox(3), mailbox(4)];
    assert_eq!(told(&mut town, "2023-08-01"), all);
    town.on("2023-08-31");
    for n in [1, 3] {
        town.record(of(&town).close_organisation(school(n), basis("2023-09-02")));
    }
    town.record(of(&town).rename_organisation(school(4), "МАОУ СОШ № 4", basis("2023-08-31")));
    assert_eq!(told(&mut town, "2023-09-01"), all, "it is open still");
    assert_eq!(told(&mut town, "2023-09-15"), [to(head(2)), mailbox(4)]);
    let late = told(&mut town, "2023-09-22");
    assert_eq!(late, [to(COORDINATOR), to(head(2)), mailbox(4)], "the coordinator hears of what nobody does any more");
}

#[test]
fn the_preview_of_sixty_days_has_the_letters_about_recommendations() {
    let mut town = town();
    recommends(&mut town, 1, "Разместить план", "2023-09-15", "2023-08-01");
    let days = View::new(&town.on("2023-08-01").state, day("2023-08-01")).preview(60);
    let told: Vec<_> = days.iter().flat_map(|day| day.letters.iter().flat_map(|letter| calls(&letter.items))).collect();
    let due = RecommendationCall::Due;
    let (issued, escalated) = (RecommendationCall::Issued, RecommendationCall::Escalated);
    assert_eq!(told, [issued, due(-10), due(-3), due(0), due(1), due(3), escalated, due(8)]);
}

#[test]
fn the_missing_are_reminded_by_hand_once_a_day_while_the_window_is_open() {
    let mut town = town();
    let by_hand = |town: &Town, on: &str| View::new(&town.state, day(on)).missing_by_hand(ID, 1);
    assert_eq!(by_hand(&town, "2023-06-30"), Err(Refusal::WindowNotOpen));
    enters(&mut town, 1, 1, [1, 1, 1, 1, 1, 1], "2023-07-04");
    let asked = by_hand(&town, "2023-07-05").unwrap();
    let [letter] = asked.letters.as_slice() else { panic!("{asked:?}") };
    let call = WindowCall::ByHand(day("2023-07-05"));
    let item = Item::Window { monitoring: ID, window: 1, version: 0, organisation: Some(school(2)), call };
    assert_eq!((letter.to, letter.letter, &letter.items), (to(head(2)), LetterKind::ByHand, &vec![item]));
    let queued =
        ReminderQueued { to: letter.to, day: day("2023-07-05"), letter: letter.letter, items: letter.items.clone() };
    let stream = Stream::Reminder(ReminderId(Uuid::from_u128(77)));
    town.on("2023-07-05").record(Ok(vec![Change::new(stream, day("2023-07-05"), queued)]));
    let again = by_hand(&town, "2023-07-05").unwrap();
    assert_eq!((again.letters.len(), again.unsent), (0, vec![(school(2), Silence::Told(to(head(2))))]));
    assert_eq!(by_hand(&town, "2023-07-06").unwrap().letters.len(), 1, "another day");
    let morning = View::new(&town.state, day("2023-07-12")).reminders(town.state.mailbook().told());
    assert_eq!(items_of(&morning, to(head(2))).len(), 1, "the rules write as before");
    assert_eq!(by_hand(&town, "2023-07-13"), Err(Refusal::WindowPast));
    enters(&mut town, 2, 1, [1, 1, 1, 1, 1, 1], "2023-07-07");
    assert_eq!(by_hand(&town, "2023-07-10"), Err(Refusal::NobodyMissing));
    assert_eq!(View::new(&town.state, day("2023-07-10")).missing_by_hand(ID, 9), Err(Refusal::WindowUnknown));
}

#[test]
fn a_coordinator_who_is_the_head_too_is_told_once() {
    let mut town = town();
    let person = PersonId(Uuid::from_u128(500));
    registers(&mut town, person, Role::Coordinator);
    registers(&mut town, PersonId(Uuid::from_u128(501)), Role::Responsible);
    let moved = PersonMoved { organisation: Some(school(1)), post: None };
    let today = town.today();
    town.record(Ok(vec![Change::new(Stream::Person(person), today, moved)]));
    town.record(Ok(vekha_domain::person::Person::granted(person, Role::Head, today)));
    recommends(&mut town, 1, "Разместить план", "2023-08-10", "2023-08-01");
    let told = items_of(&morning(&mut town, "2023-08-17"), to(person));
    assert_eq!(calls(&told), [RecommendationCall::Due(3)], "not escalated to the same person");
}

#[test]
fn the_year_tells_bands_averages_changes_and_what_followed() {
    let mut town = town();
    enters(&mut town, 1, 1, [1, 2, 3, 3, 2, 1], "2023-07-04");
    enters(&mut town, 2, 1, [1, 3, 3, 4, 4, 3], "2023-07-05");
    recommends(&mut town, 1, "Разместить план", "2023-09-15", "2023-08-01");
    recommends(&mut town, 1, "Провести семинар", "2023-09-15", "2023-08-01");
    with(&mut town, "2023-09-10", |of, town| of.follow(1, 2, vec![link()], town.state.office(), day("2023-09-10")));
    let basis = || Basis { words: "Приказ № 412".into(), date: day("2023-08-01") };
    town.plans(1, &["2023-10-01"], Party::Organisation(school(1)));
    let activity = crate::town::activity(1);
    with(&mut town, "2023-08-01", |of, town| {
        of.decide(
            1,
            ("Семинар", basis()),
            (Some(day("2023-10-01")), Some(activity)),
            town.state.office(),
            day("2023-08-01"),
        )
    });
    enters(&mut town, 1, 2, [1, 3, 3, 4, 4, 3], "2024-07-04");
    enters(&mut town, 2, 2, [1, 3, 3, 4, 4, 2], "2024-07-05");
    let year = |on: &str, of: &str, scope: &Scope| {
        let period = Period { from: day(&format!("{of}-01-01")), to: day(&format!("{of}-12-31")) };
        let told = View::new(&town.state, day(on)).analysis(scope, period, None);
        let [window] = told.windows.as_slice() else { panic!("{:?}", told.windows) };
        let scores = window.scores.clone().unwrap();
        let bands: Vec<(u64, Option<u64>)> = scores.bands.iter().map(|(_, n, before)| (*n, *before)).collect();
        let words = |of: Option<Exact>| of.map(|of| of.to_string()).unwrap_or_default();
        (bands, [scores.mean.0, scores.mean.1, scores.median.0].map(words), scores.changes, scores)
    };
    let all = Scope::roadmap(ROADMAP);
    let (bands, averages, changes, scores) = year("2023-12-31", "2023", &all);
    assert_eq!(bands, [(1, None), (0, None), (1, None)], "12 and 18 points");
    assert_eq!((averages, changes), (["15".into(), String::new(), "15".into()], (0, 0)));
    assert_eq!((scores.rows, scores.totalled), (2, Some(2)));
    let followed = Followed { issued: 2, in_time: 1, late: 0, overdue: 1, open: 0 };
    assert_eq!(scores.recommendations, followed);
    assert_eq!(scores.decisions, Decided { taken: 1, planned: 1, done: 0, overdue: 1 });
    let (bands, averages, changes, _) = year("2024-12-31", "2024", &all);
    assert_eq!(bands, [(0, Some(1)), (1, Some(0)), (1, Some(1))], "18 and 17 points");
    assert_eq!((averages[0].as_str(), averages[1].as_str()), ("17,5", "15"));
    assert_eq!(changes, (4, 1), "four values of the first school are better, one of the second is worse");
    let (bands, averages, _, own) = year("2024-12-31", "2024", &all.organisation(school(1)));
    assert_eq!((bands, averages[0].as_str(), own.rows), (vec![(0, Some(1)), (0, Some(0)), (1, Some(0))], "18", 1));
}

#[test]
fn progress_tells_how_many_values_are_there_and_who_is_late() {
    let mut town = town();
    enters(&mut town, 1, 1, [1, 1, 1, 1, 1, 1], "2023-07-04");
    let first = |n| {
        (Whose::of(school(n)), Reported { links: vec![link()], ..Reported::new("П1", Value::Number(Exact::whole(1))) })
    };
    with(&mut town, "2023-07-05", |of, town| {
        of.report(1, &[first(2)], "", (town.state.office(), &|_: PersonId| None), day("2023-07-05"))
    });
    let progress = |town: &Town, on: &str| {
        let rows = View::new(&town.state, day(on)).progress(ID, 1);
        let told = |row: &vekha_projections::Progress| {
            let filled = row.filled.unwrap();
            (row.answered.map(|day| day.to_string()), row.late, filled.entered, filled.of)
        };
        rows.iter().map(told).collect::<Vec<_>>()
    };
    let whole = (Some("2023-07-04".to_owned()), false, 6, 6);
    assert_eq!(progress(&town, "2023-07-05"), [whole.clone(), (None, false, 1, 6)]);
    let taken = |of: &Monitoring, town: &Town| {
        of.withdraw(1, &[(Whose::of(school(1)), "П2".into())], "Ошибка", town.state.office(), day("2023-07-06"))
    };
    with(&mut town, "2023-07-06", taken);
    assert_eq!(progress(&town, "2023-07-06")[0], (None, false, 5, 6), "taken back, it is missing again");
    enters(&mut town, 2, 1, [1, 1, 1, 1, 1, 1], "2023-07-14");
    assert_eq!(progress(&town, "2023-07-14")[1], (Some("2023-07-14".to_owned()), true, 6, 6));
    assert_eq!(progress(&town, "2023-07-05")[0], whole, "as it was then");
    assert!(matches!(
        town.log.iter().rfind(|e| e.event.kind() == "values_withdrawn").map(|e| &e.event),
        Some(Event::ValuesWithdrawn(_))
    ));
}
