//! The analytical note (аналитическая справка) of a window, drafted by plain rules from the figures; causes are for people to write.

use super::{Sight, figures};
use chrono::NaiveDate;
use std::collections::BTreeSet;
use vekha_domain::{event::DecisionTaken, ids::OrganisationId, scoring::ledger::Recommended};
use vekha_office::{Block, Document};

/// What stands around the figures.
pub struct Around {
    /// Name of the office.
    pub office: String,
    /// Name of the monitoring.
    pub title: String,
    /// Post and name of who signs.
    pub signed: Vec<(String, String)>,
}

impl Sight<'_> {
    /// The note as a document.
    pub fn note(&self, around: &Around, name_of: &dyn Fn(OrganisationId) -> String) -> Document {
        let mut blocks = vec![Block::Heading(1, self.say("windows-note-facts"))];
        blocks.extend(self.facts().into_iter().map(Block::Words));
        let missing = self.not_whole();
        if !missing.is_empty() {
            blocks.extend([Block::Words(self.say("windows-note-missing")), Block::Items(missing)]);
        }
        let findings = self.findings_blocks();
        if !findings.is_empty() {
            blocks.push(Block::Heading(1, self.say("windows-note-model")));
            blocks.extend(findings);
        }
        blocks.push(Block::Heading(1, self.say("windows-note-results")));
        blocks.extend(self.results());
        blocks.extend(self.changes().into_iter().map(Block::Words));
        let followed = self.follow_up(name_of);
        if !followed.is_empty() {
            blocks.push(Block::Heading(1, self.say("windows-note-follow")));
            blocks.extend(followed);
        }
        blocks.push(Block::Room(self.say("windows-note-conclusions")));
        Document {
            above: vec![around.office.clone()],
            title: self.say("windows-note-title"),
            below: vec![around.title.clone(), self.period()],
            blocks,
            signed: around.signed.clone(),
            foot: vec![self.by_model()],
        }
    }

    /// «Окно 01.07.2023–12.07.2023».
    pub fn period(&self) -> String {
        let (from, to) = self.days();
        self.lang.say_with("windows-period", [("from", day(from).into()), ("to", day(to).into())])
    }

    /// «Модель …, версия 1; данные на …».
    pub fn by_model(&self) -> String {
        let args = [
            ("order", self.model().order.clone().into()),
            ("version", self.model().version.into()),
            ("day", day(self.sheet().day().min(self.days().1)).into()),
        ];
        self.lang.say_with("windows-by-model", args)
    }

    /// Who answered, in two sentences.
    fn facts(&self) -> Vec<String> {
        let filled = self.filled_by();
        let whole = filled.values().filter(|filled| filled.is_whole()).count();
        let answered = [("n", whole.into()), ("all", filled.len().into())];
        let mut facts = vec![self.model().name.clone(), self.lang.say_with("windows-note-answered", answered)];
        let late = self.late().len();
        if late > 0 {
            facts.push(self.lang.say_with("windows-note-late", [("n", late.into())]));
        }
        facts
    }

    /// Organisations whose values are not all there, with how many are.
    pub fn not_whole(&self) -> Vec<String> {
        let filled = self.filled_by();
        let mut told = BTreeSet::new();
        let mut items = Vec::new();
        for subject in &self.subjects {
            let Some(of) = filled.get(&subject.whose.organisation).filter(|filled| !filled.is_whole()) else {
                continue;
            };
            if told.insert(subject.whose.organisation) {
                let args =
                    [("who", subject.organisation.clone().into()), ("n", of.entered.into()), ("all", of.of.into())];
                let key = if of.entered == 0 { "windows-note-nothing" } else { "windows-note-not-whole" };
                items.push(self.lang.say_with(key, args));
            }
        }
        items
    }

    /// Which indicators went better and which worse than in the window before.
    fn changes(&self) -> Vec<String> {
        let rows = self.indicators();
        let list = |wanted: &str| {
            let of = rows.iter().filter(|row| row.change.is_some_and(|c| figures::verdict(c.verdict) == wanted));
            of.map(|row| row.indicator.number.clone()).collect::<Vec<_>>()
        };
        let said = |code: &str| {
            let numbers = list(code);
            let args = [("n", numbers.len().into()), ("which", numbers.join(", ").into())];
            (!numbers.is_empty()).then(|| self.lang.say_with(&format!("windows-note-{code}"), args))
        };
        ["better", "worse"].into_iter().filter_map(said).collect()
    }

    /// Recommendations and decisions with their state.
    fn follow_up(&self, name_of: &dyn Fn(OrganisationId) -> String) -> Vec<Block> {
        let recommended = self.sheet().recommendations().map(|r| self.recommendation(&r, name_of)).collect();
        let mut blocks = Vec::new();
        for (key, items) in [("windows-recommendations", recommended), ("windows-decisions", self.decisions())] {
            if !items.is_empty() {
                blocks.extend([Block::Heading(2, self.say(key)), Block::Items(items)]);
            }
        }
        blocks
    }

    /// Decisions, a sentence each.
    pub fn decisions(&self) -> Vec<String> {
        let item = |(on, decision): &(NaiveDate, DecisionTaken)| {
            let args = [
                ("number", decision.number.into()),
                ("text", ended(&decision.text).into()),
                ("basis", decision.basis.words.clone().into()),
                ("on", day(*on).into()),
                ("due", decision.due.map_or_else(|| "none".to_owned(), day).into()),
            ];
            self.lang.say_with("windows-decision-item", args)
        };
        self.sheet().decisions().map(item).collect()
    }

    fn recommendation(&self, of: &Recommended, name_of: &dyn Fn(OrganisationId) -> String) -> String {
        let args = [
            ("number", of.issued.number.into()),
            ("who", name_of(of.issued.organisation).into()),
            ("text", ended(&of.issued.text).into()),
            ("due", day(of.issued.due).into()),
            ("state", self.recommendation_state(of).into()),
        ];
        self.lang.say_with("windows-recommendation-item", args)
    }

    /// Followed, overdue or ahead.
    pub fn recommendation_state(&self, of: &Recommended) -> String {
        let (code, on) = match of.done_on() {
            Some(on) if on > of.issued.due => ("late", on),
            Some(on) => ("done", on),
            None if self.sheet().day() > of.issued.due => ("overdue", of.issued.due),
            None => ("open", of.issued.due),
        };
        self.lang.say_with(&format!("windows-recommendation-{code}"), [("day", day(on).into())])
    }
}

/// A text as a sentence: with a stop at its end.
fn ended(text: &str) -> String {
    let text = text.trim_end();
    if text.ends_with(['.', '!', '?', '…']) { text.to_owned() } else { format!("{text}.") }
}

/// A day as it is written.
pub(super) fn day(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}
