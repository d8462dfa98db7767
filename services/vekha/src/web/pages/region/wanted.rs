//! Which offices are asked for, in which order, and which page of them.

use super::super::{
    plan::{Choice, PAGE},
    written::folded,
};
use crate::{json::OfficeTold, wording::Lang};
use serde::Deserialize;
use std::cmp::Ordering;

/// What the address asks for; an empty field asks for nothing.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// The municipality, or its office, contains.
    pub q: String,
    /// Only those: see [`ONLY`].
    pub s: String,
    /// Sorted by a column of [`By`]; with a minus the greatest first.
    pub o: String,
    /// Page, from 1.
    pub page: String,
}

/// Offices that somebody may look for.
const ONLY: [&str; 5] = ["overdue", "on-review", "undated", "below", "none"];

/// A column to sort by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum By {
    Territory,
    Due,
    Done,
    Completeness,
    Timeliness,
    Fulfilment,
    Six,
    Overdue,
    Undated,
    OnReview,
    Last,
}

impl By {
    /// From the left.
    pub const ALL: [By; 11] = [
        By::Territory,
        By::Due,
        By::Done,
        By::Completeness,
        By::Timeliness,
        By::Fulfilment,
        By::Six,
        By::Overdue,
        By::Undated,
        By::OnReview,
        By::Last,
    ];

    /// How addresses call it.
    pub fn code(self) -> &'static str {
        match self {
            By::Territory => "territory",
            By::Due => "due",
            By::Done => "done",
            By::Completeness => "completeness",
            By::Timeliness => "timeliness",
            By::Fulfilment => "fulfilment",
            By::Six => "six",
            By::Overdue => "overdue",
            By::Undated => "undated",
            By::OnReview => "review",
            By::Last => "last",
        }
    }

    /// Its heading.
    pub fn words(self, lang: Lang) -> String {
        lang.say(match self {
            By::Territory => "column-territory",
            By::Due => "column-fallen-due",
            By::Done => "column-done",
            By::Completeness => "figure-completeness",
            By::Timeliness => "column-timeliness",
            By::Fulfilment => "figure-fulfilment",
            By::Six => "region-six",
            By::Overdue => "column-overdue",
            By::Undated => "column-undated",
            By::OnReview => "export-on-review",
            By::Last => "region-last",
        })
    }

    fn read(code: &str) -> Option<By> {
        By::ALL.into_iter().find(|by| by.code() == code)
    }

    /// The number an office is sorted by; none stands last, whichever way.
    fn of(self, told: &OfficeTold) -> Option<f64> {
        let figures = &told.figures;
        let in_force = |n: u64| (!figures.parts.is_empty()).then_some(n as f64);
        match self {
            By::Territory => None,
            By::Due => in_force(figures.due),
            By::Done => in_force(figures.done),
            By::Completeness => figures.completeness,
            By::Timeliness => figures.timeliness,
            By::Fulfilment => figures.fulfilment,
            By::Six => figures.indicator_6.map(f64::from),
            By::Overdue => in_force(figures.overdue),
            By::Undated => in_force(figures.undated),
            By::OnReview => in_force(figures.on_review),
            By::Last => told.last_event.map(|day| f64::from(day.to_epoch_days())),
        }
    }
}

impl Wanted {
    /// Is the table narrowed?
    pub fn narrows(&self) -> bool {
        !self.q.trim().is_empty() || ONLY.contains(&self.s.as_str())
    }

    /// By which column, and whether the greatest stands first.
    pub fn sort(&self) -> (By, bool) {
        let (backwards, code) = self.o.strip_prefix('-').map_or((false, self.o.as_str()), |code| (true, code));
        By::read(code).map_or((By::Territory, false), |by| (by, backwards))
    }

    fn finds(&self, words: &str, told: &OfficeTold) -> bool {
        let figures = &told.figures;
        let only = match self.s.as_str() {
            "overdue" => figures.overdue > 0,
            "on-review" => figures.on_review > 0,
            "undated" => figures.undated > 0,
            "below" => figures.indicator_6 == Some(0),
            "none" => figures.parts.is_empty(),
            _ => true,
        };
        only && (words.is_empty() || folded(&told.territory).contains(words) || folded(&told.name).contains(words))
    }
}

/// The offices that were found, in their order.
pub struct Found<'a> {
    /// All of them.
    pub lines: Vec<&'a OfficeTold>,
}

impl<'a> Found<'a> {
    /// Looks for what is asked for.
    pub fn of(told: &'a [OfficeTold], wanted: &Wanted) -> Found<'a> {
        let words = folded(&wanted.q);
        let mut lines: Vec<_> = told.iter().filter(|told| wanted.finds(&words, told)).collect();
        lines.sort_by_cached_key(|told| (told.territory.to_lowercase(), told.office));
        let (by, backwards) = wanted.sort();
        match (by, backwards) {
            (By::Territory, true) => lines.reverse(),
            (By::Territory, false) => {}
            _ => lines.sort_by(|a, b| ordered(by.of(a), by.of(b), backwards)),
        }
        Found { lines }
    }

    /// The lines of the page asked for, which page that is, and how many there are; a page beyond the last is the last.
    pub fn page(&self, wanted: &Wanted) -> (&[&'a OfficeTold], usize, usize) {
        let pages = self.lines.len().div_ceil(PAGE).max(1);
        let at = wanted.page.parse().unwrap_or(1).clamp(1, pages);
        (self.lines.chunks(PAGE).nth(at - 1).unwrap_or_default(), at, pages)
    }
}

fn ordered(a: Option<f64>, b: Option<f64>, backwards: bool) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) if backwards => b.total_cmp(&a),
        (Some(a), Some(b)) => a.total_cmp(&b),
        (a, b) => a.is_none().cmp(&b.is_none()),
    }
}

/// The list of what may be looked for.
pub fn only(lang: Lang, chosen: &str) -> Vec<Choice> {
    let all = std::iter::once("").chain(ONLY);
    let words = |value: &str| lang.say(&format!("region-only-{}", if value.is_empty() { "all" } else { value }));
    all.map(|value| Choice { value: value.to_owned(), words: words(value), chosen: value == chosen }).collect()
}

/// The list of orders, for those who see no headings: on a telephone.
pub fn orders(lang: Lang, chosen: &str) -> Vec<Choice> {
    let order = |by: By| {
        let value = if by == By::Territory { String::new() } else { format!("-{}", by.code()) };
        let key = if by == By::Territory { "region-order-name" } else { "region-order-greatest" };
        let words = lang.say_with(key, [("column", by.words(lang).to_lowercase().into())]);
        Choice { chosen: value == chosen, value, words }
    };
    let mut orders: Vec<Choice> = By::ALL.into_iter().map(order).collect();
    // An order that only a heading gives is kept by the form.
    if let Some(by) = By::read(chosen).filter(|by| *by != By::Territory) {
        let words = lang.say_with("region-order-least", [("column", by.words(lang).to_lowercase().into())]);
        orders.push(Choice { value: chosen.to_owned(), words, chosen: true });
    }
    orders
}
