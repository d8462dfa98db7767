//! «До», «к», «не позднее» and «по» with a day, a month, or the end or beginning of something.

use super::{
    Parser, Part,
    points::{Item, Point},
};
use crate::deadline::rule::NumberedTerm;

impl Parser<'_> {
    /// «ежегодно», «каждый год», «текущего года».
    pub(super) fn yearly(&mut self) -> Option<Part> {
        const WORDS: [&[&str]; 7] = [
            &["ежегодно"],
            &["ежегодный"],
            &["текущего", "года"],
            &["соответствующего", "года"],
            &["каждого", "года"],
            &["каждый", "год"],
            &["следующего", "за", "отчетным", "года"],
        ];
        let after_report = self.attempt(|p| {
            p.words(&["года"]).then_some(())?;
            p.sign(',');
            p.words(&["следующего", "за", "отчетным"]).then_some(())
        });
        (after_report.is_some() || self.one_of(&WORDS)).then_some(Part::Yearly)
    }

    pub(super) fn until(&mut self) -> Option<Part> {
        self.attempt(|p| {
            p.verb();
            p.words(&["в", "срок"]);
            let included = p.one_of(&[&["не", "позднее"], &["не", "позже"], &["по"]]);
            (included || p.one_of(&[&["до"], &["к"], &["ко"]])).then_some(())?;
            let items = p.bound().or_else(|| p.untils()).or_else(|| {
                let point = p.point()?;
                if point.day.is_none() && !included {
                    p.doubts.push("month_included");
                }
                Some(vec![Item::Until(point)])
            })?;
            p.one_of(&[&["включительно"]]);
            Some(Part::Items(items))
        })
    }

    /// «предоставить до 5 мая»: one verb before the date says nothing about it.
    fn verb(&mut self) {
        const INFINITIVES: [&str; 9] = ["ить", "ать", "ять", "еть", "уть", "оть", "ыть", "сти", "ться"];
        let verb = self.word().is_some_and(|w| w == "срок" || INFINITIVES.iter().any(|ending| w.ends_with(ending)));
        self.at += usize::from(verb);
    }

    /// «до 15 августа и 15 февраля»: after an until-date a bare day is one too.
    pub(super) fn again_until(&mut self, before: &[Part]) -> Option<Part> {
        let Some(Part::Items(items)) = before.last() else { return None };
        if !matches!(items.last(), Some(Item::Until(Point { day: Some(_), .. }))) {
            return None;
        }
        self.attempt(|p| {
            let several = p.untils();
            let items = several.or_else(|| {
                let point = p.point().filter(|point| point.day.is_some())?;
                Some(vec![Item::Until(point)])
            })?;
            p.one_of(&[&["включительно"]]);
            // «до 1 мая, 5 мая - 7 мая» goes on otherwise.
            (p.peek() != Some(super::Kind::Sign('-'))).then_some(Part::Items(items))
        })
    }

    /// «1 и 15 мая»: several days, until each of them.
    fn untils(&mut self) -> Option<Vec<Item>> {
        let until = |item: Item| match item {
            Item::Day(point) => Some(Item::Until(point)),
            _ => None,
        };
        self.attempt(|p| p.days()?.into_iter().map(until).collect())
    }

    /// «конца 2023 года», «концу учебного года», «начала второго полугодия 2023».
    fn bound(&mut self) -> Option<Vec<Item>> {
        self.attempt(|p| {
            let item = if p.one_of(&[&["начала"], &["началу"]]) {
                p.before_beginning()?
            } else {
                p.one_of(&[&["конца"], &["концу"], &["окончания"], &["окончанию"], &["завершения"]]).then_some(())?;
                p.by_end()?
            };
            Some(vec![item])
        })
    }

    fn by_end(&mut self) -> Option<Item> {
        let until = |day, month, year| Item::Until(Point { day: Some(day), month, year });
        if let Some(items) = self.numbered() {
            let [item] = items.as_slice() else { return None };
            return match *item {
                Item::Unit(_, _, to) | Item::Span(_, to) => Some(Item::Until(to)),
                Item::Year { year, .. } => Some(until(31, 12, Some(year))),
                Item::Term(term) if term.first == term.last => Some(Item::Term(NumberedTerm { until: true, ..term })),
                _ => None,
            };
        }
        if self.words(&["учебного", "года"]) {
            return Some(until(31, 5, None));
        }
        if self.one_of(&[&["календарного", "года"], &["текущего", "года"], &["года"]]) {
            return Some(until(31, 12, None));
        }
        self.point().filter(|point| point.day.is_none()).map(Item::Until)
    }

    /// The day before something begins.
    fn before_beginning(&mut self) -> Option<Item> {
        if self.one_of(&[&["учебного", "года"], &["нового", "учебного", "года"]]) {
            return Some(Item::Until(Point { day: Some(31), month: 8, year: None }));
        }
        let first = match self.numbered() {
            Some(items) => match *items.as_slice() {
                [Item::Unit(_, from, _)] => from,
                [Item::Year { year, .. }] => Point { day: None, month: 1, year: Some(year) },
                _ => return None,
            },
            None => self.point().filter(|point| point.day.is_none())?,
        };
        let before = match first.month {
            1 => Point { month: 12, year: first.year.map(|year| year - 1), ..first },
            month => Point { month: month - 1, ..first },
        };
        Some(Item::Until(before))
    }
}
