//! A row of cells put under its columns, and what it turns out to be: a row, a section, or the rest of a row above.

use crate::{
    columns::Column,
    numbering::follows,
    order::{ResponsibleKind, Row},
    responsible,
    sections::is_roman,
    sheet::{Cell, one_line},
};

/// What a row of cells turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    Row,
    Section,
    Continuation,
    NumberAbove,
    /// Only cells under columns we do not know.
    Unknown,
}

/// What stands around the row and helps to tell what it is.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Around<'a> {
    /// Number of the row above, or nothing when there is none.
    pub above: Option<&'a str>,
    /// Number of the row of cells below.
    pub below: Option<&'a str>,
    /// Pasted text: rows may be torn by the end of a page.
    pub pasted: bool,
    /// A page may have ended right above.
    pub gap: bool,
}

/// A row of cells put under its columns.
#[derive(Default)]
pub(crate) struct Draft {
    pub number: String,
    pub title: String,
    pub deadline: String,
    pub responsible: String,
    pub section: Option<String>,
    pub row: Row,
    pub task_given: bool,
    pub misfit: bool,
    pub unknown: Vec<String>,
    filled: Vec<String>,
    /// The only cell that is filled is the first, or the second after the number.
    leads: bool,
}

impl Draft {
    pub fn of(cells: &[Cell], columns: &[Option<Column>]) -> Draft {
        let spare = cells.iter().skip(columns.len()).any(|cell| !cell.text.is_empty());
        let mut draft = Draft { misfit: spare, ..Draft::default() };
        let filled = || cells.iter().enumerate().filter(|(_, cell)| !cell.text.is_empty());
        let first = columns.iter().position(|column| column.is_some_and(|column| column != Column::Number));
        draft.leads = filled().count() == 1 && filled().all(|(at, _)| first.is_none_or(|first| at <= first));
        for (at, cell) in filled() {
            draft.filled.push(cell.text.clone());
            draft.put(columns.get(at).copied().flatten(), &cell.text);
        }
        draft
    }

    fn put(&mut self, column: Option<Column>, text: &str) {
        let line = one_line(text);
        match column {
            Some(Column::Number) => self.number = number(&line),
            Some(Column::Title) => text.clone_into(&mut self.title),
            Some(Column::Section) => self.section = Some(line),
            Some(Column::Deadline) => text.clone_into(&mut self.deadline),
            Some(Column::DeadlineEnd) => self.deadline = from_to(&one_line(&self.deadline), &line),
            Some(Column::Responsible) if self.responsible.is_empty() => text.clone_into(&mut self.responsible),
            Some(Column::Responsible) => self.responsible = format!("{}\n{text}", self.responsible),
            Some(Column::Task) => {
                self.row.task = Some(line);
                self.task_given = true;
            }
            Some(Column::Form) => self.row.form = Some(line),
            Some(Column::Audience) => self.row.audience = Some(line),
            Some(Column::Place) => self.row.place = Some(line),
            Some(Column::Result) => {
                self.row.result = Some(self.row.result.take().map_or(line.clone(), |first| format!("{first}; {line}")));
            }
            Some(Column::Codes) => {
                let codes = text.split([',', ';', ' ', '\n', '\u{a0}']).map(|code| code.trim_matches(['.', ' ']));
                self.row.codes = codes.filter(|code| !code.is_empty()).map(str::to_owned).collect();
            }
            None => self.unknown.push(text.to_owned()),
        }
    }

    /// Whether nothing stands under a known column.
    pub fn is_unknown(&self) -> bool {
        self.filled.len() == self.unknown.len()
    }

    /// The words of a section's row.
    pub fn heading(&self) -> &str {
        if self.title.is_empty() && self.number.is_empty() {
            self.filled.first().map_or("", String::as_str)
        } else {
            &self.title
        }
    }

    pub fn meaning(&self, around: Around<'_>) -> Meaning {
        if self.is_unknown() && !self.leads {
            return Meaning::Unknown;
        }
        match self.filled.len() {
            1 => self.single(around),
            2 if !self.number.is_empty() && !self.title.is_empty() => self.numbered_title(around),
            _ => self.several(around),
        }
    }

    /// One cell only.
    fn single(&self, around: Around<'_>) -> Meaning {
        let capital = self.filled.first().is_some_and(|text| !text.starts_with(char::is_lowercase));
        if !self.number.is_empty() {
            return Meaning::Section;
        }
        if !capital {
            return Meaning::Continuation;
        }
        if !self.title.is_empty() {
            let torn = around.pasted && around.gap && around.above.is_some() && !self.begins_anew(around);
            return if torn { Meaning::Continuation } else { Meaning::Section };
        }
        if !self.leads && (self.row.task.is_some() || !self.responsible.is_empty() || !around.pasted) {
            return Meaning::Continuation;
        }
        // Where the table begins with who answers, a lone name is one more of them.
        let named = responsible::read(&self.responsible);
        let of_kind = |kind| matches!(kind, ResponsibleKind::Person | ResponsibleKind::Organisation);
        let people = !named.is_empty() && named.iter().all(|party| of_kind(party.kind));
        if people { Meaning::Continuation } else { Meaning::Section }
    }

    /// A number and a title, and nothing else: the direction of the rows below, or a row with two empty cells.
    fn numbered_title(&self, around: Around<'_>) -> Meaning {
        let (number, below) = (self.number.as_str(), around.below.unwrap_or_default());
        let heads_below = below.starts_with(&format!("{number}.")) || below == number;
        if heads_below || is_roman(number) && !is_roman(below) || below == "1" && around.above != Some("0") {
            return Meaning::Section;
        }
        let next = around.above.is_some_and(|above| follows(above, number));
        if around.below.is_some() && below.is_empty() {
            return if next { Meaning::NumberAbove } else { Meaning::Section };
        }
        if !next && around.above.is_some_and(|above| follows(above, below)) { Meaning::Section } else { Meaning::Row }
    }

    fn several(&self, around: Around<'_>) -> Meaning {
        let torn = |text: &str| text.starts_with(|c: char| c.is_lowercase() || c == '-');
        let dotted = format!("{}.", self.number);
        let heads_below = !self.number.is_empty() && around.below.is_some_and(|below| below.starts_with(&dotted));
        if heads_below && (around.pasted || self.deadline.is_empty() && self.responsible.is_empty()) {
            return Meaning::Section;
        }
        if !self.number.is_empty() {
            return Meaning::Row;
        }
        let own = self.filled.len() > 2 && !self.deadline.is_empty() && !self.responsible.is_empty();
        if self.title.is_empty() {
            return if own { Meaning::Row } else { Meaning::Continuation };
        }
        let lower = torn(&self.title) || self.row.task.as_deref().is_some_and(torn);
        let page = around.gap && self.deadline.is_empty();
        if around.pasted && around.above.is_some() && (lower || page) { Meaning::Continuation } else { Meaning::Row }
    }

    /// Whether the numbers begin anew below, or in the next part of the order: then this is the name of that part.
    fn begins_anew(&self, around: Around<'_>) -> bool {
        let part = |number: &str| number.split('.').next().unwrap_or_default().to_owned();
        match (around.above, around.below) {
            (Some(above), Some(below)) if !above.is_empty() && !below.is_empty() => {
                below == "1" || below.contains('.') && part(above) != part(below)
            }
            _ => false,
        }
    }
}

/// One term of two cells: days are put into words, months already are.
fn from_to(from: &str, to: &str) -> String {
    let days = [from, to].iter().all(|day| day.is_empty() || day.starts_with(|c: char| c.is_ascii_digit()));
    match (from.is_empty(), days) {
        (true, true) => format!("до {to}"),
        (true, false) => to.to_owned(),
        (false, true) => format!("с {from} по {to}"),
        (false, false) => format!("{from} – {to}"),
    }
}

/// The number without its full stop; Excel makes days of «1.1» when nobody looks.
fn number(line: &str) -> String {
    let bare = line.trim_end_matches(['.', ')', ' ']);
    let parts: Vec<&str> = bare.split('.').collect();
    if let [day, month, year] = parts.as_slice()
        && year.len() == 4
        && year.starts_with("20")
        && let (Ok(day), Ok(month)) = (day.parse::<u8>(), month.parse::<u8>())
    {
        return format!("{day}.{month}");
    }
    bare.to_owned()
}
