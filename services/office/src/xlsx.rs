//! Excel: the rows of every sheet, dates as «31.12.2023», merged cells told apart from empty ones.

use crate::{
    order::ReadError,
    package::{self, damaged},
    sheet::{Block, Cell},
};
use calamine::{Data, Dimensions, Reader, Xlsx};
use std::{collections::BTreeMap, io::Cursor};

const PART: &str = "xl/workbook.xml";
/// Most cells a sheet may span.
const CELLS: u64 = 500_000;

pub(crate) fn blocks(bytes: &[u8]) -> Result<Vec<Block>, ReadError> {
    package::part(bytes, PART)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| damaged(PART))?;
    let mut blocks = Vec::new();
    for name in book.sheet_names() {
        let merged = book.merge_cells_by_sheet_name(&name).map_err(|_| damaged(&name))?;
        // Cells are taken as they come: a range would be laid out in full, even if it were one cell in a far corner.
        let mut sparse: BTreeMap<u32, Vec<(u32, String)>> = BTreeMap::new();
        let mut width = 0;
        let mut cells = book.worksheet_cells_reader(&name).map_err(|_| damaged(&name))?;
        while let Some(cell) = cells.next_cell().map_err(|_| damaged(&name))? {
            let ((row, column), text) = (cell.get_position(), text(&cell.get_value().clone().into()));
            if !text.is_empty() {
                width = width.max(column + 1);
                sparse.entry(row).or_default().push((column, text));
            }
        }
        if u64::from(width).saturating_mul(sparse.len() as u64) > CELLS {
            return Err(ReadError::TooLarge { limit: CELLS });
        }
        for (row, filled) in sparse {
            let mut cells: Vec<Cell> = (0..width)
                .map(|column| Cell { text: String::new(), merged: is_merged(&merged, row, column) })
                .collect();
            for (column, text) in filled {
                if let Some(cell) = usize::try_from(column).ok().and_then(|column| cells.get_mut(column)) {
                    cell.text = text;
                }
            }
            blocks.push(Block::Cells(cells));
        }
        blocks.push(Block::TableEnd);
    }
    Ok(blocks)
}

/// Whether the cell lies below the first row of a merged area.
fn is_merged(areas: &[Dimensions], row: u32, column: u32) -> bool {
    areas.iter().any(|area| area.start.0 < row && area.contains(row, column))
}

fn text(data: &Data) -> String {
    match data {
        Data::DateTime(moment) => match moment.as_datetime() {
            Some(moment) => moment.format("%d.%m.%Y").to_string(),
            None => moment.to_string(),
        },
        Data::Empty => String::new(),
        other => other.to_string().trim().to_owned(),
    }
}
