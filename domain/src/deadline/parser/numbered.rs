//! What is counted: quarters, half-years, terms, decades, weeks and weekdays of a month, years; one or several.

use super::{
    Parser,
    points::{Item, Point, possible},
};
use crate::deadline::{
    rule::{NthDay, NthOfMonth, NumberedTerm},
    words::{Kind, is_plural_year, roman, weekday},
};

/// Numbers before a noun: «3», «I-II», «последняя».
#[derive(Clone, Copy)]
enum Which {
    From(u32, u32),
    Last,
}

impl Which {
    /// A number that stands alone; -1 is the last.
    fn single(self) -> Option<i8> {
        match self {
            Which::From(n, to) if n == to => i8::try_from(n).ok(),
            Which::From(..) => None,
            Which::Last => Some(-1),
        }
    }

    /// Both ends, where there are so many in all.
    fn within(self, count: u32) -> Option<(u32, u32)> {
        match self {
            Which::From(from, to) => ((1..=to).contains(&from) && to <= count).then_some((from, to)),
            Which::Last => None,
        }
    }
}

fn months(name: &'static str, from: u32, to: u32, year: Option<i32>) -> Item {
    let point = |month| Point { day: None, month, year };
    Item::Unit(name, point(from), point(to))
}

fn school_year(first: i32) -> Item {
    let point = |month, year| Point { day: None, month, year: Some(year) };
    Item::Unit("school_year", point(9, first), point(5, first + 1))
}

impl Parser<'_> {
    /// «1 квартал 2023», «II и IV кв.», «1 полугодие 2023», «2022-2023 учебный год», «2023 год», «вторая неделя мая».
    pub(super) fn numbered(&mut self) -> Option<Vec<Item>> {
        if let Some(first) = self.school_year() {
            return Some(vec![school_year(first)]);
        }
        if let Some(item) = self.years() {
            return Some(vec![item]);
        }
        self.attempt(|p| {
            // «Q3 2023» is the third quarter.
            if p.words(&["q"]) {
                let which = p.group()?;
                return p.quarters_of(&[which]);
            }
            let which = p.listed()?;
            p.quarters(&which)
                .or_else(|| p.halves(&which))
                .or_else(|| p.terms(&which))
                .or_else(|| p.parts_of_month(&which))
                .or_else(|| p.nth_of_month(&which))
        })
    }

    /// «5, 12 и 19 октября 2023»: several days of one month.
    pub(super) fn days(&mut self) -> Option<Vec<Item>> {
        self.attempt(|p| {
            let from = p.at;
            let which = p.listed().filter(|which| which.len() > 1)?;
            let digits = p.tokens.get(from..p.at)?.iter().all(|t| roman(&t.text).is_none());
            let month = p.month().filter(|_| digits)?;
            let year = p.year_of(month)?;
            let point = |day| possible(Point { day: Some(day), month, year });
            let item = |which: &Which| match which {
                Which::From(from, to) if from == to => point(*from).map(Item::Day),
                Which::From(from, to) => Some(Item::Span(point(*from)?, point(*to)?)).filter(|_| from < to),
                Which::Last => None,
            };
            which.iter().map(item).collect()
        })
    }

    fn listed(&mut self) -> Option<Vec<Which>> {
        if self.one_of(&[&["последн*"]]) {
            return Some(vec![Which::Last]);
        }
        let mut all = vec![self.group()?];
        while let Some(next) = self.attempt(|p| (p.sign(',') || p.words(&["и"])).then(|| p.group()).flatten()) {
            all.push(next);
        }
        Some(all)
    }

    fn group(&mut self) -> Option<Which> {
        let from = self.which()?;
        let to = self.attempt(|p| p.sign('-').then(|| p.which()).flatten()).unwrap_or(from);
        Some(Which::From(from, to))
    }

    fn years(&mut self) -> Option<Item> {
        let from = self.year()?;
        let to = self.attempt(|p| p.sign('-').then(|| p.year()).flatten());
        let plural = self.word().is_some_and(is_plural_year);
        self.at += usize::from(plural);
        match to {
            None => Some(Item::Year { year: from, plural }),
            Some(to) if from < to => {
                // «2022-2023» may have lost its «учебный год».
                if to == from + 1 && !plural {
                    self.doubts.push("school_or_calendar_year");
                }
                Some(years(from, to))
            }
            Some(_) => None,
        }
    }

    fn quarters(&mut self, which: &[Which]) -> Option<Vec<Item>> {
        self.attempt(|p| {
            // «IV кварталы» has lost the other one.
            let single = matches!(which, [Which::From(from, to)] if from == to);
            (!single || p.word().is_none_or(|w| !w.starts_with("кварталы"))).then_some(())?;
            p.one_of(&[&["квартал*"], &["кв"]]).then_some(())?;
            p.quarters_of(which)
        })
    }

    fn quarters_of(&mut self, which: &[Which]) -> Option<Vec<Item>> {
        let year = self.year();
        let item = |which: &Which| which.within(4).map(|(from, to)| months("quarter", from * 3 - 2, to * 3, year));
        which.iter().map(item).collect()
    }

    /// With a single year or none it is a calendar half-year, with a school year a half of that one (part 5, row 9).
    fn halves(&mut self, which: &[Which]) -> Option<Vec<Item>> {
        self.attempt(|p| {
            p.one_of(&[&["полугоди*"], &["полуг"]]).then_some(())?;
            let school = p.its_school_year();
            let of_school = school.is_some() || p.words(&["учебного", "года"]);
            let year = if of_school { None } else { p.year() };
            if !of_school && year.is_none() {
                p.doubts.push("school_half_year");
            }
            let item = |which: &Which| {
                let (n, to) = which.within(2)?;
                Some(match n {
                    _ if n != to => return None,
                    1 if of_school => months("half_year", 9, 12, school),
                    _ if of_school => months("half_year", 1, 5, school.map(|first| first + 1)),
                    _ => months("half_year", n * 6 - 5, n * 6, year),
                })
            };
            which.iter().map(item).collect()
        })
    }

    /// The school year after its half or term, also after a comma.
    fn its_school_year(&mut self) -> Option<i32> {
        self.attempt(|p| {
            p.sign(',');
            p.school_year()
        })
    }

    fn terms(&mut self, which: &[Which]) -> Option<Vec<Item>> {
        self.attempt(|p| {
            p.one_of(&[&["учебн*"]]);
            let four = p.one_of(&[&["четверт*"]]);
            if !four {
                p.one_of(&[&["триместр*"]]).then_some(())?;
                p.doubts.push("trimesters");
            }
            let school_year = p.its_school_year();
            p.words(&["учебного", "года"]);
            let item = |which: &Which| {
                let (first, last) = which.within(if four { 4 } else { 3 })?;
                let (first, last) = (u8::try_from(first).ok()?, u8::try_from(last).ok()?);
                Some(Item::Term(NumberedTerm { first, last, school_year, until: false }))
            };
            which.iter().map(item).collect()
        })
    }

    /// «1-я декада марта», «2-3 декада мая», «первая половина мая».
    fn parts_of_month(&mut self, which: &[Which]) -> Option<Vec<Item>> {
        const TENS: &[(u32, u32)] = &[(1, 10), (11, 20), (21, 31)];
        const HALVES: &[(u32, u32)] = &[(1, 15), (16, 31)];
        self.attempt(|p| {
            let parts = if p.words(&["декад*"]) { TENS } else { p.words(&["половин*"]).then_some(HALVES)? };
            let month = p.month()?;
            let year = p.year_of(month)?;
            let point = |day| Point { day: Some(day), month, year };
            let item = |which: &Which| {
                let count = u32::try_from(parts.len()).ok()?;
                let (from, to) = if matches!(which, Which::Last) { (count, count) } else { which.within(count)? };
                let part = |n: u32| parts.get(usize::try_from(n - 1).ok()?);
                Some(Item::Span(point(part(from)?.0), point(part(to)?.1)))
            };
            which.iter().map(item).collect()
        })
    }

    /// «2-я неделя сентября», «последняя пятница августа», «первый рабочий день мая».
    fn nth_of_month(&mut self, which: &[Which]) -> Option<Vec<Item>> {
        self.attempt(|p| {
            let day = if p.words(&["недел*"]) {
                p.doubts.push("week_of_month");
                NthDay::Week
            } else if p.words(&["рабочий", "день"]) {
                NthDay::WorkDay
            } else {
                let day = p.word().and_then(weekday)?;
                p.at += 1;
                NthDay::Weekday(day)
            };
            let month = p.month()?;
            let year = p.year_of(month)?;
            let most = if day == NthDay::WorkDay { 23 } else { 5 };
            let item = |which: &Which| {
                let nth = which.single().filter(|nth| *nth == -1 || (1..=most).contains(nth))?;
                let of_month = NthOfMonth { nth, day, month, year };
                of_month.exists().then_some(Item::Nth(of_month))
            };
            which.iter().map(item).collect()
        })
    }

    /// «с 2022 по 2024 год».
    pub(super) fn years_from_to(&mut self) -> Option<Item> {
        self.attempt(|p| {
            let from = p.year()?;
            if !p.one_of(&[&["по"], &["до"]]) {
                return Some(Item::From(Point { day: None, month: 1, year: Some(from) }));
            }
            let to = p.year().filter(|to| from < *to)?;
            p.at += usize::from(p.word().is_some_and(is_plural_year));
            Some(years(from, to))
        })
    }

    pub(super) fn is_number_ahead(&self) -> bool {
        matches!(self.peek(), Some(Kind::Number(_)))
    }
}

fn years(from: i32, to: i32) -> Item {
    let point = |month, year| Point { day: None, month, year: Some(year) };
    Item::Unit("years", point(1, from), point(12, to))
}
