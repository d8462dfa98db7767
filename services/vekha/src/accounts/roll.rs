//! The roll of an office's accounts: who can sign in, who was last there, and whose account is closed.

use super::{Account, Row};
use crate::app::{App, AppError};
use chrono::{DateTime, Utc};
use sqlx::FromRow;
use uuid::Uuid;
use vekha_domain::ids::OfficeId;
use vekha_event_log::Id;

/// An account as those who keep accounts see it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    /// The account.
    pub account: Account,
    /// It cannot be signed in to.
    pub locked: bool,
    /// Its owner has not chosen a password yet.
    pub invited: bool,
    /// When its owner was last there.
    pub seen: Option<DateTime<Utc>>,
    /// How many sessions are open, those that timed out and were not cleared away among them.
    pub sessions: i64,
}

#[derive(FromRow)]
struct Line {
    #[sqlx(flatten)]
    account: Row,
    locked_at: Option<i64>,
    invited: i64,
    seen_at: Option<i64>,
    sessions: i64,
}

impl From<Line> for Listed {
    fn from(line: Line) -> Listed {
        Listed {
            account: line.account.into(),
            locked: line.locked_at.is_some(),
            invited: line.invited != 0,
            seen: line.seen_at.and_then(DateTime::from_timestamp_micros),
            sessions: line.sessions,
        }
    }
}

fn broken(doing: &'static str) -> impl Fn(sqlx::Error) -> AppError {
    move |e| AppError::broken(doing, &e)
}

/// All accounts of the office, by login; or the one with this id.
async fn lines(app: &App, office: OfficeId, only: Option<Uuid>) -> Result<Vec<Listed>, AppError> {
    let lines: Vec<Line> = sqlx::query_as(
        "SELECT a.account_id, a.login, a.log_id, a.person_id, a.locked_at, a.seen_at, \
         CASE WHEN a.password = '' THEN 1 ELSE 0 END AS invited, \
         (SELECT COUNT(*) FROM sessions s WHERE s.account_id = a.account_id) AS sessions \
         FROM accounts a WHERE a.log_id = $1 AND ($2 IS NULL OR a.account_id = $2) ORDER BY a.login",
    )
    .bind(Id(office.0))
    .bind(only.map(Id))
    .fetch_all(app.log().reader())
    .await
    .map_err(broken("list accounts"))?;
    Ok(lines.into_iter().map(Listed::from).collect())
}

/// All accounts of the office, by login.
///
/// # Errors
/// A fault of the database.
pub async fn list(app: &App, office: OfficeId) -> Result<Vec<Listed>, AppError> {
    lines(app, office, None).await
}

/// The office's account of this id; another office's is none.
///
/// # Errors
/// A fault of the database.
pub async fn of_office(app: &App, office: OfficeId, account: Uuid) -> Result<Option<Listed>, AppError> {
    Ok(lines(app, office, Some(account)).await?.pop())
}

/// Every account that is open, of any office.
///
/// # Errors
/// A fault of the database.
pub async fn open(app: &App) -> Result<Vec<Account>, AppError> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT account_id, login, log_id, person_id FROM accounts WHERE locked_at IS NULL ORDER BY log_id, login",
    )
    .fetch_all(app.log().reader())
    .await
    .map_err(broken("list open accounts"))?;
    Ok(rows.into_iter().map(Account::from).collect())
}

/// The account with this login, unless it is closed.
///
/// # Errors
/// A fault of the database.
pub async fn by_login(app: &App, login: &str) -> Result<Option<Account>, AppError> {
    let row: Option<Row> = sqlx::query_as(
        "SELECT account_id, login, log_id, person_id FROM accounts WHERE login = $1 AND locked_at IS NULL",
    )
    .bind(super::normal(login))
    .fetch_optional(app.log().reader())
    .await
    .map_err(broken("find an open account"))?;
    Ok(row.map(Account::from))
}

/// Is there no account at all, in any office?
///
/// # Errors
/// A fault of the database.
pub async fn is_empty(app: &App) -> Result<bool, AppError> {
    sqlx::query("SELECT 1 FROM accounts LIMIT 1")
        .fetch_optional(app.log().reader())
        .await
        .map(|any| any.is_none())
        .map_err(broken("look for accounts"))
}

/// Closes an account: its sessions and links end, its token is worth nothing while it is closed.
///
/// # Errors
/// A fault of the database.
pub async fn lock(app: &App, account: Uuid) -> Result<(), AppError> {
    // Closed before its sessions end: no new one comes between.
    sqlx::query("UPDATE accounts SET locked_at = $1 WHERE account_id = $2 AND locked_at IS NULL")
        .bind(app.now().timestamp_micros())
        .bind(Id(account))
        .execute(app.log().writer())
        .await
        .map_err(broken("close an account"))?;
    super::links::forget(app, account).await?;
    end_sessions(app, account, None).await
}

/// Opens a closed account again. A session that began in the moment it was closed does not come back with it.
///
/// # Errors
/// A fault of the database.
pub async fn unlock(app: &App, account: Uuid) -> Result<(), AppError> {
    end_sessions(app, account, None).await?;
    sqlx::query("UPDATE accounts SET locked_at = NULL WHERE account_id = $1")
        .bind(Id(account))
        .execute(app.log().writer())
        .await
        .map(drop)
        .map_err(broken("open an account"))
}

/// Ends every session of the account but the one of the cookie's hash.
///
/// # Errors
/// A fault of the database.
pub async fn end_sessions(app: &App, account: Uuid, but: Option<&[u8]>) -> Result<(), AppError> {
    sqlx::query("DELETE FROM sessions WHERE account_id = $1 AND ($2 IS NULL OR cookie <> $2)")
        .bind(Id(account))
        .bind(but)
        .execute(app.log().writer())
        .await
        .map(drop)
        .map_err(broken("end sessions"))
}
