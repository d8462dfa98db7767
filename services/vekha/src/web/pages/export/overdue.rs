//! What is overdue as a table: the rows of the page, with the name above them in a column of its own.

use super::{
    super::{asked::Asked, overdue},
    about,
    facts::column,
};
use vekha_domain::roadmap::Roadmap;
use vekha_office::{Cell, Kind, Line, Table};

/// The table of the page.
pub fn table(asked: &Asked, roadmap: &Roadmap) -> Table {
    let look = asked.look();
    let listed = overdue::listed(asked, roadmap.id);
    let mut notes = about::heading(look, roadmap);
    notes.push(if listed.groups.is_empty() { look.lang.say("overdue-none") } else { listed.summary });
    let text = |key: &str, width: u8| column(look, key, Kind::Text, width);
    let mut lines = Vec::new();
    for group in &listed.groups {
        lines.extend(group.rows.iter().map(|row| {
            Line::Row(vec![
                Cell::words(&*group.name),
                Cell::words(&*row.number),
                Cell::words(&*row.title),
                Cell::Day(row.due),
                Cell::Day(row.effective_due),
                Cell::Number(row.days),
                Cell::words(&*row.together),
                Cell::words(row.returned.clone().unwrap_or_default()),
            ])
        }));
    }
    Table {
        name: look.lang.say("menu-overdue"),
        title: roadmap.title.clone(),
        notes,
        columns: vec![
            text("export-executor", 32),
            text("column-number", 7),
            text("column-activity", 55),
            column(look, "export-due", Kind::Day, 12),
            column(look, "export-effective-due", Kind::Day, 12),
            column(look, "export-late", Kind::Number, 12),
            text("column-together", 36),
            text("export-returned", 36),
        ],
        groups: String::new(),
        lines,
    }
}
