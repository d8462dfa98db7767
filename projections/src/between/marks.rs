//! What became of marks and their documents between two days.

use super::{Difference, Entered, Fact};
use crate::{scope::Scope, view::View};
use chrono::NaiveDate;
use vekha_domain::{
    activity::{Activity, Mark, Proof},
    event::LinkState,
};

/// Two working weeks: a mark entered later than that after the day it states is back-dated.
const LONG: i64 = 10;

/// A day by which something was said of a mark, if it was said by the day of the view.
type Said = Option<NaiveDate>;
/// What may become of a mark: when it was said, and the fact that this is.
type Fate<'a> = (fn(&Mark) -> Said, fn(&'a Mark) -> Fact<'a>);

impl<'a> View<'a> {
    pub(super) fn of_marks(
        &self,
        before: &View<'_>,
        activity: &'a Activity,
        scope: &Scope,
        all: &mut Vec<Difference<'a>>,
    ) {
        let earlier = before.state().activity(activity.id);
        let counts = |mark: &&Mark| mark.performed_on <= self.as_of() && self.concerns(activity, mark.executor, scope);
        for mark in activity.marks.iter().filter(counts) {
            let mut say = |day: NaiveDate, fact: Fact<'a>| {
                all.push(Difference { roadmap: activity.roadmap, activity: Some(activity), day, fact });
            };
            let was = earlier.and_then(|a| a.mark(mark.id)).filter(|m| m.performed_on <= before.as_of());
            if was.is_none() {
                say(mark.performed_on, Fact::Marked(mark, self.entered(activity, mark)));
            }
            let facts: [Fate<'a>; 3] = [
                (|m| m.accepted, Fact::Accepted),
                (|m| m.returned.as_ref().map(|(day, _)| *day), Fact::Returned),
                (|m| m.retracted.as_ref().map(|(day, _)| *day), Fact::Retracted),
            ];
            for (said, fact) in facts {
                let earlier = was.and_then(said).is_some_and(|day| day <= before.as_of());
                if let Some(day) = said(mark).filter(|day| *day <= self.as_of() && !earlier) {
                    say(day, fact(mark));
                }
            }
            if let Some((day, fact)) = documents(mark, was) {
                say(day, fact);
            }
            let lost = mark.proofs.iter().enumerate().filter_map(|(at, proof)| {
                let missed = was.and_then(|m| m.proofs.get(at)).is_some_and(|p| missing_since(p).is_some());
                missing_since(proof).filter(|_| !missed && proof.removed.is_none()).map(|day| (day, proof))
            });
            lost.for_each(|(day, proof)| say(day, Fact::LinkLost(mark, proof)));
        }
    }

    /// When a mark was entered.
    fn entered(&self, activity: &Activity, mark: &Mark) -> Entered {
        let state = self.state();
        let today = state.local_day(mark.recorded_at);
        let after = state.office().calendar().working_days_between(mark.performed_on, today);
        let late = state.judged(activity.id, mark.id).is_some_and(|judged| !judged.marked_on_time);
        Entered { late, after, back_dated: after > LONG }
    }
}

/// Documents that came to a mark after it was made, or went from it, with the last day of them.
fn documents<'a>(mark: &'a Mark, was: Option<&Mark>) -> Option<(NaiveDate, Fact<'a>)> {
    let had = |at: usize| was.and_then(|m| m.proofs.get(at));
    let (mut added, mut removed) = (Vec::new(), Vec::new());
    for (at, proof) in mark.proofs.iter().enumerate() {
        // Those given with the mark speak of its day.
        let later = if was.is_some() { had(at).is_none() } else { proof.added > mark.performed_on };
        if later {
            added.push(proof);
        }
        if proof.removed.is_some() && had(at).is_none_or(|p| p.removed.is_none()) {
            removed.push(proof);
        }
    }
    let days = added.iter().map(|p| p.added).chain(removed.iter().filter_map(|p| p.removed.as_ref().map(|(d, _)| *d)));
    days.max().map(|day| (day, Fact::Proofs { mark, added, removed }))
}

/// Since when the last looks have found nothing there.
fn missing_since(proof: &Proof) -> Said {
    let gone = |state: LinkState| state == LinkState::NotFound;
    proof.checks.iter().rev().take_while(|check| gone(check.state)).last().map(|check| check.day)
}
