//! Which stretch of time is looked at: the roadmap's period, a year, a quarter, or one month.

use super::{super::written, runs::Line};
use crate::wording::Lang;
use chrono::{Datelike, Months, NaiveDate};
use vekha_domain::roadmap::Roadmap;

/// First and last day, both included.
pub type Days = (NaiveDate, NaiveDate);

/// A stretch of time of the bars.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Span {
    /// The roadmap's period.
    Whole,
    /// A calendar year.
    Year(i32),
    /// A calendar quarter, 1 to 4.
    Quarter(i32, u32),
}

impl Span {
    /// The stretch as an address names it; whether it was not understood.
    pub fn read(text: &str) -> (Span, bool) {
        let known = |year: &i32| written::YEARS.contains(year);
        let year = |text: &str| text.parse::<i32>().ok().filter(known);
        let span = match text.split_once("-Q") {
            None => year(text).map(Span::Year),
            Some((of, quarter)) => {
                let quarter = quarter.parse::<u32>().ok().filter(|quarter| (1..=4).contains(quarter));
                year(of).zip(quarter).map(|(year, quarter)| Span::Quarter(year, quarter))
            }
        };
        (span.unwrap_or(Span::Whole), span.is_none() && !text.trim().is_empty())
    }

    /// How an address names it.
    pub fn code(self) -> String {
        match self {
            Span::Whole => String::new(),
            Span::Year(year) => year.to_string(),
            Span::Quarter(year, quarter) => format!("{year}-Q{quarter}"),
        }
    }

    /// How people name it.
    pub fn words(self, lang: Lang) -> String {
        match self {
            Span::Whole => lang.say("calendar-whole"),
            Span::Year(year) => year.to_string(),
            Span::Quarter(year, quarter) => {
                format!("{}\u{a0}{year}", lang.say_with("tally-quarter", [("quarter", quarter.into())]))
            }
        }
    }

    /// Its first and last day.
    pub fn days(self, whole: Days) -> Days {
        let days = match self {
            Span::Whole => None,
            Span::Year(year) => stretch(year, 1, 12),
            Span::Quarter(year, quarter) => stretch(year, quarter * 3 - 2, 3),
        };
        days.unwrap_or(whole)
    }
}

fn stretch(year: i32, month: u32, months: u32) -> Option<Days> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    Some((first, first.checked_add_months(Months::new(months))?.pred_opt()?))
}

/// What can be chosen: the whole, its years, and the quarters of the year looked at.
pub fn offered(here: Span, whole: Days, as_of: NaiveDate) -> Vec<Span> {
    let years = whole.0.year()..=whole.1.year();
    let year = match here {
        Span::Whole => as_of.year().clamp(whole.0.year(), whole.1.year()),
        Span::Year(year) | Span::Quarter(year, _) => year,
    };
    let quarters = (1..=4).map(|quarter| Span::Quarter(year, quarter));
    std::iter::once(Span::Whole).chain(years.map(Span::Year)).chain(quarters).collect()
}

/// The roadmap's period; before it is adopted, what its occurrences take.
pub fn whole(roadmap: &Roadmap, lines: &[Line], as_of: NaiveDate) -> Days {
    if let Some(adopted) = &roadmap.adopted {
        return (adopted.from, adopted.to);
    }
    let runs = || lines.iter().flat_map(|line| &line.runs);
    let first = runs().map(super::runs::Run::from).min().unwrap_or(as_of);
    (first, runs().map(|run| run.due).max().unwrap_or(as_of).max(first))
}

/// The first day of the month as an address names it, else of the day asked for; whether it was not understood.
pub fn month(text: &str, as_of: NaiveDate) -> (NaiveDate, bool) {
    let read =
        || format!("{}-01", text.trim()).parse::<NaiveDate>().ok().filter(|d| written::YEARS.contains(&d.year()));
    let this = as_of.with_day(1).unwrap_or(as_of);
    match read() {
        Some(first) => (first, false),
        None => (this, !text.trim().is_empty()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_stretch_is_read_as_it_is_written() {
        let whole = (day("2022-11-08"), day("2024-12-31"));
        for (text, from, to) in [
            ("", "2022-11-08", "2024-12-31"),
            ("2023", "2023-01-01", "2023-12-31"),
            ("2023-Q3", "2023-07-01", "2023-09-30"),
            ("2024-Q4", "2024-10-01", "2024-12-31"),
        ] {
            let (span, wrong) = Span::read(text);
            assert_eq!((span.days(whole), span.code().as_str(), wrong), ((day(from), day(to)), text, false));
        }
        for wrong in ["позже", "2023-Q5", "9999", "2023-Q", "-Q1"] {
            assert_eq!(Span::read(wrong), (Span::Whole, true), "{wrong}");
        }
    }

    #[test]
    fn a_month_not_understood_is_the_month_of_the_day() {
        assert_eq!(month("2023-07", day("2023-02-05")), (day("2023-07-01"), false));
        assert_eq!(month("", day("2023-02-05")), (day("2023-02-01"), false));
        assert_eq!(month("июль", day("2023-02-05")), (day("2023-02-01"), true));
        assert_eq!(month("9999-01", day("2023-02-05")), (day("2023-02-01"), true));
    }
}
