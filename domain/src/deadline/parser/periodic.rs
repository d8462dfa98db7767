//! Rhythms: «1 раз в квартал», «ежемесячно до 5 числа», «каждую пятницу», «последняя пятница месяца».

use super::{Parser, Part};
use crate::deadline::{
    rule::{At, Every, Rule, Unit},
    words::weekday,
};

/// Words that alone say how often.
const RHYTHMS: [(&str, Unit); 8] = [
    ("еженедельно", Unit::Week),
    ("еженедельный", Unit::Week),
    ("ежемесячно", Unit::Month),
    ("ежемесячный", Unit::Month),
    ("помесячно", Unit::Month),
    ("ежеквартально", Unit::Quarter),
    ("ежеквартальный", Unit::Quarter),
    ("поквартально", Unit::Quarter),
];

/// What follows «раз в два», «раз в пять».
const OF_SEVERAL: [&str; 12] = [
    "месяца",
    "месяцев",
    "недели",
    "недель",
    "квартала",
    "кварталов",
    "года",
    "лет",
    "полугодия",
    "полугодий",
    "четвертей",
    "учебного",
];

/// Does a word speak of a rhythm?
pub(super) fn is_periodic(text: &str) -> bool {
    RHYTHMS.iter().any(|(word, _)| *word == text)
        || matches!(text, "ежегодно" | "раз" | "раза" | "дважды" | "трижды")
        || text.starts_with("ежедневн")
}

impl Parser<'_> {
    pub(super) fn every(&mut self) -> Option<Part> {
        let every = self
            .attempt(|p| p.quota().and_then(|every| p.timed(every)))
            .or_else(|| self.attempt(|p| p.rhythm().map(Every::once).and_then(|every| p.timed(every))))
            .or_else(|| self.attempt(|p| p.each().and_then(|every| p.timed(every))))
            .or_else(|| self.day_first())?;
        Some(Part::Rule(Rule::Every(every)))
    }

    /// «не реже 1 раза в квартал», «раз в два месяца», «2 раза в год», «не реже одного в четверть», «дважды в год».
    fn quota(&mut self) -> Option<Every> {
        let bound = self.one_of(&[&["не", "реже"], &["не", "менее"], &["минимум"], &["не", "чаще"]]);
        if bound {
            self.words(&["чем"]);
        }
        let adverb =
            [("дважды", 2), ("трижды", 3), ("однократно", 1)].into_iter().find(|(word, _)| self.words(&[word]));
        let times = adverb.map(|(_, times)| times).or_else(|| self.count());
        // «раза в год» has lost its number, «не реже раза в год» has not.
        let named = adverb.is_some() || self.words(&["раз"]) || ((bound || times.is_some()) && self.words(&["раза"]));
        (named || (bound && times.is_some())).then_some(())?;
        let lasting = self.words(&["в", "течение"]);
        (lasting || self.one_of(&[&["в"], &["во"], &["за"]])).then_some(())?;
        let step = self.attempt(|p| p.count().filter(|n| (1..=12).contains(n)));
        // «раз в месяца» has lost its number as well.
        let counted = self.word().is_some_and(|w| OF_SEVERAL.contains(&w));
        let unit = self.unit().filter(|_| !counted || step.is_some() || lasting)?;
        let times = u8::try_from(times.unwrap_or(1)).ok().filter(|n| (1..=31).contains(n))?;
        match (unit, times) {
            (Unit::HalfYear, _) => self.doubts.push("school_half_year"),
            (Unit::Year, 2..) => self.doubts.push("within_school_year"),
            _ => {}
        }
        let step = u8::try_from(step.unwrap_or(1)).ok()?;
        Some(Every { step, times, at_least: bound, ..Every::once(unit) })
    }

    /// «ежемесячно».
    pub(super) fn rhythm(&mut self) -> Option<Unit> {
        let word = self.word()?;
        let (_, unit) = RHYTHMS.iter().find(|(rhythm, _)| *rhythm == word)?;
        self.at += 1;
        Some(*unit)
    }

    /// «каждый месяц», «каждую учебную четверть», «каждые два месяца», «каждую пятницу», «по пятницам».
    pub(super) fn each(&mut self) -> Option<Every> {
        let on = |day| Every { at: Some(At::Weekday(1, day)), ..Every::once(Unit::Week) };
        let many = self.attempt(|p| {
            p.words(&["по"]).then_some(())?;
            let day = p.word().filter(|w| w.ends_with("ам") || w.ends_with("ям")).and_then(weekday)?;
            p.at += 1;
            Some(on(day))
        });
        if many.is_some() {
            return many;
        }
        self.one_of(&[&["в"], &["во"], &["на"]]);
        self.words(&["кажд*"]).then_some(())?;
        if let Some(day) = self.word().and_then(weekday) {
            self.at += 1;
            self.one_of(&[&["недели"]]);
            return Some(on(day));
        }
        let several = self.tokens.get(self.at.saturating_sub(1)).is_some_and(|t| t.text == "каждые");
        let step = self.count().filter(|n| (1..=12).contains(n));
        (step.is_some() || !several).then_some(())?;
        let step = step.unwrap_or(1);
        let unit = self.unit().filter(|unit| *unit != Unit::Year || step > 1)?;
        if unit == Unit::HalfYear {
            self.doubts.push("school_half_year");
        }
        Some(Every { step: u8::try_from(step).ok()?, ..Every::once(unit) })
    }

    /// «длительность проведения: не более двух месяцев».
    pub(super) fn lasting(&mut self) -> Option<Part> {
        self.attempt(|p| {
            p.words(&["длительность"]).then_some(())?;
            p.one_of(&[&["проведения"]]);
            p.sign(':');
            p.one_of(&[&["не", "более"], &["до"]]);
            let months = p.count()?;
            p.words(&["месяц*"]).then_some(Part::Lasting(months))
        })
    }
}
