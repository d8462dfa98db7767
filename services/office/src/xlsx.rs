//! Excel: the rows of every sheet, dates as «31.12.2023», merged cells told apart from empty ones.

use crate::{
    order::ReadError,
    package::{self, damaged},
    sheet::{Block, Cell},
};
use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;

const PART: &str = "xl/workbook.xml";
/// Most cells a sheet may span.
const CELLS: usize = 500_000;

pub(crate) fn blocks(bytes: &[u8]) -> Result<Vec<Block>, ReadError> {
    package::part(bytes, PART)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| damaged(PART))?;
    let mut blocks = Vec::new();
    for name in book.sheet_names() {
        let merged = book.merge_cells_by_sheet_name(&name).map_err(|_| damaged(&name))?;
        let range = book.worksheet_range(&name).map_err(|_| damaged(&name))?;
        if range.get_size().0.saturating_mul(range.get_size().1) > CELLS {
            return Err(ReadError::TooLarge { limit: CELLS as u64 });
        }
        let (top, left) = range.start().unwrap_or_default();
        for (row, cells) in (top..).zip(range.rows()) {
            let cells = (left..).zip(cells).map(|(column, data)| Cell {
                text: text(data),
                merged: merged.iter().any(|m| m.start.0 < row && m.contains(row, column)),
            });
            blocks.push(Block::Cells(cells.collect()));
        }
        blocks.push(Block::TableEnd);
    }
    Ok(blocks)
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
