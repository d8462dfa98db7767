//! Questions about a day: everything asked of a [`View`] takes the facts that speak of that day or an earlier one.

use crate::{
    figures::Figures,
    judge::Term,
    obligation::{Obligation, State},
    scope::Scope,
    state::OfficeState,
};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use vekha_domain::{
    activity::{Activity, Mark, Occurrence, Proof},
    event::{DeadlineStatus, Executor, LinkState, Party},
    ids::{ActivityId, RoadmapId},
    roadmap::Settings,
};

/// Kind of a term that is done when there is need: it waits for no date.
const ON_DEMAND: &str = "on_demand";

/// What is known, as of a day.
#[derive(Clone, Copy)]
pub struct View<'a> {
    state: &'a OfficeState,
    as_of: NaiveDate,
}

/// An activity still waiting for a date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Undated {
    /// Its roadmap.
    pub roadmap: RoadmapId,
    /// The activity.
    pub activity: ActivityId,
    /// Why there is no date; none when no term was ever set.
    pub status: Option<DeadlineStatus>,
    /// Since when it waits.
    pub since: NaiveDate,
}

impl<'a> View<'a> {
    /// `state` is folded up to what was known; `as_of` is the day the answers are for.
    pub fn new(state: &'a OfficeState, as_of: NaiveDate) -> View<'a> {
        View { state, as_of }
    }

    /// The state behind the answers.
    pub fn state(&self) -> &'a OfficeState {
        self.state
    }

    /// The day of the answers.
    pub fn as_of(&self) -> NaiveDate {
        self.as_of
    }

    /// The settings of a roadmap on the day.
    pub fn settings(&self, roadmap: RoadmapId) -> Settings {
        self.state.roadmap(roadmap).map(|r| r.settings_on(self.as_of)).unwrap_or_default()
    }

    /// Dated obligations in the order of the roadmaps' tables, then by due day.
    pub fn obligations(&self, scope: &Scope) -> Vec<Obligation> {
        let mut all = Vec::new();
        for activity in self.activities(scope) {
            let settings = self.settings(activity.roadmap);
            let from = all.len();
            for occurrence in &activity.occurrences {
                self.of_occurrence(activity, occurrence, settings, scope, &mut all);
            }
            if let Some(of_activity) = all.get_mut(from..) {
                of_activity.sort_by_key(|o: &Obligation| (o.due, o.occurrence, o.executor));
            }
        }
        all
    }

    /// The figures of a set of obligations.
    pub fn fulfilment(&self, scope: &Scope) -> Figures {
        self.counted(scope, &self.obligations(scope))
    }

    /// The same of the scope's obligations at hand.
    pub fn counted(&self, scope: &Scope, obligations: &[Obligation]) -> Figures {
        let undated = self.undated(scope).len() as u64;
        Figures { undated, ..Figures::of(obligations, self.as_of) }
    }

    /// Overdue obligations, the latest first.
    pub fn overdue(&self, scope: &Scope) -> Vec<Obligation> {
        let mut late = self.obligations(scope);
        late.retain(|o| matches!(o.state, State::Overdue { .. }));
        late.sort_by_key(|o| (o.effective_due, o.ordinal, o.executor));
        late
    }

    /// Open obligations due within so many days after the day, the nearest first.
    pub fn near(&self, scope: &Scope, days: u64) -> Vec<Obligation> {
        let last = self.as_of.checked_add_days(chrono::Days::new(days)).unwrap_or(self.as_of);
        let mut near = self.obligations(scope);
        near.retain(|o| {
            matches!(o.state, State::Open | State::Ahead | State::DueToday | State::Returned) && o.effective_due <= last
        });
        near.sort_by_key(|o| (o.effective_due, o.ordinal, o.executor));
        near
    }

    /// Activities still waiting for a date, in the order of the tables.
    pub fn undated(&self, scope: &Scope) -> Vec<Undated> {
        let waiting = self.activities(scope).filter(|activity| self.waits(activity));
        let named = waiting
            .filter(|activity| self.concerns(activity, Executor::Joint, scope) || self.any_member(activity, scope));
        named
            .map(|activity| Undated {
                roadmap: activity.roadmap,
                activity: activity.id,
                status: activity.term_on(self.as_of).map(|term| term.status),
                since: activity.planned_on,
            })
            .collect()
    }

    /// Is the activity still waiting for a date on the day? Off control and «по мере необходимости» it is not.
    pub fn waits(&self, activity: &Activity) -> bool {
        let dated = activity.occurrences.iter().any(|o| o.stands_on(self.as_of) && o.due_on(self.as_of).is_some());
        let on_demand = activity.term_on(self.as_of).is_some_and(|term| term.kind == ON_DEMAND);
        activity.planned_on <= self.as_of && !activity.withdrawn_on(self.as_of) && !dated && !on_demand
    }

    /// How many obligations are in each state, by the state's code.
    pub fn summary(&self, scope: &Scope) -> BTreeMap<&'static str, u64> {
        summary(&self.obligations(scope))
    }

    pub(crate) fn activities(&self, scope: &Scope) -> impl Iterator<Item = &'a Activity> {
        let (state, as_of, scope) = (self.state, self.as_of, *scope);
        // One activity is looked up, not looked for in its roadmap's table.
        let one = scope.activity.and_then(|id| state.activity(id));
        let roadmaps =
            state.roadmaps().filter(move |r| scope.activity.is_none() && scope.roadmap.is_none_or(|id| r.id == id));
        one.into_iter().chain(roadmaps.flat_map(move |r| state.activities(r.id))).filter(move |a| {
            a.planned_on <= as_of
                && scope.roadmap.is_none_or(|id| a.roadmap == id)
                && scope.section.is_none_or(|section| a.section == Some(section))
        })
    }

    fn of_occurrence(
        &self,
        activity: &Activity,
        occurrence: &Occurrence,
        settings: Settings,
        scope: &Scope,
        all: &mut Vec<Obligation>,
    ) {
        let replaced = occurrence.replaced.is_some_and(|since| since <= self.as_of);
        if occurrence.since > self.as_of || replaced {
            return;
        }
        let (calendar, zone) = (self.state.office().calendar(), self.state.zone());
        let by_then = |m: &vekha_domain::activity::Move| m.basis.date <= self.as_of;
        let Some(term) = Term::of(occurrence, settings.day_off, calendar, zone, by_then) else { return };
        let cancelled = occurrence.cancelled.as_ref().is_some_and(|basis| basis.date <= self.as_of);
        let withdrawn = cancelled || activity.withdrawn_on(self.as_of);
        // Who was named by an order later than the term answers for it all the same.
        for executor in activity.executors_on(term.due.max(occurrence.since), self.state.office()) {
            if !self.concerns(activity, executor, scope) {
                continue;
            }
            let mut obligation = unmarked(activity, occurrence, executor, term);
            let of_this =
                |m: &&Mark| m.occurrence == occurrence.seq && m.executor == executor && m.performed_on <= self.as_of;
            obligation.returned = activity.marks.iter().rfind(of_this).is_some_and(|m| !m.stands_on(self.as_of));
            // Without a proof it is no mark (PRODUCT part 3), whoever wrote it into the log.
            let stands = |m: &&Mark| m.stands_on(self.as_of) && m.standing_proofs().next().is_some();
            let standing = activity.marks.iter().rfind(|m| of_this(m) && stands(m));
            if let Some(mark) = standing {
                self.put_mark(&mut obligation, mark);
            }
            obligation.state = self.state_of(&obligation, standing, withdrawn, settings);
            all.push(obligation);
        }
    }

    fn put_mark(&self, obligation: &mut Obligation, mark: &Mark) {
        let judged = self.state.judged(obligation.activity, mark.id);
        obligation.mark = Some(mark.id);
        obligation.performed_on = Some(mark.performed_on);
        obligation.marked_on_time = judged.is_some_and(|j| j.marked_on_time);
        // The last look *known*, not the last by the day asked about: a document found dead later was no proof then either.
        let looked = || mark.standing_proofs().map(Proof::state);
        obligation.evidenced = looked().any(|state| state != Some(LinkState::NotFound));
        obligation.unchecked = looked().all(|state| state.is_none());
        // The term the mark was judged by is the one shown: what came later changes nothing for it.
        if let Some(judged) = judged {
            obligation.due = judged.term.due;
            obligation.effective_due = judged.term.effective;
            obligation.moved_too_late = judged.term.moved_too_late;
        }
    }

    fn state_of(&self, obligation: &Obligation, mark: Option<&Mark>, withdrawn: bool, settings: Settings) -> State {
        let accepted = mark.is_some_and(|m| m.accepted.is_some_and(|since| since <= self.as_of));
        let judged = mark.and_then(|m| self.state.judged(obligation.activity, m.id));
        let on_time = judged.is_some_and(|judged| judged.on_time);
        let to_accept = settings.acceptance && judged.is_none_or(|judged| judged.to_accept);
        match mark {
            _ if withdrawn => State::Withdrawn,
            Some(_) if to_accept && !accepted => State::OnReview,
            Some(_) if on_time => State::DoneOnTime,
            Some(_) => State::DoneLate,
            None if obligation.effective_due < self.as_of => {
                let calendar = self.state.office().calendar();
                State::Overdue { working_days: calendar.working_days_between(obligation.effective_due, self.as_of) }
            }
            None if obligation.returned => State::Returned,
            None if obligation.effective_due == self.as_of => State::DueToday,
            None if obligation.start.is_none_or(|start| start <= self.as_of) => State::Open,
            None => State::Ahead,
        }
    }

    /// Is the unit within the scope's person and organisation?
    pub(crate) fn concerns(&self, activity: &Activity, executor: Executor, scope: &Scope) -> bool {
        let works_at = |person| self.state.person(person).and_then(|p| p.organisation_on(self.as_of));
        let named = |party: &Party| activity.parties_on(self.as_of).any(|p| p == party);
        let person = scope.person.is_none_or(|id| match executor {
            Executor::Member(organisation) => works_at(id) == Some(organisation),
            Executor::Joint => {
                named(&Party::Person(id)) || works_at(id).is_some_and(|at| named(&Party::Organisation(at)))
            }
        });
        let organisation = scope.organisation.is_none_or(|id| match executor {
            Executor::Member(organisation) => organisation == id,
            Executor::Joint => named(&Party::Organisation(id)),
        });
        person && organisation
    }

    fn any_member(&self, activity: &Activity, scope: &Scope) -> bool {
        activity.executors_on(self.as_of, self.state.office()).into_iter().any(|e| self.concerns(activity, e, scope))
    }
}

/// How many obligations are in each state, by the state's code.
pub fn summary(obligations: &[Obligation]) -> BTreeMap<&'static str, u64> {
    let mut counts = BTreeMap::new();
    for obligation in obligations {
        *counts.entry(obligation.state.code()).or_insert(0) += 1;
    }
    counts
}

fn unmarked(activity: &Activity, occurrence: &Occurrence, executor: Executor, term: Term) -> Obligation {
    Obligation {
        roadmap: activity.roadmap,
        activity: activity.id,
        section: activity.section,
        ordinal: activity.ordinal,
        occurrence: occurrence.seq,
        executor,
        start: occurrence.start,
        due: term.due,
        effective_due: term.effective,
        moved_too_late: term.moved_too_late,
        past_at_approval: occurrence.past_at_approval,
        state: State::Ahead,
        mark: None,
        performed_on: None,
        marked_on_time: false,
        evidenced: false,
        unchecked: false,
        returned: false,
    }
}
