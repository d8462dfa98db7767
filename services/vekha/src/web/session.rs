//! Signed-in browsers: a random cookie, its hash in the table, an idle and an absolute time-out.

use crate::{
    accounts::{Account, Row, digest},
    app::{App, AppError},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration, Utc};
use sqlx::FromRow;
use uuid::Uuid;
use vekha_event_log::Id;

/// A session nobody used for so long is over.
pub const IDLE: Duration = Duration::hours(12);
/// Every session is over after so long.
pub const ABSOLUTE: Duration = Duration::days(7);
/// `seen_at` is written at most so often: reading a page need not touch the disk.
const RENEW: Duration = Duration::minutes(5);

/// Whoever came by a link may choose a password without the old one for so long.
const FRESH: Duration = Duration::minutes(15);

/// A session with its account, by its cookie's hash.
pub(crate) const FIND: &str = "SELECT a.account_id, a.login, a.log_id, a.person_id, s.seen_at FROM sessions s \
                    JOIN accounts a ON a.account_id = s.account_id \
                    WHERE s.cookie = $1 AND s.seen_at >= $2 AND s.created_at >= $3 AND a.locked_at IS NULL";
/// The same one, used.
pub(crate) const RENEWED: &str = "UPDATE sessions SET seen_at = $1 WHERE cookie = $2";
/// Its account, used.
pub(crate) const SEEN: &str = "UPDATE accounts SET seen_at = $1 WHERE account_id = $2";

/// How somebody came.
#[derive(Clone, Copy, Debug)]
pub struct Came<'a> {
    /// The address.
    pub address: &'a str,
    /// The browser's own words.
    pub agent: &'a str,
    /// By a link instead of a password.
    pub by_link: bool,
}

/// One of one's sessions, for the list.
#[derive(FromRow, Clone, Debug)]
pub struct Seen {
    /// Hash of its cookie.
    pub cookie: Vec<u8>,
    /// Microseconds since 1970, UTC.
    pub created_at: i64,
    /// Microseconds since 1970, UTC.
    pub seen_at: i64,
    /// Where it came from.
    pub address: String,
    /// The browser.
    pub agent: String,
}

fn broken(doing: &'static str) -> impl Fn(sqlx::Error) -> AppError {
    move |e| AppError::broken(doing, &e)
}

/// Begins a session and returns the cookie's value; sessions that are over are cleared away.
///
/// # Errors
/// A fault of the database.
pub async fn begin(app: &App, account: Uuid, from: Came<'_>) -> Result<String, AppError> {
    let cookie = URL_SAFE_NO_PAD.encode(vekha_event_log::random_bytes::<32>());
    let now = app.now();
    sqlx::query("DELETE FROM sessions WHERE seen_at < $1 OR created_at < $2")
        .bind((now - IDLE).timestamp_micros())
        .bind((now - ABSOLUTE).timestamp_micros())
        .execute(app.log().writer())
        .await
        .map_err(broken("clear sessions"))?;
    sqlx::query(
        "INSERT INTO sessions (cookie, account_id, created_at, seen_at, address, agent, by_link) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(digest(&cookie))
    .bind(Id(account))
    .bind(now.timestamp_micros())
    .bind(now.timestamp_micros())
    .bind(from.address)
    .bind(from.agent.chars().take(200).collect::<String>())
    .bind(i64::from(from.by_link))
    .execute(app.log().writer())
    .await
    .map_err(broken("begin a session"))?;
    seen(app, account).await?;
    Ok(cookie)
}

/// Whose session this cookie is, unless it is over.
///
/// # Errors
/// A fault of the database.
pub async fn find(app: &App, cookie: &str) -> Result<Option<Account>, AppError> {
    #[derive(FromRow)]
    struct Found {
        #[sqlx(flatten)]
        account: Row,
        seen_at: i64,
    }
    let now = app.now();
    let found: Option<Found> = sqlx::query_as(FIND)
        .bind(digest(cookie))
        .bind((now - IDLE).timestamp_micros())
        .bind((now - ABSOLUTE).timestamp_micros())
        .fetch_optional(app.log().reader())
        .await
        .map_err(broken("find a session"))?;
    let Some(found) = found else { return Ok(None) };
    if found.seen_at < (now - RENEW).timestamp_micros() {
        sqlx::query(RENEWED)
            .bind(now.timestamp_micros())
            .bind(digest(cookie))
            .execute(app.log().writer())
            .await
            .map_err(broken("renew a session"))?;
        seen(app, found.account.id()).await?;
    }
    Ok(Some(found.account.into()))
}

/// Notes for the roll of accounts that its owner is there.
async fn seen(app: &App, account: Uuid) -> Result<(), AppError> {
    sqlx::query(SEEN)
        .bind(app.now().timestamp_micros())
        .bind(Id(account))
        .execute(app.log().writer())
        .await
        .map(drop)
        .map_err(broken("note who is there"))
}

/// Did the session of this cookie begin with a link a little while ago?
///
/// # Errors
/// A fault of the database.
pub async fn fresh_by_link(app: &App, cookie: &str) -> Result<bool, AppError> {
    sqlx::query("SELECT 1 FROM sessions WHERE cookie = $1 AND by_link = 1 AND created_at > $2")
        .bind(digest(cookie))
        .bind((app.now() - FRESH).timestamp_micros())
        .fetch_optional(app.log().reader())
        .await
        .map(|found| found.is_some())
        .map_err(broken("look at a session"))
}

/// Ends the session of this cookie.
///
/// # Errors
/// A fault of the database.
pub async fn end(app: &App, cookie: &str) -> Result<(), AppError> {
    end_hashed(app, None, &digest(cookie)).await.map(drop)
}

/// Ends a session of the account by the hash that its list shows; false when it has none such.
///
/// # Errors
/// A fault of the database.
pub async fn end_hashed(app: &App, account: Option<Uuid>, cookie: &[u8]) -> Result<bool, AppError> {
    sqlx::query("DELETE FROM sessions WHERE cookie = $1 AND ($2 IS NULL OR account_id = $2)")
        .bind(cookie)
        .bind(account.map(Id))
        .execute(app.log().writer())
        .await
        .map(|ended| ended.rows_affected() > 0)
        .map_err(broken("end a session"))
}

/// The account's live sessions, newest first.
///
/// # Errors
/// A fault of the database.
pub async fn list(app: &App, account: Uuid) -> Result<Vec<Seen>, AppError> {
    let now = app.now();
    sqlx::query_as(
        "SELECT cookie, created_at, seen_at, address, agent FROM sessions \
         WHERE account_id = $1 AND seen_at >= $2 AND created_at >= $3 ORDER BY seen_at DESC",
    )
    .bind(Id(account))
    .bind((now - IDLE).timestamp_micros())
    .bind((now - ABSOLUTE).timestamp_micros())
    .fetch_all(app.log().reader())
    .await
    .map_err(broken("list sessions"))
}

/// Was this account signed in to from this address before? Its owner then keeps a way in while others guess.
///
/// # Errors
/// A fault of the database.
pub async fn familiar(app: &App, login: &str, address: &str) -> Result<bool, AppError> {
    let found: Option<(i64,)> = sqlx::query_as(
        "SELECT 1 FROM sessions s JOIN accounts a ON a.account_id = s.account_id WHERE a.login = $1 AND s.address = $2 LIMIT 1",
    )
    .bind(login)
    .bind(address)
    .fetch_optional(app.log().reader())
    .await
    .map_err(broken("look for a session"))?;
    Ok(found.is_some())
}

/// The demonstration's clock moved: sessions move with it, so that nobody is signed out by it.
///
/// # Errors
/// A fault of the database.
pub async fn shift(app: &App, from: DateTime<Utc>, to: DateTime<Utc>) -> Result<(), AppError> {
    let by = to.timestamp_micros() - from.timestamp_micros();
    sqlx::query("UPDATE sessions SET created_at = created_at + $1, seen_at = seen_at + $1")
        .bind(by)
        .execute(app.log().writer())
        .await
        .map(drop)
        .map_err(broken("move sessions"))
}
