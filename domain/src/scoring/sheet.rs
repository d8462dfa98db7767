//! A sheet (ведомость): the values of one window read by its model as of a day, what closing froze, and what followed.

mod following;

use super::{
    Counted, Exact, Model, Value, Values,
    band::Placed,
    indicator::Indicator,
    ledger::{Entry, Recommended, Row},
    refused::SheetRefused,
};
use crate::{
    event::{
        AnalyticalNotePublished, ClassDecided, DecisionTaken, Event, Reported, ValuesCorrected, ValuesReported,
        ValuesWithdrawn, Whose,
    },
    ids::OrganisationId,
    monitoring::Window,
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
            match self.history(*whose, &reported.indicator).next_back() {
                None => row.0.push(reported.clone()),
                Some(before) if !before.withdrawn && before.reported == *reported => {}
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

    /// Takes values back: nothing stands in their place. What does not stand is no change. Closing has frozen the figures, so
    /// a value that is taken back later still counts in them.
    ///
    /// # Errors
    /// The place in the list and why: no reason, or no such indicator.
    pub fn withdraw(&self, given: &[(Whose, String)], reason: &str) -> Result<Vec<Event>, (usize, SheetRefused)> {
        let reason = some_text(reason).and_then(|reason| reason.ok_or(SheetRefused::ReasonMissing));
        let reason = reason.map_err(|why| (0, why))?;
        let mut rows: BTreeMap<Whose, Vec<String>> = BTreeMap::new();
        for (at, (whose, code)) in given.iter().enumerate() {
            self.model.indicator(code).ok_or((at, SheetRefused::IndicatorUnknown))?;
            let row = rows.entry(*whose).or_default();
            if self.entry(*whose, code).is_some() && !row.contains(code) {
                row.push(code.clone());
            }
        }
        rows.retain(|_, indicators| !indicators.is_empty());
        let window = self.window.number;
        let event = |(whose, indicators)| ValuesWithdrawn { window, whose, indicators, reason: reason.clone() }.into();
        Ok(rows.into_iter().map(event).collect())
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
        if indicator.from_roadmap {
            let value = reported.fulfilment.ok_or(SheetRefused::FulfilmentMissing)?.value();
            // The figures are the ground of this value and of no other.
            if value.map(|value| Value::Number(Exact::whole(value))).as_ref() != Some(&reported.value) {
                return Err(SheetRefused::FulfilmentDiffers);
            }
        }
        Ok(())
    }

    /// All that was entered for an indicator by the day, the oldest first.
    pub fn history(&self, whose: Whose, code: &str) -> impl DoubleEndedIterator<Item = &'a Entry> + use<'a> {
        let day = self.day;
        let entries = self.row(whose).and_then(|row| row.get(code)).into_iter().flatten();
        entries.filter(move |entry| entry.on <= day)
    }

    /// What stands for an indicator on the day; nothing once it was taken back.
    pub fn entry(&self, whose: Whose, code: &str) -> Option<&'a Entry> {
        self.history(whose, code).next_back().filter(|last| !last.withdrawn)
    }

    /// Entered, corrected or taken back after the last day?
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

    /// Was anything of it entered, corrected or taken back after the last day?
    pub fn has_late(&self, whose: Whose) -> bool {
        let entries = self.row(whose).into_iter().flat_map(|row| row.values().flatten());
        entries.filter(|entry| entry.on <= self.day).any(|entry| self.is_late(entry))
    }

    /// Whose values are there by the day, in order of the organisations.
    pub fn all(&self) -> impl Iterator<Item = Whose> + use<'a> {
        let day = self.day;
        let rows = self.window.ledger.rows.iter();
        rows.filter(move |(_, row)| row.values().any(|entries| stands(entries, day).is_some())).map(|(whose, _)| *whose)
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
        let since = |code: &str| {
            let standing = self.history(whose, code).rev().take_while(|entry| !entry.withdrawn);
            standing.last().map(|entry| entry.on)
        };
        let days: Option<Vec<NaiveDate>> = self.model.indicators.iter().map(|i| since(&i.code)).collect();
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
        self.window.ledger.recommendations.iter().filter(move |r| r.on <= day).map(move |r| Recommended {
            reports: r.reports.iter().filter(|(on, _)| *on <= day).cloned().collect(),
            ..r.clone()
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
        let row = self.row(whose).into_iter().flatten();
        row.filter_map(|(code, entries)| Some((code.clone(), stands(entries, day)?.reported.value.clone()))).collect()
    }
}

/// What stands of an indicator's entries on a day.
fn stands(entries: &[Entry], day: NaiveDate) -> Option<&Entry> {
    entries.iter().rfind(|entry| entry.on <= day).filter(|last| !last.withdrawn)
}

/// Zero and «does not apply» need no link: there is nothing to show.
fn is_nothing(value: &Value) -> bool {
    *value == Value::Absent || *value == Value::Number(Exact::ZERO)
}

/// What is said, if anything.
fn some_text(words: &str) -> Result<Option<String>, SheetRefused> {
    match words.trim() {
        "" => Ok(None),
        words if words.chars().count() > LONGEST => Err(SheetRefused::TextTooLong),
        words => Ok(Some(words.to_owned())),
    }
}
