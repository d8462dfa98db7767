//! A ledger: what was entered in one window, by whom and when, and what followed. A [`super::sheet::Sheet`] reads it by a model.

use crate::{
    event::{
        AnalyticalNotePublished, ClassDecided, DecisionTaken, ObservationsNoted, RecommendationDone,
        RecommendationIssued, Reported, SelfAnalysisNoted, ValuesCorrected, ValuesReported, Whose,
    },
    ids::PersonId,
};
use chrono::NaiveDate;
use std::{collections::BTreeMap, sync::Arc};

/// A value with who entered it and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// What was entered.
    pub reported: Reported,
    /// By whom.
    pub by: PersonId,
    /// On which day.
    pub on: NaiveDate,
    /// Why it takes the place of the one before.
    pub reason: Option<String>,
}

/// A recommendation with what became of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recommended {
    /// Since when.
    pub on: NaiveDate,
    /// What.
    pub issued: RecommendationIssued,
    /// When and by what it was followed.
    pub done: Option<(NaiveDate, RecommendationDone)>,
}

/// A form that was filled in: when, by whom, with what.
pub type Noted<T> = (NaiveDate, PersonId, T);

/// What was entered for each indicator, the oldest first.
pub(super) type Row = BTreeMap<String, Vec<Entry>>;

/// What was entered in a window and what followed. Rows are shared with the past states that are remembered.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Ledger {
    pub(super) rows: BTreeMap<Whose, Arc<Row>>,
    pub(crate) notes: Vec<(NaiveDate, AnalyticalNotePublished)>,
    pub(crate) recommendations: Vec<Recommended>,
    pub(crate) decisions: Vec<(NaiveDate, DecisionTaken)>,
    pub(crate) classes: Vec<(NaiveDate, ClassDecided)>,
    pub(crate) cards: Vec<Noted<SelfAnalysisNoted>>,
    pub(crate) protocols: Vec<Noted<ObservationsNoted>>,
}

impl Ledger {
    /// One recommendation.
    pub fn recommendation(&self, number: u16) -> Option<&RecommendationIssued> {
        self.recommendations.iter().map(|r| &r.issued).find(|issued| issued.number == number)
    }

    pub(crate) fn reported(&mut self, e: &ValuesReported, on: NaiveDate, by: PersonId) {
        self.take(e.whose, &e.values, |reported| Entry { reported, by, on, reason: None });
    }

    pub(crate) fn corrected(&mut self, e: &ValuesCorrected, on: NaiveDate, by: PersonId) {
        self.take(e.whose, &e.values, |reported| Entry { reported, by, on, reason: e.reason.clone() });
    }

    pub(crate) fn recommended(&mut self, e: &RecommendationIssued, on: NaiveDate) {
        self.recommendations.push(Recommended { on, issued: e.clone(), done: None });
    }

    pub(crate) fn followed(&mut self, e: &RecommendationDone, on: NaiveDate) {
        if let Some(of) = self.recommendations.iter_mut().find(|r| r.issued.number == e.number) {
            of.done = Some((on, e.clone()));
        }
    }

    fn take(&mut self, whose: Whose, values: &[Reported], entry: impl Fn(Reported) -> Entry) {
        let row = Arc::make_mut(self.rows.entry(whose).or_default());
        for reported in values {
            row.entry(reported.indicator.clone()).or_default().push(entry(reported.clone()));
        }
    }
}
