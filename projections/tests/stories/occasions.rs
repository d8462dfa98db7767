//! Letters about meetings, monitorings, reports and requests for another term.

use crate::{
    mailbox::{COORDINATOR, OTHER, RESPONSIBLE, head, items_of, morning, office, schools, to},
    town::{HEADS, KOCHNEVA, ROADMAP, activity, basis, day, link, school},
};
use uuid::Uuid;
use vekha_domain::{
    event::{Executor, MonitoringPlanned, MoveRequested, Party, WindowAnswered},
    ids::{MeetingSeriesId, MonitoringId},
    meeting::Series,
    monitoring::Monitoring,
    reminder::{Item, MeetingCall, Policy, Reports, WindowCall},
};
use vekha_projections::{Planned, View};

#[test]
fn a_meeting_asks_for_its_date_then_invites_reminds_and_asks_for_the_protocol() {
    let mut town = office();
    town.on("2023-05-02").plans(1, &["2023-09-30"], KOCHNEVA);
    let series = MeetingSeriesId(Uuid::from_u128(77));
    town.record(Series::plan(series, activity(1), vec![Party::Person(OTHER)], day("2023-05-02")));
    let call = |letters: &[Planned], whom| {
        items_of(letters, to(whom)).into_iter().find_map(|item| match item {
            Item::Meeting { call, .. } => Some(call),
            _ => None,
        })
    };
    let mut told = Vec::new();
    for today in day("2023-05-03").iter_days().take(132) {
        let letters = morning(&mut town, &today.to_string());
        told.extend(call(&letters, RESPONSIBLE).map(|call| (today.format("%m-%d").to_string(), call)));
        assert!(!items_of(&letters, to(RESPONSIBLE)).iter().any(|item| matches!(item, Item::Due { days: ..=0, .. })));
    }
    assert_eq!(told, [("09-11".to_owned(), MeetingCall::NameTheDate)], "15 working days before the quarter ends");
    let date = |at: &str| vekha_domain::event::MeetingDateSet {
        occurrence: 1,
        at: at.parse().unwrap(),
        minutes: 60,
        place: None,
    };
    town.on("2023-09-13");
    town.record(town.state.series(series).unwrap().set_date(date("2023-09-22T15:00:00"), day("2023-09-13")));
    let invited = View::new(&town.state, day("2023-09-13")).invitations();
    assert_eq!(invited.iter().map(|letter| letter.to).collect::<Vec<_>>(), [to(RESPONSIBLE), to(OTHER)]);
    let near: Vec<_> =
        ["2023-09-15", "2023-09-21", "2023-09-25"].map(|today| call(&morning(&mut town, today), RESPONSIBLE)).to_vec();
    assert_eq!(near, [Some(MeetingCall::Near(5)), Some(MeetingCall::Near(1)), Some(MeetingCall::Protocol)]);
}

#[test]
fn a_window_opens_and_closes_by_itself_and_reminds_who_has_not_answered() {
    let mut town = office();
    schools(&mut town, 2);
    town.on("2023-05-02");
    let id = MonitoringId(Uuid::from_u128(88));
    let planned = MonitoringPlanned {
        roadmap: ROADMAP,
        title: "Мониторинг динамики".into(),
        answers: vec![Party::Group(HEADS)],
        basis: None,
        scored_by: None,
    };
    let period = (day("2022-11-08"), day("2024-12-31"));
    let office = town.state.office().clone();
    town.record(Monitoring::plan(id, planned, &[((7, 1), (7, 12))], period, (&office, day("2023-05-02"))));
    let windows: Vec<_> = town.state.monitoring(id).unwrap().windows.iter().map(|w| w.from.to_string()).collect();
    assert_eq!(windows, ["2023-07-01", "2024-07-01"]);
    let mut told: Vec<(String, WindowCall)> = Vec::new();
    for today in day("2023-06-01").iter_days().take(50) {
        if today == day("2023-07-05") {
            let answer = WindowAnswered::new(1, school(2), vec![link()], "");
            let monitoring = town.on("2023-07-05").state.monitoring(id).unwrap().clone();
            let office = town.state.office().clone();
            town.record(monitoring.answer(answer, &office, today));
        }
        town.on(&today.to_string());
        town.record(Ok(town.state.monitoring(id).unwrap().turn(today)));
        let letters = morning(&mut town, &today.to_string());
        told.extend(items_of(&letters, to(head(1))).into_iter().filter_map(|item| match item {
            Item::Window { call, .. } => Some((today.format("%m-%d").to_string(), call)),
            _ => None,
        }));
        let second = items_of(&letters, to(head(2)));
        let quiet = today < day("2023-07-05") || !second.iter().any(|item| matches!(item, Item::Window { .. }));
        assert!(quiet, "who has answered is left alone");
    }
    let told: Vec<(&str, WindowCall)> = told.iter().map(|(day, call)| (day.as_str(), *call)).collect();
    let missed = |days| WindowCall::Missed(days);
    assert_eq!(
        told,
        [
            ("06-19", WindowCall::Opens),
            ("06-30", WindowCall::Open),
            ("07-07", WindowCall::Closes),
            ("07-12", WindowCall::LastDay),
            ("07-13", missed(1)),
            ("07-17", missed(3)),
        ]
    );
    let window = town.state.monitoring(id).unwrap().window(1).unwrap().clone();
    assert_eq!((window.opened, window.closed), (Some(day("2023-07-01")), Some(day("2023-07-12"))));
}

#[test]
fn reports_are_due_by_the_office_s_terms_and_requests_reach_the_coordinator() {
    let mut town = office();
    let today = day("2022-11-08");
    let policy = Policy { reports: Reports::Term, ..Policy::default() };
    town.record(town.state.roadmap(ROADMAP).unwrap().remind(policy, today));
    let reports = |letters: &[Planned]| {
        let told = items_of(letters, to(COORDINATOR));
        told.into_iter()
            .filter_map(|item| match item {
                Item::Report { report, due, days, .. } => Some(format!("{report:?} {due} {days}")),
                _ => None,
            })
            .collect::<Vec<_>>()
    };
    let mut told = Vec::new();
    for today in day("2022-12-01").iter_days().take(60) {
        told.extend(reports(&morning(&mut town, &today.to_string())));
    }
    assert_eq!(told, ["Term 2022-12-28 -10", "Year 2022-12-31 -10", "Term 2022-12-28 -3", "Year 2022-12-31 -3"]);
    town.on("2023-02-01").plans(1, &["2023-04-28"], KOCHNEVA);
    let asked = MoveRequested {
        occurrence: 1,
        executor: Executor::Joint,
        to: Some(day("2023-05-19")),
        reason: "Карантин".into(),
    };
    town.with(1, |a, office| a.request_move(asked.clone(), office, day("2023-02-01")));
    let told = items_of(&morning(&mut town, "2023-02-02"), to(COORDINATOR));
    assert!(told.contains(&Item::Asked { activity: activity(1), request: 0 }), "{told:?}");
    town.with(1, |a, _| a.move_deadline(1, day("2023-05-19"), basis("2023-02-03")));
    assert_eq!(town.state.activity(activity(1)).unwrap().open_requests().count(), 0, "a move is the answer");
}
