//! What a window comes to: totals with the way they were counted, indicators, zones and classes. Files and pages show these blocks.

mod classes;
mod indicators;
mod totals;
mod zones;

pub use classes::{CLUSTERS, ClassRow, GroupMeans, cluster_code};
pub use indicators::IndicatorRow;
pub use totals::{TotalRow, tenths};
pub use zones::ZoneRow;

use super::{Sight, Subject, figures, progress::Late};
use vekha_domain::{
    event::Whose,
    scoring::{Indicator, Subject as LooksAt, Values, ledger::Entry},
};
use vekha_office::{Block, Cell, Column, Kind, Line, Table};

impl Sight<'_> {
    /// All that the window comes to, block by block.
    pub fn results(&self) -> Vec<Block> {
        let mut blocks = self.totals_blocks();
        blocks.extend(self.zone_blocks());
        blocks.extend(self.class_blocks());
        blocks.extend(self.risk_blocks());
        blocks.extend(self.indicator_blocks());
        blocks.extend(self.late_blocks());
        blocks
    }

    /// What is odd about the model, and what is assumed.
    pub fn findings_blocks(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        for (key, items) in [
            ("windows-findings", super::findings(self.lang, self.model())),
            ("windows-assumed", self.model().assumed.clone()),
        ] {
            if !items.is_empty() {
                blocks.extend([Block::Heading(2, self.say(key)), Block::Items(items)]);
            }
        }
        blocks
    }

    /// Every value of one subject beside that of the window before.
    pub fn of_subject(&self, whose: Whose) -> Block {
        let (now, before) = (self.values(whose), self.values_before(whose));
        let compared = !self.before.is_empty();
        let row = |i: &Indicator| {
            let shown =
                |values: &Values| values.get(&i.code).map_or(Cell::Empty, |value| figures::value_cell(i, value));
            let change = indicators::change_of(i, &now, &before);
            let change = change.map_or(Cell::Empty, |change| Cell::words(figures::change(self.lang, &change)));
            let mut cells: Vec<Cell> = [i.number.clone(), i.text.clone(), unit(i)].map(Cell::words).into();
            match compared {
                true => cells.extend([shown(&before), shown(&now), change]),
                false => cells.push(shown(&now)),
            }
            Line::Row(cells)
        };
        let mut columns = vec![
            self.column("windows-number", Kind::Text, 8),
            self.column("windows-indicator", Kind::Text, 50),
            self.column("windows-unit", Kind::Text, 8),
            self.column("windows-now", Kind::Number, 12),
        ];
        if compared {
            columns.insert(3, self.column("windows-before", Kind::Number, 12));
            columns.push(self.column("windows-change", Kind::Text, 16));
        }
        self.table("windows-values", columns, self.model().indicators.iter().map(row).collect())
    }

    /// What the column of the subjects is headed.
    pub fn subject_word(&self) -> String {
        let code = match self.model().subject {
            LooksAt::Municipality => "municipality",
            LooksAt::School => "school",
            LooksAt::Teacher => "teacher",
            LooksAt::MentorCentre => "centre",
            LooksAt::TutorPoint => "point",
            LooksAt::Activity => "activity",
        };
        self.say(&format!("windows-subject-{code}"))
    }

    /// The name of a subject; a teacher with the school.
    pub fn full_name(&self, subject: &Subject) -> String {
        match subject.whose.teacher {
            Some(_) => format!("{}, {}", subject.name, subject.organisation),
            None => subject.name.clone(),
        }
    }

    /// Corrections one by one; what is new of one subject in one row.
    fn late_blocks(&self) -> Vec<Block> {
        let late = self.late();
        let mut lines = Vec::new();
        for subject in &self.subjects {
            let own: Vec<&Late<'_>> = late.iter().filter(|late| late.subject == subject).collect();
            let (new, corrected): (Vec<&Late<'_>>, Vec<&Late<'_>>) =
                own.into_iter().partition(|late| late.frozen.is_none() && late.now.reason.is_none());
            if let Some(last) = new.iter().map(|late| late.now.on).max() {
                let what = self.lang.say_with("windows-late-new", [("n", new.len().into())]);
                let mut cells = vec![Cell::words(self.full_name(subject)), Cell::words(what)];
                cells.extend([Cell::Empty, Cell::Empty, Cell::Day(last), Cell::Empty]);
                lines.push(Line::Row(cells));
            }
            lines.extend(corrected.into_iter().map(|late| Line::Row(self.late_cells(late))));
        }
        if lines.is_empty() {
            return Vec::new();
        }
        let columns = vec![
            Column { title: self.subject_word(), kind: Kind::Text, width: 24, joined: true },
            self.column("windows-indicator", Kind::Text, 40),
            self.column("windows-at-closing", Kind::Number, 12),
            self.column("windows-now", Kind::Number, 12),
            self.column("windows-day", Kind::Day, 11),
            self.column("windows-reason", Kind::Text, 24),
        ];
        vec![self.table("windows-late", columns, lines)]
    }

    fn late_cells(&self, late: &Late<'_>) -> Vec<Cell> {
        let value = |entry: &Entry| figures::value_cell(late.indicator, &entry.reported.value);
        vec![
            Cell::words(self.full_name(late.subject)),
            Cell::words(format!("{}. {}", late.indicator.number, late.indicator.text)),
            late.frozen.map_or(Cell::Empty, value),
            if late.now.withdrawn { Cell::words(self.say("windows-withdrawn")) } else { value(late.now) },
            Cell::Day(late.now.on),
            late.now.reason.clone().map_or(Cell::Empty, Cell::words),
        ]
    }

    /// A column.
    pub fn column(&self, key: &str, kind: Kind, width: u8) -> Column {
        Column { title: self.say(key), kind, width, joined: false }
    }

    /// A table whose sheet bears its title.
    pub fn table(&self, key: &str, columns: Vec<Column>, lines: Vec<Line>) -> Block {
        let title = self.say(key);
        Block::Table(Table { name: title.clone(), title, columns, lines, ..Table::default() })
    }
}

/// The unit as a table has room for it: sets are told beside the field.
pub fn unit(indicator: &Indicator) -> String {
    if indicator.unit.chars().count() <= 12 { indicator.unit.clone() } else { indicator.values.to_string() }
}
