//! The plan sorted by one of its columns, in one list without directions.

use super::{
    super::{states::urgency, written},
    rows::{Direction, Row, Task},
};
use vekha_projections::{Obligation, State};

/// By what the rows are sorted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sort {
    /// The column.
    pub by: Column,
    /// The last first.
    pub backwards: bool,
}

/// A column to sort by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Column {
    /// Number as printed, number by number.
    Number,
    /// Words of the row.
    Title,
    /// The nearest due day.
    Term,
    /// Names of the responsible.
    Responsible,
    /// The most urgent state.
    State,
}

impl Sort {
    /// `term`, or `-term` for the last first; none for a word that is no column.
    pub fn read(text: &str) -> Option<Sort> {
        let (backwards, by) = text.strip_prefix('-').map_or((false, text), |by| (true, by));
        let by = match by {
            "number" => Column::Number,
            "title" => Column::Title,
            "term" => Column::Term,
            "responsible" => Column::Responsible,
            "state" => Column::State,
            _ => return None,
        };
        Some(Sort { by, backwards })
    }
}

/// What a row is sorted by: a rank, then words.
pub type Key = (i64, Vec<u32>, String);

/// The key of a row in a column.
pub fn key(row: &Row, obligations: &[Obligation], day: chrono::NaiveDate, by: Column) -> Key {
    let numbers = || row.number.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
    let words = |text: &str| (0, Vec::new(), written::folded(text));
    match by {
        Column::Number => (0, numbers(), row.number.clone()),
        Column::Title => words(&row.title),
        Column::Responsible => words(&row.named.iter().map(|n| n.name.as_str()).collect::<Vec<_>>().join(", ")),
        Column::State => {
            let states = obligations.iter().map(|o| o.state);
            let first = states.min_by_key(|state| urgency(*state));
            (first.map_or(i64::MAX, |state| i64::from(urgency(state))), numbers(), String::new())
        }
        Column::Term => {
            let waits = |o: &&Obligation| o.mark.is_none() && o.state != State::Withdrawn;
            let next = obligations.iter().filter(waits).map(|o| o.effective_due).min();
            let rank = next.map_or(i64::MAX, |due| (due - day).num_days());
            (rank, numbers(), String::new())
        }
    }
}

/// The rows in one list, without directions.
pub fn sorted(mut found: Vec<(Key, Row)>, Sort { backwards, .. }: Sort) -> Vec<Direction> {
    found.sort_by(|(a, _), (b, _)| if backwards { b.cmp(a) } else { a.cmp(b) });
    let rows: Vec<Row> = found.into_iter().map(|(_, row)| row).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    vec![Direction { heads: Vec::new(), tasks: vec![Task { title: None, rows }] }]
}
