//! Rows that name an activity: its number, its words, whose it is, and the page behind it.

use super::Subject;
use crate::web::pages::{executor_words, written};
use vekha_domain::{activity::Activity, event::Executor};
use vekha_office::{Cell, Column, Kind};

use super::super::writer::Writer;

/// The two columns that every such table begins with.
pub fn columns(w: &Writer<'_>) -> Vec<Column> {
    vec![w.column("column-number", Kind::Text, 7), w.column("column-activity", Kind::Text, 44)]
}

/// The same where rows of one activity follow each other: on paper they share their cells.
pub fn joined(w: &Writer<'_>) -> Vec<Column> {
    columns(w).into_iter().map(|column| Column { joined: true, ..column }).collect()
}

/// Their cells.
pub fn cells(s: &Subject<'_>, activity: &Activity) -> Vec<Cell> {
    let title = activity.wording_on(s.look.as_of).map(|words| words.title.clone()).unwrap_or_default();
    vec![Cell::words(activity.number.clone()), Cell::words(title)]
}

/// The page of an activity, at an occurrence.
pub fn page(s: &Subject<'_>, activity: &Activity, occurrence: Option<u16>) -> Option<String> {
    let path = format!("/offices/{}/activities/{}", s.look.known.office().id, activity.id);
    Some(occurrence.map_or(path.clone(), |o| format!("{path}?o={o}")))
}

/// Whose it is.
pub fn executor(s: &Subject<'_>, activity: &Activity, executor: Executor) -> String {
    written::unbroken(&executor_words(s.look, activity, executor))
}
