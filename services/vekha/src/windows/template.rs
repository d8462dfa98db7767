//! Values as tables: the template that is filled in and read back, the summary form, and rows pasted from Excel.

use super::{Sight, Subject, figures};
use crate::wording::Lang;
use vekha_domain::{event::Whose, scoring::Indicator};
use vekha_office::{Cell, Column, Grid, GridRow, Kind, Line, Table};

/// Keys of the headings of the template, from the left.
const HEADS: [&str; 8] = [
    "windows-who",
    "windows-number",
    "windows-indicator",
    "windows-unit",
    "windows-may",
    "windows-before",
    "windows-value",
    "windows-link",
];

/// A value that was read, not yet looked at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Given {
    /// Whose.
    pub whose: Whose,
    /// Code of the indicator.
    pub code: String,
    /// As it was typed.
    pub typed: String,
    /// Links, as they were typed.
    pub links: String,
    /// Where it stood: `H12`.
    pub at: String,
}

/// A row that could not be understood: where it stands and why, as the key of a sentence.
pub type Strange = (String, &'static str);

impl Sight<'_> {
    /// The template: a row for each value, with that of the window before beside it.
    pub fn template(&self) -> Table {
        let widths = [26, 7, 44, 10, 18, 12, 12, 26];
        let column = |(key, width): (&str, u8)| self.column(key, Kind::Text, width);
        let mut lines = Vec::new();
        for subject in &self.subjects {
            let (now, before) = (self.sheet().values(subject.whose), self.values_before(subject.whose));
            for indicator in &self.model().indicators {
                let entry = self.sheet().entry(subject.whose, &indicator.code);
                let links = entry.map(|entry| entry.reported.links.iter().map(ToString::to_string).collect::<Vec<_>>());
                let shown = |values: &vekha_domain::scoring::Values| {
                    values.get(&indicator.code).map_or(Cell::Empty, |v| figures::value_cell(indicator, v))
                };
                lines.push(Line::Row(vec![
                    Cell::words(self.full_name(subject)),
                    Cell::words(indicator.number.clone()),
                    Cell::words(indicator.text.clone()),
                    Cell::words(super::results::unit(indicator)),
                    Cell::words(figures::allowed(self.lang, &indicator.values)),
                    shown(&before),
                    shown(&now),
                    Cell::words(links.unwrap_or_default().join(" ")),
                ]));
            }
        }
        Table {
            name: self.say("windows-template"),
            title: self.model().name.clone(),
            notes: vec![self.period(), self.say("windows-template-note")],
            columns: HEADS.into_iter().zip(widths).map(column).collect(),
            lines,
            ..Table::default()
        }
    }

    /// The summary form (сводная форма): who, by indicator.
    pub fn summary(&self) -> Table {
        let head = Column { title: self.subject_word(), kind: Kind::Text, width: 28, joined: false };
        let of = |i: &Indicator| {
            let title = format!("{}. {}, {}", i.number, i.text, super::results::unit(i));
            Column { title, kind: Kind::Number, width: 12, joined: false }
        };
        let columns = [head].into_iter().chain(self.model().indicators.iter().map(of)).collect();
        let line = |subject: &Subject| {
            let values = self.values(subject.whose);
            let cell = |i: &Indicator| values.get(&i.code).map_or(Cell::Empty, |v| figures::value_cell(i, v));
            let cells = self.model().indicators.iter().map(cell);
            Line::Row([Cell::words(self.full_name(subject))].into_iter().chain(cells).collect())
        };
        let name = self.say("windows-summary");
        Table {
            title: format!("{name}. {}", self.model().name),
            name,
            notes: vec![self.period(), self.by_model()],
            columns,
            lines: self.subjects.iter().map(line).collect(),
            ..Table::default()
        }
    }

    /// Values of a template that was filled in; rows without one are passed over.
    pub fn filled_in(&self, grid: &Grid) -> (Vec<Given>, Vec<Strange>) {
        let (mut given, mut strange) = (Vec::new(), Vec::new());
        let mut heads: Option<[u32; 5]> = None;
        for row in &grid.rows {
            let Some([who, number, text, value, link]) = heads else {
                heads = heading(row);
                continue;
            };
            if row.cell(value).is_empty() {
                continue;
            }
            let subject = self.subjects.iter().find(|s| same(&self.full_name(s), row.cell(who)));
            let indicator = self.indicator_of(row.cell(number), row.cell(text));
            match (subject, indicator) {
                (None, _) => strange.push((row.address(who), "windows-strange-who")),
                (_, None) => strange.push((row.address(number), "windows-strange-indicator")),
                (Some(subject), Some(indicator)) => given.push(Given {
                    whose: subject.whose,
                    code: indicator.code.clone(),
                    typed: row.cell(value).to_owned(),
                    links: row.cell(link).to_owned(),
                    at: row.address(value),
                }),
            }
        }
        if heads.is_none() {
            strange.push((String::new(), "windows-strange-table"));
        }
        (given, strange)
    }

    /// Values of rows pasted from Excel: a name with values in the order of the indicators, or, for one subject alone, a
    /// value to a row, with the indicator's number before it or in their order.
    pub fn pasted(&self, text: &str) -> (Vec<Given>, Vec<Strange>) {
        let grid = vekha_office::pasted(text);
        if heading_of(&grid) {
            return self.filled_in(&grid);
        }
        match self.subjects.as_slice() {
            [only] if self.model().subject != vekha_domain::scoring::Subject::Teacher => self.down(&grid, only),
            _ => self.across(&grid),
        }
    }

    fn down(&self, grid: &Grid, subject: &Subject) -> (Vec<Given>, Vec<Strange>) {
        let (mut given, mut strange) = (Vec::new(), Vec::new());
        let mut next = self.model().indicators.iter();
        for row in &grid.rows {
            let Some((column, typed)) = row.cells.last() else { continue };
            let numbered = row.cells.first().filter(|_| row.cells.len() > 1);
            let indicator = match numbered {
                Some((_, number)) => self.indicator_of(number, ""),
                None => next.next(),
            };
            match indicator {
                None => strange.push((row.address(0), "windows-strange-indicator")),
                Some(indicator) => given.push(one(subject, indicator, row, *column, typed)),
            }
        }
        (given, strange)
    }

    fn across(&self, grid: &Grid) -> (Vec<Given>, Vec<Strange>) {
        let (mut given, mut strange) = (Vec::new(), Vec::new());
        for row in &grid.rows {
            let known = |s: &&Subject| same(&s.name, row.cell(0)) || same(&self.full_name(s), row.cell(0));
            let Some(subject) = self.subjects.iter().find(known) else {
                strange.push((row.address(0), "windows-strange-who"));
                continue;
            };
            for (column, typed) in row.cells.iter().filter(|(column, _)| *column > 0) {
                let place = usize::try_from(*column).unwrap_or(usize::MAX).saturating_sub(1);
                match self.model().indicators.get(place) {
                    None => strange.push((row.address(*column), "windows-strange-indicator")),
                    Some(indicator) => given.push(one(subject, indicator, row, *column, typed)),
                }
            }
        }
        (given, strange)
    }

    /// By number where that is enough, else by number and words; codes are understood too.
    fn indicator_of(&self, number: &str, text: &str) -> Option<&Indicator> {
        let all = || self.model().indicators.iter();
        let numbered = || all().filter(|i| same(&i.number, number) || same(&i.code, number));
        let exactly = numbered().find(|i| same(&i.text, text));
        exactly.or_else(|| numbered().next().filter(|_| numbered().count() == 1))
    }
}

fn one(subject: &Subject, indicator: &Indicator, row: &GridRow, column: u32, typed: &str) -> Given {
    Given {
        whose: subject.whose,
        code: indicator.code.clone(),
        typed: typed.to_owned(),
        links: String::new(),
        at: row.address(column),
    }
}

/// Columns of who, number, words, value and link, when the row is the template's heading in any language.
fn heading(row: &GridRow) -> Option<[u32; 5]> {
    let column = |key: &str| {
        let words = [Lang::Ru, Lang::En].map(|lang| lang.say(key));
        row.cells.iter().find(|(_, cell)| words.iter().any(|words| same(words, cell))).map(|(at, _)| *at)
    };
    let [who, number, text, _, _, _, value, link] = HEADS;
    Some([column(who)?, column(number)?, column(text)?, column(value)?, column(link)?])
}

fn heading_of(grid: &Grid) -> bool {
    grid.rows.iter().any(|row| heading(row).is_some())
}

/// Spaces and case aside.
fn same(a: &str, b: &str) -> bool {
    let key = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    key(a) == key(b)
}
