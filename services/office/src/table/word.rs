//! A table as a document of Word: a heading, lines, and the table on A4 lying down, its header on every page.

use super::{Cell, Kind, Line, Table, Unwritten, fit, plain};
use chrono::{DateTime, Utc};
use docx_rs::{
    AlignmentType, Docx, Footer, PageMargin, PageNum, PageOrientationType, Paragraph, Run, RunFonts, Shading, ShdType,
    Style, StyleType, Table as WordTable, TableCell, TableCellMargins, TableLayoutType, TableRow, VMergeType,
    WidthType,
};
use std::io::Cursor;
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

/// A4 lying down, in twentieths of a point.
const PAGE: (u32, u32) = (16_838, 11_906);
/// Margins of 1 cm.
const MARGIN: i32 = 567;
/// What is left for the table.
const WIDTH: usize = 15_704;
/// Left and right within a cell.
const PADDING: usize = 60;
/// Width of a letter for each half point of its size, in twentieths of a point.
const SIGN: usize = 6;
const FONT: &str = "Times New Roman";
/// Sizes in half points: of the document and a table of few columns; of a wider table.
const SIZE: usize = 24;
const SMALLER: usize = 20;
const SMALLEST: usize = 18;
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
    packed(bytes).map_err(|e| Unwritten(e.to_string()))
}

/// The library packs nothing: the same parts, ten times as small.
fn packed(loose: Cursor<Vec<u8>>) -> zip::result::ZipResult<Vec<u8>> {
    let mut from = ZipArchive::new(loose)?;
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for at in 0..from.len() {
        let mut part = from.by_index(at)?;
        if part.is_file() {
            to.start_file(part.name()?, options)?;
            std::io::copy(&mut part, &mut to)?;
        }
    }
    Ok(to.finish()?.into_inner())
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
    let size = match table.columns.len() {
        0..=6 => SIZE,
        7..=9 => SMALLER,
        _ => SMALLEST,
    };
    let widths = widths(table, size);
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
                let all = cells.iter().chain(std::iter::repeat(&Cell::Empty)).zip(&table.columns).zip(&widths);
                let all = all.enumerate().map(|(at, ((content, column), width))| {
                    let same = above.get(at) == Some(content) && *content != Cell::Empty;
                    let merge = if same { VMergeType::Continue } else { VMergeType::Restart };
                    let filled =
                        filled(if column.joined && same { &Cell::Empty } else { content }, column.kind, *width, size);
                    if column.joined { filled.vertical_merge(merge) } else { filled }
                });
                rows.push(TableRow::new(all.collect()));
                above = cells;
            }
        }
    }
    WordTable::new(rows)
        .set_grid(widths)
        .layout(TableLayoutType::Fixed)
        .width(WIDTH, WidthType::Dxa)
        .margins(TableCellMargins::new().margin(30, PADDING, 30, PADDING))
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

/// The page divided among the columns, in twentieths of a point: first so that no word is broken, then as it reads well.
fn widths(table: &Table, size: usize) -> Vec<usize> {
    let fits = fit::columns(table);
    let twips = |signs: usize| signs * size * SIGN + 2 * PADDING;
    let least: usize = fits.iter().map(|fit| twips(fit.least)).sum();
    let more: usize = fits.iter().map(|fit| twips(fit.good) - twips(fit.least)).sum();
    let mut widths: Vec<usize> = if least >= WIDTH {
        fits.iter().map(|fit| twips(fit.least) * WIDTH / least).collect()
    } else {
        let share = |fit: &fit::Fit| (twips(fit.good) - twips(fit.least)) * (WIDTH - least) / more.max(1);
        fits.iter().map(|fit| twips(fit.least) + share(fit)).collect()
    };
    let rest = WIDTH.saturating_sub(widths.iter().sum());
    if let Some(last) = widths.last_mut() {
        *last += rest;
    }
    widths
}
