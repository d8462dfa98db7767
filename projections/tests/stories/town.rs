//! A small town for stories: decisions go through the domain, their events into the log, the log into the fold.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;
use vekha_domain::{
    activity::{Activity, Report},
    event::{
        Basis, Change, DeadlineSet, DeadlineStatus, DueKind, Executor, OfficeRegistered, OrganisationKind, Party,
        PlannedOccurrence, Recorded, Setting, Wording,
    },
    ids::{ActivityId, GroupId, MarkId, OfficeId, OrganisationId, PersonId, RoadmapId},
    office::Office,
    proof::ProofLink,
    refusal::Refusal,
    roadmap::Roadmap,
};
use vekha_projections::OfficeState;

pub const ROADMAP: RoadmapId = RoadmapId(Uuid::from_u128(2));
pub const HEADS: GroupId = GroupId(Uuid::from_u128(3));
pub const KOCHNEVA: Party = Party::Person(PersonId(Uuid::from_u128(11)));

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn activity(n: u128) -> ActivityId {
    ActivityId(Uuid::from_u128(1_000 + n))
}

pub fn school(n: u128) -> OrganisationId {
    OrganisationId(Uuid::from_u128(2_000 + n))
}

pub fn basis(date: &str) -> Basis {
    Basis { words: format!("Приказ от {date}"), date: day(date) }
}

pub fn link() -> ProofLink {
    ProofLink::parse("https://school2.example.org/protocol.pdf").unwrap()
}

/// The log so far and what is folded from it; the day is moved by hand.
pub struct Town {
    pub log: Vec<Recorded>,
    pub state: OfficeState,
    now: DateTime<Utc>,
    marks: u128,
}

impl Town {
    /// An office with a roadmap in force from 8 November 2022.
    pub fn new() -> Town {
        let id = OfficeId(Uuid::from_u128(1));
        let mut town = Town { log: Vec::new(), state: OfficeState::new(id), now: DateTime::UNIX_EPOCH, marks: 5_000 };
        town.on("2022-11-08");
        let office = OfficeRegistered {
            name: "Управление образования".into(),
            territory: "Северский район".into(),
            time_zone: "Europe/Moscow".into(),
            demonstration: false,
        };
        town.record(Office::register(id, office, day("2022-11-08")));
        town.record(Roadmap::draft(ROADMAP, "Дорожная карта", None, day("2022-11-08")));
        town
    }

    /// It is noon of this day.
    pub fn on(&mut self, today: &str) -> &mut Town {
        self.now = day(today).and_hms_opt(9, 0, 0).unwrap().and_utc();
        self
    }

    pub fn today(&self) -> NaiveDate {
        self.now.date_naive()
    }

    pub fn record(&mut self, decided: Result<Vec<Change>, Refusal>) -> &mut Town {
        for change in decided.unwrap() {
            let recorded = Recorded {
                position: self.state.position() + 1,
                stream: change.stream,
                version: self.state.version_of(change.stream) + 1,
                occurred_on: change.occurred_on,
                recorded_at: self.now,
                actor: PersonId::PROGRAM,
                event: change.event,
            };
            self.state.apply(&recorded);
            self.log.push(recorded);
        }
        self
    }

    /// So many schools in the group «Руководители ОО».
    pub fn schools(&mut self, n: u128) -> &mut Town {
        let today = self.today();
        self.record(self.state.office().define_group(HEADS, "Руководители ОО", today));
        for n in 1..=n {
            let name = format!("МБОУ СОШ № {n}");
            self.record(self.state.office().add_organisation(school(n), &name, OrganisationKind::School, today));
            self.record(self.state.office().add_member(HEADS, school(n), today));
        }
        self
    }

    /// An activity with until-dates; without any it waits for a date.
    pub fn plans(&mut self, n: u128, dues: &[&str], party: Party) -> &mut Town {
        let today = self.today();
        let wording = Wording { title: format!("Мероприятие {n}"), ..Wording::default() };
        let ordinal = u32::try_from(n).unwrap();
        self.record(Activity::plan(activity(n), ROADMAP, None, ordinal, &n.to_string(), wording, today));
        let planned = |due: &&str| PlannedOccurrence {
            seq: 0,
            start: None,
            due: Some(day(due)),
            kind: DueKind::Until,
            cut: false,
            past_at_approval: false,
        };
        let term: DeadlineSet = serde_json::from_value(serde_json::json!({
            "words": "срок", "status": if dues.is_empty() { "waiting" } else { "read" },
            "kind": if dues.is_empty() { "external" } else { "until_date" }, "occurrences": [], "reader": 1,
        }))
        .unwrap();
        assert!(matches!(term.status, DeadlineStatus::Read | DeadlineStatus::Waiting));
        let term = DeadlineSet { occurrences: dues.iter().map(planned).collect(), ..term };
        self.with(n, |a, _| a.set_deadline(term.clone(), today));
        self.with(n, |a, _| a.assign(party.clone(), None, today))
    }

    pub fn with(&mut self, n: u128, decide: impl Fn(&Activity, &Office) -> Result<Vec<Change>, Refusal>) -> &mut Town {
        let decided = decide(self.state.activity(activity(n)).unwrap(), self.state.office());
        self.record(decided)
    }

    /// A mark made today of work done on a day.
    pub fn ticks_off(&mut self, n: u128, occurrence: u16, executor: Executor, performed_on: &str) -> MarkId {
        self.marks += 1;
        let (mark, today) = (MarkId(Uuid::from_u128(self.marks)), self.today());
        let report = Report { occurrence, executor, performed_on: day(performed_on), links: vec![link()], note: None };
        self.with(n, |a, office| a.complete(mark, report.clone(), office, today));
        mark
    }

    /// The order is in force until the end of 2024.
    pub fn adopts(&mut self) -> &mut Town {
        let roadmap = self.state.roadmap(ROADMAP).unwrap();
        let from = day("2022-11-08");
        let adopted = roadmap.adopt(Some("1298".into()), Some(from), from, day("2024-12-31"), from);
        self.record(adopted)
    }

    pub fn sets(&mut self, setting: Setting) -> &mut Town {
        let today = self.today();
        self.record(self.state.roadmap(ROADMAP).unwrap().set(setting, today))
    }

    /// What was known when the log had so many events.
    pub fn known_at(&self, position: usize) -> OfficeState {
        let mut state = OfficeState::new(self.state.office().id);
        self.log.iter().take(position).for_each(|event| state.apply(event));
        state
    }
}
