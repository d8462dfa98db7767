//! A table that is to be written, as Excel, Word or CSV: the caller brings the words, the writers know the formats.

pub(crate) mod comma;
pub(crate) mod excel;
pub(crate) mod fit;
pub(crate) mod paper;
pub(crate) mod rows;
pub(crate) mod word;

use chrono::NaiveDate;
use thiserror::Error;

/// Most characters in a cell: Excel's limit, kept in every format.
const LONGEST: usize = 32_767;

/// A table with what is said above it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Table {
    /// Name of its sheet.
    pub name: String,
    /// Heading of the document.
    pub title: String,
    /// Lines between the heading and the table.
    pub notes: Vec<String>,
    /// The columns, from the left.
    pub columns: Vec<Column>,
    /// How CSV, which has no lines between rows, heads the column of the groups.
    pub groups: String,
    /// Rows, and what stands between them.
    pub lines: Vec<Line>,
}

impl Table {
    /// The cells of a column on the table's sheet, as a formula names them; a table without lines has one, which is empty.
    pub fn range(&self, column: usize) -> String {
        let last = self.lines.len().saturating_sub(1);
        format!("{}:{}", self.cell(0, column), on_sheet(self.row(last), column))
    }

    /// A cell on the table's sheet, as a formula names it: of which line, in which column, each from 0.
    pub fn cell(&self, line: usize, column: usize) -> String {
        format!("'{}'!{}", self.sheet_name(), on_sheet(self.row(line), column))
    }

    /// Its sheet's name as Excel takes it.
    fn sheet_name(&self) -> String {
        excel::sheet_name(&self.name)
    }

    /// The row of its columns' headings on its sheet, from 0: below the title, the notes and an empty row.
    fn header_row(&self) -> u32 {
        u32::try_from(self.notes.len()).unwrap_or(u32::MAX).saturating_add(2)
    }

    /// The row of a line on its sheet, as people count: from 1.
    fn row(&self, line: usize) -> u32 {
        self.header_row().saturating_add(u32::try_from(line).unwrap_or(u32::MAX)).saturating_add(2)
    }
}

/// `$AB$17`.
fn on_sheet(row: u32, column: usize) -> String {
    let mut letters = String::new();
    let mut left = column + 1;
    while left > 0 {
        left -= 1;
        letters.insert(0, char::from(b'A' + u8::try_from(left % 26).unwrap_or_default()));
        left /= 26;
    }
    format!("${letters}${row}")
}

/// A column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// What its cells hold.
    pub kind: Kind,
    /// Its least width in characters; long words and texts make it wider.
    pub width: u8,
    /// On paper equal cells one below the other are one cell, as orders print a task. A workbook that is to be sorted has all.
    pub joined: bool,
}

/// What the cells of a column hold: how they are set. A cell is written as what it is, whatever its column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Words, which wrap.
    Text,
    /// Days.
    Day,
    /// Whole numbers.
    Number,
    /// Percents with one digit after the point.
    Percent,
}

/// A line of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Line {
    /// Words over the rows that follow, across all columns.
    Group(String),
    /// A row; cells that are missing at its end are empty.
    Row(Vec<Cell>),
}

/// A cell.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Words: never a formula, whatever they begin with.
    Text(String),
    /// A day.
    Day(NaiveDate),
    /// A whole number.
    Number(i64),
    /// A share in tenths of a percent.
    Tenths(u32),
    /// A number with a decimal comma, `98,8`: a number in a workbook, these words elsewhere.
    Decimal(String),
    /// A formula as Excel writes it in English, `=SUM('Sheet'!$A$1:$A$3)`, of words of the program alone, with what it comes to.
    /// Only a workbook counts anew; every other file has the value.
    Formula(String, Box<Cell>),
}

impl Cell {
    /// `part` ÷ `whole`, cut and not rounded to tenths of a percent; empty when there is nothing to divide by.
    pub fn share(part: u64, whole: u64) -> Cell {
        let tenths = part.saturating_mul(1_000).checked_div(whole).and_then(|tenths| u32::try_from(tenths).ok());
        tenths.map_or(Cell::Empty, Cell::Tenths)
    }

    /// A whole number, up to the greatest there is.
    pub fn number(n: u64) -> Cell {
        Cell::Number(i64::try_from(n).unwrap_or(i64::MAX))
    }

    /// Words; empty ones are no cell.
    pub fn words(words: impl Into<String>) -> Cell {
        let words = words.into();
        if words.trim().is_empty() { Cell::Empty } else { Cell::Text(words) }
    }

    /// A formula and its value.
    pub fn formula(formula: impl Into<String>, value: Cell) -> Cell {
        Cell::Formula(formula.into(), Box::new(value))
    }

    /// As people read it.
    pub fn read(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(words) => plain(words),
            Cell::Day(day) => day.format("%d.%m.%Y").to_string(),
            Cell::Number(n) => n.to_string(),
            Cell::Tenths(tenths) => format!("{},{}\u{a0}%", tenths / 10, tenths % 10),
            Cell::Decimal(words) => plain(words),
            Cell::Formula(_, value) => value.read(),
        }
    }
}

impl From<Option<NaiveDate>> for Cell {
    fn from(day: Option<NaiveDate>) -> Cell {
        day.map_or(Cell::Empty, Cell::Day)
    }
}

/// A document that could not be written.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("the document could not be written: {0}")]
pub struct Unwritten(pub(crate) String);

/// Words without what no document can hold, one line feed between lines, up to the longest that Excel takes.
pub(crate) fn plain(words: &str) -> String {
    let kept = |sign: &char| *sign == '\n' || !(sign.is_control() || matches!(sign, '\u{fffe}' | '\u{ffff}'));
    let spaced = |sign| if sign == '\t' { ' ' } else { sign };
    let whole: String = words.chars().map(spaced).filter(kept).collect();
    if whole.encode_utf16().count() <= LONGEST {
        return whole;
    }
    let mut units = 0;
    let room = |sign: &char| {
        units += sign.len_utf16();
        units < LONGEST
    };
    whole.chars().take_while(room).chain(['…']).collect()
}

/// Would a program of tables take the words for a formula?
fn like_formula(words: &str) -> bool {
    words.trim_start().starts_with(['=', '+', '-', '@'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_cut_and_nothing_to_divide_by_is_no_share() {
        assert_eq!(Cell::share(9_999, 10_000), Cell::Tenths(999));
        assert_eq!(Cell::share(9_999, 10_000).read(), "99,9\u{a0}%");
        assert_eq!(Cell::share(0, 0), Cell::Empty);
    }

    #[test]
    fn cells_are_named_where_the_sheet_has_them() {
        let line = || Line::Row(vec![Cell::Number(1)]);
        let table = Table {
            name: "Список: все".to_owned(),
            notes: vec!["На 05.07.2023".to_owned()],
            lines: vec![line(), line(), line()],
            ..Table::default()
        };
        assert_eq!(table.cell(0, 0), "'Список все'!$A$5");
        assert_eq!(table.range(27), "'Список все'!$AB$5:$AB$7");
        assert_eq!(Table { lines: Vec::new(), ..table }.range(25), "'Список все'!$Z$5:$Z$5");
        assert_eq!((on_sheet(1, 701), on_sheet(1, 702)), ("$ZZ$1".to_owned(), "$AAA$1".to_owned()));
    }

    #[test]
    fn words_lose_what_no_document_can_hold_and_what_is_too_long() {
        assert_eq!(plain("а\u{0}б\u{b}\tв\r\nг\u{ffff}"), "аб в\nг");
        let long = plain(&"😀".repeat(20_000));
        assert!(long.ends_with('…') && long.encode_utf16().count() <= LONGEST);
    }
}
