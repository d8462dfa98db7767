//! The rows of a table on paper: a header that repeats, groups across all columns, equal cells as one, widths that fit the page.

use super::{Cell, Column, Kind, Line, Table, fit, plain};
use docx_rs::{
    AlignmentType, Paragraph, Run, Shading, ShdType, Table as WordTable, TableCell, TableCellMargins, TableLayoutType,
    TableRow, VMergeType, WidthType,
};

/// Left and right within a cell, in twentieths of a point.
const PADDING: usize = 60;
/// Width of a letter for each half point of its size, in twentieths of a point.
const SIGN: usize = 6;
/// Sizes of letters in half points, and up to how many columns each is for.
const SIZES: [(usize, usize); 3] = [(24, 6), (20, 9), (18, usize::MAX)];
/// Most lines of a row that is not divided between pages.
const SHORT: usize = 12;
const SHADE: &str = "EEF1F4";

/// The table, `width` twentieths of a point wide, in the largest letters that suit so many columns and break no word.
pub(crate) fn rows(table: &Table, width: usize) -> WordTable {
    let suits = |(size, most): &(usize, usize)| table.columns.len() <= *most && least(table, *size) <= width;
    let (size, _) = SIZES.into_iter().find(suits).unwrap_or(SIZES[2]);
    let widths = widths(table, size, width);
    let heads = table.columns.iter().zip(&widths).map(|(column, width)| {
        let words = run(&column.title, size).bold();
        cell(*width).shading(shade()).add_paragraph(Paragraph::new().align(AlignmentType::Center).add_run(words))
    });
    let mut rows = vec![TableRow::new(heads.collect()).cant_split()];
    let mut above: &[Cell] = &[];
    for line in &table.lines {
        match line {
            Line::Group(words) => {
                let words = Paragraph::new().keep_next(true).add_run(run(words, size).bold());
                let whole = cell(widths.iter().sum()).grid_span(widths.len()).shading(shade());
                rows.push(TableRow::new(vec![whole.add_paragraph(words)]).cant_split());
                above = &[];
            }
            Line::Row(cells) => {
                rows.push(row(cells, above, &table.columns, &widths, size));
                above = cells;
            }
        }
    }
    WordTable::new(rows)
        .set_grid(widths)
        .layout(TableLayoutType::Fixed)
        .width(width, WidthType::Dxa)
        .margins(TableCellMargins::new().margin(30, PADDING, 30, PADDING))
}

fn row(cells: &[Cell], above: &[Cell], columns: &[Column], widths: &[usize], size: usize) -> TableRow {
    let all = cells.iter().chain(std::iter::repeat(&Cell::Empty)).zip(columns).zip(widths);
    let all = all.enumerate().map(|(at, ((content, column), width))| {
        let same = above.get(at) == Some(content) && *content != Cell::Empty;
        let merge = if same { VMergeType::Continue } else { VMergeType::Restart };
        let filled = filled(if column.joined && same { &Cell::Empty } else { content }, column.kind, *width, size);
        if column.joined { filled.vertical_merge(merge) } else { filled }
    });
    let row = TableRow::new(all.collect());
    // A short row stays on one page; one that is as long as a page cannot.
    let lines = cells.iter().zip(widths).map(|(cell, width)| fit::lines(&cell.read(), width / (size * SIGN)));
    if lines.max().unwrap_or(0) <= SHORT { row.cant_split() } else { row }
}

/// Every line of a cell is a paragraph.
fn filled(content: &Cell, kind: Kind, width: usize, size: usize) -> TableCell {
    let align = match kind {
        Kind::Text => AlignmentType::Left,
        Kind::Day => AlignmentType::Center,
        Kind::Number | Kind::Percent => AlignmentType::Right,
    };
    let words = content.read();
    let lines = words.split('\n').map(|line| Paragraph::new().align(align).add_run(run(line, size)));
    lines.fold(cell(width), TableCell::add_paragraph)
}

fn cell(width: usize) -> TableCell {
    TableCell::new().width(width, WidthType::Dxa)
}

fn run(words: &str, size: usize) -> Run {
    Run::new().size(size).add_text(plain(words))
}

fn shade() -> Shading {
    Shading::new().shd_type(ShdType::Clear).color("auto").fill(SHADE)
}

/// Width of a cell that holds so many letters in a line.
fn twips(signs: usize, size: usize) -> usize {
    signs * size * SIGN + 2 * PADDING
}

/// The least width of the table that breaks no word.
fn least(table: &Table, size: usize) -> usize {
    fit::columns(table).iter().map(|fit| twips(fit.least, size)).sum()
}

/// The page divided among the columns: first so that no word is broken, then as it reads well, and what is left to the words.
fn widths(table: &Table, size: usize, page: usize) -> Vec<usize> {
    let fits = fit::columns(table);
    let least: Vec<usize> = fits.iter().map(|fit| twips(fit.least, size)).collect();
    let reads_well = |(fit, column): (&fit::Fit, &Column)| match column.kind {
        Kind::Text => twips(fit.good, size),
        Kind::Day | Kind::Number | Kind::Percent => twips(fit.least + 1, size),
    };
    let good: Vec<usize> = fits.iter().zip(&table.columns).map(reads_well).collect();
    let words = fits.iter().map(|fit| fit.words).collect();
    let (narrow, wide) = (least.iter().sum::<usize>(), good.iter().sum::<usize>());
    let mut widths = if narrow >= page {
        least.iter().map(|width| width * page / narrow).collect()
    } else if wide >= page {
        let more = least.iter().zip(&good).map(|(least, good)| good - least).collect();
        with(&least, page - narrow, more)
    } else {
        with(&good, page - wide, words)
    };
    let rest = page.saturating_sub(widths.iter().sum());
    if let Some(last) = widths.last_mut() {
        *last += rest;
    }
    widths
}

/// The widths with the room divided in proportion to what each column asks for; evenly when none asks.
fn with(widths: &[usize], room: usize, asked: Vec<usize>) -> Vec<usize> {
    let all: usize = asked.iter().sum();
    let share = |asked: usize| (asked * room).checked_div(all).unwrap_or(room / widths.len().max(1));
    widths.iter().zip(asked).map(|(width, asked)| width + share(asked)).collect()
}
