//! An office with one monitoring, lived through by commands.

use chrono::NaiveDate;
use uuid::Uuid;
use vekha_domain::{
    event::{Change, MonitoringPlanned, OfficeRegistered, OrganisationKind, Party, Recorded, Reported, Whose},
    ids::{MonitoringId, OfficeId, OrganisationId, PersonId, RoadmapId},
    monitoring::Monitoring,
    office::Office,
    proof::ProofLink,
    refusal::Refusal,
    scoring::{Exact, Model, Value, refused::SheetRefused, sheet::Sheet},
};

pub const METHODISTS: Whose = Whose { organisation: OrganisationId(Uuid::from_u128(7)), teacher: None };
pub const METHODIST: PersonId = PersonId(Uuid::from_u128(70));
pub const STRANGER: OrganisationId = OrganisationId(Uuid::from_u128(8));

pub struct Life {
    pub office: Office,
    pub monitoring: Monitoring,
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn m4() -> Model {
    toml::from_str(include_str!("../../../seeds/scoring/korenovsk-m4.toml")).unwrap()
}

pub fn m2() -> Model {
    toml::from_str(include_str!("../../../seeds/scoring/korenovsk-m2.toml")).unwrap()
}

pub fn link() -> ProofLink {
    ProofLink::parse("https://school.example.org/act.pdf").unwrap()
}

pub fn value(code: &str, number: u8) -> Reported {
    Reported { links: vec![link()], ..Reported::new(code, Value::Number(Exact::whole(number))) }
}

pub fn recorded(change: Change) -> Recorded {
    Recorded {
        position: 1,
        stream: change.stream,
        version: 1,
        occurred_on: change.occurred_on,
        recorded_at: change.occurred_on.and_hms_opt(9, 0, 0).unwrap().and_utc(),
        actor: METHODIST,
        event: change.event,
    }
}

impl Life {
    pub fn of(model: Model) -> Life {
        let id = OfficeId(Uuid::from_u128(1));
        let mut office = Office::new(id);
        let registered = OfficeRegistered {
            name: "Управление образования".into(),
            territory: "Район".into(),
            time_zone: "Europe/Moscow".into(),
            demonstration: false,
        };
        let since = day("2020-12-17");
        Office::register(id, registered, since).unwrap().into_iter().for_each(|c| office.apply(&recorded(c)));
        for (id, name) in [(METHODISTS.organisation, "ИМЦ"), (STRANGER, "Школа № 8")] {
            let added = office.add_organisation(id, name, OrganisationKind::School, since).unwrap();
            added.into_iter().for_each(|c| office.apply(&recorded(c)));
        }
        let code = model.code.clone();
        office.adopt_model(model, since).unwrap().into_iter().for_each(|c| office.apply(&recorded(c)));
        let planned = MonitoringPlanned {
            roadmap: RoadmapId(Uuid::from_u128(2)),
            title: "Методическая работа".into(),
            answers: vec![Party::Organisation(METHODISTS.organisation)],
            basis: None,
            scored_by: Some(code),
        };
        let years = (day("2021-01-01"), day("2024-12-31"));
        let id = MonitoringId(Uuid::from_u128(3));
        let other = MonitoringPlanned { scored_by: Some("m-unknown".into()), ..planned.clone() };
        let windows = [((7, 1), (7, 31))];
        let refused = Monitoring::plan(id, other, &windows, years, (&office, since));
        assert_eq!(refused, Err(Refusal::ModelUnknown), "a model that nobody adopted");
        let mut events = Monitoring::plan(id, planned, &windows, years, (&office, since)).unwrap().into_iter();
        let mut monitoring = Monitoring::begun(id, &recorded(events.next().unwrap())).unwrap();
        events.for_each(|change| monitoring.apply(&recorded(change)));
        Life { office, monitoring }
    }

    pub fn took(&mut self, changes: Result<Vec<Change>, Refusal>) -> Result<usize, Refusal> {
        let changes = changes?;
        let many = changes.len();
        changes.into_iter().for_each(|change| self.monitoring.apply(&recorded(change)));
        Ok(many)
    }

    /// Values of one window, window 3: July 2023.
    pub fn enter(&mut self, given: &[(Whose, Reported)], reason: &str, on: &str) -> Result<usize, Refusal> {
        let works_at = |person| (person == METHODIST).then_some(METHODISTS.organisation);
        let changes = self.monitoring.report(3, given, reason, (&self.office, &works_at), day(on));
        self.took(changes)
    }

    pub fn value(&mut self, reported: Reported, reason: &str, on: &str) -> Result<usize, SheetRefused> {
        self.enter(&[(METHODISTS, reported)], reason, on).map_err(|why| {
            let Refusal::Value { at: 0, refused } = why else { unreachable!("{why:?}") };
            refused
        })
    }

    pub fn sheet(&self, on: &str) -> Sheet<'_> {
        self.monitoring.sheet(3, &self.office, day(on)).unwrap()
    }
}
