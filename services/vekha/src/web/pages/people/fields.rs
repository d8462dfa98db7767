//! The fields of a form about people: as typed, as read, and what is wrong with each.

use super::super::written;
use crate::{refusals, wording::Lang};
use chrono::NaiveDate;
use std::str::FromStr;
use vekha_domain::{event::Basis, refusal::Refusal};

/// Longest line that is taken, in characters: names, posts, organisations.
pub const LINE: usize = 150;
/// Longest basis, in characters.
const BASIS: usize = 300;

/// A field that is wrong.
pub struct Wrong {
    /// Its id in the form; none when it is not about a field.
    pub field: Option<String>,
    /// Why.
    pub sentence: String,
}

/// A form as it was sent, or as it is begun.
#[derive(Default)]
pub struct Typed {
    values: Vec<(String, String)>,
    /// What is wrong with it.
    pub wrong: Vec<Wrong>,
}

impl Typed {
    /// What was sent.
    pub fn sent(values: Vec<(String, String)>) -> Typed {
        Typed { values, wrong: Vec::new() }
    }

    /// A form with some fields filled in.
    pub fn begun<const N: usize>(values: [(&str, String); N]) -> Typed {
        Typed::sent(values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    /// Fills in fields that were not sent.
    pub fn or<const N: usize>(mut self, values: [(&str, String); N]) -> Typed {
        for (name, value) in values {
            if !self.values.iter().any(|(known, _)| known == name) {
                self.values.push((name.to_owned(), value));
            }
        }
        self
    }

    /// The same form with further values.
    pub fn and(mut self, values: Vec<(String, String)>) -> Typed {
        self.values.extend(values);
        self
    }

    /// A field as typed.
    pub fn value(&self, field: &str) -> &str {
        self.values.iter().find(|(name, _)| name == field).map_or("", |(_, value)| value.as_str())
    }

    /// Is that one of the values of a field?
    pub fn has(&self, field: &str, value: &str) -> bool {
        self.values.iter().any(|(name, sent)| name == field && sent == value)
    }

    /// Every value of a field.
    pub fn all<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a str> {
        self.values.iter().filter(move |(name, _)| name == field).map(|(_, value)| value.as_str())
    }

    /// Why a field is wrong.
    pub fn error(&self, field: &str) -> Option<&str> {
        self.wrong.iter().find(|w| w.field.as_deref() == Some(field)).map(|w| w.sentence.as_str())
    }

    /// Notes that a field is wrong.
    pub fn refuse(&mut self, field: &str, sentence: String) {
        self.wrong.push(Wrong { field: Some(field.to_owned()), sentence });
    }

    /// Notes what the domain refused: beside one of the `fields` when it speaks of one.
    pub fn refused(&mut self, why: &Refusal, fields: &[(&str, &str)], lang: Lang) {
        let named = why.field().and_then(|field| fields.iter().find(|(of, _)| *of == field));
        let field = named.map(|(_, field)| (*field).to_owned());
        self.wrong.push(Wrong { field, sentence: refusals::refusal(lang, why) });
    }

    /// A line that may be left empty; none when it is too long.
    pub fn line(&mut self, field: &str, lang: Lang) -> Option<String> {
        let text = self.value(field).split_whitespace().collect::<Vec<_>>().join(" ");
        self.short(field, text, LINE, lang)
    }

    /// A line that must be there.
    pub fn needed(&mut self, field: &str, lang: Lang) -> Option<String> {
        let text = self.line(field, lang)?;
        if text.is_empty() {
            self.refuse(field, lang.say("people-needed"));
            return None;
        }
        Some(text)
    }

    /// A day.
    pub fn day(&mut self, field: &str, lang: Lang) -> Option<NaiveDate> {
        let read = written::read_day(self.value(field));
        if read.is_none() {
            let key = if self.value(field).trim().is_empty() { "people-day-needed" } else { "people-day-wrong" };
            self.refuse(field, lang.say(key));
        }
        read
    }

    /// What was chosen of a list.
    pub fn chosen<T: FromStr>(&mut self, field: &str, lang: Lang) -> Option<T> {
        let read = self.value(field).parse().ok();
        if read.is_none() {
            self.refuse(field, lang.say("people-choose"));
        }
        read
    }

    /// A basis: its words and its date.
    pub fn basis(&mut self, words: &str, date: &str, lang: Lang) -> Option<Basis> {
        let text = self.value(words).split_whitespace().collect::<Vec<_>>().join(" ");
        let text = self.short(words, text, BASIS, lang);
        if text.as_deref() == Some("") {
            self.refuse(words, lang.say("people-basis-needed"));
        }
        let date = self.day(date, lang);
        text.filter(|text| !text.is_empty()).zip(date).map(|(words, date)| Basis { words, date })
    }

    fn short(&mut self, field: &str, text: String, limit: usize, lang: Lang) -> Option<String> {
        if text.chars().count() <= limit {
            return Some(text);
        }
        self.refuse(field, lang.say_with("people-too-long", [("n", limit.into())]));
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_told_beside_its_field_and_kept() {
        let mut typed = Typed::begun([("name", " ".into()), ("day", "31.02.2023".into()), ("basis", "п".repeat(301))]);
        assert_eq!(typed.needed("name", Lang::Ru), None);
        assert_eq!(typed.day("day", Lang::Ru), None);
        assert_eq!(typed.basis("basis", "date", Lang::Ru), None);
        for field in ["name", "day", "basis", "date"] {
            assert!(typed.error(field).is_some(), "{field}");
        }
        assert_eq!(typed.value("day"), "31.02.2023");
    }
}
