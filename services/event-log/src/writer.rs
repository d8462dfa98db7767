//! The one writer: takes all waiting commands and commits them together.

use crate::{
    error::{AppendError, is_busy, is_lost},
    event::{Append, Appended},
    handles::Clock,
    postgres, sqlite,
};
use chrono::{DateTime, Datelike, Utc};
use tokio::sync::{mpsc, oneshot};

/// Commands that may wait; the next one waits outside.
const QUEUE: usize = 1024;
/// Commands committed together at most.
const BATCH: usize = 256;
/// How often the writer lets others run while the batch is smaller than the last one.
const PATIENCE: usize = 8;
/// Longest payload in bytes: a page of a thousand events must fit in memory.
const LONGEST_PAYLOAD: usize = 1 << 20;

/// What a command is told.
pub(crate) type Answer = Result<Appended, AppendError>;

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
    } else if append.result.contains('\0')
        || append.writes.iter().any(|write| write.stream.contains('\0'))
        || events().any(|event| event.kind.contains('\0') || event.payload.contains('\0'))
    {
        // JSON writes it as \u0000.
        Some("a text holds the character zero, which PostgreSQL does not keep")
    } else {
        None
    }
}

/// Starts the writer; it ends when it is closed or the last inbox is gone.
pub(crate) fn start(pen: Pen, clock: Clock) -> Inbox {
    let (inbox, letters) = mpsc::channel(QUEUE);
    tokio::spawn(write_all(letters, pen, clock));
    Inbox(inbox)
}

async fn write_all(mut letters: mpsc::Receiver<Letter>, mut pen: Pen, clock: Clock) {
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
        let answers = settled(&mut pen, &clock, &appends).await;
        for (waiting, answer) in batch.into_iter().zip(answers) {
            // If nobody listens any more, the events are recorded all the same.
            let _ = waiting.answer.send(answer);
        }
    }
    pen.close().await;
    for done in closing {
        let _ = done.send(());
    }
}

/// Why a batch has no answers.
pub(crate) enum Failed {
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
        Failed::Before(match () {
            () if is_busy(&e) => AppendError::Busy,
            () if is_lost(&e) => AppendError::Away(e.to_string()),
            () => AppendError::Broken(e.to_string()),
        })
    }
}

/// What writes: a connection of its own to either database.
pub(crate) enum Pen {
    Sqlite(sqlite::Pen),
    Postgres(postgres::Pen),
}

impl Pen {
    async fn write(&mut self, batch: &[&Append], now: DateTime<Utc>) -> Result<Vec<Answer>, Failed> {
        match self {
            Pen::Sqlite(pen) => pen.write(batch, now).await,
            Pen::Postgres(pen) => pen.write(batch, now).await,
        }
    }

    async fn close(&mut self) {
        match self {
            Pen::Sqlite(pen) => pen.close().await,
            Pen::Postgres(pen) => pen.close().await,
        }
    }
}

/// An answer for each. Commands that fail together are tried one by one, so that one's fault is not another's.
async fn settled(pen: &mut Pen, clock: &Clock, batch: &[&Append]) -> Vec<Answer> {
    if batch.is_empty() {
        return Vec::new();
    }
    match pen.write(batch, clock.now()).await {
        Ok(answers) => answers,
        Err(Failed::Before(AppendError::Broken(_))) if batch.len() > 1 => {
            let mut answers = Vec::with_capacity(batch.len());
            for append in batch {
                answers.extend(match pen.write(&[append], clock.now()).await {
                    Ok(answers) => answers,
                    Err(failed) => failed.answers(&[append]),
                });
            }
            answers
        }
        Err(failed) => failed.answers(batch),
    }
}
