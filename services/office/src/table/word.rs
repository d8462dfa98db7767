//! A table as a document of Word: a heading, lines, and the table on A4 lying down, its header on every page.

use super::{Cell, Column, Kind, Line, Table, Unwritten, plain};
use chrono::{DateTime, Utc};
use docx_rs::{
    AlignmentType, Docx, Footer, PageMargin, PageNum, PageOrientationType, Paragraph, Run, RunFonts, Shading, ShdType,
    Style, StyleType, Table as WordTable, TableCell, TableCellMargins, TableLayoutType, TableRow, WidthType,
};
use std::io::Cursor;

/// A4 lying down, in twentieths of a point.
const PAGE: (u32, u32) = (16_838, 11_906);
/// Margins of about 1.5 cm.
const MARGIN: i32 = 850;
/// What is left for the table.
const WIDTH: usize = 15_138;
const FONT: &str = "Times New Roman";
/// Sizes in half points: of the document, and of the table, whose columns are many.
const SIZE: usize = 24;
const TABLE_SIZE: usize = 20;
const HEADING: &str = "Heading1";
const SHADE: &str = "EEF1F4";
/// What the library writes for the header's row, the first one of the document, and what makes Word repeat it.
const FIRST_ROW: &str = "<w:cantSplit />";
const REPEATED: &str = "<w:cantSplit /><w:tblHeader />";

/// A document with the table.
///
/// # Errors
/// [`Unwritten`].
pub fn word(table: &Table, made_at: DateTime<Utc>) -> Result<Vec<u8>, Unwritten> {
    let mut package = document(table, made_at).build();
    package.document = repeated(package.document)?;
    let mut bytes = Cursor::new(Vec::new());
    package.pack(&mut bytes).map_err(|e| Unwritten(e.to_string()))?;
    Ok(bytes.into_inner())
}

/// The library has no word for a header's row that repeats.
fn repeated(document: Vec<u8>) -> Result<Vec<u8>, Unwritten> {
    let text = String::from_utf8(document).map_err(|e| Unwritten(e.to_string()))?;
    Ok(text.replacen(FIRST_ROW, REPEATED, 1).into_bytes())
}

fn document(table: &Table, made_at: DateTime<Utc>) -> Docx {
    let fonts = || RunFonts::new().ascii(FONT).hi_ansi(FONT).cs(FONT).east_asia(FONT);
    let heading = Style::new(HEADING, StyleType::Paragraph).name("heading 1").size(SIZE + 4).bold().outline_lvl(0);
    let at = made_at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    let page = Footer::new().add_paragraph(Paragraph::new().align(AlignmentType::Center).add_page_num(PageNum::new()));
    let mut docx = Docx::new()
        .default_fonts(fonts())
        .default_size(SIZE)
        .add_style(heading.fonts(fonts()))
        .page_size(PAGE.0, PAGE.1)
        .page_orient(PageOrientationType::Landscape)
        .page_margin(PageMargin {
            top: MARGIN,
            left: MARGIN,
            bottom: MARGIN,
            right: MARGIN,
            header: MARGIN / 2,
            footer: MARGIN / 2,
            gutter: 0,
        })
        .created_at(&at)
        .updated_at(&at)
        .footer(page)
        .add_paragraph(said(&table.title).style(HEADING).align(AlignmentType::Center));
    for note in &table.notes {
        docx = docx.add_paragraph(said(note));
    }
    docx.add_paragraph(Paragraph::new()).add_table(rows(table))
}

fn said(words: &str) -> Paragraph {
    Paragraph::new().add_run(Run::new().add_text(plain(words).replace('\n', " ")))
}

fn rows(table: &Table) -> WordTable {
    let widths = widths(&table.columns);
    let heads = table.columns.iter().zip(&widths).map(|(column, width)| {
        let words = run(&column.title).bold();
        cell(*width).shading(shade()).add_paragraph(Paragraph::new().align(AlignmentType::Center).add_run(words))
    });
    let mut rows = vec![TableRow::new(heads.collect()).cant_split()];
    rows.extend(table.lines.iter().map(|line| match line {
        Line::Group(words) => {
            let words = Paragraph::new().keep_next(true).add_run(run(words).bold());
            let whole = cell(widths.iter().sum()).grid_span(widths.len()).shading(shade());
            TableRow::new(vec![whole.add_paragraph(words)]).cant_split()
        }
        Line::Row(cells) => {
            let cells = cells.iter().chain(std::iter::repeat(&Cell::Empty)).zip(&table.columns).zip(&widths);
            TableRow::new(cells.map(|((cell, column), width)| filled(cell, column.kind, *width)).collect())
        }
    }));
    WordTable::new(rows)
        .set_grid(widths)
        .layout(TableLayoutType::Fixed)
        .width(WIDTH, WidthType::Dxa)
        .margins(TableCellMargins::new().margin(30, 60, 30, 60))
}

/// Every line of a cell is a paragraph.
fn filled(content: &Cell, kind: Kind, width: usize) -> TableCell {
    let align = match kind {
        Kind::Text => AlignmentType::Left,
        Kind::Day => AlignmentType::Center,
        Kind::Number | Kind::Percent => AlignmentType::Right,
    };
    let words = content.read();
    let lines = words.split('\n').map(|line| Paragraph::new().align(align).add_run(run(line)));
    lines.fold(cell(width), TableCell::add_paragraph)
}

fn cell(width: usize) -> TableCell {
    TableCell::new().width(width, WidthType::Dxa)
}

fn run(words: &str) -> Run {
    Run::new().size(TABLE_SIZE).add_text(plain(words))
}

fn shade() -> Shading {
    Shading::new().shd_type(ShdType::Clear).color("auto").fill(SHADE)
}

/// The page divided among the columns by their widths; the last takes what is left.
fn widths(columns: &[Column]) -> Vec<usize> {
    let all: usize = columns.iter().map(|column| usize::from(column.width)).sum::<usize>().max(1);
    let mut widths: Vec<usize> = columns.iter().map(|column| usize::from(column.width) * WIDTH / all).collect();
    let rest = WIDTH.saturating_sub(widths.iter().sum());
    if let Some(last) = widths.last_mut() {
        *last += rest;
    }
    widths
}
