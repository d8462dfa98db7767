//! Walks the blocks of a document: heading, header of the table, sections, rows, and all that is in none of them.

use crate::{
    columns::{self, Columns, Need},
    draft::{Around, Draft, Meaning},
    heading,
    order::{LeftOut, LeftOutReason, Order, ReadError, Row, Warning},
    sections::{Sections, is_marked},
    sheet::{Block, Cell, one_line},
    torn,
};
use std::collections::HashSet;

/// Longest name of a direction, in characters.
pub(crate) const LONGEST_SECTION: usize = 200;

/// Most rows the tables of a file may have: ten times the longest roadmap that is known, and ten times that.
pub(crate) const MOST_ROWS: usize = 10_000;

/// Reads the blocks; `pasted` text may have lost cells and halves of rows.
pub(crate) fn order(blocks: &[Block], pasted: bool) -> Result<Order, ReadError> {
    if blocks.iter().filter(|block| matches!(block, Block::Cells(_))).count() > MOST_ROWS {
        return Err(ReadError::TooManyRows { limit: MOST_ROWS });
    }
    let read = |need| Reader { need, pasted, ..Reader::new() }.walk(blocks);
    let mut order = read(Need::Three).or_else(|_| read(Need::Two))?;
    if pasted {
        torn::mend_hyphens(&mut order, blocks);
    }
    Ok(order)
}

pub(crate) struct Reader {
    need: Need,
    pub(crate) pasted: bool,
    pub(crate) order: Order,
    /// Lines above the table.
    heading: Vec<String>,
    pub(crate) columns: Option<Columns>,
    /// Columns of the table that ended last.
    ended: Option<Columns>,
    pub(crate) sections: Sections,
    /// Lines since the last row, which may name the direction of the next table.
    pub(crate) lines: Vec<String>,
    /// An empty line stands right above.
    pub(crate) gap: bool,
    /// The row above, cell by cell.
    above: Vec<Cell>,
    /// Task, and direction from a column of its own, of the merged cell that still runs.
    pub(crate) task: Option<String>,
    pub(crate) column_section: Option<String>,
    /// Number printed on a row of its own, which belongs to the row below.
    pub(crate) number_above: Option<String>,
    /// Deadline that slid up onto the row of a section.
    pub(crate) stray_deadline: Option<String>,
}

impl Reader {
    fn new() -> Reader {
        Reader {
            need: Need::Three,
            pasted: false,
            order: Order::default(),
            heading: Vec::new(),
            columns: None,
            ended: None,
            sections: Sections::default(),
            lines: Vec::new(),
            gap: false,
            above: Vec::new(),
            task: None,
            column_section: None,
            number_above: None,
            stray_deadline: None,
        }
    }

    fn walk(mut self, blocks: &[Block]) -> Result<Order, ReadError> {
        let mut rest = blocks;
        while let Some((block, mut after)) = rest.split_first() {
            match block {
                Block::Line(line) => self.line(line, after),
                Block::Heading(line) if self.columns.is_some() && !self.order.rows.is_empty() => {
                    self.open_section(one_line(line), after);
                }
                Block::Heading(line) => self.note_line(line),
                Block::Cells(cells) if self.cells(cells, after) => {
                    // The second line of a header is read with the first.
                    after = skip_row(after);
                }
                Block::Cells(_) | Block::Gap => {}
                Block::Aside(text) => self.leave_out(text, LeftOutReason::NotPrinted),
                Block::TableEnd => self.ended = self.columns.take().or_else(|| self.ended.take()),
            }
            self.gap = matches!(block, Block::Gap);
            rest = after;
        }
        self.finish()
    }

    pub(crate) fn leave_out(&mut self, text: &str, reason: LeftOutReason) {
        let text = one_line(text);
        if !text.is_empty() {
            self.order.left_out.push(LeftOut { text, reason });
        }
    }

    fn line(&mut self, line: &str, after: &[Block]) {
        if self.columns.is_some() && self.line_within_table(line, after) {
            return;
        }
        self.note_line(line);
    }

    pub(crate) fn note_line(&mut self, line: &str) {
        if self.order.rows.is_empty() {
            self.heading.push(line.to_owned());
        }
        self.lines.push(one_line(line));
        self.leave_out(line, LeftOutReason::Prose);
    }

    /// Whether the block after this one was read with it.
    fn cells(&mut self, cells: &[Cell], after: &[Block]) -> bool {
        let filled: Vec<&Cell> = cells.iter().filter(|cell| !cell.text.is_empty()).collect();
        if filled.is_empty() {
            return false;
        }
        let all = || filled.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" | ");
        if let Some((columns, two_lines)) = self.header(cells, after) {
            if self.columns.is_some() {
                self.leave_out(&all(), LeftOutReason::RepeatedHeader);
            } else {
                self.open_table_sections();
            }
            self.columns = Some(columns);
            self.lines.clear();
            return two_lines;
        }
        self.take_up_ended_table(cells);
        let Some(columns) = self.columns.clone() else {
            if filled.len() > 1 {
                self.leave_out(&all(), LeftOutReason::OtherTable);
                self.heading.extend(self.order.rows.is_empty().then(|| all().replace(" | ", " ")));
            } else {
                self.note_line(&all());
            }
            return false;
        };
        if columns::numbers_columns(&filled) {
            self.leave_out(&all(), LeftOutReason::ColumnNumbers);
            return false;
        }
        if self.is_other_table(cells, columns.len()) {
            self.columns = None;
            self.leave_out(&all(), LeftOutReason::OtherTable);
            return false;
        }
        let fitted = if self.pasted { torn::fit(cells, columns.len()) } else { Some(cells.to_vec()) };
        match fitted {
            Some(cells) => self.under_columns(&cells, &columns, after),
            None => self.leave_out(&all(), LeftOutReason::OtherTable),
        }
        false
    }

    fn header(&self, cells: &[Cell], after: &[Block]) -> Option<(Columns, bool)> {
        let one = columns::header(cells, self.need);
        let second =
            |below: &&[Cell]| columns::header(below, self.need).is_none() && columns::may_be_second_line(cells, below);
        let below = next_row(after).filter(second);
        let two = below.and_then(|below| columns::header(&columns::two_lines(cells, below), self.need));
        two.map(|columns| (columns, true)).or_else(|| one.map(|columns| (columns, false)))
    }

    /// A table goes on after a paragraph between, without its header.
    fn take_up_ended_table(&mut self, cells: &[Cell]) {
        let same_width = self.ended.as_ref().is_some_and(|ended| ended.len() == cells.len());
        let numbered = cells.first().is_some_and(|cell| columns::is_ordinal(&cell.text));
        if self.columns.is_none() && same_width && numbered && cells.len() > 2 {
            self.open_table_sections();
            self.columns = self.ended.take();
            self.lines.clear();
        }
    }

    /// Pasted text has no mark where a table ends: another one has its own header, or another width after some prose.
    fn is_other_table(&self, cells: &[Cell], width: usize) -> bool {
        let numbered =
            cells.iter().find(|cell| !cell.text.is_empty()).is_some_and(|cell| columns::is_ordinal(&cell.text));
        let after_prose = !self.lines.is_empty() && !self.order.rows.is_empty() && !numbered;
        self.pasted && (columns::heads_some_table(cells) || after_prose && cells.len() != width)
    }

    /// The paragraphs right above a table may name its directions.
    fn open_table_sections(&mut self) {
        let fits = |line: &String| line.chars().count() <= LONGEST_SECTION && !heading::is_title(line);
        let marked = self.lines.iter().rev().take_while(|line| fits(line) && is_marked(line)).count();
        let plain = |line: &&String| {
            let goes_on = ["приложение", "продолжение", "окончание", "таблица"]
                .iter()
                .any(|word| line.to_lowercase().starts_with(word));
            fits(line) && line.starts_with(char::is_uppercase) && !line.ends_with(['.', ';', ':', ',']) && !goes_on
        };
        let last_is_plain = !self.order.rows.is_empty() && self.lines.last().filter(plain).is_some();
        let names = if marked == 0 && last_is_plain { 1 } else { marked };
        let opened = self.lines.split_off(self.lines.len().saturating_sub(names));
        let count = opened.len();
        for (at, name) in opened.into_iter().enumerate() {
            if let Some(found) = self.order.left_out.iter().rposition(|piece| piece.text == name) {
                self.order.left_out.remove(found);
            }
            self.sections.open(name, at + 1 < count);
            self.task = None;
        }
    }

    fn under_columns(&mut self, cells: &[Cell], columns: &Columns, after: &[Block]) {
        let (cells, same_activity) = self.filled_from_above(cells.to_vec(), columns);
        self.lines.clear();
        let draft = Draft::of(&cells, columns);
        // A lone cell below is a direction, and has no number of a row.
        let row_below = next_row(after).filter(|cells| !is_lone(cells));
        let below = row_below.map(|cells| self.number_of(cells, columns));
        let above = self.order.rows.last().map(|row| row.number.clone());
        let around = Around { above: above.as_deref(), below: below.as_deref(), pasted: self.pasted, gap: self.gap };
        if same_activity && draft.number.is_empty() {
            return self.same_activity(&draft);
        }
        match draft.meaning(around) {
            Meaning::Section => self.section(&draft, after),
            Meaning::Continuation if !self.order.rows.is_empty() => self.continuation(draft),
            Meaning::NumberAbove => {
                self.open_section(one_line(&draft.title), after);
                self.number_above = Some(draft.number);
            }
            Meaning::Unknown => {
                draft.unknown.iter().for_each(|text| self.leave_out(text, LeftOutReason::UnknownColumn))
            }
            Meaning::Row | Meaning::Continuation => self.row(draft),
        }
    }

    fn number_of(&self, cells: &[Cell], columns: &Columns) -> String {
        let fitted = if self.pasted { torn::fit(cells, columns.len()) } else { None };
        Draft::of(fitted.as_deref().unwrap_or(cells), columns).number
    }

    /// A cell merged downwards holds for every row beside it; only the number is not repeated. When the activity's own
    /// cell is merged, the row speaks of the same activity, and only its own cells are left.
    fn filled_from_above(&mut self, mut cells: Vec<Cell>, columns: &Columns) -> (Vec<Cell>, bool) {
        use columns::Column;
        let of = |at: usize| columns.get(at).copied().flatten();
        let merged = |cell: &Cell| cell.merged && cell.text.is_empty();
        let above = |at: usize| self.above.get(at).filter(|above| !above.text.is_empty());
        let same = !self.order.rows.is_empty()
            && cells
                .iter()
                .enumerate()
                .any(|(at, cell)| of(at) == Some(Column::Title) && merged(cell) && above(at).is_some());
        let mut whole = cells.clone();
        for (at, cell) in whole.iter_mut().enumerate() {
            if let Some(above) = above(at).filter(|_| merged(cell) && of(at) != Some(Column::Number)) {
                cell.text.clone_from(&above.text);
            }
        }
        self.above.clone_from(&whole);
        if !same {
            cells = whole;
        }
        (cells, same)
    }

    fn finish(mut self) -> Result<Order, ReadError> {
        if self.order.rows.is_empty() {
            return Err(ReadError::NoTable);
        }
        heading::read(&self.heading, &mut self.order);
        // A title may have taken several lines.
        let used = [self.order.title.clone(), self.order.office_name.clone()].map(Option::unwrap_or_default);
        let is_used = |piece: &LeftOut| {
            piece.reason == LeftOutReason::Prose && used.iter().any(|text| text.contains(&piece.text))
        };
        self.order.left_out.retain(|piece| !is_used(piece));
        if self.order.number.is_none() || self.order.date.is_none() {
            self.order.warnings.push(Warning::NoNumberOrDate);
        }
        let lost = std::mem::take(&mut self.sections.lost);
        self.order.warnings.extend(lost.into_iter().map(|number| Warning::DirectionLost { number }));
        if self.pasted {
            torn::put_back_what_slid(&mut self.order.rows);
        }
        crate::numbering::complete(&mut self.order.rows);
        warn(&mut self.order.rows);
        Ok(self.order)
    }
}

fn warn(rows: &mut [Row]) {
    let mut seen = HashSet::new();
    for row in rows {
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
}

/// The row of cells below, if no paragraph and no end of a table comes before it.
pub(crate) fn next_row(after: &[Block]) -> Option<&[Cell]> {
    after.iter().find_map(|block| match block {
        Block::Cells(cells) if cells.iter().any(|cell| !cell.text.is_empty()) => Some(Some(cells.as_slice())),
        Block::Cells(_) | Block::Gap | Block::Aside(_) => None,
        Block::Line(_) | Block::Heading(_) | Block::TableEnd => Some(None),
    })?
}

/// Whether the row has one filled cell only, as a direction has.
pub(crate) fn is_lone(cells: &[Cell]) -> bool {
    cells.iter().filter(|cell| !cell.text.is_empty()).count() == 1
}

fn skip_row(after: &[Block]) -> &[Block] {
    let at = after
        .iter()
        .position(|block| matches!(block, Block::Cells(cells) if cells.iter().any(|cell| !cell.text.is_empty())));
    at.and_then(|at| after.get(at + 1..)).unwrap_or_default()
}
