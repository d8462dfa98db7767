//! What a meeting talks about, which rows are meetings, and who is reminded by hand.

use crate::town::{HEADS, KOCHNEVA, ROADMAP, Town, activity, basis, day, school};
use uuid::Uuid;
use vekha_domain::{
    event::{Change, Executor, LetterKind, Party, ReminderQueued, Role, Sealed, Wording},
    ids::{MeetingSeriesId, PersonId, ReminderId},
    meeting::Series,
    person::Person,
    reminder::{Item, Policy, Recipient},
    stream::Stream,
};
use vekha_projections::{Scope, Silence, View};

const KOCHNEVA_ID: PersonId = PersonId(Uuid::from_u128(11));

fn register(town: &mut Town, id: PersonId, at: Option<u128>, role: Role) {
    let today = town.today();
    let sealed = Sealed { key: 1, box64: "x".into() };
    town.record(Person::register(id, sealed, None, at.map(school), today));
    town.record(Ok(Person::granted(id, role, today)));
}

#[test]
fn an_agenda_has_what_is_late_first_and_then_what_is_near() {
    let mut town = Town::new();
    town.schools(3).plans(1, &["2023-04-20"], KOCHNEVA).plans(2, &["2023-03-15"], Party::Group(HEADS));
    town.plans(3, &["2023-02-28"], KOCHNEVA).plans(4, &["2023-09-29"], KOCHNEVA).plans(5, &["2023-03-31"], KOCHNEVA);
    town.on("2023-03-14").ticks_off(2, 1, Executor::Member(school(1)), "2023-03-14");
    let series = MeetingSeriesId(Uuid::from_u128(9));
    town.record(Series::plan(series, activity(5), Vec::new(), day("2023-03-14")));
    let view = View::new(&town.state, day("2023-04-03"));
    let points: Vec<_> = view.agenda(ROADMAP).iter().map(|p| (p.activity, p.late.is_some(), p.open, p.of)).collect();
    let expected = [(activity(3), true, 1, 1), (activity(2), true, 2, 3), (activity(1), false, 1, 1)];
    assert_eq!(points, expected, "the meeting itself and what is due in autumn are left out");
}

#[test]
fn a_row_that_speaks_of_meetings_with_several_dates_could_be_led_as_meetings() {
    let mut town = Town::new();
    town.plans(1, &["2023-03-31", "2023-06-30"], KOCHNEVA).plans(2, &["2023-03-31", "2023-06-30"], KOCHNEVA);
    town.schools(1).plans(3, &["2023-03-31"], KOCHNEVA).plans(4, &["2023-03-31", "2023-06-30"], Party::Group(HEADS));
    for n in [1, 3, 4] {
        let words = Wording { title: "Совещание руководителей".into(), ..Wording::default() };
        town.with(n, |a, _| a.reword(words.clone(), basis("2022-11-08")));
    }
    let view = View::new(&town.state, day("2023-01-10"));
    assert_eq!(view.could_be_meetings(ROADMAP), [activity(1)]);
    let series = MeetingSeriesId(Uuid::from_u128(9));
    town.record(Series::plan(series, activity(1), Vec::new(), day("2023-01-10")));
    assert!(View::new(&town.state, day("2023-01-10")).could_be_meetings(ROADMAP).is_empty());
}

#[test]
fn reminding_by_hand_writes_once_a_day_and_says_who_is_not_told() {
    let mut town = Town::new();
    let head = PersonId(Uuid::from_u128(21));
    register(&mut town, KOCHNEVA_ID, None, Role::Responsible);
    town.schools(2);
    register(&mut town, head, Some(1), Role::Head);
    town.plans(1, &["2023-03-15"], Party::Group(HEADS)).plans(2, &["2023-03-20"], KOCHNEVA);
    let by_hand = |town: &Town| {
        let view = View::new(&town.state, day("2023-04-03"));
        view.by_hand(&view.overdue(&Scope::roadmap(ROADMAP)))
    };
    town.on("2023-04-03");
    let asked = by_hand(&town);
    let to: Vec<Recipient> = asked.letters.iter().map(|letter| letter.to).collect();
    assert_eq!(to, [Recipient::Person(KOCHNEVA_ID), Recipient::Person(head)]);
    let why: Vec<Silence> = asked.unsent.iter().map(|unsent| unsent.why).collect();
    assert_eq!(why, [Silence::Nobody], "the second school has neither people nor a mailbox");
    for (n, letter) in asked.letters.iter().enumerate() {
        let queued = ReminderQueued {
            to: letter.to,
            day: day("2023-04-03"),
            letter: letter.letter,
            items: letter.items.clone(),
        };
        let stream = Stream::Reminder(ReminderId(Uuid::from_u128(900 + n as u128)));
        town.record(Ok(vec![Change::new(stream, day("2023-04-03"), queued)]));
    }
    let again = by_hand(&town);
    assert!(again.letters.is_empty());
    assert!(again.unsent.iter().any(|u| u.why == Silence::Told(Recipient::Person(head))));
    assert_eq!(asked.letters[0].letter, LetterKind::ByHand);
    assert!(matches!(asked.letters[0].items[..], [Item::ByHand { .. }]));
}

#[test]
fn values_not_recorded_yet_can_be_looked_at_and_change_nothing() {
    let mut town = Town::new();
    register(&mut town, KOCHNEVA_ID, None, Role::Responsible);
    town.record(town.state.roadmap(ROADMAP).unwrap().adopt(
        None,
        None,
        day("2022-11-08"),
        day("2024-12-31"),
        day("2022-11-08"),
    ));
    town.plans(1, &["2023-03-31"], KOCHNEVA);
    let days = |state: &vekha_projections::OfficeState| {
        let letters = View::new(state, day("2023-03-13")).preview(20);
        letters.iter().map(|p| p.day.to_string()).collect::<Vec<_>>()
    };
    let before = days(&town.state);
    let quiet = Policy { before: vec![5], on_day: false, monday: false, ..Policy::default() };
    let looked = town.state.reminding_by(ROADMAP, quiet, day("2023-03-13"));
    let after = days(&looked);
    assert!(after.contains(&"2023-03-24".to_owned()) && !after.contains(&"2023-03-31".to_owned()), "{after:?}");
    assert!(before.contains(&"2023-03-31".to_owned()), "{before:?}");
    assert_eq!(days(&town.state), before);
}
