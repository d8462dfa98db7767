//! Several decisions as one command: an order with its rows, a list of people.

use vekha_domain::{
    event::{Change, Recorded},
    ids::PersonId,
    refusal::Refusal,
};
use vekha_projections::OfficeState;

/// Decisions that build on each other within one command: each is applied to a copy of the state before the next is taken.
pub(super) struct Plan {
    pub state: OfficeState,
    pub changes: Vec<Change>,
    pub now: chrono::DateTime<chrono::Utc>,
}

impl Plan {
    pub fn new(state: &OfficeState, now: chrono::DateTime<chrono::Utc>) -> Plan {
        Plan { state: state.clone(), changes: Vec::new(), now }
    }

    /// Takes a decision in.
    pub fn take(&mut self, decided: Result<Vec<Change>, Refusal>) -> Result<(), Refusal> {
        for change in decided? {
            let recorded = Recorded {
                position: self.state.position() + 1,
                stream: change.stream,
                version: self.state.version_of(change.stream) + 1,
                occurred_on: change.occurred_on,
                recorded_at: self.now,
                actor: PersonId::PROGRAM,
                event: change.event.clone(),
            };
            self.state.apply(&recorded);
            self.changes.push(change);
        }
        Ok(())
    }
}
