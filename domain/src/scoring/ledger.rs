//! A ledger: what was entered in one window, by whom and when, and what followed. A [`super::sheet::Sheet`] reads it by a model.

use crate::{
    event::{
        AnalyticalNotePublished, ClassDecided, DecisionTaken, ObservationsNoted, RecommendationDone,
        RecommendationIssued, Reported, SelfAnalysisNoted, ValuesCorrected, ValuesReported, ValuesWithdrawn, Whose,
    },
    ids::PersonId,
    proof::ProofLink,
};
use chrono::NaiveDate;
use std::{collections::BTreeMap, sync::Arc};

/// A value with who entered it and when; or that it was taken back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// What was entered, or what was taken back.
    pub reported: Reported,
    /// By whom.
    pub by: PersonId,
    /// On which day.
    pub on: NaiveDate,
    /// Why it takes the place of the one before, or was taken back.
    pub reason: Option<String>,
    /// What was entered before is taken back, and nothing stands from here on.
    pub withdrawn: bool,
}

/// A recommendation with what became of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recommended {
    /// Since when.
    pub on: NaiveDate,
    /// What.
    pub issued: RecommendationIssued,
    /// Reports that it was followed, the oldest first: since the first it is done, the last shows it.
    pub reports: Vec<(NaiveDate, RecommendationDone)>,
}

impl Recommended {
    /// Since when it is done.
    pub fn done_on(&self) -> Option<NaiveDate> {
        self.reports.first().map(|(on, _)| *on)
    }

    /// What shows that it was followed; nothing while it was not.
    pub fn proofs(&self) -> &[ProofLink] {
        self.reports.last().map_or(&[], |(_, report)| &report.links)
    }
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

    /// Was a recommendation followed, on whatever day?
    pub fn is_followed(&self, number: u16) -> bool {
        self.recommendations.iter().any(|of| of.issued.number == number && of.done_on().is_some())
    }

    pub(crate) fn reported(&mut self, e: &ValuesReported, on: NaiveDate, by: PersonId) {
        self.take(e.whose, &e.values, |reported| Entry { reported, by, on, reason: None, withdrawn: false });
    }

    pub(crate) fn corrected(&mut self, e: &ValuesCorrected, on: NaiveDate, by: PersonId) {
        let entry = |reported| Entry { reported, by, on, reason: e.reason.clone(), withdrawn: false };
        self.take(e.whose, &e.values, entry);
    }

    pub(crate) fn withdrawn(&mut self, e: &ValuesWithdrawn, on: NaiveDate, by: PersonId) {
        let Some(row) = self.rows.get_mut(&e.whose).map(Arc::make_mut) else { return };
        for code in &e.indicators {
            let Some(entries) = row.get_mut(code) else { continue };
            if let Some(last) = entries.last().filter(|last| !last.withdrawn) {
                let reported = last.reported.clone();
                entries.push(Entry { reported, by, on, reason: Some(e.reason.clone()), withdrawn: true });
            }
        }
    }

    pub(crate) fn recommended(&mut self, e: &RecommendationIssued, on: NaiveDate) {
        self.recommendations.push(Recommended { on, issued: e.clone(), reports: Vec::new() });
    }

    pub(crate) fn followed(&mut self, e: &RecommendationDone, on: NaiveDate) {
        if let Some(of) = self.recommendations.iter_mut().find(|r| r.issued.number == e.number) {
            of.reports.push((on, e.clone()));
        }
    }

    fn take(&mut self, whose: Whose, values: &[Reported], entry: impl Fn(Reported) -> Entry) {
        let row = Arc::make_mut(self.rows.entry(whose).or_default());
        for reported in values {
            row.entry(reported.indicator.clone()).or_default().push(entry(reported.clone()));
        }
    }
}
