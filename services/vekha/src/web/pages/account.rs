//! «Мой вход»: who one is here, where one is signed in, the password, and the token for programs.

mod browser;

use super::{
    super::{Site, access, access::Visitor, fault::Fault, proxies::Peer, session, sign_in},
    asked::Asked,
    frame::{Frame, Here},
    show, written,
};
use crate::{
    accounts::{self, digest, roll, rules},
    sentence,
    wording::Lang,
};
use askama::Template;
use axum::{
    Extension, Form,
    extract::{Path, State},
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use chrono::DateTime;
use chrono_tz::Tz;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "account.html")]
struct Page {
    frame: Frame,
    /// Today's page of somebody with a browser: a program's token changes nothing of this.
    writes: bool,
    done: Option<String>,
    wrong: Vec<Wrong>,
    name: String,
    login: String,
    roles: String,
    workplace: Option<String>,
    office: String,
    sessions: Vec<Session>,
    needs_old: bool,
    password_note: String,
    has_token: bool,
    /// Shown this once.
    token: Option<String>,
}

struct Session {
    begun: String,
    seen: String,
    address: String,
    browser: String,
    own: bool,
    end: String,
}

/// What is wrong, beside its field.
struct Wrong {
    field: &'static str,
    sentence: String,
}

impl Page {
    fn error(&self, field: &str) -> Option<&str> {
        self.wrong.iter().find(|wrong| wrong.field == field).map(|wrong| wrong.sentence.as_str())
    }
}

/// What the page says beside its usual.
#[derive(Default)]
struct Extra {
    wrong: Vec<Wrong>,
    token: Option<String>,
    status: StatusCode,
}

/// The page.
pub async fn page(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    parts: Parts,
) -> Result<Response, Fault> {
    answer(&site, &visitor, &parts, Extra::default()).await
}

/// The receipts of the page; what else stands in the address is passed over.
const DONE: [&str; 5] = ["session", "others", "password", "password-first", "token"];

async fn answer(site: &Site, visitor: &Visitor, parts: &Parts, extra: Extra) -> Result<Response, Fault> {
    let account = &visitor.account;
    let cookie = access::cookie(&parts.headers, site.transport.cookie()).unwrap_or_default();
    let own = digest(cookie);
    let seen = session::list(&site.app, account.id).await?;
    let by_link = session::fresh_by_link(&site.app, cookie).await?;
    let has_token = accounts::has_token(&site.app, account.id).await?;
    let asked = Asked::of(site, visitor, account.office, parts).await?;
    let lang = asked.lang;
    let done = asked
        .others
        .iter()
        .find(|(key, _)| key == "done")
        .and_then(|(_, code)| DONE.contains(&code.as_str()).then(|| lang.say(&format!("account-done-{code}"))));
    let office = asked.known.office();
    let roles: Vec<String> = visitor.roles.iter().map(|role| sentence::role(lang, *role)).collect();
    let page = Page {
        // Sessions and passwords are of today: there is no other day to look at here.
        frame: Frame { day: None, ..asked.frame(None, Here::Account) },
        writes: asked.live() && !visitor.program,
        done: done.filter(|_| extra.wrong.is_empty()),
        wrong: extra.wrong,
        name: asked.name.clone(),
        login: account.login.clone(),
        roles: roles.join(", "),
        workplace: visitor.organisation.and_then(|id| office.organisation(id)).map(|o| o.name.clone()),
        office: office.name.clone(),
        sessions: seen.iter().map(|seen| session_of(lang, seen, &own, asked.known.zone())).collect(),
        needs_old: !by_link,
        password_note: lang.say_with("account-password-note", [("n", rules::SHORTEST.into())]),
        has_token,
        token: extra.token,
    };
    show(lang, extra.status, &page)
}

fn session_of(lang: Lang, seen: &session::Seen, own: &[u8], zone: Tz) -> Session {
    let moment =
        |micros| DateTime::from_timestamp_micros(micros).map(|at| written::moment(at, zone)).unwrap_or_default();
    let id: String = seen.cookie.iter().map(|byte| format!("{byte:02x}")).collect();
    Session {
        begun: moment(seen.created_at),
        seen: moment(seen.seen_at),
        address: seen.address.clone(),
        browser: browser::words(lang, &seen.agent),
        own: seen.cookie == own,
        end: format!("/account/sessions/{id}/end"),
    }
}

/// Is it today, and a person with a browser? Otherwise nothing is changed.
async fn may_write(site: &Site, visitor: &Visitor, parts: &Parts) -> Result<(), Fault> {
    if visitor.program {
        return Err(Fault::Forbidden);
    }
    Asked::only_today(site, visitor, visitor.account.office, parts).await
}

fn done(code: &str) -> Response {
    Redirect::to(&format!("/account?done={code}")).into_response()
}

/// Ends one of one's own sessions. Somebody else's, and one that is over, are passed over alike.
pub async fn end_session(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(id): Path<String>,
    parts: Parts,
) -> Result<Response, Fault> {
    may_write(&site, &visitor, &parts).await?;
    let pairs = id.as_bytes().chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
    let cookie: Vec<u8> = pairs.collect::<Option<_>>().unwrap_or_default();
    if !session::end_hashed(&site.app, Some(visitor.account.id), &cookie).await? {
        return Ok(Redirect::to("/account").into_response());
    }
    tracing::info!(account = %visitor.account.id, login = visitor.account.login, "a session was ended by its owner");
    Ok(done("session"))
}

/// Which sessions are to end.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Which {
    which: String,
}

/// Ends all sessions but this one, or this one too.
pub async fn end_sessions(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    parts: Parts,
    Form(sent): Form<Which>,
) -> Result<Response, Fault> {
    may_write(&site, &visitor, &parts).await?;
    let own = access::cookie(&parts.headers, site.transport.cookie()).map(digest);
    let all = sent.which == "all";
    roll::end_sessions(&site.app, visitor.account.id, own.as_deref().filter(|_| !all)).await?;
    tracing::info!(account = %visitor.account.id, login = visitor.account.login, all, "sessions were ended by their owner");
    Ok(if all { Redirect::to("/signin").into_response() } else { done("others") })
}

/// What the form of the password sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Passwords {
    old: String,
    new: String,
    again: String,
}

/// Changes the password: with the old one, or without it right after a link. Other sessions end.
pub async fn password(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Peer(from): Peer,
    parts: Parts,
    Form(sent): Form<Passwords>,
) -> Result<Response, Fault> {
    may_write(&site, &visitor, &parts).await?;
    let account = &visitor.account;
    let cookie = access::cookie(&parts.headers, site.transport.cookie()).unwrap_or_default();
    let by_link = session::fresh_by_link(&site.app, cookie).await?;
    let lang = super::super::fault::language(&parts.headers);
    let mut wrong = wrong_passwords(lang, &sent, &account.login);
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    // A guess at the old password is a guess, whoever holds the session; what is refused anyway costs none.
    if wrong.is_empty() && !by_link {
        let key = match sign_in::proven(&site, &account.login, &sent.old, from).await {
            Ok(Some(_)) => None,
            Ok(None) => Some("account-old-wrong"),
            Err(Fault::TooMany) => {
                status = StatusCode::TOO_MANY_REQUESTS;
                Some("fault-too-many-note")
            }
            Err(fault) => return Err(fault),
        };
        wrong.extend(key.map(|key| Wrong { field: "old", sentence: lang.say(key) }));
    }
    if !wrong.is_empty() {
        return answer(&site, &visitor, &parts, Extra { wrong, status, token: None }).await;
    }
    accounts::set_password(&site.app, account.id, sent.new).await?;
    roll::end_sessions(&site.app, account.id, Some(&digest(cookie))).await?;
    tracing::info!(account = %account.id, login = account.login, by_link, "the password was changed");
    Ok(done(if by_link { "password-first" } else { "password" }))
}

/// What is wrong with the new password, as far as it can be said without the old one.
fn wrong_passwords(lang: Lang, sent: &Passwords, login: &str) -> Vec<Wrong> {
    let weak = rules::weakness(&sent.new, login);
    let weak = weak.map(|weak| Wrong { field: "new", sentence: lang.say(&format!("password-{}", weak.code())) });
    let other = (sent.new != sent.again).then(|| Wrong { field: "again", sentence: lang.say("password-again-other") });
    weak.or(other).into_iter().collect()
}

/// Gives a new token for programs and shows it, this once.
pub async fn issue_token(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    parts: Parts,
) -> Result<Response, Fault> {
    may_write(&site, &visitor, &parts).await?;
    let token = accounts::issue_token(&site.app, visitor.account.id).await?;
    tracing::info!(account = %visitor.account.id, login = visitor.account.login, "a token for programs was issued");
    answer(&site, &visitor, &parts, Extra { token: Some(token), ..Extra::default() }).await
}

/// Takes the token for programs away.
pub async fn revoke_token(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    parts: Parts,
) -> Result<Response, Fault> {
    may_write(&site, &visitor, &parts).await?;
    accounts::revoke_token(&site.app, visitor.account.id).await?;
    tracing::info!(account = %visitor.account.id, login = visitor.account.login, "the token for programs was revoked");
    Ok(done("token"))
}

#[cfg(test)]
mod tests;
