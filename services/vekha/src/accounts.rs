//! Accounts: who may sign in, with a password or a program's token. What a person may do comes from the log (roles).

pub mod links;
mod password;
pub mod roll;
pub mod rules;

use crate::app::{App, AppError};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use sqlx::FromRow;
use uuid::Uuid;
use vekha_domain::ids::{OfficeId, PersonId};
use vekha_event_log::Id;

/// An account that is open, by its login.
pub(crate) const BY_LOGIN: &str = "SELECT password, account_id, login, log_id, person_id FROM accounts \
                        WHERE login = $1 AND locked_at IS NULL AND password <> ''";
/// An account that is open, by its token's hash.
pub(crate) const BY_TOKEN: &str =
    "SELECT account_id, login, log_id, person_id FROM accounts WHERE api_token = $1 AND locked_at IS NULL";

/// What a new account needs.
#[derive(Clone)]
pub struct NewAccount {
    /// Name to sign in with; spaces around it and case do not matter.
    pub login: String,
    /// Password in clear, of which only the Argon2id hash is kept; none until its owner chooses one.
    pub password: Option<String>,
    /// The office the person belongs to.
    pub office: OfficeId,
    /// The actor of this account's commands; the log knows the roles.
    pub person: PersonId,
}

/// An account without its secrets.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Account {
    /// Its id.
    pub id: Uuid,
    /// Name to sign in with.
    pub login: String,
    /// The office the person belongs to.
    pub office: OfficeId,
    /// The person.
    pub person: PersonId,
}

#[derive(FromRow)]
pub(crate) struct Row {
    #[sqlx(try_from = "Id")]
    account_id: Uuid,
    login: String,
    #[sqlx(try_from = "Id")]
    log_id: Uuid,
    #[sqlx(try_from = "Id")]
    person_id: Uuid,
}

impl Row {
    pub(crate) fn id(&self) -> Uuid {
        self.account_id
    }
}

impl From<Row> for Account {
    fn from(row: Row) -> Account {
        Account { id: row.account_id, login: row.login, office: OfficeId(row.log_id), person: PersonId(row.person_id) }
    }
}

/// Makes an account.
///
/// # Errors
/// [`AppError::Conflict`] when the login is taken; a fault of the database.
pub async fn create(app: &App, new: NewAccount) -> Result<Account, AppError> {
    let login = normal(&new.login);
    let password = match new.password {
        Some(password) => password::hashed(password).await?,
        None => String::new(),
    };
    let id = app.ids().next();
    sqlx::query(
        "INSERT INTO accounts (account_id, login, password, person_id, log_id, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(Id(id))
    .bind(&login)
    .bind(password)
    .bind(Id(new.person.0))
    .bind(Id(new.office.0))
    .bind(app.now().timestamp_micros())
    .execute(app.log().writer())
    .await
    .map_err(|e| match e.as_database_error() {
        Some(database) if database.is_unique_violation() => AppError::Conflict,
        _ => AppError::broken("make an account", &e),
    })?;
    Ok(Account { id, login, office: new.office, person: new.person })
}

/// Gives the account a new token for programs; the old one is worth nothing from now on. The token is shown once.
///
/// # Errors
/// A fault of the database.
pub async fn issue_token(app: &App, account: Uuid) -> Result<String, AppError> {
    let token = format!("vekha_{}", URL_SAFE_NO_PAD.encode(vekha_event_log::random_bytes::<32>()));
    sqlx::query("UPDATE accounts SET api_token = $1 WHERE account_id = $2")
        .bind(digest(&token))
        .bind(Id(account))
        .execute(app.log().writer())
        .await
        .map_err(|e| AppError::broken("issue a token", &e))?;
    Ok(token)
}

/// Takes the account's token for programs away.
///
/// # Errors
/// A fault of the database.
pub async fn revoke_token(app: &App, account: Uuid) -> Result<(), AppError> {
    sqlx::query("UPDATE accounts SET api_token = NULL WHERE account_id = $1")
        .bind(Id(account))
        .execute(app.log().writer())
        .await
        .map(drop)
        .map_err(|e| AppError::broken("revoke a token", &e))
}

/// Has the account a token for programs?
///
/// # Errors
/// A fault of the database.
pub async fn has_token(app: &App, account: Uuid) -> Result<bool, AppError> {
    sqlx::query("SELECT 1 FROM accounts WHERE account_id = $1 AND api_token IS NOT NULL")
        .bind(Id(account))
        .fetch_optional(app.log().reader())
        .await
        .map(|found| found.is_some())
        .map_err(|e| AppError::broken("look for a token", &e))
}

/// Gives the account another password; links that were sent are worth nothing from now on.
///
/// # Errors
/// A fault of the database.
pub async fn set_password(app: &App, account: Uuid, password: String) -> Result<(), AppError> {
    let password = password::hashed(password).await?;
    sqlx::query("UPDATE accounts SET password = $1 WHERE account_id = $2")
        .bind(password)
        .bind(Id(account))
        .execute(app.log().writer())
        .await
        .map_err(|e| AppError::broken("set a password", &e))?;
    links::forget(app, account).await
}

/// The account of this login and password, unless it is closed. An unknown login takes as long as a wrong password.
///
/// # Errors
/// A fault of the database.
pub async fn check(app: &App, login: &str, password: &str) -> Result<Option<Account>, AppError> {
    let found: Option<(String, Id, String, Id, Id)> = sqlx::query_as(BY_LOGIN)
        .bind(normal(login))
        .fetch_optional(app.log().reader())
        .await
        .map_err(|e| AppError::broken("find an account", &e))?;
    let (stored, account) = match found {
        Some((stored, id, login, office, person)) => {
            let row = Row { account_id: id.0, login, log_id: office.0, person_id: person.0 };
            (Some(stored), Some(Account::from(row)))
        }
        None => (None, None),
    };
    let right = password::verified(stored, password.to_owned()).await?;
    Ok(account.filter(|_| right))
}

/// The account a program's token belongs to.
///
/// # Errors
/// A fault of the database.
pub async fn by_token(app: &App, token: &str) -> Result<Option<Account>, AppError> {
    let row: Option<Row> = sqlx::query_as(BY_TOKEN)
        .bind(digest(token))
        .fetch_optional(app.log().reader())
        .await
        .map_err(|e| AppError::broken("find a token", &e))?;
    Ok(row.map(Account::from))
}

/// The account with this login.
///
/// # Errors
/// A fault of the database.
pub async fn by_login(app: &App, login: &str) -> Result<Option<Account>, AppError> {
    let row: Option<Row> = sqlx::query_as("SELECT account_id, login, log_id, person_id FROM accounts WHERE login = $1")
        .bind(normal(login))
        .fetch_optional(app.log().reader())
        .await
        .map_err(|e| AppError::broken("find a login", &e))?;
    Ok(row.map(Account::from))
}

/// What is stored of a cookie or token.
pub(crate) fn digest(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// A login as it is stored.
pub(crate) fn normal(login: &str) -> String {
    login.trim().to_lowercase()
}
