//! The queue: which letters are on their way, who has them, and when the next try is. The log is the truth: rows are made from
//! what it says is unsettled, and go when it says what became of the letter.

use crate::app::{App, AppError};
use chrono::{DateTime, Duration, Utc};
use sqlx::{Any, FromRow};
use std::collections::HashSet;
use uuid::Uuid;
use vekha_domain::ids::{OfficeId, ReminderId};
use vekha_event_log::{Id, places, random_bytes};
use vekha_projections::{Delivery, Reminder};

/// How long somebody has a letter that has not begun to go.
const CLAIMED: Duration = Duration::minutes(5);
/// How long somebody has a letter that goes: longer than an answer is waited for.
const GOING: Duration = Duration::minutes(12);
/// A letter that may have arrived goes once more after so long.
pub const ONCE_MORE: Duration = Duration::hours(24);
/// What is further off than anything that is ever set comes from a clock that was set back, and is due.
const FURTHEST: Duration = Duration::hours(25);
/// Rows of one INSERT.
const ROWS: usize = 500;

/// Reads the table whole: it holds letters on their way and no others, and most of them are asked for.
pub(crate) const OFFICES: &str =
    "SELECT DISTINCT log_id FROM letters WHERE run_at <= $1 OR run_at > $2 OR holder IS NOT NULL";
/// The letters of an office.
pub(crate) const ROWS_OF: &str = "SELECT reminder_id FROM letters WHERE log_id = $1";
/// Those of an office whose holder did not begin.
pub(crate) const PUT_BACK: &str = "UPDATE letters SET state = 'queued', holder = NULL, lease_until = NULL \
                        WHERE log_id = $1 AND state = 'claimed' AND (lease_until <= $2 OR lease_until > $3)";
/// Those of an office whose holder began.
pub(crate) const BEGUN: &str = "SELECT reminder_id, attempts, holder FROM letters \
                     WHERE log_id = $1 AND state = 'in_data' AND (lease_until <= $2 OR lease_until > $3)";
/// Those of an office that are due; the condition stands outside again, for another copy may have been there first.
pub(crate) const CLAIM: &str = "UPDATE letters SET state = 'claimed', holder = $1, lease_until = $2 \
                     WHERE state IN ('queued', 'unknown') AND (run_at <= $4 OR run_at > $5) AND reminder_id IN \
                     (SELECT reminder_id FROM letters WHERE log_id = $3 AND state IN ('queued', 'unknown') \
                     AND (run_at <= $4 OR run_at > $5) ORDER BY run_at, reminder_id LIMIT $6) RETURNING reminder_id, attempts, holder";
/// One that its holder begins.
pub(crate) const BEGIN: &str = "UPDATE letters SET state = 'in_data', lease_until = $1 \
                     WHERE reminder_id = $2 AND holder = $3 AND state = 'claimed'";
/// One, if it is its holder's.
pub(crate) const HOLD: &str =
    "UPDATE letters SET state = state WHERE reminder_id = $1 AND holder = $2 AND state IN ('claimed', 'in_data')";
/// One that its holder puts back.
pub(crate) const TRY_AGAIN: &str = "UPDATE letters SET state = $1, attempts = $2, run_at = $3, answer = $4, holder = NULL, \
                         lease_until = NULL WHERE reminder_id = $5 AND holder = $6";
/// Those of an office that a holder has not begun.
pub(crate) const RELEASE: &str = "UPDATE letters SET state = 'queued', holder = NULL, lease_until = NULL \
                       WHERE log_id = $1 AND state = 'claimed' AND holder = $2";
/// One that is settled.
pub(crate) const TAKE_AWAY: &str = "DELETE FROM letters WHERE reminder_id = $1";
/// The letters of an office, those that wait longest first.
pub(crate) const WAITING: &str =
    "SELECT reminder_id, state, attempts, run_at, answer FROM letters WHERE log_id = $1 ORDER BY run_at, reminder_id";

#[derive(FromRow)]
struct Whose {
    #[sqlx(try_from = "Id")]
    log_id: Uuid,
}

/// Offices with a letter whose time has come, or that somebody has: in one query, and without folding any.
///
/// # Errors
/// The database cannot be read.
pub async fn offices(app: &App, now: DateTime<Utc>) -> Result<HashSet<OfficeId>, AppError> {
    let rows: Vec<Whose> = sqlx::query_as(OFFICES)
        .bind(now.timestamp_micros())
        .bind((now + FURTHEST).timestamp_micros())
        .fetch_all(app.log().reader())
        .await
        .map_err(|e| AppError::broken("read the queue", &e))?;
    Ok(rows.into_iter().map(|row| OfficeId(row.log_id)).collect())
}

/// The queue of an office, as one holder sees it.
pub struct Queue {
    app: App,
    office: OfficeId,
    holder: Uuid,
}

/// A letter that somebody has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Claim {
    /// Which letter.
    pub reminder: ReminderId,
    /// Which attempt this is, from 1.
    pub attempt: u16,
    /// Who has it.
    holder: Uuid,
}

/// A letter in the queue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waiting {
    /// Which letter.
    pub reminder: ReminderId,
    /// `queued`, `claimed`, `in_data` or `unknown`.
    pub state: String,
    /// How often it was tried.
    pub attempts: u16,
    /// Not before.
    pub run_at: DateTime<Utc>,
    /// What the server answered last, without addresses.
    pub answer: String,
}

#[derive(FromRow)]
struct Row {
    #[sqlx(try_from = "Id")]
    reminder_id: Uuid,
    state: String,
    attempts: i64,
    run_at: i64,
    answer: String,
}

#[derive(FromRow)]
struct Held {
    #[sqlx(try_from = "Id")]
    reminder_id: Uuid,
    attempts: i64,
    holder: Option<Id>,
}

impl Held {
    fn claim(&self) -> Claim {
        let attempt = u16::try_from(self.attempts.saturating_add(1)).unwrap_or(u16::MAX);
        Claim {
            reminder: ReminderId(self.reminder_id),
            attempt,
            holder: self.holder.map(Uuid::from).unwrap_or_default(),
        }
    }
}

impl Queue {
    /// The queue for a holder of its own: nobody else has its id.
    pub fn new(app: &App, office: OfficeId) -> Queue {
        let holder = uuid::Builder::from_random_bytes(random_bytes()).into_uuid();
        Queue { app: app.clone(), office, holder }
    }

    /// Makes the rows that are missing and takes away those of letters that are settled.
    ///
    /// # Errors
    /// The log or the database cannot be read or written.
    pub async fn fill(&self) -> Result<(), AppError> {
        // The rows first, the state after: what a row was made from is known by then.
        let rows: HashSet<Uuid> = sqlx::query_scalar::<_, Id>(ROWS_OF)
            .bind(Id(self.office.0))
            .fetch_all(self.app.log().reader())
            .await
            .map_err(|e| AppError::broken("read the queue", &e))?
            .into_iter()
            .map(Uuid::from)
            .collect();
        let now = self.app.agreed_now().await?;
        let known = self.app.office(self.office).await?;
        let book = known.mailbook();
        let over = rows.iter().map(|id| ReminderId(*id)).filter(|id| !book.is_unsettled(*id)).collect::<Vec<_>>();
        let missing: Vec<_> =
            book.unsettled().filter(|letter| !rows.contains(&letter.id.0)).map(|letter| row_of(letter, now)).collect();
        drop(known);
        for rows in missing.chunks(ROWS) {
            let sql = format!(
                "INSERT INTO letters (reminder_id, log_id, state, attempts, run_at, answer) VALUES {} \
                 ON CONFLICT (reminder_id) DO NOTHING",
                places(rows.len(), 6)
            );
            let mut sql = sqlx::query(sqlx::AssertSqlSafe(sql)).persistent(false);
            for (id, state, attempts, run_at) in rows {
                let office = Id(self.office.0);
                sql = sql.bind(Id(*id)).bind(office).bind(*state).bind(*attempts).bind(*run_at).bind("");
            }
            let made = sql.execute(self.app.log().writer()).await;
            made.map_err(|e| AppError::broken("queue letters", &e))?;
        }
        for id in over {
            self.take_away(id).await?;
        }
        Ok(())
    }

    /// Puts back the letters whose holder had them for too long without beginning, and gives those that had begun.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn abandoned(&self) -> Result<Vec<Claim>, AppError> {
        let now = self.app.agreed_now().await?;
        sqlx::query(PUT_BACK)
            .bind(Id(self.office.0))
            .bind(now.timestamp_micros())
            .bind((now + FURTHEST).timestamp_micros())
            .execute(self.app.log().writer())
            .await
            .map_err(|e| AppError::broken("put letters back", &e))?;
        let begun: Vec<Held> = sqlx::query_as(BEGUN)
            .bind(Id(self.office.0))
            .bind(now.timestamp_micros())
            .bind((now + FURTHEST).timestamp_micros())
            .fetch_all(self.app.log().reader())
            .await
            .map_err(|e| AppError::broken("find abandoned letters", &e))?;
        Ok(begun.iter().map(Held::claim).collect())
    }

    /// Takes at most so many letters that are due, those that wait longest first.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn claim(&self, most: u32) -> Result<Vec<Claim>, AppError> {
        let now = self.app.agreed_now().await?;
        let taken: Vec<Held> = sqlx::query_as(CLAIM)
            .bind(Id(self.holder))
            .bind((now + CLAIMED).timestamp_micros())
            .bind(Id(self.office.0))
            .bind(now.timestamp_micros())
            .bind((now + FURTHEST).timestamp_micros())
            .bind(i64::from(most))
            .fetch_all(self.app.log().writer())
            .await
            .map_err(|e| AppError::broken("take letters", &e))?;
        Ok(taken.iter().map(Held::claim).collect())
    }

    /// Notes, durably, that the first byte of a letter is about to go; false when somebody else has it now.
    ///
    /// # Errors
    /// A fault of the database: the letter must not go.
    pub async fn begin(&self, claim: Claim) -> Result<bool, AppError> {
        let until = (self.app.agreed_now().await? + GOING).timestamp_micros();
        self.changed(sqlx::query(BEGIN).bind(until).bind(Id(claim.reminder.0)).bind(Id(claim.holder))).await
    }

    /// Whether a letter is still its holder's. Whoever was replaced says nothing about it any more.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn holds(&self, claim: Claim) -> Result<bool, AppError> {
        self.changed(sqlx::query(HOLD).bind(Id(claim.reminder.0)).bind(Id(claim.holder))).await
    }

    /// Puts a letter back, to be tried again after a while; `unknown` when it may have arrived.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn put_back(&self, claim: Claim, unknown: bool, wait: Duration, answer: &str) -> Result<(), AppError> {
        let run_at = self.app.agreed_now().await? + wait;
        self.changed(
            sqlx::query(TRY_AGAIN)
                .bind(if unknown { "unknown" } else { "queued" })
                .bind(i64::from(claim.attempt))
                .bind(run_at.timestamp_micros())
                .bind(answer.to_owned())
                .bind(Id(claim.reminder.0))
                .bind(Id(claim.holder)),
        )
        .await
        .map(drop)
    }

    /// Gives back everything that has not begun, as it was.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn release(&self) -> Result<(), AppError> {
        self.changed(sqlx::query(RELEASE).bind(Id(self.office.0)).bind(Id(self.holder))).await.map(drop)
    }

    /// Takes a settled letter out of the queue.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn take_away(&self, reminder: ReminderId) -> Result<(), AppError> {
        self.changed(sqlx::query(TAKE_AWAY).bind(Id(reminder.0))).await.map(drop)
    }

    /// Runs a statement; did it change anything?
    async fn changed(&self, sql: sqlx::query::Query<'_, Any, sqlx::any::AnyArguments>) -> Result<bool, AppError> {
        let done = sql.execute(self.app.log().writer()).await.map_err(|e| AppError::broken("note a letter", &e))?;
        Ok(done.rows_affected() > 0)
    }
}

/// The row of an unsettled letter: its id, state, attempts, and when it is due.
fn row_of(letter: &Reminder, now: DateTime<Utc>) -> (Uuid, &'static str, i64, i64) {
    let attempts = i64::from(letter.unanswered);
    match &letter.delivery {
        Delivery::Uncertain(at, _) => (letter.id.0, "unknown", attempts, (*at + ONCE_MORE).timestamp_micros()),
        Delivery::Queued | Delivery::Sent(..) | Delivery::Undeliverable(..) | Delivery::Bounced(..) => {
            (letter.id.0, "queued", attempts, now.timestamp_micros())
        }
    }
}

/// The letters of an office in the queue, those that wait longest first.
///
/// # Errors
/// A fault of the database.
pub async fn waiting(app: &App, office: OfficeId) -> Result<Vec<Waiting>, AppError> {
    let rows: Vec<Row> = sqlx::query_as(WAITING)
        .bind(Id(office.0))
        .fetch_all(app.log().reader())
        .await
        .map_err(|e| AppError::broken("read the queue", &e))?;
    let waiting = |row: Row| Waiting {
        reminder: ReminderId(row.reminder_id),
        state: row.state,
        attempts: u16::try_from(row.attempts).unwrap_or(u16::MAX),
        run_at: DateTime::from_timestamp_micros(row.run_at).unwrap_or_default(),
        answer: row.answer,
    };
    Ok(rows.into_iter().map(waiting).collect())
}
