//! The roadmap in time: a month with its due days, or the whole period as bars (Gantt).

mod days;
mod gantt;
mod runs;
mod span;

use super::{
    super::fault::Fault,
    asked::{Asked, with_query},
    frame::{Frame, Here},
    overview::{Waiting, by_reason},
    states::{Shown, UNDATED},
    written,
};
use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use days::Sheet;
use gantt::Gantt;
use serde::Deserialize;
use span::Span;
use vekha_domain::ids::{OfficeId, RoadmapId};
use vekha_projections::State;

/// What is asked: which view, and of which time.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// `month`; anything else is the whole as bars.
    view: String,
    /// `2023-07`; the month of the day asked for unless given.
    month: String,
    /// `2023` or `2023-Q3`; the roadmap's period unless given.
    period: String,
}

/// A link to another view or another time.
struct Choice {
    words: String,
    link: String,
    here: bool,
}

#[derive(Template)]
#[template(path = "calendar.html")]
struct Page {
    frame: Frame,
    day: String,
    views: Vec<Choice>,
    spans: Vec<Choice>,
    /// The month or period asked for was not understood.
    wrong: bool,
    sheet: Option<Sheet>,
    gantt: Option<Gantt>,
    signs: Vec<Shown>,
    waiting_title: String,
    waiting: Vec<Waiting>,
}

/// The page.
pub async fn page(
    Path((_, id)): Path<(OfficeId, RoadmapId)>,
    Query(wanted): Query<Wanted>,
    asked: Asked,
) -> Result<Response, Fault> {
    let roadmap = asked.roadmap(id)?;
    let lang = asked.lang;
    let lines = runs::lines(&asked, id);
    let monthly = wanted.view == "month";
    let (month, wrong_month) = span::month(&wanted.month, asked.as_of);
    let whole = span::whole(roadmap, &lines, asked.as_of);
    let (span, wrong_period) = Span::read(&wanted.period);
    let waiting = by_reason(&asked, &asked.scope(id));
    let undated: usize = waiting.iter().map(|reason| reason.n).sum();
    let page = Page {
        frame: asked.frame(Some(id), Here::Calendar),
        day: written::as_of(lang, asked.as_of),
        views: views(&asked, monthly),
        spans: if monthly { Vec::new() } else { spans(&asked, span, whole) },
        wrong: (monthly && wrong_month) || (!monthly && wrong_period),
        sheet: monthly.then(|| Sheet::of(&asked, &lines, month)),
        gantt: (!monthly).then(|| Gantt::of(&asked, roadmap, &lines, span.days(whole))),
        signs: signs(&asked),
        waiting_title: lang.say_with("overview-waiting", [("n", undated.into())]),
        waiting,
    };
    match page.wrong && !asked.times.wrong() {
        true => super::show(lang, StatusCode::UNPROCESSABLE_ENTITY, &page),
        false => asked.show(&page),
    }
}

/// The same page, asked otherwise.
fn asked_for(asked: &Asked, pairs: &[(&str, &str)]) -> String {
    asked.link(&with_query(&asked.path, pairs.iter().copied()))
}

fn views(asked: &Asked, monthly: bool) -> Vec<Choice> {
    let choice = |key: &str, view: &str, here| Choice {
        words: asked.lang.say(key),
        link: asked_for(asked, &[("view", view)]),
        here,
    };
    vec![choice("calendar-gantt", "gantt", !monthly), choice("calendar-month", "month", monthly)]
}

/// The whole period, its years, and the quarters of the year that is looked at.
fn spans(asked: &Asked, here: Span, whole: span::Days) -> Vec<Choice> {
    let choice = |span: Span| {
        let (code, words) = (span.code(), span.words(asked.lang));
        let mut pairs = vec![("view", "gantt")];
        pairs.extend((span != Span::Whole).then_some(("period", code.as_str())));
        Choice { words, link: asked_for(asked, &pairs), here: span == here }
    };
    span::offered(here, whole, asked.as_of).into_iter().map(choice).collect()
}

/// Every sign with its word: the key to both views.
fn signs(asked: &Asked) -> Vec<Shown> {
    let of = |state: State| match state {
        State::Overdue { .. } => Shown { word: asked.lang.say("calendar-overdue"), ..Shown::of(asked.lang, state) },
        other => Shown::of(asked.lang, other),
    };
    let undated = Shown { mark: UNDATED, ..Shown::undated(asked.lang) };
    State::ALL.into_iter().map(of).chain([undated]).collect()
}

#[cfg(test)]
mod tests;
