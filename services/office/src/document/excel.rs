//! A document as a workbook: its words on the first sheet, each table on a sheet of its own.

use super::{Document, Part};
use crate::table::{
    Table, Unwritten,
    excel::{Looks, book, names, ready_to_print, sheet, words},
    fit, plain,
};
use chrono::{DateTime, Utc};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatUnderline, Url, Worksheet, XlsxError};

/// Width of the column of words, in characters: no wider than a page, for a single column is not made smaller to fit one.
const WIDTH: usize = 80;
/// What a person signs on, and how many lines are left to write on.
const SIGNATURE: &str = "____________________";
const LINES: usize = 6;
const LINK: Color = Color::RGB(0x0017_4E86);

/// A workbook.
///
/// # Errors
/// [`Unwritten`]: more rows than a sheet holds.
pub fn document_excel(document: &Document, made_at: DateTime<Utc>) -> Result<Vec<u8>, Unwritten> {
    written(document, made_at).map_err(|e| Unwritten(e.to_string()))
}

fn written(document: &Document, made_at: DateTime<Utc>) -> Result<Vec<u8>, XlsxError> {
    let mut book = book(&document.title, made_at);
    let looks = Looks::new();
    let parts = document.parts();
    let tables: Vec<&Table> =
        parts.iter().filter_map(|part| if let Part::Table(table) = part { Some(*table) } else { None }).collect();
    let names = names(std::iter::once(document.title.as_str()).chain(tables.iter().map(|table| table.name.as_str())));
    let mut names = names.into_iter();
    let first = names.next().unwrap_or_default();
    let mut lines = Lines { sheet: book.add_worksheet(), row: 0 };
    lines.sheet.set_name(&first)?.set_column_width(0, WIDTH as f64)?;
    let names: Vec<String> = names.collect();
    lines.document(document, &parts, &names)?;
    ready_to_print(lines.sheet).set_portrait();
    for (table, name) in tables.into_iter().zip(&names) {
        sheet(book.add_worksheet(), table, name, &looks)?;
    }
    book.save_to_buffer()
}

/// The sheet of words, filled line by line.
struct Lines<'a> {
    sheet: &'a mut Worksheet,
    row: u32,
}

/// Size of the letters in points, and whether they are bold.
type Look = (usize, bool);
const TITLE: Look = (16, true);
const HEADING: Look = (14, true);
const SMALLER: Look = (12, true);
const WORDS: Look = (11, false);
const SMALL: Look = (9, false);

impl Lines<'_> {
    fn document(&mut self, document: &Document, parts: &[Part<'_>], names: &[String]) -> Result<(), XlsxError> {
        self.all(&document.above, WORDS)?;
        self.say(&document.title, TITLE)?;
        self.all(&document.below, WORDS)?;
        let mut names = names.iter();
        for part in parts {
            match part {
                Part::Heading(level, words) => self.head(words, if *level <= 1 { HEADING } else { SMALLER })?,
                Part::Words(words) => self.say(words, WORDS)?,
                Part::Items(items) => items.iter().try_for_each(|item| self.say(&format!("– {item}"), WORDS))?,
                Part::Table(table) => names.next().map_or(Ok(()), |name| self.table(table, name))?,
                Part::Room(words) => {
                    self.head(words, HEADING)?;
                    self.say(&"\n".repeat(LINES), WORDS)?;
                }
            }
        }
        self.row += 1;
        for (post, who) in &document.signed {
            self.say(&format!("{post} {SIGNATURE} {who}"), WORDS)?;
        }
        self.row += 1;
        self.all(&document.foot, SMALL)
    }

    fn all(&mut self, lines: &[String], look: Look) -> Result<(), XlsxError> {
        lines.iter().try_for_each(|line| self.say(line, look))
    }

    /// A heading under an empty row.
    fn head(&mut self, words: &str, look: Look) -> Result<(), XlsxError> {
        self.row += 1;
        self.say(words, look)
    }

    fn say(&mut self, said: &str, (size, bold): Look) -> Result<(), XlsxError> {
        words(self.sheet, (self.row, 0), said, &set(size, bold))?;
        // A line of letters is a third higher than they are; widths are counted in letters of 11 points.
        let lines = fit::lines(said, WIDTH * 11 / size);
        self.sheet.set_row_height(self.row, (lines * size * 4 / 3 + 4) as f64)?;
        self.row += 1;
        Ok(())
    }

    /// The title of a table leads to its sheet.
    fn table(&mut self, table: &Table, name: &str) -> Result<(), XlsxError> {
        let title = if table.title.trim().is_empty() { name } else { &table.title };
        let link = Url::new(format!("internal:'{name}'!A1")).set_text(plain(title));
        let look = set(WORDS.0, false).set_underline(FormatUnderline::Single).set_font_color(LINK);
        self.sheet.write_url_with_format(self.row, 0, link, &look)?;
        self.row += 1;
        Ok(())
    }
}

fn set(size: usize, bold: bool) -> Format {
    let look = Format::new().set_font_name("Times New Roman").set_font_size(size as f64);
    let look = look.set_text_wrap().set_align(FormatAlign::Top);
    if bold { look.set_bold() } else { look }
}
