//! Scored windows: results as of any day, who has answered, and how quickly 10,000 values become totals.

use super::town::{HEADS, ROADMAP, Town, day, link, school};
use std::time::Instant;
use uuid::Uuid;
use vekha_domain::{
    event::{Event, MonitoringPlanned, Party, Recorded, Reported, Whose},
    ids::{MonitoringId, OrganisationId, PersonId},
    monitoring::Monitoring,
    scoring::{Exact, Model, Value},
};
use vekha_projections::{OfficeState, View};

const ID: MonitoringId = MonitoringId(Uuid::from_u128(88));

/// Models as samples of events keep them, by their code.
fn model(code: &str) -> Model {
    let samples = include_str!("../../../tests/golden/scoring_model_adopted.v1.json");
    let adopted = samples.lines().map(|line| Event::decode("scoring_model_adopted", 1, line).unwrap());
    let mut models =
        adopted.filter_map(|event| if let Event::ScoringModelAdopted(e) = event { Some(e.model) } else { None });
    *models.find(|model| model.code == code).unwrap()
}

/// A town of three schools with a monitoring each July.
fn town(code: &str) -> Town {
    let mut town = Town::new();
    town.schools(3).on("2023-05-02");
    town.record(town.state.office().adopt_model(model(code), day("2023-05-02")));
    let planned = MonitoringPlanned {
        roadmap: ROADMAP,
        title: "Мониторинг".into(),
        answers: vec![Party::Group(HEADS)],
        basis: None,
        scored_by: Some(code.into()),
    };
    let period = (day("2023-05-02"), day("2024-12-31"));
    let office = town.state.office().clone();
    town.record(Monitoring::plan(ID, planned, &[((7, 1), (7, 12))], period, (&office, day("2023-05-02"))));
    town
}

fn value(code: &str, number: u8) -> Reported {
    Reported { links: vec![link()], ..Reported::new(code, Value::Number(Exact::whole(number))) }
}

fn enter(town: &mut Town, window: u16, given: &[(Whose, Reported)], reason: &str) {
    let today = town.today();
    let works_at = |person: PersonId| Some(at(person));
    let monitoring = town.state.monitoring(ID).unwrap();
    let changes = monitoring.report(window, given, reason, (town.state.office(), &works_at), today);
    town.record(changes);
}

/// Teachers are numbered over the three schools.
fn at(person: PersonId) -> OrganisationId {
    school(1 + person.0.as_u128() % 3)
}

fn teacher(n: u128) -> Whose {
    let person = PersonId(Uuid::from_u128(n));
    Whose { organisation: at(person), teacher: Some(person) }
}

#[test]
fn results_are_those_of_the_day_asked_about_and_late_values_do_not_change_them() {
    let mut town = town("korenovsk-m2");
    let form = |n: u128, first: u8| {
        let codes = [("П1", first), ("П2", 1), ("П3", 1), ("П4", 2), ("П5", 1)];
        codes.map(|(code, number)| (teacher(n), value(code, number))).to_vec()
    };
    enter(town.on("2023-07-03"), 1, &form(3, 0), "");
    enter(town.on("2023-07-05"), 1, &form(1, 2), "");
    enter(town.on("2023-07-20"), 1, &form(3, 2), "Опечатка");
    enter(town.on("2024-07-02"), 2, &form(3, 1), "");
    let totals = |on: &str, window| {
        let results = View::new(&town.state, day(on)).results(ID, window).unwrap();
        results.rows.iter().map(|row| (row.total().unwrap().to_string(), row.place.unwrap())).collect::<Vec<_>>()
    };
    assert_eq!(totals("2023-07-04", 1), [("1".to_owned(), 1)]);
    assert_eq!(totals("2023-07-05", 1), [("1".to_owned(), 2), ("1,5".to_owned(), 1)]);
    assert_eq!(totals("2024-12-31", 1), totals("2023-07-05", 1), "closing froze them");
    let then = View::new(&town.state, day("2024-12-31"));
    let row = &then.results(ID, 1).unwrap().rows[0];
    assert_eq!((row.late, row.late_total.map(|total| total.to_string())), (true, Some("1,5".into())));
    let next = then.results(ID, 2).unwrap();
    assert_eq!(next.rows[0].change.unwrap().by.to_string(), "0,25");
    assert_eq!(next.mean.map(|mean| mean.to_string()).as_deref(), Some("1,25"));
}

#[test]
fn who_has_entered_everything_is_not_missing_any_longer() {
    let mut town = town("korenovsk-m3");
    let risks = model("korenovsk-m3");
    let all: Vec<(Whose, Reported)> = risks
        .indicators
        .iter()
        .map(|i| {
            (
                Whose::of(school(2)),
                Reported { links: vec![link()], ..Reported::new(&i.code, Value::Word("низкая".into())) },
            )
        })
        .collect();
    enter(town.on("2023-07-03"), 1, &all[..4], "");
    enter(town.on("2023-07-06"), 1, &all[4..], "");
    let missing = |on: &str| {
        let monitoring = town.state.monitoring(ID).unwrap();
        View::new(&town.state, day(on)).missing(monitoring, monitoring.window(1).unwrap()).len()
    };
    assert_eq!(["2023-07-02", "2023-07-05", "2023-07-06"].map(missing), [3, 3, 2]);
}

#[test]
fn a_state_remembered_before_an_entry_does_not_learn_of_it() {
    let mut town = town("korenovsk-m2");
    enter(town.on("2023-07-03"), 1, &[(teacher(1), value("П1", 1))], "");
    let remembered = town.state.clone();
    enter(town.on("2023-07-04"), 1, &[(teacher(1), value("П1", 2)), (teacher(2), value("П1", 2))], "");
    let many = |state: &OfficeState| View::new(state, day("2023-07-12")).sheet(ID, 1).unwrap().all().count();
    assert_eq!((many(&remembered), many(&town.state)), (1, 2));
    let first = View::new(&remembered, day("2023-07-12")).sheet(ID, 1).unwrap();
    assert_eq!(first.history(teacher(1), "П1").count(), 1);
}

#[test]
fn ten_thousand_values_are_entered_and_totalled_within_a_second() {
    let mut town = town("korenovsk-m2");
    let given: Vec<(Whose, Reported)> = (0..2_000_u128)
        .flat_map(|n| {
            ["П1", "П2", "П3", "П4", "П5"].map(|code| (teacher(n), value(code, u8::try_from(n % 2).unwrap())))
        })
        .collect();
    assert_eq!(given.len(), 10_000);
    let begun = Instant::now();
    let log = town.log.len();
    enter(town.on("2023-07-03"), 1, &given, "");
    let entered = begun.elapsed();
    // Stored and folded anew, as another program would.
    let mut anew = OfficeState::new(town.state.office().id);
    for recorded in &town.log {
        let event = Event::decode(recorded.event.kind(), recorded.event.schema_version(), &recorded.event.payload());
        anew.apply(&Recorded { event: event.unwrap(), ..recorded.clone() });
    }
    let results = View::new(&anew, day("2023-07-12")).results(ID, 1).unwrap();
    let done = begun.elapsed();
    println!(
        "10,000 values in {} events: entered in {entered:?}, stored, folded and totalled in {done:?}",
        town.log.len() - log
    );
    assert_eq!(results.rows.iter().filter(|row| row.placed.is_some()).count(), 2_000);
    assert_eq!(anew, town.state);
    // A build for tests is many times slower than the one people use.
    let allowed = if cfg!(debug_assertions) { 20 } else { 1 };
    assert!(done.as_secs() < allowed, "{done:?}");
}
