//! Which activities are still open: somebody has, or will have, something to do there.

use crate::{obligation::State, scope::Scope, view::View};
use std::collections::BTreeSet;
use vekha_domain::{event::Party, ids::ActivityId};

impl View<'_> {
    /// Activities in force, not off control, with something not done yet or without any dated obligation.
    pub fn open_activities(&self, scope: &Scope) -> BTreeSet<ActivityId> {
        let (mut dated, mut open) = (BTreeSet::new(), BTreeSet::new());
        for obligation in self.obligations(scope) {
            dated.insert(obligation.activity);
            let done = matches!(obligation.state, State::DoneOnTime | State::DoneLate | State::Withdrawn);
            if !done {
                open.insert(obligation.activity);
            }
        }
        let state = self.state();
        let roadmaps = state.roadmaps().filter(|r| scope.of_roadmap().is_none_or(|id| id == r.id));
        let activities = roadmaps.filter(|r| r.closed.is_none()).flat_map(|r| state.activities(r.id));
        let stands = activities.filter(|a| a.planned_on <= self.as_of() && !a.withdrawn_on(self.as_of()));
        stands.map(|a| a.id).filter(|id| open.contains(id) || !dated.contains(id)).collect()
    }

    /// Those of [`View::open_activities`] that a party is responsible for on the day, in the order of the tables.
    pub fn open_activities_of(&self, party: &Party) -> Vec<ActivityId> {
        let open = self.open_activities(&Scope::office());
        let state = self.state();
        let activities = state.roadmaps().flat_map(|r| state.activities(r.id)).filter(|a| open.contains(&a.id));
        activities.filter(|a| a.parties_on(self.as_of()).any(|p| p == party)).map(|a| a.id).collect()
    }
}
