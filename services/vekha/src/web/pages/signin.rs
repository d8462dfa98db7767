//! Signing in and out by form. The demonstration shows its accounts, each with a button of its own.

use super::{
    super::{Site, fault::Fault, fault::language, sign_in},
    Frame, show,
};
use crate::{sentence, wording::Lang};
use askama::Template;
use axum::{
    Form,
    extract::{ConnectInfo, FromRequestParts, Query, State},
    http::{HeaderMap, StatusCode, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr, SocketAddr},
};

#[derive(Template)]
#[template(path = "signin.html")]
struct SignInPage {
    frame: Frame,
    login: String,
    to: String,
    /// Why one is not in.
    error: Option<String>,
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
    let to = wanted.to.unwrap_or_default();
    form(&site, language(&headers), StatusCode::OK, (String::new(), to), None)
}

/// Signs in, or shows the form again with what is wrong.
pub async fn submit(
    State(site): State<Site>,
    Peer(from): Peer,
    headers: HeaderMap,
    Form(sent): Form<SignIn>,
) -> Result<Response, Fault> {
    let lang = language(&headers);
    let typed = (sent.login.clone(), sent.to.clone());
    match sign_in::sign_in(&site, &sent.login, &sent.password, from, &headers).await {
        Ok(Some(cookie)) => Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&within(&sent.to))).into_response()),
        Ok(None) => form(&site, lang, StatusCode::UNPROCESSABLE_ENTITY, typed, Some(lang.say("signin-wrong"))),
        Err(Fault::TooMany) => {
            form(&site, lang, StatusCode::TOO_MANY_REQUESTS, typed, Some(lang.say("fault-too-many-note")))
        }
        Err(fault) => Err(fault),
    }
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

fn form(
    site: &Site,
    lang: Lang,
    status: StatusCode,
    (login, to): (String, String),
    error: Option<String>,
) -> Result<Response, Fault> {
    let page = SignInPage { frame: Frame::bare(lang), login, to, error, offices: accounts(site, lang) };
    show(lang, status, &page)
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
        let again = ["/signin", "/signout"].contains(&place.path());
        // What a path begins with two slashes would be a host again.
        (inside && !again && !place.path().starts_with("//")).then(|| place[url::Position::BeforePath..].to_owned())
    };
    place().unwrap_or_else(|| "/".to_owned())
}

/// The address a request came from.
pub struct Peer(IpAddr);

impl FromRequestParts<Site> for Peer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Peer, Infallible> {
        let connected = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let connected = connected.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
        // A proxy on this machine says who came; what anybody else claims is not believed.
        let proxied = connected.is_loopback() && site.base_url.starts_with("https://");
        let said = || parts.headers.get("x-forwarded-for")?.to_str().ok()?.rsplit(',').next()?.trim().parse().ok();
        Ok(Peer(proxied.then(said).flatten().unwrap_or(connected)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::{Outside, tests::Town};

    #[tokio::test]
    async fn only_a_proxy_of_this_machine_is_believed_who_came() {
        let town = Town::new().await;
        let site = |base_url: &str| {
            let base_url = Some(base_url.to_owned());
            Site::new(town.app.clone(), Outside { base_url, ..Outside::default() })
        };
        let (open, proxied) = (site("http://127.0.0.1:8080"), site("https://vekha.example.org"));
        for (site, from, believed) in [
            (&proxied, [127, 0, 0, 1], [203, 0, 113, 7]),
            (&proxied, [10, 0, 0, 1], [10, 0, 0, 1]),
            (&open, [127, 0, 0, 1], [127, 0, 0, 1]),
        ] {
            let said = axum::http::Request::get("/").header("x-forwarded-for", "198.51.100.1, 203.0.113.7");
            let (mut parts, ()) = said.body(()).unwrap().into_parts();
            parts.extensions.insert(ConnectInfo(SocketAddr::from((from, 5000))));
            let Peer(peer) = Peer::from_request_parts(&mut parts, site).await.unwrap();
            assert_eq!(peer, IpAddr::from(believed), "{from:?}");
        }
    }

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
            "/signout",
        ];
        for to in evil {
            assert_eq!(within(to), "/", "{to:?}");
        }
        assert_eq!(within("/offices/1?as_of=2023-01-01#ex"), "/offices/1?as_of=2023-01-01#ex");
    }
}
