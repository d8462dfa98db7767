//! Was it in time? Decided once for each mark, with the term, calendar and settings of that moment, and never rewritten.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use vekha_domain::{
    activity::{Move, Occurrence},
    calendar::WorkCalendar,
    event::{DayOffRule, DueKind},
    roadmap::Settings,
};

/// The term that a mark, or a day, is measured against.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Term {
    /// Due day as printed or moved.
    pub due: NaiveDate,
    /// The same after days off are considered.
    pub effective: NaiveDate,
    /// A move came after this day had passed: the obligation stays late.
    pub moved_too_late: bool,
}

/// What was decided of a mark when it was entered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Judged {
    /// The term valid then.
    pub term: Term,
    /// The work was performed in time.
    pub on_time: bool,
    /// The mark was made in time.
    pub marked_on_time: bool,
    /// Marks had to be accepted when it was made: switched on later, acceptance asks nothing of older marks.
    pub to_accept: bool,
}

impl Term {
    /// The term of an occurrence by the moves that `counts` lets through. A move recorded after its old day had passed changes
    /// nothing, nor does any later one: moving a deadline after it passed never makes it on time (PRODUCT part 3).
    pub(crate) fn of(
        occurrence: &Occurrence,
        rule: DayOffRule,
        calendar: &WorkCalendar,
        zone: Tz,
        counts: impl Fn(&Move) -> bool,
    ) -> Option<Term> {
        let at = |due| Term { due, effective: effective(due, occurrence.kind, rule, calendar), moved_too_late: false };
        let mut term = at(occurrence.planned_due?);
        for moved in occurrence.moves.iter().filter(|m| counts(m)) {
            if local(moved.recorded_at, zone) > term.effective {
                return Some(Term { moved_too_late: true, ..term });
            }
            term = at(moved.new);
        }
        Some(term)
    }
}

impl Judged {
    /// Judges a mark of work performed on a day and entered on `today`; none when the occurrence has no due day.
    pub(crate) fn of(
        occurrence: &Occurrence,
        performed_on: NaiveDate,
        today: NaiveDate,
        settings: Settings,
        calendar: &WorkCalendar,
        zone: Tz,
    ) -> Option<Judged> {
        let term = Term::of(occurrence, settings.day_off, calendar, zone, |_| true)?;
        // Nobody can make a mark before the activity is planned: a term older than its order counts from the order.
        let last = calendar.add_working_days(term.effective.max(occurrence.since), u32::from(settings.mark_days));
        Some(Judged {
            term,
            on_time: performed_on <= term.effective,
            marked_on_time: today <= last,
            to_accept: settings.acceptance,
        })
    }
}

/// An until-date moves off a day off by the rule; the end of a window and an event's day stay (DEADLINES part 5, row 2).
pub(crate) fn effective(due: NaiveDate, kind: DueKind, rule: DayOffRule, calendar: &WorkCalendar) -> NaiveDate {
    match (kind, rule) {
        (DueKind::Until, DayOffRule::Next) => calendar.next_working_day(due),
        (DueKind::Until, DayOffRule::Previous) => calendar.previous_working_day(due),
        (DueKind::Until, DayOffRule::Keep) | (DueKind::Window | DueKind::Day, _) => due,
    }
}

fn local(moment: DateTime<Utc>, zone: Tz) -> NaiveDate {
    moment.with_timezone(&zone).date_naive()
}
