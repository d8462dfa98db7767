//! What a meeting of a roadmap has to talk about: what is late, then what is near. Pure, for the page and for the invitation.

use crate::{
    obligation::{Obligation, State},
    scope::Scope,
    view::View,
};
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;
use vekha_domain::{
    activity::Activity,
    event::Executor,
    ids::{ActivityId, RoadmapId},
    meeting::speaks_of_meeting,
};

/// So many days ahead an open row is near enough to be talked about.
const AHEAD: u64 = 30;

/// One row of an agenda: an occurrence with those who have not done it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Point {
    /// The activity.
    pub activity: ActivityId,
    /// Which occurrence.
    pub occurrence: u16,
    /// Its due day, days off considered.
    pub due: NaiveDate,
    /// Working days late; none while the due day is ahead.
    pub late: Option<i64>,
    /// How many executors have not done it.
    pub open: usize,
    /// Out of how many.
    pub of: usize,
}

impl View<'_> {
    /// Activities that could be led as meetings: their words speak of one, several occurrences stand, the responsible do it
    /// together, and they are no series yet. In the order of the table.
    pub fn could_be_meetings(&self, roadmap: RoadmapId) -> Vec<ActivityId> {
        let (state, day) = (self.state(), self.as_of());
        let fits = |activity: &&Activity| {
            let several = activity.occurrences.iter().filter(|o| o.stands_on(day)).count() > 1;
            let together = activity.executors_on(day, state.office()).contains(&Executor::Joint);
            let named = activity.wording_on(day).is_some_and(speaks_of_meeting);
            let free = state.series_of(activity.id).is_none() && !activity.withdrawn_on(day);
            several && together && named && free
        };
        self.activities(&Scope::roadmap(roadmap)).filter(fits).map(|activity| activity.id).collect()
    }

    /// Overdue rows of a roadmap, the longest overdue first, then open rows due within 30 days, the nearest first. The rows
    /// that are meetings themselves are left out.
    pub fn agenda(&self, roadmap: RoadmapId) -> Vec<Point> {
        let last = self.as_of().checked_add_days(Days::new(AHEAD)).unwrap_or(self.as_of());
        let mut points: BTreeMap<(ActivityId, u16), (u32, Point)> = BTreeMap::new();
        for obligation in self.obligations(&Scope::roadmap(roadmap)) {
            let key = (obligation.activity, obligation.occurrence);
            let (_, point) = points.entry(key).or_insert_with(|| (obligation.ordinal, empty(&obligation)));
            point.of += 1;
            if waits(&obligation, last) {
                point.open += 1;
                point.due = obligation.effective_due;
                if let State::Overdue { working_days } = obligation.state {
                    point.late = Some(working_days);
                }
            }
        }
        let meets = |activity| self.state().series_of(activity).is_some();
        let mut points: Vec<_> = points.into_values().filter(|(_, p)| p.open > 0 && !meets(p.activity)).collect();
        points.sort_by_key(|(ordinal, point)| (point.late.is_none(), point.due, *ordinal, point.occurrence));
        points.into_iter().map(|(_, point)| point).collect()
    }
}

fn empty(obligation: &Obligation) -> Point {
    let Obligation { activity, occurrence, effective_due: due, .. } = *obligation;
    Point { activity, occurrence, due, late: None, open: 0, of: 0 }
}

fn waits(obligation: &Obligation, last: NaiveDate) -> bool {
    match obligation.state {
        State::Overdue { .. } => true,
        State::Returned | State::DueToday | State::Open | State::Ahead => obligation.effective_due <= last,
        State::OnReview | State::DoneOnTime | State::DoneLate | State::Withdrawn => false,
    }
}
