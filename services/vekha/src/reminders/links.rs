//! The personal link of a row in a letter: whose it is and for what, without a password and without an account.
//!
//! It is made from the letter's id with the installation's secret, so a letter sent again holds the same link; kept is only its
//! hash. A look at it changes nothing but the journal, for programs that look through mail open every link.

use crate::app::{App, AppError};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration, Utc};
use sha2::{Digest, Sha256};
use sqlx::FromRow;
use uuid::Uuid;
use vekha_domain::ids::{OfficeId, ReminderId};
use vekha_event_log::{Id, places};

/// How long a link is good after its letter was made.
pub const GOOD_FOR: Duration = Duration::days(45);
/// Bytes of a token: 15 make 20 characters, and 120 bits that nobody guesses.
const TOKEN: usize = 15;
/// Rows of one INSERT.
const ROWS: usize = 500;
/// Characters of a letter's code: 60 bits beside an id that is no secret.
const CODE: usize = 10;

/// A link, by its token's hash.
pub(crate) const BEHIND: &str = "SELECT log_id, reminder_id, item, expires_at FROM tick_links WHERE token = $1";
/// Those that are over.
pub(crate) const CLEAR: &str = "DELETE FROM tick_links WHERE expires_at < $1";

/// What a link is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Behind {
    /// Whose log.
    pub office: OfficeId,
    /// Which letter.
    pub reminder: ReminderId,
    /// Which item of it, from 0.
    pub item: u16,
    /// It is good until then.
    pub until: DateTime<Utc>,
}

#[derive(FromRow)]
struct Row {
    #[sqlx(try_from = "Id")]
    log_id: Uuid,
    #[sqlx(try_from = "Id")]
    reminder_id: Uuid,
    item: i64,
    expires_at: i64,
}

/// What the address of an item's link ends with; none when the installation's secret is lost. The same each time.
pub fn token(app: &App, reminder: ReminderId, item: u16) -> Option<String> {
    let mac = app.keyed_hash(&[b"tick", reminder.0.as_bytes(), &item.to_be_bytes()])?;
    Some(URL_SAFE_NO_PAD.encode(mac.get(..TOKEN)?))
}

/// What stands behind the letter's id in its Message-ID, `<id.code@domain>`: who answers the letter sends it back, and nobody
/// else knows it. None when the installation's secret is lost.
pub fn code(app: &App, reminder: ReminderId) -> Option<String> {
    let mac = app.keyed_hash(&[b"answer", reminder.0.as_bytes()])?;
    URL_SAFE_NO_PAD.encode(mac).get(..CODE).map(str::to_owned)
}

/// Makes the links of a letter good. A second time nothing changes.
///
/// # Errors
/// A fault of the database.
pub async fn open(app: &App, office: OfficeId, reminder: ReminderId, items: &[u16]) -> Result<(), AppError> {
    let until = (app.now() + GOOD_FOR).timestamp_micros();
    // Without the installation's secret there are none.
    let links: Vec<(u16, String)> =
        items.iter().filter_map(|item| token(app, reminder, *item).map(|token| (*item, token))).collect();
    // A letter of many rows is one write to the disk, or few.
    for links in links.chunks(ROWS) {
        let sql = format!(
            "INSERT INTO tick_links (token, log_id, reminder_id, item, expires_at) VALUES {} ON CONFLICT (token) DO NOTHING",
            places(links.len(), 5)
        );
        let mut sql = sqlx::query(sqlx::AssertSqlSafe(sql)).persistent(false);
        for (item, token) in links {
            sql = sql.bind(digest(token)).bind(Id(office.0)).bind(Id(reminder.0)).bind(i64::from(*item)).bind(until);
        }
        sql.execute(app.log().writer()).await.map_err(|e| AppError::broken("make links", &e))?;
    }
    Ok(())
}

/// What is behind a link, good or over; none when there is no such link.
///
/// # Errors
/// A fault of the database.
pub async fn behind(app: &App, token: &str) -> Result<Option<Behind>, AppError> {
    let row: Option<Row> = sqlx::query_as(BEHIND)
        .bind(digest(token))
        .fetch_optional(app.log().reader())
        .await
        .map_err(|e| AppError::broken("find a link", &e))?;
    Ok(row.and_then(|row| {
        Some(Behind {
            office: OfficeId(row.log_id),
            reminder: ReminderId(row.reminder_id),
            item: u16::try_from(row.item).ok()?,
            until: DateTime::from_timestamp_micros(row.expires_at)?,
        })
    }))
}

/// Clears away links that are over for as long as they were good.
///
/// # Errors
/// A fault of the database.
pub async fn clear(app: &App) -> Result<(), AppError> {
    sqlx::query(CLEAR)
        .bind((app.now() - GOOD_FOR).timestamp_micros())
        .execute(app.log().writer())
        .await
        .map(drop)
        .map_err(|e| AppError::broken("clear links", &e))
}

fn digest(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}
