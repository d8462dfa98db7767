//! Stories of an office: groups change their members, terms are checked, days are the office's own.

use super::*;
use crate::{event::Recorded, ids::PersonId};
use uuid::Uuid;

const OFFICE: OfficeId = OfficeId(Uuid::from_u128(1));
const HEADS: GroupId = GroupId(Uuid::from_u128(2));
const SCHOOL: OrganisationId = OrganisationId(Uuid::from_u128(3));

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn basis(date: &str) -> Basis {
    Basis { words: "Приказ № 5".into(), date: day(date) }
}

fn given(changes: &[Change]) -> Office {
    let mut office = Office::new(OFFICE);
    for (change, position) in changes.iter().zip(1..) {
        office.apply(&Recorded {
            position,
            stream: change.stream,
            version: position,
            occurred_on: change.occurred_on,
            recorded_at: chrono::DateTime::UNIX_EPOCH,
            actor: PersonId::PROGRAM,
            event: change.event.clone(),
        });
    }
    office
}

fn with_a_group() -> Vec<Change> {
    let office = Office::new(OFFICE);
    let start = day("2022-01-10");
    let mut history = office.add_organisation(SCHOOL, "МБОУ СОШ № 2", OrganisationKind::School, start).unwrap();
    history.extend(office.define_group(HEADS, "Руководители ОО", start).unwrap());
    history
}

#[test]
fn a_group_remembers_who_belonged_to_it_on_each_day() {
    let mut history = with_a_group();
    history.extend(given(&history).add_member(HEADS, SCHOOL, day("2022-09-01")).unwrap());
    assert_eq!(given(&history).add_member(HEADS, SCHOOL, day("2022-10-01")), Ok(Vec::new()));
    history.extend(given(&history).remove_member(HEADS, SCHOOL, basis("2023-03-01")).unwrap());
    history.extend(given(&history).add_member(HEADS, SCHOOL, day("2023-09-01")).unwrap());
    let office = given(&history);
    let belongs = |on| office.group(HEADS).unwrap().members_on(day(on)).count();
    let days = ["2022-08-31", "2022-09-01", "2023-02-28", "2023-03-01", "2023-09-01"];
    assert_eq!(days.map(belongs), [0, 1, 1, 0, 1]);
}

#[test]
fn a_closed_school_joins_nothing() {
    let mut history = with_a_group();
    history.extend(given(&history).close_organisation(SCHOOL, basis("2022-08-31")).unwrap());
    assert_eq!(given(&history).add_member(HEADS, SCHOOL, day("2022-09-01")), Err(Refusal::OrganisationUnknown));
    assert_eq!(given(&history).close_organisation(SCHOOL, basis("2022-08-31")), Err(Refusal::OrganisationUnknown));
}

#[test]
fn terms_run_forwards_within_their_school_year() {
    let office = Office::new(OFFICE);
    let terms =
        |dates: &[(&str, &str)]| dates.iter().map(|(from, to)| TermDates { from: day(from), to: day(to) }).collect();
    let set = |dates: &[(&str, &str)]| office.set_terms(2022, terms(dates), day("2022-08-20")).map(|c| c.len());
    assert_eq!(set(&[("2022-09-01", "2022-10-28"), ("2022-11-07", "2022-12-28")]), Ok(1));
    assert_eq!(set(&[("2022-09-01", "2022-11-08"), ("2022-11-07", "2022-12-28")]), Err(Refusal::TermsWrong));
    assert_eq!(set(&[("2023-09-01", "2023-10-28")]), Err(Refusal::TermsWrong));
    assert_eq!(set(&[]), Err(Refusal::TermsWrong));
}

#[test]
fn nothing_is_added_twice_or_without_a_name() {
    let office = given(&with_a_group());
    let start = day("2022-01-10");
    assert_eq!(office.define_group(HEADS, "Другая", start), Err(Refusal::AlreadyThere));
    let nameless = office.add_organisation(OrganisationId(Uuid::from_u128(9)), " ", OrganisationKind::Other, start);
    assert_eq!(nameless, Err(Refusal::NameMissing));
}

#[test]
fn membership_is_entered_for_a_day_past_or_to_come_and_nobody_belongs_twice() {
    let mut history = with_a_group();
    history.extend(given(&history).join(HEADS, SCHOOL, day("2023-09-01"), None).unwrap());
    let belongs = |history: &[Change], on| given(history).group(HEADS).unwrap().members_on(day(on)).count();
    assert_eq!((belongs(&history, "2023-08-31"), belongs(&history, "2023-09-01")), (0, 1));
    // It turns out that it joined earlier.
    history.extend(given(&history).join(HEADS, SCHOOL, day("2023-01-09"), Some(basis("2023-01-09"))).unwrap());
    assert_eq!((belongs(&history, "2023-01-09"), belongs(&history, "2023-09-01")), (1, 1));
    assert_eq!(given(&history).group(HEADS).unwrap().memberships().count(), 1);
}

#[test]
fn an_order_signed_earlier_ends_a_membership_on_the_day_it_names() {
    let mut history = with_a_group();
    history.extend(given(&history).join(HEADS, SCHOOL, day("2022-09-01"), None).unwrap());
    assert_eq!(given(&history).leave(HEADS, SCHOOL, day("2022-08-01"), basis("2022-08-01")), Err(Refusal::NotAMember));
    history.extend(given(&history).leave(HEADS, SCHOOL, day("2023-09-01"), basis("2023-06-10")).unwrap());
    let office = given(&history);
    let left = office.group(HEADS).unwrap().memberships().next().unwrap();
    assert_eq!((left.until, left.left.as_ref()), (Some(day("2023-09-01")), Some(&basis("2023-06-10"))));
    assert_eq!(office.leave(HEADS, SCHOOL, day("2023-09-01"), basis("2023-06-10")), Ok(Vec::new()));
    assert_eq!(office.leave(HEADS, SCHOOL, day("2023-05-01"), basis("2023-04-10")).map(|c| c.len()), Ok(1), "earlier");
}

#[test]
fn a_renamed_school_remembers_what_it_was_called() {
    let mut history = with_a_group();
    assert_eq!(given(&history).rename_organisation(SCHOOL, " ", basis("2023-01-10")), Err(Refusal::NameMissing));
    assert_eq!(given(&history).rename_organisation(SCHOOL, "МБОУ СОШ № 2", basis("2023-01-10")), Ok(Vec::new()));
    history.extend(given(&history).rename_organisation(SCHOOL, "Гимназия № 2", basis("2023-01-10")).unwrap());
    let office = given(&history);
    let school = office.organisation(SCHOOL).unwrap();
    assert_eq!(school.name, "Гимназия № 2");
    assert_eq!(school.former, [("МБОУ СОШ № 2".to_owned(), basis("2023-01-10"))]);
}
