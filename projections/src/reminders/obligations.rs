//! Letters about obligations: appointed, near, due, overdue, returned, another term asked for.

use super::Morning;
use crate::obligation::{Obligation, State};
use chrono::NaiveDate;
use std::collections::BTreeSet;
use vekha_domain::{
    activity::Activity,
    event::{Executor, Party},
    ids::ActivityId,
    reminder::{Item, Policy, Recipient},
    roadmap::Roadmap,
};

impl Morning<'_> {
    pub(super) fn obligations(&mut self, roadmap: &Roadmap, policy: &Policy, obligations: &[Obligation]) {
        let since = self.since(roadmap);
        let monday = self.monday().filter(|_| policy.monday);
        let soon = self.calendar().add_working_days(self.day(), u32::from(policy.near));
        let mut open: BTreeSet<ActivityId> = BTreeSet::new();
        for obligation in obligations.iter().filter(|o| awaits(o)) {
            let Some(activity) = self.view.state().activity(obligation.activity) else { continue };
            open.insert(activity.id);
            let told = self.whom.executor(activity, obligation.executor);
            self.due(policy, obligation, activity, &told, since);
            self.escalated(policy, obligation, activity, &told, since);
            self.returned(obligation, activity, &told, since);
            let near = (self.day()..=soon).contains(&obligation.effective_due);
            if let Some(monday) = monday.filter(|_| near) {
                told.iter().for_each(|(to, _)| self.tell(*to, Item::Week { monday }));
            }
        }
        for activity in self.view.state().activities(roadmap.id) {
            if self.day() >= activity.planned_on && (open.contains(&activity.id) || self.view.waits(activity)) {
                self.appointed(activity, since);
                self.asked(activity);
            }
        }
    }

    fn due(
        &mut self,
        policy: &Policy,
        obligation: &Obligation,
        activity: &Activity,
        told: &[(Recipient, NaiveDate)],
        since: NaiveDate,
    ) {
        let Some(call) = policy.call(obligation.effective_due, self.day(), self.calendar()) else { return };
        let version = version(activity, obligation, self.day());
        // Late at birth: nobody is told by surprise. A meeting's own letters come before its last day.
        let born_late = obligation.past_at_approval && version == 0 && call.days > 0;
        if born_late || (call.days <= 0 && self.view.state().series_of(activity.id).is_some()) {
            return;
        }
        let Obligation { occurrence, executor, .. } = *obligation;
        for (to, _) in told.iter().filter(|(_, known)| call.on >= since.max(*known)) {
            let about = (*to, activity.id, occurrence, executor, version);
            // After a change of the calendar an earlier call may come round again: what was said last still holds.
            if self.told.furthest(about, self.day()).is_none_or(|furthest| furthest < call.days) {
                let item = Item::Due { activity: activity.id, occurrence, executor, version, days: call.days };
                self.tell(*to, item);
            }
        }
    }

    /// Long overdue: the head of whoever has to do it, and the coordinator, each in one letter.
    fn escalated(
        &mut self,
        policy: &Policy,
        obligation: &Obligation,
        activity: &Activity,
        told: &[(Recipient, NaiveDate)],
        since: NaiveDate,
    ) {
        let version = version(activity, obligation, self.day());
        let late = matches!(obligation.state, State::Overdue { .. });
        let Some(on) = policy.escalated(obligation.effective_due, self.day(), self.calendar()).filter(|_| late) else {
            return;
        };
        let known = activity.assignments.iter().filter(|a| a.holds_on(self.day())).map(|a| a.recorded_at).min();
        let known = known.map_or(since, |at| self.view.state().local_day(at).max(since));
        if on < known || (obligation.past_at_approval && version == 0) {
            return;
        }
        let Obligation { occurrence, executor, .. } = *obligation;
        let mut above = self.whom.coordinators();
        if executor == Executor::Joint {
            let people = activity.parties_on(self.day()).filter_map(|party| match party {
                Party::Person(id) => Some(*id),
                Party::Organisation(_) | Party::Group(_) | Party::Post(_) => None,
            });
            above.extend(people.flat_map(|id| self.whom.heads_over(id)));
        }
        above.retain(|to| !told.iter().any(|(told, _)| told == to));
        self.tell_all(&above, &Item::Escalated { activity: activity.id, occurrence, executor, version });
    }

    fn returned(
        &mut self,
        obligation: &Obligation,
        activity: &Activity,
        told: &[(Recipient, NaiveDate)],
        since: NaiveDate,
    ) {
        if !obligation.returned {
            return;
        }
        let of_this = |m: &&vekha_domain::activity::Mark| {
            (m.occurrence, m.executor) == (obligation.occurrence, obligation.executor)
        };
        let Some(mark) = activity.marks.iter().rfind(of_this) else { return };
        if mark.returned.as_ref().is_some_and(|(day, _)| *day >= since && *day <= self.day()) {
            let item = Item::Returned { activity: activity.id, mark: mark.id };
            told.iter().for_each(|(to, _)| self.tell(*to, item.clone()));
        }
    }

    /// Whoever became responsible since letters are sent. A substitute is not appointed.
    fn appointed(&mut self, activity: &Activity, since: NaiveDate) {
        let state = self.view.state();
        let held = activity.assignments.iter().filter(|a| a.holds_on(self.day()));
        let new: Vec<_> = held.filter(|a| state.local_day(a.recorded_at) >= since).collect();
        for assignment in new {
            let mut told = self.whom.party(&assignment.party);
            if let Party::Person(id) = assignment.party {
                told.retain(|to| *to == Recipient::Person(id));
            }
            let item = Item::Appointed { activity: activity.id, from: assignment.from };
            self.tell_all(&told, &item);
        }
    }

    fn asked(&mut self, activity: &Activity) {
        let coordinators = self.whom.coordinators();
        for (request, _) in activity.open_requests() {
            self.tell_all(&coordinators, &Item::Asked { activity: activity.id, request });
        }
    }
}

/// Somebody still has to do it.
fn awaits(obligation: &Obligation) -> bool {
    match obligation.state {
        State::Overdue { .. } | State::Returned | State::DueToday | State::Open | State::Ahead => true,
        State::OnReview | State::DoneOnTime | State::DoneLate | State::Withdrawn => false,
    }
}

/// How often the due day was moved by a day. A move that came too late is none: the obligation is late as before.
pub fn version(activity: &Activity, obligation: &Obligation, day: NaiveDate) -> u16 {
    let Some(occurrence) = activity.occurrence(obligation.occurrence) else { return 0 };
    let moves = occurrence.moves.iter().filter(|m| m.basis.date <= day);
    let counted =
        if obligation.moved_too_late { moves.take_while(|m| m.old != obligation.due).count() } else { moves.count() };
    u16::try_from(counted).unwrap_or(u16::MAX)
}
