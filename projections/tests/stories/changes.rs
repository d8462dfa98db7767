//! What was changed after adoption: every change with its ground, as of any day.

use crate::town::{KOCHNEVA, ROADMAP, Town, activity, basis, day};
use vekha_domain::event::{Party, Wording};
use vekha_projections::{Scope, View, What};

fn told(town: &Town, as_of: &str) -> Vec<String> {
    let view = View::new(&town.state, day(as_of));
    let word = |what: What<'_>| match what {
        What::Added => "added".to_owned(),
        What::Reworded { before, after } => format!("{} → {}", before.title, after.title),
        What::TermSet { after, .. } => format!("term of {}", after.occurrences.len()),
        What::Moved { of, nth, too_late, .. } => {
            format!("move {nth} to {}{}", of.new, if too_late { " late" } else { "" })
        }
        What::Scheduled(o) => format!("scheduled {}", o.seq),
        What::Cancelled(o) => format!("cancelled {}", o.seq),
        What::Withdrawn => "withdrawn".to_owned(),
        What::Assigned(party) => format!("assigned {}", matches!(party, Party::Post(_))),
        What::Released(_) => "released".to_owned(),
    };
    let changes = view.changes(&Scope::roadmap(ROADMAP));
    changes.iter().map(|c| format!("{} {}: {}", c.day, c.activity.number, word(c.what))).collect()
}

#[test]
fn every_change_is_told_with_its_day_and_nothing_of_the_order_itself_is() {
    let mut town = Town::new();
    town.plans(1, &["2023-03-31", "2023-06-30"], KOCHNEVA).plans(2, &[], KOCHNEVA);
    assert!(told(&town, "2023-12-31").is_empty());
    town.on("2023-03-20").with(1, |a, _| a.move_deadline(1, day("2023-04-14"), basis("2023-03-20")));
    town.on("2023-07-10").with(1, |a, _| a.move_deadline(2, day("2023-08-01"), basis("2023-07-10")));
    let words = Wording { title: "Семинар".into(), ..Wording::default() };
    town.with(2, |a, _| a.reword(words.clone(), basis("2023-07-10")));
    town.with(2, |a, _| a.assign(Party::Post("методист".into()), Some(basis("2023-07-10")), day("2023-07-10")));
    town.with(2, |a, _| a.release(KOCHNEVA, basis("2023-07-10")));
    town.on("2023-09-01").with(2, |a, _| a.withdraw(basis("2023-09-01")));
    assert_eq!(told(&town, "2023-07-09"), ["2023-03-20 1: move 1 to 2023-04-14"]);
    assert_eq!(
        told(&town, "2023-12-31"),
        [
            "2023-09-01 2: withdrawn",
            "2023-07-10 1: move 1 to 2023-08-01 late",
            "2023-07-10 2: Мероприятие 2 → Семинар",
            "2023-07-10 2: released",
            "2023-07-10 2: assigned true",
            "2023-03-20 1: move 1 to 2023-04-14",
        ]
    );
    let view = View::new(&town.state, day("2023-12-31"));
    let named = view.changes(&Scope::roadmap(ROADMAP).activity(activity(1)));
    assert!(named.iter().all(|change| change.basis.is_some()) && named.len() == 2);
}

#[test]
fn a_row_that_came_with_an_amending_order_is_told_as_added() {
    let mut town = Town::new();
    town.plans(1, &["2023-03-31"], KOCHNEVA);
    let (from, to) = (day("2022-11-08"), day("2024-12-31"));
    let adopted = town.state.roadmap(ROADMAP).unwrap().adopt(None, None, from, to, from);
    town.record(adopted).on("2023-02-01");
    let amended = town.state.roadmap(ROADMAP).unwrap().amend(basis("2023-02-01"));
    town.record(amended).plans(2, &["2023-05-31"], KOCHNEVA);
    assert_eq!(told(&town, "2023-12-31"), ["2023-02-01 2: added"]);
    let again = town.state.roadmap(ROADMAP).unwrap().amend(basis("2023-02-01"));
    assert_eq!(again, Ok(Vec::new()), "one order amends once");
}
