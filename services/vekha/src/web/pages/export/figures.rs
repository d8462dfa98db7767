//! The sheet of figures: the roadmap and each of its directions, with what every share is a share of.

use super::{
    super::{look::Look, plan::rows},
    facts::column,
};
use crate::wording::Lang;
use vekha_domain::roadmap::Roadmap;
use vekha_office::{Cell, Column, Kind, Line, Table};
use vekha_projections::{Figures, Obligation};

/// The figures of `whole` and of its directions.
pub fn table(
    look: Look<'_>,
    roadmap: &Roadmap,
    obligations: &[Obligation],
    whole: &Figures,
    notes: &[String],
) -> Table {
    let mut rows = vec![(look.lang.say("export-whole"), *whole)];
    rows.extend(rows::by_direction(look, roadmap, obligations));
    sheet(look, roadmap, "column-section", rows.into_iter(), notes)
}

/// A line of figures for each of something that `head` names.
pub fn sheet(
    look: Look<'_>,
    roadmap: &Roadmap,
    head: &str,
    rows: impl Iterator<Item = (String, Figures)>,
    notes: &[String],
) -> Table {
    let mut columns = vec![column(look, head, Kind::Text, 60)];
    columns.extend(self::columns(look.lang));
    Table {
        name: look.lang.say("export-sheet-figures"),
        title: roadmap.title.clone(),
        notes: notes.to_vec(),
        columns,
        groups: String::new(),
        lines: rows.map(|(title, figures)| row(title, &figures)).collect(),
    }
}

/// The columns of figures.
pub fn columns(lang: Lang) -> [Column; 10] {
    let column = |key: &str, kind, width| Column { title: lang.say(key), kind, width, joined: false };
    let number = |key: &str| column(key, Kind::Number, 12);
    let percent = |key: &str| column(key, Kind::Percent, 16);
    [
        number("column-fallen-due"),
        number("column-done"),
        number("column-on-time"),
        number("export-fulfilled"),
        percent("plan-word-completeness"),
        percent("plan-word-timeliness"),
        percent("plan-word-fulfilment"),
        number("menu-overdue"),
        number("export-on-review"),
        number("column-undated"),
    ]
}

/// What stands in them.
pub fn cells(figures: &Figures) -> [Cell; 10] {
    [
        Cell::number(figures.due),
        Cell::number(figures.done),
        Cell::number(figures.on_time),
        Cell::number(figures.fulfilled),
        Cell::share(figures.done, figures.due),
        Cell::share(figures.on_time, figures.due),
        Cell::share(figures.fulfilled, figures.due),
        Cell::number(figures.overdue),
        Cell::number(figures.on_review),
        Cell::number(figures.undated),
    ]
}

fn row(title: String, figures: &Figures) -> Line {
    Line::Row(std::iter::once(Cell::words(title)).chain(cells(figures)).collect())
}
