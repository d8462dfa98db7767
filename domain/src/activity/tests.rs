//! Stories of one activity: given what is recorded, when somebody decides, then these are the facts.

use super::*;
use crate::{
    event::{
        CompletionReported, DeadlineStatus, Finding, GroupDefined, GroupMemberAdded, OfficeRegistered,
        OrganisationAdded, OrganisationKind, PlannedOccurrence, ProofExamined, Recorded, Wording,
    },
    ids::{GroupId, OfficeId, OrganisationId},
    office::Office,
    proof::ProofLink,
};
use uuid::Uuid;

const ACTIVITY: ActivityId = ActivityId(Uuid::from_u128(1));
const KOCHNEVA: Party = Party::Person(PersonId(Uuid::from_u128(11)));
const SEDOVA: Party = Party::Person(PersonId(Uuid::from_u128(12)));
const HEADS: GroupId = GroupId(Uuid::from_u128(21));
const SCHOOL_2: OrganisationId = OrganisationId(Uuid::from_u128(31));
const SCHOOL_3: OrganisationId = OrganisationId(Uuid::from_u128(32));
const MARK: MarkId = MarkId(Uuid::from_u128(41));

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn order_77() -> Basis {
    Basis { words: "Приказ № 77 от 03.02.2023".into(), date: day("2023-02-03") }
}

fn link(name: &str) -> ProofLink {
    ProofLink::parse(&format!("https://school2.example.org/{name}.pdf")).unwrap()
}

fn recorded(changes: Vec<Change>) -> impl Iterator<Item = Recorded> {
    changes.into_iter().zip(1..).map(|(change, position)| Recorded {
        position,
        stream: change.stream,
        version: position,
        recorded_at: change.occurred_on.and_time(chrono::NaiveTime::MIN).and_utc(),
        occurred_on: change.occurred_on,
        actor: PersonId::PROGRAM,
        event: change.event,
    })
}

fn given(changes: Vec<Change>) -> Activity {
    let mut events = recorded(changes);
    let mut activity = Activity::begun(ACTIVITY, &events.next().unwrap()).unwrap();
    events.for_each(|event| activity.apply(&event));
    activity
}

fn office() -> Office {
    let id = OfficeId(Uuid::from_u128(9));
    let says = |event: Event| Change { stream: Stream::Office(id), occurred_on: day("2022-01-10"), event };
    let school = |id, name: &str| {
        says(OrganisationAdded { organisation: id, name: name.into(), kind: OrganisationKind::School }.into())
    };
    let mut office = Office::new(id);
    let registered = OfficeRegistered {
        name: "Управление образования".into(),
        territory: "Северский район".into(),
        time_zone: "Europe/Moscow".into(),
        demonstration: false,
    };
    let history = vec![
        says(registered.into()),
        school(SCHOOL_2, "МБОУ СОШ № 2"),
        school(SCHOOL_3, "МБОУ СОШ № 3"),
        says(GroupDefined { group: HEADS, name: "Руководители ОО".into() }.into()),
        says(GroupMemberAdded { group: HEADS, organisation: SCHOOL_2, basis: None }.into()),
        says(GroupMemberAdded { group: HEADS, organisation: SCHOOL_3, basis: None }.into()),
    ];
    recorded(history).for_each(|event| office.apply(&event));
    office
}

fn term(occurrences: &[(Option<&str>, &str)]) -> DeadlineSet {
    let planned = |(start, due): &(Option<&str>, &str)| PlannedOccurrence {
        seq: 1,
        start: start.map(day),
        due: Some(day(due)),
        kind: DueKind::Until,
        cut: false,
        past_at_approval: false,
    };
    DeadlineSet {
        words: "до 15 числа".into(),
        status: DeadlineStatus::Read,
        kind: "until_date".into(),
        rules: Vec::new(),
        comment: None,
        occurrences: occurrences.iter().map(planned).collect(),
        reader: 1,
        basis: None,
    }
}

/// An activity with two terms, of the parties given.
fn planned(parties: &[Party]) -> Vec<Change> {
    let words = Wording { title: "Совещание руководителей".into(), ..Wording::default() };
    let roadmap = RoadmapId(Uuid::from_u128(2));
    let mut history = Activity::plan(ACTIVITY, roadmap, None, 1, "1.3", words, day("2022-11-08")).unwrap();
    let term = term(&[(None, "2023-03-15"), (None, "2023-06-15")]);
    history.extend(given(history.clone()).set_deadline(term, day("2022-11-08")).unwrap());
    for party in parties {
        history.extend(given(history.clone()).assign(party.clone(), None, day("2022-11-08")).unwrap());
    }
    history
}

fn report(executor: Executor, performed_on: &str) -> Report {
    Report { occurrence: 1, executor, performed_on: day(performed_on), links: vec![link("protocol")], note: None }
}

#[test]
fn several_surnames_make_one_mark_together() {
    let activity = given(planned(&[KOCHNEVA, SEDOVA]));
    assert_eq!(activity.executors_on(day("2023-03-15"), &office()), [Executor::Joint]);
    let reported = activity.complete(MARK, report(Executor::Joint, "2023-03-10"), &office(), day("2023-03-13"));
    let expected = CompletionReported {
        mark: MARK,
        occurrence: 1,
        executor: Executor::Joint,
        links: vec![link("protocol")],
        note: None,
    };
    assert_eq!(reported, Ok(vec![Change::new(Stream::Activity(ACTIVITY), day("2023-03-10"), expected)]));
}

#[test]
fn every_school_of_a_group_makes_its_own_mark() {
    let activity = given(planned(&[Party::Group(HEADS)]));
    let schools = [Executor::Member(SCHOOL_2), Executor::Member(SCHOOL_3)];
    assert_eq!(activity.executors_on(day("2023-03-15"), &office()), schools);
    let joint = activity.complete(MARK, report(Executor::Joint, "2023-03-10"), &office(), day("2023-03-13"));
    assert_eq!(joint, Err(Refusal::ExecutorUnknown));
    assert!(activity.complete(MARK, report(schools[0], "2023-03-10"), &office(), day("2023-03-13")).is_ok());
}

#[test]
fn a_group_beside_a_surname_is_both() {
    let activity = given(planned(&[KOCHNEVA, Party::Group(HEADS)]));
    assert_eq!(activity.executors_on(day("2023-03-15"), &office()).len(), 3);
    let stranger = Party::Group(GroupId(Uuid::from_u128(99)));
    assert_eq!(given(planned(&[stranger])).executors_on(day("2023-03-15"), &office()), [Executor::Joint]);
    assert_eq!(given(planned(&[])).executors_on(day("2023-03-15"), &office()), [Executor::Joint]);
}

#[test]
fn a_mark_needs_a_proof_and_a_day_that_has_come() {
    let activity = given(planned(&[KOCHNEVA]));
    let today = day("2023-03-13");
    let bare = Report { links: Vec::new(), ..report(Executor::Joint, "2023-03-10") };
    assert_eq!(activity.complete(MARK, bare, &office(), today), Err(Refusal::ProofMissing));
    let ahead = activity.complete(MARK, report(Executor::Joint, "2023-03-14"), &office(), today);
    assert_eq!(ahead, Err(Refusal::DayAhead { day: day("2023-03-14"), today }));
    let unknown = Report { occurrence: 7, ..report(Executor::Joint, "2023-03-10") };
    assert_eq!(activity.complete(MARK, unknown, &office(), today), Err(Refusal::OccurrenceUnknown));
}

#[test]
fn a_returned_mark_gives_way_to_a_new_one() {
    let mut history = planned(&[KOCHNEVA]);
    let today = day("2023-03-13");
    let again = |history: &Vec<Change>, id| {
        given(history.clone()).complete(id, report(Executor::Joint, "2023-03-10"), &office(), today)
    };
    history.extend(again(&history, MARK).unwrap());
    let second = MarkId(Uuid::from_u128(42));
    assert_eq!(again(&history, second), Err(Refusal::AlreadyMarked));
    assert_eq!(given(history.clone()).send_back(MARK, " ", today), Err(Refusal::ReasonMissing));
    history.extend(given(history.clone()).send_back(MARK, "нет подписи", today).unwrap());
    assert_eq!(given(history.clone()).accept(MARK, today), Err(Refusal::MarkGone));
    history.extend(again(&history, second).unwrap());
    let activity = given(history);
    assert!(activity.mark(MARK).unwrap().stands_on(day("2023-03-12")), "until it was returned it stood");
    assert!(!activity.mark(MARK).unwrap().stands_on(today));
    assert!(activity.mark(second).unwrap().stands_on(today));
}

#[test]
fn a_mark_keeps_at_least_one_proof() {
    let mut history = planned(&[KOCHNEVA]);
    let today = day("2023-03-13");
    let reported = given(history.clone()).complete(MARK, report(Executor::Joint, "2023-03-10"), &office(), today);
    history.extend(reported.unwrap());
    let remove =
        |history: &Vec<Change>, name| given(history.clone()).remove_proof(MARK, link(name), "не тот файл", today);
    assert_eq!(remove(&history, "protocol"), Err(Refusal::LastProof));
    assert_eq!(remove(&history, "other"), Err(Refusal::LinkUnknown));
    history.extend(given(history.clone()).add_proof(MARK, link("signed"), today).unwrap());
    history.extend(remove(&history, "protocol").unwrap());
    let activity = given(history);
    let links: Vec<_> = activity.mark(MARK).unwrap().standing_proofs().map(|p| p.link.clone()).collect();
    assert_eq!(links, [link("signed")]);
}

#[test]
fn a_term_moves_only_with_a_basis_and_old_days_remember_the_old_term() {
    let mut history = planned(&[KOCHNEVA]);
    let bare = Basis { words: "  ".into(), ..order_77() };
    assert_eq!(given(history.clone()).move_deadline(1, day("2023-05-20"), bare), Err(Refusal::BasisMissing));
    history.extend(given(history.clone()).move_deadline(1, day("2023-05-20"), order_77()).unwrap());
    assert_eq!(given(history.clone()).move_deadline(1, day("2023-05-20"), order_77()), Ok(Vec::new()));
    let first = given(history).occurrence(1).unwrap().clone();
    assert_eq!(first.due_on(day("2023-02-02")), Some(day("2023-03-15")));
    assert_eq!(first.due_on(day("2023-02-03")), Some(day("2023-05-20")));
}

#[test]
fn a_new_term_keeps_the_numbers_of_occurrences_that_stay() {
    let mut history = planned(&[KOCHNEVA]);
    let anew = term(&[(None, "2023-06-15"), (None, "2023-09-15")]);
    assert_eq!(given(history.clone()).set_deadline(anew.clone(), day("2023-02-03")), Err(Refusal::BasisMissing));
    let anew = DeadlineSet { basis: Some(order_77()), ..anew };
    history.extend(given(history.clone()).set_deadline(anew, day("2023-02-03")).unwrap());
    let activity = given(history);
    let standing = |on| activity.occurrences.iter().filter(|o| o.stands_on(day(on))).map(|o| o.seq).collect::<Vec<_>>();
    assert_eq!(standing("2023-02-02"), [1, 2]);
    assert_eq!(standing("2023-02-03"), [2, 3]);
}

#[test]
fn the_first_surname_leads_unless_another_is_chosen() {
    let mut history = planned(&[KOCHNEVA, SEDOVA]);
    assert_eq!(given(history.clone()).lead_on(day("2023-01-01")), Some(&KOCHNEVA));
    history.extend(given(history.clone()).choose_lead(SEDOVA, day("2023-01-10")).unwrap());
    let activity = given(history.clone());
    assert_eq!(activity.lead_on(day("2023-01-09")), Some(&KOCHNEVA));
    assert_eq!(activity.lead_on(day("2023-01-10")), Some(&SEDOVA));
    history.extend(activity.release(SEDOVA, order_77()).unwrap());
    assert_eq!(given(history).lead_on(day("2023-02-03")), Some(&KOCHNEVA));
}

#[test]
fn what_is_off_control_takes_no_marks() {
    let mut history = planned(&[KOCHNEVA]);
    history.extend(given(history.clone()).withdraw(order_77()).unwrap());
    let activity = given(history);
    assert!(!activity.withdrawn_on(day("2023-02-02")) && activity.withdrawn_on(day("2023-02-03")));
    let late = activity.complete(MARK, report(Executor::Joint, "2023-03-10"), &office(), day("2023-03-13"));
    assert_eq!(late, Err(Refusal::ActivityWithdrawn));
    assert_eq!(activity.withdraw(order_77()), Ok(Vec::new()));
}

#[test]
fn work_is_handed_over_with_the_lead_and_on_a_ground() {
    let new = Party::Person(PersonId(Uuid::from_u128(13)));
    let mut history = planned(&[KOCHNEVA, SEDOVA]);
    let on = day("2023-02-03");
    let basis = Basis { words: "Приказ № 77".into(), date: on };
    assert_eq!(given(history.clone()).hand_over(&new, &SEDOVA, &basis), Err(Refusal::PartyUnknown));
    assert_eq!(given(history.clone()).hand_over(&SEDOVA, &SEDOVA, &basis), Err(Refusal::SameParty));
    let early = Basis { date: day("2020-01-01"), ..basis.clone() };
    assert_eq!(given(history.clone()).hand_over(&KOCHNEVA, &new, &early), Err(Refusal::BasisTooEarly));
    history.extend(given(history.clone()).hand_over(&KOCHNEVA, &new, &basis).unwrap());
    let activity = given(history);
    let parties: Vec<&Party> = activity.parties_on(on).collect();
    assert_eq!((parties, activity.lead_on(on)), (vec![&SEDOVA, &new], Some(&new)));
    assert_eq!(activity.lead_on(day("2023-02-02")), Some(&KOCHNEVA), "the day before it was another's");
}

#[test]
fn the_same_finding_by_the_same_person_is_recorded_once_and_no_finding_changes_the_mark() {
    let today = day("2023-03-10");
    let mut history = planned(&[KOCHNEVA, SEDOVA]);
    let reported = given(history.clone()).complete(MARK, report(Executor::Joint, "2023-03-10"), &office(), today);
    history.extend(reported.unwrap());
    let found = |finding, note: Option<&str>| ProofExamined {
        mark: MARK,
        link: link("protocol"),
        sample: None,
        finding,
        note: note.map(str::to_owned),
    };
    let (one, other) = (PersonId::PROGRAM, PersonId(uuid::Uuid::from_u128(99)));
    let examine = |history: &[Change], what, by| given(history.to_vec()).examine_proof(what, by, today);
    assert_eq!(examine(&history, found(Finding::Other, Some(" ")), one), Err(Refusal::FindingUnexplained));
    history.extend(examine(&history, found(Finding::Confirms, None), one).unwrap());
    assert_eq!(examine(&history, found(Finding::Confirms, None), one), Ok(Vec::new()), "a double click");
    assert_eq!(examine(&history, found(Finding::Confirms, None), other).unwrap().len(), 1, "a second pair of eyes");
    history.extend(examine(&history, found(Finding::Other, Some("другой протокол")), one).unwrap());
    assert_eq!(examine(&history, found(Finding::Confirms, None), one).unwrap().len(), 1, "a change of mind");
    assert!(given(history).mark(MARK).unwrap().stands());
}
