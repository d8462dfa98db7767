//! What becomes of one obligation: drawn from its own lot, then laid out in days around its term.

use super::{
    draw::Lot,
    moment::Moment,
    seed::{HistorySeed, Pace},
};
use chrono::{Days, NaiveDate};
use vekha_domain::{calendar::WorkCalendar, event::DueKind};

/// The term an obligation is planned against.
pub(super) struct Term {
    pub start: Option<NaiveDate>,
    pub due: NaiveDate,
    /// The same after days off are considered.
    pub effective: NaiveDate,
    pub kind: DueKind,
    /// Since when the occurrence is planned.
    pub since: NaiveDate,
    /// A move is known to come: nothing is done before it.
    pub not_before: Option<NaiveDate>,
    /// Working days in which a mark is still made in time.
    pub mark_days: u32,
}

/// When the work is performed and when it is marked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Course {
    pub performed_on: NaiveDate,
    pub marked: Moment,
}

/// Lays out the first mark of an obligation; none if it is never answered.
pub(super) fn course(lot: &Lot, term: &Term, history: &HistorySeed, calendar: &WorkCalendar) -> Option<Course> {
    let shares = &history.shares;
    let mut fate = lot.share("fate");
    let mut falls_in = |share: f64| {
        fate -= share;
        fate < 0.0
    };
    if falls_in(shares.unanswered) {
        return None;
    }
    let laying = Laying { lot, term, pace: &history.pace, calendar };
    let (performed_on, day) = if falls_in(shares.late) {
        laying.late()
    } else {
        let performed_on = laying.performed_in_time();
        let late = falls_in(shares.marked_late);
        (performed_on, if late { laying.marked_late() } else { laying.marked_in_time(performed_on) })
    };
    Some(Course { performed_on, marked: Moment { day, part: part(lot, "marked") } })
}

/// When a returned or retracted mark is made anew.
pub(super) fn correction(lot: &Lot, gone: NaiveDate, pace: &Pace, calendar: &WorkCalendar) -> Moment {
    let days = 1 + lot.up_to("correction", pace.correction.saturating_sub(1));
    Moment { day: calendar.next_working_day(later(gone, days)), part: part(lot, "corrected") }
}

/// One of a day's moments.
pub(super) fn part(lot: &Lot, purpose: &str) -> u8 {
    u8::try_from(lot.up_to(purpose, u32::from(Moment::PARTS) - 1)).unwrap_or_default()
}

pub(super) fn later(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(days.into())).unwrap_or(day)
}

struct Laying<'a> {
    lot: &'a Lot,
    term: &'a Term,
    pace: &'a Pace,
    calendar: &'a WorkCalendar,
}

impl Laying<'_> {
    /// An order may name a day that was past when it was signed; such work was done then, and is marked once there is a roadmap.
    fn past_at_birth(&self) -> bool {
        self.term.effective < self.term.since
    }

    /// The last day on which a mark is made in time.
    fn last_mark(&self) -> NaiveDate {
        self.calendar.add_working_days(self.term.effective.max(self.term.since), self.term.mark_days)
    }

    fn performed_in_time(&self) -> NaiveDate {
        let term = self.term;
        if term.kind == DueKind::Day {
            return term.due;
        }
        let ahead = self.lot.mostly_few("ahead", self.pace.ahead);
        let planned = term.due.checked_sub_days(Days::new(ahead.into())).unwrap_or(term.due);
        let earliest = [term.start, term.not_before, (!self.past_at_birth()).then_some(term.since)];
        let earliest = earliest.into_iter().flatten().max();
        let performed = self.calendar.previous_working_day(planned);
        performed.max(earliest.unwrap_or(performed)).min(term.effective)
    }

    fn marked_in_time(&self, performed_on: NaiveDate) -> NaiveDate {
        if self.past_at_birth() {
            let days = 1 + self.lot.up_to("mark", self.term.mark_days.saturating_sub(1));
            return self.calendar.add_working_days(self.term.since, days);
        }
        self.soon_after(performed_on).min(self.last_mark())
    }

    /// Before days off rather than after them.
    fn soon_after(&self, performed_on: NaiveDate) -> NaiveDate {
        let marked = later(performed_on, self.lot.up_to("mark", self.pace.mark));
        let before = self.calendar.previous_working_day(marked);
        if before < performed_on { self.calendar.next_working_day(marked) } else { before }
    }

    fn marked_late(&self) -> NaiveDate {
        self.calendar.add_working_days(self.last_mark(), 1 + self.lot.mostly_few("behind", self.pace.behind / 2))
    }

    /// Performed after the term, and marked soon after.
    fn late(&self) -> (NaiveDate, NaiveDate) {
        let over = self.term.effective.max(self.term.since);
        let behind = 1 + self.lot.mostly_few("behind", self.pace.behind.saturating_sub(1));
        let performed_on = self.calendar.next_working_day(later(over, behind));
        (performed_on, self.soon_after(performed_on))
    }
}

#[cfg(test)]
mod tests {
    use super::{super::seed::seeds, *};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn term(since: &str, due: &str) -> Term {
        let (since, due) = (day(since), day(due));
        let kind = DueKind::Window;
        Term { start: None, due, effective: due, kind, since, not_before: None, mark_days: 3 }
    }

    fn courses(term: &Term) -> Vec<Option<Course>> {
        let history = &seeds().unwrap()[3].history;
        let lots = (0..1_000).map(|n| Lot::of(&["trial", &n.to_string()]));
        lots.map(|lot| course(&lot, term, history, &WorkCalendar::federal())).collect()
    }

    #[test]
    fn most_work_is_done_and_marked_in_time_and_some_never() {
        let all = courses(&term("2022-11-08", "2023-03-31"));
        let of = |what: &dyn Fn(&Course) -> bool| all.iter().flatten().filter(|c| what(c)).count();
        let never = all.iter().filter(|c| c.is_none()).count();
        let late = of(&|c| c.performed_on > day("2023-03-31"));
        let marked_late = of(&|c| c.performed_on <= day("2023-03-31") && c.marked.day > day("2023-04-05"));
        assert!((20..50).contains(&never) && (50..95).contains(&late) && (50..95).contains(&marked_late));
        assert_eq!(of(&|c| c.marked.day < c.performed_on || c.performed_on < day("2022-11-08")), 0);
        let calendar = WorkCalendar::federal();
        assert_eq!(of(&|c| !calendar.is_working_day(c.marked.day)), 0, "nobody marks on a day off");
    }

    #[test]
    fn work_named_by_an_order_too_late_was_done_then_and_is_marked_after_it() {
        let all = courses(&term("2020-12-17", "2020-12-01"));
        assert!(all.iter().flatten().all(|c| c.marked.day > day("2020-12-17")));
        let in_time = all.iter().flatten().filter(|c| c.performed_on <= day("2020-12-01")).count();
        assert!(in_time > 800, "{in_time}");
    }

    #[test]
    fn nothing_is_done_before_the_move_that_is_to_come() {
        let moved = Term { not_before: Some(day("2023-05-26")), ..term("2023-04-18", "2023-06-01") };
        assert!(courses(&moved).iter().flatten().all(|c| c.performed_on >= day("2023-05-26")));
    }
}
