//! A form as it was sent, and what is wrong with it.

use super::written;
use crate::{refusals, wording::Lang};
use chrono::NaiveDate;
use serde::Deserialize;
use vekha_domain::{event::Basis, refusal::Refusal};

/// Longest words of a basis, in characters.
const BASIS: usize = 500;

/// The fields of a form as they were sent, in their order.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Fields(pub Vec<(String, String)>);

impl Fields {
    /// The field's text without the spaces around it; empty when it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().rfind(|(field, _)| field == name).map(|(_, value)| value.trim()).unwrap_or_default()
    }

    /// Everything sent under one name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.trim())
    }

    /// The text, unless it is empty.
    pub fn given(&self, name: &str) -> Option<String> {
        Some(self.get(name).to_owned()).filter(|text| !text.is_empty())
    }
}

/// A field that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Its id in the form; none when it is not about a field.
    pub field: Option<String>,
    /// Why.
    pub sentence: String,
}

impl Wrong {
    /// About one field.
    pub fn beside(field: &str, sentence: String) -> Wrong {
        Wrong { field: Some(field.to_owned()), sentence }
    }

    /// About the form as a whole.
    pub fn whole(sentence: String) -> Wrong {
        Wrong { field: None, sentence }
    }
}

/// A day that must be given.
pub fn day(fields: &Fields, name: &str, lang: Lang, wrong: &mut Vec<Wrong>) -> Option<NaiveDate> {
    let text = fields.get(name);
    let read = written::read_day(text);
    if read.is_none() {
        let key = if text.is_empty() { "form-day-missing" } else { "form-day-wrong" };
        wrong.push(Wrong::beside(name, lang.say(key)));
    }
    read
}

/// The basis (основание): its words and its day, which has come.
pub fn basis(fields: &Fields, today: NaiveDate, lang: Lang, wrong: &mut Vec<Wrong>) -> Option<Basis> {
    let words = fields.get("basis").to_owned();
    if words.is_empty() {
        wrong.push(Wrong::beside("basis", refusals::refusal(lang, &Refusal::BasisMissing)));
    } else if words.chars().count() > BASIS {
        wrong.push(Wrong::beside("basis", lang.say_with("form-too-long", [("n", BASIS.into())])));
    }
    let date = day(fields, "basis-date", lang, wrong)?;
    if date > today {
        wrong.push(Wrong::beside("basis-date", lang.say_with("form-day-ahead", [("day", written::day(today).into())])));
    }
    Some(Basis { words, date })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_basis_needs_words_and_a_day_that_has_come() {
        let today = "2023-04-03".parse().unwrap();
        let sent = |words: &str, date: &str| {
            let fields = Fields(vec![("basis".into(), words.into()), ("basis-date".into(), date.into())]);
            let mut wrong = Vec::new();
            let basis = basis(&fields, today, Lang::Ru, &mut wrong);
            (basis, wrong.into_iter().filter_map(|w| w.field).collect::<Vec<_>>())
        };
        let (basis, wrong) = sent(" Приказ № 77 ", "3.4.2023");
        assert_eq!((basis.unwrap().words.as_str(), wrong.len()), ("Приказ № 77", 0));
        assert_eq!(sent("", "").1, ["basis", "basis-date"]);
        assert_eq!(sent("Приказ", "04.04.2023").1, ["basis-date"]);
        assert_eq!(sent(&"я".repeat(501), "03.04.2023").1, ["basis"]);
    }
}
