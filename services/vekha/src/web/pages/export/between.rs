//! What changed between two days as a table: the rows of the page, and the figures of both days.

use super::{
    super::{
        asked::Asked,
        between::{
            rows::{self, Row},
            title,
        },
    },
    FileKind, Of, about,
    facts::column,
    figures, send, understood,
};
use crate::web::{
    comparing::{Compared, Wanted},
    fault::Fault,
};
use axum::{
    extract::{Path, Query},
    response::Response,
};
use vekha_domain::ids::RoadmapId;
use vekha_office::{Cell, Kind, Line, Table};

/// What changed as a workbook.
pub async fn between_excel(Path((_, id)): Of, wanted: Query<Wanted>, asked: Asked) -> Result<Response, Fault> {
    between_as(FileKind::Excel, id, &wanted, asked).await
}

/// What changed as a document.
pub async fn between_word(Path((_, id)): Of, wanted: Query<Wanted>, asked: Asked) -> Result<Response, Fault> {
    between_as(FileKind::Word, id, &wanted, asked).await
}

/// What changed as CSV.
pub async fn between_csv(Path((_, id)): Of, wanted: Query<Wanted>, asked: Asked) -> Result<Response, Fault> {
    between_as(FileKind::Csv, id, &wanted, asked).await
}

async fn between_as(kind: FileKind, id: RoadmapId, wanted: &Wanted, asked: Asked) -> Result<Response, Fault> {
    understood(&asked)?;
    let tables = tables(&asked, id, wanted).await?;
    send(kind, "export-file-between", tables, asked).await
}

async fn tables(asked: &Asked, id: RoadmapId, wanted: &Wanted) -> Result<Vec<Table>, Fault> {
    let (look, roadmap) = (asked.look(), asked.roadmap(id)?);
    let compared = Compared::of(asked.place(), wanted).await?;
    if compared.ends.wrong() {
        return Err(Fault::BadRequest("between-bad-days"));
    }
    let mut notes = about::heading(look, roadmap);
    notes.push(compared.lead(asked));
    let mut lines = Vec::new();
    for (kind, rows) in rows::told(asked, &compared, id).await? {
        lines.push(Line::Group(title(asked, kind)));
        lines.extend(rows.iter().map(|row| Line::Row(cells(row))));
    }
    let days = compared.days(asked).into_iter().map(|(name, view, _)| (name, view.fulfilment(&asked.scope(id))));
    let figures = figures::sheet(look, roadmap, "between-day", days, &notes);
    let text = |key: &str, width: u8| column(look, key, Kind::Text, width);
    let table = Table {
        name: look.lang.say("between-sheet"),
        title: roadmap.title.clone(),
        notes,
        columns: vec![
            text("column-number", 7),
            text("plan-activity", 40),
            text("changes-what", 50),
            text("between-ground", 30),
            column(look, "between-speaks-of", Kind::Day, 12),
            text("between-entries", 12),
        ],
        groups: look.lang.say("changes-kind"),
        lines,
    };
    Ok(vec![table, figures])
}

fn cells(row: &Row) -> Vec<Cell> {
    let entries: Vec<String> = row.entries.iter().map(|(number, _)| format!("№\u{a0}{number}")).collect();
    vec![
        Cell::words(&*row.number),
        Cell::words(&*row.title),
        Cell::words(row.words.join("\n")),
        Cell::words(row.basis.clone().unwrap_or_default()),
        Cell::Day(row.day),
        Cell::words(entries.join(", ")),
    ]
}
