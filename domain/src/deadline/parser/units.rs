//! Years, school years and the names of units of time.

use super::{Kind, Parser};
use crate::deadline::{
    rule::Unit,
    words::{is_plural_year, is_year_word},
};

impl Parser<'_> {
    pub(super) fn year(&mut self) -> Option<i32> {
        let Some(Kind::Year(year)) = self.peek() else { return None };
        self.at += 1;
        self.year_word();
        Some(year)
    }

    /// «г.», «года»; of «гг.» there must be several.
    pub(super) fn year_word(&mut self) {
        self.at += usize::from(self.word().is_some_and(|w| is_year_word(w) && !is_plural_year(w)));
    }

    /// «2022-2023 учебный год», «2022/23 уч. г.»; the year of its September.
    pub(super) fn school_year(&mut self) -> Option<i32> {
        self.attempt(|p| {
            let Some(Kind::Year(first)) = p.peek() else { return None };
            p.at += 1;
            if !(p.sign('-') || p.sign('/')) {
                return None;
            }
            let second = match p.peek()? {
                Kind::Year(year) => year,
                Kind::Number(year @ 0..=99) => 2000 + year as i32,
                _ => return None,
            };
            p.at += 1;
            let named = p.one_of(&[&["учебн*", "год*"], &["уч", "год*"], &["уч", "г"], &["учебн*", "г"], &["уч"]]);
            // «2022/2023 и 2023/2024 учебные годы»: the word stands once for both.
            let shared = !named && p.sign_of_shared_year();
            ((named || shared) && second == first + 1).then_some(first)
        })
    }

    fn sign_of_shared_year(&mut self) -> bool {
        let at = self.at;
        let shared = (self.sign(',') || self.words(&["и"])) && self.school_year().is_some();
        self.at = at;
        shared
    }

    pub(super) fn unit(&mut self) -> Option<Unit> {
        const UNITS: [(&[&str], Unit); 19] = [
            (&["учебн*", "недел*"], Unit::Week),
            (&["недел*"], Unit::Week),
            (&["месяц*"], Unit::Month),
            (&["квартал*"], Unit::Quarter),
            (&["кв"], Unit::Quarter),
            (&["учебн*", "четверт*"], Unit::Term),
            (&["четверт*"], Unit::Term),
            (&["учебн*", "триместр*"], Unit::Term),
            (&["триместр*"], Unit::Term),
            (&["учебн*", "полугоди*"], Unit::SchoolHalf),
            (&["полугоди*", "учебного", "года"], Unit::SchoolHalf),
            (&["полугоди*"], Unit::HalfYear),
            (&["полгода"], Unit::HalfYear),
            (&["учебн*", "год*"], Unit::SchoolYear),
            (&["уч", "год*"], Unit::SchoolYear),
            (&["календарн*", "год*"], Unit::Year),
            (&["календарн*", "месяц*"], Unit::Month),
            (&["календарн*", "квартал*"], Unit::Quarter),
            (&["лет"], Unit::Year),
        ];
        if self.one_of(&[&["год"], &["года"], &["году"]]) {
            return Some(Unit::Year);
        }
        let (words, unit) = UNITS.iter().find(|(words, _)| self.words(words))?;
        if words.last().is_some_and(|word| word.starts_with("триместр")) {
            self.doubts.push("trimesters");
        }
        Some(*unit)
    }
}
