//! Judges waiting commands, each on its own, against what the log holds and what was let in before it.

use crate::{
    chain::{Hash, Leaf, link},
    error::AppendError,
    event::{Append, Appended, Expected, Head, LogId},
    writer::KEPT,
};
use chrono::{DateTime, Utc};
use sqlx::{QueryBuilder, Row, Sqlite, SqliteConnection, sqlite::SqliteRow};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// Streams asked about in one statement: SQLite binds at most 32,766 values.
const ASKED: usize = 8_000;

/// What the log holds of the logs, streams and commands in question.
pub(crate) struct Seen {
    now: DateTime<Utc>,
    heads: HashMap<LogId, Head>,
    versions: HashMap<(LogId, String), u64>,
    commands: HashMap<(LogId, Uuid), Appended>,
    changed: BTreeSet<LogId>,
}

/// An event with its place, ready to be inserted.
pub(crate) struct Placed<'a> {
    pub leaf: Leaf<'a>,
    pub leaf_hash: Hash,
    pub chain_hash: Hash,
}

impl Seen {
    /// Begins the transaction that will insert and reads it there, in one trip to the database's thread: a trip costs as much
    /// as a small statement.
    pub(crate) async fn begin(
        db: &mut SqliteConnection,
        batch: &[&Append],
        now: DateTime<Utc>,
    ) -> Result<Seen, sqlx::Error> {
        let mut sql = QueryBuilder::<Sqlite>::new("BEGIN IMMEDIATE;");
        ask_heads(&mut sql, batch);
        ask_commands(&mut sql, batch);
        let streams: Vec<(LogId, &str)> = streams(batch);
        let (now_asked, later) = streams.split_at_checked(ASKED).unwrap_or((&streams, &[]));
        ask_versions(&mut sql, now_asked);
        let mut seen = Seen {
            now,
            heads: HashMap::new(),
            versions: HashMap::new(),
            commands: HashMap::new(),
            changed: BTreeSet::new(),
        };
        let keep = batch.len() <= KEPT && streams.len() <= KEPT;
        seen.take(&sql.build().persistent(keep).fetch_all(&mut *db).await?)?;
        for part in later.chunks(ASKED) {
            let mut sql = QueryBuilder::<Sqlite>::new("");
            ask_versions(&mut sql, part);
            seen.take(&sql.build().persistent(false).fetch_all(&mut *db).await?)?;
        }
        Ok(seen)
    }

    fn take(&mut self, rows: &[SqliteRow]) -> Result<(), sqlx::Error> {
        for row in rows {
            let log = LogId(uuid(row, 1)?);
            match row.try_get(0)? {
                "head" => {
                    let head = Head {
                        log,
                        position: number(row, 2)?,
                        chain_hash: hash(row, 3)?,
                        recorded_at: moment(row, 4)?,
                    };
                    self.heads.insert(log, head);
                }
                "command" => {
                    let appended = Appended {
                        first: number(row, 3)?,
                        last: number(row, 4)?,
                        recorded_at: moment(row, 5)?,
                        repeated: true,
                        result: row.try_get(6)?,
                        chain_hash: hash(row, 7)?,
                    };
                    self.commands.insert((log, uuid(row, 2)?), appended);
                }
                _ => {
                    self.versions.insert((log, row.try_get(2)?), number(row, 3)?);
                }
            }
        }
        Ok(())
    }

    /// Lets a command in, adding its events to `rows`, or says why not.
    pub(crate) fn judge<'a>(
        &mut self,
        append: &'a Append,
        rows: &mut Vec<Placed<'a>>,
    ) -> Result<Appended, AppendError> {
        if let Some(before) = self.commands.get(&(append.log, append.command_id)) {
            return Ok(Appended { repeated: true, ..before.clone() });
        }
        let mut versions: HashMap<&str, u64> = HashMap::new();
        for write in &append.writes {
            let found = versions.entry(&write.stream).or_insert_with(|| self.version(append.log, &write.stream));
            let met = match write.expected {
                Expected::New => *found == 0,
                Expected::Exact(version) => *found == version,
                Expected::Any => true,
            };
            if !met {
                let (stream, expected) = (write.stream.clone(), write.expected);
                return Err(AppendError::Conflict { stream, expected, found: *found });
            }
            *found += write.events.len() as u64;
        }
        Ok(self.admit(append, rows))
    }

    fn version(&self, log: LogId, stream: &str) -> u64 {
        self.versions.get(&(log, stream.to_owned())).copied().unwrap_or(0)
    }

    fn admit<'a>(&mut self, append: &'a Append, rows: &mut Vec<Placed<'a>>) -> Appended {
        let head = self.heads.entry(append.log).or_insert_with(|| Head::empty(append.log));
        let first = head.position + 1;
        head.recorded_at = head.recorded_at.max(self.now);
        for write in &append.writes {
            let version = self.versions.entry((append.log, write.stream.clone())).or_insert(0);
            for event in &write.events {
                *version += 1;
                head.position += 1;
                let occurred_on = event.occurred_on.to_string();
                let leaf = Leaf {
                    log: append.log.0,
                    position: head.position,
                    event_id: event.event_id,
                    stream: &write.stream,
                    version: *version,
                    kind: &event.kind,
                    schema_version: event.schema_version,
                    occurred_on: occurred_on.into(),
                    recorded_at: head.recorded_at.timestamp_micros(),
                    actor: append.actor,
                    command_id: append.command_id,
                    correlation: append.correlation,
                    causation: append.causation,
                    payload: &event.payload,
                };
                let leaf_hash = leaf.hash();
                head.chain_hash = link(head.chain_hash, leaf_hash);
                rows.push(Placed { leaf, leaf_hash, chain_hash: head.chain_hash });
            }
        }
        self.changed.insert(append.log);
        let appended = Appended {
            first,
            last: head.position,
            recorded_at: head.recorded_at,
            repeated: false,
            result: append.result.clone(),
            chain_hash: head.chain_hash,
        };
        self.commands.insert((append.log, append.command_id), appended.clone());
        appended
    }

    /// The heads that moved.
    pub(crate) fn changed(&self) -> impl Iterator<Item = &Head> {
        self.changed.iter().filter_map(|log| self.heads.get(log))
    }
}

fn ask_heads(sql: &mut QueryBuilder<Sqlite>, batch: &[&Append]) {
    let logs: BTreeSet<LogId> = batch.iter().map(|append| append.log).collect();
    sql.push("SELECT 'head', log_id, position, chain_hash, recorded_at FROM log_head WHERE log_id IN (");
    let mut ids = sql.separated(", ");
    for log in &logs {
        ids.push_bind(log.0.as_bytes().as_slice());
    }
    sql.push(");");
}

/// Asks for the commands that were answered. Here and below: SQLite takes the tables of a CROSS JOIN in the order given, and
/// would otherwise read the whole table for a list of pairs.
fn ask_commands(sql: &mut QueryBuilder<Sqlite>, batch: &[&Append]) {
    sql.push("SELECT 'command', c.log_id, c.command_id, c.first, c.last, e.recorded_at, c.result, e.chain_hash FROM (");
    sql.push_values(batch, |mut row, append| {
        row.push_bind(append.log.0.as_bytes().as_slice()).push_bind(append.command_id.as_bytes().as_slice());
    });
    sql.push(
        ") AS asked CROSS JOIN commands AS c CROSS JOIN events AS e WHERE c.log_id = asked.column1 \
         AND c.command_id = asked.column2 AND e.log_id = c.log_id AND e.position = c.last;",
    );
}

/// Asks for the streams that have events.
fn ask_versions(sql: &mut QueryBuilder<Sqlite>, streams: &[(LogId, &str)]) {
    sql.push("SELECT 'stream', last.log_id, last.stream_id, last.version FROM (");
    sql.push_values(streams, |mut row, (log, stream)| {
        row.push_bind(log.0.as_bytes().as_slice()).push_bind(*stream);
    });
    sql.push(
        ") AS asked CROSS JOIN events AS last WHERE last.log_id = asked.column1 AND last.stream_id = asked.column2 AND last.version = \
         (SELECT max(version) FROM events WHERE log_id = asked.column1 AND stream_id = asked.column2)",
    );
}

/// Every stream in question, once.
fn streams<'a>(batch: &[&'a Append]) -> Vec<(LogId, &'a str)> {
    let all = batch.iter().flat_map(|append| append.writes.iter().map(|write| (append.log, write.stream.as_str())));
    all.collect::<BTreeSet<_>>().into_iter().collect()
}

/// A row of `log_head`, or of its columns in the same order.
pub(crate) fn head(row: &SqliteRow) -> Result<Head, sqlx::Error> {
    Ok(Head {
        log: LogId(uuid(row, 0)?),
        position: number(row, 1)?,
        chain_hash: hash(row, 2)?,
        recorded_at: moment(row, 3)?,
    })
}

pub(crate) fn uuid(row: &SqliteRow, column: usize) -> Result<Uuid, sqlx::Error> {
    Uuid::from_slice(row.try_get(column)?).map_err(|e| sqlx::Error::Decode(e.into()))
}

fn number(row: &SqliteRow, column: usize) -> Result<u64, sqlx::Error> {
    u64::try_from(row.try_get::<i64, _>(column)?).map_err(|e| sqlx::Error::Decode(e.into()))
}

fn hash(row: &SqliteRow, column: usize) -> Result<Hash, sqlx::Error> {
    row.try_get::<&[u8], _>(column)?.try_into().map(Hash).map_err(|_| sqlx::Error::Decode("not a hash".into()))
}

fn moment(row: &SqliteRow, column: usize) -> Result<DateTime<Utc>, sqlx::Error> {
    DateTime::from_timestamp_micros(row.try_get(column)?).ok_or_else(|| sqlx::Error::Decode("not a moment".into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        EventLog, OpenOptions,
        event::{Expected, Write},
    };

    #[tokio::test]
    async fn judging_reads_no_table_from_end_to_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vekha.db");
        let log = EventLog::open(OpenOptions::new(path.to_str().unwrap()).create(true)).await.unwrap();
        let append = |n| {
            let writes = vec![Write { stream: format!("activity-{n}"), expected: Expected::Any, events: vec![] }];
            let (log, command_id, actor) = (LogId(Uuid::from_u128(n)), Uuid::from_u128(n), Uuid::nil());
            Append { log, command_id, actor, correlation: None, causation: None, writes, result: String::new() }
        };
        let (first, second) = (append(1), append(2));
        let batch = [&first, &second];
        let mut asks = [(); 3].map(|()| QueryBuilder::new("EXPLAIN QUERY PLAN "));
        let [heads, commands, versions] = &mut asks;
        ask_heads(heads, &batch);
        ask_commands(commands, &batch);
        ask_versions(versions, &streams(&batch));
        for mut ask in asks {
            let plan = ask.build().fetch_all(log.reader()).await.unwrap();
            let plan: Vec<String> = plan.iter().map(|row| row.get("detail")).collect();
            let scans = |step: &&String| step.starts_with("SCAN") && !step.contains("VALUES") && *step != "SCAN asked";
            assert!(plan.iter().any(|step| step.starts_with("SEARCH")), "{plan:?}");
            assert_eq!(plan.iter().find(scans), None, "{plan:?}");
        }
    }
}
