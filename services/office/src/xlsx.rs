//! Excel: the rows of every sheet, dates as «31.12.2023», merged cells told apart from empty ones.

use crate::{
    order::ReadError,
    package::{self, damaged},
    reader::MOST_ROWS,
    sheet::{Block, Cell, one_line, tidy},
};
use calamine::{Data, Dimensions, Reader, SheetVisible, Xlsx};
use std::{
    collections::{BTreeMap, HashMap},
    io::Cursor,
};

const PART: &str = "xl/workbook.xml";
/// Most cells a sheet may span.
const CELLS: u64 = 500_000;

/// Text of the filled cells, by row, with their columns.
type Sparse = BTreeMap<u32, Vec<(u32, String)>>;

pub(crate) fn blocks(bytes: &[u8]) -> Result<Vec<Block>, ReadError> {
    package::part(bytes, PART)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| damaged(PART))?;
    let sheets: Vec<(String, bool)> = book
        .sheets_metadata()
        .iter()
        .map(|sheet| (sheet.name.clone(), matches!(sheet.visible, SheetVisible::Visible)))
        .collect();
    let mut blocks = Vec::new();
    for (name, visible) in sheets {
        let merged = book.merge_cells_by_sheet_name(&name).map_err(|_| damaged(&name))?;
        let (sparse, width) = filled(&mut book, &name)?;
        if visible {
            let merged = merged_by_row(&merged, &sparse, width)?;
            blocks.extend(
                sparse.into_iter().map(|(row, filled)| Block::Cells(laid_out(filled, width, merged.get(&row)))),
            );
            blocks.push(Block::TableEnd);
        } else {
            let words =
                |filled: Vec<(u32, String)>| filled.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(" | ");
            blocks.extend(sparse.into_values().map(|filled| Block::Aside(one_line(&words(filled)))));
        }
    }
    Ok(blocks)
}

/// Filled cells of the first sheet that is shown, by row.
pub(crate) fn first_sheet(bytes: &[u8]) -> Result<Sparse, ReadError> {
    package::part(bytes, PART)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| damaged(PART))?;
    let shown = book.sheets_metadata().iter().find(|sheet| matches!(sheet.visible, SheetVisible::Visible));
    let name = shown.map(|sheet| sheet.name.clone()).ok_or(ReadError::NoTable)?;
    Ok(filled(&mut book, &name)?.0)
}

/// Cells are taken as they come: a range would be laid out in full, even if it were one cell in a far corner.
fn filled(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<(Sparse, u32), ReadError> {
    let mut sparse = Sparse::new();
    let mut width = 0;
    let mut count = 0_u64;
    // A sheet of charts has no cells.
    let Ok(mut cells) = book.worksheet_cells_reader(name) else { return Ok((sparse, width)) };
    while let Some(cell) = cells.next_cell().map_err(|_| damaged(name))? {
        let ((row, column), text) = (cell.get_position(), text(&cell.get_value().clone().into()));
        if !text.is_empty() {
            count += 1;
            if count > CELLS || sparse.len() > MOST_ROWS {
                return Err(ReadError::TooManyRows { limit: MOST_ROWS });
            }
            width = width.max(column + 1);
            sparse.entry(row).or_default().push((column, text));
        }
    }
    if u64::from(width).saturating_mul(sparse.len() as u64) > CELLS {
        return Err(ReadError::TooManyRows { limit: MOST_ROWS });
    }
    Ok((sparse, width))
}

/// For each row the columns that lie below the first row of a merged area.
fn merged_by_row(
    areas: &[Dimensions],
    sparse: &Sparse,
    width: u32,
) -> Result<HashMap<u32, Vec<(u32, u32)>>, ReadError> {
    let mut merged: HashMap<u32, Vec<(u32, u32)>> = HashMap::new();
    let mut spans = 0_u64;
    for area in areas.iter().filter(|area| area.start.1 < width && area.start.0 < area.end.0) {
        for (row, _) in sparse.range(area.start.0 + 1..=area.end.0) {
            merged.entry(*row).or_default().push((area.start.1, area.end.1));
            spans += 1;
        }
        if spans > CELLS {
            return Err(ReadError::TooManyRows { limit: MOST_ROWS });
        }
    }
    Ok(merged)
}

fn laid_out(filled: Vec<(u32, String)>, width: u32, merged: Option<&Vec<(u32, u32)>>) -> Vec<Cell> {
    let is_merged = |column| merged.is_some_and(|spans| spans.iter().any(|(from, to)| (*from..=*to).contains(&column)));
    let mut cells: Vec<Cell> =
        (0..width).map(|column| Cell { text: String::new(), merged: is_merged(column) }).collect();
    for (column, text) in filled {
        if let Some(cell) = usize::try_from(column).ok().and_then(|column| cells.get_mut(column)) {
            cell.text = text;
        }
    }
    cells
}

fn text(data: &Data) -> String {
    match data {
        Data::DateTime(moment) => match moment.as_datetime() {
            Some(moment) => moment.format("%d.%m.%Y").to_string(),
            None => moment.to_string(),
        },
        Data::DateTimeIso(moment) => match moment.get(..10).and_then(|day| day.parse::<chrono::NaiveDate>().ok()) {
            Some(day) => day.format("%d.%m.%Y").to_string(),
            None => moment.clone(),
        },
        Data::Empty => String::new(),
        other => tidy(&other.to_string()),
    }
}
