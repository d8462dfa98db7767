//! The roadmap as its order prints it and as it stands: the rows of the page, all of them, and the sheets beside them.

use super::{
    super::{
        look::Look,
        parties::Named,
        plan::{
            columns::Columns,
            filter::Ready,
            found::{Candidate, Found},
            rows::{self, Row},
        },
        tally::Tally,
    },
    FileKind, about,
    facts::{self, column},
    figures, obligations,
};
use std::collections::HashMap;
use vekha_domain::{ids::ActivityId, roadmap::Roadmap};
use vekha_office::{Cell, Column, Kind, Line, Table};
use vekha_projections::Figures;

/// A column of the table.
#[derive(Clone, Copy)]
enum Field {
    Number,
    Task,
    Title,
    Form,
    Audience,
    Place,
    Codes,
    Term,
    Understood,
    Responsible,
    Result,
    State,
    Occurrences,
    Late,
    Documents,
}

/// The rows that the filter finds; in a workbook also their obligations and the figures.
pub fn tables(look: Look<'_>, roadmap: &Roadmap, filter: &Ready, kind: FileKind) -> Vec<Table> {
    let (view, scope) = (look.view(), look.scope(roadmap.id));
    let counted = view.obligations(&scope);
    let found = Found::of(look, roadmap, &counted, filter);
    let whole: Figures = view.counted(&scope, &counted);
    let mut notes = about::heading(look, roadmap);
    let figures_line = about::figures(look, &whole);
    let mut tables = vec![Table {
        name: look.lang.say("menu-plan"),
        title: roadmap.title.clone(),
        notes: notes.iter().cloned().chain([figures_line]).chain(narrowed(look, &found)).collect(),
        groups: look.lang.say("column-section"),
        ..plan(look, roadmap, &counted, &found, kind)
    }];
    if kind == FileKind::Excel {
        let figures = figures::table(look, roadmap, &counted, &whole, &notes);
        notes.extend(narrowed(look, &found));
        tables.push(obligations::table(look, roadmap, &found.lines, &notes));
        tables.push(figures);
    }
    tables
}

/// That not all rows are there, when they are not.
fn narrowed(look: Look<'_>, found: &Found<'_>) -> Option<String> {
    let shown = [("n", found.found.into()), ("all", found.all.into())];
    (found.found < found.all).then(|| look.lang.say_with("plan-shown", shown))
}

fn plan(
    look: Look<'_>,
    roadmap: &Roadmap,
    counted: &[vekha_projections::Obligation],
    found: &Found<'_>,
    kind: FileKind,
) -> Table {
    let fields = fields(Columns::of(look, roadmap.id), kind);
    let of: HashMap<ActivityId, &Candidate<'_>> = found.lines.iter().map(|line| (line.activity.id, line)).collect();
    let mut lines = Vec::new();
    for direction in rows::table(look, roadmap, counted, found, &|_| String::new()) {
        lines.extend(direction.heads.into_iter().map(|head| Line::Group(head.title)));
        for row in direction.tasks.iter().flat_map(|task| &task.rows) {
            let Some(line) = of.get(&row.activity) else { continue };
            lines.push(Line::Row(fields.iter().map(|field| cell(look, *field, row, line)).collect()));
        }
    }
    Table { columns: fields.iter().map(|field| heading(look, *field)).collect(), lines, ..Table::default() }
}

/// The columns that this roadmap has. On paper the state says how late it is.
fn fields(columns: Columns, kind: FileKind) -> Vec<Field> {
    let there = [
        (Field::Number, true),
        (Field::Task, columns.task),
        (Field::Title, true),
        (Field::Form, columns.form),
        (Field::Audience, columns.audience),
        (Field::Place, columns.place),
        (Field::Codes, columns.codes),
        (Field::Term, true),
        (Field::Understood, true),
        (Field::Responsible, true),
        (Field::Result, columns.result),
        (Field::State, true),
        (Field::Occurrences, true),
        (Field::Late, kind != FileKind::Word),
        (Field::Documents, true),
    ];
    there.into_iter().filter(|(_, there)| *there).map(|(field, _)| field).collect()
}

/// The own reader finds the order's columns by these words; those it must pass over are not called like them.
fn heading(look: Look<'_>, field: Field) -> Column {
    let text = |key: &str, width: u8| column(look, key, Kind::Text, width);
    match field {
        Field::Number => text("column-number", 7),
        Field::Task => Column { joined: true, ..text("said-task", 24) },
        Field::Title => text("plan-activity", 40),
        Field::Form => text("plan-form", 14),
        Field::Audience => text("plan-audience", 16),
        Field::Place => text("plan-place", 14),
        Field::Codes => text("plan-codes", 9),
        Field::Term => text("plan-term", 18),
        Field::Understood => text("export-understood", 20),
        Field::Responsible => text("plan-responsible", 24),
        Field::Result => text("plan-result", 24),
        Field::State => text("plan-state-is", 18),
        Field::Occurrences => text("export-occurrences", 32),
        Field::Late => column(look, "export-late", Kind::Number, 12),
        Field::Documents => text("export-links", 32),
    }
}

fn cell(look: Look<'_>, field: Field, row: &Row, line: &Candidate<'_>) -> Cell {
    let Candidate { activity, obligations } = line;
    let words = |words: &Option<String>| Cell::words(words.clone().unwrap_or_default());
    match field {
        Field::Number => Cell::words(&*row.number),
        Field::Task => words(&activity.wording_on(look.as_of).and_then(|w| w.task.clone())),
        Field::Title => Cell::words(&*row.title),
        Field::Form => words(&row.form),
        Field::Audience => words(&row.audience),
        Field::Place => words(&row.place),
        Field::Codes => Cell::words(&*row.codes),
        Field::Term => words(&row.words),
        Field::Understood => {
            let lines = std::iter::once(&row.understood).chain(&row.notes).map(String::as_str);
            Cell::words(lines.collect::<Vec<_>>().join("\n"))
        }
        Field::Responsible => Cell::words(row.named.iter().map(named).collect::<Vec<_>>().join(", ")),
        Field::Result => words(&row.result),
        Field::State => {
            let both = std::iter::once(&row.state.word).chain(&row.fraction).map(String::as_str);
            Cell::words(both.collect::<Vec<_>>().join(", "))
        }
        Field::Occurrences => {
            let tallies = Tally::of(activity, obligations, look.as_of);
            Cell::words(facts::occurrences(look, activity, &tallies))
        }
        Field::Late => obligations.iter().filter_map(|o| facts::late(o.state)).max().map_or(Cell::Empty, Cell::Number),
        Field::Documents => Cell::words(facts::documents(look, activity, *obligations)),
    }
}

/// A name with what stands beside it on the page.
fn named(who: &Named) -> String {
    let each = who.each.iter().map(|each| format!(" {each}"));
    let instead = who.stand_in.iter().map(|instead| format!(" ({instead})"));
    std::iter::once(who.name.clone()).chain(each).chain(instead).collect()
}
