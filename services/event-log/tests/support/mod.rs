//! What the log's tests share: a fresh log on either database, and short ways to say a command.

pub mod killed;
#[path = "../../../../tests/support/postgres.rs"]
pub mod postgres;

use chrono::{DateTime, NaiveDate, Utc};
use std::path::Path;
use tempfile::TempDir;
use uuid::Uuid;
use vekha_event_log::{Append, Clock, EventLog, Expected, LogId, NewEvent, OpenOptions, Write};

/// Which database a story is told on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum On {
    Sqlite,
    Postgres,
}

/// Makes two tests of a story: one on SQLite, one on PostgreSQL, which passes itself over where there is none.
macro_rules! both {
    ($($name:ident),+ $(,)?) => { $($crate::support::both!($name; flavor = "current_thread");)+ };
    ($name:ident; $($flavor:tt)+) => {
        mod $name {
            use $crate::support::{On, postgres};

            #[tokio::test($($flavor)+)]
            async fn on_sqlite() {
                super::$name(On::Sqlite).await;
            }

            #[tokio::test($($flavor)+)]
            async fn on_postgres() {
                if postgres::shared().is_some() {
                    super::$name(On::Postgres).await;
                }
            }
        }
    };
}
pub(crate) use both;

/// A log of its own; its folder is gone with it.
pub struct Fresh {
    pub folder: TempDir,
    pub address: String,
    pub log: EventLog,
    pub clock: Clock,
    pub on: On,
}

impl Fresh {
    /// Runs statements behind the program's back, written for SQLite: what PostgreSQL says otherwise is put in its words.
    pub async fn sql(&self, sql: &str) {
        let sql = match self.on {
            On::Sqlite => sql.to_owned(),
            On::Postgres => ["16", "32"].iter().fold(sql.replace("x'", "'\\x"), |sql, size| {
                sql.replace(&format!("zeroblob({size})"), &format!("decode(repeat('00', {size}), 'hex')"))
            }),
        };
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(self.log.writer()).await.expect("runs");
    }
}

/// 1 September 2022, 9:00 UTC.
pub fn morning() -> DateTime<Utc> {
    DateTime::from_timestamp(1_662_022_800, 0).expect("a moment")
}

pub async fn fresh(on: On) -> Fresh {
    let folder = tempfile::tempdir().expect("a folder");
    let clock = Clock::manual(morning());
    let address = address(on, folder.path());
    let log = open(&address, &clock).await;
    Fresh { folder, address, log, clock, on }
}

/// Where a new database is to be.
pub fn address(on: On, folder: &Path) -> String {
    match on {
        On::Sqlite => folder.join("vekha.db").to_str().expect("UTF-8").to_owned(),
        On::Postgres => postgres::shared().expect("a server").database(),
    }
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
