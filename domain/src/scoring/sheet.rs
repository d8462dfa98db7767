//! A sheet (ведомость): the values of one window read by its model as of a day, what closing froze, and what followed.

use super::{
    Counted, Model, Values,
    band::Placed,
    clusters::{Cluster, Proposal},
    indicator::Indicator,
    ledger::{Entry, Recommended, Row},
    refused::SheetRefused,
};
use crate::{
    event::{
        AnalyticalNotePublished, Basis, ClassDecided, DecisionTaken, Event, RecommendationDone, RecommendationIssued,
        Reported, ValuesCorrected, ValuesReported, Whose,
    },
    ids::{ActivityId, OrganisationId},
    monitoring::Window,
    proof::ProofLink,
    refusal::{LONGEST, MOST_PROOFS},
};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A window read by its model as of a day: later entries do not count yet.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    model: &'a Model,
    window: &'a Window,
    day: NaiveDate,
}

impl<'a> Sheet<'a> {
    /// The sheet of a window as of a day.
    pub fn of(model: &'a Model, window: &'a Window, day: NaiveDate) -> Sheet<'a> {
        Sheet { model, window, day }
    }

    /// The model that the window is read by.
    pub fn model(&self) -> &'a Model {
        self.model
    }

    /// The window.
    pub fn window(&self) -> &'a Window {
        self.window
    }

    /// The day of the answers.
    pub fn day(&self) -> NaiveDate {
        self.day
    }

    /// Enters values; those that are there already are corrected, which needs a reason once the window is closed.
    /// One event for each organisation or teacher. The same values again are no change;
    /// of two for the same indicator the latter counts.
    ///
    /// # Errors
    /// The place in the list and why; see [`SheetRefused`].
    pub fn report(&self, given: &[(Whose, Reported)], reason: &str) -> Result<Vec<Event>, (usize, SheetRefused)> {
        let reason = some_text(reason).map_err(|why| (0, why))?;
        let mut rows: BTreeMap<Whose, (Vec<Reported>, Vec<Reported>)> = BTreeMap::new();
        for (at, (whose, reported)) in given.iter().enumerate() {
            self.admits(reported).map_err(|why| (at, why))?;
            let row = rows.entry(*whose).or_default();
            row.0.retain(|earlier| earlier.indicator != reported.indicator);
            row.1.retain(|earlier| earlier.indicator != reported.indicator);
            match self.entry(*whose, &reported.indicator) {
                None => row.0.push(reported.clone()),
                Some(before) if before.reported == *reported => {}
                Some(_) if self.day > self.window.to && reason.is_none() => {
                    return Err((at, SheetRefused::ReasonMissing));
                }
                Some(_) => row.1.push(reported.clone()),
            }
        }
        let window = self.window.number;
        let mut events = Vec::new();
        for (whose, (new, corrected)) in rows {
            if !new.is_empty() {
                events.push(ValuesReported { window, whose, values: new }.into());
            }
            if !corrected.is_empty() {
                events.push(ValuesCorrected { window, whose, values: corrected, reason: reason.clone() }.into());
            }
        }
        Ok(events)
    }

    /// May this value be entered on the day?
    ///
    /// # Errors
    /// See [`SheetRefused`].
    pub fn admits(&self, reported: &Reported) -> Result<(), SheetRefused> {
        let indicator = self.model.indicator(&reported.indicator).ok_or(SheetRefused::IndicatorUnknown)?;
        if self.day < self.window.from {
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
        Ok(())
    }

    /// Publishes the analytical note.
    ///
    /// # Errors
    /// The window is not closed yet.
    pub fn publish(&self, link: ProofLink) -> Result<Vec<Event>, SheetRefused> {
        if self.day <= self.window.to {
            return Err(SheetRefused::WindowStillOpen);
        }
        if self.window.ledger.notes.last().is_some_and(|(_, last)| last.link == link) {
            return Ok(Vec::new());
        }
        let note = AnalyticalNotePublished { window: self.window.number, link, model_version: self.model.version };
        Ok(vec![note.into()])
    }

    /// Recommends something to an organisation, with a day of its own.
    ///
    /// # Errors
    /// The window is not open yet, nothing is said, or the day is over.
    pub fn recommend(
        &self,
        organisation: OrganisationId,
        words: &str,
        due: NaiveDate,
    ) -> Result<Vec<Event>, SheetRefused> {
        let text = self.said(words, Some(due))?;
        let number = next(self.window.ledger.recommendations.len());
        Ok(vec![RecommendationIssued { window: self.window.number, number, organisation, text, due }.into()])
    }

    /// A recommendation was followed.
    ///
    /// # Errors
    /// No such recommendation, or nothing that shows it.
    pub fn follow(&self, number: u16, links: Vec<ProofLink>) -> Result<Vec<Event>, SheetRefused> {
        let of = self.window.ledger.recommendations.iter().find(|r| r.issued.number == number);
        let of = of.ok_or(SheetRefused::RecommendationUnknown)?;
        if links.is_empty() {
            return Err(SheetRefused::LinkMissing);
        }
        if links.len() > MOST_PROOFS {
            return Err(SheetRefused::TooManyLinks);
        }
        if of.done.as_ref().is_some_and(|(_, done)| done.links == links) {
            return Ok(Vec::new());
        }
        Ok(vec![RecommendationDone { window: self.window.number, number, links }.into()])
    }

    /// Records a decision; it may become an activity by the same command.
    ///
    /// # Errors
    /// The window is not open yet, nothing is said, no act is named, or the day is over.
    pub fn decide(
        &self,
        words: &str,
        basis: Basis,
        due: Option<NaiveDate>,
        activity: Option<ActivityId>,
    ) -> Result<Vec<Event>, SheetRefused> {
        let text = self.said(words, due)?;
        if basis.words.trim().is_empty() {
            return Err(SheetRefused::BasisMissing);
        }
        let number = next(self.window.ledger.decisions.len());
        Ok(vec![DecisionTaken { window: self.window.number, number, text, basis, due, activity }.into()])
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
    ) -> Result<Vec<Event>, SheetRefused> {
        some_text(reason)?;
        let class = proposal.decide(decided, reason).map_err(|_| SheetRefused::ReasonMissing)?;
        let fact = ClassDecided { window: self.window.number, organisation, class };
        let known = self.window.ledger.classes.iter().rfind(|(_, c)| c.organisation == organisation);
        Ok(if known.is_some_and(|(_, known)| *known == fact) { Vec::new() } else { vec![fact.into()] })
    }

    /// All that was entered for an indicator by the day, the oldest first.
    pub fn history(&self, whose: Whose, code: &str) -> impl DoubleEndedIterator<Item = &'a Entry> + use<'a> {
        let day = self.day;
        let entries = self.row(whose).and_then(|row| row.get(code)).into_iter().flatten();
        entries.filter(move |entry| entry.on <= day)
    }

    /// What stands for an indicator on the day.
    pub fn entry(&self, whose: Whose, code: &str) -> Option<&'a Entry> {
        self.history(whose, code).next_back()
    }

    /// Entered or corrected after the last day?
    pub fn is_late(&self, entry: &Entry) -> bool {
        self.window.is_late_on(entry.on)
    }

    /// Values as they stand on the day, late ones and late corrections among them.
    pub fn values(&self, whose: Whose) -> Values {
        self.values_by(whose, self.day)
    }

    /// The values that closing froze; while the window is open, those so far.
    pub fn frozen(&self, whose: Whose) -> Values {
        self.values_by(whose, self.window.freezes_on().map_or(self.day, |last| self.day.min(last)))
    }

    /// Was anything of it entered or corrected after the last day?
    pub fn has_late(&self, whose: Whose) -> bool {
        let entries = self.row(whose).into_iter().flat_map(|row| row.values().flatten());
        entries.filter(|entry| entry.on <= self.day).any(|entry| self.is_late(entry))
    }

    /// Whose values are there by the day, in order of the organisations.
    pub fn all(&self) -> impl Iterator<Item = Whose> + use<'a> {
        let day = self.day;
        let rows = self.window.ledger.rows.iter();
        rows.filter(move |(_, row)| row.values().flatten().any(|entry| entry.on <= day)).map(|(whose, _)| *whose)
    }

    /// Indicators that have no value by the day.
    pub fn missing(&self, whose: Whose) -> impl Iterator<Item = &'a Indicator> {
        self.model.indicators.iter().filter(move |indicator| self.entry(whose, &indicator.code).is_none())
    }

    /// Since when an organisation has entered everything: each of its rows is whole by the day, and there is one.
    pub fn whole_since(&self, organisation: OrganisationId) -> Option<NaiveDate> {
        let own = self.all().filter(|whose| whose.organisation == organisation);
        let days: Option<Vec<NaiveDate>> = own.map(|whose| self.whole_row_since(whose)).collect();
        days?.into_iter().max()
    }

    /// Since when every indicator of a row has a value.
    pub fn whole_row_since(&self, whose: Whose) -> Option<NaiveDate> {
        let first = |code: &str| self.history(whose, code).next().map(|entry| entry.on);
        let days: Option<Vec<NaiveDate>> = self.model.indicators.iter().map(|i| first(&i.code)).collect();
        days?.into_iter().max()
    }

    /// The total by values, with the way it was counted; none for a model without a total.
    pub fn count(&self, values: &Values) -> Option<Counted<'a>> {
        self.model.count(values)
    }

    /// The total of the frozen values with its band.
    pub fn placed(&self, whose: Whose) -> Option<Placed<'a>> {
        self.model.total(&self.frozen(whose)).and_then(|total| self.model.band(total))
    }

    /// Published notes, the oldest first.
    pub fn notes(&self) -> impl DoubleEndedIterator<Item = &'a (NaiveDate, AnalyticalNotePublished)> + use<'a> {
        let day = self.day;
        self.window.ledger.notes.iter().filter(move |(on, _)| *on <= day)
    }

    /// Recommendations by their number; what was followed later is not yet.
    pub fn recommendations(&self) -> impl Iterator<Item = Recommended> + use<'a> {
        let day = self.day;
        self.window.ledger.recommendations.iter().filter(move |r| r.on <= day).map(move |r| {
            let done = r.done.clone().filter(|(on, _)| *on <= day);
            Recommended { done, ..r.clone() }
        })
    }

    /// Decisions by their number.
    pub fn decisions(&self) -> impl Iterator<Item = &'a (NaiveDate, DecisionTaken)> + use<'a> {
        let day = self.day;
        self.window.ledger.decisions.iter().filter(move |(on, _)| *on <= day)
    }

    /// The class decided for an organisation.
    pub fn class(&self, organisation: OrganisationId) -> Option<&'a ClassDecided> {
        let mut of = self.window.ledger.classes.iter().filter(|(on, _)| *on <= self.day);
        of.rfind(|(_, class)| class.organisation == organisation).map(|(_, class)| class)
    }

    fn row(&self, whose: Whose) -> Option<&'a Row> {
        self.window.ledger.rows.get(&whose).map(AsRef::as_ref)
    }

    fn values_by(&self, whose: Whose, day: NaiveDate) -> Values {
        let stood = |entries: &Vec<Entry>| entries.iter().rfind(|e| e.on <= day).map(|e| e.reported.value.clone());
        let row = self.row(whose).into_iter().flatten();
        row.filter_map(|(code, entries)| Some((code.clone(), stood(entries)?))).collect()
    }

    fn said(&self, words: &str, due: Option<NaiveDate>) -> Result<String, SheetRefused> {
        if self.day < self.window.from {
            return Err(SheetRefused::WindowNotOpen);
        }
        if due.is_some_and(|due| due < self.day) {
            return Err(SheetRefused::DuePast);
        }
        some_text(words)?.ok_or(SheetRefused::TextMissing)
    }
}

/// Zero and «does not apply» need no link: there is nothing to show.
fn is_nothing(value: &super::Value) -> bool {
    *value == super::Value::Absent || *value == super::Value::Number(super::Exact::ZERO)
}

/// What is said, if anything.
fn some_text(words: &str) -> Result<Option<String>, SheetRefused> {
    match words.trim() {
        "" => Ok(None),
        words if words.chars().count() > LONGEST => Err(SheetRefused::TextTooLong),
        words => Ok(Some(words.to_owned())),
    }
}

fn next(known: usize) -> u16 {
    u16::try_from(known + 1).unwrap_or(u16::MAX)
}
