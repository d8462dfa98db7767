//! The one writer: takes all waiting commands and commits them together.

use crate::{
    error::AppendError,
    event::{Append, Appended, Head},
    handles::Clock,
    judge::{Placed, Seen},
};
use sqlx::{QueryBuilder, Sqlite, SqliteConnection, SqlitePool};
use tokio::sync::{mpsc, oneshot};

/// Commands that may wait; the next one waits outside.
const QUEUE: usize = 1024;
/// Commands committed together at most.
const BATCH: usize = 256;
/// How often the writer lets others run while the batch is smaller than the last one.
const PATIENCE: usize = 8;
/// Rows of one INSERT: 16 columns each, and SQLite binds at most 32,766 values.
const ROWS: usize = 1_000;
/// Longest payload in bytes: a page of a thousand events must fit in memory.
const LONGEST_PAYLOAD: usize = 1 << 20;

/// Statements of up to so many rows stay prepared.
pub(crate) const KEPT: usize = 16;

type Answer = Result<Appended, AppendError>;

struct Waiting {
    append: Append,
    answer: oneshot::Sender<Answer>,
}

/// Where commands go in.
#[derive(Clone, Debug)]
pub(crate) struct Inbox(mpsc::Sender<Waiting>);

impl Inbox {
    pub(crate) async fn append(&self, append: Append) -> Answer {
        if let Some(why) = unfit(&append) {
            return Err(AppendError::Invalid(why));
        }
        let command_id = append.command_id;
        let (answer, answered) = oneshot::channel();
        self.0.send(Waiting { append, answer }).await.map_err(|_| AppendError::Closed)?;
        // A writer that ended without an answer may have been ended in the middle of a commit.
        answered.await.unwrap_or(Err(AppendError::Unknown { command_id }))
    }
}

/// What the database would refuse for all commands of a batch, found before.
fn unfit(append: &Append) -> Option<&'static str> {
    let events = || append.writes.iter().flat_map(|write| &write.events);
    if events().next().is_none() {
        Some("it has no events")
    } else if append.writes.iter().any(|write| write.stream.is_empty()) {
        Some("a stream has no name")
    } else if events().any(|event| event.kind.is_empty() || event.schema_version == 0) {
        Some("an event has no kind or no schema version")
    } else if events().any(|event| event.occurred_on.to_string().len() != 10) {
        Some("a day is outside the years 0 to 9999")
    } else if events().any(|event| event.payload.len() > LONGEST_PAYLOAD) {
        Some("a payload is longer than 1 MiB")
    } else {
        None
    }
}

/// Starts the writer; it ends when the last inbox is gone.
pub(crate) fn start(pool: SqlitePool, clock: Clock) -> Inbox {
    let (inbox, mut waiting) = mpsc::channel::<Waiting>(QUEUE);
    tokio::spawn(async move {
        let mut batch = Vec::with_capacity(BATCH);
        let mut last = 0;
        while waiting.recv_many(&mut batch, BATCH).await > 0 {
            // Those just answered are about to send their next commands: let them, rather than commit for the first alone.
            for _ in 0..PATIENCE {
                if batch.len() >= last {
                    break;
                }
                tokio::task::yield_now().await;
                while batch.len() < BATCH
                    && let Ok(next) = waiting.try_recv()
                {
                    batch.push(next);
                }
            }
            last = batch.len();
            let appends: Vec<&Append> = batch.iter().map(|waiting| &waiting.append).collect();
            let answers = settled(&pool, &clock, &appends).await;
            for (waiting, answer) in batch.drain(..).zip(answers) {
                // Nobody listens any more: the events are recorded all the same.
                let _ = waiting.answer.send(answer);
            }
        }
    });
    Inbox(inbox)
}

/// Why a batch has no answers.
enum Failed {
    /// Nothing of it is recorded.
    Before(AppendError),
    /// The commit itself failed: it may be recorded.
    AtCommit(sqlx::Error),
}

impl From<sqlx::Error> for Failed {
    fn from(e: sqlx::Error) -> Failed {
        let busy = e.as_database_error().and_then(|e| e.code()).is_some_and(|code| code == "5" || code == "517");
        Failed::Before(match e {
            sqlx::Error::PoolClosed => AppendError::Closed,
            sqlx::Error::PoolTimedOut => AppendError::Busy,
            _ if busy => AppendError::Busy,
            other => AppendError::Broken(other.to_string()),
        })
    }
}

/// An answer for each. Commands that fail together are tried one by one, so that one's fault is not another's.
async fn settled(pool: &SqlitePool, clock: &Clock, batch: &[&Append]) -> Vec<Answer> {
    match together(pool, clock, batch).await {
        Ok(answers) => answers,
        Err(Failed::AtCommit(e)) => {
            tracing::error!(error = %e, commands = batch.len(), "a commit failed; its outcome is unknown");
            batch.iter().map(|append| Err(AppendError::Unknown { command_id: append.command_id })).collect()
        }
        Err(Failed::Before(AppendError::Broken(_))) if batch.len() > 1 => {
            let mut answers = Vec::with_capacity(batch.len());
            for append in batch {
                answers.push(match together(pool, clock, &[append]).await {
                    Ok(mut answer) => answer.pop().unwrap_or(Err(AppendError::Closed)),
                    Err(Failed::AtCommit(_)) => Err(AppendError::Unknown { command_id: append.command_id }),
                    Err(Failed::Before(e)) => Err(e),
                });
            }
            answers
        }
        Err(Failed::Before(e)) => batch.iter().map(|_| Err(e.clone())).collect(),
    }
}

/// One transaction. A connection it failed on is closed: that rolls back for certain, and nothing of it is left to doubt.
async fn together(pool: &SqlitePool, clock: &Clock, batch: &[&Append]) -> Result<Vec<Answer>, Failed> {
    let mut db = pool.acquire().await?;
    let outcome = transaction(&mut db, clock, batch).await;
    if outcome.is_err()
        && let Err(e) = db.close().await
    {
        tracing::warn!(error = %e, "a failed connection did not close well");
    }
    outcome
}

/// Begin and judge, insert, commit: three trips, however many commands.
async fn transaction(db: &mut SqliteConnection, clock: &Clock, batch: &[&Append]) -> Result<Vec<Answer>, Failed> {
    let mut seen = Seen::begin(db, batch, clock.now()).await?;
    let mut rows = Vec::new();
    let answers: Vec<Answer> = batch.iter().map(|append| seen.judge(append, &mut rows)).collect();
    let fresh: Vec<(&Append, &Appended)> = batch
        .iter()
        .zip(&answers)
        .filter_map(|(append, answer)| answer.as_ref().ok().filter(|done| !done.repeated).map(|done| (*append, done)))
        .collect();
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
