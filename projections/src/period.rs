//! Periods that a report can be asked for by name: a calendar year, a school year, a quarter, a school term.

use chrono::{Datelike, Days, NaiveDate};
use vekha_domain::{deadline::Period, reminder::ReportKind, school::SchoolTerms};

/// A school year begins on the first day of this month.
const SEPTEMBER: u32 = 9;

/// A period with a name. Its code is stable: it stands in addresses and in the API.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Called {
    /// A calendar year: `2023`.
    Year(u16),
    /// A school year, 1 September to 31 August, by the calendar year it begins in: `2022-23`.
    SchoolYear(u16),
    /// A calendar quarter: `2023-Q2`.
    Quarter {
        /// The year.
        year: u16,
        /// The quarter, 1 to 4.
        quarter: u8,
    },
    /// A school term: `2022-23-3`.
    Term {
        /// The calendar year its school year begins in.
        school_year: u16,
        /// The term, from 1; a school year of trimesters has three.
        term: u8,
    },
}

impl Called {
    /// Reads a code; none for anything that is not exactly one.
    pub fn parse(code: &str) -> Option<Called> {
        let mut parts = code.split('-');
        let year = number(parts.next()?, 4)?;
        match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => Some(Called::Year(year)),
            (Some(quarter), None, _) if quarter.starts_with('Q') => {
                let quarter = u8::try_from(number(quarter.get(1..)?, 1)?).ok()?;
                (1..=4).contains(&quarter).then_some(Called::Quarter { year, quarter })
            }
            (Some(next), None, _) => follows(year, next).then_some(Called::SchoolYear(year)),
            (Some(next), Some(term), None) => {
                let term = u8::try_from(number(term, 1)?).ok().filter(|term| *term > 0)?;
                follows(year, next).then_some(Called::Term { school_year: year, term })
            }
            (Some(_), Some(_), Some(_)) => None,
        }
    }

    /// Its code.
    pub fn code(self) -> String {
        let school = |year: u16| format!("{year:04}-{:02}", (u32::from(year) + 1) % 100);
        match self {
            Called::Year(year) => format!("{year:04}"),
            Called::SchoolYear(year) => school(year),
            Called::Quarter { year, quarter } => format!("{year:04}-Q{quarter}"),
            Called::Term { school_year, term } => format!("{}-{term}", school(school_year)),
        }
    }

    /// The report that speaks of such a period.
    pub fn kind(self) -> ReportKind {
        match self {
            Called::Year(_) | Called::SchoolYear(_) => ReportKind::Year,
            Called::Quarter { .. } => ReportKind::Quarter,
            Called::Term { .. } => ReportKind::Term,
        }
    }

    /// The same period a year earlier.
    #[must_use]
    pub fn previous(self) -> Called {
        match self {
            Called::Year(year) => Called::Year(year.saturating_sub(1)),
            Called::SchoolYear(year) => Called::SchoolYear(year.saturating_sub(1)),
            Called::Quarter { year, quarter } => Called::Quarter { year: year.saturating_sub(1), quarter },
            Called::Term { school_year, term } => Called::Term { school_year: school_year.saturating_sub(1), term },
        }
    }

    /// Its days; none when the school year has no such term.
    ///
    /// The terms of a school year share out all of it, so that every due day is reported on once: the holidays before a term
    /// belong to it, the first one begins on 1 September and the last one runs until 31 August.
    pub fn period(self, terms: &SchoolTerms) -> Option<Period> {
        match self {
            Called::Year(year) => {
                Some(Period { from: first(i32::from(year), 1)?, to: day_before(first(i32::from(year) + 1, 1)?)? })
            }
            Called::SchoolYear(year) => Some(Period {
                from: first(i32::from(year), SEPTEMBER)?,
                to: day_before(first(i32::from(year) + 1, SEPTEMBER)?)?,
            }),
            Called::Quarter { year, quarter } => {
                let from = first(i32::from(year), u32::from(quarter.checked_sub(1)?) * 3 + 1)?;
                Some(Period { from, to: day_before(from.checked_add_months(chrono::Months::new(3))?)? })
            }
            Called::Term { school_year, term } => {
                let whole = Called::SchoolYear(school_year).period(terms)?;
                let of_year = terms.terms_of(school_year);
                let at = usize::from(term.checked_sub(1)?);
                let own = of_year.get(at)?;
                let before = at.checked_sub(1).and_then(|at| of_year.get(at));
                let from = before.and_then(|before| before.to.checked_add_days(Days::new(1)));
                let last = at + 1 == of_year.len();
                Some(Period { from: from.unwrap_or(whole.from), to: if last { whole.to } else { own.to } })
            }
        }
    }

    /// Every period with a name that shares a day with a roadmap's period: years, school years, quarters, terms, each kind in order.
    pub fn within(period: Period, terms: &SchoolTerms) -> Vec<Called> {
        let begin = |year: i32| u16::try_from(year).ok();
        // The school year that the first day lies in may begin in the calendar year before.
        let years: Vec<u16> = (period.from.year() - 1..=period.to.year()).filter_map(begin).collect();
        let of_term = |year: u16| {
            let count = u8::try_from(terms.terms_of(year).len()).unwrap_or(u8::MAX);
            (1..=count).map(move |term| Called::Term { school_year: year, term })
        };
        let quarters = |year: u16| (1..=4).map(move |quarter| Called::Quarter { year, quarter });
        let mut all: Vec<Called> = years.iter().copied().map(Called::Year).collect();
        all.extend(years.iter().copied().map(Called::SchoolYear));
        all.extend(years.iter().copied().flat_map(quarters));
        all.extend(years.iter().copied().flat_map(of_term));
        let shares = |own: Period| own.from <= period.to && period.from <= own.to;
        all.retain(|called| called.period(terms).is_some_and(shares));
        all
    }

    /// The name of a period of exactly these days, if it has one.
    pub fn of(period: Period, terms: &SchoolTerms) -> Option<Called> {
        Called::within(period, terms).into_iter().find(|called| called.period(terms) == Some(period))
    }
}

/// A number of exactly so many digits.
fn number(text: &str, digits: usize) -> Option<u16> {
    let written = text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
    written.then(|| text.parse().ok()).flatten()
}

/// Are these the last two digits of the year after?
fn follows(year: u16, next: &str) -> bool {
    number(next, 2).is_some_and(|next| u32::from(next) == (u32::from(year) + 1) % 100)
}

fn first(year: i32, month: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, 1)
}

fn day_before(day: NaiveDate) -> Option<NaiveDate> {
    day.pred_opt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(code: &str) -> (String, String) {
        let period = Called::parse(code).unwrap().period(&SchoolTerms::default()).unwrap();
        (period.from.to_string(), period.to.to_string())
    }

    #[test]
    fn a_code_names_a_period_and_is_written_as_it_was_read() {
        for (code, from, to) in [
            ("2023", "2023-01-01", "2023-12-31"),
            ("2022-23", "2022-09-01", "2023-08-31"),
            ("1999-00", "1999-09-01", "2000-08-31"),
            ("2024-Q1", "2024-01-01", "2024-03-31"),
            ("2023-Q4", "2023-10-01", "2023-12-31"),
            ("2022-23-1", "2022-09-01", "2022-10-27"),
            ("2022-23-2", "2022-10-28", "2022-12-28"),
            ("2022-23-4", "2023-03-23", "2023-08-31"),
        ] {
            assert_eq!(days(code), (from.to_owned(), to.to_owned()), "{code}");
            assert_eq!(Called::parse(code).unwrap().code(), code);
        }
    }

    #[test]
    fn what_is_no_code_is_no_period() {
        let wrong = [
            "",
            "23",
            "02023",
            "2023-",
            "2023-24-",
            "2023-25",
            "2023-Q0",
            "2023-Q5",
            "2023-q1",
            "2023-Q",
            "2023-Q1-1",
            "2022-23-0",
            "2022-23-12",
            "2022-23-3-1",
            "+202",
            " 2023",
            "2023-Щ",
            "２０２３",
        ];
        for code in wrong {
            assert_eq!(Called::parse(code), None, "{code}");
        }
        let fifth = Called::parse("2022-23-5").unwrap();
        assert_eq!(fifth.period(&SchoolTerms::default()), None, "that year has four terms");
    }

    #[test]
    fn the_period_before_is_the_same_one_a_year_earlier() {
        let before = |code: &str| Called::parse(code).unwrap().previous().code();
        assert_eq!(
            ["2023", "2022-23", "2023-Q2", "2022-23-3"].map(before),
            ["2022", "2021-22", "2022-Q2", "2021-22-3"]
        );
    }

    #[test]
    fn the_terms_of_a_school_year_share_out_all_of_it() {
        let terms = SchoolTerms::default();
        let whole = Called::SchoolYear(2022).period(&terms).unwrap();
        let mut next = whole.from;
        for term in 1..=4 {
            let own = Called::Term { school_year: 2022, term }.period(&terms).unwrap();
            assert_eq!(own.from, next);
            next = own.to.succ_opt().unwrap();
        }
        assert_eq!(next, whole.to.succ_opt().unwrap());
    }

    #[test]
    fn a_roadmap_can_be_reported_on_for_every_period_it_shares_a_day_with() {
        let terms = SchoolTerms::default();
        let roadmap = Period { from: "2022-11-08".parse().unwrap(), to: "2023-08-31".parse().unwrap() };
        let codes: Vec<String> = Called::within(roadmap, &terms).into_iter().map(Called::code).collect();
        let expected = [
            "2022",
            "2023",
            "2022-23",
            "2022-Q4",
            "2023-Q1",
            "2023-Q2",
            "2023-Q3",
            "2022-23-2",
            "2022-23-3",
            "2022-23-4",
        ];
        assert_eq!(codes, expected);
        for called in Called::within(roadmap, &terms) {
            assert_eq!(Called::of(called.period(&terms).unwrap(), &terms), Some(called));
        }
        assert_eq!(Called::of(roadmap, &terms), None);
    }
}
