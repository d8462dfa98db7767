//! Dates and windows as they are written, with the year still open where the words leave it out.

use super::{Parser, Part};
use crate::deadline::{
    rule::{At, Every, Rule, Unit},
    words::{Kind, roman},
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
    /// A unit with a name of its own: a quarter, a half-year, a year.
    Unit(&'static str, Point, Point),
    /// «с 1 сентября 2023»: without an end.
    From(Point),
}

impl Item {
    /// Months only: what a lost line break may part.
    pub(super) fn is_months(&self) -> bool {
        matches!(self, Item::Span(Point { day: None, .. }, Point { day: None, .. }) | Item::Unit(..))
    }

    /// The year that later words give to earlier ones.
    pub(in crate::deadline) fn year(&self) -> Option<i32> {
        match self {
            Item::Until(point) | Item::Day(point) | Item::From(point) => point.year,
            Item::Span(_, to) | Item::Unit(_, _, to) => to.year,
        }
    }

    /// The month it ends in: a list that goes back in the year cannot share one year.
    pub(in crate::deadline) fn month(&self) -> u32 {
        match self {
            Item::Until(point) | Item::Day(point) | Item::From(point) => point.month,
            Item::Span(_, to) | Item::Unit(_, _, to) => to.month,
        }
    }

    /// The same item of this year.
    pub(in crate::deadline) fn of_year(self, year: i32) -> Item {
        let with = |point: Point| Point { year: point.year.or(Some(year)), ..point };
        match self {
            Item::Until(point) => Item::Until(with(point)),
            Item::Day(point) => Item::Day(with(point)),
            Item::From(point) => Item::From(with(point)),
            Item::Span(from, to) => Item::Span(from, to).spread(year),
            Item::Unit(..) => self,
        }
    }

    fn spread(self, year: i32) -> Item {
        let Item::Span(from, to) = self else { return self };
        let to = Point { year: to.year.or(Some(year)), ..to };
        let backwards = from.month > to.month;
        let from_year = from.year.or(to.year.map(|y| y - i32::from(backwards)));
        Item::Span(Point { year: from_year, ..from }, to)
    }
}

fn month_of(month: u32, year: Option<i32>) -> Item {
    let point = Point { day: None, month, year };
    Item::Span(point, point)
}

fn months(name: &'static str, from: u32, to: u32, year: i32) -> Item {
    let point = |month| Point { day: None, month, year: Some(year) };
    Item::Unit(name, point(from), point(to))
}

impl Parser<'_> {
    /// «ежегодно», «каждый год», «текущего года».
    pub(super) fn yearly(&mut self) -> Option<Part> {
        const WORDS: [&[&str]; 6] = [
            &["ежегодно"],
            &["ежегодный"],
            &["текущего", "года"],
            &["соответствующего", "года"],
            &["каждого", "года"],
            &["каждый", "год"],
        ];
        self.one_of(&WORDS).then_some(Part::Yearly)
    }

    pub(super) fn until(&mut self) -> Option<Part> {
        const PREPOSITIONS: [&[&str]; 8] = [
            &["в", "срок", "до"],
            &["в", "срок", "не", "позднее"],
            &["не", "позднее"],
            &["не", "позже"],
            &["до"],
            &["к"],
            &["ко"],
            &["по"],
        ];
        self.attempt(|p| {
            // «предоставить до 5 мая»: one verb before the date says nothing about it.
            p.one_of(&[&["сдать"], &["предоставить"], &["представить"], &["провести"], &["завершить"], &["срок"]]);
            let exact = p.one_of(&[&["не", "позднее"], &["не", "позже"]]);
            (exact || p.one_of(&PREPOSITIONS)).then_some(())?;
            let part = p.end_of_span().or_else(|| {
                let point = p.point()?;
                if point.day.is_none() && !exact {
                    p.doubts.push("month_included");
                }
                Some(Part::Item(Item::Until(point)))
            })?;
            p.one_of(&[&["включительно"]]);
            Some(part)
        })
    }

    /// «до 15 августа и 15 февраля»: after an until-date a bare day is one too.
    pub(super) fn again_until(&mut self, before: &[Part]) -> Option<Part> {
        if !matches!(before.last(), Some(Part::Item(Item::Until(Point { day: Some(_), .. })))) {
            return None;
        }
        self.attempt(|p| {
            let point = p.point().filter(|point| point.day.is_some())?;
            // «до 1 мая, 5 мая - 7 мая» goes on otherwise.
            (p.peek() != Some(Kind::Sign('-'))).then_some(Part::Item(Item::Until(point)))
        })
    }

    /// «конца 2023 года», «конца учебного года», «конца квартала», «начала учебного года».
    fn end_of_span(&mut self) -> Option<Part> {
        let until = |month, day, year| Part::Item(Item::Until(Point { day: Some(day), month, year }));
        if self.one_of(&[&["начала", "учебного", "года"], &["начала", "нового", "учебного", "года"]])
        {
            return Some(until(8, 31, None));
        }
        self.attempt(|p| {
            p.one_of(&[&["конца"], &["окончания"], &["завершения"]]).then_some(())?;
            if let Some(first) = p.school_year() {
                return Some(until(5, 31, Some(first + 1)));
            }
            if p.one_of(&[&["учебного", "года"]]) {
                return Some(until(5, 31, None));
            }
            if p.one_of(&[&["календарного", "года"], &["текущего", "года"], &["года"]])
            {
                return Some(until(12, 31, None));
            }
            if let Some(year) = p.year() {
                return Some(until(12, 31, Some(year)));
            }
            if let Some(Item::Unit(_, _, to)) = p.numbered() {
                return Some(Part::Item(Item::Until(to)));
            }
            if let Some(month) = p.month() {
                return Some(Part::Item(Item::Until(Point { day: None, month, year: p.year() })));
            }
            p.one_of(&[&["каждого"], &["каждой"], &["учебной"]]);
            let unit =
                p.unit().filter(|unit| matches!(unit, Unit::Month | Unit::Quarter | Unit::Term | Unit::HalfYear))?;
            Some(Part::Rule(Rule::Every(Every { at: Some(At::LastDay), ..Every::once(unit) })))
        })
    }

    pub(super) fn window(&mut self) -> Option<Part> {
        self.attempt(|p| {
            p.one_of(&[&["в", "период"]]);
            p.opened().or_else(|| p.plain_window())
        })
        .map(Part::Item)
    }

    /// «с 1 по 12 июля», «с 1 сентября 2023 года до 31 мая 2024 года», «с 1 сентября 2023 года».
    fn opened(&mut self) -> Option<Item> {
        self.attempt(|p| {
            p.one_of(&[&["с"], &["со"]]).then_some(())?;
            let bare = p.attempt(|p| {
                let day = p.number()?;
                p.one_of(&[&["по"], &["до"]]).then_some(day)
            });
            if let Some(day) = bare {
                let to = p.point().filter(|to| to.day.is_some())?;
                return Some(joined(Point { day: Some(day), month: to.month, year: None }, to));
            }
            let from = p.point()?;
            if p.one_of(&[&["по"], &["до"]]) {
                return p.point().map(|to| joined(from, to));
            }
            Some(Item::From(from))
        })
    }

    fn plain_window(&mut self) -> Option<Item> {
        self.one_of(&[&["в", "течение"], &["в", "течении"], &["в"], &["на"]]);
        if let Some(item) = self.numbered().or_else(|| self.part_of_month()) {
            return Some(item);
        }
        // «17-28.10.2022», «1 – 12 июля»: the left day takes its month from the right one.
        let short = self.attempt(|p| {
            let day = p.number()?;
            p.sign('-').then_some(())?;
            let to = p.point().filter(|to| to.day.is_some())?;
            Some(joined(Point { day: Some(day), month: to.month, year: None }, to))
        });
        if short.is_some() {
            return short;
        }
        let from = self.point()?;
        let to = self.attempt(|p| {
            p.sign('-').then_some(())?;
            p.point().filter(|to| to.day.is_some() == from.day.is_some())
        });
        match (to, from.day) {
            (Some(to), _) => Some(joined(from, to)),
            (None, Some(_)) => Some(Item::Day(from)),
            (None, None) => Some(month_of(from.month, from.year)),
        }
    }

    /// «26.12.2022», «15 января», «январь 2023»; an impossible day is no point at all.
    pub(super) fn point(&mut self) -> Option<Point> {
        self.attempt(|p| {
            if let Some(Kind::Date(day, month, year)) = p.peek() {
                p.at += 1;
                return possible(Point { day: Some(day), month, year });
            }
            let day = match p.peek() {
                Some(Kind::Number(day)) => {
                    p.at += 1;
                    p.one_of(&[&["числа"]]);
                    Some(day)
                }
                _ => None,
            };
            let month = p.month()?;
            if day.is_none() {
                p.one_of(&[&["месяца"], &["месяц"]]);
            }
            possible(Point { day, month, year: p.year() })
        })
    }

    /// «1 квартал 2023», «III-IV кв. 2023 г.», «1 полугодие 2023», «2022-2023 учебный год», «2023 год».
    fn numbered(&mut self) -> Option<Item> {
        if let Some(first) = self.school_year() {
            return Some(school_year(first));
        }
        self.attempt(|p| {
            let from = p.ordinal()?;
            let to = p.attempt(|p| p.sign('-').then(|| p.ordinal()).flatten()).unwrap_or(from);
            if p.one_of(&[&["квартал*"], &["кв"]]) {
                let year = p.year()?;
                let fits = (1..=4).contains(&from) && (from..=4).contains(&to);
                return fits.then(|| months("quarter", from * 3 - 2, to * 3, year));
            }
            p.one_of(&[&["полугоди*"], &["полуг"]]).then_some(())?;
            ((1..=2).contains(&from) && from == to).then_some(())?;
            if let Some(first) = p.school_year() {
                return Some(if from == 1 {
                    months("half_year", 9, 12, first)
                } else {
                    months("half_year", 1, 5, first + 1)
                });
            }
            let year = p.year()?;
            Some(months("half_year", from * 6 - 5, from * 6, year))
        })
        .or_else(|| {
            self.attempt(|p| {
                let from = p.year()?;
                let to = p.attempt(|p| p.sign('-').then(|| p.year()).flatten()).unwrap_or(from);
                let point = |month, year| Point { day: None, month, year: Some(year) };
                let name = if from == to { "year" } else { "years" };
                (from <= to).then(|| Item::Unit(name, point(1, from), point(12, to)))
            })
        })
    }

    fn ordinal(&mut self) -> Option<u32> {
        let text = self.word().and_then(roman);
        if text.is_some() {
            self.at += 1;
            return text;
        }
        self.number()
    }

    /// «1-я декада марта», «2-я неделя сентября», «первая половина мая», «начало», «середина», «конец».
    fn part_of_month(&mut self) -> Option<Item> {
        self.attempt(|p| {
            let last = p.one_of(&[&["последняя"], &["последнюю"], &["последней"]]);
            let n = if last { 3 } else { p.ordinal()? };
            let (from, to) = if p.one_of(&[&["декад*"]]) {
                let tens = [(1, 10), (11, 20), (21, 31)];
                *tens.get(usize::try_from(n.checked_sub(1)?).ok()?)?
            } else if !last && p.one_of(&[&["половин*"]]) {
                *[(1, 15), (16, 31)].get(usize::try_from(n.checked_sub(1)?).ok()?)?
            } else {
                return None;
            };
            let month = p.month()?;
            let year = p.year();
            let point = |day| Point { day: Some(day), month, year };
            Some(Item::Span(point(from), point(to)))
        })
    }
}

/// From one point to another; what the left one leaves out it takes from the right one.
fn joined(from: Point, to: Point) -> Item {
    match (from.year, to.year) {
        (Some(year), None) => {
            let backwards = from.month > to.month;
            Item::Span(from, Point { year: Some(year + i32::from(backwards)), ..to })
        }
        (_, Some(year)) => Item::Span(from, to).spread(year),
        (None, None) => Item::Span(from, to),
    }
}

fn school_year(first: i32) -> Item {
    let point = |month, year| Point { day: None, month, year: Some(year) };
    Item::Unit("school_year", point(9, first), point(5, first + 1))
}

/// A day that the calendar has; 29 February only of a leap year, or of no stated one.
fn possible(point: Point) -> Option<Point> {
    let day = point.day.unwrap_or(1);
    chrono::NaiveDate::from_ymd_opt(point.year.unwrap_or(2024), point.month, day).map(|_| point)
}
