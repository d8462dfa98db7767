//! Walks the blocks of a document: heading, header of the table, sections, rows, and all that is in none of them.

use crate::{
    columns::{self, Column},
    draft::{Draft, Meaning, fit},
    heading,
    order::{LeftOut, LeftOutReason, Order, ReadError, Row, Warning},
    responsible,
    sheet::{Block, Cell, one_line},
};
use std::collections::HashSet;

pub(crate) fn order(blocks: &[Block]) -> Result<Order, ReadError> {
    let mut reader = Reader::default();
    let mut rest = blocks;
    while let Some((block, after)) = rest.split_first() {
        match block {
            Block::Line(line) => reader.line(line),
            Block::Heading(line) if reader.columns.is_some() && !reader.order.rows.is_empty() => {
                reader.open_section(1, one_line(line))
            }
            Block::Heading(line) => reader.line(line),
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
    /// The row above, cell by cell.
    above: Vec<Cell>,
    /// Task of the merged cell that still runs.
    task: Option<String>,
    /// Number printed on a row of its own, which belongs to the row below.
    number_above: Option<String>,
    /// Deadline that slid up onto the row of a section.
    stray_deadline: Option<String>,
}

impl Reader {
    fn leave_out(&mut self, text: &str, reason: LeftOutReason) {
        let text = one_line(text);
        if !text.is_empty() {
            self.order.left_out.push(LeftOut { text, reason });
        }
    }

    fn line(&mut self, line: &str) {
        match self.order.rows.last_mut() {
            None => self.heading.push(line.to_owned()),
            // The bracket a page break left open is closed by the line below it.
            Some(row) if self.columns.is_some() && is_open(&row.deadline) && line.contains(')') => {
                row.deadline = format!("{} {}", row.deadline, one_line(line));
                row.warnings.push(Warning::JoinedAcrossPages);
                return;
            }
            Some(_) => {}
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
        let cells = self.filled_from_above(cells, &columns);
        let draft = Draft::of(&cells, &columns);
        match draft.meaning(next_number(after, &columns)) {
            Meaning::Section => self.section(&draft),
            Meaning::Continuation if !self.order.rows.is_empty() => self.continuation(draft),
            Meaning::NumberAbove => {
                self.open_section(1, one_line(&draft.title));
                self.number_above = Some(draft.number);
            }
            Meaning::Row | Meaning::Continuation => self.row(draft),
        }
    }

    /// A cell merged downwards holds for every row beside it; only the number is not repeated.
    fn filled_from_above(&mut self, mut cells: Vec<Cell>, columns: &[Option<Column>]) -> Vec<Cell> {
        for (at, cell) in cells.iter_mut().enumerate() {
            let number = columns.get(at) == Some(&Some(Column::Number));
            if let Some(above) = self.above.get(at).filter(|_| cell.merged && cell.text.is_empty() && !number) {
                cell.text.clone_from(&above.text);
            }
        }
        self.above.clone_from(&cells);
        cells
    }

    fn section(&mut self, draft: &Draft) {
        self.stray_deadline = Some(draft.deadline.clone()).filter(|deadline| !deadline.is_empty());
        for cell in [&draft.deadline, &draft.responsible] {
            self.leave_out(cell, LeftOutReason::UnknownColumn);
        }
        let name = one_line(&format!("{} {}", draft.number, draft.heading()));
        for text in draft.unknown.iter().filter(|text| one_line(text) != name) {
            self.leave_out(text, LeftOutReason::UnknownColumn);
        }
        let depth = match name.split(' ').next().filter(|word| word.starts_with(|c: char| c.is_ascii_digit())) {
            Some(number) => number.split('.').filter(|part| !part.is_empty()).count(),
            None => 1,
        };
        self.open_section(depth, name);
    }

    fn open_section(&mut self, depth: usize, name: String) {
        // «3.1» does not belong to «Трек 2», though the row of «Трек 3» was lost.
        let outermost = first_number(&name);
        self.section.retain(|(outer, above)| {
            *outer < depth && (depth == 1 || first_number(above).is_none_or(|n| Some(n) == outermost))
        });
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
        row.title = one_line(&draft.title);
        row.deadline = draft.deadline.trim().replace('\n', " ");
        if let Some(stray) = self.stray_deadline.take().filter(|_| row.deadline.is_empty()) {
            row.deadline = one_line(&stray);
            row.warnings.push(Warning::DamagedRow);
        }
        if row.title.is_empty() {
            row.title = self.order.rows.last().map(|above| above.title.clone()).unwrap_or_default();
            row.warnings.push(Warning::DamagedRow);
        }
        row.section = self.section.iter().map(|(_, name)| name.clone()).collect();
        row.responsible = responsible::read(&draft.responsible);
        if draft.misfit {
            row.warnings.push(Warning::DamagedRow);
        }
        for text in draft.unknown {
            self.leave_out(&text, LeftOutReason::UnknownColumn);
        }
        self.order.rows.push(row);
    }

    /// The end of a quotation the page break tore, and perhaps a row of its own after it.
    fn continuation(&mut self, mut draft: Draft) {
        let title = one_line(&draft.title);
        let torn =
            self.order.rows.last_mut().filter(|row| row.title.matches('«').count() > row.title.matches('»').count());
        if let (Some(row), Some((end, own))) = (torn, title.split_once("» "))
            && own.starts_with(char::is_uppercase)
            && !draft.deadline.is_empty()
        {
            row.title = format!("{} {end}»", row.title);
            row.warnings.push(Warning::JoinedAcrossPages);
            draft.title = own.to_owned();
            draft.misfit = true;
            return self.row(draft);
        }
        self.join(&draft);
    }

    /// Puts the lower half of a torn row to its upper half.
    fn join(&mut self, draft: &Draft) {
        for text in &draft.unknown {
            self.leave_out(text, LeftOutReason::UnknownColumn);
        }
        if draft.is_unknown() {
            return;
        }
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
        if self.task.is_some() {
            self.task = row.task.clone();
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
        let unnumbered = self.order.rows.iter().filter(|row| row.number.is_empty()).count();
        if unnumbered * 4 >= self.order.rows.len() {
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

fn first_number(name: &str) -> Option<&str> {
    name.split(|c: char| !c.is_ascii_digit()).find(|digits| !digits.is_empty()).filter(|digits| digits.len() < 3)
}

fn is_open(text: &str) -> bool {
    text.matches('(').count() > text.matches(')').count()
}

fn next_number(after: &[Block], columns: &[Option<Column>]) -> Option<String> {
    let next = after.iter().find_map(|block| match block {
        Block::Cells(cells) if cells.iter().any(|cell| !cell.text.is_empty()) => Some(cells),
        Block::Cells(_) | Block::Line(_) | Block::Heading(_) | Block::TableEnd => None,
    })?;
    Some(Draft::of(next, columns).number)
}
