//! How far a window has come: who has entered everything, something, nothing; what came late.

use super::{Sight, Subject};
use std::collections::BTreeMap;
use vekha_domain::{
    ids::OrganisationId,
    scoring::{Indicator, ledger::Entry},
};

pub use vekha_projections::Filled;

/// A value that came or was corrected after closing.
pub struct Late<'a> {
    /// Whose.
    pub subject: &'a Subject,
    /// Of what.
    pub indicator: &'a Indicator,
    /// What it was at closing.
    pub frozen: Option<&'a Entry>,
    /// What it is now.
    pub now: &'a Entry,
}

impl Sight<'_> {
    /// How much of one subject's values is there on the day.
    pub fn filled(&self, subject: &Subject) -> Filled {
        Filled::of(&self.sheet(), subject.whose)
    }

    /// The same for every organisation: its teachers together. Whoever works there and has no values may be no teacher.
    pub fn filled_by(&self) -> BTreeMap<OrganisationId, Filled> {
        let mut all: BTreeMap<OrganisationId, Filled> = BTreeMap::new();
        for subject in &self.subjects {
            let mut one = self.filled(subject);
            if subject.whose.teacher.is_some() && one.entered == 0 {
                one.of = 0;
            }
            let so_far = all.entry(subject.whose.organisation).or_insert(Filled { entered: 0, of: 0, last: None });
            *so_far = so_far.and(one);
        }
        all
    }

    /// Values that came or were corrected after closing.
    pub fn late(&self) -> Vec<Late<'_>> {
        let mut late = Vec::new();
        for subject in &self.subjects {
            for indicator in &self.model().indicators {
                let mut history = self.sheet().history(subject.whose, &indicator.code);
                let now = history.next_back().filter(|now| self.sheet().is_late(now));
                let Some(now) = now else { continue };
                let frozen = history.rfind(|entry| !self.sheet().is_late(entry)).filter(|entry| !entry.withdrawn);
                late.push(Late { subject, indicator, frozen, now });
            }
        }
        late
    }
}
