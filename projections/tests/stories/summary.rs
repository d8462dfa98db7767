//! What the region is told of an office: roadmaps in force on the day, and none beside them.

use crate::town::*;
use vekha_domain::event::Setting;
use vekha_projections::{Summary, View};

fn told(town: &Town, as_of: &str) -> Summary {
    Summary::of(&View::new(&town.state, day(as_of)))
}

#[test]
fn a_roadmap_counts_from_its_first_day_to_its_last_and_not_after_its_end() {
    let mut town = Town::new();
    assert!(told(&town, "2023-03-01").roadmaps.is_empty(), "a draft is not in force");
    town.adopts().plans(1, &["2023-01-20", "2023-03-15"], KOCHNEVA).sets(Setting::Threshold(80));
    let order = town.state.roadmap(ROADMAP).unwrap().adopted.clone().unwrap();
    let of_day = |town: &Town, day: chrono::NaiveDate| told(town, &day.to_string()).roadmaps.len();
    assert_eq!(of_day(&town, order.from.pred_opt().unwrap()), 0, "not in force yet");
    assert_eq!((of_day(&town, order.from), of_day(&town, order.to)), (1, 1));
    assert_eq!(of_day(&town, order.to.succ_opt().unwrap()), 0, "the period is over");

    let late = told(&town, "2023-03-01");
    let [roadmap] = late.roadmaps.as_slice() else { panic!("{late:?}") };
    assert_eq!((roadmap.figures.due, roadmap.figures.overdue, roadmap.threshold), (1, 1, 80));
    assert_eq!(
        (late.position, late.recorded_at),
        (town.log.len() as u64, town.log.last().map(|last| last.recorded_at))
    );

    town.on("2023-04-01");
    let ended = town.state.roadmap(ROADMAP).unwrap().close(basis("2023-04-01"));
    town.record(ended);
    assert_eq!((of_day(&town, day("2023-03-31")), of_day(&town, day("2023-04-01"))), (1, 0), "ended by an order");
}
