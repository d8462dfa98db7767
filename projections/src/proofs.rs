//! Confirming documents as of a day: what stands at the marks that count, what the last look found, which are to be looked at.

use crate::{obligation::Obligation, scope::Scope, view::View};
use chrono::{Days, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};
use vekha_domain::{
    activity::{Activity, Mark, Proof},
    audit::Checking,
    event::LinkState,
    ids::{ActivityId, MarkId},
    proof::ProofLink,
};

/// A document at a mark that stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Document<'a> {
    /// What it proves, with the mark.
    pub obligation: Obligation,
    /// The activity.
    pub activity: &'a Activity,
    /// The mark.
    pub mark: &'a Mark,
    /// The document with everything known of it.
    pub proof: &'a Proof,
}

/// How many documents there are in each state.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct DocumentCounts {
    /// All of them.
    pub all: u64,
    /// The last look found them.
    pub opens: u64,
    /// They lead elsewhere.
    pub moved: u64,
    /// They are not there.
    pub not_found: u64,
    /// They ask to sign in.
    pub needs_sign_in: u64,
    /// No answer that says anything.
    pub could_not_check: u64,
    /// Nobody has looked at them.
    pub unchecked: u64,
}

/// An address that is to be looked at, with all documents that lie there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ToLookAt {
    /// The address.
    pub link: ProofLink,
    /// The day of the last look at any of them.
    pub last: Option<NaiveDate>,
    /// The marks it stands at.
    pub at: Vec<(ActivityId, MarkId)>,
}

impl DocumentCounts {
    /// Counts documents by what the last look found.
    pub fn of(documents: &[Document<'_>]) -> DocumentCounts {
        let mut counts = DocumentCounts::default();
        for document in documents {
            counts.all += 1;
            let state = match document.proof.state() {
                Some(LinkState::Opens) => &mut counts.opens,
                Some(LinkState::Moved) => &mut counts.moved,
                Some(LinkState::NotFound) => &mut counts.not_found,
                Some(LinkState::NeedsSignIn) => &mut counts.needs_sign_in,
                Some(LinkState::CouldNotCheck) => &mut counts.could_not_check,
                None => &mut counts.unchecked,
            };
            *state += 1;
        }
        counts
    }
}

impl<'a> View<'a> {
    /// The documents at standing marks, in the order of the roadmaps' tables, then by due day and executor, then as they were
    /// given. A document stands once for each mark it proves. The order is always the same: samples are drawn from it.
    pub fn documents(&self, scope: &Scope) -> Vec<Document<'a>> {
        self.documents_of(&self.obligations(scope))
    }

    /// The same of obligations at hand.
    pub fn documents_of(&self, obligations: &[Obligation]) -> Vec<Document<'a>> {
        let state = self.state();
        let mut documents = Vec::new();
        for obligation in obligations {
            let Some(activity) = state.activity(obligation.activity) else { continue };
            let Some(mark) = obligation.mark.and_then(|id| activity.mark(id)) else { continue };
            let of_mark = |proof| Document { obligation: obligation.clone(), activity, mark, proof };
            documents.extend(mark.standing_proofs().map(of_mark));
        }
        documents
    }

    /// The addresses whose turn has come by the settings: those never looked at, then those looked at longest ago. At most what
    /// is left of the day's budget; the looks of the day are counted from the log.
    pub fn to_look_at(&self, checking: Checking) -> Vec<ToLookAt> {
        let mut by_address: BTreeMap<&ProofLink, ToLookAt> = BTreeMap::new();
        let documents = self.documents(&Scope::office());
        for document in &documents {
            let link = &document.proof.link;
            let last = document.proof.checks.last().map(|check| check.day);
            let one = by_address.entry(link).or_insert_with(|| ToLookAt { link: link.clone(), last, at: Vec::new() });
            one.last = one.last.max(last);
            one.at.push((document.activity.id, document.mark.id));
        }
        let waits = u64::from(checking.days);
        let over = |last: NaiveDate| last.checked_add_days(Days::new(waits)).is_some_and(|next| next <= self.as_of());
        let mut due: Vec<ToLookAt> = by_address.into_values().filter(|one| one.last.is_none_or(over)).collect();
        due.sort_by(|a, b| (a.last, &a.link).cmp(&(b.last, &b.link)));
        due.truncate(usize::from(checking.budget).saturating_sub(self.looked_at_on_the_day()));
        due
    }

    /// How many addresses were looked at on the day.
    fn looked_at_on_the_day(&self) -> usize {
        let state = self.state();
        let activities = state.roadmaps().flat_map(|roadmap| state.activities(roadmap.id));
        let proofs = activities.flat_map(|activity| activity.marks.iter()).flat_map(|mark| &mark.proofs);
        let looked = proofs.filter(|proof| proof.checks.iter().rev().any(|check| check.day == self.as_of()));
        looked.map(|proof| &proof.link).collect::<BTreeSet<_>>().len()
    }
}
