//! Working days: the federal production calendar as data, with an office's own days over it.

use crate::event::OfficeDay;
use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
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

    /// Are the transfers of this year known? Without them only the law's holidays are.
    pub fn is_known(&self, year: i32) -> bool {
        self.table.years.contains(&year)
    }

    /// Is the day worked?
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        match self.own.get(&day) {
            Some(OfficeDay::Off) => return false,
            Some(OfficeDay::Working) => return true,
            Some(OfficeDay::AsFederal) | None => {}
        }
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        if self.is_known(day.year()) {
            return if weekend { self.table.working.contains(&day) } else { !self.table.off.contains(&day) };
        }
        !weekend && !HOLIDAYS.contains(&(day.month(), day.day()))
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
        let after = from.checked_add_days(Days::new(1)).unwrap_or(from);
        after.iter_days().take_while(|day| *day <= to).map(|day| i64::from(self.is_working_day(day))).sum()
    }
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
