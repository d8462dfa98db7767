//! A sheet (ведомость): the values of one window, who entered them when, what was frozen at closing, and what followed.

use super::{
    Model, Value, ValueRefused, Values,
    clusters::{Cluster, Proposal},
    fact::{
        AnalyticalNotePublished, ClassDecided, DecisionTaken, Fact, RecommendationIssued, ValueCorrected,
        ValueReported, Whose,
    },
};
use crate::{
    event::Basis,
    ids::{ActivityId, OrganisationId, PersonId},
    proof::ProofLink,
    refusal::{LONGEST, MOST_PROOFS},
};
use chrono::NaiveDate;
use std::{collections::BTreeMap, fmt};

/// A value with who entered it and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// What was entered.
    pub reported: ValueReported,
    /// By whom.
    pub by: PersonId,
    /// On which day.
    pub on: NaiveDate,
    /// Why it takes the place of the one before.
    pub reason: Option<String>,
}

/// The values of one window.
#[derive(Clone, PartialEq, Debug)]
pub struct Sheet<'m> {
    model: &'m Model,
    window: u16,
    from: NaiveDate,
    to: NaiveDate,
    entries: BTreeMap<Whose, BTreeMap<String, Vec<Entry>>>,
    /// Published notes, the oldest first.
    pub notes: Vec<(NaiveDate, AnalyticalNotePublished)>,
    /// Recommendations by their number.
    pub recommendations: Vec<(NaiveDate, RecommendationIssued)>,
    /// Decisions by their number.
    pub decisions: Vec<(NaiveDate, DecisionTaken)>,
    /// The class decided for each school.
    pub classes: BTreeMap<OrganisationId, ClassDecided>,
}

/// Why something cannot be entered. Codes that a refusal of the domain bears too mean the same and share its sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SheetRefused {
    /// The model has no such indicator.
    IndicatorUnknown,
    /// The window is not open yet.
    WindowNotOpen,
    /// The window is not closed yet: its figures may still change.
    WindowStillOpen,
    /// Not a value of the indicator.
    Value(ValueRefused),
    /// The indicator asks for a link.
    LinkMissing,
    /// More links than anybody looks at.
    TooManyLinks,
    /// The value is the fulfilment of the roadmap and does not say which.
    FulfilmentMissing,
    /// A correction after closing, or another class than proposed, without a reason.
    ReasonMissing,
    /// A decision without the act it stands in.
    BasisMissing,
    /// Nothing is said.
    TextMissing,
    /// Longer than anybody reads.
    TextTooLong,
    /// The day is over already.
    DuePast,
}

impl SheetRefused {
    /// Stable code: the key of its sentence.
    pub fn code(&self) -> &'static str {
        match self {
            SheetRefused::IndicatorUnknown => "indicator_unknown",
            SheetRefused::WindowNotOpen => "window_not_open",
            SheetRefused::WindowStillOpen => "window_still_open",
            SheetRefused::Value(refused) => refused.code(),
            SheetRefused::LinkMissing => "proof_missing",
            SheetRefused::TooManyLinks => "too_many_proofs",
            SheetRefused::FulfilmentMissing => "fulfilment_missing",
            SheetRefused::ReasonMissing => "reason_missing",
            SheetRefused::BasisMissing => "basis_missing",
            SheetRefused::TextMissing => "text_missing",
            SheetRefused::TextTooLong => "text_too_long",
            SheetRefused::DuePast => "due_past",
        }
    }
}

impl fmt::Display for SheetRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for SheetRefused {}

impl From<ValueRefused> for SheetRefused {
    fn from(refused: ValueRefused) -> SheetRefused {
        SheetRefused::Value(refused)
    }
}

impl<'m> Sheet<'m> {
    /// The sheet of a window before anything is entered.
    pub fn new(model: &'m Model, window: u16, from: NaiveDate, to: NaiveDate) -> Sheet<'m> {
        Sheet {
            model,
            window,
            from,
            to,
            entries: BTreeMap::new(),
            notes: Vec::new(),
            recommendations: Vec::new(),
            decisions: Vec::new(),
            classes: BTreeMap::new(),
        }
    }

    /// Enters a value; a second one corrects the first, and needs a reason once the window is closed.
    ///
    /// # Errors
    /// See [`SheetRefused`]. The same value again is no change.
    pub fn enter(&self, reported: ValueReported, reason: &str, today: NaiveDate) -> Result<Vec<Fact>, SheetRefused> {
        let indicator = self.model.indicator(&reported.indicator).ok_or(SheetRefused::IndicatorUnknown)?;
        if today < self.from {
            return Err(SheetRefused::WindowNotOpen);
        }
        indicator.values.admits(&reported.value)?;
        if indicator.link && reported.links.is_empty() && !is_nothing(&reported.value) {
            return Err(SheetRefused::LinkMissing);
        }
        if reported.links.len() > MOST_PROOFS {
            return Err(SheetRefused::TooManyLinks);
        }
        if indicator.from_roadmap && reported.fulfilment.is_none() {
            return Err(SheetRefused::FulfilmentMissing);
        }
        let reason = (!reason.trim().is_empty()).then(|| text(reason)).transpose()?;
        match self.entry(reported.whose, &reported.indicator) {
            None => Ok(vec![Fact::ValueReported(reported)]),
            Some(before) if before.reported == reported => Ok(Vec::new()),
            Some(_) if today > self.to && reason.is_none() => Err(SheetRefused::ReasonMissing),
            Some(_) => Ok(vec![Fact::ValueCorrected(ValueCorrected { now: reported, reason })]),
        }
    }

    /// Publishes the analytical note.
    ///
    /// # Errors
    /// The window is not closed yet.
    pub fn publish(&self, link: ProofLink, today: NaiveDate) -> Result<Vec<Fact>, SheetRefused> {
        if today <= self.to {
            return Err(SheetRefused::WindowStillOpen);
        }
        if self.notes.last().is_some_and(|(_, last)| last.link == link) {
            return Ok(Vec::new());
        }
        let note = AnalyticalNotePublished { window: self.window, link, model_version: self.model.version };
        Ok(vec![Fact::AnalyticalNotePublished(note)])
    }

    /// Recommends something to a school, with a day of its own.
    ///
    /// # Errors
    /// The window is not open yet, nothing is said, or the day is over.
    pub fn recommend(
        &self,
        organisation: OrganisationId,
        words: &str,
        due: NaiveDate,
        today: NaiveDate,
    ) -> Result<Vec<Fact>, SheetRefused> {
        let text = self.said(words, Some(due), today)?;
        let number = next(self.recommendations.len());
        let issued = RecommendationIssued { window: self.window, number, organisation, text, due };
        Ok(vec![Fact::RecommendationIssued(issued)])
    }

    /// Records a decision; it may have become an activity.
    ///
    /// # Errors
    /// The window is not open yet, nothing is said, no act is named, or the day is over.
    pub fn decide(
        &self,
        words: &str,
        basis: Basis,
        (due, activity): (Option<NaiveDate>, Option<ActivityId>),
        today: NaiveDate,
    ) -> Result<Vec<Fact>, SheetRefused> {
        let text = self.said(words, due, today)?;
        if basis.words.trim().is_empty() {
            return Err(SheetRefused::BasisMissing);
        }
        let number = next(self.decisions.len());
        Ok(vec![Fact::DecisionTaken(DecisionTaken { window: self.window, number, text, basis, due, activity })])
    }

    /// Records which way a school goes.
    ///
    /// # Errors
    /// Another class than the proposed one without a reason.
    pub fn classify(
        &self,
        organisation: OrganisationId,
        proposal: Proposal,
        decided: Cluster,
        reason: &str,
    ) -> Result<Vec<Fact>, SheetRefused> {
        let class = proposal.decide(decided, reason).map_err(|_| SheetRefused::ReasonMissing)?;
        let fact = ClassDecided { window: self.window, organisation, class };
        let known = self.classes.get(&organisation) == Some(&fact);
        Ok(if known { Vec::new() } else { vec![Fact::ClassDecided(fact)] })
    }

    /// Takes in one fact of this window.
    pub fn apply(&mut self, on: NaiveDate, by: PersonId, fact: &Fact) {
        match fact {
            Fact::ValueReported(e) => self.take(Entry { reported: e.clone(), by, on, reason: None }),
            Fact::ValueCorrected(e) => {
                self.take(Entry { reported: e.now.clone(), by, on, reason: e.reason.clone() });
            }
            Fact::AnalyticalNotePublished(e) => self.notes.push((on, e.clone())),
            Fact::RecommendationIssued(e) => self.recommendations.push((on, e.clone())),
            Fact::DecisionTaken(e) => self.decisions.push((on, e.clone())),
            Fact::ClassDecided(e) => {
                self.classes.insert(e.organisation, e.clone());
            }
        }
    }

    fn take(&mut self, entry: Entry) {
        let (whose, code) = (entry.reported.whose, entry.reported.indicator.clone());
        self.entries.entry(whose).or_default().entry(code).or_default().push(entry);
    }

    /// All that was entered for an indicator, the oldest first.
    pub fn history(&self, whose: Whose, code: &str) -> &[Entry] {
        self.entries.get(&whose).and_then(|codes| codes.get(code)).map_or(&[], Vec::as_slice)
    }

    /// What stands for an indicator now.
    pub fn entry(&self, whose: Whose, code: &str) -> Option<&Entry> {
        self.history(whose, code).last()
    }

    /// Entered or corrected after the last day?
    pub fn is_late(&self, entry: &Entry) -> bool {
        entry.on > self.to
    }

    /// Values as they were on a day; those of the last day of the window are the frozen ones.
    pub fn values_on(&self, whose: Whose, day: NaiveDate) -> Values {
        let codes = self.entries.get(&whose).into_iter().flatten();
        let stood =
            |entries: &Vec<Entry>| entries.iter().rfind(|entry| entry.on <= day).map(|e| e.reported.value.clone());
        codes.filter_map(|(code, entries)| Some((code.clone(), stood(entries)?))).collect()
    }

    /// The values that closing froze.
    pub fn frozen(&self, whose: Whose) -> Values {
        self.values_on(whose, self.to)
    }

    /// Whose values are there at all.
    pub fn all(&self) -> impl Iterator<Item = Whose> {
        self.entries.keys().copied()
    }

    /// Has every indicator of the model a value by that day?
    pub fn is_complete(&self, whose: Whose, day: NaiveDate) -> bool {
        let values = self.values_on(whose, day);
        self.model.indicators.iter().all(|indicator| values.contains_key(&indicator.code))
    }

    /// Who of those expected has not entered everything by that day, in the order given.
    pub fn missing(&self, expected: impl IntoIterator<Item = Whose>, day: NaiveDate) -> Vec<Whose> {
        expected.into_iter().filter(|whose| !self.is_complete(*whose, day)).collect()
    }

    fn said(&self, words: &str, due: Option<NaiveDate>, today: NaiveDate) -> Result<String, SheetRefused> {
        if today < self.from {
            return Err(SheetRefused::WindowNotOpen);
        }
        if due.is_some_and(|due| due < today) {
            return Err(SheetRefused::DuePast);
        }
        text(words)
    }
}

/// Zero and «does not apply» need no link: there is nothing to show.
fn is_nothing(value: &Value) -> bool {
    *value == Value::Absent || *value == Value::Number(super::Exact::ZERO)
}

fn text(words: &str) -> Result<String, SheetRefused> {
    match words.trim() {
        "" => Err(SheetRefused::TextMissing),
        words if words.chars().count() > LONGEST => Err(SheetRefused::TextTooLong),
        words => Ok(words.to_owned()),
    }
}

fn next(known: usize) -> u16 {
    u16::try_from(known + 1).unwrap_or(u16::MAX)
}
