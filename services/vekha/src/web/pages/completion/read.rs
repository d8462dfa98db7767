//! What was typed into the form of a mark, read; what cannot be read is told beside its field.

use super::super::{super::fault::Fault, written};
use crate::{refusals, wording::Lang};
use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;
use vekha_domain::{activity::Report, event::Executor, proof::ProofLink, refusal::Refusal};

/// The fields as typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// Made when the form was shown: sent twice, it is one command.
    pub command: String,
    /// Day of the work.
    pub day: String,
    /// Addresses, one a line.
    pub links: String,
    /// Short result.
    pub note: String,
}

impl Typed {
    /// An empty form.
    pub fn begun(command: Uuid) -> Typed {
        Typed { command: command.to_string(), ..Typed::default() }
    }

    /// The same words as another command.
    pub fn again(self, command: Uuid) -> Typed {
        Typed { command: command.to_string(), ..self }
    }
}

/// A field that is wrong.
pub struct Wrong {
    /// Its id in the form; none when it is not about a field.
    pub field: Option<&'static str>,
    /// Why.
    pub sentence: String,
}

/// The mark that was stated, or everything that is wrong with it at once.
pub fn report(
    typed: &Typed,
    occurrence: u16,
    executor: Executor,
    today: NaiveDate,
    lang: Lang,
) -> Result<Report, Vec<Wrong>> {
    let mut wrong = Vec::new();
    let day = day(&typed.day, today).map_err(|key| wrong.push(Wrong { field: Some("day"), sentence: key.said(lang) }));
    let links = links(&typed.links, lang).map_err(|sentence| wrong.push(Wrong { field: Some("links"), sentence }));
    match (day, links) {
        (Ok(performed_on), Ok(links)) => {
            Ok(Report { occurrence, executor, performed_on, links, note: Some(typed.note.clone()) })
        }
        _ => Err(wrong),
    }
}

/// The field of the form that a fault belongs beside.
pub fn field_of(fault: &Fault) -> Option<&'static str> {
    match fault.field() {
        Some("performed_on") => Some("day"),
        Some("links") => Some("links"),
        Some("note") => Some("note"),
        _ => None,
    }
}

enum BadDay {
    Missing,
    NotADay,
    Ahead(Refusal),
}

impl BadDay {
    fn said(&self, lang: Lang) -> String {
        match self {
            BadDay::Missing => lang.say("completion-day-missing"),
            BadDay::NotADay => lang.say("completion-day-wrong"),
            BadDay::Ahead(refusal) => refusals::refusal(lang, refusal),
        }
    }
}

fn day(text: &str, today: NaiveDate) -> Result<NaiveDate, BadDay> {
    if text.trim().is_empty() {
        return Err(BadDay::Missing);
    }
    let day = written::read_day(text).or_else(|| of_this_century(text)).ok_or(BadDay::NotADay)?;
    // Told together with what is wrong in other fields, in the words of the decision itself.
    if day > today { Err(BadDay::Ahead(Refusal::DayAhead { day, today })) } else { Ok(day) }
}

/// «28.6.23»: a mark is about these years.
fn of_this_century(text: &str) -> Option<NaiveDate> {
    let (day_and_month, year) = text.trim().rsplit_once(['.', ',', '/', ' ', '-'])?;
    let short = year.len() == 2 && year.bytes().all(|b| b.is_ascii_digit());
    short.then(|| written::read_day(&format!("{day_and_month}.20{year}"))).flatten()
}

/// Addresses, one a line; the line of the first bad one is named.
///
/// # Errors
/// The sentence that goes beside the field.
pub fn links(text: &str, lang: Lang) -> Result<Vec<ProofLink>, String> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.is_empty() {
        return Err(refusals::refusal(lang, &Refusal::ProofMissing));
    }
    let mut links = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        let why = match ProofLink::parse(line) {
            Ok(link) => {
                links.push(link);
                continue;
            }
            Err(why) => refusals::link(lang, why),
        };
        if lines.len() == 1 {
            return Err(why);
        }
        return Err(lang.say_with("completion-link-line", [("line", (at + 1).into()), ("why", why.into())]));
    }
    Ok(links)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_day_is_read_however_it_is_usually_typed() {
        for typed in ["28.06.2023", "28.6.23", " 28.06.23 ", "2023-06-28", "28/6/2023"] {
            assert_eq!(day(typed, date("2023-07-10")).ok(), Some(date("2023-06-28")), "{typed}");
        }
        for wrong in ["", "вчера", "31.06.2023", "28.6", "28.6.2x"] {
            assert!(day(wrong, date("2023-07-10")).is_err(), "{wrong}");
        }
        assert!(matches!(day("11.07.2023", date("2023-07-10")), Err(BadDay::Ahead(_))));
    }

    #[test]
    fn the_line_of_a_bad_link_is_named() {
        assert_eq!(links("https://a.example.org/1\n\n b.example.org/2 ", Lang::Ru).unwrap().len(), 2);
        let told = links("https://a.example.org/1\nпротокол на сайте", Lang::Ru).unwrap_err();
        assert!(told.contains('2') && told.contains("не адрес"), "{told}");
        assert!(links(" \n", Lang::Ru).unwrap_err().contains("ссылку"));
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let typed = Typed { day: "когда-то".into(), links: "нет".into(), ..Typed::default() };
        let wrong = report(&typed, 1, Executor::Joint, date("2023-07-10"), Lang::Ru).err().unwrap();
        assert_eq!(wrong.iter().map(|w| w.field).collect::<Vec<_>>(), [Some("day"), Some("links")]);
    }
}
