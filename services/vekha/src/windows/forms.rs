//! The forms of a risk monitoring: card of self-analysis, risk profile, curator's protocol; empty, or filled with what is known.

use super::{Sight, note::Around};
use chrono::NaiveDate;
use vekha_domain::{event::Whose, scoring::Indicator};
use vekha_office::{Block, Cell, Document, Kind, Line};

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
            Form::Card => self.card(whose),
            Form::Profile => vec![self.profile(whose)],
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

    /// What the school does against each factor, and when; empty columns until its card is there.
    fn card(&self, whose: Option<Whose>) -> Vec<Block> {
        let known = whose.and_then(|whose| self.sheet().card(whose.organisation));
        let row = |i: &Indicator| {
            let line = known.and_then(|(_, _, card)| card.lines.iter().find(|line| line.factor == i.code));
            let filled = line.map_or([Cell::Empty, Cell::Empty], |line| {
                [Cell::words(line.measures.clone()), Cell::words(line.period.clone())]
            });
            Line::Row([i.number.clone(), i.text.clone()].map(Cell::words).into_iter().chain(filled).collect())
        };
        let columns = vec![
            self.column("windows-number", Kind::Text, 6),
            self.column("windows-factor", Kind::Text, 44),
            self.column("windows-form-measures", Kind::Text, 36),
            self.column("windows-form-period", Kind::Text, 18),
        ];
        let table = self.table("windows-form-card-table", columns, self.model().indicators.iter().map(row).collect());
        self.noted(known.map(|(on, ..)| *on)).into_iter().chain([table]).collect()
    }

    /// How much each factor weighs.
    fn profile(&self, whose: Option<Whose>) -> Block {
        let row = |i: &Indicator| {
            let weight = whose.and_then(|whose| self.weight(whose, &i.code));
            let texts = [i.number.clone(), i.text.clone()].map(Cell::words);
            Line::Row(texts.into_iter().chain([weight.map_or(Cell::Empty, Cell::words)]).collect())
        };
        let columns = vec![
            self.column("windows-number", Kind::Text, 6),
            self.column("windows-factor", Kind::Text, 52),
            self.column("windows-form-weight", Kind::Text, 22),
        ];
        self.table("windows-form-profile-table", columns, self.model().indicators.iter().map(row).collect())
    }

    /// Signs by groups: what the risk profile says of the group, what the curator ticked, what that comes to.
    fn protocol(&self, whose: Option<Whose>) -> Vec<Block> {
        let Some(risks) = &self.model().risks else { return Vec::new() };
        let known = whose.and_then(|whose| self.sheet().protocol(whose.organisation));
        let mut lines = Vec::new();
        for group in &risks.groups {
            let profile = whose.map(|whose| self.of_profile(whose, group)).filter(|_| !group.factors.is_empty());
            let profile = profile.map(|words| format!(". {} {words}", self.say("windows-form-in-profile")));
            lines.push(Line::Group(format!("{}. {}{}", group.number, group.name, profile.unwrap_or_default())));
            let seen: Vec<_> =
                known.iter().flat_map(|(_, _, p)| &p.lines).filter(|l| l.group == group.number).collect();
            let own = seen.iter().filter(|line| !group.signs.contains(&line.sign)).map(|line| &line.sign);
            for sign in group.signs.iter().chain(own) {
                let line = seen.iter().find(|line| line.sign == *sign);
                let tick = |ticked: bool| self.say(if ticked { "windows-form-yes" } else { "windows-form-no" });
                let filled = match (line, known) {
                    (Some(line), _) => {
                        let standing = self.say(super::risks::standing(line.standing()));
                        [tick(line.diagnosed), tick(line.confirmed), standing].map(Cell::words)
                    }
                    (None, Some(_)) => [Cell::words(tick(false)), Cell::words(tick(false)), Cell::Empty],
                    (None, None) => [Cell::Empty, Cell::Empty, Cell::Empty],
                };
                lines.push(Line::Row([Cell::words(sign.clone())].into_iter().chain(filled).collect()));
            }
        }
        let columns = vec![
            self.column("windows-form-sign", Kind::Text, 70),
            self.column("windows-form-diagnosed", Kind::Text, 18),
            self.column("windows-form-confirmed", Kind::Text, 18),
            self.column("windows-form-comes-to", Kind::Text, 18),
        ];
        let note = Block::Words(self.say("windows-form-protocol-note"));
        let table = self.table("windows-form-protocol-table", columns, lines);
        self.noted(known.map(|(on, ..)| *on)).into_iter().chain([note, table]).collect()
    }

    /// «Заполнено 14.07.2023».
    fn noted(&self, on: Option<NaiveDate>) -> Option<Block> {
        let words = |on: NaiveDate| self.lang.say_with("windows-form-filled", [("day", super::note::day(on).into())]);
        on.map(words).map(Block::Words)
    }
}
