//! The first run: whoever has the link printed at the start makes the office, if there is none, and its first account.

mod found;

use super::{
    super::{
        Site,
        fault::{Fault, language},
        first_run::Door,
        proxies::Peer,
        sign_in,
    },
    Frame, show,
};
use crate::{
    accounts::{roll, rules},
    wording::Lang,
};
use askama::Template;
use axum::{
    Form,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use chrono_tz::Tz;
use serde::Deserialize;
use vekha_domain::ids::OfficeId;

/// Longest name, address or title, in characters.
const LONGEST: usize = 300;

/// Time zones of the country, west to east; Moscow first, as most offices are there.
const ZONES: [Tz; 12] = [
    Tz::Europe__Moscow,
    Tz::Europe__Kaliningrad,
    Tz::Europe__Samara,
    Tz::Asia__Yekaterinburg,
    Tz::Asia__Omsk,
    Tz::Asia__Krasnoyarsk,
    Tz::Asia__Novosibirsk,
    Tz::Asia__Irkutsk,
    Tz::Asia__Yakutsk,
    Tz::Asia__Vladivostok,
    Tz::Asia__Magadan,
    Tz::Asia__Kamchatka,
];

#[derive(Template)]
#[template(path = "first.html")]
struct Page {
    frame: Frame,
    action: String,
    /// Offices that are there already, by id; the account belongs to one of them.
    offices: Vec<(String, String)>,
    zones: Vec<(&'static str, String)>,
    typed: Typed,
    wrong: Vec<Wrong>,
    password_note: String,
}

/// What the form sends.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// An office that is there.
    office: String,
    /// Name of a new one.
    office_name: String,
    /// Its municipality.
    territory: String,
    /// Its time zone.
    zone: String,
    name: String,
    email: String,
    login: String,
    password: String,
    again: String,
}

struct Wrong {
    field: &'static str,
    sentence: String,
}

impl Page {
    fn error(&self, field: &str) -> Option<&str> {
        self.wrong.iter().find(|wrong| wrong.field == field).map(|wrong| wrong.sentence.as_str())
    }
}

/// The door that this is the key of, as long as nobody can sign in: somebody may have made an account by the command line or at another copy of
/// the program meanwhile.
async fn door<'a>(site: &'a Site, key: &str) -> Result<Door<'a>, Fault> {
    let Some(door) = site.first_run.door(key).await else { return Err(Fault::NotFound) };
    if roll::is_empty(&site.app).await? {
        return Ok(door);
    }
    door.shut();
    Err(Fault::NotFound)
}

/// The form; opening it changes nothing.
pub async fn page(State(site): State<Site>, Path(key): Path<String>, headers: HeaderMap) -> Result<Response, Fault> {
    let _door = door(&site, &key).await?;
    form(&site, language(&headers), &key, Typed::default(), Vec::new()).await
}

/// Makes what is asked for and signs in; the link is used up.
pub async fn submit(
    State(site): State<Site>,
    Path(key): Path<String>,
    Peer(from): Peer,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let lang = language(&headers);
    let door = door(&site, &key).await?;
    let offices = site.app.offices().await?;
    let wrong = checked(lang, &typed, !offices.is_empty());
    if !wrong.is_empty() {
        return form(&site, lang, &key, typed, wrong).await;
    }
    let chosen = typed.office.parse::<OfficeId>().ok();
    let office = offices.iter().map(|office| office.id).find(|id| Some(*id) == chosen);
    let office = office.or_else(|| offices.first().map(|office| office.id));
    let account = found::first_account(&site, office, &typed).await?;
    door.shut();
    tracing::info!(account = %account.id, login = account.login, %from, "the first account was made");
    let cookie = sign_in::begun(&site, account.id, from, &headers, false).await?;
    Ok(match cookie {
        Some(cookie) => ([(header::SET_COOKIE, cookie)], Redirect::to("/")).into_response(),
        None => Redirect::to("/signin").into_response(),
    })
}

/// What is wrong, each beside its field.
fn checked(lang: Lang, typed: &Typed, office_is_there: bool) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    let mut beside = |field, key: &str| wrong.push(Wrong { field, sentence: lang.say(key) });
    let fits = |text: &str| !text.trim().is_empty() && text.chars().count() <= LONGEST;
    if !office_is_there {
        if !fits(&typed.office_name) {
            beside("office_name", "first-office-name-wrong");
        }
        if !fits(&typed.territory) {
            beside("territory", "first-territory-wrong");
        }
        if !ZONES.iter().any(|zone| zone.name() == typed.zone) {
            beside("zone", "first-zone-wrong");
        }
    }
    if !fits(&typed.name) {
        beside("name", "first-name-wrong");
    }
    let email = typed.email.trim();
    if !email.is_empty() && (!email.is_ascii() || email.parse::<lettre::Address>().is_err()) {
        beside("email", "first-email-wrong");
    }
    if !rules::is_login(typed.login.trim()) {
        beside("login", "accounts-login-wrong");
    }
    if let Some(weak) = rules::weakness(&typed.password, &typed.login) {
        beside("password", &format!("password-{}", weak.code()));
    } else if typed.password != typed.again {
        beside("again", "password-again-other");
    }
    wrong
}

async fn form(site: &Site, lang: Lang, key: &str, typed: Typed, wrong: Vec<Wrong>) -> Result<Response, Fault> {
    let offices = site.app.offices().await?;
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Page {
        frame: Frame::bare(lang),
        action: format!("/first/{key}"),
        offices: offices.into_iter().map(|o| (o.id.to_string(), format!("{}, {}", o.name, o.territory))).collect(),
        zones: ZONES.iter().map(|zone| (zone.name(), zone_words(lang, *zone))).collect(),
        typed,
        wrong,
        password_note: lang.say_with("account-password-note", [("n", rules::SHORTEST.into())]),
    };
    show(lang, status, &page)
}

/// «Екатеринбург»: a zone by its city.
fn zone_words(lang: Lang, zone: Tz) -> String {
    let city = zone.name().rsplit('/').next().unwrap_or_default().to_lowercase();
    lang.say(&format!("zone-{city}"))
}

#[cfg(test)]
mod tests;
