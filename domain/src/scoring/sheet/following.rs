//! What follows a window: the published note, recommendations and what became of them, decisions, classes.

use super::{
    super::clusters::{Cluster, Proposal},
    super::refused::SheetRefused,
    Sheet, some_text,
};
use crate::{
    event::{
        AnalyticalNotePublished, Basis, ClassDecided, DecisionTaken, Event, RecommendationDone, RecommendationIssued,
    },
    ids::{ActivityId, OrganisationId},
    proof::ProofLink,
    refusal::MOST_PROOFS,
};
use chrono::NaiveDate;

impl Sheet<'_> {
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
        if of.proofs() == links {
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

fn next(known: usize) -> u16 {
    u16::try_from(known + 1).unwrap_or(u16::MAX)
}
