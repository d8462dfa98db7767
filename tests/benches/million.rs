//! Offices as years would write them: roadmaps whose every row is marked, accepted and its document looked at once a quarter, letters
//! between. The usual one has twenty roadmaps and a million events.

use chrono::{Datelike, NaiveDate, TimeDelta};
use std::{path::Path, time::Duration};
use vekha_domain::{
    activity::Activity,
    event::{
        Change, CompletionAccepted, CompletionReported, DeadlineSet, DeadlineStatus, DueKind, Event, Executor,
        LetterKind, LinkState, OfficeRegistered, Party, PlannedOccurrence, ProofLinkChecked, ReminderQueued,
        ReminderSent, ResponsibleAssigned, RoadmapAdopted, Wording,
    },
    ids::{ActivityId, MarkId, OfficeId, PersonId, ReminderId, RoadmapId},
    office::Office,
    proof::ProofLink,
    reminder::{Item, Recipient},
    roadmap::Roadmap,
    stream::Stream,
};
use vekha_event_log::{Append, Clock, EventLog, Expected, Ids, LogId, NewEvent, OpenOptions, Write};

/// The office.
pub const OFFICE: OfficeId = OfficeId(uuid::Uuid::from_u128(1));
/// How many roadmaps.
pub const ROADMAPS: u128 = 20;
/// Occurrences of each activity.
pub const OCCURRENCES: u16 = 9;
/// Activities of each roadmap.
pub const ACTIVITIES: u32 = 1_530;
/// Every so many rows somebody gets a letter.
const LETTERS: u32 = 10;
/// Events of a command.
const COMMAND: usize = 300;

/// A roadmap of the office, from 0.
pub fn roadmap(n: u128) -> RoadmapId {
    RoadmapId(uuid::Uuid::from_u128(100 + n))
}

/// How big an office is.
pub struct Size {
    pub office: OfficeId,
    pub territory: String,
    pub roadmaps: u128,
    /// Of each roadmap.
    pub activities: u32,
}

impl Default for Size {
    fn default() -> Size {
        Size {
            office: OFFICE, territory: "Северский район".to_owned(), roadmaps: ROADMAPS, activities: ACTIVITIES
        }
    }
}

/// Writes offices into a new database and says how many events they have together.
pub async fn fill_with(path: &Path, sizes: impl IntoIterator<Item = Size>) -> u64 {
    let mut events = 0;
    for size in sizes {
        // Each office has a clock of its own: one that has gone on does not go back.
        let clock = Clock::manual("2022-11-08T09:00:00Z".parse().unwrap());
        let options = OpenOptions::new(path.to_str().unwrap()).create(true).clock(clock.clone());
        let log = EventLog::open(options).await.unwrap();
        events += fill_one(&log, &clock, size).await;
        log.close().await;
    }
    events
}

async fn fill_one(log: &EventLog, clock: &Clock, size: Size) -> u64 {
    let ids = Ids::seeded(7 ^ u64::try_from(size.office.0.as_u128()).unwrap());
    let (log, clock, id) = (log.clone(), clock.clone(), LogId(size.office.0));
    let mut town = Town { log, clock, ids, waiting: Vec::new(), versions: Default::default(), office: size.office };
    town.found(&size).await;
    let mut rows = Vec::new();
    for n in 0..size.roadmaps {
        for ordinal in 1..=size.activities {
            rows.push((ordinal, town.planned(n, ordinal).await));
        }
    }
    for occurrence in 1..=OCCURRENCES {
        for (ordinal, activity) in &rows {
            town.done(*activity, *ordinal, occurrence).await;
        }
    }
    town.flush().await;
    town.log.head(id).await.unwrap().position
}

struct Town {
    log: EventLog,
    clock: Clock,
    ids: Ids,
    waiting: Vec<Change>,
    versions: std::collections::HashMap<Stream, u64>,
    office: OfficeId,
}

impl Town {
    async fn found(&mut self, size: &Size) {
        let begun = self.today();
        let office = OfficeRegistered {
            name: "Управление образования".to_owned(),
            territory: size.territory.clone(),
            time_zone: "Europe/Moscow".to_owned(),
            demonstration: false,
        };
        let mut changes = Office::register(self.office, office, begun).unwrap();
        for n in 0..size.roadmaps {
            changes.extend(Roadmap::draft(roadmap(n), &format!("Дорожная карта {n}"), None, begun).unwrap());
            let to = begun.with_year(2_040).unwrap_or(begun);
            let adopted = RoadmapAdopted { number: Some(n.to_string()), date: Some(begun), from: begun, to };
            changes.push(Change::new(Stream::Roadmap(roadmap(n)), begun, adopted));
        }
        self.say(changes).await;
    }

    async fn planned(&mut self, n: u128, ordinal: u32) -> ActivityId {
        let (id, begun) = (ActivityId(self.ids.next()), self.today());
        let title =
            format!("Проведение муниципального совещания с руководителями образовательных организаций № {ordinal}");
        let wording = Wording { title, ..Wording::default() };
        let mut changes = Activity::plan(id, roadmap(n), None, ordinal, &ordinal.to_string(), wording, begun).unwrap();
        let responsible = ResponsibleAssigned { party: Party::Person(PersonId(self.ids.next())), basis: None };
        let events: [Event; 2] = [term().into(), responsible.into()];
        changes.extend(events.map(|event| Change::new(Stream::Activity(id), begun, event)));
        self.say(changes).await;
        id
    }

    /// A letter now and then, the mark, its acceptance, a look at its document.
    async fn done(&mut self, activity: ActivityId, ordinal: u32, occurrence: u16) {
        let day = self.today();
        if ordinal.is_multiple_of(LETTERS) {
            let letter = Stream::Reminder(ReminderId(self.ids.next()));
            let item = Item::Due { activity, occurrence, executor: Executor::Joint, version: 0, days: -3 };
            let to = Recipient::Person(PersonId(self.ids.next()));
            let queued = ReminderQueued { to, day, letter: LetterKind::Daily, items: vec![item] };
            let sent = ReminderSent { answer: "250 2.0.0 queued".to_owned(), attempt: 1 };
            self.say(vec![Change::new(letter, day, queued), Change::new(letter, day, sent)]).await;
        }
        let mark = MarkId(self.ids.next());
        let link = ProofLink::parse(&format!("https://sosh{ordinal}.example.org/protokol-{occurrence}.pdf")).unwrap();
        let reported = CompletionReported {
            mark,
            occurrence,
            executor: Executor::Joint,
            links: vec![link.clone()],
            note: Some("Проведено, протокол размещён на сайте".to_owned()),
        };
        let checked = ProofLinkChecked::of(mark, link, LinkState::Opens);
        let events: [Event; 3] = [reported.into(), CompletionAccepted { mark }.into(), checked.into()];
        self.say(events.map(|event| Change::new(Stream::Activity(activity), day, event)).into()).await;
    }

    fn today(&self) -> NaiveDate {
        self.clock.now().date_naive()
    }

    async fn say(&mut self, changes: Vec<Change>) {
        self.waiting.extend(changes);
        if self.waiting.len() >= COMMAND {
            self.flush().await;
        }
    }

    /// One command; half a day passes after it.
    async fn flush(&mut self) {
        if self.waiting.is_empty() {
            return;
        }
        let mut writes: Vec<(Stream, Write)> = Vec::new();
        for change in std::mem::take(&mut self.waiting) {
            let event = NewEvent {
                event_id: self.ids.next(),
                kind: change.event.kind().to_owned().into(),
                schema_version: change.event.schema_version(),
                occurred_on: change.occurred_on,
                payload: change.event.payload(),
            };
            let version = self.versions.entry(change.stream).or_insert(0);
            match writes.last_mut().filter(|(stream, _)| *stream == change.stream) {
                Some((_, write)) => write.events.push(event),
                None => {
                    let expected = if *version == 0 { Expected::New } else { Expected::Exact(*version) };
                    let stream = change.stream.to_string();
                    writes.push((change.stream, Write { stream, expected, events: vec![event] }));
                }
            }
            *version += 1;
        }
        let command = Append {
            log: LogId(self.office.0),
            command_id: self.ids.next(),
            actor: PersonId::PROGRAM.0,
            correlation: None,
            causation: None,
            writes: writes.into_iter().map(|(_, write)| write).collect(),
            result: String::new(),
        };
        self.log.append(command).await.unwrap();
        let half = TimeDelta::hours(12);
        self.clock.advance(half.to_std().unwrap_or(Duration::ZERO));
    }
}

/// «1 раз в квартал» of two years and a bit.
fn term() -> DeadlineSet {
    let due = |seq: u16| {
        let month = u32::from(seq - 1) * 3;
        NaiveDate::from_ymd_opt(2022 + (month / 12).cast_signed(), month % 12 + 1, 28)
    };
    let occurrence = |seq| PlannedOccurrence {
        seq,
        start: None,
        due: due(seq),
        kind: DueKind::Window,
        cut: false,
        past_at_approval: false,
    };
    DeadlineSet {
        words: "1 раз в квартал".to_owned(),
        status: DeadlineStatus::Read,
        kind: "every_quarter".to_owned(),
        rules: Vec::new(),
        comment: None,
        occurrences: (1..=OCCURRENCES).map(occurrence).collect(),
        reader: 1,
        basis: None,
    }
}
