//! The one writer: takes all waiting commands and commits them together.

use crate::{
    error::{AppendError, is_busy},
    event::{Append, Appended, Head},
    handles::Clock,
    judge::{Placed, Seen},
};
use chrono::Datelike;
use sqlx::{ConnectOptions, Connection, QueryBuilder, Sqlite, SqliteConnection, sqlite::SqliteConnectOptions};
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

enum Letter {
    Append(Waiting),
    /// Record what came before, then close the connection and say so.
    Close(oneshot::Sender<()>),
}

/// Where commands go in.
#[derive(Clone, Debug)]
pub(crate) struct Inbox(mpsc::Sender<Letter>);

impl Inbox {
    pub(crate) async fn append(&self, append: Append) -> Answer {
        if let Some(why) = unfit(&append) {
            return Err(AppendError::Invalid(why));
        }
        let command_id = append.command_id;
        let (answer, answered) = oneshot::channel();
        self.0.send(Letter::Append(Waiting { append, answer })).await.map_err(|_| AppendError::Closed)?;
        // A writer that ended without an answer may have been ended in the middle of a commit.
        answered.await.unwrap_or(Err(AppendError::Unknown { command_id }))
    }

    /// Returns when everything sent before is recorded and the connection is closed.
    pub(crate) async fn close(&self) {
        let (done, closed) = oneshot::channel();
        if self.0.send(Letter::Close(done)).await.is_ok() {
            // An error means that the writer is gone, and its connection with it.
            let _ = closed.await;
        }
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
    } else if events().any(|event| !(0..=9_999).contains(&event.occurred_on.year())) {
        Some("a day is outside the years 0 to 9999")
    } else if events().any(|event| event.payload.len() > LONGEST_PAYLOAD) {
        Some("a payload is longer than 1 MiB")
    } else {
        None
    }
}

/// Starts the writer; it ends when it is closed or the last inbox is gone.
pub(crate) fn start(settings: SqliteConnectOptions, clock: Clock) -> Inbox {
    let (inbox, letters) = mpsc::channel(QUEUE);
    tokio::spawn(write_all(letters, Writer { settings, clock, db: None }));
    Inbox(inbox)
}

async fn write_all(mut letters: mpsc::Receiver<Letter>, mut writer: Writer) {
    let mut closing = Vec::new();
    let mut received = Vec::with_capacity(BATCH);
    let mut last = 0;
    while letters.recv_many(&mut received, BATCH).await > 0 {
        // Those just answered are about to send their next commands: let them, rather than commit for the first alone.
        for _ in 0..PATIENCE {
            if received.len() >= last {
                break;
            }
            tokio::task::yield_now().await;
            while received.len() < BATCH
                && let Ok(next) = letters.try_recv()
            {
                received.push(next);
            }
        }
        last = received.len();
        let mut batch = Vec::with_capacity(last);
        for letter in received.drain(..) {
            match letter {
                Letter::Append(waiting) => batch.push(waiting),
                Letter::Close(done) => closing.push(done),
            }
        }
        if !closing.is_empty() {
            letters.close();
        }
        let appends: Vec<&Append> = batch.iter().map(|waiting| &waiting.append).collect();
        let answers = writer.settled(&appends).await;
        for (waiting, answer) in batch.into_iter().zip(answers) {
            // If nobody listens any more, the events are recorded all the same.
            let _ = waiting.answer.send(answer);
        }
    }
    writer.close().await;
    for done in closing {
        let _ = done.send(());
    }
}

/// Why a batch has no answers.
enum Failed {
    /// Nothing of it is recorded.
    Before(AppendError),
    /// The commit itself failed: it may be recorded.
    AtCommit(sqlx::Error),
}

impl Failed {
    fn answers(&self, batch: &[&Append]) -> Vec<Answer> {
        match self {
            Failed::Before(e) => batch.iter().map(|_| Err(e.clone())).collect(),
            Failed::AtCommit(e) => {
                tracing::error!(error = %e, commands = batch.len(), "a commit failed; its outcome is unknown");
                batch.iter().map(|append| Err(AppendError::Unknown { command_id: append.command_id })).collect()
            }
        }
    }
}

impl From<sqlx::Error> for Failed {
    fn from(e: sqlx::Error) -> Failed {
        Failed::Before(if is_busy(&e) { AppendError::Busy } else { AppendError::Broken(e.to_string()) })
    }
}

/// The writer's own connection: one that is given back to a pool after each batch costs a trip more.
struct Writer {
    settings: SqliteConnectOptions,
    clock: Clock,
    db: Option<SqliteConnection>,
}

impl Writer {
    /// An answer for each. Commands that fail together are tried one by one, so that one's fault is not another's.
    async fn settled(&mut self, batch: &[&Append]) -> Vec<Answer> {
        match self.together(batch).await {
            Ok(answers) => answers,
            Err(Failed::Before(AppendError::Broken(_))) if batch.len() > 1 => {
                let mut answers = Vec::with_capacity(batch.len());
                for append in batch {
                    answers.extend(match self.together(&[append]).await {
                        Ok(answers) => answers,
                        Err(failed) => failed.answers(&[append]),
                    });
                }
                answers
            }
            Err(failed) => failed.answers(batch),
        }
    }

    /// One transaction. A connection it failed on is closed: that rolls back for certain, and nothing is left in doubt for the
    /// next one, which gets a fresh connection.
    async fn together(&mut self, batch: &[&Append]) -> Result<Vec<Answer>, Failed> {
        if batch.is_empty() {
            return Ok(Vec::new());
        }
        let db = match self.db.take() {
            Some(db) => self.db.insert(db),
            None => self.db.insert(self.settings.connect().await?),
        };
        let outcome = transaction(db, &self.clock, batch).await;
        if outcome.is_err() {
            self.close().await;
        }
        outcome
    }

    async fn close(&mut self) {
        if let Some(db) = self.db.take()
            && let Err(e) = db.close().await
        {
            tracing::warn!(error = %e, "the writer's connection did not close well");
        }
    }
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
