//! One activity: the words of the order, what was understood, its occurrences, marks and history.

mod chosen;
mod history;
mod mark;
mod proofs;
pub mod steps;
mod words;

pub use chosen::{executor, in_order, page, term_in, term_of};
pub use mark::{Reasoned, Refused, performed, recorded};
pub use proofs::{Document, documents, fate_on};

use super::{
    super::fault::Fault,
    asked::{Asked, with_query},
    changes::{self, What},
    frame::{Frame, Here},
    letters::{self, Line},
    meetings,
    review::{Request, requests_of},
    show,
    states::{Mark as Sign, Shown},
    tally::{self, Called, Tally},
};
use crate::json;
use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use chosen::Chosen;
use history::Told;
use mark::{Receipt, Single};
use serde::Deserialize;
use vekha_domain::{
    activity::Activity,
    event::{Executor, Recorded},
    ids::{ActivityId, MarkId, OfficeId},
    stream::Stream,
};
use vekha_projections::{Obligation, State};
use words::Line as Cells;

/// So many events are shown unless all are asked for.
const AT_ONCE: usize = 20;
/// So many letters are shown; the rest are folded.
const LETTERS: usize = 10;

#[derive(Template)]
#[template(path = "activity.html")]
struct Page {
    frame: Frame,
    plan: String,
    crumbs: Vec<String>,
    heading: String,
    state: Shown,
    strip: Vec<String>,
    said: Vec<Cells>,
    understood: Vec<Cells>,
    warnings: Vec<String>,
    boxes: Vec<Cell>,
    /// When the meeting is that the occurrence looked at is, with its page.
    meeting: Option<(String, String)>,
    chosen: Option<Chosen>,
    mark: Option<Single>,
    receipt: Option<Receipt>,
    alert: Option<(String, Option<String>)>,
    action: Option<ToMark>,
    changes: Vec<(String, String)>,
    letters: Vec<Line>,
    more_letters: Vec<Line>,
    more_letters_words: String,
    requests: Vec<Request>,
    history: Vec<Told>,
    older: Option<(String, String)>,
    /// Where the proof of the entries is.
    proof: String,
    /// The history entry by entry.
    steps: String,
}

/// An occurrence to choose.
struct Cell {
    label: String,
    mark: Sign,
    line: String,
    words: String,
    link: String,
    here: bool,
}

/// The way to the form of a mark.
struct ToMark {
    path: String,
    occurrence: u16,
}

/// What of the activity is looked at.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Looked {
    /// The occurrence.
    pub o: Option<u16>,
    /// A mark by itself.
    pub mark: Option<MarkId>,
    /// A mark that something was just done with.
    pub receipt: Option<MarkId>,
    /// `all` for the whole history.
    pub history: String,
}

/// The page of an activity.
pub async fn activity(
    Path((_, id)): Path<(OfficeId, ActivityId)>,
    Query(looked): Query<Looked>,
    asked: Asked,
) -> Result<Response, Fault> {
    answer(&asked, id, looked, None).await
}

/// The page, with what was refused of it.
///
/// # Errors
/// No such activity or occurrence, or not this visitor's to see.
pub async fn answer(
    asked: &Asked,
    id: ActivityId,
    looked: Looked,
    refused: Option<Refused>,
) -> Result<Response, Fault> {
    let activity = visible(asked, id)?;
    let up_to = Some(asked.state().position());
    let events = asked.site.app.events(asked.office, Some(Stream::Activity(id)), up_to).await?;
    let page = put_together(asked, activity, looked, refused.as_ref(), &events)?;
    match refused {
        Some(_) => show(asked.lang, StatusCode::UNPROCESSABLE_ENTITY, &page),
        None => asked.show(&page),
    }
}

/// An activity of the day that this visitor may see.
///
/// # Errors
/// [`Fault::NotFound`].
pub fn visible(asked: &Asked, id: ActivityId) -> Result<&Activity, Fault> {
    let (known, day) = (asked.state(), asked.as_of);
    let there = known.activity(id).filter(|a| a.planned_on <= day && asked.visitor.shows(a, known.office(), day));
    there.ok_or_else(|| asked.missing())
}

/// What this visitor is answered for of an activity.
pub fn obligations(asked: &Asked, activity: &Activity) -> Vec<Obligation> {
    asked.view().obligations(&asked.scope(activity.roadmap).activity(activity.id))
}

fn put_together(
    asked: &Asked,
    activity: &Activity,
    looked: Looked,
    refused: Option<&Refused>,
    events: &[Recorded],
) -> Result<Page, Fault> {
    let obligations = obligations(asked, activity);
    let tallies = Tally::of(activity, &obligations, asked.as_of);
    let tally = match looked.o {
        Some(seq) => Some(tallies.iter().find(|t| t.occurrence.seq == seq).ok_or(Fault::NotFound)?),
        None => tally::first_to_look_at(&tallies),
    };
    let chosen = tally.map(|tally| Chosen::of(asked, activity, tally));
    let looked_at = refused.map(|r| r.mark).or(looked.mark).or_else(|| tally.and_then(only_mark));
    let mark = looked_at.and_then(|id| mark::single(asked, activity, id, refused));
    let most = if looked.history == "all" { usize::MAX } else { AT_ONCE };
    let (history, all) = history::told(asked, events, most);
    let mut letters = letters::about(asked, activity);
    let more_letters = if letters.len() > LETTERS { letters.split_off(LETTERS) } else { Vec::new() };
    let older = (history.len() < all).then(|| older(asked, all));
    Ok(Page {
        proof: asked.link(&format!("/offices/{}/activities/{}/proof", asked.office, activity.id)),
        steps: asked.link(&steps::path_of(asked.office, activity.id, 1)),
        frame: asked.frame(Some(activity.roadmap), Here::Plan),
        plan: asked.link(&format!("{}#r{}", asked.roadmap_path(activity.roadmap, "/plan"), activity.ordinal)),
        crumbs: crumbs(asked, activity),
        heading: heading(asked, activity),
        state: state(asked, activity, &tallies),
        strip: strip(asked, activity, &tallies),
        said: words::said(asked, activity),
        understood: words::understood(asked, activity, &tallies),
        warnings: words::warnings(asked, activity),
        boxes: tallies.iter().map(|t| to_choose(asked, activity, t, tally)).collect(),
        meeting: tally.and_then(|t| meetings::of_occurrence(asked, activity, t.occurrence.seq)),
        receipt: looked.receipt.and_then(|id| mark::receipt(asked, activity, &tallies, id, events)),
        alert: refused.map(|r| (r.sentence.clone(), (r.deed != "acceptance").then(|| format!("#{}-reason", r.deed)))),
        action: to_mark(asked, activity, tally, chosen.as_ref()),
        changes: to_change(asked, activity, tally),
        mark,
        chosen,
        letters,
        more_letters_words: asked.lang.say_with("activity-more", [("n", more_letters.len().into())]),
        more_letters,
        requests: requests_of(asked, activity, refused),
        history,
        older,
    })
}

/// A single mark needs no choosing.
fn only_mark(tally: &Tally<'_>) -> Option<MarkId> {
    match tally.obligations.as_slice() {
        [only] => only.mark,
        _ => None,
    }
}

fn crumbs(asked: &Asked, activity: &Activity) -> Vec<String> {
    let roadmap = asked.state().roadmap(activity.roadmap);
    let mut path = Vec::new();
    let mut section = activity.section;
    while let Some(at) = section.and_then(|s| roadmap.and_then(|r| r.section(s))) {
        path.insert(0, at.title.clone());
        section = at.parent;
    }
    path
}

fn heading(asked: &Asked, activity: &Activity) -> String {
    let title = activity.wording_on(asked.as_of).map(|w| w.title.clone()).unwrap_or_default();
    match activity.number.trim_end_matches('.') {
        "" => title,
        number => format!("{number}. {title}"),
    }
}

fn state(asked: &Asked, activity: &Activity, tallies: &[Tally<'_>]) -> Shown {
    let lang = asked.lang;
    match tally::first_to_look_at(tallies).and_then(Tally::state) {
        Some(state) => Shown::of(lang, state),
        None if activity.withdrawn_on(asked.as_of) => Shown::of(lang, State::Withdrawn),
        None if asked.view().waits(activity) => Shown::undated(lang),
        None => Shown { mark: Sign { sign: "·", class: "" }, word: lang.say("plan-on-demand") },
    }
}

/// The occurrence that the state speaks of, and the figure of all of them.
fn strip(asked: &Asked, activity: &Activity, tallies: &[Tally<'_>]) -> Vec<String> {
    let lang = asked.lang;
    let figures = asked.view().fulfilment(&asked.scope(activity.roadmap).activity(activity.id));
    let mut strip: Vec<String> =
        tally::first_to_look_at(tallies).map(|t| chosen::heading(asked, t)).into_iter().collect();
    if figures.due > 0 {
        let percent = json::percent(figures.done, figures.due, lang);
        let args = [("percent", percent.into()), ("n", figures.done.into()), ("all", figures.due.into())];
        strip.push(lang.say_with("plan-completeness", args));
    }
    strip
}

fn to_choose(asked: &Asked, activity: &Activity, tally: &Tally<'_>, chosen: Option<&Tally<'_>>) -> Cell {
    let lang = asked.lang;
    let shown = tally.state().map_or_else(|| Shown::undated(lang), |state| Shown::of(lang, state));
    let day = tally.due.map(|due| due.format("%d.%m").to_string());
    let label = match tally.due {
        Some(due) => tally::called(tally.occurrence, due, Called::InFull, asked.state().office().school_terms(), lang),
        None => json::label(tally.occurrence.start, None, lang),
    };
    let begun = tally.state() != Some(State::Ahead);
    let line = tally.fraction(lang).filter(|_| begun).or(day).unwrap_or_default();
    let seq = tally.occurrence.seq;
    Cell {
        label,
        mark: shown.mark,
        line,
        words: shown.word,
        link: asked.link(&format!("{}#ex", page(asked, activity, seq))),
        here: chosen.is_some_and(|c| c.occurrence.seq == seq),
    }
}

fn to_mark(asked: &Asked, activity: &Activity, tally: Option<&Tally<'_>>, chosen: Option<&Chosen>) -> Option<ToMark> {
    let may = chosen?.waiting.iter().any(|w| w.link.is_some());
    let occurrence = tally?.occurrence.seq;
    let path = format!("/offices/{}/activities/{}/completion", asked.office, activity.id);
    may.then_some(ToMark { path, occurrence })
}

/// The way to the whole history.
fn older(asked: &Asked, all: usize) -> (String, String) {
    let kept = asked.others.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let link = with_query(&format!("{}#history", asked.path), kept.chain([("history", "all")]));
    (asked.lang.say_with("activity-older", [("n", all.into())]), asked.link(&link))
}

/// What of it may be changed with a basis, and where; for an occurrence, the one looked at.
fn to_change(asked: &Asked, activity: &Activity, tally: Option<&Tally<'_>>) -> Vec<(String, String)> {
    if !changes::may_amend(asked) || activity.withdrawn_on(asked.as_of) {
        return Vec::new();
    }
    let dated = activity.occurrences.iter().any(|o| o.stands() && o.due().is_some());
    let fits = |what: &What| dated || !what.of_occurrence();
    let link = |what: What| {
        let path = changes::path(asked.office, activity.roadmap, what, &[activity.id]);
        let path = match tally.filter(|_| what.of_occurrence()) {
            Some(tally) => with_query(&path, [("o", tally.occurrence.seq.to_string().as_str())].into_iter()),
            None => path,
        };
        (asked.lang.say(&format!("change-{}", what.code())), path)
    };
    What::ALL.into_iter().filter(fits).map(link).collect()
}

/// Address of the form of a mark.
fn completion(asked: &Asked, activity: &Activity, occurrence: u16, executor: Option<Executor>) -> String {
    let path = format!("/offices/{}/activities/{}/completion?o={occurrence}", asked.office, activity.id);
    match executor {
        Some(Executor::Member(id)) => with_query(&path, [("organisation", id.to_string().as_str())].into_iter()),
        Some(Executor::Joint) | None => path,
    }
}

#[cfg(test)]
mod tests;
