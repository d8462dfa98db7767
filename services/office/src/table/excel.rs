//! Tables as a workbook: typed cells, a header that stays and repeats, filters, ready to print on A4.

use super::{Cell, Kind, Line, Table, Unwritten, fit, like_formula, plain};
use chrono::{DateTime, Utc};
use rust_xlsxwriter::{Color, DocProperties, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

/// Number of A4 among the sizes of paper that Excel knows.
const A4: u8 = 9;
/// A margin in inches: 1 cm.
const MARGIN: f64 = 0.4;
/// Longest name of a sheet.
const LONGEST_NAME: usize = 31;
/// Shade of headers and groups, as the pages have it.
const SHADE: Color = Color::RGB(0x00EE_F1F4);
/// Height of a line, and of the highest row there may be, in points.
const LINE_HEIGHT: f64 = 14.5;
const HIGHEST: f64 = 409.0;
const LINE: Color = Color::RGB(0x00B5_BCC4);

/// A workbook with a sheet for each table.
///
/// # Errors
/// [`Unwritten`]: two sheets of one name, more rows than a sheet holds.
pub fn excel(tables: &[Table], made_at: DateTime<Utc>) -> Result<Vec<u8>, Unwritten> {
    written(tables, made_at).map_err(|e| Unwritten(e.to_string()))
}

fn written(tables: &[Table], made_at: DateTime<Utc>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let title = tables.first().map(|table| plain(&table.title)).unwrap_or_default();
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&made_at));
    let looks = Looks::new();
    for table in tables {
        sheet(book.add_worksheet(), table, &looks)?;
    }
    book.save_to_buffer()
}

/// How cells look.
struct Looks {
    title: Format,
    note: Format,
    header: Format,
    group: Format,
    text: Format,
    quoted: Format,
    day: Format,
    number: Format,
    percent: Format,
}

impl Looks {
    fn new() -> Looks {
        let base = || Format::new().set_font_name("Times New Roman").set_font_size(11);
        let cell = || base().set_align(FormatAlign::Top).set_border(FormatBorder::Thin).set_border_color(LINE);
        let text = cell().set_text_wrap();
        Looks {
            title: base().set_bold().set_font_size(14),
            note: base(),
            header: cell().set_bold().set_text_wrap().set_align(FormatAlign::Center).set_background_color(SHADE),
            // Without lines between the columns, over which the words flow.
            group: base()
                .set_bold()
                .set_background_color(SHADE)
                .set_border_top(FormatBorder::Thin)
                .set_border_bottom(FormatBorder::Thin)
                .set_border_color(LINE),
            // A cell that begins like a formula stays words when somebody edits it.
            quoted: text.clone().set_quote_prefix(),
            text,
            day: cell().set_num_format("dd.mm.yyyy").set_align(FormatAlign::Center),
            number: cell().set_num_format("0").set_align(FormatAlign::Center),
            percent: cell().set_num_format("0.0%").set_align(FormatAlign::Center),
        }
    }

    fn of(&self, kind: Kind) -> &Format {
        match kind {
            Kind::Text => &self.text,
            Kind::Day => &self.day,
            Kind::Number => &self.number,
            Kind::Percent => &self.percent,
        }
    }
}

fn sheet(sheet: &mut Worksheet, table: &Table, looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_name(sheet_name(&table.name))?;
    sheet.write_string_with_format(0, 0, plain(&table.title), &looks.title)?;
    let mut row = 1;
    for note in &table.notes {
        sheet.write_string_with_format(row, 0, plain(note), &looks.note)?;
        row += 1;
    }
    let header = row + 1;
    let widths: Vec<usize> = fit::columns(table).into_iter().map(|fit| fit.good).collect();
    for ((at, column), width) in (0..).zip(&table.columns).zip(&widths) {
        sheet.set_column_width(at, *width as f64)?;
        sheet.write_string_with_format(header, at, plain(&column.title), &looks.header)?;
    }
    let titles = table.columns.iter().map(|column| column.title.clone());
    sheet.set_row_height(header, height(titles, &widths))?;
    let mut row = header;
    for line in &table.lines {
        row += 1;
        write_line(sheet, row, line, table, looks)?;
        if let Line::Row(cells) = line {
            sheet.set_row_height(row, height(cells.iter().map(Cell::read), &widths))?;
        }
    }
    let last = u16::try_from(table.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    sheet.autofilter(header, 0, row, last)?;
    sheet.set_freeze_panes(header + 1, 0)?;
    sheet.set_repeat_rows(header, header)?;
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_margins(MARGIN, MARGIN, MARGIN, MARGIN * 2.0, MARGIN, MARGIN);
    sheet.set_footer("&C&P / &N");
    Ok(())
}

/// How high a row is; its letters are a fifth narrower than those that widths are counted in.
/// Excel finds it out when it opens the file, other programs do not.
fn height(words: impl Iterator<Item = String>, widths: &[usize]) -> f64 {
    let lines = words.zip(widths).map(|(words, width)| fit::lines(&words, width * 5 / 4)).max().unwrap_or(1);
    (lines as f64 * LINE_HEIGHT + 2.0).min(HIGHEST)
}

fn write_line(sheet: &mut Worksheet, row: u32, line: &Line, table: &Table, looks: &Looks) -> Result<(), XlsxError> {
    match line {
        Line::Group(words) => {
            // Merged cells would forbid sorting: the words flow over the empty cells beside them.
            for at in (1..).zip(table.columns.iter().skip(1)).map(|(at, _)| at) {
                sheet.write_blank(row, at, &looks.group)?;
            }
            sheet.write_string_with_format(row, 0, plain(words), &looks.group)?;
        }
        Line::Row(cells) => {
            for ((at, column), cell) in
                (0..).zip(&table.columns).zip(cells.iter().chain(std::iter::repeat(&Cell::Empty)))
            {
                write_cell(sheet, (row, at), cell, column.kind, looks)?;
            }
        }
    }
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, at): (u32, u16),
    cell: &Cell,
    kind: Kind,
    looks: &Looks,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => sheet.write_blank(row, at, looks.of(kind))?,
        Cell::Text(words) if like_formula(words) => {
            sheet.write_string_with_format(row, at, plain(words), &looks.quoted)?
        }
        Cell::Text(words) => sheet.write_string_with_format(row, at, plain(words), &looks.text)?,
        Cell::Day(day) => sheet.write_date_with_format(row, at, day, &looks.day)?,
        Cell::Number(n) => sheet.write_number_with_format(row, at, *n as f64, &looks.number)?,
        Cell::Tenths(tenths) => {
            sheet.write_number_with_format(row, at, f64::from(*tenths) / 1_000.0, &looks.percent)?
        }
    };
    Ok(())
}

/// The name without what Excel does not take in one.
fn sheet_name(name: &str) -> String {
    let kept = |sign: &char| !matches!(sign, '[' | ']' | ':' | '*' | '?' | '/' | '\\') && !sign.is_control();
    let kept: String = name.chars().filter(kept).take(LONGEST_NAME).collect();
    let kept = kept.trim_matches(['\'', ' ']);
    if kept.is_empty() { "1".to_owned() } else { kept.to_owned() }
}
