//! Годовой анализ эффективности and the report to the working group: what a period asked for, what became of it, and how.
//!
//! Two kinds of rows stand side by side. What was due within the period is counted by the figures of every other page; moves,
//! returns, causes and letters are those of what was due within it. Nothing is concluded here: that is for people.

mod lateness;
mod marks;
mod moves;
mod reminding;
mod scores;
mod waiting;
mod windows;

pub use lateness::{Band, InBand};
pub use marks::{Cause, Returned, Source};
pub use moves::{MoveCounts, Moved, OffControl};
pub use reminding::{After, Effect, Reminded};
pub use scores::{Decided, Followed, Scores};
pub use waiting::Waited;
pub use windows::Windowed;

use crate::{
    changes::Changed,
    figures::Figures,
    obligation::{Obligation, Share, State},
    parts::{By, Part},
    proofs::{Document, DocumentCounts},
    scope::Scope,
    view::View,
};
use chrono::NaiveDate;
use rustc_hash::FxHashMap;
use vekha_domain::{deadline::Period, event::Executor, ids::ActivityId};

/// What an obligation is found by: its activity, its occurrence, whose it is.
type Key = (ActivityId, u16, Executor);

/// The figures of what was due within a period, whole and part by part.
#[derive(Clone, PartialEq, Debug)]
pub struct Counted {
    /// The period.
    pub period: Period,
    /// The day the figures are for.
    pub as_of: NaiveDate,
    /// The whole. The undated are those waiting on the day, whatever the period.
    pub figures: Figures,
    parts: Vec<(By, Vec<Part>)>,
}

/// A period as it stands on the view's day. Rows name activities, occurrences and marks, so that a page can lead to each.
#[derive(Clone, PartialEq, Debug)]
pub struct Analysis<'a> {
    /// What was due within the period.
    pub counted: Counted,
    /// The period before, seen as many days after its own end, so that both had the same time; none when nothing was due in it.
    pub before: Option<Counted>,
    /// Everything whose effective due day lies within the period, in the order of the tables: also what is still ahead on the
    /// day, and what is off control.
    pub obligations: Vec<Obligation>,
    /// How late it was done, by bands; the counts add up to what was due. Every band is there, in its order.
    pub lateness: Vec<InBand>,
    /// How late what is overdue is by the day; the bands of late ones, in their order.
    pub overdue_by: Vec<InBand>,
    /// Moves that gave up a day of the period, in the order of the tables.
    pub moves: Vec<Moved<'a>>,
    /// The same moves counted.
    pub move_counts: MoveCounts,
    /// What was taken off control with a basis of the period, or would have been due within it; in the order of the tables.
    pub off_control: Vec<OffControl<'a>>,
    /// Marks sent back, of what was due within the period; in the order of their return.
    pub returned: Vec<Returned<'a>>,
    /// Reasons as people entered them, in the order of their days.
    pub causes: Vec<Cause<'a>>,
    /// Activities that wait for a date, then those that got their first one within the period; in the order of the tables.
    pub waited: Vec<Waited<'a>>,
    /// Documents at the standing marks of the period.
    pub documents: Vec<Document<'a>>,
    /// What the last look found at them.
    pub links: DocumentCounts,
    /// Letters about what was due within the period, and what was done after them.
    pub reminded: Reminded,
    /// Windows of monitorings that end within the period.
    pub windows: Vec<Windowed<'a>>,
}

impl Counted {
    /// The figures part by part, in the order of the parts; empty for an unknown division.
    pub fn by(&self, by: By) -> &[Part] {
        self.parts.iter().find(|(of, _)| *of == by).map_or(&[], |(_, parts)| parts.as_slice())
    }
}

impl Analysis<'_> {
    /// What is overdue on the day, the longest overdue first.
    pub fn overdue(&self) -> Vec<&Obligation> {
        let mut late: Vec<&Obligation> =
            self.obligations.iter().filter(|o| matches!(o.state, State::Overdue { .. })).collect();
        late.sort_by_key(|o| (o.effective_due, o.ordinal, o.executor));
        late
    }

    /// What is done, in the order of the tables.
    pub fn done(&self) -> impl Iterator<Item = &Obligation> {
        let as_of = self.counted.as_of;
        self.obligations.iter().filter(move |o| o.share(as_of).is_due() && o.share(as_of) != Share::NotDone)
    }
}

impl<'a> View<'a> {
    /// What was due within a period, as of the day; `before` is the period it is compared with. One walk over the activities for
    /// each period, and one over the letters.
    pub fn analysis(&self, scope: &Scope, period: Period, before: Option<Period>) -> Analysis<'a> {
        let all = self.obligations(scope);
        let units = Units::of(&all);
        let obligations: Vec<Obligation> = all.iter().filter(|o| period.holds(o.effective_due)).cloned().collect();
        let asked = Question {
            view: *self,
            scope,
            period,
            obligations: &obligations,
            known: &units,
            changes: self.changes(scope),
        };
        let moves = asked.moves();
        let documents = self.documents_of(&obligations);
        Analysis {
            counted: self.of_period(scope, period, &obligations),
            before: before.and_then(|before| self.period_before(scope, period, before)),
            lateness: asked.lateness(),
            overdue_by: asked.overdue_by(),
            move_counts: MoveCounts::of(&moves),
            moves,
            off_control: asked.off_control(),
            returned: asked.returned(),
            causes: asked.causes(),
            waited: asked.waited(),
            links: DocumentCounts::of(&documents),
            documents,
            reminded: asked.reminded(),
            windows: asked.windows(),
            obligations,
        }
    }

    fn of_period(&self, scope: &Scope, period: Period, obligations: &[Obligation]) -> Counted {
        let parts = By::ALL.map(|by| (by, self.divided(by, scope, obligations)));
        Counted { period, as_of: self.as_of(), figures: self.counted(scope, obligations), parts: parts.into() }
    }

    /// As many days after its end as the view's day is after the end of the period asked about.
    fn period_before(&self, scope: &Scope, period: Period, before: Period) -> Option<Counted> {
        let apart = period.to.signed_duration_since(before.to);
        let then = View::new(self.state(), self.as_of().checked_sub_signed(apart)?);
        let mut obligations = then.obligations(scope);
        obligations.retain(|o| before.holds(o.effective_due));
        Some(then.of_period(scope, before, &obligations)).filter(|counted| counted.figures.due > 0)
    }
}

/// What every part of the answer is made from.
struct Question<'q, 'a> {
    view: View<'a>,
    scope: &'q Scope,
    period: Period,
    /// What is due within the period.
    obligations: &'q [Obligation],
    /// Whatever is due at any time.
    known: &'q Units,
    /// What was changed by the day.
    changes: Vec<Changed<'a>>,
}

/// The obligations of the scope at any time: whose facts may be told, and how many an occurrence has.
struct Units {
    each: FxHashMap<Key, NaiveDate>,
    of_occurrence: FxHashMap<(ActivityId, u16), u64>,
}

impl Units {
    fn of(all: &[Obligation]) -> Units {
        let mut units = Units { each: FxHashMap::default(), of_occurrence: FxHashMap::default() };
        for obligation in all {
            units.each.insert(key(obligation), obligation.effective_due);
            *units.of_occurrence.entry((obligation.activity, obligation.occurrence)).or_default() += 1;
        }
        units
    }

    /// How many obligations an occurrence has.
    fn of_occurrence(&self, activity: ActivityId, occurrence: u16) -> u64 {
        self.of_occurrence.get(&(activity, occurrence)).copied().unwrap_or(0)
    }
}

impl Question<'_, '_> {
    /// The obligations of the period by what they are found by.
    fn by_key(&self) -> FxHashMap<Key, &Obligation> {
        self.obligations.iter().map(|o| (key(o), o)).collect()
    }

    /// Is the whole of each activity asked about, and not one unit's part in it?
    fn of_everybody(&self) -> bool {
        self.scope.person.is_none() && self.scope.organisation.is_none()
    }

    fn as_of(&self) -> NaiveDate {
        self.view.as_of()
    }
}

fn key(obligation: &Obligation) -> Key {
    (obligation.activity, obligation.occurrence, obligation.executor)
}
