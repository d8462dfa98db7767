//! Walks the blocks of a document: heading, header of the table, sections, rows, and all that is in none of them.

use crate::{
    columns::{self, Column},
    heading,
    order::{LeftOut, LeftOutReason, Order, ReadError, Row, Warning},
    responsible,
    sheet::{Block, Cell, one_line},
};
use std::collections::HashSet;

/// How many cells a row of pasted text may have more or less than the header.
const SLACK: usize = 2;

pub(crate) fn order(blocks: &[Block]) -> Result<Order, ReadError> {
    let mut reader = Reader::default();
    let mut rest = blocks;
    while let Some((block, after)) = rest.split_first() {
        match block {
            Block::Line(line) => reader.line(line),
            Block::Cells(cells) => reader.cells(cells, after),
            Block::TableEnd => reader.columns = None,
        }
        rest = after;
    }
    reader.finish()
}

#[derive(Default)]
struct Reader {
    order: Order,
    /// Lines above the table.
    heading: Vec<String>,
    columns: Option<Vec<Option<Column>>>,
    /// Directions above the row, with the depth of their numbers.
    section: Vec<(usize, String)>,
    /// Task of the merged cell that still runs.
    task: Option<String>,
    /// Number printed on a row of its own, which belongs to the row below.
    number_above: Option<String>,
    unnumbered: bool,
}

impl Reader {
    fn leave_out(&mut self, text: &str, reason: LeftOutReason) {
        let text = one_line(text);
        if !text.is_empty() {
            self.order.left_out.push(LeftOut { text, reason });
        }
    }

    fn line(&mut self, line: &str) {
        if self.order.rows.is_empty() {
            self.heading.push(line.to_owned());
        }
        self.leave_out(line, LeftOutReason::Prose);
    }

    fn cells(&mut self, cells: &[Cell], after: &[Block]) {
        let filled: Vec<&Cell> = cells.iter().filter(|cell| !cell.text.is_empty()).collect();
        if filled.is_empty() {
            return;
        }
        let all = || filled.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" | ");
        if let Some(columns) = columns::header(cells) {
            if self.columns.is_some() {
                self.leave_out(&all(), LeftOutReason::RepeatedHeader);
            }
            self.columns = Some(columns);
            return;
        }
        let Some(columns) = self.columns.clone() else {
            match filled.as_slice() {
                [only] => self.line(&only.text),
                _ => self.leave_out(&all(), LeftOutReason::OtherTable),
            }
            return;
        };
        if filled.iter().zip(1_usize..).all(|(cell, number)| cell.text == number.to_string()) && filled.len() > 2 {
            return self.leave_out(&all(), LeftOutReason::ColumnNumbers);
        }
        let Some(cells) = fit(cells, columns.len()) else {
            return self.leave_out(&all(), LeftOutReason::OtherTable);
        };
        let draft = Draft::of(&cells, &columns);
        match draft.meaning(next_number(after, &columns)) {
            Meaning::Section => self.section(&draft),
            Meaning::Continuation if !self.order.rows.is_empty() => self.join(&draft),
            Meaning::NumberAbove => {
                self.open_section(1, one_line(&draft.title));
                self.number_above = Some(draft.number);
            }
            Meaning::Row | Meaning::Continuation => self.row(draft),
        }
    }

    fn section(&mut self, draft: &Draft) {
        for cell in [&draft.deadline, &draft.responsible] {
            self.leave_out(cell, LeftOutReason::OtherTable);
        }
        let name = one_line(&format!("{} {}", draft.number, draft.heading()));
        let depth = match name.split(' ').next().filter(|word| word.starts_with(|c: char| c.is_ascii_digit())) {
            Some(number) => number.split('.').filter(|part| !part.is_empty()).count(),
            None => 1,
        };
        self.open_section(depth, name);
    }

    fn open_section(&mut self, depth: usize, name: String) {
        self.section.retain(|(outer, _)| *outer < depth);
        self.section.push((depth, name));
        self.task = None;
    }

    fn row(&mut self, draft: Draft) {
        let mut row = draft.row;
        if draft.task_given {
            self.task = row.task.clone();
        } else {
            row.task = self.task.clone();
        }
        row.number = self.number_above.take().unwrap_or(draft.number);
        self.unnumbered |= row.number.is_empty();
        row.title = one_line(&draft.title);
        row.deadline = draft.deadline.trim().replace('\n', " ");
        row.section = self.section.iter().map(|(_, name)| name.clone()).collect();
        row.responsible = responsible::read(&draft.responsible);
        if row.title.is_empty() || draft.misfit {
            row.warnings.push(Warning::DamagedRow);
        }
        for text in draft.unknown {
            self.leave_out(&text, LeftOutReason::UnknownColumn);
        }
        self.order.rows.push(row);
    }

    /// Puts the lower half of a torn row to its upper half.
    fn join(&mut self, draft: &Draft) {
        let Some(row) = self.order.rows.last_mut() else { return };
        let add = |text: &mut String, more: &str| *text = one_line(&format!("{text} {more}"));
        add(&mut row.title, &draft.title);
        add(&mut row.deadline, &draft.deadline);
        let pairs = [
            (&mut row.form, &draft.row.form),
            (&mut row.audience, &draft.row.audience),
            (&mut row.place, &draft.row.place),
            (&mut row.result, &draft.row.result),
            (&mut row.task, &draft.row.task),
        ];
        for (field, more) in pairs {
            if let Some(more) = more {
                add(field.get_or_insert_default(), more);
            }
        }
        row.codes.extend(draft.row.codes.iter().cloned());
        if !draft.responsible.is_empty() {
            let upper: Vec<&str> = row.responsible.iter().map(|party| party.text.as_str()).collect();
            row.responsible = responsible::read(&format!("{} {}", upper.join(", "), draft.responsible));
        }
        if !row.warnings.contains(&Warning::JoinedAcrossPages) {
            row.warnings.push(Warning::JoinedAcrossPages);
        }
    }

    fn finish(mut self) -> Result<Order, ReadError> {
        if self.order.rows.is_empty() {
            return Err(ReadError::NoTable);
        }
        heading::read(&self.heading, &mut self.order);
        let used: Vec<Option<String>> = vec![self.order.title.clone(), self.order.office_name.clone()];
        self.order.left_out.retain(|piece| !used.contains(&Some(piece.text.clone())));
        if self.order.number.is_none() || self.order.date.is_none() {
            self.order.warnings.push(Warning::NoNumberOrDate);
        }
        if self.unnumbered {
            number_within_sections(&mut self.order.rows);
        }
        let mut seen = HashSet::new();
        for row in &mut self.order.rows {
            if row.deadline.is_empty() {
                row.warnings.push(Warning::EmptyDeadline);
            }
            if row.responsible.is_empty() {
                row.warnings.push(Warning::EmptyResponsible);
            }
            if !seen.insert((row.section.clone(), row.number.clone())) {
                row.warnings.push(Warning::DuplicateNumber { number: row.number.clone() });
            }
        }
        Ok(self.order)
    }
}

/// Numbers of merged cells repeat in every direction: «2.7» is the seventh row of the second direction.
fn number_within_sections(rows: &mut [Row]) {
    let (mut section, mut ordinal, mut last) = (0, 0, None);
    for row in rows {
        if last.as_ref() != Some(&row.section) {
            section += 1;
            ordinal = 0;
            last = Some(row.section.clone());
        }
        ordinal += 1;
        row.number = format!("{section}.{ordinal}");
    }
}

/// The row with as many cells as the header: empty cells are dropped within, then in front; missing ones are put in front.
fn fit(cells: &[Cell], width: usize) -> Option<Vec<Cell>> {
    let mut cells = cells.to_vec();
    if cells.len().abs_diff(width) > SLACK && cells.iter().skip(width).any(|cell| !cell.text.is_empty()) {
        return None;
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

fn next_number(after: &[Block], columns: &[Option<Column>]) -> Option<String> {
    let next = after.iter().find_map(|block| match block {
        Block::Cells(cells) if cells.iter().any(|cell| !cell.text.is_empty()) => Some(cells),
        Block::Cells(_) | Block::Line(_) | Block::TableEnd => None,
    })?;
    Some(Draft::of(next, columns).number)
}

/// What a row of cells turned out to be.
enum Meaning {
    Row,
    Section,
    Continuation,
    NumberAbove,
}

/// A row of cells put under its columns.
#[derive(Default)]
struct Draft {
    number: String,
    title: String,
    deadline: String,
    responsible: String,
    row: Row,
    task_given: bool,
    misfit: bool,
    filled: Vec<String>,
    unknown: Vec<String>,
}

impl Draft {
    fn of(cells: &[Cell], columns: &[Option<Column>]) -> Draft {
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

    /// The words of a section's row.
    fn heading(&self) -> &str {
        if self.title.is_empty() && self.number.is_empty() {
            self.filled.first().map_or("", String::as_str)
        } else {
            &self.title
        }
    }

    fn meaning(&self, next_number: Option<String>) -> Meaning {
        let dotted = format!("{}.", self.number);
        let capital = self.filled.first().is_some_and(|text| text.starts_with(|c: char| !c.is_lowercase()));
        let heads_next = next_number.as_ref().is_some_and(|next| next.starts_with(&dotted));
        let title_only = self.number.is_empty() && !self.title.is_empty() && self.title.starts_with(char::is_lowercase);
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
        if self.number.is_empty() && (self.title.is_empty() || title_only || self.deadline.is_empty()) {
            return Meaning::Continuation;
        }
        let alone = self.filled.len() == 2 && !self.number.is_empty() && !self.title.is_empty();
        if alone && next_number.is_some_and(|next| next.is_empty()) {
            return Meaning::NumberAbove;
        }
        Meaning::Row
    }
}
