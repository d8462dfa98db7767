//! Tables as a workbook: typed cells, a header that stays and repeats, filters, ready to print on A4.

use super::{Cell, Kind, Line, Table, Unwritten, fit, like_formula, plain};
use chrono::{DateTime, NaiveDate, Utc};
use rust_xlsxwriter::{
    Color, DocProperties, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};

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
/// 01.01.1970 in the days that Excel counts.
const EPOCH: i64 = 25_569;
const LINE: Color = Color::RGB(0x00B5_BCC4);

/// A workbook with a sheet for each table.
///
/// # Errors
/// [`Unwritten`]: two sheets of one name, more rows than a sheet holds.
pub fn excel(tables: &[Table], made_at: DateTime<Utc>) -> Result<Vec<u8>, Unwritten> {
    written(tables, made_at).map_err(|e| Unwritten(e.to_string()))
}

fn written(tables: &[Table], made_at: DateTime<Utc>) -> Result<Vec<u8>, XlsxError> {
    let mut book = book(tables.first().map_or("", |table| table.title.as_str()), made_at);
    let looks = Looks::new();
    for table in tables {
        sheet(book.add_worksheet(), table, &table.sheet_name(), &looks)?;
    }
    book.save_to_buffer()
}

/// A workbook without sheets.
pub(crate) fn book(title: &str, made_at: DateTime<Utc>) -> Workbook {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_title(plain(title)).set_creation_datetime(&made_at));
    book
}

/// How cells look.
pub(crate) struct Looks {
    title: Format,
    note: Format,
    header: Format,
    group: Format,
    text: Format,
    day: Format,
    number: Format,
    decimal: Format,
    percent: Format,
}

impl Looks {
    pub(crate) fn new() -> Looks {
        let base = || Format::new().set_font_name("Times New Roman").set_font_size(11);
        let cell = || base().set_align(FormatAlign::Top).set_border(FormatBorder::Thin).set_border_color(LINE);
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
            text: cell().set_text_wrap(),
            day: cell().set_num_format("dd.mm.yyyy").set_align(FormatAlign::Center),
            number: cell().set_num_format("0").set_align(FormatAlign::Center),
            decimal: cell().set_align(FormatAlign::Center),
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

/// Fills a sheet with a table.
pub(crate) fn sheet(sheet: &mut Worksheet, table: &Table, name: &str, looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    words(sheet, (0, 0), &table.title, &looks.title)?;
    for (row, note) in (1..).zip(&table.notes) {
        words(sheet, (row, 0), note, &looks.note)?;
    }
    let header = table.header_row();
    let widths: Vec<usize> = fit::columns(table).into_iter().map(|fit| fit.good).collect();
    for ((at, column), width) in (0..).zip(&table.columns).zip(&widths) {
        sheet.set_column_width(at, *width as f64)?;
        words(sheet, (header, at), &column.title, &looks.header)?;
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
    ready_to_print(sheet).set_landscape();
    Ok(())
}

/// On A4, as wide as the page.
pub(crate) fn ready_to_print(sheet: &mut Worksheet) -> &mut Worksheet {
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0);
    sheet.set_margins(MARGIN, MARGIN, MARGIN, MARGIN * 2.0, MARGIN, MARGIN);
    sheet.set_footer("&C&P / &N")
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
            self::words(sheet, (row, 0), words, &looks.group)?;
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

/// Words that stay words: a cell that begins like a formula is no formula when somebody edits it either.
pub(crate) fn words(sheet: &mut Worksheet, (row, at): (u32, u16), words: &str, look: &Format) -> Result<(), XlsxError> {
    if like_formula(words) {
        sheet.write_string_with_format(row, at, plain(words), &look.clone().set_quote_prefix())?;
    } else {
        sheet.write_string_with_format(row, at, plain(words), look)?;
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
        Cell::Text(text) => return words(sheet, (row, at), text, &looks.text),
        Cell::Day(day) => sheet.write_date_with_format(row, at, day, &looks.day)?,
        Cell::Number(n) => sheet.write_number_with_format(row, at, *n as f64, &looks.number)?,
        Cell::Tenths(tenths) => {
            sheet.write_number_with_format(row, at, f64::from(*tenths) / 1_000.0, &looks.percent)?
        }
        Cell::Decimal(text) => match number(text) {
            Some(number) => sheet.write_number_with_format(row, at, number, &looks.decimal)?,
            None => return words(sheet, (row, at), text, &looks.text),
        },
        Cell::Formula(formula, value) => {
            let (result, look) = result(value, kind, looks);
            sheet.write_formula_with_format(row, at, Formula::new(formula).set_result(result), look)?
        }
    };
    Ok(())
}

/// A number written with a comma.
fn number(text: &str) -> Option<f64> {
    text.replace(',', ".").parse().ok().filter(|number: &f64| number.is_finite())
}

/// What a formula comes to, as a workbook keeps it, and how it looks.
fn result<'a>(value: &Cell, kind: Kind, looks: &'a Looks) -> (String, &'a Format) {
    match value {
        Cell::Empty => (String::new(), looks.of(kind)),
        Cell::Text(words) => (plain(words), &looks.text),
        Cell::Day(day) => (((*day - NaiveDate::default()).num_days() + EPOCH).to_string(), &looks.day),
        Cell::Number(n) => (n.to_string(), &looks.number),
        Cell::Tenths(tenths) => ((f64::from(*tenths) / 1_000.0).to_string(), &looks.percent),
        Cell::Decimal(text) => match number(text) {
            Some(number) => (number.to_string(), &looks.decimal),
            None => (plain(text), &looks.text),
        },
        Cell::Formula(_, value) => result(value, kind, looks),
    }
}

/// The name without what Excel does not take in one, cut between words.
pub(crate) fn sheet_name(name: &str) -> String {
    let kept = |sign: &char| !(matches!(sign, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') || sign.is_control());
    let kept: String = name.chars().filter(kept).collect();
    let kept = cut(kept.trim(), LONGEST_NAME);
    if kept.is_empty() { "1".to_owned() } else { kept }
}

/// Names for sheets of one workbook: each is there once, and great and small letters are the same to Excel.
pub(crate) fn names<'a>(wanted: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for wanted in wanted {
        let whole = sheet_name(wanted);
        let taken = |name: &str| names.iter().any(|other| other.to_lowercase() == name.to_lowercase());
        let (mut name, mut n) = (whole.clone(), 1_usize);
        while taken(&name) {
            n += 1;
            let number = format!(" {n}");
            name = cut(&whole, LONGEST_NAME - number.len()) + &number;
        }
        names.push(name);
    }
    names
}

/// At most so many letters, without a torn word where there is a whole one.
fn cut(words: &str, longest: usize) -> String {
    let Some((end, _)) = words.char_indices().nth(longest) else { return words.to_owned() };
    let (cut, rest) = words.split_at(end);
    let whole = if rest.starts_with(' ') { Some(cut) } else { cut.rsplit_once(' ').map(|(whole, _)| whole) };
    whole.unwrap_or(cut).trim_end().to_owned()
}
