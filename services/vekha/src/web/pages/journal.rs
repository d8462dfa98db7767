//! The journal of an office: every event as a sentence, the newest first: `/offices/{office}/journal`.

mod entry;
mod groups;
pub mod payload;
mod search;
mod wanted;

pub use entry::entry;

use super::{
    super::fault::Fault,
    asked::{Asked, with_query},
    frame::{Frame, Here},
    plan::{Choice, choice, keep, shortened},
    written,
};
use crate::{sentence, wording::Lang};
use askama::Template;
use axum::{
    extract::{Path, Query},
    response::{IntoResponse, Redirect, Response},
};
use groups::Group;
use search::Found;
use vekha_domain::{event::Recorded, ids::OfficeId};
use wanted::Wanted;

#[derive(Template)]
#[template(path = "journal.html")]
struct Page {
    frame: Frame,
    about: String,
    keep: Vec<(&'static str, String)>,
    wanted: Wanted,
    subjects: Vec<Choice>,
    groups: Vec<Choice>,
    wrong_from: bool,
    wrong_to: bool,
    narrowed: bool,
    all: String,
    shown: String,
    rows: Vec<Row>,
    newest: Option<String>,
    older: Option<String>,
    head: Head,
}

/// An event in the list.
struct Row {
    datetime: String,
    at: String,
    sentence: String,
    number: String,
    link: String,
}

/// Where the log ends, as far as the page knows it.
struct Head {
    sentence: String,
    hash: String,
    anchor: String,
}

/// The list.
pub async fn journal(Path(_): Path<OfficeId>, Query(wanted): Query<Wanted>, asked: Asked) -> Result<Response, Fault> {
    if let Some(short) = shortened(&asked) {
        return Ok(Redirect::to(&short).into_response());
    }
    if asked.state().position() == 0 {
        return Err(asked.missing());
    }
    let ready = wanted.ready(&asked).await?;
    let found = search::newest(&asked, &ready).await?;
    let (wrong_from, wrong_to) = (ready.wrong_from, ready.wrong_to);
    let page = Page {
        frame: asked.frame(asked.only_roadmap(), Here::Journal),
        about: about(&asked),
        keep: keep(&asked),
        subjects: subjects(asked.lang, &wanted.subject),
        groups: kinds(asked.lang, &wanted.kind),
        wrong_from,
        wrong_to,
        narrowed: wanted.any(),
        all: asked.link(&asked.path),
        shown: shown(asked.lang, &found),
        newest: wanted.before.parse::<u64>().is_ok().then(|| asked.link(&wanted.page(&asked.path, None))),
        older: older(&asked, &wanted, &found),
        rows: found.events.iter().map(|event| row(&asked, event)).collect(),
        head: head(&asked).await?,
        wanted,
    };
    // A day that was not understood is an error of the question, as it is in the field of the frame.
    match (wrong_from || wrong_to) && !asked.times.wrong() {
        true => super::show(asked.lang, axum::http::StatusCode::UNPROCESSABLE_ENTITY, &page),
        false => asked.show(&page),
    }
}

fn about(asked: &Asked) -> String {
    if asked.visitor.only_school().is_some() {
        return asked.lang.say("journal-own");
    }
    let position = asked.state().position();
    asked.lang.say_with("journal-about", [("number", written::number(position).into()), ("n", position.into())])
}

fn subjects(lang: Lang, chosen: &str) -> Vec<Choice> {
    let every = choice("", lang.say("journal-any-subject"), chosen);
    let one = |code: &&'static str| choice(code, lang.say(&format!("journal-subject-{code}")), chosen);
    std::iter::once(every).chain(groups::SUBJECTS.iter().map(one)).collect()
}

fn kinds(lang: Lang, chosen: &str) -> Vec<Choice> {
    let every = choice("", lang.say("journal-any-kind"), chosen);
    let one = |group: &Group| choice(group.code(), lang.say(&format!("journal-kind-{}", group.code())), chosen);
    std::iter::once(every).chain(Group::ALL.iter().map(one)).collect()
}

fn row(asked: &Asked, event: &Recorded) -> Row {
    let zone = asked.state().zone();
    Row {
        datetime: event.recorded_at.with_timezone(&zone).format("%Y-%m-%dT%H:%M%:z").to_string(),
        at: written::moment(event.recorded_at, zone),
        sentence: sentence::of(asked.lang, event, asked.state(), &asked.names),
        number: written::number(event.position),
        link: asked.link(&path_of(asked, event.position)),
    }
}

/// Address of the page of one event.
fn path_of(asked: &Asked, position: u64) -> String {
    format!("/offices/{}/journal/{position}", asked.office)
}

/// «Показаны записи с № 1 846 по № 1 747».
fn shown(lang: Lang, found: &Found) -> String {
    let number = |event: Option<&Recorded>| event.map(|e| written::number(e.position)).unwrap_or_default();
    let args = [
        ("n", found.events.len().into()),
        ("first", number(found.events.first()).into()),
        ("last", number(found.events.last()).into()),
    ];
    lang.say_with(if found.older { "journal-shown" } else { "journal-shown-last" }, args)
}

fn older(asked: &Asked, wanted: &Wanted, found: &Found) -> Option<String> {
    let last = found.events.last().filter(|_| found.older)?.position;
    Some(asked.link(&wanted.page(&asked.path, Some(last))))
}

async fn head(asked: &Asked) -> Result<Head, Fault> {
    let (lang, state) = (asked.lang, asked.state());
    let hash = asked.site.app.chain_at(asked.office, state.position()).await?.to_string();
    let at = state.recorded_at().map(|at| written::moment(at, state.zone())).unwrap_or_default();
    let args = [("position", written::number(state.position()).into()), ("moment", at.into())];
    Ok(Head {
        sentence: lang.say_with(if asked.live() { "journal-head" } else { "journal-head-then" }, args),
        anchor: format!("{} {} {hash}", asked.office, state.position()),
        hash,
    })
}

impl Wanted {
    /// Address of the same question with another page of its answer.
    fn page(&self, path: &str, before: Option<u64>) -> String {
        let before = before.map(|position| position.to_string());
        let asked = self.fields().into_iter().filter(|(_, value)| !value.trim().is_empty());
        with_query(path, asked.chain(before.as_deref().map(|position| ("before", position))))
    }
}

#[cfg(test)]
mod tests;
