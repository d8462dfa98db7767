//! Judges waiting commands, each on its own, against what the log holds and what was let in before it.

use crate::{
    chain::{Hash, Leaf, link},
    error::AppendError,
    event::{Append, Appended, Expected, Head, LogId},
};
use chrono::{DateTime, Utc};
use sqlx::{QueryBuilder, Row, Sqlite, SqliteConnection, sqlite::SqliteRow};
use std::collections::{BTreeSet, HashMap, HashSet};
use uuid::Uuid;

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
    /// Reads it, inside the transaction that will insert.
    pub(crate) async fn load(
        db: &mut SqliteConnection,
        batch: &[&Append],
        now: DateTime<Utc>,
    ) -> Result<Seen, sqlx::Error> {
        Ok(Seen {
            now,
            heads: heads(db, batch).await?,
            versions: versions(db, batch).await?,
            commands: commands(db, batch).await?,
            changed: BTreeSet::new(),
        })
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

async fn heads(db: &mut SqliteConnection, batch: &[&Append]) -> Result<HashMap<LogId, Head>, sqlx::Error> {
    let logs: HashSet<LogId> = batch.iter().map(|append| append.log).collect();
    let mut sql =
        QueryBuilder::<Sqlite>::new("SELECT log_id, position, chain_hash, recorded_at FROM log_head WHERE log_id IN (");
    let mut ids = sql.separated(", ");
    for log in &logs {
        ids.push_bind(log.0.as_bytes().as_slice());
    }
    sql.push(")");
    let rows = sql.build().fetch_all(db).await?;
    rows.iter().map(|row| head(row).map(|head| (head.log, head))).collect()
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

async fn versions(db: &mut SqliteConnection, batch: &[&Append]) -> Result<HashMap<(LogId, String), u64>, sqlx::Error> {
    let streams: HashSet<(LogId, &str)> =
        batch.iter().flat_map(|append| append.writes.iter().map(|write| (append.log, write.stream.as_str()))).collect();
    let streams: Vec<_> = streams.into_iter().collect();
    let mut versions = HashMap::with_capacity(streams.len());
    for part in streams.chunks(8_000) {
        let mut sql = QueryBuilder::<Sqlite>::new(
            "SELECT asked.column1, asked.column2, (SELECT max(version) FROM events \
             WHERE log_id = asked.column1 AND stream_id = asked.column2) FROM (",
        );
        sql.push_values(part, |mut row, (log, stream)| {
            row.push_bind(log.0.as_bytes().as_slice()).push_bind(*stream);
        });
        sql.push(") AS asked");
        for row in sql.build().persistent(part.len() == 1).fetch_all(&mut *db).await? {
            if let Some(version) = row.try_get::<Option<i64>, _>(2)? {
                versions.insert((LogId(uuid(&row, 0)?), row.try_get(1)?), u64::try_from(version).unwrap_or(0));
            }
        }
    }
    Ok(versions)
}

async fn commands(
    db: &mut SqliteConnection,
    batch: &[&Append],
) -> Result<HashMap<(LogId, Uuid), Appended>, sqlx::Error> {
    let mut sql = QueryBuilder::<Sqlite>::new(
        "SELECT c.log_id, c.command_id, c.first, c.last, e.recorded_at, c.result, e.chain_hash FROM commands AS c \
         JOIN events AS e ON e.log_id = c.log_id AND e.position = c.last WHERE (c.log_id, c.command_id) IN (",
    );
    sql.push_values(batch, |mut row, append| {
        row.push_bind(append.log.0.as_bytes().as_slice()).push_bind(append.command_id.as_bytes().as_slice());
    });
    sql.push(")");
    let rows = sql.build().persistent(batch.len() == 1).fetch_all(db).await?;
    rows.iter()
        .map(|row| {
            let appended = Appended {
                first: number(row, 2)?,
                last: number(row, 3)?,
                recorded_at: moment(row, 4)?,
                repeated: true,
                result: row.try_get(5)?,
                chain_hash: hash(row, 6)?,
            };
            Ok(((LogId(uuid(row, 0)?), uuid(row, 1)?), appended))
        })
        .collect()
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
