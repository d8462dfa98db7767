//! The yearly analysis and the report of a term, told as stories: what a person would look for in them.

use crate::{
    mailbox::{self, RESPONSIBLE, morning},
    town::{HEADS, KOCHNEVA, ROADMAP, Town, activity, basis, day, link, school},
};
use uuid::Uuid;
use vekha_domain::{
    activity::Report,
    event::{
        Change, DueKind, Executor, LinkState, MonitoringPlanned, MoveRequested, Party, PlannedOccurrence,
        ProofLinkChecked, ReminderSent, Setting, WindowAnswered, Wording,
    },
    ids::{MarkId, MonitoringId, PersonId},
    monitoring::Monitoring,
    stream::Stream,
};
use vekha_projections::{After, Analysis, Band, By, Called, PartKey, Period, Scope, Source, View};

fn period(code: &str) -> Period {
    Called::parse(code).unwrap().period(&Default::default()).unwrap()
}

fn analysis<'a>(town: &'a Town, code: &str, as_of: &str) -> Analysis<'a> {
    let before = Called::parse(code).unwrap().previous().period(&Default::default());
    View::new(&town.state, day(as_of)).analysis(&Scope::roadmap(ROADMAP), period(code), before)
}

fn in_bands(analysis: &Analysis<'_>) -> Vec<u64> {
    analysis.lateness.iter().map(|band| band.count).collect()
}

#[test]
fn a_year_counts_what_was_due_in_it_and_stands_beside_the_year_before() {
    let mut town = Town::new();
    town.plans(1, &["2023-03-15", "2024-03-15"], KOCHNEVA).plans(2, &["2023-06-15", "2024-06-14"], KOCHNEVA);
    town.on("2023-03-15").ticks_off(1, 1, Executor::Joint, "2023-03-14");
    town.on("2024-03-14").ticks_off(1, 2, Executor::Joint, "2024-03-14");
    town.on("2024-06-14").ticks_off(2, 2, Executor::Joint, "2024-06-14");
    // Done in the year after: of 2023 it was not known by the end of 2023.
    town.on("2024-07-01").ticks_off(2, 1, Executor::Joint, "2024-07-01");
    let of_2024 = analysis(&town, "2024", "2024-12-31");
    assert_eq!((of_2024.counted.figures.due, of_2024.counted.figures.done), (2, 2));
    let before = of_2024.before.as_ref().unwrap();
    assert_eq!((before.as_of, before.period), (day("2023-12-31"), period("2023")));
    assert_eq!((before.figures.due, before.figures.done, before.figures.overdue), (2, 1, 1));
    let of_2023 = analysis(&town, "2023", "2024-12-31");
    assert_eq!((of_2023.counted.figures.due, of_2023.counted.figures.done), (2, 2));
    assert_eq!(of_2023.before, None, "nothing was due in 2022");
    let half = analysis(&town, "2024", "2024-04-01");
    assert_eq!((half.counted.figures.due, half.obligations.len()), (1, 2), "what is ahead is listed and not counted");
    assert_eq!(half.before.unwrap().figures.due, 1, "the year before is seen on the same day");
}

#[test]
fn lateness_is_told_in_working_days_and_what_is_open_by_how_long_it_has_been() {
    let mut town = Town::new();
    for n in 1..=6 {
        town.plans(n, &["2023-03-15"], KOCHNEVA);
    }
    let days = ["2023-03-15", "2023-03-20", "2023-03-21", "2023-04-26", "2023-05-02"];
    for (n, done) in (1..).zip(days) {
        town.on("2023-05-10").ticks_off(n, 1, Executor::Joint, done);
    }
    let told = analysis(&town, "2023", "2023-05-12");
    assert_eq!(in_bands(&told), [1, 1, 1, 1, 1, 1], "in time, 3, 4, 30 and 32 working days late, and one still open");
    assert_eq!(told.lateness.iter().map(|band| band.band).collect::<Vec<_>>(), Band::ALL);
    let open: Vec<(Band, u64)> = told.overdue_by.iter().map(|band| (band.band, band.count)).collect();
    assert_eq!(open, [(Band::UpTo3, 0), (Band::UpTo10, 0), (Band::UpTo30, 0), (Band::Over30, 1)]);
    assert_eq!(told.overdue().iter().map(|o| o.activity).collect::<Vec<_>>(), [activity(6)]);
    assert_eq!(told.done().count(), 5);
}

#[test]
fn work_done_on_the_saturday_after_its_friday_is_in_the_first_band_of_late_ones() {
    let mut town = Town::new();
    town.plans(1, &["2023-03-17"], KOCHNEVA);
    town.on("2023-03-20").ticks_off(1, 1, Executor::Joint, "2023-03-18");
    assert_eq!(in_bands(&analysis(&town, "2023", "2023-03-20")), [0, 1, 0, 0, 0, 0]);
}

#[test]
fn a_move_is_counted_once_in_the_period_that_lost_the_day_however_many_it_concerns() {
    let mut town = Town::new();
    town.schools(30).plans(1, &["2023-12-15"], Party::Group(HEADS)).plans(2, &["2023-03-15"], KOCHNEVA);
    town.on("2023-12-01").with(1, |a, _| a.move_deadline(1, day("2024-02-15"), basis("2023-12-01")));
    town.on("2023-03-01").with(2, |a, _| a.move_deadline(1, day("2023-06-15"), basis("2023-03-01")));
    town.on("2024-01-10").with(2, |a, _| a.move_deadline(1, day("2024-03-15"), basis("2024-01-10")));
    let of_2023 = analysis(&town, "2023", "2024-12-31");
    let told: Vec<_> =
        of_2023.moves.iter().map(|m| (m.activity.ordinal, m.nth, m.times, m.too_late, m.obligations)).collect();
    assert_eq!(told, [(1, 1, 1, false, 30), (2, 1, 2, false, 1), (2, 2, 2, true, 1)]);
    let counts = of_2023.move_counts;
    assert_eq!((counts.moves, counts.occurrences, counts.obligations), (3, 2, 31));
    assert_eq!((counts.too_late, counts.repeatedly), (1, 1));
    assert_eq!(of_2023.moves[0].basis.words, "Приказ от 2023-12-01");
    assert_eq!(of_2023.counted.figures.due, 1, "the thirty are due in 2024; what was moved too late stays");
    let of_2024 = analysis(&town, "2024", "2024-12-31");
    assert_eq!((of_2024.moves.len(), of_2024.counted.figures.due), (0, 30));
    assert_eq!(analysis(&town, "2023", "2023-11-30").moves.len(), 1, "what had not happened by the day is not told");
}

#[test]
fn a_mark_sent_back_is_told_with_its_reason_and_with_what_came_instead() {
    let mut town = Town::new();
    town.plans(1, &["2023-03-15"], KOCHNEVA).sets(Setting::Acceptance(true));
    let mark = town.on("2023-03-14").ticks_off(1, 1, Executor::Joint, "2023-03-14");
    town.on("2023-03-15").with(1, |a, _| a.accept(mark, day("2023-03-15")));
    assert_eq!(analysis(&town, "2023", "2023-04-10").counted.figures.done, 1);
    town.on("2023-04-03").with(1, |a, _| a.send_back(mark, "нет протокола", day("2023-04-03")));
    let opened = analysis(&town, "2023", "2023-04-10");
    assert_eq!((opened.counted.figures.done, opened.counted.figures.overdue), (0, 1), "it is open again");
    let told: Vec<_> = opened.returned.iter().map(|r| (r.day, r.reason, r.reopened, r.again)).collect();
    assert_eq!(told, [(day("2023-04-03"), "нет протокола", true, None)]);
    assert!(analysis(&town, "2023", "2023-04-02").returned.is_empty());
    assert!(analysis(&town, "2024", "2023-04-10").returned.is_empty(), "it was due in 2023");
    let again = town.on("2023-04-11").ticks_off(1, 1, Executor::Joint, "2023-03-14");
    assert_eq!(analysis(&town, "2023", "2023-04-12").returned[0].again, Some(again));
}

#[test]
fn causes_are_what_people_entered_and_nothing_else() {
    let mut town = Town::new();
    for n in 1..=4 {
        town.plans(n, &["2023-03-15"], KOCHNEVA);
    }
    let marks = |town: &mut Town, n: u128, done: &str, note: &str| {
        let (id, today) = (MarkId(Uuid::from_u128(700 + n)), town.today());
        let note = Some(note.to_owned());
        let report =
            Report { occurrence: 1, executor: Executor::Joint, performed_on: day(done), links: vec![link()], note };
        town.with(n, |a, office| a.complete(id, report.clone(), office, today));
        id
    };
    town.on("2023-03-15");
    marks(&mut town, 1, "2023-03-15", "Провели, 20 человек");
    town.on("2023-03-22");
    marks(&mut town, 2, "2023-03-21", "Зал был занят");
    let wrong = marks(&mut town, 3, "2023-03-21", "");
    town.on("2023-03-23").with(3, |a, _| a.retract(wrong, "не тот документ", day("2023-03-23")));
    let asks = MoveRequested {
        occurrence: 1,
        executor: Executor::Joint,
        to: Some(day("2024-03-15")),
        reason: "Карантин".into(),
    };
    town.on("2023-03-10").with(4, |a, office| a.request_move(asks.clone(), office, day("2023-03-10")));
    town.on("2023-03-13").with(4, |a, _| a.decline_move(1, Executor::Joint, "Успеете", day("2023-03-13")));
    let asks = MoveRequested { reason: "Карантин продлён".into(), ..asks };
    town.on("2023-03-14").with(4, |a, office| a.request_move(asks.clone(), office, day("2023-03-14")));
    town.with(4, |a, _| a.move_deadline(1, day("2024-03-15"), basis("2023-03-14")));
    let told = analysis(&town, "2023", "2023-12-31");
    let causes: Vec<_> = told.causes.iter().map(|c| (c.activity.ordinal, c.source, c.words)).collect();
    assert_eq!(
        causes,
        [
            (4, Source::Request, "Карантин"),
            (4, Source::Declined, "Успеете"),
            (4, Source::Request, "Карантин продлён"),
            (2, Source::Note, "Зал был занят"),
            (3, Source::Retracted, "не тот документ"),
        ],
        "also of what went to another year since; the note of what went well is none"
    );
    assert!(told.causes[3].mark.is_some() && told.causes[0].by == Some(PersonId::PROGRAM));
    assert!(analysis(&town, "2024", "2024-12-31").causes.is_empty());
}

#[test]
fn activities_without_a_date_say_how_long_they_wait_or_waited() {
    let mut town = Town::new();
    town.plans(1, &[], KOCHNEVA).plans(2, &[], KOCHNEVA).plans(3, &["2023-03-15"], KOCHNEVA);
    let occurrence = PlannedOccurrence {
        seq: 0,
        start: None,
        due: Some(day("2023-04-14")),
        kind: DueKind::Day,
        cut: false,
        past_at_approval: false,
    };
    town.on("2023-02-16").with(2, |a, _| a.schedule(occurrence.clone(), basis("2023-02-16")));
    let told = analysis(&town, "2023", "2023-03-08");
    let waited: Vec<_> = told.waited.iter().map(|w| (w.activity.ordinal, w.until, w.days)).collect();
    assert_eq!(waited, [(1, None, 120), (2, Some(day("2023-02-16")), 100)]);
    assert_eq!(told.counted.figures.undated, 1);
    let earlier = analysis(&town, "2022-Q4", "2023-03-08");
    assert_eq!(earlier.waited.len(), 1, "its date came in another period");
}

#[test]
fn what_is_off_control_is_told_with_its_basis_and_how_much_is_not_counted_for_it() {
    let mut town = Town::new();
    town.schools(3).plans(1, &["2023-03-15", "2023-06-15"], Party::Group(HEADS)).plans(2, &["2024-03-15"], KOCHNEVA);
    town.on("2023-02-01").with(1, |a, _| a.cancel_occurrence(1, basis("2023-02-01")));
    town.on("2023-05-10").with(1, |a, _| a.withdraw(basis("2023-05-10")));
    town.on("2024-01-10").with(2, |a, _| a.withdraw(basis("2024-01-10")));
    let told = analysis(&town, "2023", "2024-12-31");
    let off: Vec<_> = told.off_control.iter().map(|o| (o.activity.ordinal, o.occurrence, o.obligations)).collect();
    assert_eq!(off, [(1, None, 3), (1, Some(1), 3)]);
    assert_eq!((told.counted.figures.due, told.obligations.len()), (0, 6));
    let next = analysis(&town, "2024", "2024-12-31");
    assert_eq!(next.off_control.iter().map(|o| o.basis.date).collect::<Vec<_>>(), [day("2024-01-10")]);
}

#[test]
fn letters_are_set_beside_what_was_marked_after_them() {
    let mut town = mailbox::office();
    for n in 1..=5 {
        town.on("2023-05-02").plans(n, &["2023-07-14"], KOCHNEVA);
    }
    for today in day("2023-05-03").iter_days().take_while(|today| *today <= day("2023-07-19")) {
        for (n, on) in [(1, "2023-06-29"), (2, "2023-07-03"), (3, "2023-07-12"), (4, "2023-07-18")] {
            if day(on) == today {
                town.on(on).ticks_off(n, 1, Executor::Joint, on);
            }
        }
        morning(&mut town, &today.to_string());
        let queued: Vec<_> = town.state.mailbook().unsettled().map(|letter| letter.id).collect();
        let sent = |id| Change::new(Stream::Reminder(id), today, ReminderSent { answer: "250".into(), attempt: 1 });
        town.record(Ok(queued.into_iter().map(sent).collect()));
    }
    let told = analysis(&town, "2023-Q3", "2023-07-20").reminded;
    let effects: Vec<_> = told.effects.iter().map(|e| (e.after, e.done, e.not_done)).collect();
    assert_eq!(
        effects,
        [(After::NoLetter, 1, 0), (After::First, 1, 0), (After::Second, 1, 0), (After::Overdue, 1, 1)],
        "letters of 30 June, 11 and 14 July came before the day was over, those of 17 and 19 July after it"
    );
    assert_eq!((told.sent, told.uncertain, told.lost), (5, 0, 0));
    let person = View::new(&town.state, day("2023-07-20"));
    let scope = Scope::office().person(RESPONSIBLE);
    assert_eq!(person.analysis(&scope, period("2023-Q3"), None).reminded, told);
}

#[test]
fn windows_say_who_has_answered_and_who_has_not() {
    let mut town = mailbox::office();
    town.on("2023-05-02").schools(3);
    let id = MonitoringId(Uuid::from_u128(88));
    let answers = vec![Party::Group(HEADS)];
    let planned =
        MonitoringPlanned {
            roadmap: ROADMAP, title: "Мониторинг".into(), answers, basis: None, scored_by: None
        };
    let lasts = (day("2022-11-08"), day("2024-12-31"));
    let office = town.state.office().clone();
    town.record(Monitoring::plan(id, planned, &[((7, 1), (7, 12))], lasts, (&office, day("2023-05-02"))));
    for (n, on) in [(1, "2023-07-05"), (2, "2023-07-14")] {
        let (monitoring, office) = (town.state.monitoring(id).unwrap().clone(), town.state.office().clone());
        let answer = WindowAnswered::new(1, school(n), vec![link()], "");
        town.on(on).record(monitoring.answer(answer, &office, day(on)));
        town.record(Ok(town.state.monitoring(id).unwrap().turn(day(on))));
    }
    let told = analysis(&town, "2023", "2023-12-31");
    let [window] = told.windows.as_slice() else { panic!("one window ends in 2023") };
    assert_eq!((window.asked, window.answered, window.late, window.closed), (3, 2, 1, true));
    assert_eq!(window.missing, [school(3)]);
    let then = analysis(&town, "2023", "2023-07-06");
    assert_eq!((then.windows[0].answered, then.windows[0].closed), (1, false));
}

#[test]
fn documents_and_forms_of_work_are_those_of_the_period() {
    let mut town = Town::new();
    town.plans(1, &["2023-03-15", "2024-03-15"], KOCHNEVA).plans(2, &["2023-05-15"], KOCHNEVA);
    for (n, form) in [(1, "Семинар "), (2, "семинар")] {
        let words = Wording { title: "Мероприятие".into(), form: Some(form.into()), ..Wording::default() };
        town.with(n, |a, _| a.reword(words.clone(), basis("2022-11-08")));
    }
    let mark = town.on("2023-03-15").ticks_off(1, 1, Executor::Joint, "2023-03-15");
    town.on("2024-03-15").ticks_off(1, 2, Executor::Joint, "2024-03-15");
    let dead = ProofLinkChecked::of(mark, link(), LinkState::NotFound);
    town.with(1, |a, _| a.check_proof(dead.clone(), day("2024-03-15")));
    let told = analysis(&town, "2023", "2024-12-31");
    assert_eq!((told.links.all, told.links.not_found, told.documents[0].mark.id), (1, 1, mark));
    let forms: Vec<_> = told.counted.by(By::Form).iter().map(|p| (p.key.clone(), p.figures.due)).collect();
    assert_eq!(forms, [(PartKey::Form(Some("семинар".into())), 2)]);
    let months: Vec<_> = told.counted.by(By::Month).iter().map(|p| p.key.clone()).collect();
    assert_eq!(months, [3, 5].map(|month| PartKey::Month { year: 2023, month }));
}
