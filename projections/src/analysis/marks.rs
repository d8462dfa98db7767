//! Marks sent back, and reasons as people entered them: nothing is guessed at, only told where it was said.

use super::Question;
use crate::obligation::{Obligation, Share};
use chrono::NaiveDate;
use rustc_hash::FxHashSet;
use vekha_domain::{
    activity::{Activity, Mark, Request},
    event::Executor,
    ids::{ActivityId, MarkId, PersonId},
};

/// A mark sent back (возвращено на доработку).
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Returned<'a> {
    /// The activity.
    pub activity: &'a Activity,
    /// The mark, with its occurrence and executor.
    pub mark: &'a Mark,
    /// Since when.
    pub day: NaiveDate,
    /// What was wrong, as entered.
    pub reason: &'a str,
    /// It had been accepted before: what was done became open again.
    pub reopened: bool,
    /// The mark that stands in its place by the day.
    pub again: Option<MarkId>,
}

/// Where a reason was entered.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Source {
    /// With the mark of something done late, or marked late.
    Note,
    /// With a request for another term.
    Request,
    /// When such a request was declined.
    Declined,
    /// When a mark was sent back.
    Returned,
    /// When a mark was taken back.
    Retracted,
}

/// A reason as somebody entered it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Cause<'a> {
    /// The activity.
    pub activity: &'a Activity,
    /// Which occurrence.
    pub occurrence: u16,
    /// Whose obligation.
    pub executor: Executor,
    /// The day it was entered, or that the decision speaks of.
    pub day: NaiveDate,
    /// Where.
    pub source: Source,
    /// The words.
    pub words: &'a str,
    /// At which mark.
    pub mark: Option<MarkId>,
    /// Who entered it, where the state remembers it.
    pub by: Option<PersonId>,
}

impl Source {
    /// Every source.
    pub const ALL: [Source; 5] = [Source::Note, Source::Request, Source::Declined, Source::Returned, Source::Retracted];

    /// Stable code: the key of its words.
    pub fn code(self) -> &'static str {
        match self {
            Source::Note => "note",
            Source::Request => "request",
            Source::Declined => "declined",
            Source::Returned => "returned",
            Source::Retracted => "retracted",
        }
    }
}

impl<'a> Question<'_, 'a> {
    pub(super) fn returned(&self) -> Vec<Returned<'a>> {
        let mut all = self.of_marks(|activity, mark, obligation| {
            let (day, reason) = mark.returned.as_ref().filter(|(day, _)| *day <= self.as_of())?;
            let reopened = mark.accepted.is_some_and(|accepted| accepted <= *day);
            Some(Returned { activity, mark, day: *day, reason, reopened, again: obligation.mark })
        });
        all.sort_by_key(|r| (r.day, r.activity.roadmap, r.activity.ordinal, r.mark.occurrence, r.mark.executor));
        all
    }

    pub(super) fn causes(&self) -> Vec<Cause<'a>> {
        let (state, as_of) = (self.view.state(), self.as_of());
        let mut all: Vec<Cause<'a>> = Vec::new();
        let of_mark = |activity: &'a Activity, mark: &'a Mark, obligation: &Obligation| {
            let cause = |day, source, words, by| Cause {
                activity,
                occurrence: mark.occurrence,
                executor: mark.executor,
                day,
                source,
                words,
                mark: Some(mark.id),
                by,
            };
            // The note of what went well is a result and no cause.
            let late = matches!(obligation.share(as_of), Share::DoneLate | Share::LateMark);
            let note = mark.note.as_deref().filter(|_| late && obligation.mark == Some(mark.id));
            let noted =
                note.map(|note| cause(state.local_day(mark.recorded_at), Source::Note, note, Some(mark.entered_by)));
            let fate = |fate: &'a Option<(NaiveDate, String)>, source| {
                let told = fate.as_ref().filter(|(day, _)| *day <= as_of);
                told.map(|(day, words)| cause(*day, source, words.as_str(), None))
            };
            Some([noted, fate(&mark.returned, Source::Returned), fate(&mark.retracted, Source::Retracted)])
        };
        all.extend(self.of_marks(of_mark).into_iter().flatten().flatten());
        for activity in self.view.activities(self.scope) {
            activity.requests.iter().for_each(|request| self.of_request(activity, request, &mut all));
        }
        all.sort_by_key(|c| (c.day, c.activity.roadmap, c.activity.ordinal, c.occurrence, c.executor, c.source));
        all
    }

    /// A request belongs to the period of the term it speaks against, wherever the obligation went since.
    fn of_request(&self, activity: &'a Activity, request: &'a Request, all: &mut Vec<Cause<'a>>) {
        let Request { occurrence: seq, executor, .. } = *request;
        let asked_on = self.view.state().local_day(request.recorded_at);
        if asked_on > self.as_of() || !self.known.each.contains_key(&(activity.id, seq, executor)) {
            return;
        }
        let Some(occurrence) = activity.occurrence(seq) else { return };
        let before = occurrence.moves.iter().rfind(|m| m.recorded_at < request.recorded_at);
        let due = before.map_or(occurrence.planned_due, |m| Some(m.new));
        if !due.is_some_and(|due| self.period.holds(self.effective(activity, due, occurrence.kind))) {
            return;
        }
        let cause =
            |day, source, words, by| Cause { activity, occurrence: seq, executor, day, source, words, mark: None, by };
        all.push(cause(asked_on, Source::Request, request.reason.as_str(), Some(request.by)));
        if let Some((day, Some(words))) = &request.settled
            && *day <= self.as_of()
        {
            all.push(cause(*day, Source::Declined, words.as_str(), None));
        }
    }

    /// Something of each mark of what was due within the period; each activity's marks are walked once.
    fn of_marks<T>(&self, tell: impl Fn(&'a Activity, &'a Mark, &Obligation) -> Option<T>) -> Vec<T> {
        let (by_key, state) = (self.by_key(), self.view.state());
        let mut seen: FxHashSet<ActivityId> = FxHashSet::default();
        let mut all = Vec::new();
        for obligation in self.obligations {
            if !seen.insert(obligation.activity) {
                continue;
            }
            let Some(activity) = state.activity(obligation.activity) else { continue };
            for mark in activity.marks.iter() {
                let of = by_key.get(&(activity.id, mark.occurrence, mark.executor));
                all.extend(of.and_then(|obligation| tell(activity, mark, obligation)));
            }
        }
        all
    }
}
