//! Letters about recommendations to organisations: given, near their day, due, overdue; and the long overdue to the coordinator.

use super::Morning;
use crate::view::View;
use vekha_domain::{
    monitoring::Monitoring,
    reminder::{Item, Policy, RecommendationCall},
    roadmap::Roadmap,
    scoring::ledger::Recommended,
};

impl Morning<'_> {
    pub(super) fn recommendations(&mut self, roadmap: &Roadmap, policy: &Policy) {
        let since = self.since(roadmap);
        for (monitoring, window, of) in self.view.open_recommendations() {
            if monitoring.roadmap != roadmap.id {
                continue;
            }
            let item = |call| {
                let number = of.issued.number;
                Item::Recommendation { monitoring: monitoring.id, window, number, call }
            };
            let called = policy.call(of.issued.due, self.day(), self.calendar());
            let call = called.filter(|call| call.on >= since.max(of.on));
            // Whoever hears of it first hears of its day too.
            let call = match call {
                Some(call) => Some(RecommendationCall::Due(call.days)),
                None => (of.on >= since).then_some(RecommendationCall::Issued),
            };
            let to = self.whom.organisation(of.issued.organisation);
            if let Some(call) = call {
                self.tell_all(&to, &item(call));
            }
            let late = policy.escalated(of.issued.due, self.day(), self.calendar());
            if late.is_some_and(|on| on >= since.max(of.on)) {
                let mut coordinators = self.whom.coordinators();
                coordinators.retain(|coordinator| !to.contains(coordinator));
                self.tell_all(&coordinators, &item(RecommendationCall::Escalated));
            }
        }
    }
}

impl<'a> View<'a> {
    /// Recommendations that nobody has followed by the day, of monitorings of any roadmap, each with its window.
    pub fn open_recommendations(&self) -> Vec<(&'a Monitoring, u16, Recommended)> {
        let mut all = Vec::new();
        for monitoring in self.state().monitorings() {
            for window in &monitoring.windows {
                let sheet = self.sheet(monitoring.id, window.number);
                let open =
                    sheet.into_iter().flat_map(|sheet| sheet.recommendations()).filter(|of| of.done_on().is_none());
                all.extend(open.map(|of| (monitoring, window.number, of)));
            }
        }
        all
    }

    /// Recommendations whose day is over and that nobody has followed by the day.
    pub fn overdue_recommendations(&self) -> Vec<(&'a Monitoring, u16, Recommended)> {
        let mut all = self.open_recommendations();
        all.retain(|(_, _, of)| of.issued.due < self.as_of());
        all
    }
}
