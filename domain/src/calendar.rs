//! Working days: the federal production calendar as data, with an office's own days over it.

use crate::event::OfficeDay;
use chrono::{Datelike, NaiveDate, Weekday};
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Bound,
    sync::{Arc, LazyLock},
};
use thiserror::Error;

/// The transfers of days off that the Government orders each year; beyond them only the law's holidays are known.
static FEDERAL: LazyLock<Arc<Table>> =
    LazyLock::new(|| Arc::new(table(include_str!("../data/ru_days.json")).unwrap_or_default()));

/// Days that are holidays every year (Labour Code of Russia, art. 112).
const HOLIDAYS: [(u32, u32); 14] =
    [(1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (1, 6), (1, 7), (1, 8), (2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)];

/// The text is not a production calendar.
#[derive(Debug, Error)]
#[error("not a production calendar: {0}")]
pub struct CalendarError(#[from] serde_json::Error);

#[derive(Default, PartialEq, Debug)]
struct Table {
    off: BTreeSet<NaiveDate>,
    working: BTreeSet<NaiveDate>,
    years: BTreeSet<i32>,
}

/// Which days are worked. Cheap to clone.
#[derive(Clone, PartialEq, Debug)]
pub struct WorkCalendar {
    table: Arc<Table>,
    own: BTreeMap<NaiveDate, OfficeDay>,
}

impl WorkCalendar {
    /// The federal calendar, 2019–2027.
    pub fn federal() -> WorkCalendar {
        WorkCalendar { table: FEDERAL.clone(), own: BTreeMap::new() }
    }

    /// A calendar in the shape of the built-in one:
    /// `{"years":{"2028":{"off_weekdays":["2028-01-03",…],"working_weekends":[…]}}}`.
    ///
    /// # Errors
    /// The text has another shape or names an impossible day.
    pub fn from_json(text: &str) -> Result<WorkCalendar, CalendarError> {
        Ok(WorkCalendar { table: Arc::new(table(text)?), own: BTreeMap::new() })
    }

    /// What the office says of one day.
    pub fn set_day(&mut self, day: NaiveDate, kind: OfficeDay) {
        match kind {
            OfficeDay::Off | OfficeDay::Working => drop(self.own.insert(day, kind)),
            OfficeDay::AsFederal => drop(self.own.remove(&day)),
        }
    }

    /// The office's own days over the federal calendar, by day.
    pub fn own_days(&self) -> impl Iterator<Item = (NaiveDate, OfficeDay)> {
        self.own.iter().map(|(day, kind)| (*day, *kind))
    }

    /// Are the transfers of this year known? Without them only the law's holidays are.
    pub fn is_known(&self, year: i32) -> bool {
        self.table.years.contains(&year)
    }

    /// Is the day worked?
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        match self.own.get(&day) {
            Some(OfficeDay::Off) => false,
            Some(OfficeDay::Working) => true,
            Some(OfficeDay::AsFederal) | None => self.is_worked_elsewhere(day),
        }
    }

    /// Is the day worked where no office says otherwise?
    fn is_worked_elsewhere(&self, day: NaiveDate) -> bool {
        if self.is_known(day.year()) {
            return if is_weekend(day) { self.table.working.contains(&day) } else { !self.table.off.contains(&day) };
        }
        !is_weekend(day) && !HOLIDAYS.contains(&(day.month(), day.day()))
    }

    /// The day itself if it is worked, else the first worked one after it (Civil Code of Russia, art. 193).
    pub fn next_working_day(&self, day: NaiveDate) -> NaiveDate {
        day.iter_days().find(|day| self.is_working_day(*day)).unwrap_or(day)
    }

    /// The day itself if it is worked, else the last worked one before it.
    pub fn previous_working_day(&self, day: NaiveDate) -> NaiveDate {
        std::iter::successors(Some(day), NaiveDate::pred_opt).find(|day| self.is_working_day(*day)).unwrap_or(day)
    }

    /// The `n`-th working day after `day`; the day itself for 0.
    pub fn add_working_days(&self, day: NaiveDate, n: u32) -> NaiveDate {
        let after = day.iter_days().skip(1).filter(|day| self.is_working_day(*day));
        after.take(n as usize).last().unwrap_or(day)
    }

    /// Working days after `from` up to and with `to`; 0 when `to` is not later.
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate) -> i64 {
        if to <= from {
            return 0;
        }
        // Counted and not walked: every late obligation asks this for every figure, and some are years late.
        let span = (Bound::Excluded(from), Bound::Included(to));
        let worked = self.table.working.range(span).filter(|day| is_weekend(**day)).count();
        let off = self.table.off.range(span).filter(|day| !is_weekend(**day)).count();
        let unknown = (from.year()..=to.year()).filter(|year| !self.is_known(*year));
        let holidays = unknown.flat_map(|year| HOLIDAYS.map(|(month, day)| NaiveDate::from_ymd_opt(year, month, day)));
        let holidays = holidays.flatten().filter(|day| from < *day && *day <= to && !is_weekend(*day)).count();
        let own = self
            .own
            .range(span)
            .map(|(day, kind)| i64::from(*kind == OfficeDay::Working) - i64::from(self.is_worked_elsewhere(*day)));
        weekdays_until(to) - weekdays_until(from) + worked as i64 - off as i64 - holidays as i64 + own.sum::<i64>()
    }
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Mondays to Fridays up to and with a day; the first day of our era was a Monday.
fn weekdays_until(day: NaiveDate) -> i64 {
    let days = i64::from(day.num_days_from_ce());
    days.div_euclid(7) * 5 + days.rem_euclid(7).min(5)
}

#[derive(Deserialize)]
struct File {
    years: BTreeMap<String, Year>,
}

#[derive(Deserialize)]
struct Year {
    off_weekdays: Vec<NaiveDate>,
    working_weekends: Vec<NaiveDate>,
}

fn table(text: &str) -> Result<Table, serde_json::Error> {
    let file: File = serde_json::from_str(text)?;
    let mut table = Table::default();
    for (year, days) in file.years {
        table.years.extend(year.parse::<i32>().ok());
        table.off.extend(days.off_weekdays);
        table.working.extend(days.working_weekends);
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn transfers_of_the_government_are_followed() {
        let federal = WorkCalendar::federal();
        assert!((2019..=2027).all(|year| federal.is_known(year)));
        assert!(federal.is_working_day(day("2021-02-20")), "a worked Saturday");
        assert!(!federal.is_working_day(day("2022-03-07")), "a Monday off");
        assert_eq!(federal.next_working_day(day("2022-12-31")), day("2023-01-09"));
        assert_eq!(federal.previous_working_day(day("2023-01-08")), day("2022-12-30"));
        assert_eq!(federal.next_working_day(day("2023-01-09")), day("2023-01-09"));
    }

    #[test]
    fn working_days_are_counted_after_the_day() {
        let federal = WorkCalendar::federal();
        assert_eq!(federal.add_working_days(day("2022-12-29"), 2), day("2023-01-09"));
        assert_eq!(federal.add_working_days(day("2022-12-31"), 0), day("2022-12-31"));
        assert_eq!(federal.working_days_between(day("2022-12-29"), day("2023-01-10")), 3);
        assert_eq!(federal.working_days_between(day("2023-01-10"), day("2022-12-29")), 0);
    }

    #[test]
    fn counting_working_days_is_the_same_as_walking_them() {
        let mut own = WorkCalendar::federal();
        own.set_day(day("2023-04-25"), OfficeDay::Off);
        own.set_day(day("2023-04-29"), OfficeDay::Working);
        own.set_day(day("2031-01-02"), OfficeDay::Working);
        own.set_day(day("2031-05-10"), OfficeDay::Off);
        for calendar in [WorkCalendar::federal(), own] {
            for (from, step) in
                [("2017-06-30", 13), ("2021-02-19", 1), ("2022-12-28", 3), ("2023-04-20", 1), ("2030-12-30", 5)]
            {
                let from = day(from);
                let mut walked = 0;
                for (n, to) in from.iter_days().skip(1).take(400 * step).enumerate() {
                    walked += i64::from(calendar.is_working_day(to));
                    if n % step == 0 {
                        assert_eq!(calendar.working_days_between(from, to), walked, "{from} to {to}");
                    }
                }
            }
        }
    }

    #[test]
    fn an_office_has_days_of_its_own() {
        let mut own = WorkCalendar::federal();
        let radonitsa = day("2023-04-25");
        own.set_day(radonitsa, OfficeDay::Off);
        assert!(!own.is_working_day(radonitsa) && WorkCalendar::federal().is_working_day(radonitsa));
        own.set_day(radonitsa, OfficeDay::AsFederal);
        assert_eq!(own, WorkCalendar::federal());
    }

    #[test]
    fn beyond_the_table_the_law_s_holidays_rest() {
        let federal = WorkCalendar::federal();
        assert!(!federal.is_known(2031));
        assert!(!federal.is_working_day(day("2031-05-09")) && federal.is_working_day(day("2031-05-12")));
    }

    #[test]
    fn another_table_replaces_the_built_in_one() {
        let text = r#"{"years":{"2028":{"off_weekdays":["2028-01-10"],"working_weekends":["2028-01-15"]}}}"#;
        let own = WorkCalendar::from_json(text).unwrap();
        assert!(own.is_known(2028) && !own.is_working_day(day("2028-01-10")) && own.is_working_day(day("2028-01-15")));
        assert!(WorkCalendar::from_json("[]").is_err());
    }
}
