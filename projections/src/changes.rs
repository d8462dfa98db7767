//! What was changed after a roadmap was adopted, each change with its day and ground (основание).

use crate::{judge::Term, scope::Scope, view::View};
use chrono::NaiveDate;
use vekha_domain::{
    activity::{Activity, Move, Occurrence},
    event::{Basis, DeadlineSet, Party, Wording},
};

/// One change.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Changed<'a> {
    /// The activity changed.
    pub activity: &'a Activity,
    /// The day the change speaks of: that of its ground.
    pub day: NaiveDate,
    /// On what ground; none for a lead chosen, which needs none.
    pub basis: Option<&'a Basis>,
    /// What was changed.
    pub what: What<'a>,
}

/// What a change did.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum What<'a> {
    /// The activity was added by an amending order.
    Added,
    /// Its words are others.
    Reworded {
        /// Words until then.
        before: &'a Wording,
        /// Words from then on.
        after: &'a Wording,
    },
    /// Another term stands in place of the earlier one.
    TermSet {
        /// The term until then.
        before: &'a DeadlineSet,
        /// The term from then on.
        after: &'a DeadlineSet,
    },
    /// A due day moved (перенос срока).
    Moved {
        /// Of which occurrence.
        occurrence: &'a Occurrence,
        /// From which day to which.
        of: &'a Move,
        /// Which move of this occurrence it is, from 1.
        nth: usize,
        /// It was recorded after the old day had passed: the obligation stays late.
        too_late: bool,
    },
    /// An occurrence got its date from an outside schedule.
    Scheduled(&'a Occurrence),
    /// An occurrence will not be.
    Cancelled(&'a Occurrence),
    /// Off control (снято с контроля).
    Withdrawn,
    /// A party became responsible.
    Assigned(&'a Party),
    /// A party is responsible no longer.
    Released(&'a Party),
}

impl Changed<'_> {
    /// Is it the same change, seen from another day or as known at another moment?
    pub(crate) fn same(&self, other: &Changed<'_>) -> bool {
        let what = match (self.what, other.what) {
            (What::Moved { occurrence: a, nth: m, .. }, What::Moved { occurrence: b, nth: n, .. }) => {
                (a.seq, m) == (b.seq, n)
            }
            // An occurrence may have moved since.
            (What::Scheduled(a), What::Scheduled(b)) | (What::Cancelled(a), What::Cancelled(b)) => a.seq == b.seq,
            (one, another) => one == another,
        };
        what && (self.activity.id, self.day, self.basis) == (other.activity.id, other.day, other.basis)
    }
}

impl<'a> View<'a> {
    /// Changes that speak of the day asked about or an earlier one, the newest first; of one day in the order of the tables.
    pub fn changes(&self, scope: &Scope) -> Vec<Changed<'a>> {
        let mut all: Vec<Changed<'a>> =
            self.activities(scope).flat_map(|activity| self.of_activity(activity)).collect();
        all.retain(|change| change.day <= self.as_of());
        all.sort_by_key(|change| (std::cmp::Reverse(change.day), change.activity.ordinal));
        all
    }

    fn of_activity(&self, activity: &'a Activity) -> Vec<Changed<'a>> {
        let mut all = Vec::new();
        let mut say = |basis: Option<&'a Basis>, day: NaiveDate, what: What<'a>| {
            all.push(Changed { activity, day, basis, what });
        };
        let grounded = |basis: &'a Basis| (Some(basis), basis.date);
        // A row that came with an amending order speaks of that order's day.
        let amendments = self.state().roadmap(activity.roadmap).map(|r| r.amendments.as_slice()).unwrap_or_default();
        if let Some(basis) = amendments.iter().find(|basis| basis.date == activity.planned_on) {
            say(Some(basis), activity.planned_on, What::Added);
        }
        let words = activity.wordings.iter().zip(activity.wordings.iter().skip(1)).zip(&activity.reworded);
        for (((_, before), (day, after)), basis) in words {
            say(Some(basis), *day, What::Reworded { before, after });
        }
        for ((_, before), (day, after)) in activity.terms.iter().zip(activity.terms.iter().skip(1)) {
            say(after.basis.as_ref(), *day, What::TermSet { before, after });
        }
        for occurrence in &activity.occurrences {
            for (nth, of) in (1..).zip(&occurrence.moves) {
                let too_late = self.too_late(activity, occurrence, of);
                say(Some(&of.basis), of.basis.date, What::Moved { occurrence, of, nth, too_late });
            }
            if let Some((basis, day)) = occurrence.scheduled.as_ref().map(grounded) {
                say(basis, day, What::Scheduled(occurrence));
            }
            if let Some((basis, day)) = occurrence.cancelled.as_ref().map(grounded) {
                say(basis, day, What::Cancelled(occurrence));
            }
        }
        for held in &activity.assignments {
            if let Some(basis) = &held.basis {
                say(Some(basis), held.from, What::Assigned(&held.party));
            }
            if let (Some(basis), Some(until)) = (&held.ended, held.until) {
                say(Some(basis), until, What::Released(&held.party));
            }
        }
        if let Some((basis, day)) = activity.withdrawn.as_ref().map(grounded) {
            say(basis, day, What::Withdrawn);
        }
        all
    }

    /// Was the move recorded after the day it moves had passed, or did an earlier one come too late already?
    fn too_late(&self, activity: &Activity, occurrence: &Occurrence, of: &Move) -> bool {
        let (rule, state) = (self.settings(activity.roadmap).day_off, self.state());
        let by_then = |m: &Move| m.recorded_at <= of.recorded_at;
        let term = Term::of(occurrence, rule, state.office().calendar(), state.zone(), by_then);
        term.is_some_and(|term| term.moved_too_late)
    }
}
