//! How the words of a term were understood, in a line under them.

use super::tally::Tally;
use crate::{json, wording::Lang};
use chrono::NaiveDate;
use vekha_domain::{
    activity::{Activity, Occurrence},
    deadline::Rule,
    event::{DeadlineSet, DeadlineStatus},
};

/// Up to so many dates are written out; more are told by their rhythm.
const FEW: usize = 2;

/// «по 26.12.2022», «каждый квартал, ближайший 30.09.2023», or why there is no date.
pub fn understood(activity: &Activity, tallies: &[Tally<'_>], day: NaiveDate, lang: Lang) -> String {
    let dated: Vec<&Occurrence> = tallies.iter().filter(|t| t.due.is_some()).map(|t| t.occurrence).collect();
    let Some(term) = activity.term_on(day) else { return lang.say("term-none") };
    if dated.is_empty() {
        return undated(term, lang);
    }
    if dated.len() <= FEW {
        let labels: Vec<String> = dated.iter().map(|o| json::label(o.start, o.due_on(day), lang)).collect();
        return labels.join(", ");
    }
    let rhythm = rhythm(term, dated.len(), lang);
    let due = |o: &&Occurrence| o.due_on(day);
    let (key, date) = match dated.iter().filter_map(due).find(|due| *due >= day) {
        Some(next) => ("term-next", next),
        None => ("term-last", dated.iter().filter_map(due).next_back().unwrap_or(day)),
    };
    lang.say_with(key, [("rhythm", rhythm.into()), ("day", date.format("%d.%m.%Y").to_string().into())])
}

/// Every rhythm in words: «каждый квартал», «2 раза в год».
pub fn rhythm(term: &DeadlineSet, dated: usize, lang: Lang) -> String {
    let every = term.rules.iter().find_map(|rule| match rule {
        Rule::Every(every) => Some((every.times, every.step)),
        Rule::Dated(_) | Rule::Yearly(_) | Rule::NthOfMonth(_) | Rule::Terms(_) | Rule::Whole(_) => None,
        Rule::External(_) | Rule::Relative(_) | Rule::OnDemand(_) => None,
    });
    let (times, step) = every.unwrap_or((1, 1));
    lang.say_with(
        "term-rhythm",
        [
            ("kind", term.kind.clone().into()),
            ("times", lang.say_with("term-times", [("n", times.into())]).into()),
            ("step", step.into()),
            ("dated", dated.into()),
        ],
    )
}

/// Why there is no date.
pub fn undated(term: &DeadlineSet, lang: Lang) -> String {
    let why = match term.status {
        DeadlineStatus::Missing => "missing",
        DeadlineStatus::NotUnderstood => "not-understood",
        DeadlineStatus::Read | DeadlineStatus::Ambiguous | DeadlineStatus::Chosen | DeadlineStatus::Waiting => {
            match term.kind.as_str() {
                "external" => "external",
                "event_relative" => "event",
                "on_demand" => "on-demand",
                _ => "waiting",
            }
        }
    };
    lang.say_with("term-undated", [("why", why.into())])
}

/// Moves made by the day, in the order they were recorded, each as «с … на …».
pub fn moves(occurrence: &Occurrence, day: NaiveDate, lang: Lang) -> Vec<String> {
    let told = |m: &vekha_domain::activity::Move| {
        let (old, new) = (m.old.format("%d.%m.%Y").to_string(), m.new.format("%d.%m.%Y").to_string());
        lang.say_with("term-moved", [("old", old.into()), ("new", new.into())])
    };
    occurrence.moves.iter().filter(|m| m.basis.date <= day).map(told).collect()
}
