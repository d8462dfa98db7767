//! Moved terms and what was taken off control, each with its basis. A move is counted once, however many it concerns.

use super::Question;
use crate::{changes::What, judge, obligation::State};
use chrono::NaiveDate;
use rustc_hash::{FxHashMap, FxHashSet};
use vekha_domain::{
    activity::Activity,
    event::{Basis, DueKind},
    ids::ActivityId,
};

/// A due day moved (перенос срока).
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Moved<'a> {
    /// The activity.
    pub activity: &'a Activity,
    /// Which occurrence.
    pub occurrence: u16,
    /// The day given up, as printed.
    pub old: NaiveDate,
    /// The day instead.
    pub new: NaiveDate,
    /// The day of the move: that of its basis.
    pub day: NaiveDate,
    /// On what ground.
    pub basis: &'a Basis,
    /// Which move of this occurrence it is, from 1.
    pub nth: usize,
    /// How many moves of this occurrence there are by the day.
    pub times: usize,
    /// It was recorded after the old day had passed: what it concerns stays late.
    pub too_late: bool,
    /// How many obligations it concerns: one, or one for each member of a group.
    pub obligations: u64,
}

/// Moves counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct MoveCounts {
    /// Moves.
    pub moves: u64,
    /// Occurrences moved, each once.
    pub occurrences: u64,
    /// Obligations they concern, each once.
    pub obligations: u64,
    /// Moves that came too late.
    pub too_late: u64,
    /// Occurrences moved more than once by the day.
    pub repeatedly: u64,
}

/// Taken off control (снято с контроля): an activity, or one occurrence that will not be.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct OffControl<'a> {
    /// The activity.
    pub activity: &'a Activity,
    /// The occurrence, when the activity itself stays.
    pub occurrence: Option<u16>,
    /// Since when: the day of the basis.
    pub day: NaiveDate,
    /// On what ground.
    pub basis: &'a Basis,
    /// How many obligations of the period are not counted for it.
    pub obligations: u64,
}

impl MoveCounts {
    pub(super) fn of(moves: &[Moved<'_>]) -> MoveCounts {
        let (mut counts, mut seen) = (MoveCounts::default(), FxHashSet::default());
        for moved in moves {
            counts.moves += 1;
            counts.too_late += u64::from(moved.too_late);
            if seen.insert((moved.activity.id, moved.occurrence)) {
                counts.occurrences += 1;
                counts.obligations += moved.obligations;
                counts.repeatedly += u64::from(moved.times > 1);
            }
        }
        counts
    }
}

impl<'a> Question<'_, 'a> {
    /// A move belongs to the period that lost a day to it: so each belongs to one period, and one that came too late stands in
    /// the report of what is late for it.
    pub(super) fn moves(&self) -> Vec<Moved<'a>> {
        let mut moves: Vec<Moved<'a>> = Vec::new();
        for change in &self.changes {
            let What::Moved { occurrence, of, nth, too_late } = change.what else { continue };
            let obligations = self.known.of_occurrence(change.activity.id, occurrence.seq);
            let lost = self.effective(change.activity, of.old, occurrence.kind);
            if !self.period.holds(lost) || (obligations == 0 && !self.of_everybody()) {
                continue;
            }
            let times = occurrence.moves.iter().filter(|m| m.basis.date <= self.as_of()).count();
            moves.push(Moved {
                activity: change.activity,
                occurrence: occurrence.seq,
                old: of.old,
                new: of.new,
                day: change.day,
                basis: &of.basis,
                nth,
                times,
                too_late,
                obligations,
            });
        }
        moves.sort_by_key(|m| (m.activity.roadmap, m.activity.ordinal, m.occurrence, m.nth));
        moves
    }

    pub(super) fn off_control(&self) -> Vec<OffControl<'a>> {
        let mut not_counted: FxHashMap<(ActivityId, u16), u64> = FxHashMap::default();
        for obligation in self.obligations.iter().filter(|o| o.state == State::Withdrawn) {
            *not_counted.entry((obligation.activity, obligation.occurrence)).or_default() += 1;
        }
        let mut all: Vec<OffControl<'a>> = Vec::new();
        for change in &self.changes {
            let (activity, day) = (change.activity, change.day);
            let Some(basis) = change.basis else { continue };
            let of = |seq| not_counted.get(&(activity.id, seq)).copied().unwrap_or(0);
            let cancelled = |o: &vekha_domain::activity::Occurrence| {
                o.cancelled.as_ref().is_some_and(|basis| basis.date <= self.as_of())
            };
            let (occurrence, obligations) = match change.what {
                What::Cancelled(occurrence) => (Some(occurrence.seq), of(occurrence.seq)),
                // What was cancelled by itself is told there.
                What::Withdrawn => {
                    (None, activity.occurrences.iter().filter(|o| !cancelled(o)).map(|o| of(o.seq)).sum())
                }
                What::Added
                | What::Reworded { .. }
                | What::TermSet { .. }
                | What::Moved { .. }
                | What::Scheduled(_)
                | What::Assigned(_)
                | What::Released(_) => continue,
            };
            if obligations > 0 || (self.period.holds(day) && self.of_everybody()) {
                all.push(OffControl { activity, occurrence, day, basis, obligations });
            }
        }
        all.sort_by_key(|off| (off.activity.roadmap, off.activity.ordinal, off.occurrence));
        all
    }

    /// A day as printed after days off are considered.
    pub(super) fn effective(&self, activity: &Activity, day: NaiveDate, kind: DueKind) -> NaiveDate {
        let rule = self.view.settings(activity.roadmap).day_off;
        judge::effective(day, kind, rule, self.view.state().office().calendar())
    }
}
