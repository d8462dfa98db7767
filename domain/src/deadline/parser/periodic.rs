//! Quotas and rhythms: «1 раз в квартал», «ежемесячно до 5 числа», «последняя пятница месяца».

use super::{Parser, Part};
use crate::deadline::{
    rule::{At, Every, Rule, Unit},
    words::Kind,
};
use chrono::Weekday;

/// Words that alone say how often.
const RHYTHMS: [(&str, Unit); 10] = [
    ("еженедельно", Unit::Week),
    ("еженедельный", Unit::Week),
    ("ежемесячно", Unit::Month),
    ("ежемесячный", Unit::Month),
    ("помесячно", Unit::Month),
    ("ежеквартально", Unit::Quarter),
    ("ежеквартальный", Unit::Quarter),
    ("поквартально", Unit::Quarter),
    ("кажд", Unit::Year),
    ("раз", Unit::Year),
];

/// Does a word speak of a rhythm?
pub(super) fn is_periodic(text: &str) -> bool {
    RHYTHMS.iter().any(|(word, _)| *word == text)
        || text == "ежегодно"
        || text == "раза"
        || text.starts_with("ежедневн")
}

impl Parser<'_> {
    pub(super) fn every(&mut self) -> Option<Part> {
        let every = self
            .attempt(Self::quota)
            .or_else(|| self.attempt(Self::rhythm))
            .or_else(|| self.attempt(Self::each))
            .or_else(|| self.attempt(Self::nth_day))
            .or_else(|| self.attempt(Self::end_of_unit))
            .or_else(|| self.attempt(Self::reported))?;
        Some(Part::Rule(Rule::Every(every)))
    }

    /// «не реже 1 раза в квартал», «раз в два месяца», «2 раза в год», «не реже одного в четверть».
    fn quota(&mut self) -> Option<Every> {
        let bound = self.one_of(&[&["не", "реже"], &["не", "менее"], &["минимум"], &["не", "чаще"]]);
        let times = self.number();
        let named = self.one_of(&[&["раз"], &["раза"], &["раз", "а"]]);
        (named || (bound && times.is_some())).then_some(())?;
        self.words(&["в"]).then_some(())?;
        let step = self.attempt(|p| p.number().filter(|n| (1..=12).contains(n)));
        let unit = self.unit()?;
        let times = u8::try_from(times.unwrap_or(1)).ok().filter(|n| (1..=31).contains(n))?;
        match (unit, times) {
            (Unit::HalfYear, _) => self.doubts.push("school_half_year"),
            (Unit::Year, 2..) => self.doubts.push("within_school_year"),
            _ => {}
        }
        let step = u8::try_from(step.unwrap_or(1)).ok()?;
        let every = Every { step, times, at_least: bound, ..Every::once(unit) };
        self.at(every)
    }

    /// «ежемесячно», «ежеквартально до 15 числа».
    fn rhythm(&mut self) -> Option<Every> {
        let word = self.word()?;
        let (_, unit) = RHYTHMS.iter().take(8).find(|(rhythm, _)| *rhythm == word)?;
        let every = Every::once(*unit);
        self.at += 1;
        self.at(every)
    }

    /// «каждый месяц», «каждую учебную четверть», «каждую пятницу».
    fn each(&mut self) -> Option<Every> {
        self.one_of(&[&["в"], &["на"]]);
        self.one_of(&[&["каждый"], &["каждую"], &["каждое"], &["каждой"], &["каждого"]]).then_some(())?;
        if let Some(day) = self.weekday() {
            return Some(Every { at: Some(At::Weekday(1, day)), ..Every::once(Unit::Week) });
        }
        let unit = self.unit().filter(|unit| *unit != Unit::Year)?;
        self.at(Every::once(unit))
    }

    /// «последняя пятница месяца», «первый рабочий день месяца», «в последний рабочий день квартала».
    fn nth_day(&mut self) -> Option<Every> {
        self.one_of(&[&["каждый"], &["каждую"], &["в"]]);
        let last = self.one_of(&[&["последний"], &["последняя"], &["последнюю"], &["последнего"]]);
        let nth = if last { -1 } else { i8::try_from(self.number().filter(|n| (1..=5).contains(n))?).ok()? };
        let at = if self.one_of(&[&["рабочий", "день"], &["рабочего", "дня"]]) {
            if last { At::LastWorkDay } else { At::WorkDay(nth.unsigned_abs()) }
        } else {
            At::Weekday(nth, self.weekday()?)
        };
        self.one_of(&[&["каждого"], &["текущего"]]);
        let unit = self.unit().filter(|unit| matches!(unit, Unit::Month | Unit::Quarter))?;
        (unit == Unit::Month || last).then_some(Every { at: Some(at), ..Every::once(unit) })
    }

    /// «в конце четверти», «по окончании четверти».
    fn end_of_unit(&mut self) -> Option<Every> {
        self.one_of(&[&["в", "конце"], &["конец"]]).then_some(())?;
        self.one_of(&[&["каждой"], &["каждого"]]);
        let unit = self.unit().filter(|u| matches!(u, Unit::Term | Unit::Quarter | Unit::Month | Unit::HalfYear))?;
        Some(Every { at: Some(At::UnitEnd(7)), ..Every::once(unit) })
    }

    /// «не позднее 5 рабочего дня месяца, следующего за отчетным»: the words about the next month say how often.
    fn reported(&mut self) -> Option<Every> {
        let from = self.at;
        let every = self.at(Every::once(Unit::Month))?;
        let said = self.tokens.get(from..self.at).unwrap_or_default();
        let unit = if said.iter().any(|t| t.text == "кварталом") { Unit::Quarter } else { Unit::Month };
        matches!(every.at, Some(At::NextMonthDay(_) | At::NextMonthWorkDay(_))).then_some(Every { unit, ..every })
    }

    /// What day of the unit: «до 5 числа», «не позднее 5 рабочего дня месяца, следующего за отчетным».
    fn at(&mut self, every: Every) -> Option<Every> {
        let at = self.attempt(|p| {
            p.sign(',');
            p.one_of(&[&["в", "срок", "до"], &["до"], &["не", "позднее"], &["не", "позже"], &["к"]]).then_some(())?;
            let Some(Kind::Number(n @ 1..=31)) = p.peek() else { return None };
            p.at += 1;
            let n = u8::try_from(n).ok()?;
            let working = p.one_of(&[&["рабочего", "дня"], &["рабочему", "дню"]]);
            if !working {
                p.one_of(&[&["числа"], &["числу"], &["го", "числа"]]);
            }
            let next = p.next_month();
            if !next && p.month_follows() {
                return None;
            }
            if !next && every.unit != Unit::Week {
                p.doubts.push("next_month");
            }
            Some(match (next || every.unit != Unit::Month, working) {
                (true, true) => At::NextMonthWorkDay(n),
                (true, false) => At::NextMonthDay(n),
                (false, true) => At::WorkDay(n),
                (false, false) => At::Day(n),
            })
        });
        let month = self.attempt(|p| {
            at.is_none().then_some(())?;
            p.sign(',');
            p.one_of(&[&["в"], &["во"]]);
            let last = p.one_of(&[&["последнего"], &["последний"], &["последнем"]]);
            let n = if last { 3 } else { p.number().filter(|n| (1..=3).contains(n))? };
            p.one_of(&[&["месяца", "квартала"], &["месяц", "квартала"], &["месяце", "квартала"]]).then_some(())?;
            (every.unit == Unit::Quarter).then_some(At::MonthOfUnit(u8::try_from(n).ok()?))
        });
        if matches!(every.unit, Unit::Week) && at.is_some() {
            return None;
        }
        Some(Every { at: at.or(month), ..every })
    }

    fn month_follows(&self) -> bool {
        self.word().and_then(super::month).is_some()
    }

    fn next_month(&mut self) -> bool {
        let following = self.attempt(|p| {
            p.one_of(&[&["месяца"], &["месяцу"]]).then_some(())?;
            p.sign(',');
            p.one_of(&[&["следующего"], &["следующему"]]).then_some(())?;
            p.words(&["за"]).then_some(())?;
            p.one_of(&[&["отчетным"], &["отчетным", "периодом"]]).then_some(())?;
            p.one_of(&[&["кварталом"], &["месяцем"], &["периодом"]]);
            Some(())
        });
        following.is_some()
            || self.one_of(&[
                &["следующего", "месяца"],
                &["месяца", "следующего", "квартала"],
                &["следующего", "за", "отчетным"],
            ])
    }

    fn weekday(&mut self) -> Option<Weekday> {
        const DAYS: [(&[&str], Weekday); 7] = [
            (&["понедельник", "понедельника"], Weekday::Mon),
            (&["вторник", "вторника"], Weekday::Tue),
            (&["среда", "среду", "среды"], Weekday::Wed),
            (&["четверг", "четверга"], Weekday::Thu),
            (&["пятница", "пятницу", "пятницы"], Weekday::Fri),
            (&["суббота", "субботу", "субботы"], Weekday::Sat),
            (&["воскресенье", "воскресенья"], Weekday::Sun),
        ];
        let word = self.word()?;
        let day = DAYS.iter().find(|(forms, _)| forms.contains(&word)).map(|(_, day)| *day)?;
        self.at += 1;
        Some(day)
    }

    /// «длительность проведения: не более двух месяцев».
    pub(super) fn lasting(&mut self) -> Option<Part> {
        self.attempt(|p| {
            p.words(&["длительность"]).then_some(())?;
            p.one_of(&[&["проведения"]]);
            p.sign(':');
            p.one_of(&[&["не", "более"], &["до"]]);
            let months = p.number()?;
            p.words(&["месяц*"]).then_some(Part::Lasting(months))
        })
    }
}
