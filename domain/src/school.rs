//! School terms: a template for every school year, and the years an office keeps differently.

use crate::event::TermDates;
use chrono::{Datelike, NaiveDate};
use serde::Deserialize;
use std::collections::BTreeMap;
use thiserror::Error;

/// First and last day (month, day) of the four terms, each with the calendar year after the September one.
const TEMPLATE: [(i32, [(u32, u32); 2]); 4] =
    [(0, [(9, 1), (10, 27)]), (0, [(11, 6), (12, 28)]), (1, [(1, 9), (3, 22)]), (1, [(4, 1), (5, 26)])];

/// The text does not hold school terms.
#[derive(Debug, Error)]
#[error("not school terms: {0}")]
pub struct TermsError(#[from] serde_json::Error);

/// Terms of every school year. Cheap to clone while an office has set few years.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct SchoolTerms {
    own: BTreeMap<u16, Vec<TermDates>>,
}

impl SchoolTerms {
    /// Years as `{"2022":[{"from":"2022-09-01","to":"2022-10-28"},…]}`; other years follow the template.
    ///
    /// # Errors
    /// The text has another shape or names an impossible day.
    pub fn from_json(text: &str) -> Result<SchoolTerms, TermsError> {
        #[derive(Deserialize)]
        struct File(BTreeMap<u16, Vec<TermDates>>);
        let File(own) = serde_json::from_str(text)?;
        Ok(SchoolTerms { own })
    }

    /// The terms of the school year that begins in September of `school_year`.
    pub fn set_year(&mut self, school_year: u16, terms: Vec<TermDates>) {
        self.own.insert(school_year, terms);
    }

    /// Does the office keep this school year differently from the template?
    pub fn is_own(&self, school_year: u16) -> bool {
        self.own.contains_key(&school_year)
    }

    /// The term that ends on a day: the year its school year begins in, its number from 1, and how many the year has.
    pub fn ending_on(&self, day: NaiveDate) -> Option<(u16, usize, usize)> {
        let year = u16::try_from(day.year()).ok()?;
        [year.saturating_sub(1), year].into_iter().find_map(|year| {
            let terms = self.terms_of(year);
            terms.iter().position(|term| term.to == day).map(|at| (year, at + 1, terms.len()))
        })
    }

    /// The terms of the school year that begins in September of `school_year`, in order.
    pub fn terms_of(&self, school_year: u16) -> Vec<TermDates> {
        if let Some(own) = self.own.get(&school_year) {
            return own.clone();
        }
        let term = |&(later, [from, to]): &(i32, [(u32, u32); 2])| {
            let day = |(month, day)| NaiveDate::from_ymd_opt(i32::from(school_year) + later, month, day);
            Some(TermDates { from: day(from)?, to: day(to)? })
        };
        TEMPLATE.iter().filter_map(term).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_follows_the_template_until_the_office_sets_it() {
        let mut terms = SchoolTerms::default();
        let template = terms.terms_of(2022);
        assert_eq!(template.len(), 4);
        assert_eq!(template[2].to.to_string(), "2023-03-22");
        let trimesters = vec![template[0]];
        terms.set_year(2022, trimesters.clone());
        assert_eq!((terms.terms_of(2022), terms.terms_of(2023).len()), (trimesters, 4));
        let ends = |text: &str| terms.ending_on(text.parse().unwrap());
        assert_eq!((ends("2022-10-27"), ends("2024-03-22")), (Some((2022, 1, 1)), Some((2023, 3, 4))));
        assert_eq!(ends("2023-03-31"), None, "a quarter is no term");
    }

    #[test]
    fn terms_are_read_from_a_file() {
        let text = r#"{"2022":[{"from":"2022-09-01","to":"2022-10-28"}]}"#;
        assert_eq!(SchoolTerms::from_json(text).unwrap().terms_of(2022).len(), 1);
        assert!(SchoolTerms::from_json(r#"{"2022":[{"from":"2022-09-31"}]}"#).is_err());
    }
}
