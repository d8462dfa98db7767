//! Windows: «с 1 по 12 июля», «17-28.10.2022», «сентябрь – май», a month, a day, a numbered unit.

use super::{
    Parser, Part,
    points::{Item, Point, joined},
};
use crate::deadline::words::Case;

impl Parser<'_> {
    pub(super) fn window(&mut self) -> Option<Part> {
        self.attempt(|p| {
            p.one_of(&[&["в", "период"]]);
            let items = p.opened().map(|item| vec![item]).or_else(|| p.plain_window())?;
            Some(Part::Items(items))
        })
    }

    /// «с 1 по 12 июля», «с 1 сентября 2023 года до 31 мая 2024 года», «с 1 сентября 2023 года», «с 2022 по 2024 год».
    fn opened(&mut self) -> Option<Item> {
        self.attempt(|p| {
            p.one_of(&[&["с"], &["со"]]).then_some(())?;
            if let Some(years) = p.years_from_to() {
                return Some(years);
            }
            let bare = p.attempt(|p| {
                let day = p.day_number()?;
                p.one_of(&[&["по"], &["до"]]).then_some(day)
            });
            let item = if let Some(day) = bare {
                let to = p.point().filter(|to| to.day.is_some())?;
                joined(Point { day: Some(day), month: to.month, year: None }, to)
            } else {
                let from = p.point()?;
                let goes_on = p.attempt(|p| {
                    p.sign(',');
                    let case = if p.words(&["по"]) { Case::Nominative } else { Case::Genitive };
                    (case == Case::Nominative || p.words(&["до"])).then_some(())?;
                    let here = p.at;
                    p.point().filter(|to| to.day.is_some() || p.month_is(here, &[case]))
                });
                match goes_on {
                    Some(to) => joined(from, to),
                    None => return Some(Item::From(from)),
                }
            };
            p.one_of(&[&["включительно"]]);
            Some(item)
        })
    }

    fn plain_window(&mut self) -> Option<Vec<Item>> {
        const LASTING: [&[&str]; 4] = [&["в", "течение"], &["в", "течении"], &["на", "протяжении"], &["весь"]];
        if self.one_of(&LASTING) {
            self.one_of(&[&["всего"], &["всей"]]);
            self.case = Case::Genitive;
        } else if self.one_of(&[&["в"], &["во"], &["на"]]) {
            self.case = Case::Locative;
        }
        if let Some(items) = self.numbered().or_else(|| self.days()) {
            return Some(items);
        }
        self.written().map(|item| vec![item])
    }

    fn written(&mut self) -> Option<Item> {
        // «17-28.10.2022», «1 – 12 июля»: the left day takes its month from the right one.
        let short = self.attempt(|p| {
            let day = p.day_number()?;
            p.sign('-').then_some(())?;
            let to = p.point().filter(|to| to.day.is_some())?;
            Some(joined(Point { day: Some(day), month: to.month, year: None }, to))
        });
        if short.is_some() {
            return short;
        }
        let cases = [Case::Nominative, self.case];
        let here = self.at;
        let from = self.point().filter(|from| from.day.is_some() || self.month_is(here, &cases))?;
        let to = self.attempt(|p| {
            p.sign('-').then_some(())?;
            let here = p.at;
            let same = p.point().filter(|to| to.day.is_some() == from.day.is_some())?;
            (same.day.is_some() || p.month_is(here, &cases)).then_some(same)
        });
        Some(match (to, from.day) {
            (Some(to), _) => joined(from, to),
            (None, Some(_)) => Item::Day(from),
            (None, None) => Item::Span(from, from),
        })
    }
}
