//! Stories of people: roles, moves, those who stand in, leaves, erasure.

use super::*;
use crate::event::{Basis, LeaveKind, Recorded};
use chrono::{DateTime, Utc};

fn sealed(text: &str) -> Sealed {
    Sealed { key: 1, box64: text.to_owned() }
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 2, 3).unwrap()
}

fn given(changes: Vec<Change>) -> Person {
    let id = PersonId(uuid::Uuid::from_u128(1));
    let recorded = changes.into_iter().zip(1..).map(|(change, position)| Recorded {
        position,
        stream: change.stream,
        version: position,
        occurred_on: change.occurred_on,
        recorded_at: DateTime::<Utc>::UNIX_EPOCH,
        actor: PersonId::PROGRAM,
        event: change.event,
    });
    let mut person = None;
    for event in recorded {
        match &mut person {
            None => person = Person::begun(id, &event),
            Some(person) => person.apply(&event),
        }
    }
    person.unwrap()
}

#[test]
fn a_role_is_granted_once_and_revoked_once() {
    let id = PersonId(uuid::Uuid::from_u128(1));
    let mut history = Person::register(id, sealed("a"), None, None, day()).unwrap();
    history.extend(given(history.clone()).grant(Role::Auditor, day()).unwrap());
    let auditor = given(history.clone());
    assert!(auditor.roles.contains(&Role::Auditor));
    assert_eq!(auditor.grant(Role::Auditor, day()), Ok(Vec::new()));
    history.extend(auditor.revoke(Role::Auditor, day()).unwrap());
    assert!(given(history.clone()).roles.is_empty());
    assert_eq!(given(history).revoke(Role::Auditor, day()), Ok(Vec::new()));
}

#[test]
fn nothing_is_decided_over_a_newer_history() {
    let id = PersonId(uuid::Uuid::from_u128(1));
    let mut history = Person::register(id, sealed("a"), None, None, day()).unwrap();
    let unknown = Event::decode("person_knighted", 1, "{}").unwrap();
    history.push(Change { stream: Stream::Person(id), occurred_on: day(), event: unknown });
    assert_eq!(given(history).change_contact(sealed("b"), day()), Err(Refusal::NewerHistory));
}

fn basis(date: &str) -> Basis {
    Basis { words: "Приказ № 7".into(), date: on(date) }
}

fn on(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn id(n: u128) -> PersonId {
    PersonId(uuid::Uuid::from_u128(n))
}

/// People 1, 2 and 3, each with what was decided of them.
struct Staff(std::collections::BTreeMap<PersonId, Person>);

impl Staff {
    fn new() -> Staff {
        let begun = |n| {
            let registered = Person::register(id(n), sealed("a"), None, None, day()).unwrap();
            (id(n), Person::begun(id(n), &recorded(&registered[0])).unwrap())
        };
        Staff((1..=3).map(begun).collect())
    }

    fn person(&self, n: u128) -> &Person {
        &self.0[&id(n)]
    }

    fn substitute(&self, who: u128, by: u128, from: &str, to: &str) -> Result<Vec<Change>, Refusal> {
        self.person(who).set_substitution(id(by), (on(from), on(to)), basis("2023-06-20"), |id| self.0.get(&id))
    }

    fn then(&mut self, decided: Result<Vec<Change>, Refusal>) {
        for change in decided.unwrap() {
            let Stream::Person(id) = change.stream else { panic!("{change:?}") };
            self.0.get_mut(&id).unwrap().apply(&recorded(&change));
        }
    }

    fn stands_in(&self, who: u128, day: &str) -> Option<PersonId> {
        stand_in(id(who), on(day), |id| self.0.get(&id))
    }
}

fn recorded(change: &Change) -> Recorded {
    Recorded {
        position: 1,
        stream: change.stream,
        version: 1,
        occurred_on: change.occurred_on,
        recorded_at: DateTime::<Utc>::UNIX_EPOCH,
        actor: PersonId::PROGRAM,
        event: change.event.clone(),
    }
}

#[test]
fn a_substitute_stands_in_from_the_first_day_to_the_last_and_a_chain_is_followed() {
    let mut staff = Staff::new();
    let decided = staff.substitute(1, 2, "2023-07-03", "2023-07-30");
    staff.then(decided);
    let days = ["2023-07-02", "2023-07-03", "2023-07-30", "2023-07-31"].map(|day| staff.stands_in(1, day));
    assert_eq!(days, [None, Some(id(2)), Some(id(2)), None]);
    let decided = staff.substitute(2, 3, "2023-07-10", "2023-07-16");
    staff.then(decided);
    assert_eq!((staff.stands_in(1, "2023-07-12"), staff.stands_in(1, "2023-07-17")), (Some(id(3)), Some(id(2))));
}

#[test]
fn nobody_is_substituted_by_themselves_in_a_circle_twice_or_backwards() {
    let mut staff = Staff::new();
    assert_eq!(staff.substitute(1, 1, "2023-07-03", "2023-07-30"), Err(Refusal::SelfSubstitution));
    assert_eq!(staff.substitute(1, 2, "2023-07-03", "2023-07-02"), Err(Refusal::DatesBackwards));
    assert_eq!(staff.substitute(1, 9, "2023-07-03", "2023-07-30"), Err(Refusal::PersonUnknown));
    for (who, by) in [(1, 2), (2, 3)] {
        let decided = staff.substitute(who, by, "2023-07-03", "2023-07-30");
        staff.then(decided);
    }
    assert_eq!(staff.substitute(3, 1, "2023-07-30", "2023-08-05"), Err(Refusal::SubstitutionLoops));
    assert_eq!(staff.substitute(3, 1, "2023-07-31", "2023-08-05").map(|c| c.len()), Ok(1), "nobody is away then");
    assert_eq!(staff.substitute(1, 3, "2023-07-30", "2023-08-05"), Err(Refusal::SubstitutionOverlaps));
    assert_eq!(staff.substitute(1, 2, "2023-07-03", "2023-07-30"), Ok(Vec::new()), "it is so already");
}

#[test]
fn a_substitution_ended_early_leaves_its_days_to_another() {
    let mut staff = Staff::new();
    let decided = staff.substitute(1, 2, "2023-07-03", "2023-07-30");
    staff.then(decided);
    assert_eq!(staff.person(1).end_substitution(on("2023-07-04"), basis("2023-07-10")), Err(Refusal::AbsenceUnknown));
    let decided = staff.person(1).end_substitution(on("2023-07-03"), basis("2023-07-10"));
    staff.then(decided);
    assert_eq!((staff.stands_in(1, "2023-07-09"), staff.stands_in(1, "2023-07-10")), (Some(id(2)), None));
    assert_eq!(staff.substitute(1, 3, "2023-07-10", "2023-07-30").map(|c| c.len()), Ok(1));
}

#[test]
fn somebody_is_away_on_the_days_of_the_leave_only_and_never_twice() {
    let mut staff = Staff::new();
    let leave = |staff: &Staff, from, to| staff.person(1).set_leave(LeaveKind::Leave, on(from), on(to));
    let decided = leave(&staff, "2023-07-03", "2023-07-30");
    staff.then(decided);
    assert_eq!(leave(&staff, "2023-07-30", "2023-08-02"), Err(Refusal::LeaveOverlaps));
    assert_eq!(leave(&staff, "2023-08-30", "2023-08-02"), Err(Refusal::DatesBackwards));
    let away = |staff: &Staff, day| staff.person(1).leave_on(on(day)).is_some();
    assert_eq!(
        [away(&staff, "2023-07-02"), away(&staff, "2023-07-30"), away(&staff, "2023-07-31")],
        [false, true, false]
    );
    let decided = staff.person(1).end_leave(on("2023-07-03"), basis("2023-06-30"));
    staff.then(decided);
    assert!(!away(&staff, "2023-07-03"), "it was called off");
}

#[test]
fn who_moves_works_there_from_that_day_on_also_when_it_is_entered_late() {
    let mut office = Office::new(crate::ids::OfficeId(uuid::Uuid::from_u128(1)));
    let (school, centre) = (OrganisationId(uuid::Uuid::from_u128(21)), OrganisationId(uuid::Uuid::from_u128(22)));
    for organisation in [school, centre] {
        let added = office.add_organisation(organisation, "Школа", crate::event::OrganisationKind::School, day());
        office.apply(&recorded(&added.unwrap()[0]));
    }
    let mut staff = Staff::new();
    let today = on("2023-07-10");
    let to = |staff: &Staff, place, day| staff.person(1).move_to(Some(place), None, on(day), &office, today);
    assert_eq!(to(&staff, school, "2023-07-11"), Err(Refusal::DayAhead { day: on("2023-07-11"), today }));
    assert_eq!(to(&staff, OrganisationId(uuid::Uuid::nil()), "2023-07-01"), Err(Refusal::OrganisationUnknown));
    let decided = to(&staff, school, "2023-07-01");
    staff.then(decided);
    assert_eq!(to(&staff, school, "2023-07-05"), Ok(Vec::new()));
    let decided = to(&staff, centre, "2023-06-01");
    staff.then(decided);
    let at = |day| staff.person(1).organisation_on(on(day));
    assert_eq!([at("2023-05-31"), at("2023-06-30"), at("2023-07-01")], [None, Some(centre), Some(school)]);
    assert_eq!(staff.person(1).organisation, Some(school), "what was entered last is not the newest");
}

#[test]
fn who_is_erased_loses_every_role_and_nothing_more_is_learned_of_them() {
    let mut staff = Staff::new();
    let decided = staff.person(1).grant(Role::Head, day());
    staff.then(decided);
    let decided = staff.substitute(2, 1, "2023-07-03", "2023-07-30");
    staff.then(decided);
    assert_eq!(staff.person(1).finish_erasure(day()), Err(Refusal::ErasureNotRequested));
    let decided = staff.person(1).request_erasure(ErasureGround::ConsentWithdrawn, day());
    assert_eq!(decided.as_ref().map(Vec::len), Ok(2));
    staff.then(decided);
    let erased = staff.person(1);
    assert!(erased.roles.is_empty() && erased.erased.is_none());
    assert_eq!(erased.change_contact(sealed("b"), day()), Err(Refusal::PersonErased));
    assert_eq!(erased.grant(Role::Head, day()), Err(Refusal::PersonErased));
    assert_eq!(staff.substitute(3, 1, "2023-08-03", "2023-08-30"), Err(Refusal::PersonErased));
    assert_eq!(staff.stands_in(2, "2023-07-05"), None, "nobody stands in who is not there");
    let decided = staff.person(1).finish_erasure(day());
    staff.then(decided);
    let erased = staff.person(1);
    assert_eq!(
        (erased.finish_erasure(day()), erased.request_erasure(ErasureGround::Demanded, day())),
        (Ok(vec![]), Ok(vec![]))
    );
}
