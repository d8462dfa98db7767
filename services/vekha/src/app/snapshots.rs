//! Past states kept in memory, so that any day answers at once. Only time depends on them: without them the log is folded from
//! its first event.

use std::{collections::VecDeque, sync::Arc};
use vekha_projections::OfficeState;

/// Events between two snapshots of a short log.
const SPACING: u64 = 6_250;
/// Most snapshots of an office: a log that would have more has them twice as far apart.
const MOST: usize = 48;
/// Bytes that a past state takes for each event up to it, beside what it shares; the bench `region` measures it.
const SHARE: u64 = 16;
/// Past states kept because somebody asked for them: a page and its charts ask for the same one.
const ASKED: usize = 4;

/// The snapshots of one office, the oldest first. They share whatever did not change between them.
pub(super) struct Snapshots {
    spacing: u64,
    kept: Vec<Arc<OfficeState>>,
    asked: VecDeque<Arc<OfficeState>>,
}

impl Default for Snapshots {
    fn default() -> Snapshots {
        Snapshots { spacing: SPACING, kept: Vec::new(), asked: VecDeque::new() }
    }
}

impl Snapshots {
    /// The next position after this one at which a snapshot belongs.
    pub(super) fn next(&self, position: u64) -> u64 {
        (position / self.spacing + 1).saturating_mul(self.spacing)
    }

    /// Keeps a state that is where a snapshot belongs.
    pub(super) fn keep(&mut self, state: &OfficeState) {
        let position = state.position();
        if !position.is_multiple_of(self.spacing) || self.kept.last().is_some_and(|last| last.position() >= position) {
            return;
        }
        self.kept.push(Arc::new(state.clone()));
        if self.kept.len() > MOST {
            self.spacing = self.spacing.saturating_mul(2);
            let spacing = self.spacing;
            self.kept.retain(|state| state.position().is_multiple_of(spacing));
        }
    }

    /// The last state not after a position.
    pub(super) fn nearest(&self, position: u64) -> Option<Arc<OfficeState>> {
        let before = |state: &&Arc<OfficeState>| state.position() <= position;
        let all = self.kept.iter().chain(&self.asked).filter(before);
        all.max_by_key(|state| state.position()).cloned()
    }

    /// Remembers a state that was asked for.
    pub(super) fn asked(&mut self, state: &Arc<OfficeState>) {
        self.asked.truncate(ASKED - 1);
        self.asked.push_front(state.clone());
    }

    /// Where the snapshots are.
    pub(super) fn positions(&self) -> Vec<u64> {
        self.kept.iter().map(|state| state.position()).collect()
    }

    /// About how many bytes they take.
    pub(super) fn bytes(&self) -> u64 {
        self.kept.iter().chain(&self.asked).map(|state| state.position() * SHARE).sum()
    }

    /// Forgets all of them.
    pub(super) fn forget(&mut self) {
        self.kept.clear();
        self.asked.clear();
    }
}
