//! Which letters a morning calls for: told day by day, as a person would expect to find them in the mailbox.

use crate::{
    mailbox::{COORDINATOR, OTHER, RESPONSIBLE, calls, head, items_of, morning, office, schools, to},
    town::{HEADS, KOCHNEVA, ROADMAP, activity, basis, day, school},
};
use vekha_domain::{
    event::{
        Change, DueKind, Executor, LeaveKind, Party, PlannedOccurrence, ReminderUndeliverable, Sealed, Undeliverable,
    },
    reminder::{Item, Policy, Recipient},
    stream::Stream,
};
use vekha_projections::{Planned, View};

#[test]
fn an_obligation_is_told_ten_and_three_days_before_on_the_day_and_then_until_it_is_marked() {
    let mut town = office();
    town.on("2023-05-02").plans(1, &["2023-07-14"], KOCHNEVA);
    let told = calls(&mut town, to(RESPONSIBLE), "2023-05-03", 100);
    assert_eq!(
        told,
        ["06-30 1:-10", "07-11 1:-3", "07-14 1:0", "07-17 1:1", "07-19 1:3", "07-26 1:8", "08-02 1:13", "08-09 1:18"]
    );
    town.on("2023-08-11").ticks_off(1, 1, Executor::Joint, "2023-08-10");
    assert_eq!(calls(&mut town, to(RESPONSIBLE), "2023-08-11", 60), Vec::<String>::new());
}

#[test]
fn a_moved_deadline_reminds_anew_and_a_move_that_came_too_late_does_not() {
    let mut town = office();
    town.on("2023-05-02").plans(1, &["2023-07-14"], KOCHNEVA);
    assert_eq!(calls(&mut town, to(RESPONSIBLE), "2023-05-03", 70), ["06-30 1:-10", "07-11 1:-3"]);
    town.on("2023-07-12").with(1, |a, _| a.move_deadline(1, day("2023-08-11"), basis("2023-07-12")));
    let told = calls(&mut town, to(RESPONSIBLE), "2023-07-13", 32);
    assert_eq!(told, ["07-28 1:-10", "08-08 1:-3", "08-11 1:0"]);
    town.on("2023-08-15").with(1, |a, _| a.move_deadline(1, day("2023-09-29"), basis("2023-08-15")));
    assert_eq!(calls(&mut town, to(RESPONSIBLE), "2023-08-14", 4), ["08-14 1:1", "08-16 1:3"]);
}

#[test]
fn after_a_silence_one_letter_tells_the_last_of_what_was_missed() {
    let mut town = office();
    town.on("2023-05-02").plans(1, &["2023-07-14"], KOCHNEVA).plans(2, &["2023-07-31"], KOCHNEVA);
    morning(&mut town, "2023-06-29");
    let letters = morning(&mut town, "2023-07-18");
    assert_eq!(letters.iter().filter(|letter| letter.to == to(RESPONSIBLE)).count(), 1);
    let told = items_of(&letters, to(RESPONSIBLE));
    let due: Vec<i16> =
        told.iter().filter_map(|item| if let Item::Due { days, .. } = item { Some(*days) } else { None }).collect();
    assert_eq!(due, [1, -10]);
    assert!(morning(&mut town, "2023-07-18").is_empty(), "planned once");
}

#[test]
fn nobody_is_told_by_surprise_of_what_was_late_before_anybody_was_told_of_it() {
    let mut town = office();
    town.on("2023-05-02").plans(1, &["2023-03-31"], KOCHNEVA);
    let letters = morning(&mut town, "2023-05-03");
    let told = items_of(&letters, to(RESPONSIBLE));
    assert_eq!(told, [Item::Appointed { activity: activity(1), from: day("2023-05-02") }]);
    let later = calls(&mut town, to(RESPONSIBLE), "2023-05-04", 14);
    assert_eq!(later.len(), 2, "from then on it is overdue like anything else: {later:?}");
}

#[test]
fn members_of_a_group_are_told_through_their_schools_and_only_of_their_own_row() {
    let mut town = office();
    schools(&mut town, 3);
    town.on("2023-05-02").plans(1, &["2023-07-14"], Party::Group(HEADS));
    town.on("2023-06-20").ticks_off(1, 1, Executor::Member(school(2)), "2023-06-19");
    let letters = morning(&mut town, "2023-06-30");
    let due = |n| {
        let told = items_of(&letters, to(head(n)));
        told.iter().any(|item| matches!(item, Item::Due { executor, .. } if *executor == Executor::Member(school(n))))
    };
    assert_eq!([1, 2, 3].map(due), [true, false, true]);
    let mailbox = Some("school4@example.org".to_owned());
    let fourth = town.today();
    town.on("2023-07-03");
    let kind = vekha_domain::event::OrganisationKind::School;
    town.record(town.state.office().add_organisation(school(4), "МБОУ СОШ № 4", kind, fourth));
    town.record(town.state.office().add_member(HEADS, school(4), day("2023-05-02")));
    town.record(town.state.office().set_mailbox(school(4), mailbox, fourth));
    let letters = morning(&mut town, "2023-07-11");
    assert!(
        !items_of(&letters, Recipient::Organisation(school(4))).is_empty(),
        "a school without people has a mailbox"
    );
}

#[test]
fn a_substitute_gets_the_letters_and_without_one_they_wait_for_the_return() {
    let mut town = office();
    town.on("2023-05-02").plans(1, &["2023-07-14"], KOCHNEVA);
    morning(&mut town, "2023-05-03");
    let person = town.state.person(RESPONSIBLE).unwrap().clone();
    town.record(person.set_leave(LeaveKind::Leave, day("2023-06-26"), day("2023-07-05")));
    assert!(calls(&mut town, to(RESPONSIBLE), "2023-06-26", 10).is_empty());
    assert_eq!(calls(&mut town, to(RESPONSIBLE), "2023-07-06", 1), ["07-06 1:-10"]);
    let state = town.state.clone();
    let person = state.person(RESPONSIBLE).unwrap();
    let days = (day("2023-07-10"), day("2023-07-16"));
    town.record(person.set_substitution(OTHER, days, basis("2023-07-07"), |id| state.person(id)));
    assert_eq!(calls(&mut town, to(OTHER), "2023-07-10", 5), ["07-10 1:-10", "07-11 1:-3", "07-14 1:0"]);
    assert_eq!(calls(&mut town, to(RESPONSIBLE), "2023-07-17", 1), ["07-17 1:1"]);
}

#[test]
fn five_days_late_the_coordinator_gets_one_digest_and_an_address_that_failed_is_tried_no_more() {
    let mut town = office();
    schools(&mut town, 2);
    town.on("2023-05-02").plans(1, &["2023-07-14"], Party::Group(HEADS)).plans(2, &["2023-07-14"], KOCHNEVA);
    for today in day("2023-05-03").iter_days().take(79) {
        morning(&mut town, &today.to_string());
    }
    let letters = morning(&mut town, "2023-07-21");
    let escalated = items_of(&letters, to(COORDINATOR));
    assert_eq!(escalated.iter().filter(|item| matches!(item, Item::Escalated { .. })).count(), 3);
    assert_eq!(letters.iter().filter(|letter| letter.to == to(COORDINATOR)).count(), 1);
    let letter = town.state.mailbook().letters().find(|letter| letter.to == to(RESPONSIBLE)).unwrap().id;
    let gone = ReminderUndeliverable { cause: Undeliverable::AddressRefused, answer: "550 5.1.1".into() };
    let today = town.today();
    town.record(Ok(vec![Change::new(Stream::Reminder(letter), today, gone)]));
    assert!(calls(&mut town, to(RESPONSIBLE), "2023-07-24", 20).is_empty());
    let monday = items_of(&morning(&mut town, "2023-08-14"), to(COORDINATOR));
    assert!(monday.contains(&Item::Digest { monday: day("2023-08-14") }));
    let contact = Sealed { key: 1, box64: "другой".into() };
    town.record(town.state.person(RESPONSIBLE).unwrap().change_contact(contact, day("2023-08-14")));
    assert!(!calls(&mut town, to(RESPONSIBLE), "2023-08-15", 7).is_empty());
}

#[test]
fn mondays_list_what_is_near_and_a_monday_off_moves_before_the_days_off() {
    let mut town = office();
    town.on("2023-05-02").plans(1, &["2023-06-16"], KOCHNEVA);
    let week = |letters: &[Planned], monday: &str| {
        items_of(letters, to(RESPONSIBLE)).contains(&Item::Week { monday: day(monday) })
    };
    assert!(week(&morning(&mut town, "2023-06-05"), "2023-06-05"));
    // 12 June is a holiday: its list comes on the Friday before, and not again.
    assert!(week(&morning(&mut town, "2023-06-09"), "2023-06-12"));
    assert!(!week(&morning(&mut town, "2023-06-13"), "2023-06-12"));
}

#[test]
fn switched_off_nobody_is_written_to_and_switched_on_nothing_older_is_told() {
    let mut town = office();
    let off = Policy { on: false, ..Policy::default() };
    town.record(town.state.roadmap(ROADMAP).unwrap().remind(off, day("2022-11-08")));
    town.on("2023-05-02").plans(1, &["2023-07-14"], KOCHNEVA);
    assert!(calls(&mut town, to(RESPONSIBLE), "2023-05-03", 85).is_empty());
    town.record(town.state.roadmap(ROADMAP).unwrap().remind(Policy::default(), day("2023-07-27")));
    assert_eq!(calls(&mut town, to(RESPONSIBLE), "2023-07-27", 8), ["08-02 1:13"]);
}

#[test]
fn the_preview_of_sixty_days_is_what_then_happens() {
    let mut town = office();
    schools(&mut town, 2);
    town.on("2023-05-02").plans(1, &["2023-05-31"], Party::Group(HEADS)).plans(2, &["2023-06-16"], KOCHNEVA);
    town.with(2, |a, _| {
        let kind = DueKind::Until;
        let more = PlannedOccurrence {
            seq: 0,
            start: None,
            due: Some(day("2023-06-30")),
            kind,
            cut: false,
            past_at_approval: false,
        };
        a.schedule(more, basis("2023-05-02"))
    });
    let preview = View::new(&town.state, day("2023-05-03")).preview(60);
    let mut lived = Vec::new();
    for today in day("2023-05-03").iter_days().take(60) {
        let letters = morning(&mut town, &today.to_string());
        lived.extend((!letters.is_empty()).then_some((today, letters)));
    }
    assert_eq!(preview.into_iter().map(|p| (p.day, p.letters)).collect::<Vec<_>>(), lived);
}
