//! Activities without a date, and how long they waited for one.

use super::Question;
use chrono::NaiveDate;
use rustc_hash::FxHashMap;
use vekha_domain::{activity::Activity, event::DeadlineStatus, ids::ActivityId};

/// An activity that waits for a date, or waited for its first one.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Waited<'a> {
    /// The activity.
    pub activity: &'a Activity,
    /// Why there is no date, while there is none; none when no term was ever set, or it has a date by now.
    pub status: Option<DeadlineStatus>,
    /// Since when it is planned.
    pub since: NaiveDate,
    /// The day that gave it its first date; none while it waits.
    pub until: Option<NaiveDate>,
    /// How many days it waited, up to that day or to the day asked about.
    pub days: i64,
}

impl<'a> Question<'_, 'a> {
    pub(super) fn waited(&self) -> Vec<Waited<'a>> {
        let waiting = self.view.undated(self.scope);
        let still: FxHashMap<ActivityId, Option<DeadlineStatus>> =
            waiting.iter().map(|waiting| (waiting.activity, waiting.status)).collect();
        let activities = || self.view.activities(self.scope);
        let mut all: Vec<Waited<'a>> = Vec::new();
        for activity in activities() {
            if let Some(status) = still.get(&activity.id) {
                all.push(waited(activity, *status, None, self.as_of()));
            }
        }
        for activity in activities().filter(|activity| !still.contains_key(&activity.id)) {
            let first = activity.occurrences.iter().filter(|o| o.planned_due.is_some()).map(|o| o.since).min();
            let dated = first.filter(|day| *day > activity.planned_on && *day <= self.as_of());
            if let Some(day) = dated.filter(|day| self.period.holds(*day) && self.is_told(activity)) {
                all.push(waited(activity, None, Some(day), day));
            }
        }
        all
    }

    /// Does any of its obligations lie within the scope?
    fn is_told(&self, activity: &Activity) -> bool {
        let units = |seq| self.known.of_occurrence(activity.id, seq);
        self.of_everybody() || activity.occurrences.iter().any(|o| units(o.seq) > 0)
    }
}

fn waited<'a>(
    activity: &'a Activity,
    status: Option<DeadlineStatus>,
    until: Option<NaiveDate>,
    last: NaiveDate,
) -> Waited<'a> {
    let since = activity.planned_on;
    Waited { activity, status, since, until, days: last.signed_duration_since(since).num_days() }
}
