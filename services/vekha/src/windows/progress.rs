//! How far a window has come: who has entered everything, something, nothing; what came late.

use super::{Sight, Subject};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use vekha_domain::{
    ids::OrganisationId,
    scoring::{Indicator, ledger::Entry},
};

/// How much of somebody's values is there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Filled {
    /// Values entered.
    pub entered: usize,
    /// Values asked for.
    pub of: usize,
    /// Day of the last one.
    pub last: Option<NaiveDate>,
}

impl Filled {
    /// Everything is there.
    pub fn is_whole(self) -> bool {
        self.of > 0 && self.entered == self.of
    }
}

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
        let entries = self.model().indicators.iter().filter_map(|i| self.sheet().entry(subject.whose, &i.code));
        let days: Vec<NaiveDate> = entries.map(|entry| entry.on).collect();
        Filled { entered: days.len(), of: self.model().indicators.len(), last: days.into_iter().max() }
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
            let last = so_far.last.max(one.last);
            *so_far = Filled { entered: so_far.entered + one.entered, of: so_far.of + one.of, last };
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
