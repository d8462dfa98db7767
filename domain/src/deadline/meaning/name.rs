//! The names of kinds, as the specification's third column has them.

use super::Meaning;
use crate::deadline::{
    parser::points::{Item, Point},
    rule::{At, NthDay, Rule, Span, Unit},
};

pub(super) fn shape_of(items: &[Item], lasting: Option<u32>) -> &'static str {
    let yearly = items.iter().any(|item| item.year().is_none());
    let all = |fits: fn(&Item) -> bool| items.iter().all(fits);
    match items {
        [] => "",
        _ if all(|i| matches!(i, Item::Term(_))) => "school_term",
        _ if yearly && all(|i| matches!(i, Item::Until(_))) => "yearly_until",
        _ if yearly && all(|i| matches!(i, Item::From(_))) => "yearly_from",
        _ if yearly && all(|i| matches!(i, Item::Day(_)) || is_nth_day(i)) => "yearly_day",
        _ if yearly && lasting.is_none() && all(Item::is_single_month) => "yearly_month",
        _ if yearly => "yearly_range",
        [Item::Until(_)] => "until_date",
        [Item::Day(_)] => "exact_day",
        [Item::From(_)] => "from_date",
        [Item::Year { .. }] => "year",
        [Item::Unit(name, ..)] => name,
        [Item::Nth(_)] => {
            if all(is_nth_day) {
                "exact_day"
            } else {
                "date_range"
            }
        }
        [item @ Item::Span(from, _)] => match from {
            _ if item.is_single_month() => "month",
            Point { day: None, .. } => "month_range",
            Point { day: Some(_), .. } => "date_range",
        },
        _ if all(|i| matches!(i, Item::Until(_))) => "until_dates",
        _ => "several_windows",
    }
}

fn is_nth_day(item: &Item) -> bool {
    matches!(item, Item::Nth(nth) if nth.day != NthDay::Week)
}

impl Meaning {
    /// The kind's name.
    pub(in crate::deadline) fn kind(&self) -> &'static str {
        match self.rules.as_slice() {
            [Rule::Dated(_) | Rule::Yearly(_) | Rule::NthOfMonth(_) | Rule::Terms(_)] => self.shape,
            [Rule::Every(every)] => match (every.unit, every.step, every.times, every.at) {
                (Unit::Term, _, _, Some(At::UnitEnd(_))) => "every_term_end",
                (Unit::Week, 1, _, _) => "every_week",
                (Unit::Month, 1, _, _) => "every_month",
                (Unit::Month, _, _, _) => "every_n_months",
                (Unit::Quarter, _, _, _) => "every_quarter",
                (Unit::Term, _, _, _) => "every_term",
                (Unit::HalfYear, _, _, _) => "every_half_year",
                (Unit::SchoolHalf, _, _, _) => "every_school_half",
                (Unit::Year, 1, 1, _) => "every_year",
                (Unit::Year, 1, _, _) => "n_per_year",
                (Unit::SchoolYear, 1, 1, _) => "every_school_year",
                (Unit::SchoolYear, 1, _, _) => "n_per_school_year",
                (Unit::Week | Unit::Year | Unit::SchoolYear, _, _, _) => "every_n",
            },
            [Rule::Whole(Span::Period)] => "whole_period",
            [Rule::Whole(Span::Always)] => "continuous",
            [Rule::Whole(Span::Year)] => "year_continuous",
            [Rule::Whole(Span::SchoolYear)] => "school_year",
            [Rule::External(_)] => "external",
            [Rule::Relative(_)] => "event_relative",
            [Rule::OnDemand(_)] => "on_demand",
            _ => "composite",
        }
    }
}
