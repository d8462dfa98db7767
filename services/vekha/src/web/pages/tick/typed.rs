//! What was typed into the form behind a link, read and carried out; what cannot be read is told beside its field.

use super::super::{
    completion::read,
    form::{self, Fields, Wrong},
};
use super::values;
use crate::{
    app::{App, AppError},
    refusals,
    reminders::answering::{self, Answer, Answered, Said},
    wording::Lang,
};
use chrono::{NaiveDate, NaiveTime};
use vekha_domain::{event::Executor, refusal::Refusal};

/// The part that asks for another term.
pub const MOVE: &str = "move";
/// How long a meeting takes unless it is said, in minutes.
const HOUR: u16 = 60;

/// Reads the form and carries it out; or what is wrong with it.
///
/// # Errors
/// As [`answering`].
pub async fn carried_out(
    app: &App,
    answer: &Answer,
    fields: &Fields,
    today: NaiveDate,
    lang: Lang,
) -> Result<Result<Answered, Vec<Wrong>>, AppError> {
    let mut wrong = Vec::new();
    match fields.get("deed") {
        MOVE => {
            if fields.get("reason").is_empty() {
                wrong.push(Wrong::beside("reason", refusals::refusal(lang, &Refusal::ReasonMissing)));
            }
            let to = match fields.get("to") {
                "" => None,
                _ => form::day(fields, "to", lang, &mut wrong),
            };
            if !wrong.is_empty() {
                return Ok(Err(wrong));
            }
            answering::ask_move(app, answer, to, fields.get("reason")).await.map(Ok)
        }
        "date" => {
            let day = form::day(fields, "date", lang, &mut wrong);
            let time = NaiveTime::parse_from_str(&fields.get("time").replace('.', ":"), "%H:%M").ok();
            if time.is_none() {
                wrong.push(Wrong::beside("time", lang.say("tick-time-wrong")));
            }
            if day.is_some_and(|day| day < today) {
                wrong.push(Wrong::beside("date", lang.say("tick-date-past")));
            }
            let minutes = match fields.get("minutes") {
                "" => Some(HOUR),
                typed => typed.parse().ok(),
            };
            if minutes.is_none() {
                wrong.push(Wrong::beside("minutes", refusals::refusal(lang, &Refusal::MinutesOutOfRange)));
            }
            let (Some(day), Some(time), Some(minutes), true) = (day, time, minutes, wrong.is_empty()) else {
                return Ok(Err(wrong));
            };
            answering::name_date(app, answer, day.and_time(time), minutes, fields.given("place")).await.map(Ok)
        }
        "answer" => match read::links(fields.get("links"), lang) {
            Ok(links) => answering::hand_in(app, answer, links, fields.get("note")).await.map(Ok),
            Err(sentence) => Ok(Err(vec![Wrong::beside("links", sentence)])),
        },
        "recommendation" => match read::links(fields.get("links"), lang) {
            Ok(links) => answering::follow(app, answer, links).await.map(Ok),
            Err(sentence) => Ok(Err(vec![Wrong::beside("links", sentence)])),
        },
        "values" => values::carried_out(app, answer, fields, today, lang).await,
        _ => {
            let typed = read::Typed {
                command: String::new(),
                day: fields.get("day").to_owned(),
                links: fields.get("links").to_owned(),
                note: fields.get("note").to_owned(),
            };
            // The row is the letter's; here only what was typed is read.
            match read::report(&typed, 0, Executor::Joint, today, lang) {
                Ok(report) => {
                    let said = Said { performed_on: report.performed_on, links: report.links, note: report.note };
                    answering::mark(app, answer, said).await.map(Ok)
                }
                Err(all) => {
                    let beside = |w: read::Wrong| Wrong { field: w.field.map(str::to_owned), sentence: w.sentence };
                    Ok(Err(all.into_iter().map(beside).collect()))
                }
            }
        }
    }
}

/// A refusal beside the field of the form it speaks of.
pub fn beside(fields: &Fields, refusal: &Refusal, lang: Lang) -> Wrong {
    let field = match (fields.get("deed"), refusal.field()) {
        (MOVE, Some(field @ ("reason" | "to"))) | ("date", Some(field @ "minutes")) => Some(field),
        ("done" | "answer" | "recommendation", Some(field @ ("links" | "note"))) => Some(field),
        ("done", Some("performed_on")) => Some("day"),
        _ => None,
    };
    Wrong { field: field.map(str::to_owned), sentence: refusals::refusal(lang, refusal) }
}
