//! The page behind the personal link of a letter: what it asks for, and the form that answers it without signing in. Opening it
//! changes nothing but the journal of letters, for programs that look through mail open every link.

mod receipt;
mod shown;
mod typed;
mod values;

use super::{
    super::{
        Site,
        fault::{Fault, Worded, language},
        proxies::Peer,
    },
    Frame,
    form::{Fields, Wrong},
    show,
};
use crate::{
    app::{AppError, Command},
    reminders::{
        answering::{self, Answer, Way},
        links::{self, Behind},
    },
    wording::Lang,
};
use askama::Template;
use axum::{
    Form,
    extract::{Path, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use receipt::Receipt;
use shown::{Ask, Standing};
use std::{net::IpAddr, time::Instant};
use values::Values;
use vekha_domain::{
    event::{Change, LinkOpened},
    ids::PersonId,
    stream::Stream,
};

#[derive(Template)]
#[template(path = "tick.html")]
struct Page {
    frame: Frame,
    heading: String,
    whose: String,
    what: String,
    lines: Vec<String>,
    state: Option<super::Shown>,
    result: Option<String>,
    /// Why there is no form: heading and sentence.
    instead: Option<(String, String)>,
    receipt: Option<Receipt>,
    ask: Option<Ask>,
    /// The values of a scored window.
    values: Option<Values>,
    /// Where it is done instead: address and words.
    elsewhere: Option<(String, String)>,
    under: String,
    fields: Fields,
    wrong: Vec<Wrong>,
    summary: String,
}

impl Page {
    fn error(&self, field: &str) -> Option<&str> {
        self.wrong.iter().find(|w| w.field.as_deref() == Some(field)).map(|w| w.sentence.as_str())
    }

    fn value(&self, field: &str) -> &str {
        self.fields.get(field)
    }

    /// The part that asks for another term is open when it was sent.
    fn moves(&self) -> bool {
        self.fields.get("deed") == typed::MOVE
    }
}

/// The page.
pub async fn page(
    State(site): State<Site>,
    Path(token): Path<String>,
    Peer(from): Peer,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let lang = language(&headers);
    let Some(behind) = links::behind(&site.app, &token).await? else { return unknown(&site, from, lang) };
    if method != Method::HEAD {
        looked_at(&site, behind);
    }
    let begun = Fields(vec![("command".to_owned(), site.app.ids().next().to_string())]);
    answer(&site, behind, lang, begun, Vec::new(), StatusCode::OK).await
}

/// The form sent.
pub async fn submit(
    State(site): State<Site>,
    Path(token): Path<String>,
    Peer(from): Peer,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let lang = language(&headers);
    let Some(behind) = links::behind(&site.app, &token).await? else { return unknown(&site, from, lang) };
    let receipt = || Redirect::to(&format!("/o/{token}#receipt")).into_response();
    let known = site.app.office(behind.office).await?;
    let today = known.local_day(site.app.now());
    let open = matches!(shown::standing(&known, behind, site.app.now()), Some(Standing::Open(_)));
    drop(known);
    if !open {
        return Ok(receipt());
    }
    let Behind { office, reminder, item, .. } = behind;
    // The same words sent twice are one command; other words, sent from a page that was gone back to, are another one.
    let key = format!("{} {:?}", fields.get("command"), fields.0);
    let answer_to = Answer {
        office,
        reminder,
        item,
        command: answering::command_id(reminder, item, key.as_bytes()),
        way: Way::Link,
    };
    match typed::carried_out(&site.app, &answer_to, &fields, today, lang).await {
        Ok(Ok(_)) => Ok(receipt()),
        Ok(Err(wrong)) => answer(&site, behind, lang, fields, wrong, StatusCode::UNPROCESSABLE_ENTITY).await,
        Err(AppError::Refused(refusal)) => {
            let wrong = vec![typed::beside(&fields, &refusal, lang)];
            answer(&site, behind, lang, fields, wrong, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(e) => Err(e.into()),
    }
}

async fn answer(
    site: &Site,
    behind: Behind,
    lang: Lang,
    fields: Fields,
    wrong: Vec<Wrong>,
    status: StatusCode,
) -> Result<Response, Fault> {
    let names = site.app.names(behind.office).await?;
    let known = site.app.office(behind.office).await?;
    let teller = shown::Teller { lang, known: &known, names: &names, behind, now: site.app.now() };
    let standing = shown::standing(&known, behind, site.app.now()).ok_or(Fault::NotFound)?;
    let events = match receipt::stream_of(&known, &standing) {
        Some(stream) => site.app.events(behind.office, Some(stream), Some(known.position())).await?,
        None => Vec::new(),
    };
    let page = teller.page(&standing, &events, values::filled(&teller, &standing, fields), wrong);
    drop(known);
    let form = page.ask.is_some();
    Ok(unkept(show(lang, status, &page)?, form))
}

/// Never made, or typed wrongly: said alike to everybody, and not for ever.
fn unknown(site: &Site, from: IpAddr, lang: Lang) -> Result<Response, Fault> {
    if !site.links.allows_address(from, Instant::now()) {
        return Err(Fault::TooMany);
    }
    let page = Page {
        frame: Frame::bare(lang),
        heading: lang.say("tick-unknown"),
        whose: String::new(),
        what: String::new(),
        lines: Vec::new(),
        state: None,
        result: None,
        instead: Some((lang.say("tick-unknown-what"), lang.say("tick-unknown-note"))),
        receipt: None,
        ask: None,
        values: None,
        elsewhere: None,
        under: String::new(),
        fields: Fields::default(),
        wrong: Vec::new(),
        summary: String::new(),
    };
    Ok(unkept(show(lang, StatusCode::NOT_FOUND, &page)?, false))
}

/// Nothing keeps the page or tells others where it was. A page with a form names its own origin to it: over plain http a browser
/// that says nothing of where it comes from cannot send forms.
fn unkept(mut response: Response, form: bool) -> Response {
    let referrer = if form { "same-origin" } else { "no-referrer" };
    let headers = response.headers_mut();
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static(referrer));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow"));
    response.extensions_mut().insert(Worded);
    response
}

/// Notes the first look at a link, after the answer: whoever looks does not wait for it, and sees the page without it too.
fn looked_at(site: &Site, behind: Behind) {
    let app = site.app.clone();
    tokio::spawn(async move {
        let Behind { office, reminder, item, .. } = behind;
        match app
            .office(office)
            .await
            .map(|known| known.mailbook().letter(reminder).map(|l| l.opened.contains_key(&item)))
        {
            Ok(Some(false)) => {}
            Ok(_) => return,
            Err(error) => return tracing::warn!(?error, "a look at a link was not noted"),
        }
        let command = Command { office, actor: PersonId::PROGRAM, id: app.ids().next() };
        let now = app.now();
        let noted = app.change(command, |state, _| {
            let opened = state.mailbook().letter(reminder).is_none_or(|letter| letter.opened.contains_key(&item));
            let change = || Change::new(Stream::Reminder(reminder), state.local_day(now), LinkOpened { item });
            Ok(if opened { Vec::new() } else { vec![change()] })
        });
        if let Err(error) = noted.await {
            tracing::warn!(?error, "a look at a link was not noted");
        }
    });
}

#[cfg(test)]
pub(super) mod tests;
