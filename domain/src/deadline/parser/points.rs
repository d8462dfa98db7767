//! Days, months and windows as they are written, with the year still open where the words leave it out.

use super::Parser;
use crate::deadline::{
    rule::{NthOfMonth, NumberedTerm},
    words::{Case, Kind, month_case},
};

/// A day or a month, perhaps of no stated year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::deadline) struct Point {
    pub(in crate::deadline) day: Option<u32>,
    pub(in crate::deadline) month: u32,
    pub(in crate::deadline) year: Option<i32>,
}

/// Something with dates.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::deadline) enum Item {
    /// «до 26.12.2022»; a month stands for its last day.
    Until(Point),
    /// «22 сентября 2022 года»: that very day.
    Day(Point),
    /// A month, or from one point to another.
    Span(Point, Point),
    /// A unit with a name of its own: a quarter, a half-year.
    Unit(&'static str, Point, Point),
    /// «2023 год», or one of several: «2023, 2024 гг.».
    Year {
        year: i32,
        /// Written «гг.».
        plural: bool,
    },
    /// «с 1 сентября 2023»: without an end.
    From(Point),
    /// «вторая неделя сентября», «последняя пятница августа».
    Nth(NthOfMonth),
    /// «III четверть».
    Term(NumberedTerm),
}

impl Item {
    /// Months only: what a lost line break may part.
    pub(super) fn is_months(&self) -> bool {
        matches!(self, Item::Span(Point { day: None, .. }, Point { day: None, .. }) | Item::Unit(..))
    }

    /// One month by its name.
    pub(in crate::deadline) fn is_single_month(&self) -> bool {
        matches!(self, Item::Span(from, to) if from == to && from.day.is_none())
    }

    /// A written day, or until it.
    pub(super) fn is_day(&self) -> bool {
        matches!(self, Item::Day(_) | Item::Until(Point { day: Some(_), .. }))
    }

    /// The year that later words give to earlier ones.
    pub(in crate::deadline) fn year(&self) -> Option<i32> {
        match self {
            Item::Until(point) | Item::Day(point) | Item::From(point) => point.year,
            Item::Span(_, to) | Item::Unit(_, _, to) => to.year,
            Item::Year { year, .. } => Some(*year),
            Item::Nth(nth) => nth.year,
            Item::Term(term) => term.school_year,
        }
    }

    /// The month it ends in: a list that goes back in the year cannot share one year.
    pub(in crate::deadline) fn month(&self) -> u32 {
        match self {
            Item::Until(point) | Item::Day(point) | Item::From(point) => point.month,
            Item::Span(_, to) | Item::Unit(_, _, to) => to.month,
            Item::Nth(nth) => nth.month,
            Item::Year { .. } | Item::Term(_) => 12,
        }
    }

    /// The same item of this year, where it has none.
    pub(in crate::deadline) fn of_year(self, year: i32) -> Item {
        let with = |point: Point| Point { year: point.year.or(Some(year)), ..point };
        match self {
            Item::Until(point) => Item::Until(with(point)),
            Item::Day(point) => Item::Day(with(point)),
            Item::From(point) => Item::From(with(point)),
            Item::Span(from, to) => spread(from, to, year),
            Item::Unit(name, from, to) => Item::Unit(name, with(from), with(to)),
            Item::Nth(nth) => Item::Nth(NthOfMonth { year: nth.year.or(Some(year)), ..nth }),
            Item::Year { .. } | Item::Term(_) => self,
        }
    }

    /// The same item so many years later.
    pub(in crate::deadline) fn later(self, years: i32) -> Item {
        let with = |point: Point| Point { year: point.year.map(|y| y + years), ..point };
        match self {
            Item::Until(point) => Item::Until(with(point)),
            Item::Day(point) => Item::Day(with(point)),
            Item::From(point) => Item::From(with(point)),
            Item::Span(from, to) => Item::Span(with(from), with(to)),
            Item::Unit(name, from, to) => Item::Unit(name, with(from), with(to)),
            Item::Nth(nth) => Item::Nth(NthOfMonth { year: nth.year.map(|y| y + years), ..nth }),
            Item::Year { .. } | Item::Term(_) => self,
        }
    }
}

/// From one point to another, of which the right one is of this year where it has none.
fn spread(from: Point, to: Point, year: i32) -> Item {
    let to = Point { year: to.year.or(Some(year)), ..to };
    let backwards = from.month > to.month;
    let from_year = from.year.or(to.year.map(|y| y - i32::from(backwards)));
    Item::Span(Point { year: from_year, ..from }, to)
}

/// From one point to another; what the left one leaves out it takes from the right one.
pub(super) fn joined(from: Point, to: Point) -> Item {
    match (from.year, to.year) {
        (Some(year), None) => {
            let backwards = from.month > to.month;
            Item::Span(from, Point { year: Some(year + i32::from(backwards)), ..to })
        }
        (_, Some(year)) => spread(from, to, year),
        (None, None) => Item::Span(from, to),
    }
}

/// A day that the calendar has; 29 February only of a leap year, or of no stated one.
pub(super) fn possible(point: Point) -> Option<Point> {
    let day = point.day.unwrap_or(1);
    chrono::NaiveDate::from_ymd_opt(point.year.unwrap_or(2024), point.month, day).map(|_| point)
}

impl Parser<'_> {
    /// «26.12.2022», «15 января», «январь 2023», «май 2022/23 учебного года»; an impossible day is no point at all.
    pub(super) fn point(&mut self) -> Option<Point> {
        self.attempt(|p| {
            if let Some(Kind::Date(day, month, year)) = p.peek() {
                p.at += 1;
                let year = if year.is_some() {
                    p.year_word();
                    year
                } else {
                    p.year_of(month)?
                };
                return possible(Point { day: Some(day), month, year });
            }
            let day = p.attempt(|p| {
                let day = p.day_number()?;
                p.one_of(&[&["числа"]]);
                Some(day)
            });
            let month = p.month()?;
            if day.is_none() {
                p.one_of(&[&["месяца"], &["месяц"], &["месяце"]]);
            }
            let year = p.year_of(month)?;
            possible(Point { day, month, year })
        })
    }

    /// Is the month at this place written in one of these cases? «к сентября» has lost its day.
    pub(super) fn month_is(&self, at: usize, cases: &[Case]) -> bool {
        self.tokens.get(at).and_then(|t| month_case(&t.text)).is_some_and(|case| cases.contains(&case))
    }

    /// The year after a month, if any. Of a school year it is the calendar year that the month lies in: none at all for
    /// the summer, which may belong to either.
    pub(super) fn year_of(&mut self, month: u32) -> Option<Option<i32>> {
        match (self.school_year(), month) {
            (Some(first), 9..=12) => Some(Some(first)),
            (Some(first), 1..=6) => Some(Some(first + 1)),
            (Some(_), _) => None,
            (None, _) => Some(self.year()),
        }
    }
}
