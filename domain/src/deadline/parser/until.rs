//! «До», «к», «не позднее» and «по» with a day, a month, or the end or beginning of something.

use super::{
    Parser, Part,
    points::{Item, Point},
};
use crate::deadline::{rule::NumberedTerm, words::Case};

/// The prepositions, the case that they ask of a month, and whether that month is surely included.
const PREPOSITIONS: [(&[&str], Case, bool); 6] = [
    (&["не", "позднее"], Case::Genitive, true),
    (&["не", "позже"], Case::Genitive, true),
    (&["по"], Case::Nominative, true),
    (&["до"], Case::Genitive, false),
    (&["к"], Case::Dative, false),
    (&["ко"], Case::Dative, false),
];

impl Parser<'_> {
    /// «ежегодно», «каждый год»; after a date also «текущего года».
    pub(super) fn yearly(&mut self, before: &[Part]) -> Option<Part> {
        const OF_A_DATE: [&[&str]; 4] = [
            &["текущего", "года"],
            &["соответствующего", "года"],
            &["каждого", "года"],
            &["следующего", "за", "отчетным", "года"],
        ];
        if self.one_of(&[&["ежегодно"], &["ежегодный"], &["каждый", "год"]]) {
            return Some(Part::Yearly);
        }
        if !matches!(before.last(), Some(Part::Items(_))) {
            return None;
        }
        let after_report = self.attempt(|p| {
            p.words(&["года"]).then_some(())?;
            p.sign(',');
            p.words(&["следующего", "за", "отчетным"]).then_some(())
        });
        (after_report.is_some() || self.one_of(&OF_A_DATE)).then_some(Part::Yearly)
    }

    pub(super) fn until(&mut self) -> Option<Part> {
        self.attempt(|p| {
            p.verb();
            p.words(&["в", "срок"]);
            let (_, case, included) = PREPOSITIONS.iter().find(|(words, ..)| p.words(words))?;
            let items = p.bound().or_else(|| p.untils()).or_else(|| {
                let here = p.at;
                let point = p.point()?;
                if point.day.is_none() {
                    p.month_is(here, &[*case]).then_some(())?;
                    p.doubts.extend((!included).then_some("month_included"));
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

    /// «до 15 августа и 15 февраля», «до мая и октября»: after an until-date a bare day is one too.
    pub(super) fn again_until(&mut self, before: &[Part]) -> Option<Part> {
        let listed = before.iter().rev().map_while(|part| match part {
            Part::Items(items) => Some(items.as_slice()),
            Part::Yearly => Some(&[]),
            _ => None,
        });
        // «до 10 января, 2023 г., 10 июля»: a year between the two is the first one's.
        let mut earlier =
            listed.flat_map(|items| items.iter().rev()).skip_while(|item| matches!(item, Item::Year { .. }));
        if !matches!(earlier.next(), Some(Item::Until(_))) {
            return None;
        }
        self.attempt(|p| {
            let several = p.untils();
            let items = several.or_else(|| {
                let here = p.at;
                let point = p.point()?;
                (point.day.is_some() || p.month_is(here, &[Case::Genitive])).then(|| vec![Item::Until(point)])
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
