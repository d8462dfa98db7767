//! Messages that were handled: which ones, what became of them, and the words people have to read.

use crate::app::{App, AppError};
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use sqlx::{FromRow, Row, any::AnyRow};
use uuid::Uuid;
use vekha_domain::ids::{OfficeId, PersonId, ReminderId};
use vekha_event_log::Id;

/// How long they are kept.
pub const KEPT: Duration = Duration::days(90);
/// Most rows that a page shows.
const SHOWN: i64 = 200;

/// A message that was handled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    /// Made of Message-ID and sender.
    pub reply_id: Uuid,
    /// The office.
    pub log_id: Option<Uuid>,
    /// The letter answered.
    pub reminder_id: Option<Uuid>,
    /// Who wrote.
    pub person_id: Option<Uuid>,
    /// Which item.
    pub item: Option<i64>,
    /// What became of it.
    pub outcome: String,
    /// Why it was refused or is not trusted.
    pub fault: Option<String>,
    /// The letter that answers it.
    pub receipt_id: Option<Uuid>,
    /// Keyed hash of the sender's address.
    pub sender: Vec<u8>,
    /// The words, sealed.
    pub sealed: Option<Vec<u8>>,
    /// When it was handled.
    pub received_at: i64,
    /// When somebody said that it was read.
    pub read_at: Option<i64>,
}

/// The columns, by name: a table that grew meanwhile gives an older program no more than it knows.
macro_rules! kept_where {
    ($rest:literal) => {
        concat!(
            "SELECT reply_id, log_id, reminder_id, person_id, item, outcome, fault, receipt_id, sender, sealed, received_at, read_at \
             FROM replies WHERE ",
            $rest
        )
    };
}

/// A message, by its id.
pub(crate) const FIND: &str = kept_where!("reply_id = $1");
/// A message, by the receipt that answers it.
pub(crate) const ANSWERED_BY: &str = kept_where!("receipt_id = $1");
/// Those of an office.
pub(crate) const LIST: &str = kept_where!(
    "log_id = $1 AND sealed IS NOT NULL AND received_at > $2 \
     ORDER BY CASE WHEN read_at IS NULL THEN 0 ELSE 1 END, received_at DESC LIMIT $3"
);
/// How many receipts a sender got.
pub(crate) const RECEIPTS: &str =
    "SELECT count(*) FROM replies WHERE sender = $1 AND received_at > $2 AND receipt_id IS NOT NULL";
/// How many of an office wait to be read.
pub(crate) const UNREAD: &str =
    "SELECT count(*) FROM replies WHERE log_id = $1 AND sealed IS NOT NULL AND read_at IS NULL AND received_at > $2";
/// Those that grew old.
pub(crate) const CLEAR: &str = "DELETE FROM replies WHERE received_at < $1";

impl<'r> FromRow<'r, AnyRow> for Kept {
    fn from_row(row: &'r AnyRow) -> sqlx::Result<Kept> {
        let id = |column| row.try_get::<Option<Id>, _>(column).map(|id| id.map(Uuid::from));
        Ok(Kept {
            reply_id: row.try_get::<Id, _>("reply_id")?.0,
            log_id: id("log_id")?,
            reminder_id: id("reminder_id")?,
            person_id: id("person_id")?,
            item: row.try_get("item")?,
            outcome: row.try_get("outcome")?,
            fault: row.try_get("fault")?,
            receipt_id: id("receipt_id")?,
            sender: row.try_get("sender")?,
            sealed: row.try_get("sealed")?,
            received_at: row.try_get("received_at")?,
            read_at: row.try_get("read_at")?,
        })
    }
}

/// What people have to read.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Words {
    /// The sender's address.
    pub from: String,
    /// Subject.
    pub subject: String,
    /// What was written, without quotations.
    pub text: String,
}

impl Kept {
    /// Nothing known yet but what it is.
    pub fn new(reply_id: Uuid, sender: Vec<u8>, outcome: &str, at: DateTime<Utc>) -> Kept {
        Kept {
            reply_id,
            log_id: None,
            reminder_id: None,
            person_id: None,
            item: None,
            outcome: outcome.to_owned(),
            fault: None,
            receipt_id: None,
            sender,
            sealed: None,
            received_at: at.timestamp_micros(),
            read_at: None,
        }
    }

    /// The office.
    pub fn office(&self) -> Option<OfficeId> {
        self.log_id.map(OfficeId)
    }

    /// The letter answered.
    pub fn letter(&self) -> Option<ReminderId> {
        self.reminder_id.map(ReminderId)
    }

    /// Which item of it, from 0.
    pub fn item(&self) -> Option<u16> {
        self.item.and_then(|item| u16::try_from(item).ok())
    }

    /// When it was handled.
    pub fn received_at(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.received_at).unwrap_or_default()
    }

    /// The words; empty when they cannot be opened.
    pub fn words(&self, app: &App) -> Words {
        let opened = self.sealed.as_deref().and_then(|sealed| app.open_text(sealed));
        opened.and_then(|plain| serde_json::from_slice(&plain).ok()).unwrap_or_default()
    }
}

/// Words as they are kept; none when the installation's secret is lost.
pub fn sealed(app: &App, words: &Words) -> Option<Vec<u8>> {
    app.seal_text(&serde_json::to_vec(words).ok()?)
}

fn broken(doing: &'static str) -> impl Fn(sqlx::Error) -> AppError {
    move |e| AppError::broken(doing, &e)
}

/// A message that was handled before.
///
/// # Errors
/// A fault of the database.
pub async fn find(app: &App, id: Uuid) -> Result<Option<Kept>, AppError> {
    sqlx::query_as(FIND).bind(Id(id)).fetch_optional(app.log().reader()).await.map_err(broken("find a reply"))
}

/// The message that a receipt answers.
///
/// # Errors
/// A fault of the database.
pub async fn answered_by(app: &App, receipt: ReminderId) -> Result<Option<Kept>, AppError> {
    sqlx::query_as(ANSWERED_BY)
        .bind(Id(receipt.0))
        .fetch_optional(app.log().reader())
        .await
        .map_err(broken("find a reply"))
}

/// Keeps a message; what is there already stays. Those that grew old are thrown away.
///
/// # Errors
/// A fault of the database.
pub async fn keep(app: &App, kept: &Kept) -> Result<(), AppError> {
    clear(app).await?;
    sqlx::query(
        "INSERT INTO replies (reply_id, log_id, reminder_id, person_id, item, outcome, fault, receipt_id, sender, sealed, \
         received_at, read_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (reply_id) DO NOTHING",
    )
    .bind(Id(kept.reply_id))
    .bind(kept.log_id.map(Id))
    .bind(kept.reminder_id.map(Id))
    .bind(kept.person_id.map(Id))
    .bind(kept.item)
    .bind(&kept.outcome)
    .bind(&kept.fault)
    .bind(kept.receipt_id.map(Id))
    .bind(&kept.sender)
    .bind(&kept.sealed)
    .bind(kept.received_at)
    .bind(kept.read_at)
    .execute(app.log().writer())
    .await
    .map(drop)
    .map_err(broken("keep a reply"))
}

/// How many receipts a sender got since a moment.
///
/// # Errors
/// A fault of the database.
pub async fn receipts(app: &App, sender: &[u8], since: DateTime<Utc>) -> Result<i64, AppError> {
    sqlx::query_scalar(RECEIPTS)
        .bind(sender)
        .bind(since.timestamp_micros())
        .fetch_one(app.log().reader())
        .await
        .map_err(broken("count receipts"))
}

/// What people of an office have to read or have read: those that wait first, then the newest.
///
/// # Errors
/// A fault of the database.
pub async fn list(app: &App, office: OfficeId) -> Result<Vec<Kept>, AppError> {
    sqlx::query_as(LIST)
        .bind(Id(office.0))
        .bind((app.now() - KEPT).timestamp_micros())
        .bind(SHOWN)
        .fetch_all(app.log().reader())
        .await
        .map_err(broken("list replies"))
}

/// How many wait to be read.
///
/// # Errors
/// A fault of the database.
pub async fn unread(app: &App, office: OfficeId) -> Result<u64, AppError> {
    let count: i64 = sqlx::query_scalar(UNREAD)
        .bind(Id(office.0))
        .bind((app.now() - KEPT).timestamp_micros())
        .fetch_one(app.log().reader())
        .await
        .map_err(broken("count replies"))?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// Somebody has read it; false when the office has no such message.
///
/// # Errors
/// A fault of the database.
pub async fn read(app: &App, office: OfficeId, id: Uuid) -> Result<bool, AppError> {
    let done = sqlx::query("UPDATE replies SET read_at = COALESCE(read_at, $1) WHERE log_id = $2 AND reply_id = $3")
        .bind(app.now().timestamp_micros())
        .bind(Id(office.0))
        .bind(Id(id))
        .execute(app.log().writer())
        .await
        .map_err(broken("note that a reply was read"))?;
    Ok(done.rows_affected() > 0)
}

/// Throws away what is older than [`KEPT`].
///
/// # Errors
/// A fault of the database.
pub async fn clear(app: &App) -> Result<(), AppError> {
    sqlx::query(CLEAR)
        .bind((app.now() - KEPT).timestamp_micros())
        .execute(app.log().writer())
        .await
        .map(drop)
        .map_err(broken("clear replies"))
}

/// Who wrote, as the row says it.
pub fn person(kept: &Kept) -> Option<PersonId> {
    kept.person_id.map(PersonId)
}
