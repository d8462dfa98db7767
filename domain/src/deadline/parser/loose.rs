//! Terms without a date: somebody's schedule, an event, need, continuous work.

use super::{Parser, Part, looks_dated, month, speaks_of_time};
use crate::deadline::{
    rule::{Rule, Span},
    words::Kind,
};

impl Parser<'_> {
    pub(super) fn on_demand(&mut self) -> Option<Part> {
        const WORDS: [&[&str]; 6] = [
            &["по", "необходимости"],
            &["при", "необходимости"],
            &["в", "случае", "необходимости"],
            &["по", "согласованию"],
            &["по", "запросу"],
            &["своевременно"],
        ];
        self.attempt(|p| {
            let from = p.at;
            let of_need = p.words(&["по", "мере"]);
            (of_need || p.one_of(&WORDS) || p.words(&["по", "требованию"])).then_some(())?;
            let named = p.at;
            // «по мере поступления обращений»: words without a date belong to it.
            while p.word().is_some_and(|w| !matches!(w, "и" | "но" | "до" | "к" | "не"))
                && !p.tokens.get(p.at).is_some_and(speaks_of_time)
            {
                p.at += 1;
            }
            (!of_need || p.at > named).then(|| Part::Rule(Rule::OnDemand(p.said(from))))
        })
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
            p.one_of(&[&["всего"], &["всей"], &["весь"]]);
            if p.one_of(&[&["учебного", "года"], &["учебный", "год"], &["уч", "года"], &["уч", "год"], &["уч", "г"]])
            {
                return Some(Part::Rule(Rule::Whole(Span::SchoolYear)));
            }
            if p.one_of(&[&["года"], &["год"]]) {
                p.doubts.push("school_or_calendar_year");
                return Some(Part::Rule(Rule::Whole(Span::Year)));
            }
            if p.one_of(&[&["календарного", "года"], &["календарный", "год"]]) {
                return Some(Part::Rule(Rule::Whole(Span::Year)));
            }
            p.one_of(&[&["срока"], &["периода"], &["период"], &["срок"]]).then_some(())?;
            if p.one_of(&[&["реализации"], &["действия"]]) {
                p.programme();
            }
            Some(Part::Rule(Rule::Whole(Span::Period)))
        })
    }

    /// «дорожной карты», «муниципальной программы»: what is carried out all the time.
    fn programme(&mut self) {
        const NAMES: [&str; 7] = ["программы", "плана", "проекта", "карты", "мероприятий", "комплекса", "приказа"];
        let text = |at: usize| self.tokens.get(at).map_or("", |t| t.text.as_str());
        let adjective = |at: usize| ["ой", "ого", "ых"].iter().any(|ending| text(at).ends_with(ending));
        let named = (self.at..self.at + 3).find(|at| NAMES.contains(&text(*at)));
        if let Some(named) = named.filter(|named| (self.at..*named).all(adjective)) {
            self.at = named + 1;
        }
    }

    pub(super) fn external(&mut self) -> Option<Part> {
        const BEGINNINGS: [&[&str]; 4] =
            [&["по"], &["согласно"], &["в", "соответствии", "с"], &["в", "соответствии", "со"]];
        const NAMES: [&str; 7] = ["граф", "план", "расписани", "дат", "срок", "циклограмм", "календар"];
        const SET: [&[&str]; 4] = [&["установленн*"], &["утвержденн*"], &["определенн*"], &["указанн*"]];
        self.attempt(|p| {
            let from = p.at;
            if p.words(&["в", "сроки"]) {
                p.sign(',');
                p.one_of(&SET).then_some(())?;
                p.at = p.rest_without_dates(p.at)?;
                return Some(Part::Rule(Rule::External(p.said(from))));
            }
            p.one_of(&BEGINNINGS).then_some(())?;
            let end = p.rest_without_dates(p.at)?;
            let named = |t: &crate::deadline::words::Token| NAMES.iter().any(|stem| t.text.starts_with(stem));
            p.tokens.get(p.at..end)?.iter().take(8).any(named).then_some(())?;
            p.at = end;
            Some(Part::Rule(Rule::External(p.said(from))))
        })
    }

    pub(super) fn relative(&mut self) -> Option<Part> {
        const ENDED: [&[&str]; 5] = [
            &["после", "окончания"],
            &["по", "итогам"],
            &["по", "окончании"],
            &["по", "завершении"],
            &["по", "результатам"],
        ];
        self.attempt(|p| {
            let from = p.at;
            let eve = p.words(&["накануне"]);
            let counted = !eve && p.counted_from_event();
            let ended = !eve && !counted && p.one_of(&ENDED);
            (eve || counted || ended || p.words(&["перед"]) || p.one_of(&FROM_EVENT)).then_some(())?;
            if !counted {
                p.doubts.push("days_after_event");
            }
            let told = p.at;
            // «по итогам 1 полугодия», «после окончания 2022-2023 учебного года»: the period is the event.
            let period = ended && p.numbered().is_some_and(|items| items.len() == 1);
            let end = if period {
                p.rest_without_dates(p.at)?
            } else {
                p.rest_without_dates(told).filter(|e| eve || *e > told)?
            };
            p.at = end;
            Some(Part::Rule(Rule::Relative(p.said(from))))
        })
    }

    /// «до начала экзаменов», «до окончания аттестации»: before an event that is no span of time.
    pub(super) fn before_event(&mut self) -> Option<Part> {
        const BEGINNINGS: [&[&str]; 3] = [&["до", "начала"], &["до", "окончания"], &["до", "завершения"]];
        self.attempt(|p| {
            let from = p.at;
            p.one_of(&BEGINNINGS).then_some(())?;
            p.doubts.push("days_after_event");
            let told = p.at;
            p.at = p.rest_without_dates(told).filter(|end| *end > told)?;
            let timely = p
                .tokens
                .get(told..p.at)?
                .iter()
                .zip(told..)
                .any(|(t, at)| (speaks_of_time(t) && !p.is_name(at)) || t.text.starts_with("учебн"));
            (!timely).then(|| Part::Rule(Rule::Relative(p.said(from))))
        })
    }

    /// «через 3 дня после», «в течение 10 рабочих дней со дня», «за 5 дней до», «не позднее чем за месяц до»,
    /// «в трехдневный срок с момента».
    fn counted_from_event(&mut self) -> bool {
        let counted = self.attempt(|p| {
            if p.words(&["в"]) {
                if p.is_number_ahead() {
                    p.at += 1;
                    p.sign('-').then_some(())?;
                }
                p.word().filter(|w| ["дневный", "недельный", "месячный"].iter().any(|e| w.ends_with(e)))?;
                p.at += 1;
                p.words(&["срок"]).then_some(())?;
                return p.one_of(&FROM_EVENT).then_some(());
            }
            None
        });
        if counted.is_some() {
            return true;
        }
        let counted = self.attempt(|p| {
            if p.one_of(&[&["не", "позднее"], &["не", "позже"]]) {
                p.sign(',');
                p.words(&["чем"]);
            }
            let before = p.words(&["за"]);
            if !before {
                p.one_of(&[&["в", "течение"], &["в", "течении"], &["через"], &["спустя"]]);
            }
            p.count();
            p.one_of(&[&["рабочих"], &["календарных"], &["рабочий"], &["рабочего"]]);
            p.one_of(&[&["день"], &["дня"], &["дней"], &["суток"], &["недел*"], &["месяц*"]]).then_some(())?;
            (if before { p.words(&["до"]) } else { p.one_of(&FROM_EVENT) }).then_some(())
        });
        counted.is_some()
    }

    /// Where the words without any time in them end: at the end of the phrase, at a bracket, or at a separator after which
    /// something dated begins. A date among them is not passed over: none then.
    fn rest_without_dates(&self, from: usize) -> Option<usize> {
        const OTHER: [&str; 4] = ["до", "ежегодно", "постоянно", "но"];
        const OPEN: [&str; 11] = ["в", "во", "на", "с", "со", "к", "по", "за", "от", "не", "позднее"];
        let mut end = from;
        let mut separator = None;
        while let Some(token) = self.tokens.get(end) {
            match token.kind {
                Kind::Sign('(') => break,
                Kind::Sign(',' | ';') => separator = Some(end),
                _ if self.is_name(end) => {}
                _ if looks_dated(token) || OTHER.contains(&token.text.as_str()) => {
                    end = separator.filter(|at| *at >= from)?;
                    break;
                }
                _ => {}
            }
            end += 1;
        }
        // «по плану на»: something has been lost after the last word.
        let last = end.checked_sub(1).filter(|at| *at >= from).and_then(|at| self.tokens.get(at));
        last.is_none_or(|token| !OPEN.contains(&token.text.as_str())).then_some(end)
    }

    /// A number that names something and is no time: «СОШ № 2», «№№ 1, 5», «ГИА-9», «9, 11 классы», «план на 2023 год».
    pub(super) fn is_name(&self, at: usize) -> bool {
        let token = |at: Option<usize>| at.and_then(|at| self.tokens.get(at));
        let before = |n: usize| token(at.checked_sub(n));
        match self.kind(at) {
            Some(Kind::Number(_)) => {
                let of_name = before(1).is_some_and(|t| t.kind == Kind::Sign('-'))
                    && before(2).is_some_and(|t| t.kind == Kind::Word && month(&t.text).is_none());
                of_name || self.is_listed_name(at)
            }
            Some(Kind::Year(_)) => before(1).is_some_and(|t| t.text == "на" || t.kind == Kind::Sign('-')),
            _ => false,
        }
    }

    /// One of the numbers between «№» or before «классы».
    fn is_listed_name(&self, at: usize) -> bool {
        let listed = |at: usize| matches!(self.kind(at), Some(Kind::Number(_) | Kind::Sign(',' | '-')));
        let joined = |at: usize| listed(at) || self.tokens.get(at).is_some_and(|t| t.text == "и");
        let first = (0..at).rev().take_while(|at| joined(*at)).last().unwrap_or(at);
        let numbered = first.checked_sub(1).is_some_and(|at| self.kind(at) == Some(Kind::Sign('№')));
        let last = (at + 1..self.tokens.len()).find(|at| !joined(*at));
        let noun = last.and_then(|at| self.tokens.get(at)).map_or("", |t| t.text.as_str());
        numbered || noun == "кл" || COUNTED.iter().any(|stem| noun.starts_with(stem))
    }

    fn said(&self, from: usize) -> String {
        let words: Vec<&str> =
            self.tokens.get(from..self.at).unwrap_or_default().iter().map(|t| t.raw.as_str()).collect();
        words.join(" ").replace(" ,", ",").replace(" - ", "-")
    }
}

/// What a number names without speaking of time: «9, 11 классы», «2 этап».
const COUNTED: [&str; 5] = ["класс", "этап", "тур", "групп", "смен"];

/// What a number of days is counted from.
const FROM_EVENT: [&[&str]; 9] = [
    &["со", "дня"],
    &["с", "дня"],
    &["с", "даты"],
    &["с", "момента"],
    &["от", "даты"],
    &["после"],
    &["по", "окончании"],
    &["по", "завершении"],
    &["по", "итогам"],
];
