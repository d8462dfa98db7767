//! Confirming documents as tables: those of a roadmap, and those of a sample with what was found in them.

use super::{
    super::{
        asked::Asked,
        proofs::{
            Wanted, found,
            rows::{self, Row},
            sample,
        },
    },
    about,
    facts::column,
};
use crate::web::fault::Fault;
use vekha_domain::{audit::Sample, ids::RoadmapId};
use vekha_office::{Cell, Column, Kind, Line, Table};

/// The documents of a roadmap that are asked for, each with its place among all: a sample is drawn from this order.
pub fn table(asked: &Asked, id: RoadmapId, wanted: &Wanted) -> Result<Table, Fault> {
    let (look, roadmap) = (asked.look(), asked.roadmap(id)?);
    let documents = asked.view().documents(&asked.scope(id));
    let found = found(asked, id, &documents, wanted)?;
    let mut notes = about::heading(look, roadmap);
    let counts = [("n", found.len().into()), ("of", documents.len().into())];
    notes.push(look.lang.say_with("proofs-found", counts));
    let line = |(n, document): &(usize, &_)| Line::Row(cells(*n, Some(&rows::row(asked, document))));
    Ok(Table {
        name: look.lang.say("menu-proofs"),
        title: roadmap.title.clone(),
        notes,
        columns: columns(asked),
        groups: String::new(),
        lines: found.iter().map(line).collect(),
    })
}

/// The documents of a sample.
pub fn of_sample(asked: &Asked, sample: &Sample) -> Table {
    let look = asked.look();
    let mut notes = sample::how(asked, sample);
    notes.push(sample::result(asked, sample));
    let mut columns = columns(asked);
    columns.push(column(look, "sample-finding", Kind::Text, 24));
    columns.push(column(look, "sample-findings", Kind::Text, 40));
    let line = |drawn: sample::Drawn| {
        let mut row = cells(drawn.n, drawn.row.as_ref());
        row.push(Cell::words(drawn.finding.unwrap_or_else(|| look.lang.say("sample-open"))));
        row.push(Cell::words(drawn.findings.join("\n")));
        Line::Row(row)
    };
    Table {
        name: look.lang.say("sample-sheet"),
        title: look.lang.say("menu-proofs"),
        notes,
        columns,
        groups: String::new(),
        lines: sample::list(asked, sample).into_iter().map(line).collect(),
    }
}

fn columns(asked: &Asked) -> Vec<Column> {
    let look = asked.look();
    let text = |key: &str, width: u8| column(look, key, Kind::Text, width);
    vec![
        column(look, "proofs-place", Kind::Number, 6),
        text("column-number", 7),
        text("column-activity", 50),
        text("export-executor", 30),
        column(look, "export-due", Kind::Day, 12),
        column(look, "activity-performed", Kind::Day, 12),
        text("proofs-document", 50),
        text("proofs-host", 24),
        text("proofs-found-state", 24),
        column(look, "proofs-looked", Kind::Day, 12),
        column(look, "proofs-status", Kind::Number, 9),
        text("proofs-leads-to", 40),
        text("proofs-sha256", 30),
    ]
}

fn cells(n: usize, row: Option<&Row>) -> Vec<Cell> {
    let place = Cell::number(n as u64);
    let Some(row) = row else { return [vec![place], vec![Cell::Empty; 12]].concat() };
    let look = &row.look;
    vec![
        place,
        Cell::words(&*row.number),
        Cell::words(&*row.title),
        Cell::words(&*row.executor),
        Cell::Day(row.due),
        Cell::Day(row.performed),
        Cell::words(&*row.document.link),
        Cell::words(&*row.host),
        Cell::words(&*look.state),
        look.day.into(),
        look.status.map_or(Cell::Empty, |status| Cell::number(u64::from(status))),
        Cell::words(look.leads_to.as_ref().map(|to| to.link.clone()).unwrap_or_default()),
        Cell::words(look.sha256.clone().unwrap_or_default()),
    ]
}
