//! Sign-ins that were begun and not finished: kept by the hash of a cookie, good once and for ten minutes. Any copy of the program finishes
//! what another has begun.

use crate::{
    accounts::digest,
    app::{App, AppError},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

/// How long a sign-in that was begun may take.
pub const LIFETIME: Duration = Duration::minutes(10);
/// Kept at most; beyond it the oldest give way, so that nobody fills the database.
const MOST: i64 = 10_000;
/// Longest place to return to, in bytes.
const LONGEST_PLACE: usize = 2_000;

/// What the program must know when somebody comes back.
#[derive(Clone, Serialize, Deserialize)]
pub struct Begun {
    /// What the provider gives back unchanged.
    pub state: String,
    /// What the ID token must repeat.
    pub nonce: String,
    /// What proves to the provider that who asks for the tokens is who began (PKCE).
    pub verifier: String,
    /// Where to go afterwards.
    pub to: String,
}

impl Begun {
    /// A new one with chance of its own.
    pub fn new(to: &str) -> Begun {
        let to = if to.len() > LONGEST_PLACE { "/" } else { to };
        Begun { state: secret(), nonce: secret(), verifier: secret(), to: to.to_owned() }
    }
}

/// 32 random bytes as text.
fn secret() -> String {
    URL_SAFE_NO_PAD.encode(vekha_event_log::random_bytes::<32>())
}

fn broken(doing: &'static str) -> impl Fn(sqlx::Error) -> AppError {
    move |e| AppError::broken(doing, &e)
}

/// Keeps it and returns the value of its cookie; those that are over are cleared away.
///
/// # Errors
/// A fault of the database.
pub async fn keep(app: &App, begun: &Begun, now: DateTime<Utc>) -> Result<String, AppError> {
    let cookie = secret();
    let sql = "DELETE FROM begun_sign_ins WHERE begun_at <= $1 OR begun_at < \
               (SELECT begun_at FROM begun_sign_ins ORDER BY begun_at DESC LIMIT 1 OFFSET $2)";
    let cleared = sqlx::query(sql).bind((now - LIFETIME).timestamp_micros()).bind(MOST).execute(app.log().writer());
    cleared.await.map_err(broken("clear sign-ins"))?;
    let text = serde_json::to_string(begun).map_err(|e| AppError::broken("begin a sign-in", &e))?;
    sqlx::query("INSERT INTO begun_sign_ins (cookie, begun, begun_at) VALUES ($1, $2, $3)")
        .bind(digest(&cookie))
        .bind(text)
        .bind(now.timestamp_micros())
        .execute(app.log().writer())
        .await
        .map_err(broken("begin a sign-in"))?;
    Ok(cookie)
}

/// Takes it away; none when it is over, was taken, or was begun with another `state`.
///
/// # Errors
/// A fault of the database.
pub async fn take(app: &App, cookie: &str, state: &str, now: DateTime<Utc>) -> Result<Option<Begun>, AppError> {
    let sql = "DELETE FROM begun_sign_ins WHERE cookie = $1 RETURNING begun, begun_at";
    let taken: Option<(String, i64)> = sqlx::query_as(sql)
        .bind(digest(cookie))
        .fetch_optional(app.log().writer())
        .await
        .map_err(broken("finish a sign-in"))?;
    let Some((text, since)) = taken else { return Ok(None) };
    let begun: Begun = serde_json::from_str(&text).map_err(|e| AppError::broken("finish a sign-in", &e))?;
    let same: bool = begun.state.as_bytes().ct_eq(state.as_bytes()).into();
    Ok((same && since > (now - LIFETIME).timestamp_micros()).then_some(begun))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::tests::Town;
    use vekha_event_log::places;

    #[tokio::test]
    async fn however_many_begin_the_oldest_give_way_and_the_newest_finish() {
        let town = Town::new().await;
        let (app, now) = (&town.app, town.app.now());
        for from in (0..MOST + 500).step_by(500) {
            let sql = format!("INSERT INTO begun_sign_ins (cookie, begun, begun_at) VALUES {}", places(500, 3));
            let mut sql = sqlx::query(sqlx::AssertSqlSafe(sql)).persistent(false);
            for n in from..from + 500 {
                sql = sql.bind(digest(&n.to_string())).bind("").bind(now.timestamp_micros() - 20_000 + n);
            }
            sql.execute(app.log().writer()).await.unwrap();
        }
        let begun = Begun::new("/");
        let cookie = keep(app, &begun, now).await.unwrap();
        let many: i64 =
            sqlx::query_scalar("SELECT count(*) FROM begun_sign_ins").fetch_one(app.log().reader()).await.unwrap();
        assert!(many <= MOST + 2, "{many}");
        assert!(take(app, &cookie, &begun.state, now).await.unwrap().is_some());
        assert!(take(app, &cookie, &begun.state, now).await.unwrap().is_none(), "once");
        keep(app, &begun, now + LIFETIME).await.unwrap();
        let left: i64 =
            sqlx::query_scalar("SELECT count(*) FROM begun_sign_ins").fetch_one(app.log().reader()).await.unwrap();
        assert_eq!(left, 1);
    }

    #[test]
    fn a_place_too_long_to_keep_is_the_first_page() {
        assert_eq!(Begun::new(&format!("/{}", "x".repeat(LONGEST_PLACE))).to, "/");
        assert_eq!(Begun::new("/a").to, "/a");
    }
}
