//! Letters about monitorings: before a window opens, when it opens, before it closes, when it closes, and then to who is missing.

use super::Morning;
use chrono::NaiveDate;
use vekha_domain::{
    ids::OrganisationId,
    monitoring::{Monitoring, Window},
    reminder::{Item, Policy, WindowCall, last_before},
    roadmap::Roadmap,
};

impl Morning<'_> {
    pub(super) fn windows(&mut self, roadmap: &Roadmap, policy: &Policy) {
        let since = self.since(roadmap);
        for monitoring in self.view.state().monitorings().filter(|m| m.roadmap == roadmap.id) {
            let ended = monitoring.ended.as_ref().map(|basis| basis.date);
            for window in &monitoring.windows {
                if ended.is_some_and(|ended| ended <= window.from) {
                    continue;
                }
                let Some((call, on)) = self.window_call(policy, window) else { continue };
                if on >= since.max(monitoring.planned_on) {
                    self.window(monitoring, window, call);
                }
            }
        }
    }

    fn window(&mut self, monitoring: &Monitoring, window: &Window, call: WindowCall) {
        let (number, version) = (window.number, window.version());
        let item =
            |organisation| Item::Window { monitoring: monitoring.id, window: number, version, organisation, call };
        let missing = self.view.missing(monitoring, window);
        for organisation in &missing {
            let to = self.whom.organisation(*organisation);
            self.tell_all(&to, &item(Some(*organisation)));
        }
        let own = matches!(call, WindowCall::Open | WindowCall::LastDay | WindowCall::Missed(1));
        if own && !missing.is_empty() {
            let coordinators = self.whom.coordinators();
            self.tell_all(&coordinators, &item(None));
        }
    }

    /// The last call about a window with the working day it is for.
    fn window_call(&self, policy: &Policy, window: &Window) -> Option<(WindowCall, NaiveDate)> {
        let (day, calendar) = (self.day(), self.calendar());
        if window.to < day {
            let silent = Policy { before: Vec::new(), on_day: false, ..policy.clone() };
            let call = silent.call(window.to, day, calendar)?;
            return Some((WindowCall::Missed(call.days.unsigned_abs()), call.on));
        }
        let before = |days: u8, due| last_before([days], due, day, calendar).map(|call| call.on);
        let calls = [
            (WindowCall::LastDay, before(0, window.to)),
            (WindowCall::Closes, before(policy.closing, window.to).filter(|on| *on > window.from)),
            (WindowCall::Open, before(0, window.from)),
            (WindowCall::Opens, before(policy.opening, window.from)),
        ];
        calls.into_iter().find_map(|(call, on)| on.map(|on| (call, on)))
    }
}

impl crate::view::View<'_> {
    /// Organisations that have to answer in a window and have not.
    pub fn missing(&self, monitoring: &Monitoring, window: &Window) -> Vec<OrganisationId> {
        let day = self.as_of().min(window.to).max(window.from);
        let mut all = monitoring.who_answers(day, self.state().office());
        all.retain(|id| self.answered(monitoring, window, *id).is_none());
        all
    }
}
