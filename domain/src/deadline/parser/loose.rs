//! Terms without a date: somebody's schedule, an event, need, continuous work.

use super::{Parser, Part, looks_dated};
use crate::deadline::{
    rule::{Rule, Span},
    words::Kind,
};

impl Parser<'_> {
    pub(super) fn on_demand(&mut self) -> Option<Part> {
        const WORDS: [&[&str]; 9] = [
            &["по", "мере", "необходимости"],
            &["по", "необходимости"],
            &["по", "мере", "поступления"],
            &["по", "мере", "возникновения"],
            &["при", "необходимости"],
            &["по", "согласованию"],
            &["по", "запросу"],
            &["по", "требованию"],
            &["своевременно"],
        ];
        let from = self.at;
        if !self.one_of(&WORDS) {
            return None;
        }
        // «по мере поступления обращений»: words without a date belong to it.
        while self.peek() == Some(Kind::Word) && !self.tokens.get(self.at).is_some_and(looks_dated) {
            if self.word() == Some("и") {
                break;
            }
            self.at += 1;
        }
        Some(Part::Rule(Rule::OnDemand(self.said(from))))
    }

    pub(super) fn whole(&mut self) -> Option<Part> {
        const LASTING: [&[&str]; 5] = [&["в", "течение"], &["в", "течении"], &["на", "протяжении"], &["весь"], &["на"]];
        const ALWAYS: [&[&str]; 4] =
            [&["постоянно"], &["на", "постоянной", "основе"], &["непрерывно"], &["систематически"]];
        if self.one_of(&ALWAYS) {
            return Some(Part::Rule(Rule::Whole(Span::Always)));
        }
        self.attempt(|p| {
            p.one_of(&LASTING).then_some(())?;
            p.one_of(&[&["всего"], &["всей"]]);
            if p.one_of(&[&["учебного", "года"], &["учебный", "год"], &["уч", "года"], &["уч", "год"]])
            {
                return Some(Part::Rule(Rule::Whole(Span::SchoolYear)));
            }
            if p.one_of(&[&["календарного", "года"], &["года"], &["год"]]) {
                p.doubts.push("school_or_calendar_year");
                return Some(Part::Rule(Rule::Whole(Span::Year)));
            }
            p.one_of(&[&["срока"], &["периода"], &["период"], &["срок"]]).then_some(())?;
            p.one_of(&[
                &["реализации", "дорожной", "карты"],
                &["реализации", "программы"],
                &["реализации", "плана"],
                &["реализации"],
                &["действия", "программы"],
            ]);
            Some(Part::Rule(Rule::Whole(Span::Period)))
        })
    }

    pub(super) fn external(&mut self) -> Option<Part> {
        const BEGINNINGS: [&[&str]; 4] =
            [&["по"], &["согласно"], &["в", "соответствии", "с"], &["в", "соответствии", "со"]];
        const NAMES: [&str; 7] = ["граф", "план", "расписани", "дат", "срок", "циклограмм", "календар"];
        self.attempt(|p| {
            let from = p.at;
            p.one_of(&BEGINNINGS).then_some(())?;
            let end = p.rest_without_dates(p.at)?;
            let named = |t: &crate::deadline::words::Token| NAMES.iter().any(|stem| t.text.starts_with(stem));
            p.tokens.get(p.at..end)?.iter().take(8).any(named).then_some(())?;
            p.at = end;
            Some(Part::Rule(Rule::External(p.said(from))))
        })
    }

    pub(super) fn relative(&mut self) -> Option<Part> {
        const BEGINNINGS: [&[&str]; 9] = [
            &["после"],
            &["по", "итогам"],
            &["по", "окончании"],
            &["по", "завершении"],
            &["по", "результатам"],
            &["накануне"],
            &["до", "начала", "проведения"],
            &["перед"],
            &["со", "дня"],
        ];
        self.attempt(|p| {
            let from = p.at;
            let counted = p.counted_from_event();
            (counted || p.one_of(&BEGINNINGS)).then_some(())?;
            if !counted {
                p.doubts.push("days_after_event");
            }
            p.at = p.rest_without_dates(p.at).filter(|end| *end > p.at)?;
            Some(Part::Rule(Rule::Relative(p.said(from))))
        })
    }

    /// «через 3 дня после», «в течение 10 рабочих дней со дня», «за 5 дней до», «не позднее чем за месяц до».
    fn counted_from_event(&mut self) -> bool {
        const AFTER: [&[&str]; 7] = [
            &["со", "дня"],
            &["с", "даты"],
            &["с", "момента"],
            &["после"],
            &["по", "окончании"],
            &["от", "даты"],
            &["по", "завершении"],
        ];
        let counted = self.attempt(|p| {
            p.one_of(&[&["не", "позднее", "чем"], &["не", "позднее"]]);
            let before = p.words(&["за"]);
            if !before {
                p.one_of(&[&["в", "течение"], &["в", "течении"], &["через"], &["спустя"]]);
            }
            p.number();
            p.one_of(&[&["рабочих"], &["календарных"], &["рабочий"], &["рабочего"]]);
            p.one_of(&[&["день"], &["дня"], &["дней"], &["суток"], &["недел*"], &["месяц*"]]).then_some(())?;
            (if before { p.words(&["до"]) } else { p.one_of(&AFTER) }).then_some(())
        });
        counted.is_some()
    }

    /// Where the words without any time in them end: at the end of the phrase, at a bracket, or at a separator after which
    /// something dated begins. A date among them is not passed over: none then.
    fn rest_without_dates(&self, from: usize) -> Option<usize> {
        let mut end = from;
        let mut separator = None;
        while let Some(token) = self.tokens.get(end) {
            match token.kind {
                Kind::Sign('(') => return Some(end),
                Kind::Sign(',' | ';') => separator = Some(end),
                _ if self.is_name(end) => {}
                _ if looks_dated(token) || matches!(token.text.as_str(), "до" | "ежегодно" | "постоянно") =>
                {
                    return separator.filter(|at| *at > from);
                }
                _ => {}
            }
            end += 1;
        }
        Some(end)
    }

    /// A number that names something and is no time: «СОШ № 2», «план работы на 2022-2023 учебный год».
    fn is_name(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|at| self.tokens.get(at));
        match self.kind(at) {
            Some(Kind::Number(_)) => before.is_some_and(|t| t.kind == Kind::Sign('№')),
            Some(Kind::Year(_)) => before.is_some_and(|t| t.text == "на" || t.kind == Kind::Sign('-')),
            _ => false,
        }
    }

    fn said(&self, from: usize) -> String {
        let words: Vec<&str> =
            self.tokens.get(from..self.at).unwrap_or_default().iter().map(|t| t.raw.as_str()).collect();
        words.join(" ").replace(" ,", ",").replace(" - ", "-")
    }
}
