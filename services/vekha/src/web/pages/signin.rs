//! Signing in and out by form. The demonstration shows its accounts, each with a button of its own.

use super::{
    super::{
        Site,
        fault::{Fault, language},
        letters,
        proxies::Peer,
        sign_in,
    },
    Frame,
    asked::with_query,
    show,
};
use crate::{oidc::Way, sentence, wording::Lang};
use askama::Template;
use axum::{
    Form,
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use std::{sync::Arc, time::Instant};

/// Longest login or address that a link is asked for with, in characters (RFC 5321, 4.5.3.1.3).
const LONGEST: usize = 254;

#[derive(Template)]
#[template(path = "signin.html")]
struct SignInPage {
    frame: Frame,
    login: String,
    to: String,
    /// Why one is not in.
    error: Option<String>,
    /// Words of the way through a provider of OpenID Connect.
    oidc: Option<String>,
    /// Whom a link was asked for.
    asked: String,
    /// Why it is not sent.
    asked_error: Option<String>,
    offices: Vec<OfficeAccounts>,
}

struct OfficeAccounts {
    office: String,
    accounts: Vec<AccountShown>,
}

struct AccountShown {
    role: String,
    name: String,
    login: String,
    password: String,
    button: String,
}

#[derive(Template)]
#[template(path = "signout.html")]
struct SignOutPage {
    frame: Frame,
}

/// Where to go afterwards.
#[derive(Deserialize)]
pub struct Wanted {
    to: Option<String>,
}

/// What the form sends.
#[derive(Deserialize)]
pub struct SignIn {
    login: String,
    password: String,
    #[serde(default)]
    to: String,
}

/// The form.
pub async fn page(
    State(site): State<Site>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let form = SignInPage { to: wanted.to.unwrap_or_default(), ..SignInPage::new(&site, language(&headers)) };
    show(form.frame.lang, StatusCode::OK, &form)
}

/// Signs in, or shows the form again with what is wrong.
pub async fn submit(
    State(site): State<Site>,
    Peer(from): Peer,
    headers: HeaderMap,
    Form(sent): Form<SignIn>,
) -> Result<Response, Fault> {
    let lang = language(&headers);
    let (status, key) = match sign_in::sign_in(&site, &sent.login, &sent.password, from, &headers).await {
        Ok(Some(cookie)) => {
            return Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&within(&sent.to))).into_response());
        }
        Ok(None) => (StatusCode::UNPROCESSABLE_ENTITY, "signin-wrong"),
        Err(Fault::TooMany) => (StatusCode::TOO_MANY_REQUESTS, "fault-too-many-note"),
        Err(fault) => return Err(fault),
    };
    let new = SignInPage::new(&site, lang);
    show(lang, status, &SignInPage { login: sent.login, to: sent.to, error: Some(lang.say(key)), ..new })
}

/// Whom a link is wanted for.
#[derive(Deserialize)]
pub struct Ask {
    #[serde(default)]
    who: String,
}

/// A link is asked for: the answer is the same whoever it is.
pub async fn ask(
    State(site): State<Site>,
    Peer(from): Peer,
    headers: HeaderMap,
    Form(sent): Form<Ask>,
) -> Result<Response, Fault> {
    let lang = language(&headers);
    let who = sent.who.trim();
    let wrong = who.is_empty() || who.chars().count() > LONGEST;
    let (status, key) = if wrong {
        (StatusCode::UNPROCESSABLE_ENTITY, "signin-link-who-wrong")
    } else if !site.letters.allows(&who.to_lowercase(), from, false, Instant::now()) {
        (StatusCode::TOO_MANY_REQUESTS, "signin-link-too-many")
    } else {
        letters::ask_for(&site, lang, who, from);
        return Ok(Redirect::to("/signin/link").into_response());
    };
    let new = SignInPage::new(&site, lang);
    show(lang, status, &SignInPage { asked: sent.who, asked_error: Some(lang.say(key)), ..new })
}

#[derive(Template)]
#[template(path = "signin_asked.html")]
struct AskedPage {
    frame: Frame,
    demo: bool,
}

/// What is said to everybody who asked for a link.
pub async fn asked(State(site): State<Site>, headers: HeaderMap) -> Result<Response, Fault> {
    let lang = language(&headers);
    show(lang, StatusCode::OK, &AskedPage { frame: Frame::bare(lang), demo: site.app.demo().is_some() })
}

/// Asks whether to sign out: pages of a past day have no form to do it with.
pub async fn leaving(headers: HeaderMap) -> Result<Response, Fault> {
    let lang = language(&headers);
    show(lang, StatusCode::OK, &SignOutPage { frame: Frame::bare(lang) })
}

/// Signs out.
pub async fn leave(State(site): State<Site>, headers: HeaderMap) -> Result<Response, Fault> {
    let gone = Redirect::to("/signin");
    Ok(match sign_in::sign_out(&site, &headers).await? {
        Some(cookie) => ([(header::SET_COOKIE, cookie)], gone).into_response(),
        None => gone.into_response(),
    })
}

impl SignInPage {
    fn new(site: &Site, lang: Lang) -> SignInPage {
        let words = |way: &Arc<Way>| way.button.clone().unwrap_or_else(|| lang.say("oidc-button"));
        SignInPage {
            frame: Frame::bare(lang),
            login: String::new(),
            to: String::new(),
            error: None,
            oidc: site.oidc.as_ref().map(words),
            asked: String::new(),
            asked_error: None,
            offices: accounts(site, lang),
        }
    }

    /// The way through a provider. A link, as the policy of pages lets no form lead to another site.
    fn there(&self) -> String {
        with_query("/signin/oidc", (!self.to.is_empty()).then_some(("to", self.to.as_str())).into_iter())
    }
}

/// Office by office, in the order the accounts are given.
fn accounts(site: &Site, lang: Lang) -> Vec<OfficeAccounts> {
    let mut offices: Vec<OfficeAccounts> = Vec::new();
    for account in site.demo_accounts.iter() {
        let role = sentence::role(lang, account.role);
        let shown = AccountShown {
            name: account.name.clone(),
            login: account.login.clone(),
            password: account.password.clone(),
            button: lang
                .say_with("signin-as", [("role", role.clone().into()), ("office", account.territory.clone().into())]),
            role,
        };
        match offices.iter_mut().find(|office| office.office == account.territory) {
            Some(office) => office.accounts.push(shown),
            None => offices.push(OfficeAccounts { office: account.territory.clone(), accounts: vec![shown] }),
        }
    }
    offices
}

/// A place of this site, or its first page: nobody is sent elsewhere by a link that begins here.
pub fn within(to: &str) -> String {
    let place = || {
        let base = url::Url::parse("http://vekha.invalid/").ok()?;
        let place = base.join(to).ok()?;
        let inside = to.starts_with('/') && place.origin() == base.origin() && place.username().is_empty();
        let again = place.path().starts_with("/signin") || place.path() == "/signout";
        // What a path begins with two slashes would be a host again.
        (inside && !again && !place.path().starts_with("//")).then(|| place[url::Position::BeforePath..].to_owned())
    };
    place().unwrap_or_else(|| "/".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_to_another_site() {
        let evil = [
            "https://evil.example.org/",
            "//evil.example.org",
            "/\\evil.example.org",
            "/\t/evil.example.org",
            "\\\\evil.example.org",
            "javascript:alert(1)",
            "evil",
            "",
            "/..//evil.example.org",
            "/signin?to=/",
            "/signin/link/abc",
            "/signout",
        ];
        for to in evil {
            assert_eq!(within(to), "/", "{to:?}");
        }
        assert_eq!(within("/offices/1?as_of=2023-01-01#ex"), "/offices/1?as_of=2023-01-01#ex");
    }
}
