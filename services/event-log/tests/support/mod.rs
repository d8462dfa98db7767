//! What the log's tests share: a fresh log in a folder of its own, and short ways to say a command.

use chrono::{DateTime, NaiveDate, Utc};
use tempfile::TempDir;
use uuid::Uuid;
use vekha_event_log::{Append, Clock, EventLog, Expected, LogId, NewEvent, OpenOptions, Write};

/// A log that is gone with its folder.
pub struct Fresh {
    pub folder: TempDir,
    pub log: EventLog,
    pub clock: Clock,
}

/// 1 September 2022, 9:00 UTC.
pub fn morning() -> DateTime<Utc> {
    DateTime::from_timestamp(1_662_022_800, 0).expect("a moment")
}

pub async fn fresh() -> Fresh {
    let folder = tempfile::tempdir().expect("a folder");
    let clock = Clock::manual(morning());
    let log = open(folder.path().join("vekha.db").to_str().expect("UTF-8"), &clock).await;
    Fresh { folder, log, clock }
}

pub async fn open(path: &str, clock: &Clock) -> EventLog {
    EventLog::open(OpenOptions::new(path).create(true).clock(clock.clone())).await.expect("opens")
}

pub const OFFICE: LogId = LogId(Uuid::from_u128(1));
pub const OTHER: LogId = LogId(Uuid::from_u128(2));
pub const TWICE: LogId = LogId(Uuid::from_u128(3));

pub fn event(id: u128, payload: &str) -> NewEvent {
    NewEvent {
        event_id: Uuid::from_u128(id),
        kind: "ActivityPlanned".into(),
        schema_version: 1,
        occurred_on: NaiveDate::from_ymd_opt(2022, 8, 31).expect("a day"),
        payload: payload.to_owned(),
    }
}

/// Command `id` writes the events `ids` to one stream.
pub fn command(id: u128, stream: &str, expected: Expected, ids: impl IntoIterator<Item = u128>) -> Append {
    let events = ids.into_iter().map(|id| event(id, &format!("{{\"n\":{id}}}"))).collect();
    commands(id, vec![Write { stream: stream.to_owned(), expected, events }])
}

pub fn commands(id: u128, writes: Vec<Write>) -> Append {
    Append {
        log: OFFICE,
        command_id: Uuid::from_u128(id),
        actor: Uuid::from_u128(77),
        correlation: None,
        causation: None,
        writes,
        result: format!("answer {id}"),
    }
}

/// (position, stream, version, payload) of every event.
pub async fn contents(log: &EventLog, id: LogId) -> Vec<(u64, String, u64, String)> {
    let mut all = Vec::new();
    log.read(id, 0, None, |e| all.push((e.position, e.stream.to_owned(), e.version, e.payload.to_owned())))
        .await
        .expect("reads");
    all
}
