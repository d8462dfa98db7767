//! Confirming documents as of a day, and which of them are to be looked at.

use crate::town::{KOCHNEVA, Town, activity, day, link};
use vekha_domain::{
    audit::Checking,
    event::{Executor, LinkState, ProofLinkChecked},
    ids::MarkId,
    proof::ProofLink,
};
use vekha_projections::{DocumentCounts, Scope, State, View};

fn at(n: usize) -> ProofLink {
    ProofLink::parse(&format!("https://school2.example.org/{n}.pdf")).unwrap()
}

/// Three marks; the first has a further document of its own.
fn marked() -> (Town, [MarkId; 3]) {
    let mut town = Town::new();
    for n in 1..=3 {
        town.plans(n, &["2023-03-15"], KOCHNEVA);
    }
    town.on("2023-03-14");
    let marks = [1, 2, 3].map(|n| town.ticks_off(n, 1, Executor::Joint, "2023-03-13"));
    town.with(1, |a, _| a.add_proof(marks[0], at(1), day("2023-03-14")));
    (town, marks)
}

fn looked(town: &mut Town, n: u128, mark: MarkId, link: &ProofLink, state: LinkState) {
    let today = town.today();
    town.with(n, |a, _| a.check_proof(ProofLinkChecked::of(mark, link.clone(), state), today));
}

fn counted(town: &Town, on: &str) -> DocumentCounts {
    DocumentCounts::of(&View::new(&town.state, day(on)).documents(&Scope::office()))
}

#[test]
fn documents_are_those_of_standing_marks_and_agree_with_the_figures() {
    let (mut town, marks) = marked();
    town.on("2023-03-20");
    looked(&mut town, 1, marks[0], &link(), LinkState::NotFound);
    looked(&mut town, 2, marks[1], &link(), LinkState::NotFound);
    let counts = counted(&town, "2023-03-20");
    assert_eq!((counts.all, counts.not_found, counts.unchecked), (4, 2, 2));
    let view = View::new(&town.state, day("2023-03-20"));
    let figures = view.fulfilment(&Scope::office());
    let documents = view.documents(&Scope::office());
    let dead =
        |mark| documents.iter().filter(|d| d.mark.id == mark).all(|d| d.proof.state() == Some(LinkState::NotFound));
    let lost = marks.iter().filter(|mark| dead(**mark)).count() as u64;
    assert_eq!((figures.dead_proofs, lost), (1, 1), "the first mark has another document");
    assert!(documents.iter().all(|d| d.obligation.state == State::DoneOnTime));
    town.on("2023-03-21").with(3, |a, _| a.retract(marks[2], "ошибка", day("2023-03-21")));
    town.with(1, |a, _| a.remove_proof(marks[0], at(1), "не та", day("2023-03-21")));
    assert_eq!(counted(&town, "2023-03-21").all, 2);
    assert_eq!(counted(&town, "2023-03-12").all, 0, "before the work was done");
}

#[test]
fn an_address_is_looked_at_once_for_all_its_marks_the_oldest_look_first_within_the_budget() {
    let (mut town, marks) = marked();
    let checking = Checking { on: true, copies: false, days: 30, budget: 5 };
    let due = |town: &Town, on: &str, checking| View::new(&town.state, day(on)).to_look_at(checking);
    let first = due(&town, "2023-03-14", checking);
    assert_eq!(first.len(), 2);
    let shared = first.iter().find(|one| one.link == link()).unwrap();
    assert_eq!(shared.at, [1, 2, 3].map(|n| (activity(n), marks[usize::try_from(n).unwrap() - 1])));
    town.on("2023-03-15");
    looked(&mut town, 2, marks[1], &link(), LinkState::Opens);
    let left = due(&town, "2023-03-15", checking);
    assert_eq!(left.iter().map(|one| &one.link).collect::<Vec<_>>(), [&at(1)]);
    assert!(due(&town, "2023-03-15", Checking { budget: 1, ..checking }).is_empty(), "one was looked at today");
    assert_eq!(due(&town, "2023-03-16", Checking { budget: 1, ..checking }).len(), 1);
    assert_eq!(due(&town, "2023-04-13", checking).len(), 1);
    let again = due(&town, "2023-04-14", checking);
    assert_eq!(again.iter().map(|one| one.last).collect::<Vec<_>>(), [None, Some(day("2023-03-15"))]);
}
