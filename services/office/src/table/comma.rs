//! A table as CSV for programs of tables: UTF-8 with its mark, semicolons, no cell that could be taken for a formula.

use super::{Line, Table, Unwritten, like_formula};
use csv::{Terminator, WriterBuilder};

/// Programs of tables take a file without it for another encoding.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// The rows of a table under its header; groups, where there are any, stand in a column of their own in front.
///
/// # Errors
/// [`Unwritten`].
pub fn comma(table: &Table) -> Result<Vec<u8>, Unwritten> {
    let unwritten = |e: csv::Error| Unwritten(e.to_string());
    let grouped = table.lines.iter().any(|line| matches!(line, Line::Group(_)));
    let mut writer =
        WriterBuilder::new().delimiter(b';').terminator(Terminator::CRLF).flexible(true).from_writer(MARK.to_vec());
    let groups = grouped.then_some(table.groups.as_str());
    let head = groups.into_iter().chain(table.columns.iter().map(|column| column.title.as_str())).map(guarded);
    writer.write_record(head).map_err(unwritten)?;
    let mut group = String::new();
    for line in &table.lines {
        match line {
            Line::Group(words) => group.clone_from(words),
            Line::Row(cells) => {
                let cells = (0..table.columns.len()).map(|at| cells.get(at).map(super::Cell::read).unwrap_or_default());
                let row = grouped.then(|| group.clone()).into_iter().chain(cells);
                writer.write_record(row.map(|cell| guarded(&cell))).map_err(unwritten)?;
            }
        }
    }
    writer.into_inner().map_err(|e| Unwritten(e.to_string()))
}

/// With an apostrophe in front of what would be taken for a formula.
fn guarded(words: &str) -> String {
    if like_formula(words) { format!("'{words}") } else { words.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cell, Column, Kind};

    #[test]
    fn a_file_opens_in_columns_and_runs_nothing() {
        let column = |title: &str| Column { title: title.to_owned(), kind: Kind::Text, width: 10, joined: false };
        let text = |words: &str| Cell::Text(words.to_owned());
        let table = Table {
            columns: ["№", "Мероприятие", "Срок"].map(column).to_vec(),
            groups: "Направление".to_owned(),
            lines: vec![
                Line::Group("1. Кадры".to_owned()),
                Line::Row(vec![text("1.1"), text("=cmd|' /C calc'!A0"), Cell::Day("2023-06-30".parse().unwrap())]),
                Line::Row(vec![text("@x"), text("-1; \"да\"\nнет"), Cell::Tenths(549)]),
                Line::Row(vec![text("\r=1")]),
            ],
            ..Table::default()
        };
        let written = String::from_utf8(comma(&table).unwrap()).unwrap();
        assert_eq!(
            written,
            "\u{feff}Направление;№;Мероприятие;Срок\r\n\
             1. Кадры;1.1;'=cmd|' /C calc'!A0;30.06.2023\r\n\
             1. Кадры;'@x;\"'-1; \"\"да\"\"\nнет\";54,9\u{a0}%\r\n\
             1. Кадры;'=1;;\r\n"
        );
    }
}
