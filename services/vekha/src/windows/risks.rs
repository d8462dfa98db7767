//! Risks of schools: what each names in its profile, what its curator has confirmed, and so against what help is given.

use super::Sight;
use vekha_domain::{
    event::Whose,
    ids::OrganisationId,
    scoring::{
        Value,
        risks::{RiskGroup, RiskStanding},
    },
};
use vekha_office::{Block, Cell, Column, Kind, Line};

/// What a line of a protocol comes to: the key of its words.
pub fn standing(standing: RiskStanding) -> &'static str {
    match standing {
        RiskStanding::Confirmed => "windows-risk-confirmed",
        RiskStanding::FoundByCurator => "windows-risk-found",
        RiskStanding::NotConfirmed => "windows-risk-not-confirmed",
        RiskStanding::None => "windows-risk-none",
    }
}

impl Sight<'_> {
    /// What a school's risk profile says of a factor.
    pub fn weight(&self, whose: Whose, factor: &str) -> Option<String> {
        match self.values(whose).get(factor)? {
            Value::Word(word) => Some(word.clone()),
            Value::Number(_) | Value::Absent => None,
        }
    }

    /// What a school's risk profile says of a group: «№ 3 – высокая; № 4 – низкая».
    pub fn of_profile(&self, whose: Whose, group: &RiskGroup) -> String {
        let factor = |code: &String| {
            let indicator = self.model().indicator(code)?;
            Some(format!("№\u{a0}{}\u{a0}– {}", indicator.number, self.weight(whose, code)?))
        };
        let told: Vec<String> = group.factors.iter().filter_map(factor).collect();
        if told.is_empty() { self.say("windows-form-no-weight") } else { told.join("; ") }
    }

    /// The risks of a school as its curator left them; none without a protocol.
    fn risks_of(&self, organisation: OrganisationId, wanted: RiskStanding) -> Option<String> {
        let (_, _, protocol) = self.sheet().protocol(organisation)?;
        let lines = protocol.lines.iter().filter(|line| line.standing() == wanted);
        Some(lines.map(|line| line.sign.clone()).collect::<Vec<_>>().join("; "))
    }

    /// School by school: the profile, what was confirmed and found, what was not; empty for a model without risks.
    pub(super) fn risk_blocks(&self) -> Vec<Block> {
        if !self.has_forms() {
            return Vec::new();
        }
        let cell = |words: Option<String>| words.filter(|w| !w.is_empty()).map_or(Cell::Empty, Cell::words);
        let row = |subject: &super::Subject| {
            let of = subject.whose.organisation;
            let mut cells = vec![Cell::words(subject.name.clone()), cell(self.heavy(subject.whose))];
            for wanted in [RiskStanding::Confirmed, RiskStanding::FoundByCurator, RiskStanding::NotConfirmed] {
                cells.push(cell(self.risks_of(of, wanted)));
            }
            cells.push(self.sheet().protocol(of).map_or(Cell::Empty, |(on, ..)| Cell::Day(*on)));
            Line::Row(cells)
        };
        let columns = vec![
            Column { title: self.subject_word(), kind: Kind::Text, width: 22, joined: false },
            self.column("windows-risk-heavy", Kind::Text, 16),
            self.column("windows-risks-confirmed", Kind::Text, 38),
            self.column("windows-risks-found", Kind::Text, 28),
            self.column("windows-risks-not-confirmed", Kind::Text, 28),
            self.column("windows-risk-day", Kind::Day, 11),
        ];
        let known = |subject: &&super::Subject| {
            let of = subject.whose.organisation;
            self.sheet().protocol(of).is_some() || !self.values(subject.whose).is_empty()
        };
        let lines: Vec<Line> = self.subjects.iter().filter(known).map(row).collect();
        if lines.is_empty() { Vec::new() } else { vec![self.table("windows-risks", columns, lines)] }
    }

    /// Factors that a school's profile weighs the most: the first word of each factor's set.
    fn heavy(&self, whose: Whose) -> Option<String> {
        let values = self.values(whose);
        if values.is_empty() {
            return None;
        }
        let most = |indicator: &&vekha_domain::scoring::Indicator| {
            let words = super::figures::choices(&indicator.values).unwrap_or_default();
            matches!((values.get(&indicator.code), words.first()), (Some(Value::Word(of)), Some(first)) if of == first)
        };
        let heavy: Vec<String> =
            self.model().indicators.iter().filter(most).map(|i| format!("№\u{a0}{}", i.number)).collect();
        Some(if heavy.is_empty() { self.say("windows-risk-no-heavy") } else { heavy.join(", ") })
    }
}
