//! Writes a batch of commands into PostgreSQL. The heads' rows are locked first, in one order, so that programs writing the same logs
//! come one after the other; what a command rests on is read by the statement after, which sees all that was committed before.

use super::open::checked;
use crate::{
    error::{AppendError, OpenError, is_lost},
    event::{Append, Appended, Head, LogId},
    judge::{Placed, Seen, logs, streams},
    rows,
    writer::{Answer, Failed},
};
use chrono::{DateTime, Utc};
use sqlx::{
    ConnectOptions, Connection, PgConnection, Row,
    postgres::{PgConnectOptions, PgRow},
};
use std::{collections::HashSet, io, time::Duration};
use tokio::time::timeout;

/// Rows, and bytes of payload, of one INSERT: the server takes a message whole.
const ROWS: usize = 2_000;
const BYTES: usize = 8 << 20;
/// How often a batch is tried when it is certain that nothing of it was recorded.
const TRIES: usize = 4;
/// A server that does not answer for so long is given up.
const SILENT: Duration = Duration::from_secs(70);

pub(super) const HEADS: &str =
    "SELECT log_id, position, chain_hash, recorded_at FROM log_head WHERE log_id = ANY ($1) ORDER BY log_id FOR UPDATE";

/// What was answered to the commands, and the versions of the streams. LATERAL has each looked up by its index.
pub(super) const SEEN: &str = "SELECT asked.log_id, asked.command_id, NULL::text, done.first, done.last, done.recorded_at, done.result, done.chain_hash \
                    FROM UNNEST($1::bytea[], $2::bytea[]) AS asked (log_id, command_id) CROSS JOIN LATERAL \
                    (SELECT c.first, c.last, e.recorded_at, c.result, e.chain_hash FROM commands AS c \
                    JOIN events AS e ON e.log_id = c.log_id AND e.position = c.last \
                    WHERE c.log_id = asked.log_id AND c.command_id = asked.command_id LIMIT 1) AS done \
                    UNION ALL SELECT asked.log_id, NULL, asked.stream_id, last.version, NULL, NULL, NULL, NULL \
                    FROM UNNEST($3::bytea[], $4::text[]) AS asked (log_id, stream_id) CROSS JOIN LATERAL \
                    (SELECT version FROM events WHERE log_id = asked.log_id AND stream_id = asked.stream_id \
                    ORDER BY version DESC LIMIT 1) AS last";

const NEW_HEADS: &str = "INSERT INTO log_head (log_id, position, chain_hash, recorded_at) \
                         SELECT * FROM UNNEST($1::bytea[], $2::bigint[], $3::bytea[], $4::bigint[]) ON CONFLICT (log_id) DO NOTHING";

macro_rules! events {
    () => {
        "INSERT INTO events (log_id, position, event_id, stream_id, version, type, schema_version, occurred_on, recorded_at, \
         actor_id, command_id, correlation_id, causation_id, payload, leaf_hash, chain_hash) \
         SELECT * FROM UNNEST($1::bytea[], $2::bigint[], $3::bytea[], $4::text[], $5::bigint[], $6::text[], $7::bigint[], $8::text[], \
         $9::bigint[], $10::bytea[], $11::bytea[], $12::bytea[], $13::bytea[], $14::text[], $15::bytea[], $16::bytea[])"
    };
}

const EVENTS: &str = events!();

/// The last rows, the commands and the heads that were there before.
pub(super) const ALL: &str = concat!(
    "WITH event AS (",
    events!(),
    "), command AS (INSERT INTO commands (log_id, command_id, first, last, result) \
     SELECT * FROM UNNEST($17::bytea[], $18::bytea[], $19::bigint[], $20::bigint[], $21::text[])) \
     UPDATE log_head AS head SET position = moved.position, chain_hash = moved.chain_hash, recorded_at = moved.recorded_at \
     FROM UNNEST($22::bytea[], $23::bigint[], $24::bytea[], $25::bigint[]) AS moved (log_id, position, chain_hash, recorded_at) \
     WHERE head.log_id = moved.log_id"
);

/// The writer's own connection.
pub(crate) struct Pen {
    settings: PgConnectOptions,
    db: Option<PgConnection>,
}

/// How a transaction is to end.
#[derive(Clone, Copy)]
enum End {
    /// With what was recorded.
    Recorded,
    /// With nothing new.
    Nothing,
    /// Somebody else began one of the logs meanwhile.
    Overtaken,
}

/// Why a try came to nothing.
enum Missed {
    /// It has to be judged anew.
    Overtaken,
    /// The connection was lost before the commit.
    Lost(sqlx::Error),
    /// Anything else.
    Failed(Failed),
}

impl From<sqlx::Error> for Missed {
    fn from(e: sqlx::Error) -> Missed {
        if is_lost(&e) { Missed::Lost(e) } else { Missed::Failed(e.into()) }
    }
}

impl Pen {
    pub(crate) fn new(settings: PgConnectOptions) -> Pen {
        Pen { settings, db: None }
    }

    /// One transaction. A connection it failed on is closed: that rolls back for certain. What was lost before the commit, with a
    /// server that was started anew for one, is tried again over a fresh connection.
    pub(crate) async fn write(&mut self, batch: &[&Append], now: DateTime<Utc>) -> Result<Vec<Answer>, Failed> {
        let mut last = Failed::Before(AppendError::Busy);
        for _ in 0..TRIES {
            let kept = self.db.is_some();
            match self.attempt(batch, now).await {
                Ok(answers) => return Ok(answers),
                Err(Missed::Overtaken) => {}
                Err(Missed::Lost(e)) if kept => last = e.into(),
                Err(Missed::Lost(e)) => return Err(e.into()),
                Err(Missed::Failed(e)) => return Err(e),
            }
        }
        Err(last)
    }

    async fn attempt(&mut self, batch: &[&Append], now: DateTime<Utc>) -> Result<Vec<Answer>, Missed> {
        let mut db = match self.db.take() {
            Some(db) => db,
            None => connected(&self.settings).await?,
        };
        // Dropped unless it comes back from a transaction that ended well.
        let (end, answers) = timeout(SILENT, recorded(&mut db, batch, now)).await.map_err(|_| silence())??;
        let sql = if matches!(end, End::Recorded) { "COMMIT" } else { "ROLLBACK" };
        let ended = timeout(SILENT, sqlx::raw_sql(sql).execute(&mut db)).await.unwrap_or_else(|_| Err(silence()));
        match (end, ended) {
            (End::Recorded, Err(e)) => return Err(Missed::Failed(Failed::AtCommit(e))),
            (_, Ok(_)) => self.db = Some(db),
            (End::Nothing | End::Overtaken, Err(e)) => tracing::warn!(error = %e, "the writer's connection was lost"),
        }
        if matches!(end, End::Overtaken) { Err(Missed::Overtaken) } else { Ok(answers) }
    }

    pub(crate) async fn close(&mut self) {
        if let Some(db) = self.db.take()
            && let Err(e) = db.close().await
        {
            tracing::warn!(error = %e, "the writer's connection did not close well");
        }
    }
}

async fn connected(settings: &PgConnectOptions) -> Result<PgConnection, Missed> {
    let mut db = timeout(SILENT, settings.connect()).await.map_err(|_| silence())??;
    // An operator may have changed a setting since the log was opened.
    match checked(&mut db).await {
        Ok(_) => Ok(db),
        Err(OpenError::Database(e)) => Err(e.into()),
        Err(e) => Err(Missed::Failed(Failed::Before(AppendError::Broken(e.to_string())))),
    }
}

/// Everything but the end of the transaction.
async fn recorded(
    db: &mut PgConnection,
    batch: &[&Append],
    now: DateTime<Utc>,
) -> Result<(End, Vec<Answer>), sqlx::Error> {
    sqlx::raw_sql("BEGIN").execute(&mut *db).await?;
    let mut seen = Seen::new(now);
    let there = lock(db, batch, &mut seen).await?;
    look(db, batch, &mut seen).await?;
    let mut rows = Vec::new();
    let answers: Vec<Answer> = batch.iter().map(|append| seen.judge(append, &mut rows)).collect();
    let fresh = Seen::fresh(batch, &answers);
    if fresh.is_empty() {
        return Ok((End::Nothing, answers));
    }
    let (old, new): (Vec<&Head>, Vec<&Head>) = seen.changed().partition(|head| there.contains(&head.log));
    if !begin_logs(db, &new).await? {
        return Ok((End::Overtaken, answers));
    }
    let mut parts = parts(&rows);
    let last = parts.pop().unwrap_or_default();
    for part in parts {
        events(EVENTS, part).execute(&mut *db).await?;
    }
    insert(db, last, &fresh, &old).await?;
    Ok((End::Recorded, answers))
}

/// Locks the heads of the logs that there are.
async fn lock(db: &mut PgConnection, batch: &[&Append], seen: &mut Seen) -> Result<HashSet<LogId>, sqlx::Error> {
    let asked: Vec<[u8; 16]> = logs(batch).iter().map(|log| log.0.into_bytes()).collect();
    let heads = sqlx::query(HEADS).bind(asked).fetch_all(db).await?;
    let mut there = HashSet::new();
    for row in &heads {
        let head = rows::head(row, 0)?;
        there.insert(head.log);
        seen.head(head);
    }
    Ok(there)
}

/// Reads what the commands rest on.
async fn look(db: &mut PgConnection, batch: &[&Append], seen: &mut Seen) -> Result<(), sqlx::Error> {
    let streams = streams(batch);
    let query = sqlx::query(SEEN)
        .bind(batch.iter().map(|append| append.log.0.into_bytes()).collect::<Vec<_>>())
        .bind(batch.iter().map(|append| append.command_id.into_bytes()).collect::<Vec<_>>())
        .bind(streams.iter().map(|(log, _)| log.0.into_bytes()).collect::<Vec<_>>())
        .bind(streams.iter().map(|(_, stream)| *stream).collect::<Vec<_>>());
    for row in &query.fetch_all(db).await? {
        let log = LogId(rows::uuid(row, 0)?);
        match row.try_get::<Option<String>, _>(2)? {
            Some(stream) => seen.stream(log, stream, rows::count(row, 3)?),
            None => seen.command(log, rows::uuid(row, 1)?, answered(row)?),
        }
    }
    Ok(())
}

fn answered(row: &PgRow) -> Result<Appended, sqlx::Error> {
    Ok(Appended {
        first: rows::count(row, 3)?,
        last: rows::count(row, 4)?,
        recorded_at: rows::moment(row, 5)?,
        repeated: true,
        result: row.try_get(6)?,
        chain_hash: rows::hash(row, 7)?,
    })
}

/// Begins the logs that nobody wrote to, which nobody else may have begun meanwhile.
async fn begin_logs(db: &mut PgConnection, new: &[&Head]) -> Result<bool, sqlx::Error> {
    if new.is_empty() {
        return Ok(true);
    }
    let (logs, positions, chains, moments) = columns(new);
    let begun = sqlx::query(NEW_HEADS).bind(logs).bind(positions).bind(chains).bind(moments).execute(db).await?;
    Ok(begun.rows_affected() == new.len() as u64)
}

/// The last events, the commands, and the heads.
async fn insert(
    db: &mut PgConnection,
    rows: &[Placed<'_>],
    fresh: &[(&Append, &Appended)],
    heads: &[&Head],
) -> Result<(), sqlx::Error> {
    let (logs, positions, chains, moments) = columns(heads);
    let moved = events(ALL, rows)
        .bind(fresh.iter().map(|(append, _)| append.log.0.into_bytes()).collect::<Vec<_>>())
        .bind(fresh.iter().map(|(append, _)| append.command_id.into_bytes()).collect::<Vec<_>>())
        .bind(fresh.iter().map(|(_, done)| done.first.cast_signed()).collect::<Vec<_>>())
        .bind(fresh.iter().map(|(_, done)| done.last.cast_signed()).collect::<Vec<_>>())
        .bind(fresh.iter().map(|(append, _)| append.result.as_str()).collect::<Vec<_>>())
        .bind(logs)
        .bind(positions)
        .bind(chains)
        .bind(moments)
        .execute(db)
        .await?;
    if moved.rows_affected() == heads.len() as u64 { Ok(()) } else { Err(sqlx::Error::RowNotFound) }
}

type Columns = (Vec<[u8; 16]>, Vec<i64>, Vec<[u8; 32]>, Vec<i64>);

fn columns(heads: &[&Head]) -> Columns {
    (
        heads.iter().map(|head| head.log.0.into_bytes()).collect(),
        heads.iter().map(|head| head.position.cast_signed()).collect(),
        heads.iter().map(|head| head.chain_hash.0).collect(),
        heads.iter().map(|head| head.recorded_at.timestamp_micros()).collect(),
    )
}

type Statement<'a> = sqlx::query::Query<'a, sqlx::Postgres, sqlx::postgres::PgArguments>;

/// A statement whose first sixteen parameters are the columns of events.
fn events<'a>(sql: &'static str, rows: &[Placed<'_>]) -> Statement<'a> {
    sqlx::query(sql)
        .bind(rows.iter().map(|row| row.leaf.log.into_bytes()).collect::<Vec<_>>())
        .bind(rows.iter().map(|row| row.leaf.position.cast_signed()).collect::<Vec<_>>())
        .bind(rows.iter().map(|row| row.leaf.event_id.into_bytes()).collect::<Vec<_>>())
        .bind(rows.iter().map(|row| row.leaf.stream).collect::<Vec<_>>())
        .bind(rows.iter().map(|row| row.leaf.version.cast_signed()).collect::<Vec<_>>())
        .bind(rows.iter().map(|row| row.leaf.kind).collect::<Vec<_>>())
        .bind(rows.iter().map(|row| i64::from(row.leaf.schema_version)).collect::<Vec<_>>())
        .bind(rows.iter().map(|row| &*row.leaf.occurred_on).collect::<Vec<_>>())
        .bind(rows.iter().map(|row| row.leaf.recorded_at).collect::<Vec<_>>())
        .bind(rows.iter().map(|row| row.leaf.actor.into_bytes()).collect::<Vec<_>>())
        .bind(rows.iter().map(|row| row.leaf.command_id.into_bytes()).collect::<Vec<_>>())
        .bind(rows.iter().map(|row| row.leaf.correlation.map(|id| id.into_bytes())).collect::<Vec<_>>())
        .bind(rows.iter().map(|row| row.leaf.causation.map(|id| id.into_bytes())).collect::<Vec<_>>())
        .bind(rows.iter().map(|row| row.leaf.payload).collect::<Vec<_>>())
        .bind(rows.iter().map(|row| row.leaf_hash.0).collect::<Vec<_>>())
        .bind(rows.iter().map(|row| row.chain_hash.0).collect::<Vec<_>>())
}

/// Rows in parts that fit into a message.
fn parts<'a, 'b>(rows: &'a [Placed<'b>]) -> Vec<&'a [Placed<'b>]> {
    let (mut parts, mut from, mut bytes) = (Vec::new(), 0, 0);
    for (at, row) in rows.iter().enumerate() {
        if at - from == ROWS || bytes > BYTES {
            parts.extend(rows.get(from..at));
            (from, bytes) = (at, 0);
        }
        bytes += row.leaf.payload.len();
    }
    parts.extend(rows.get(from..));
    parts
}

fn silence() -> sqlx::Error {
    sqlx::Error::Io(io::Error::new(io::ErrorKind::TimedOut, "the server does not answer"))
}
