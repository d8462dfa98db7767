//! Signing in and out: the password checked at a bearable pace, the cookie given and taken.

use super::{Site, access, fault::Fault, session};
use crate::accounts;
use axum::http::{HeaderMap, HeaderValue, header};
use std::{net::IpAddr, time::Instant};

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
    let login = accounts::normal(login);
    let address = from.to_string();
    let familiar = session::familiar(&site.app, &login, &address).await?;
    if !site.throttle.allows(&login, from, familiar, Instant::now()) {
        return Err(Fault::TooMany);
    }
    let Some(account) = accounts::check(&site.app, &login, password).await? else {
        return Ok(None);
    };
    site.throttle.succeeded(&login, from, familiar);
    let agent = headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default();
    // A cookie that was there before is of no use any more: the session is a new one.
    if let Some(old) = access::cookie(headers, site.transport.cookie()) {
        session::end(&site.app, old).await?;
    }
    let cookie = session::begin(&site.app, account.id, &address, agent).await?;
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
