//! Writes a batch of commands into SQLite: begin and judge, insert, commit. Three trips to the database's thread, however many
//! commands.

use crate::{
    event::{Append, Appended, Head, LogId},
    judge::{Placed, Seen, logs, streams},
    rows,
    writer::{Answer, Failed},
};
use chrono::{DateTime, Utc};
use sqlx::{
    ConnectOptions, Connection, QueryBuilder, Row, Sqlite, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteRow},
};

/// Rows of one INSERT: 16 columns each, and SQLite binds at most 32,766 values.
const ROWS: usize = 1_000;
/// Streams asked about in one statement, for the same reason.
const ASKED: usize = 8_000;
/// Statements of up to so many rows stay prepared.
const KEPT: usize = 16;

/// The writer's own connection: one that is given back to a pool after each batch costs a trip more.
pub(crate) struct Pen {
    settings: SqliteConnectOptions,
    db: Option<SqliteConnection>,
}

impl Pen {
    pub(crate) fn new(settings: SqliteConnectOptions) -> Pen {
        Pen { settings, db: None }
    }

    /// One transaction. A connection it failed on is closed: that rolls back for certain, and nothing is left in doubt for the
    /// next one, which gets a fresh connection.
    pub(crate) async fn write(&mut self, batch: &[&Append], now: DateTime<Utc>) -> Result<Vec<Answer>, Failed> {
        let db = match self.db.take() {
            Some(db) => self.db.insert(db),
            None => self.db.insert(self.settings.connect().await?),
        };
        let outcome = transaction(db, batch, now).await;
        if outcome.is_err() {
            self.close().await;
        }
        outcome
    }

    pub(crate) async fn close(&mut self) {
        if let Some(db) = self.db.take()
            && let Err(e) = db.close().await
        {
            tracing::warn!(error = %e, "the writer's connection did not close well");
        }
    }
}

async fn transaction(db: &mut SqliteConnection, batch: &[&Append], now: DateTime<Utc>) -> Result<Vec<Answer>, Failed> {
    let mut seen = begin(db, batch, now).await?;
    let mut rows = Vec::new();
    let answers: Vec<Answer> = batch.iter().map(|append| seen.judge(append, &mut rows)).collect();
    let fresh = Seen::fresh(batch, &answers);
    if fresh.is_empty() {
        sqlx::query("ROLLBACK").execute(db).await?;
        return Ok(answers);
    }
    let mut parts = rows.chunks(ROWS);
    let last = parts.next_back().unwrap_or_default();
    for part in parts {
        let mut sql = QueryBuilder::new("");
        insert_events(&mut sql, part);
        sql.build().persistent(false).execute(&mut *db).await?;
    }
    let mut sql = QueryBuilder::new("");
    insert_events(&mut sql, last);
    insert_commands(&mut sql, &fresh);
    move_heads(&mut sql, seen.changed());
    sql.build().persistent(last.len() <= KEPT && fresh.len() <= KEPT).execute(&mut *db).await?;
    sqlx::query("COMMIT").execute(db).await.map_err(Failed::AtCommit)?;
    Ok(answers)
}

/// Begins the transaction that will insert and reads there what the commands rest on, in one trip: a trip costs as much as a small
/// statement.
async fn begin(db: &mut SqliteConnection, batch: &[&Append], now: DateTime<Utc>) -> Result<Seen, sqlx::Error> {
    let mut sql = QueryBuilder::<Sqlite>::new("BEGIN IMMEDIATE;");
    ask_heads(&mut sql, batch);
    ask_commands(&mut sql, batch);
    let streams: Vec<(LogId, &str)> = streams(batch);
    let (now_asked, later) = streams.split_at_checked(ASKED).unwrap_or((&streams, &[]));
    ask_versions(&mut sql, now_asked);
    let mut seen = Seen::new(now);
    let keep = batch.len() <= KEPT && streams.len() <= KEPT;
    take(&mut seen, &sql.build().persistent(keep).fetch_all(&mut *db).await?)?;
    for part in later.chunks(ASKED) {
        let mut sql = QueryBuilder::<Sqlite>::new("");
        ask_versions(&mut sql, part);
        take(&mut seen, &sql.build().persistent(false).fetch_all(&mut *db).await?)?;
    }
    Ok(seen)
}

fn take(seen: &mut Seen, rows: &[SqliteRow]) -> Result<(), sqlx::Error> {
    for row in rows {
        let log = LogId(rows::uuid(row, 1)?);
        match row.try_get(0)? {
            "head" => seen.head(rows::head(row, 1)?),
            "command" => {
                let appended = Appended {
                    first: rows::count(row, 3)?,
                    last: rows::count(row, 4)?,
                    recorded_at: rows::moment(row, 5)?,
                    repeated: true,
                    result: row.try_get(6)?,
                    chain_hash: rows::hash(row, 7)?,
                };
                seen.command(log, rows::uuid(row, 2)?, appended);
            }
            _ => seen.stream(log, row.try_get(2)?, rows::count(row, 3)?),
        }
    }
    Ok(())
}

fn ask_heads(sql: &mut QueryBuilder<Sqlite>, batch: &[&Append]) {
    let logs = logs(batch);
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

fn insert_events(sql: &mut QueryBuilder<Sqlite>, rows: &[Placed<'_>]) {
    sql.push(
        "INSERT INTO events (log_id, position, event_id, stream_id, version, type, schema_version, occurred_on, recorded_at, \
         actor_id, command_id, correlation_id, causation_id, payload, leaf_hash, chain_hash) ",
    );
    sql.push_values(rows, |mut row, placed| {
        let leaf = &placed.leaf;
        row.push_bind(leaf.log.as_bytes().as_slice())
            .push_bind(leaf.position.cast_signed())
            .push_bind(leaf.event_id.as_bytes().as_slice())
            .push_bind(leaf.stream)
            .push_bind(leaf.version.cast_signed())
            .push_bind(leaf.kind)
            .push_bind(i64::from(leaf.schema_version))
            .push_bind(leaf.occurred_on.as_ref())
            .push_bind(leaf.recorded_at)
            .push_bind(leaf.actor.as_bytes().as_slice())
            .push_bind(leaf.command_id.as_bytes().as_slice())
            .push_bind(leaf.correlation.as_ref().map(|id| id.as_bytes().as_slice()))
            .push_bind(leaf.causation.as_ref().map(|id| id.as_bytes().as_slice()))
            .push_bind(leaf.payload)
            .push_bind(placed.leaf_hash.0.as_slice())
            .push_bind(placed.chain_hash.0.as_slice());
    });
    sql.push(";");
}

fn insert_commands(sql: &mut QueryBuilder<Sqlite>, fresh: &[(&Append, &Appended)]) {
    sql.push("INSERT INTO commands (log_id, command_id, first, last, result) ");
    sql.push_values(fresh, |mut row, (append, done)| {
        row.push_bind(append.log.0.as_bytes().as_slice())
            .push_bind(append.command_id.as_bytes().as_slice())
            .push_bind(done.first.cast_signed())
            .push_bind(done.last.cast_signed())
            .push_bind(append.result.as_str());
    });
    sql.push(";");
}

fn move_heads<'a>(sql: &mut QueryBuilder<Sqlite>, heads: impl Iterator<Item = &'a Head>) {
    sql.push("INSERT INTO log_head (log_id, position, chain_hash, recorded_at) ");
    sql.push_values(heads, |mut row, head| {
        row.push_bind(head.log.0.as_bytes().as_slice())
            .push_bind(head.position.cast_signed())
            .push_bind(head.chain_hash.0.as_slice())
            .push_bind(head.recorded_at.timestamp_micros());
    });
    sql.push(
        " ON CONFLICT (log_id) DO UPDATE SET position = excluded.position, chain_hash = excluded.chain_hash, \
         recorded_at = excluded.recorded_at",
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        EventLog, OpenOptions,
        event::{Expected, Write},
    };
    use uuid::Uuid;

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
        let mut db = sqlx::sqlite::SqliteConnectOptions::new().filename(log.path()).connect().await.unwrap();
        let [heads, commands, versions] = &mut asks;
        ask_heads(heads, &batch);
        ask_commands(commands, &batch);
        ask_versions(versions, &streams(&batch));
        for mut ask in asks {
            let plan = ask.build().fetch_all(&mut db).await.unwrap();
            let plan: Vec<String> = plan.iter().map(|row| row.get("detail")).collect();
            let scans = |step: &&String| step.starts_with("SCAN") && !step.contains("VALUES") && *step != "SCAN asked";
            assert!(plan.iter().any(|step| step.starts_with("SEARCH")), "{plan:?}");
            assert_eq!(plan.iter().find(scans), None, "{plan:?}");
        }
    }
}
