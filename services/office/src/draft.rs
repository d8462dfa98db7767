//! A row of cells put under its columns, and what it turns out to be: a row, a section, or the rest of a torn row.

use crate::{
    columns::Column,
    order::Row,
    sheet::{Cell, one_line},
};

/// How many cells a row of pasted text may have more or less than the header.
const SLACK: usize = 2;

/// What a row of cells turned out to be.
pub(crate) enum Meaning {
    Row,
    Section,
    Continuation,
    NumberAbove,
}

/// A row of cells put under its columns.
#[derive(Default)]
pub(crate) struct Draft {
    pub number: String,
    pub title: String,
    pub deadline: String,
    pub responsible: String,
    pub row: Row,
    pub task_given: bool,
    pub misfit: bool,
    filled: Vec<String>,
    pub unknown: Vec<String>,
}

impl Draft {
    pub fn of(cells: &[Cell], columns: &[Option<Column>]) -> Draft {
        let mut draft = Draft { misfit: cells.len() > columns.len(), ..Draft::default() };
        for (at, cell) in cells.iter().enumerate() {
            if cell.text.is_empty() {
                continue;
            }
            draft.filled.push(cell.text.clone());
            let text = Some(one_line(&cell.text));
            match columns.get(at).copied().flatten() {
                Some(Column::Number) => draft.number = one_line(&cell.text).trim_end_matches('.').to_owned(),
                Some(Column::Title) => draft.title = cell.text.clone(),
                Some(Column::Deadline) => draft.deadline = cell.text.clone(),
                Some(Column::Responsible) => draft.responsible = cell.text.clone(),
                Some(Column::Task) => {
                    draft.row.task = text;
                    draft.task_given = true;
                }
                Some(Column::Form) => draft.row.form = text,
                Some(Column::Audience) => draft.row.audience = text,
                Some(Column::Place) => draft.row.place = text,
                Some(Column::Result) => draft.row.result = text,
                Some(Column::Codes) => {
                    let codes = cell.text.split([',', ';', ' ', '\n']).map(|code| code.trim_matches(['.', ' ']));
                    draft.row.codes = codes.filter(|code| !code.is_empty()).map(str::to_owned).collect();
                }
                None => draft.unknown.push(cell.text.clone()),
            }
        }
        draft
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

    pub fn meaning(&self, next_number: Option<String>) -> Meaning {
        let dotted = format!("{}.", self.number);
        let capital = self.filled.first().is_some_and(|text| text.starts_with(|c: char| !c.is_lowercase()));
        let heads_next = next_number.as_ref().is_some_and(|next| next.starts_with(&dotted));
        let torn = |text: &str| text.starts_with(|c: char| c.is_lowercase() || c == '-');
        let torn = torn(&self.title) || self.row.task.as_deref().is_some_and(torn);
        let own = self.filled.len() > 2 && !self.deadline.is_empty() && !self.responsible.is_empty();
        let only = self.filled.len() == 1;
        if !self.number.is_empty() && (heads_next || only) && (heads_next || self.title.is_empty()) {
            return Meaning::Section;
        }
        if only
            && capital
            && self.number.is_empty()
            && self.title.is_empty()
            && self.row.task.is_none()
            && self.responsible.is_empty()
        {
            return Meaning::Section;
        }
        if self.number.is_empty() && (torn || self.title.is_empty() && !own || self.deadline.is_empty()) {
            return Meaning::Continuation;
        }
        let alone = self.filled.len() == 2 && !self.number.is_empty() && !self.title.is_empty();
        if alone && next_number.is_some_and(|next| next.is_empty()) {
            return Meaning::NumberAbove;
        }
        Meaning::Row
    }
}

/// The row with as many cells as the header: empty cells are dropped within, then in front; missing ones are put in front.
pub(crate) fn fit(cells: &[Cell], width: usize) -> Option<Vec<Cell>> {
    let mut cells = cells.to_vec();
    if cells.len().abs_diff(width) > SLACK && cells.iter().skip(width).any(|cell| !cell.text.is_empty()) {
        return None;
    }
    let number =
        |cell: &&Cell| cell.text.ends_with('.') && cell.text.trim_end_matches('.').chars().all(|c| c.is_ascii_digit());
    let leading = cells.iter().take_while(|cell| cell.text.is_empty()).count();
    if leading > 0 && cells.get(leading).filter(number).is_some() {
        cells.rotate_left(leading);
    }
    while cells.len() > width {
        let spare = cells.iter().skip(1).position(|cell| cell.text.is_empty()).map_or(0, |at| at + 1);
        if spare == 0 && cells.first().is_some_and(|cell| !cell.text.is_empty()) {
            break;
        }
        cells.remove(spare);
    }
    while cells.len() < width && cells.first().is_some_and(|cell| cell.text.is_empty()) {
        cells.insert(0, Cell::default());
    }
    Some(cells)
}
