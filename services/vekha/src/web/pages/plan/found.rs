//! Which rows of the plan are asked for, in which order, and which page of them.

use super::{
    super::{
        look::Look,
        parties,
        states::{Mark, Shown, urgency},
        tally::{self, Tally},
        written,
    },
    filter::{Facts, Ready},
    sort::{Column, Sort},
};
use std::collections::HashMap;
use vekha_domain::{activity::Activity, ids::RoadmapId, roadmap::Roadmap};
use vekha_projections::{Obligation, State};

/// Rows of one page: more would be slow to read for a browser.
pub const PAGE: usize = 250;
/// States somebody has to act on: a row is found by them even when a more urgent one is shown.
const CALLING: [&str; 4] = ["overdue", "returned", "due-today", "on-review"];

/// A row that may be shown.
pub struct Candidate<'a> {
    /// The activity.
    pub activity: &'a Activity,
    /// What of it the visitor is answered for.
    pub obligations: &'a [Obligation],
}

/// What was found.
pub struct Found<'a> {
    /// The rows of the page.
    pub lines: Vec<Candidate<'a>>,
    /// How many were found on all pages.
    pub found: usize,
    /// Rows there are for this visitor.
    pub all: usize,
    /// The page, from 1.
    pub page: usize,
    /// How many pages there are, at least one.
    pub pages: usize,
    /// Sorted by a column: in one list, without directions.
    pub sorted: bool,
}

impl<'a> Found<'a> {
    /// Looks for the rows the filter asks for: all of them, on one page.
    pub fn of(look: Look<'a>, roadmap: &Roadmap, obligations: &'a [Obligation], filter: &Ready) -> Found<'a> {
        let of = tally::by_activity(obligations);
        let rows = activities(look, roadmap.id);
        let all = rows.len();
        let candidate = |activity: &'a Activity| Candidate {
            activity,
            obligations: of.get(&activity.id).copied().unwrap_or_default(),
        };
        let mut lines: Vec<Candidate<'a>> = rows.into_iter().map(candidate).collect();
        lines.retain(|line| finds(look, roadmap, line, filter));
        if let Some(Sort { by, backwards }) = filter.sort() {
            lines.sort_by_cached_key(|line| key(look, line, by));
            if backwards {
                lines.reverse();
            }
        }
        Found { found: lines.len(), lines, all, page: 1, pages: 1, sorted: filter.sort().is_some() }
    }

    /// The rows of one page, from 1; a page beyond the last is the last.
    pub fn on_page(mut self, page: usize) -> Found<'a> {
        self.pages = self.found.div_ceil(PAGE).max(1);
        self.page = page.clamp(1, self.pages);
        self.lines = self.lines.into_iter().skip((self.page - 1) * PAGE).take(PAGE).collect();
        self
    }
}

/// The activities of the table that this visitor may see.
pub fn activities(look: Look<'_>, roadmap: RoadmapId) -> Vec<&Activity> {
    let seen = |a: &&Activity| a.planned_on <= look.as_of && look.shows(a);
    let mut rows: Vec<&Activity> = look.known.activities(roadmap).filter(seen).collect();
    // A row added later stands at the end of its direction.
    let mut first: HashMap<Option<u16>, u32> = HashMap::new();
    for row in rows.iter().rev() {
        first.insert(row.section, row.ordinal);
    }
    rows.sort_by_key(|row| (first.get(&row.section).copied(), row.ordinal));
    rows
}

/// Does the filter find the row? What it does not ask for is not put together.
fn finds(look: Look<'_>, roadmap: &Roadmap, line: &Candidate<'_>, filter: &Ready) -> bool {
    if filter.asks_nothing() {
        return true;
    }
    let Candidate { activity, obligations } = line;
    let Some(words) = activity.wording_on(look.as_of) else { return false };
    filter.finds(&Facts {
        number: &activity.number,
        title: &words.title,
        form: words.form.as_deref(),
        audience: words.audience.as_deref(),
        place: words.place.as_deref(),
        codes: &words.codes.join(", "),
        result: words.result.as_deref(),
        responsible: &if filter.asks_responsible() { responsible(look, activity) } else { String::new() },
        due: &due_days(obligations),
        undated: look.view().waits(activity),
        states: &if filter.asks_state() { codes(look, line) } else { Vec::new() },
        sections: &activity.section.map(|s| path_to(roadmap, s)).unwrap_or_default(),
    })
}

fn responsible(look: Look<'_>, activity: &Activity) -> String {
    let named = parties::named(activity, look.as_of, look.known, look.names, look.lang);
    named.iter().map(|n| n.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// The state shown and the code it is found by.
pub fn state(look: Look<'_>, activity: &Activity, tallies: &[Tally<'_>]) -> (Shown, &'static str) {
    let lang = look.lang;
    let most_urgent = tally::first_to_look_at(tallies).and_then(Tally::state);
    match most_urgent {
        Some(state) => (Shown::of(lang, state), state.code()),
        None if activity.withdrawn_on(look.as_of) => (Shown::of(lang, State::Withdrawn), State::Withdrawn.code()),
        None if look.view().waits(activity) => (Shown::undated(lang), "undated"),
        None => {
            let mark = Mark { sign: "·", class: "" };
            (Shown { mark, word: lang.say("plan-on-demand") }, "on-demand")
        }
    }
}

/// What a row is sorted by: a rank, then words.
type Key = (i64, Vec<u32>, String);

fn key(look: Look<'_>, Candidate { activity, obligations }: &Candidate<'_>, by: Column) -> Key {
    let numbers = || activity.number.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
    let words = |text: &str| (0, Vec::new(), written::folded(text));
    match by {
        Column::Number => (0, numbers(), activity.number.clone()),
        Column::Title => words(activity.wording_on(look.as_of).map_or("", |w| w.title.as_str())),
        Column::Responsible => words(&responsible(look, activity)),
        Column::State => {
            let first = obligations.iter().map(|o| urgency(o.state)).min();
            (first.map_or(i64::MAX, i64::from), numbers(), String::new())
        }
        Column::Term => {
            let waits = |o: &&Obligation| o.mark.is_none() && o.state != State::Withdrawn;
            let next = obligations.iter().filter(waits).map(|o| o.effective_due).min();
            (next.map_or(i64::MAX, |due| (due - look.as_of).num_days()), numbers(), String::new())
        }
    }
}

/// A direction and those it lies in, the inner first.
pub fn path_to(roadmap: &Roadmap, section: u16) -> Vec<u16> {
    let mut path = vec![section];
    while let Some(outer) = path.last().and_then(|s| roadmap.section(*s)).and_then(|s| s.parent) {
        path.push(outer);
    }
    path
}

fn due_days(obligations: &[Obligation]) -> Vec<chrono::NaiveDate> {
    obligations.iter().filter(|o| o.state != State::Withdrawn).map(|o| o.effective_due).collect()
}

/// The state shown, and those that call for somebody behind it.
fn codes(look: Look<'_>, Candidate { activity, obligations }: &Candidate<'_>) -> Vec<&'static str> {
    let mut codes = vec![state(look, activity, &Tally::of(activity, obligations, look.as_of)).1];
    for code in obligations.iter().map(|o| o.state.code()).filter(|code| CALLING.contains(code)) {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}
