//! Rules of reminding: which working days before and after a due day call for a letter (PRODUCT part 5).

mod item;

pub use item::{Item, MeetingCall, RecommendationCall, ReportKind, WindowCall};

use crate::{
    calendar::WorkCalendar,
    ids::{OrganisationId, PersonId},
    refusal::Refusal,
};
use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// Working days between two letters about the same overdue obligation, once the first ones are over: a week.
const WEEK: i64 = 5;
/// Most working days that a rule counts.
const FARTHEST: u8 = 60;
/// Most days that one rule may name.
const MOST: usize = 10;

/// Whom a letter goes to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "recipient", content = "of")]
pub enum Recipient {
    /// A person.
    Person(PersonId),
    /// The mailbox of an organisation where no person is known.
    Organisation(OrganisationId),
}

/// Which report to the working group a roadmap asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reports {
    /// None.
    #[default]
    None,
    /// One in every school term («1 раз в четверть»), by the terms of the office.
    Term,
    /// One in every calendar quarter.
    Quarter,
}

/// When a roadmap reminds, and of what. Numbers are working days, 1..=60.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Policy {
    /// Letters are sent at all.
    pub on: bool,
    /// Before the due day, the farthest first.
    pub before: Vec<u8>,
    /// On the due day, or the working day before it.
    pub on_day: bool,
    /// After the due day, the nearest first.
    pub overdue: Vec<u8>,
    /// After those, every week.
    pub weekly: bool,
    /// So long after the due day the head and the coordinator get a digest.
    pub escalate: Option<u8>,
    /// On Mondays the coordinator gets a digest, and whoever has something due soon gets a list of it.
    pub monday: bool,
    /// So far ahead «soon» is.
    pub near: u8,
    /// Before the end of a meeting's term, while it has no date: «name the date».
    pub undated_meeting: u8,
    /// Before the date of a meeting, the farthest first.
    pub meeting: Vec<u8>,
    /// Before a window opens.
    pub opening: u8,
    /// Before a window closes.
    pub closing: u8,
    /// Before a report or the yearly analysis is due, the farthest first.
    pub report: Vec<u8>,
    /// Which reports are asked for.
    pub reports: Reports,
    /// The yearly analysis is asked for (korenovsk 8.1: «не реже 1 раза в год»).
    pub analysis: bool,
}

impl Default for Policy {
    fn default() -> Policy {
        Policy {
            on: true,
            before: vec![10, 3],
            on_day: true,
            overdue: vec![1, 3],
            weekly: true,
            escalate: Some(5),
            monday: true,
            near: 10,
            undated_meeting: 15,
            meeting: vec![5, 1],
            opening: 10,
            closing: 3,
            report: vec![10, 3],
            reports: Reports::None,
            analysis: true,
        }
    }
}

/// A day that calls for a letter: `days` working days from the due day, 0 on it and negative before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Call {
    /// How far from the due day.
    pub days: i16,
    /// The working day the letter is for.
    pub on: NaiveDate,
}

impl Policy {
    /// Is every number within its range, and every list in its order?
    ///
    /// # Errors
    /// [`Refusal::PolicyWrong`].
    pub fn checked(&self) -> Result<(), Refusal> {
        let falls = |days: &[u8]| days.is_sorted_by(|a, b| a > b);
        let rises = |days: &[u8]| days.is_sorted_by(|a, b| a < b);
        let lists = [&self.before, &self.overdue, &self.meeting, &self.report];
        let short = lists.iter().all(|list| list.len() <= MOST);
        let single = [self.near, self.undated_meeting, self.opening, self.closing];
        let numbers = lists.into_iter().flatten().chain(&single).chain(&self.escalate);
        let ranged = numbers.into_iter().all(|days| (1..=FARTHEST).contains(days));
        let ordered = falls(&self.before) && rises(&self.overdue) && falls(&self.meeting) && falls(&self.report);
        if short && ranged && ordered { Ok(()) } else { Err(Refusal::PolicyWrong) }
    }

    /// The last call about a due day up to and with `day`, before or after it.
    pub fn call(&self, due: NaiveDate, day: NaiveDate, calendar: &WorkCalendar) -> Option<Call> {
        let late = calendar.working_days_between(due, day);
        let after = self.overdue.iter().map(|days| i64::from(*days)).rfind(|days| *days <= late);
        let last = self.overdue.last().map_or(0, |days| i64::from(*days));
        let weekly = (self.weekly && late >= last + WEEK).then(|| late - (late - last) % WEEK);
        if let Some(days) = weekly.or(after) {
            let on = calendar.add_working_days(due, u32::try_from(days).unwrap_or(u32::MAX));
            return Some(Call { days: i16::try_from(days).unwrap_or(i16::MAX), on });
        }
        let on_day = self.on_day.then_some(0);
        last_before(self.before.iter().copied().chain(on_day), due, day, calendar)
    }

    /// Is the day of a digest about an overdue obligation there, and which one is it?
    pub fn escalated(&self, due: NaiveDate, day: NaiveDate, calendar: &WorkCalendar) -> Option<NaiveDate> {
        let on = calendar.add_working_days(due, u32::from(self.escalate?));
        (on <= day).then_some(on)
    }
}

/// The last of the calls so many working days before a day, up to and with today; days off move it to the working day before.
pub fn last_before(
    days: impl IntoIterator<Item = u8>,
    due: NaiveDate,
    today: NaiveDate,
    calendar: &WorkCalendar,
) -> Option<Call> {
    let at = |days: u8| Call { days: -i16::from(days), on: working_days_before(due, days, calendar) };
    days.into_iter().map(at).filter(|call| call.on <= today).max_by_key(|call| call.days)
}

/// The working day so many working days before a day; the day itself, or the working day before it, for 0.
pub fn working_days_before(due: NaiveDate, days: u8, calendar: &WorkCalendar) -> NaiveDate {
    let mut on = calendar.previous_working_day(due);
    // A day off is not one of the days counted: its letter goes before it.
    let steps = if on == due { days } else { days.saturating_sub(1) };
    for _ in 0..steps {
        on = calendar.previous_working_day(on.pred_opt().unwrap_or(on));
    }
    on
}

/// The Monday of a day's week.
pub fn monday_of(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.weekday().num_days_from_monday()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn calls_fall_on_working_days_before_on_and_after_the_due_day() {
        let (policy, calendar) = (Policy::default(), WorkCalendar::federal());
        let due = day("2023-07-14");
        let mut calls: Vec<(i16, String)> = Vec::new();
        for today in day("2023-06-20").iter_days().take(60) {
            let call = policy.call(due, today, &calendar);
            if let Some(call) = call.filter(|call| call.on == today) {
                assert!(calendar.is_working_day(today));
                calls.push((call.days, today.format("%d.%m").to_string()));
            }
        }
        let expected =
            [(-10, "30.06"), (-3, "11.07"), (0, "14.07"), (1, "17.07"), (3, "19.07"), (8, "26.07"), (13, "02.08")];
        assert_eq!(calls.iter().take(7).map(|(d, on)| (*d, on.as_str())).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_due_day_off_is_told_on_the_working_day_before_it() {
        let (policy, calendar) = (Policy::default(), WorkCalendar::federal());
        let saturday = day("2023-07-15");
        let call = policy.call(saturday, saturday, &calendar);
        assert_eq!(call, Some(Call { days: 0, on: day("2023-07-14") }));
        assert_eq!(working_days_before(saturday, 1, &calendar), day("2023-07-14"));
        assert_eq!(working_days_before(saturday, 3, &calendar), day("2023-07-12"), "as the letter of the mock says");
    }

    #[test]
    fn after_a_long_silence_only_the_last_call_counts() {
        let (policy, calendar) = (Policy::default(), WorkCalendar::federal());
        let due = day("2023-03-31");
        assert_eq!(policy.call(due, day("2023-03-30"), &calendar).unwrap().days, -3);
        assert_eq!(policy.call(due, day("2023-06-30"), &calendar).unwrap().days, 58);
        assert_eq!(policy.call(due, day("2023-03-01"), &calendar), None);
        let quiet = Policy { overdue: vec![], weekly: false, ..Policy::default() };
        assert_eq!(quiet.call(due, day("2023-06-30"), &calendar).unwrap().days, 0);
    }

    #[test]
    fn numbers_out_of_their_range_or_order_are_refused() {
        assert_eq!(Policy::default().checked(), Ok(()));
        for wrong in [
            Policy { before: vec![3, 10], ..Policy::default() },
            Policy { before: vec![0], ..Policy::default() },
            Policy { overdue: vec![3, 3], ..Policy::default() },
            Policy { near: 61, ..Policy::default() },
            Policy { escalate: Some(0), ..Policy::default() },
        ] {
            assert_eq!(wrong.checked(), Err(Refusal::PolicyWrong), "{wrong:?}");
        }
    }
}
