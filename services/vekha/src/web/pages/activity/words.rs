//! The words of the order beside what was understood of them.

use super::super::{asked::Asked, parties, tally::Tally, term, written};
use crate::json::Deadline;
use vekha_domain::{
    activity::Activity,
    deadline::{self, Context, Period, READER_VERSION},
    event::{DeadlineStatus, Executor, Party},
};

/// A line with its name.
pub struct Line {
    /// What it is.
    pub name: String,
    /// What it says.
    pub words: String,
}

/// The row of the order, cell by cell.
pub fn said(asked: &Asked, activity: &Activity) -> Vec<Line> {
    let (lang, day) = (asked.lang, asked.as_of);
    let words = activity.wording_on(day).cloned().unwrap_or_default();
    let named = parties::named(activity, day, asked.state(), &asked.names, lang);
    let responsible: Vec<String> = named.into_iter().map(|n| n.name).collect();
    let cells = [
        ("said-task", words.task),
        ("said-activity", Some(words.title)),
        ("said-form", words.form),
        ("said-audience", words.audience),
        ("said-place", words.place),
        ("said-codes", Some(words.codes.join(", "))),
        ("said-term", activity.term_on(day).map(|t| t.words.clone())),
        ("said-result", words.result),
        ("said-responsible", Some(responsible.join(", "))),
    ];
    let line = |(key, words): (&str, Option<String>)| {
        let words = words.filter(|words| !words.trim().is_empty())?;
        Some(Line { name: lang.say(key), words })
    };
    cells.into_iter().filter_map(line).collect()
}

/// What was made of it.
pub fn understood(asked: &Asked, activity: &Activity, tallies: &[Tally<'_>]) -> Vec<Line> {
    let (lang, day) = (asked.lang, asked.as_of);
    let line = |key: &str, words: String| Line { name: lang.say(key), words };
    let mut lines = vec![line("said-term", term::understood(activity, tallies, day, lang))];
    if let Some(term) = activity.term_on(day) {
        let status = match term.status {
            DeadlineStatus::Read => "read",
            DeadlineStatus::Ambiguous => "ambiguous",
            DeadlineStatus::Chosen => "chosen",
            DeadlineStatus::Waiting => "waiting",
            DeadlineStatus::NotUnderstood => "not-understood",
            DeadlineStatus::Missing => "missing",
        };
        lines.push(line("understood-how", lang.say_with("understood-status", [("status", status.into())])));
        lines.extend(term.comment.clone().map(|comment| line("understood-comment", comment)));
    }
    lines.push(line("understood-executors", executors(asked, activity)));
    // The words of the order name who is responsible; who does it instead that day is said beside them.
    let named = parties::named(activity, day, asked.state(), &asked.names, lang);
    let instead: Vec<String> =
        named.into_iter().filter_map(|n| Some(format!("{} — {}", written::unbroken(&n.name), n.stand_in?))).collect();
    if !instead.is_empty() {
        lines.push(line("people-substitutions", instead.join("; ")));
    }
    lines.push(line("understood-proof", lang.say("understood-one-link")));
    lines
}

fn executors(asked: &Asked, activity: &Activity) -> String {
    let (lang, day) = (asked.lang, asked.as_of);
    let executors = activity.executors_on(day, asked.state().office());
    let members = executors.iter().filter(|e| matches!(e, Executor::Member(_))).count();
    let several = activity.parties_on(day).filter(|party| !matches!(party, Party::Group(_))).count() > 1;
    let joint = executors.contains(&Executor::Joint);
    let key = match (members, joint, several) {
        (0, _, true) => "understood-together",
        (0, _, false) => "understood-alone",
        (_, true, _) => "understood-each-and-together",
        (_, false, _) => "understood-each",
    };
    let lead = activity.lead_on(day).filter(|_| several);
    let words = lang.say_with(key, [("n", members.into())]);
    let lead = lead.map(|party| crate::sentence::party(lang, party, asked.state(), &asked.names));
    match lead {
        Some(lead) => lang.say_with("understood-lead", [("words", words.into()), ("lead", lead.into())]),
        None => words,
    }
}

/// What somebody should look at: doubts about the term, the ground on which the activity is off control.
pub fn warnings(asked: &Asked, activity: &Activity) -> Vec<String> {
    let (lang, day) = (asked.lang, asked.as_of);
    let mut warnings = Vec::new();
    if let Some(basis) = activity.withdrawn.as_ref().filter(|basis| basis.date <= day) {
        let since = written::day(basis.date);
        let args = [("day", since.into()), ("basis", basis.words.clone().into())];
        warnings.push(lang.say_with("activity-withdrawn", args));
    }
    warnings.extend(doubts(asked, activity));
    let rewordings = activity.wordings.iter().skip(1).rfind(|(since, _)| *since <= day);
    if let (Some((since, _)), Some((_, first))) = (rewordings, activity.wordings.first()) {
        let args = [("day", written::day(*since).into()), ("words", first.title.clone().into())];
        warnings.push(lang.say_with("activity-reworded", args));
    }
    warnings
}

/// The words are read once more: the log keeps the dates they came to, not the doubts about them.
fn doubts(asked: &Asked, activity: &Activity) -> Vec<String> {
    let (lang, office) = (asked.lang, asked.state().office());
    let Some(term) = activity.term_on(asked.as_of) else { return vec![lang.say("term-none")] };
    let adopted = asked.state().roadmap(activity.roadmap).and_then(|r| r.adopted.as_ref());
    let Some(order) = adopted.filter(|_| term.reader == READER_VERSION && term.status != DeadlineStatus::Chosen) else {
        return Vec::new();
    };
    let period = Period { from: order.from, to: order.to };
    let cx = Context::new(period, order.date.unwrap_or(order.from), office.calendar(), office.school_terms());
    let read = Deadline::of(&deadline::read(&term.words, &cx), &cx, lang);
    let first = |words: &str| {
        let mut letters = words.chars();
        letters.next().map_or_else(String::new, |c| c.to_uppercase().chain(letters).collect())
    };
    let other = read.choices.iter().filter(|_| term.status == DeadlineStatus::Ambiguous);
    let other = other.map(|choice| lang.say_with("activity-otherwise", [("words", choice.words.clone().into())]));
    read.warnings.iter().map(|warning| first(&warning.words)).chain(other).collect()
}
