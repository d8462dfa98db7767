//! Signing in and out: the password checked at a bearable pace, the cookie given and taken.

use super::{
    Site, access,
    fault::Fault,
    session::{self, Came},
};
use crate::accounts::{self, Account};
use axum::http::{HeaderMap, HeaderValue, header};
use std::{net::IpAddr, time::Instant};
use uuid::Uuid;

/// The `Set-Cookie` of a new session; none when login or password is wrong.
///
/// # Errors
/// [`Fault::TooMany`] when this account or address failed too often; a fault of the database.
pub async fn sign_in(
    site: &Site,
    login: &str,
    password: &str,
    from: IpAddr,
    headers: &HeaderMap,
) -> Result<Option<HeaderValue>, Fault> {
    match proven(site, login, password, from).await? {
        Some(account) => begun(site, account.id, from, headers, false).await,
        None => Ok(None),
    }
}

/// The account of this login and password; none when one of them is wrong.
///
/// # Errors
/// As [`sign_in`].
pub async fn proven(site: &Site, login: &str, password: &str, from: IpAddr) -> Result<Option<Account>, Fault> {
    let login = accounts::normal(login);
    let familiar = session::familiar(&site.app, &login, &from.to_string()).await?;
    if !site.throttle.allows(&login, from, familiar, Instant::now()) {
        return Err(Fault::TooMany);
    }
    let account = accounts::check(&site.app, &login, password).await?;
    if account.is_some() {
        site.throttle.succeeded(&login, from, familiar);
    }
    Ok(account)
}

/// The `Set-Cookie` of a new session of this account, which has proven to be its owner's: with a password or by a link.
///
/// # Errors
/// A fault of the database.
pub async fn begun(
    site: &Site,
    account: Uuid,
    from: IpAddr,
    headers: &HeaderMap,
    by_link: bool,
) -> Result<Option<HeaderValue>, Fault> {
    let agent = headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default();
    // A cookie that was there before is of no use any more: the session is a new one.
    if let Some(old) = access::cookie(headers, site.transport.cookie()) {
        session::end(&site.app, old).await?;
    }
    let came = Came { address: &from.to_string(), agent, by_link };
    let cookie = session::begin(&site.app, account, came).await?;
    Ok(HeaderValue::from_str(&format!("{}={cookie}; {}", site.transport.cookie(), site.transport.attributes())).ok())
}

/// Ends the session of the request; the `Set-Cookie` that takes the cookie away.
///
/// # Errors
/// A fault of the database.
pub async fn sign_out(site: &Site, headers: &HeaderMap) -> Result<Option<HeaderValue>, Fault> {
    if let Some(cookie) = access::cookie(headers, site.transport.cookie()) {
        session::end(&site.app, cookie).await?;
    }
    Ok(HeaderValue::from_str(&format!("{}=; Max-Age=0; {}", site.transport.cookie(), site.transport.attributes())).ok())
}
