//! Signing in through a provider of OpenID Connect: there, back, and what is said when it came to nothing.

use super::{
    super::{
        Site,
        access::{self, visitor_of},
        fault::{Fault, language},
        letters,
        proxies::Peer,
        security::Transport,
        sign_in,
    },
    Frame,
    asked::with_query,
    show, signin,
};
use crate::{
    accounts::{self, Account, roll},
    oidc::{Begun, Failed, LIFETIME, Told, Way, pending},
    wording::Lang,
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use std::net::IpAddr;

/// Longest code of a provider's refusal that is logged, in characters.
const LONGEST: usize = 100;

/// Why nobody is in.
#[derive(Debug)]
enum Reason {
    /// The provider does not answer.
    Silent,
    /// Its answer cannot be believed.
    Untrusted,
    /// The person or the provider said no.
    Denied,
    /// The attempt is over, used up, or another browser's.
    Over,
    /// No account that is open.
    Nobody(Told),
    /// There would be an address, but the provider has not made sure of it.
    Unverified(Told),
    /// More than one account has the address.
    Several(Told),
}

impl From<Failed> for Reason {
    fn from(failed: Failed) -> Reason {
        match failed {
            Failed::Silent => Reason::Silent,
            Failed::Untrusted => Reason::Untrusted,
        }
    }
}

#[derive(Template)]
#[template(path = "signin_oidc.html")]
struct NotIn {
    frame: Frame,
    heading: String,
    sentence: String,
    /// As whom the provider knows the person, for the coordinator.
    whom: Option<String>,
    back: String,
}

/// Where to go afterwards.
#[derive(Deserialize)]
pub struct Wanted {
    to: Option<String>,
}

/// To the provider.
pub async fn there(
    State(site): State<Site>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let way = site.oidc.as_deref().ok_or(Fault::NotFound)?;
    let to = signin::within(&wanted.to.unwrap_or_default());
    match way.provider.begin(&to).await {
        Ok((url, begun)) => {
            let cookie = pending::keep(&site.app, &begun, site.app.now()).await?;
            let set = cookie_with(site.transport, &cookie, LIFETIME.num_seconds());
            Ok(([(header::SET_COOKIE, set)], Redirect::to(url.as_str())).into_response())
        }
        Err(failed) => not_in(language(&headers), &to, failed.into()),
    }
}

/// What the provider sends people back with.
#[derive(Deserialize)]
pub struct Answer {
    state: Option<String>,
    code: Option<String>,
    error: Option<String>,
}

/// Back from the provider.
pub async fn back(
    State(site): State<Site>,
    Peer(from): Peer,
    Query(answer): Query<Answer>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let way = site.oidc.as_deref().ok_or(Fault::NotFound)?;
    let lang = language(&headers);
    let cookie = access::cookie(&headers, cookie_name(site.transport)).unwrap_or_default();
    let state = answer.state.as_deref().unwrap_or_default();
    let Some(begun) = pending::take(&site.app, cookie, state, site.app.now()).await? else {
        return not_in(lang, "/", Reason::Over);
    };
    match came(&site, way, answer, &begun, from).await? {
        Ok(account) => let_in(&site, &account, from, &headers, &begun.to).await,
        Err(reason) => not_in(lang, &begun.to, reason),
    }
}

/// The account of whoever came back.
async fn came(
    site: &Site,
    way: &Way,
    answer: Answer,
    begun: &Begun,
    from: IpAddr,
) -> Result<Result<Account, Reason>, Fault> {
    if let Some(error) = answer.error {
        let error: String = error.chars().take(LONGEST).collect();
        tracing::info!(?error, %from, "the provider of OpenID Connect let nobody in");
        return Ok(Err(match error.as_str() {
            "server_error" | "temporarily_unavailable" => Reason::Silent,
            "access_denied" | "login_required" | "interaction_required" | "consent_required" => Reason::Denied,
            _ => Reason::Untrusted,
        }));
    }
    let Some(code) = answer.code else { return Ok(Err(Reason::Untrusted)) };
    match way.provider.finish(code, begun, site.app.now()).await {
        Ok(told) => account_of(site, told).await,
        Err(failed) => Ok(Err(failed.into())),
    }
}

/// The open account of whom the provider vouches for: by the login, or else by an address the provider has made sure of.
/// No account is ever made here.
async fn account_of(site: &Site, told: Told) -> Result<Result<Account, Reason>, Fault> {
    if let Some(login) = &told.login
        && let Some(account) = accounts::by_login(&site.app, login).await?
    {
        // A closed account stays closed, whatever other account has the same address.
        let open = roll::by_login(&site.app, &account.login).await?;
        return Ok(welcome(site, open.into_iter().collect()).await?.pop().ok_or(Reason::Nobody(told)));
    }
    let Some(email) = told.email.as_deref().map(str::trim).filter(|email| !email.is_empty()) else {
        return Ok(Err(Reason::Nobody(told)));
    };
    if !told.email_verified {
        return Ok(Err(Reason::Unverified(told)));
    }
    let mut found = welcome(site, letters::by_address(site, email).await?).await?;
    let first = found.pop();
    Ok(match first {
        Some(account) if found.is_empty() => Ok(account),
        Some(_) => Err(Reason::Several(told)),
        None => Err(Reason::Nobody(told)),
    })
}

/// Those of the accounts whose people still have something to do here.
async fn welcome(site: &Site, found: Vec<Account>) -> Result<Vec<Account>, Fault> {
    let mut welcome = Vec::new();
    for account in found {
        let known = site.app.office(account.office).await?;
        if visitor_of(account.clone(), &known, false).is_some() {
            welcome.push(account);
        }
    }
    Ok(welcome)
}

/// Begins the session and leads to the page that was wanted.
async fn let_in(
    site: &Site,
    account: &Account,
    from: IpAddr,
    headers: &HeaderMap,
    to: &str,
) -> Result<Response, Fault> {
    let cookie = sign_in::begun(site, account.id, from, headers, false).await?;
    tracing::info!(account = %account.id, login = account.login, %from, "signed in by OpenID Connect");
    let gone = (header::SET_COOKIE, cookie_with(site.transport, "", 0));
    Ok(match cookie {
        Some(cookie) => {
            let cookies = AppendHeaders([(header::SET_COOKIE, cookie)]);
            (AppendHeaders([gone]), cookies, Redirect::to(&signin::within(to))).into_response()
        }
        None => Redirect::to("/signin").into_response(),
    })
}

/// Says why nobody is in and what to do.
fn not_in(lang: Lang, to: &str, reason: Reason) -> Result<Response, Fault> {
    let (status, code, told) = match reason {
        // Not ours to be ashamed of: nothing of this program is broken when the provider is.
        Reason::Silent => (StatusCode::FAILED_DEPENDENCY, "silent", None),
        Reason::Untrusted => (StatusCode::FORBIDDEN, "untrusted", None),
        Reason::Denied => (StatusCode::FORBIDDEN, "denied", None),
        Reason::Over => (StatusCode::GONE, "over", None),
        Reason::Nobody(told) => (StatusCode::FORBIDDEN, "nobody", Some(told)),
        Reason::Unverified(told) => (StatusCode::FORBIDDEN, "unverified", Some(told)),
        Reason::Several(told) => (StatusCode::FORBIDDEN, "several", Some(told)),
    };
    tracing::info!(reason = code, "nobody was signed in by OpenID Connect");
    let known: Vec<String> =
        told.map(|told| [told.login, told.email].into_iter().flatten().collect()).unwrap_or_default();
    let page = NotIn {
        frame: Frame::bare(lang),
        heading: lang.say(&format!("oidc-{code}")),
        sentence: lang.say(&format!("oidc-{code}-note")),
        whom: (!known.is_empty()).then(|| lang.say_with("oidc-whom", [("whom", known.join(", ").into())])),
        back: with_query("/signin", (to != "/").then_some(("to", to)).into_iter()),
    };
    show(lang, status, &page)
}

fn cookie_name(transport: Transport) -> &'static str {
    match transport {
        Transport::Plain => "vekha-oidc",
        Transport::Tls => "__Host-vekha-oidc",
    }
}

fn cookie_with(transport: Transport, value: &str, seconds: i64) -> String {
    format!("{}={value}; Max-Age={seconds}; {}", cookie_name(transport), transport.attributes())
}

#[cfg(test)]
mod tests;
