//! Days as answers write them, and the year they mean when they do not say it.

use chrono::{Datelike, NaiveDate};

/// A day as it was written: without a year it is still to be guessed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Written {
    /// Day of the month.
    pub day: u32,
    /// Month, from 1.
    pub month: u32,
    /// Year, if it was said.
    pub year: Option<i32>,
}

impl Written {
    /// The day in a year, unless another was said.
    pub fn in_year(self, year: i32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year.unwrap_or(year), self.month, self.day)
    }

    /// Is there such a day in some year?
    pub fn is_day(self) -> bool {
        // A leap year knows every day there is.
        self.in_year(2024).is_some_and(|day| (2000..2100).contains(&day.year()))
    }
}

/// «03.07», «3.07.2023», «03.07.23»; a month of one digit only with a year, for «2.3» is a row.
pub fn read(word: &str) -> Option<Written> {
    let parts: Vec<&str> = word.split('.').collect();
    let digits = |text: &str, least: usize| {
        let fits = (least..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| text.parse::<u32>().ok()).flatten()
    };
    let read = match parts.as_slice() {
        [day, month] => Written { day: digits(day, 1)?, month: digits(month, 2)?, year: None },
        [day, month, short] if short.len() == 2 => {
            let year = i32::try_from(digits(short, 2)?).ok()? + 2000;
            Written { day: digits(day, 1)?, month: digits(month, 2)?, year: Some(year) }
        }
        [day, month, long] => Written { day: digits(day, 1)?, month: digits(month, 1)?, year: Some(year(long)?) },
        _ => return None,
    };
    read.is_day().then_some(read)
}

/// A year of this century.
pub fn year(word: &str) -> Option<i32> {
    let fits = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| word.parse().ok()).flatten().filter(|year| (2000..2100).contains(year))
}

/// The last such day up to and with today; with a year, that day.
pub fn on_or_before(written: Written, today: NaiveDate) -> Option<NaiveDate> {
    if written.year.is_some() {
        return written.in_year(0);
    }
    // The 29th of February may be years away.
    (0..8).filter_map(|back| written.in_year(today.year() - back)).find(|day| *day <= today)
}

/// The next such day from today on; with a year, that day.
pub fn on_or_after(written: Written, today: NaiveDate) -> Option<NaiveDate> {
    if written.year.is_some() {
        return written.in_year(0);
    }
    (0..8).filter_map(|ahead| written.in_year(today.year() + ahead)).find(|day| *day >= today)
}
