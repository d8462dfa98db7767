//! Forms of a risk monitoring as facts, and windows that were over before they were planned.
#![expect(clippy::panic, clippy::unwrap_used, reason = "a test fails where it stands")]

use chrono::NaiveDate;
use uuid::Uuid;
use vekha_domain::{
    event::{Change, MonitoringPlanned, OfficeRegistered, OrganisationKind, Party, Recorded, Reported, Whose},
    ids::{MonitoringId, OfficeId, OrganisationId, PersonId, RoadmapId},
    monitoring::Monitoring,
    office::Office,
    refusal::Refusal,
    scoring::{
        Model, Value,
        refused::SheetRefused,
        risks::{CardLine, Observation},
        sheet::Sheet,
    },
};

const SCHOOL: OrganisationId = OrganisationId(Uuid::from_u128(7));
const OTHER: OrganisationId = OrganisationId(Uuid::from_u128(8));
const HEAD: PersonId = PersonId(Uuid::from_u128(70));

struct Life {
    office: Office,
    monitoring: Monitoring,
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn recorded(change: Change) -> Recorded {
    Recorded {
        position: 1,
        stream: change.stream,
        version: 1,
        occurred_on: change.occurred_on,
        recorded_at: change.occurred_on.and_hms_opt(9, 0, 0).unwrap().and_utc(),
        actor: HEAD,
        event: change.event,
    }
}

impl Life {
    /// A monitoring of one school planned in July 2022, with a window every July since 2021.
    fn new() -> Life {
        let model: Model = toml::from_str(include_str!("../../seeds/scoring/korenovsk-m3.toml")).unwrap();
        let (id, since) = (OfficeId(Uuid::from_u128(1)), day("2020-12-17"));
        let mut office = Office::new(id);
        let registered = OfficeRegistered {
            name: "Управление образования".into(),
            territory: "Район".into(),
            time_zone: "Europe/Moscow".into(),
            demonstration: false,
        };
        Office::register(id, registered, since).unwrap().into_iter().for_each(|c| office.apply(&recorded(c)));
        for (id, name) in [(SCHOOL, "Школа № 7"), (OTHER, "Школа № 8")] {
            let added = office.add_organisation(id, name, OrganisationKind::School, since).unwrap();
            added.into_iter().for_each(|c| office.apply(&recorded(c)));
        }
        let scored_by = Some(model.code.clone());
        office.adopt_model(model, since).unwrap().into_iter().for_each(|c| office.apply(&recorded(c)));
        let planned = MonitoringPlanned {
            roadmap: RoadmapId(Uuid::from_u128(2)),
            title: "Риски".into(),
            answers: vec![Party::Organisation(SCHOOL)],
            basis: None,
            scored_by,
        };
        let (id, today) = (MonitoringId(Uuid::from_u128(3)), day("2022-07-05"));
        let period = (day("2021-01-01"), day("2022-12-31"));
        let planned = Monitoring::plan(id, planned, &[((7, 1), (7, 31))], period, (&office, today)).unwrap();
        let events: Vec<Recorded> = planned.into_iter().map(recorded).collect();
        let mut monitoring = Monitoring::begun(id, events.first().unwrap()).unwrap();
        events.iter().for_each(|event| monitoring.apply(event));
        Life { office, monitoring }
    }

    fn live(&mut self, changes: Result<Vec<Change>, Refusal>) -> usize {
        let changes = changes.unwrap();
        let events = changes.len();
        changes.into_iter().for_each(|change| self.monitoring.apply(&recorded(change)));
        events
    }

    fn sheet(&self, window: u16, on: &str) -> Sheet<'_> {
        self.monitoring.sheet(window, &self.office, day(on)).unwrap()
    }

    fn card(&mut self, lines: &[(&str, &str, &str)], on: &str) -> Result<Vec<Change>, Refusal> {
        let line = |(factor, measures, period): &(&str, &str, &str)| CardLine {
            factor: (*factor).into(),
            measures: (*measures).into(),
            period: (*period).into(),
        };
        self.monitoring.note_card(2, SCHOOL, lines.iter().map(line).collect(), &self.office, day(on))
    }
}

fn seen(group: &str, sign: &str, diagnosed: bool, confirmed: bool) -> Observation {
    Observation { group: group.into(), sign: sign.into(), diagnosed, confirmed }
}

fn refused(result: Result<Vec<Change>, Refusal>) -> (usize, SheetRefused) {
    match result {
        Err(Refusal::Value { at, refused }) => (at, refused),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_card_stands_from_its_day_until_another_takes_its_place() {
    let mut life = Life::new();
    let first = life.card(&[("Ф2", "Договор с колледжем", "сентябрь")], "2022-07-06");
    assert_eq!(life.live(first), 1);
    let second = life.card(&[("Ф2", "Договор с колледжем", "октябрь")], "2022-07-20");
    assert_eq!(life.live(second), 1);
    assert!(life.sheet(2, "2022-07-05").card(SCHOOL).is_none());
    let period = |on| life.sheet(2, on).card(SCHOOL).map(|(_, by, card)| (*by, card.lines[0].period.clone())).unwrap();
    assert_eq!(period("2022-07-19"), (HEAD, "сентябрь".into()));
    assert_eq!(period("2022-07-20").1, "октябрь");
    let again = life.card(&[("Ф2", "Договор с колледжем", "октябрь")], "2022-07-21");
    assert_eq!(life.live(again), 0, "the same card is no change");
}

#[test]
fn a_card_names_what_is_wrong_with_it() {
    let mut life = Life::new();
    let good = ("Ф1", "Курсы", "год");
    assert_eq!(refused(life.card(&[good, ("Ф2", "Договор", " ")], "2022-07-06")), (1, SheetRefused::LineIncomplete));
    assert_eq!(refused(life.card(&[("Ф77", "Договор", "год")], "2022-07-06")), (0, SheetRefused::LineUnknown));
    assert_eq!(refused(life.card(&[good, good], "2022-07-06")), (1, SheetRefused::LineTwice));
    assert_eq!(refused(life.card(&[good], "2022-06-30")), (0, SheetRefused::WindowNotOpen));
    let stranger = life.monitoring.note_card(2, OTHER, Vec::new(), &life.office, day("2022-07-06"));
    assert_eq!(refused(stranger), (0, SheetRefused::ExecutorUnknown));
}

#[test]
fn a_protocol_says_which_risks_are_confirmed_and_leaves_out_what_it_does_not_mention() {
    let mut life = Life::new();
    assert_eq!(life.sheet(2, "2022-07-20").confirmed(SCHOOL), None, "nobody was there");
    let lines = vec![
        seen("6", "Нет логопеда", false, true),
        seen("2", "Дефицит педагогических сотрудников", true, true),
        seen("1", "Нехватка компьютеров для учителей", true, false),
        seen("3", "Низкая предметная подготовка", false, false),
    ];
    let noted = life.monitoring.note_protocol(2, SCHOOL, lines, &life.office, day("2022-07-20"));
    assert_eq!(life.live(noted), 1);
    let sheet = life.sheet(2, "2022-07-20");
    assert_eq!(sheet.protocol(SCHOOL).unwrap().2.lines.len(), 3);
    let confirmed: Vec<_> =
        sheet.confirmed(SCHOOL).unwrap().iter().map(|(g, line)| (g.number.as_str(), line.sign.as_str())).collect();
    assert_eq!(confirmed, [("2", "Дефицит педагогических сотрудников"), ("6", "Нет логопеда")]);
    let wrong =
        life.monitoring.note_protocol(2, SCHOOL, vec![seen("9", "?", true, true)], &life.office, day("2022-07-21"));
    assert_eq!(refused(wrong), (0, SheetRefused::LineUnknown));
    let unnamed =
        life.monitoring.note_protocol(2, SCHOOL, vec![seen("6", " ", false, true)], &life.office, day("2022-07-21"));
    assert_eq!(refused(unnamed), (0, SheetRefused::TextMissing));
    let twice = vec![seen("6", "Нет логопеда", false, true), seen("6", "Нет логопеда", true, true)];
    let twice = life.monitoring.note_protocol(2, SCHOOL, twice, &life.office, day("2022-07-21"));
    assert_eq!(refused(twice), (1, SheetRefused::LineTwice));
}

#[test]
fn a_window_that_was_over_when_it_was_planned_counts_what_is_entered_afterwards() {
    let mut life = Life::new();
    let whose = Whose::of(SCHOOL);
    for window in [1, 2] {
        let given = [(whose, Reported::new("Ф1", Value::Word("высокая".into())))];
        let on = if window == 1 { "2022-07-06" } else { "2022-08-10" };
        let entered = life.monitoring.report(window, &given, "", (&life.office, &|_| None), day(on));
        assert_eq!(life.live(entered), 1);
    }
    let past = life.sheet(1, "2022-08-20");
    assert!(!past.has_late(whose) && past.frozen(whose).contains_key("Ф1"));
    let late = life.sheet(2, "2022-08-20");
    assert!(late.has_late(whose) && late.frozen(whose).is_empty(), "a window that closed in its time has frozen");
}
