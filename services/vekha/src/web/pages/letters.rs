//! The journal of letters on pages: those of the office in a list, one by itself, and the lines that other pages show.

mod line;
mod one;
mod wanted;

pub use line::{Line, about, last_about, to, unreachable};
pub use one::one;

use super::{
    super::fault::Fault,
    asked::{Asked, with_query},
    frame::{Frame, Here},
    plan::{Choice, choice, keep},
    show,
};
use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use vekha_domain::ids::OfficeId;
use vekha_projections::Reminder;
use wanted::Wanted;

/// Letters on a page.
const AT_ONCE: usize = 50;
/// States of sending, by their codes.
const STATES: [&str; 5] = ["queued", "sent", "uncertain", "undeliverable", "bounced"];

#[derive(Template)]
#[template(path = "letters.html")]
struct Page {
    frame: Frame,
    keep: Vec<(&'static str, String)>,
    wanted: Wanted,
    states: Vec<Choice>,
    wrong_from: bool,
    wrong_to: bool,
    lost: Vec<String>,
    counted: String,
    rows: Vec<Line>,
    newer: Option<String>,
    older: Option<String>,
}

/// The list, the newest first.
pub async fn list(Path(_): Path<OfficeId>, Query(wanted): Query<Wanted>, asked: Asked) -> Result<Response, Fault> {
    let ready = wanted.ready();
    let found: Vec<&Reminder> = asked.state().mailbook().letters().filter(|l| ready.finds(&asked, l)).collect();
    let page = wanted.page.parse::<usize>().unwrap_or(0);
    let shown = found.iter().skip(page.saturating_mul(AT_ONCE)).take(AT_ONCE);
    let more = found.len() > page.saturating_add(1).saturating_mul(AT_ONCE);
    let state = |code: &&str| choice(code, asked.lang.say(&format!("mailbook-state-{code}")), &wanted.state);
    let every = choice("", asked.lang.say("mailbook-any-state"), &wanted.state);
    let (wrong_from, wrong_to) = (ready.wrong_from, ready.wrong_to);
    let page = Page {
        frame: asked.frame(asked.only_roadmap(), Here::Letters),
        keep: keep(&asked),
        states: std::iter::once(every).chain(STATES.iter().map(state)).collect(),
        wrong_from,
        wrong_to,
        lost: asked.state().mailbook().lost().filter_map(|(to, _)| unreachable(&asked, to)).collect(),
        counted: asked.lang.say_with("mailbook-counted", [("n", found.len().into())]),
        rows: shown.map(|letter| line::of(&asked, letter, None)).collect(),
        newer: page.checked_sub(1).map(|page| at(&asked, &wanted, page)),
        older: more.then(|| at(&asked, &wanted, page.saturating_add(1))),
        wanted,
    };
    match (wrong_from || wrong_to) && !asked.times.wrong() {
        true => show(asked.lang, StatusCode::UNPROCESSABLE_ENTITY, &page),
        false => asked.show(&page),
    }
}

/// The same question with another page of its answer.
fn at(asked: &Asked, wanted: &Wanted, page: usize) -> String {
    let page = page.to_string();
    let fields = wanted.fields().into_iter().filter(|(_, value)| !value.trim().is_empty());
    asked.link(&with_query(&asked.path, fields.chain([("page", page.as_str())])))
}

#[cfg(test)]
mod tests;
