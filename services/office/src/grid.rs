//! A filled-in table as it stands: rows of cells with their addresses, so that what is refused can be named by its cell.

use crate::{format::Format, order::ReadError, xlsx};
use serde::{Deserialize, Serialize};

/// Most cells that are taken.
const MOST_CELLS: usize = 100_000;
/// Most characters of a cell that are kept.
const LONGEST: usize = 4_000;

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grid {
    /// Rows with anything in them.
    pub rows: Vec<GridRow>,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GridRow {
    /// Which one, from 1, as Excel counts.
    pub row: u32,
    /// Filled cells with their columns, from 0.
    pub cells: Vec<(u32, String)>,
}

impl GridRow {
    /// A cell's words; empty where nothing stands.
    pub fn cell(&self, column: u32) -> &str {
        self.cells.iter().find(|(at, _)| *at == column).map_or("", |(_, words)| words.as_str())
    }

    /// `H12`.
    pub fn address(&self, column: u32) -> String {
        format!("{}{}", letters(column), self.row)
    }
}

/// Reads the first sheet of a workbook, or rows of cells with tabs between them as they are pasted from one.
///
/// # Errors
/// The file is damaged, too large, or neither a workbook nor text.
pub fn read_grid(bytes: &[u8], format: Format) -> Result<Grid, ReadError> {
    if bytes.trim_ascii().is_empty() {
        return Err(ReadError::Empty);
    }
    let rows = match format {
        Format::Xlsx => xlsx::first_sheet(bytes)?,
        Format::Text => return Ok(pasted(&String::from_utf8_lossy(bytes))),
        Format::Docx => return Err(ReadError::UnsupportedFormat { extension: "docx".to_owned() }),
        Format::Csv => return Err(ReadError::UnsupportedFormat { extension: "csv".to_owned() }),
    };
    let row = |(row, cells): (u32, Vec<(u32, String)>)| GridRow { row: row.saturating_add(1), cells };
    Ok(Grid { rows: rows.into_iter().map(row).collect() })
}

/// Rows of cells with tabs between them.
pub fn pasted(text: &str) -> Grid {
    let mut grid = Grid::default();
    let mut taken = 0;
    for (at, line) in text.lines().enumerate() {
        let cells = line.split('\t').zip(0..).map(|(cell, column)| (column, kept(cell)));
        let cells: Vec<(u32, String)> = cells.filter(|(_, cell)| !cell.is_empty()).collect();
        taken += cells.len();
        if taken > MOST_CELLS {
            break;
        }
        if !cells.is_empty() {
            grid.rows.push(GridRow { row: u32::try_from(at + 1).unwrap_or(u32::MAX), cells });
        }
    }
    grid
}

/// A cell of quotes, as Excel copies one with a line end or a quote in it, is what stands between them.
fn kept(cell: &str) -> String {
    let cell = cell.trim();
    let inner = cell.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inner.map_or_else(|| cell.to_owned(), |inner| inner.replace("\"\"", "\"")).chars().take(LONGEST).collect()
}

fn letters(column: u32) -> String {
    let (mut left, mut letters) = (column.saturating_add(1), String::new());
    while left > 0 {
        left -= 1;
        letters.insert(0, char::from(b'A' + u8::try_from(left % 26).unwrap_or_default()));
        left /= 26;
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cell, Column, Kind, Line, Table};

    #[test]
    fn a_written_table_is_read_back_with_the_addresses_of_its_cells() {
        let column = |title: &str| Column { title: title.into(), kind: Kind::Text, width: 9, joined: false };
        let table = Table {
            name: "Шаблон".into(),
            title: "Шаблон".into(),
            columns: vec![column("№"), column("Значение")],
            lines: vec![Line::Row(vec![Cell::words("1.1"), Cell::words("98,8")])],
            ..Table::default()
        };
        let made = chrono::DateTime::UNIX_EPOCH;
        let grid = read_grid(&crate::excel(&[table], made).unwrap(), Format::Xlsx).unwrap();
        let last = grid.rows.last().unwrap();
        assert_eq!((last.cell(0), last.cell(1)), ("1.1", "98,8"));
        assert_eq!(last.address(1), "B4");
        assert_eq!(letters(27), "AB");
    }

    #[test]
    fn pasted_rows_keep_their_places() {
        let grid = pasted("Иванова И. И.\t2\t\tнет\r\n\r\n\"Петров \"\"П\"\"\"\t1");
        assert_eq!(grid.rows[0].cells, [(0, "Иванова И. И.".into()), (1, "2".into()), (3, "нет".into())]);
        assert_eq!((grid.rows[1].row, grid.rows[1].cell(0)), (3, "Петров \"П\""));
    }
}
