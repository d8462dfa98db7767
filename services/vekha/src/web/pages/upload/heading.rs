//! The heading of an order as typed: its title, number, date and period.

use super::super::{form::Wrong, written};
use crate::{app::ImportOptions, drafts::Typed, refusals, wording::Lang};
use chrono::NaiveDate;
use vekha_domain::refusal::Refusal;
use vekha_office::{Order, Warning};

/// The heading, as far as it can be read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Heading {
    /// Title of the roadmap.
    pub title: Option<String>,
    /// Number of the order.
    pub number: Option<String>,
    /// Day of the order.
    pub date: Option<NaiveDate>,
    /// First and last day of the period.
    pub period: Option<(NaiveDate, NaiveDate)>,
}

impl Heading {
    /// What was typed, and what of it cannot be read.
    pub fn read(typed: &Typed, lang: Lang) -> (Heading, Vec<Wrong>) {
        let mut wrong = Vec::new();
        let words = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let mut day = |field: &str, text: &str| {
            let read = written::read_day(text);
            if read.is_none() && !text.trim().is_empty() {
                wrong.push(Wrong::beside(field, lang.say("completion-day-wrong")));
            }
            read
        };
        let date = day("date", &typed.date);
        let period = day("from", &typed.from).zip(day("to", &typed.to));
        if period.is_some_and(|(from, to)| to < from) {
            wrong.push(refused(&Refusal::PeriodBackwards, lang));
        }
        let number = words(typed.number.trim().trim_start_matches('№'));
        let period = period.filter(|(from, to)| from <= to);
        (Heading { title: words(&typed.title), number, date, period }, wrong)
    }

    /// What an adoption cannot do without.
    pub fn missing(&self, lang: Lang) -> Vec<Wrong> {
        let mut missing = Vec::new();
        if self.title.is_none() {
            missing.push(refused(&Refusal::TitleMissing, lang));
        }
        if self.period.is_none() {
            missing.push(refused(&Refusal::PeriodMissing, lang));
        }
        missing
    }

    /// Would terms be read otherwise under that heading?
    pub fn reads_as(&self, other: &Heading) -> bool {
        (self.date, self.period) == (other.date, other.period)
    }

    /// The order with this heading.
    pub fn put_on(&self, order: &Order) -> Order {
        let mut order = Order { number: self.number.clone(), date: self.date, ..order.clone() };
        if order.number.is_some() && order.date.is_some() {
            order.warnings.retain(|warning| *warning != Warning::NoNumberOrDate);
        }
        order
    }

    /// What the import adds to the order's own words.
    pub fn options(&self, name: &str) -> ImportOptions {
        let source = Some(name.to_owned()).filter(|name| !name.is_empty());
        ImportOptions { title: self.title.clone(), period: self.period, source, ..ImportOptions::default() }
    }
}

/// A refusal beside the field of the heading it speaks of.
pub fn refused(refusal: &Refusal, lang: Lang) -> Wrong {
    let field = match refusal {
        Refusal::TitleMissing => Some("title"),
        Refusal::PeriodMissing => Some("from"),
        Refusal::PeriodBackwards => Some("to"),
        _ => None,
    };
    Wrong { field: field.map(str::to_owned), sentence: refusals::refusal(lang, refusal) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(date: &str, from: &str, to: &str) -> Typed {
        let (date, from, to) = (date.to_owned(), from.to_owned(), to.to_owned());
        Typed { title: " План ".to_owned(), number: "№ 1298".to_owned(), date, from, to, ..Typed::default() }
    }

    fn fields(wrong: &[Wrong]) -> Vec<&str> {
        wrong.iter().filter_map(|w| w.field.as_deref()).collect()
    }

    #[test]
    fn what_can_be_read_is_read_and_the_rest_is_told_beside_its_field() {
        let (heading, wrong) = Heading::read(&typed("8.11.2022", "08.11.2022", "31.12.2024"), Lang::Ru);
        assert_eq!((heading.title.as_deref(), heading.number.as_deref()), (Some("План"), Some("1298")));
        assert!(wrong.is_empty() && heading.missing(Lang::Ru).is_empty() && heading.period.is_some());
        let (heading, wrong) = Heading::read(&typed("вчера", "08.11.2022", "01.11.2022"), Lang::Ru);
        assert_eq!(fields(&wrong), ["date", "to"]);
        assert_eq!(fields(&heading.missing(Lang::Ru)), ["from"]);
    }
}
