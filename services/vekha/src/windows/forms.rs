//! The forms of a risk monitoring: card of self-analysis, risk profile, curator's protocol; empty, or filled with what is known.

use super::{Sight, note::Around};
use vekha_domain::{
    event::Whose,
    scoring::{Indicator, Value},
};
use vekha_office::{Block, Cell, Column, Document, Kind, Line, Table};

/// Which form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// Карточка самоанализа: measures against each factor, and when.
    Card,
    /// Рисковый профиль: how much each factor weighs.
    Profile,
    /// Протокол куратора: what was diagnosed and what was seen.
    Protocol,
}

impl Form {
    /// All forms.
    pub const ALL: [Form; 3] = [Form::Card, Form::Profile, Form::Protocol];

    /// As addresses and keys of words have it.
    pub fn code(self) -> &'static str {
        match self {
            Form::Card => "card",
            Form::Profile => "profile",
            Form::Protocol => "protocol",
        }
    }

    /// The form of a code.
    pub fn of(code: &str) -> Option<Form> {
        Form::ALL.into_iter().find(|form| form.code() == code)
    }
}

impl Sight<'_> {
    /// Does the model have these forms?
    pub fn has_forms(&self) -> bool {
        self.model().risks.is_some()
    }

    /// A form; for a school it is filled with what is known of it.
    pub fn form(&self, form: Form, around: &Around, school: Option<(Whose, &str)>) -> Document {
        let whose = school.map(|(whose, _)| whose);
        let blocks = match form {
            Form::Card => vec![self.factors("card", &["windows-form-measures", "windows-form-period"], None)],
            Form::Profile => vec![self.factors("profile", &["windows-form-weight"], whose)],
            Form::Protocol => self.protocol(whose),
        };
        let line = self.say("windows-form-blank");
        let name = school.map_or(line.clone(), |(_, name)| name.to_owned());
        let signer = match form {
            Form::Card | Form::Profile => "windows-form-head",
            Form::Protocol => "windows-form-curator",
        };
        Document {
            above: vec![around.office.clone()],
            title: self.say(&format!("windows-form-{}", form.code())),
            below: vec![name, self.period()],
            blocks,
            signed: vec![(self.say(signer), String::new())],
            foot: vec![self.by_model()],
        }
    }

    /// Factors with columns to be filled in; the last one holds the value that is known.
    fn factors(&self, form: &str, keys: &[&str], whose: Option<Whose>) -> Block {
        let values = whose.map(|whose| self.values(whose)).unwrap_or_default();
        let row = |i: &Indicator| {
            let known =
                values.get(&i.code).map_or(Cell::Empty, |v| Cell::words(super::figures::value(self.lang, i, v)));
            let mut cells = vec![Cell::words(i.number.clone()), Cell::words(i.text.clone())];
            cells.extend(keys.iter().skip(1).map(|_| Cell::Empty));
            cells.push(known);
            Line::Row(cells)
        };
        let mut columns =
            vec![self.column("windows-number", Kind::Text, 6), self.column("windows-factor", Kind::Text, 52)];
        columns.extend(keys.iter().map(|key| self.column(key, Kind::Text, 22)));
        let title = self.say(&format!("windows-form-{form}-table"));
        let lines = self.model().indicators.iter().map(row).collect();
        Block::Table(Table { name: title.clone(), title, columns, lines, ..Table::default() })
    }

    /// Signs by groups; a group whose factor weighs something is diagnosed, what was seen is for the curator to write.
    fn protocol(&self, whose: Option<Whose>) -> Vec<Block> {
        let Some(risks) = &self.model().risks else { return Vec::new() };
        let values = whose.map(|whose| self.values(whose)).unwrap_or_default();
        let mut lines = Vec::new();
        for group in &risks.groups {
            lines.push(Line::Group(format!("{}. {}", group.number, group.name)));
            let named = |code: &String| {
                let indicator = self.model().indicator(code)?;
                let Value::Word(word) = values.get(code)? else { return None };
                Some(format!("№\u{a0}{}: {word}", indicator.number))
            };
            let diagnosed: Vec<String> = group.factors.iter().filter_map(named).collect();
            for (at, sign) in group.signs.iter().enumerate() {
                let known = if at == 0 { Cell::words(diagnosed.join("; ")) } else { Cell::Empty };
                lines.push(Line::Row(vec![Cell::words(sign.clone()), known, Cell::Empty]));
            }
        }
        let columns: Vec<Column> = vec![
            self.column("windows-form-sign", Kind::Text, 56),
            self.column("windows-form-diagnosed", Kind::Text, 20),
            self.column("windows-form-confirmed", Kind::Text, 20),
        ];
        let note = Block::Words(self.say("windows-form-protocol-note"));
        let title = self.say("windows-form-protocol-table");
        vec![note, Block::Table(Table { name: title.clone(), title, columns, lines, ..Table::default() })]
    }
}
