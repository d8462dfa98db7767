//! Calendars that people subscribed to: one secret address for an account, only its hash in the table.

use crate::{
    accounts::{Account, Row, digest},
    app::{App, AppError},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use uuid::Uuid;
use vekha_event_log::Id;

/// Whose calendar it is, by the hash of its secret.
pub(crate) const OWNER: &str = "SELECT a.account_id, a.login, a.log_id, a.person_id FROM calendar_feeds f \
                     JOIN accounts a ON a.account_id = f.account_id WHERE f.token = $1";

fn broken(doing: &'static str) -> impl Fn(sqlx::Error) -> AppError {
    move |e| AppError::broken(doing, &e)
}

/// Gives the account a calendar under a new secret; the old one opens nothing from now on. The secret is shown once.
///
/// # Errors
/// A fault of the database.
pub async fn make(app: &App, account: Uuid) -> Result<String, AppError> {
    let token = URL_SAFE_NO_PAD.encode(vekha_event_log::random_bytes::<32>());
    sqlx::query(
        "INSERT INTO calendar_feeds (account_id, token, created_at) VALUES ($1, $2, $3) \
         ON CONFLICT (account_id) DO UPDATE SET token = excluded.token, created_at = excluded.created_at",
    )
    .bind(Id(account))
    .bind(digest(&token))
    .bind(app.now().timestamp_micros())
    .execute(app.log().writer())
    .await
    .map_err(broken("make a calendar"))?;
    Ok(token)
}

/// The account's calendar opens nothing from now on.
///
/// # Errors
/// A fault of the database.
pub async fn revoke(app: &App, account: Uuid) -> Result<(), AppError> {
    sqlx::query("DELETE FROM calendar_feeds WHERE account_id = $1")
        .bind(Id(account))
        .execute(app.log().writer())
        .await
        .map(drop)
        .map_err(broken("revoke a calendar"))
}

/// Since when the account has a calendar; none when it has not.
///
/// # Errors
/// A fault of the database.
pub async fn since(app: &App, account: Uuid) -> Result<Option<DateTime<Utc>>, AppError> {
    let found: Option<i64> = sqlx::query_scalar("SELECT created_at FROM calendar_feeds WHERE account_id = $1")
        .bind(Id(account))
        .fetch_optional(app.log().reader())
        .await
        .map_err(broken("look for a calendar"))?;
    Ok(found.map(|at| DateTime::from_timestamp_micros(at).unwrap_or_default()))
}

/// Whose calendar this secret opens.
///
/// # Errors
/// A fault of the database.
pub async fn owner(app: &App, token: &str) -> Result<Option<Account>, AppError> {
    let row: Option<Row> = sqlx::query_as(OWNER)
        .bind(digest(token))
        .fetch_optional(app.log().reader())
        .await
        .map_err(broken("find a calendar"))?;
    Ok(row.map(Account::from))
}
