//! What the reader makes of a row: an activity, a direction, more of the activity above, or the end of a torn one.

use crate::{
    draft::Draft,
    order::{LeftOutReason, ResponsibleKind, Row, Warning},
    reader::{LONGEST_SECTION, Reader, is_lone, next_row},
    responsible,
    sections::is_marked,
    sheet::{Block, one_line},
    torn::{is_open, joined},
};

/// Longest wording pieces are put to, in characters; a file that goes on and on is not an activity.
const LONGEST_TITLE: usize = 4000;

impl Reader {
    pub(crate) fn section(&mut self, draft: &Draft, after: &[Block]) {
        let name = one_line(&format!("{} {}", draft.number, draft.heading()));
        let slid = !draft.deadline.is_empty() && one_line(&draft.deadline) != name;
        self.stray_deadline = slid.then(|| draft.deadline.clone());
        for text in [&draft.deadline, &draft.responsible].into_iter().chain(&draft.unknown) {
            if one_line(text) != name {
                self.leave_out(text, LeftOutReason::UnknownColumn);
            }
        }
        if self.order.rows.is_empty() && self.sections.names().is_empty() && crate::heading::is_title(&name) {
            return self.note_line(&name);
        }
        self.open_section(name, after);
    }

    pub(crate) fn open_section(&mut self, name: String, after: &[Block]) {
        let line_below = matches!(after.first(), Some(Block::Line(_)));
        let heads_another = line_below || next_row(after).is_some_and(is_lone);
        self.sections.open(name, heads_another);
        self.task = None;
        self.column_section = None;
    }

    pub(crate) fn row(&mut self, draft: Draft) {
        let mut row = draft.row;
        if draft.task_given {
            self.task.clone_from(&row.task);
        } else {
            row.task.clone_from(&self.task);
        }
        if draft.section.is_some() {
            self.column_section = draft.section;
        }
        row.number = self.number_above.take().unwrap_or(draft.number);
        row.title = one_line(&draft.title);
        row.deadline = draft.deadline.trim().replace('\n', " ");
        if let Some(stray) = self.stray_deadline.take().filter(|_| row.deadline.is_empty()) {
            row.deadline = one_line(&stray);
            row.warnings.push(Warning::DamagedRow);
        }
        if row.title.is_empty() {
            // Its wording slid up, nobody knows how far.
            if let Some(above) = self.order.rows.last_mut() {
                row.title.clone_from(&above.title);
                above.warnings.push(Warning::DamagedRow);
            }
            row.warnings.push(Warning::DamagedRow);
        }
        row.section = self.sections.above_row();
        row.section.extend(self.column_section.clone());
        row.responsible = responsible::read(&draft.responsible);
        if draft.misfit {
            row.warnings.push(Warning::DamagedRow);
        }
        for text in draft.unknown {
            self.leave_out(&text, LeftOutReason::UnknownColumn);
        }
        self.order.rows.push(row);
    }

    /// More of the activity whose own cell is merged downwards: another executor, another term.
    pub(crate) fn same_activity(&mut self, draft: &Draft) {
        draft.unknown.iter().for_each(|text| self.leave_out(text, LeftOutReason::UnknownColumn));
        let Some(row) = self.order.rows.last_mut() else { return };
        if !draft.deadline.is_empty() {
            let separator = if row.deadline.is_empty() { "" } else { ", " };
            row.deadline = format!("{}{separator}{}", row.deadline, one_line(&draft.deadline));
        }
        row.responsible.extend(responsible::read(&draft.responsible));
        add_fields(row, &draft.row);
    }

    /// The end of a quotation the page break tore, and perhaps a row of its own after it.
    pub(crate) fn continuation(&mut self, mut draft: Draft) {
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
        draft.unknown.iter().for_each(|text| self.leave_out(text, LeftOutReason::UnknownColumn));
        if draft.is_unknown() {
            return;
        }
        let Some(row) = self.order.rows.last_mut() else { return };
        if row.title.chars().count() + draft.title.chars().count() > LONGEST_TITLE {
            return self.leave_out(&draft.title, LeftOutReason::OtherTable);
        }
        row.title = joined(&row.title, &draft.title);
        row.deadline = joined(&row.deadline, &draft.deadline);
        add_fields(row, &draft.row);
        if self.task.is_some() {
            self.task.clone_from(&row.task);
        }
        add_responsible(row, &draft.responsible);
        if !row.warnings.contains(&Warning::JoinedAcrossPages) {
            row.warnings.push(Warning::JoinedAcrossPages);
        }
    }

    /// A line between the rows of pasted text: the end of a cell, or a direction; false when it is neither.
    pub(crate) fn line_within_table(&mut self, line: &str, after: &[Block]) -> bool {
        let text = one_line(line);
        // Several directions may stand one below the other.
        let below = after.iter().take(3).find(|block| !matches!(block, Block::Line(_)));
        let row_below = matches!(below, Some(Block::Cells(_))) || is_marked(&text) && next_row(after).is_some();
        let close = self.pasted && !self.gap;
        if let Some(row) = self.order.rows.last_mut() {
            // The bracket a page break left open is closed by the line below it.
            if is_open(&row.deadline) && text.contains(')') {
                row.deadline = format!("{} {text}", row.deadline);
                row.warnings.push(Warning::JoinedAcrossPages);
                return true;
            }
            let named = responsible::read(&text);
            let people = !named.is_empty() && named.iter().all(|party| party.kind == ResponsibleKind::Person);
            if close && self.lines.is_empty() && (people || text.starts_with(char::is_lowercase)) {
                add_responsible(row, &text);
                return true;
            }
        }
        let sentence = text.ends_with(['.', ';', ':', ',']) && !is_marked(&text);
        let name =
            text.chars().count() <= LONGEST_SECTION && !sentence && text.starts_with(|c: char| !c.is_lowercase());
        if row_below && name && !crate::heading::is_title(&text) && (close || is_marked(&text)) {
            self.open_section(text, after);
            return true;
        }
        false
    }
}

fn add_fields(row: &mut Row, more: &Row) {
    let pairs = [
        (&mut row.form, &more.form),
        (&mut row.audience, &more.audience),
        (&mut row.place, &more.place),
        (&mut row.result, &more.result),
        (&mut row.task, &more.task),
    ];
    for (field, more) in pairs {
        if let Some(more) = more {
            let field = field.get_or_insert_default();
            *field = joined(field, more);
        }
    }
    row.codes.extend(more.codes.iter().cloned());
}

fn add_responsible(row: &mut Row, more: &str) {
    // A page may repeat the end of the cell it tore.
    let repeated = |party: &crate::order::Responsible| party.text.ends_with(more);
    if !more.is_empty() && !row.responsible.last().is_some_and(repeated) {
        let upper: Vec<&str> = row.responsible.iter().map(|party| party.text.as_str()).collect();
        row.responsible = responsible::read(&format!("{} {more}", upper.join(", ")));
    }
}
