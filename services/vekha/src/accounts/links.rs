//! Links that sign in once, sent by letter: 32 random bytes, of which only the hash is kept.

use super::{Account, Row, digest};
use crate::app::{App, AppError};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration, Utc};
use sqlx::FromRow;
use uuid::Uuid;
use vekha_event_log::Id;

/// How long a link that was asked for is good.
const ASKED: Duration = Duration::minutes(15);
/// How long an invitation is good.
const INVITED: Duration = Duration::days(3);

/// What a link is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// Its owner asked for it.
    SignIn,
    /// The first sign-in to a new account, whose password is chosen then.
    Invitation,
}

/// A link as it goes into a letter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// What the address ends with. Kept nowhere.
    pub token: String,
    /// It is good until then.
    pub until: DateTime<Utc>,
}

/// Whose sign-in a link is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Opens {
    /// The account.
    pub account: Account,
    /// What for.
    pub purpose: Purpose,
}

#[derive(FromRow)]
struct Found {
    #[sqlx(flatten)]
    account: Row,
    invitation: i64,
}

impl From<Found> for Opens {
    fn from(found: Found) -> Opens {
        let purpose = if found.invitation != 0 { Purpose::Invitation } else { Purpose::SignIn };
        Opens { account: found.account.into(), purpose }
    }
}

fn broken(doing: &'static str) -> impl Fn(sqlx::Error) -> AppError {
    move |e| AppError::broken(doing, &e)
}

/// Makes a link; those that are over are cleared away. A new invitation takes the place of the old one.
///
/// # Errors
/// A fault of the database.
pub async fn make(app: &App, account: Uuid, purpose: Purpose) -> Result<Link, AppError> {
    let token = URL_SAFE_NO_PAD.encode(vekha_event_log::random_bytes::<32>());
    let invitation = purpose == Purpose::Invitation;
    let now = app.now();
    let until = now + if invitation { INVITED } else { ASKED };
    sqlx::query("DELETE FROM sign_in_links WHERE expires_at <= $1 OR ($2 AND account_id = $3 AND invitation = 1)")
        .bind(now.timestamp_micros())
        .bind(invitation)
        .bind(Id(account))
        .execute(app.log().writer())
        .await
        .map_err(broken("clear links"))?;
    sqlx::query(
        "INSERT INTO sign_in_links (token, account_id, invitation, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(digest(&token))
    .bind(Id(account))
    .bind(i64::from(invitation))
    .bind(now.timestamp_micros())
    .bind(until.timestamp_micros())
    .execute(app.log().writer())
    .await
    .map_err(broken("make a link"))?;
    Ok(Link { token, until })
}

/// Whose sign-in the link is, while it is good. Looking burns nothing.
///
/// # Errors
/// A fault of the database.
pub async fn look(app: &App, token: &str) -> Result<Option<Opens>, AppError> {
    let found: Option<Found> = sqlx::query_as(
        "SELECT a.account_id, a.login, a.log_id, a.person_id, l.invitation FROM sign_in_links l \
         JOIN accounts a ON a.account_id = l.account_id \
         WHERE l.token = $1 AND l.expires_at > $2 AND a.locked_at IS NULL",
    )
    .bind(digest(token))
    .bind(app.now().timestamp_micros())
    .fetch_optional(app.log().reader())
    .await
    .map_err(broken("find a link"))?;
    Ok(found.map(Opens::from))
}

/// Uses the link up: of two who try, one gets in.
///
/// # Errors
/// A fault of the database.
pub async fn take(app: &App, token: &str) -> Result<Option<Opens>, AppError> {
    let Some(opens) = look(app, token).await? else { return Ok(None) };
    let gone = sqlx::query("DELETE FROM sign_in_links WHERE token = $1 AND expires_at > $2")
        .bind(digest(token))
        .bind(app.now().timestamp_micros())
        .execute(app.log().writer())
        .await
        .map_err(broken("use a link"))?;
    Ok((gone.rows_affected() == 1).then_some(opens))
}

/// Takes back every link of the account.
///
/// # Errors
/// A fault of the database.
pub async fn forget(app: &App, account: Uuid) -> Result<(), AppError> {
    sqlx::query("DELETE FROM sign_in_links WHERE account_id = $1")
        .bind(Id(account))
        .execute(app.log().writer())
        .await
        .map(drop)
        .map_err(broken("forget links"))
}
