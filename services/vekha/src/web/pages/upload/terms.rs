//! The unclear terms of an order: which rows they stand in, what may be chosen for them, and what was.

use super::super::{form::Wrong, written};
use crate::{
    drafts::{TermTyped, Typed},
    json::{Deadline, ImportShown, OccurrenceRead, RowShown},
    wording::Lang,
};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use vekha_domain::deadline::{Decision, Status};

/// So many dates are written out; how many more there are is said.
const FIRST: usize = 4;
/// Most dates a person types for one term: every week of ten years.
const MOST: usize = 520;
/// Warnings that hardly anybody has to act upon.
const SLIGHT: [&str; 2] = ["cut", "calendar_unknown"];

/// Rows with the same unclear words: one choice is made for all of them.
pub struct Group {
    /// Place of the first row in the table, from 0: the name of its fields.
    pub at: usize,
    /// Places of all of them.
    pub rows: Vec<usize>,
    /// The program can be trusted here, but for a remark.
    pub slight: bool,
}

/// The unclear terms, the most unclear first.
pub fn unclear(shown: &ImportShown) -> Vec<Group> {
    let mut ranked: Vec<(u8, Group)> = Vec::new();
    let mut alike: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, row) in shown.activities.iter().enumerate() {
        let Some(term) = &row.schedule else { continue };
        let Some(rank) = rank(term) else { continue };
        // Words without a meaning, and no words at all, mean something else in each row.
        let same = if dated(&term.occurrences) { alike.get(row.deadline.trim()).copied() } else { None };
        match same.and_then(|place| ranked.get_mut(place)) {
            Some((_, group)) => group.rows.push(at),
            None => {
                alike.insert(row.deadline.trim(), ranked.len());
                ranked.push((rank, Group { at, rows: vec![at], slight: rank == 4 }));
            }
        }
    }
    ranked.sort_by_key(|(rank, group)| (*rank, group.at));
    ranked.into_iter().map(|(_, group)| group).collect()
}

/// How unclear a term is; none for one without doubt.
fn rank(term: &Deadline) -> Option<u8> {
    match term.status {
        Status::NotUnderstood => Some(0),
        Status::Ambiguous => Some(1),
        Status::Missing => Some(2),
        Status::Parsed if term.warnings.is_empty() => None,
        Status::Parsed if term.warnings.iter().all(|w| SLIGHT.contains(&w.code.as_str())) => Some(4),
        Status::Parsed => Some(3),
    }
}

/// What was decided, row by row, and what cannot be read of it.
pub fn decided(
    groups: &[Group],
    typed: &Typed,
    period: Option<(NaiveDate, NaiveDate)>,
    lang: Lang,
) -> (BTreeMap<usize, Decision>, Vec<Wrong>) {
    let (mut decided, mut wrong) = (BTreeMap::new(), Vec::new());
    for group in groups {
        let Some(term) = typed.terms.get(&group.at) else { continue };
        match decision(term, period, lang) {
            Ok(Some(decision)) => decided.extend(group.rows.iter().map(|row| (*row, decision.clone()))),
            Ok(None) => {}
            Err(sentence) => wrong.push(Wrong::beside(&format!("dates-{}", group.at), sentence)),
        }
    }
    (decided, wrong)
}

/// What was decided about a term; none as long as nothing was.
pub fn decision(
    term: &TermTyped,
    period: Option<(NaiveDate, NaiveDate)>,
    lang: Lang,
) -> Result<Option<Decision>, String> {
    match term.pick.as_str() {
        "offered" => Ok(Some(Decision::Offered)),
        "quarters" => Ok(Some(Decision::Quarters)),
        "waiting" => Ok(Some(Decision::Waiting)),
        "dates" => dates(&term.dates, period, lang).map(|days| Some(Decision::Dates(days))),
        // Dates that were typed are meant, whether the line beside them was chosen or not.
        other => match other.strip_prefix("other-") {
            Some(code) => Ok(Some(Decision::Other(code.to_owned()))),
            None if term.dates.trim().is_empty() => Ok(None),
            None => dates(&term.dates, period, lang).map(|days| Some(Decision::Dates(days))),
        },
    }
}

fn dates(text: &str, period: Option<(NaiveDate, NaiveDate)>, lang: Lang) -> Result<Vec<NaiveDate>, String> {
    let mut days = Vec::new();
    for word in text.split([',', ';', ' ', '\n', '\r', '\t']).filter(|word| !word.is_empty()) {
        let named = || [("day", word.to_owned().into())];
        let day = written::read_day(word).ok_or_else(|| lang.say_with("upload-dates-wrong", named()))?;
        if period.is_some_and(|(from, to)| day < from || to < day) {
            return Err(lang.say_with("upload-dates-outside", named()));
        }
        days.push(day);
    }
    match days.len() {
        0 => Err(lang.say("upload-dates-missing")),
        n if n > MOST => Err(lang.say_with("upload-dates-many", [("n", MOST.into())])),
        _ => Ok(days),
    }
}

/// An unclear term on the page.
pub struct TermShown {
    /// Name of its fields.
    pub at: usize,
    /// Words of the order.
    pub words: String,
    /// Rows it stands in: number and activity.
    pub rows: Vec<(String, String)>,
    /// What was understood.
    pub read: String,
    /// What to look at.
    pub doubts: Vec<String>,
    /// What may be chosen.
    pub lines: Vec<Line>,
    /// Dates as typed.
    pub dates: String,
    /// The dates are chosen.
    pub by_dates: bool,
    /// Why the dates cannot be read.
    pub error: Option<String>,
    /// The program can be trusted here, but for a remark.
    pub slight: bool,
}

/// One line to choose.
pub struct Line {
    /// What it sends.
    pub value: String,
    /// What it says.
    pub words: String,
    /// It is chosen.
    pub chosen: bool,
}

impl TermShown {
    /// A group of rows with what was typed for it.
    pub fn of(group: &Group, shown: &ImportShown, typed: &Typed, wrong: &[Wrong], lang: Lang) -> Option<TermShown> {
        let row = shown.activities.get(group.at)?;
        let term = row.schedule.as_ref()?;
        let typed = typed.terms.get(&group.at).cloned().unwrap_or_default();
        let field = format!("dates-{}", group.at);
        let named = |row: &RowShown| (row.number.clone(), row.title.clone());
        let by_dates = by_dates(&typed);
        Some(TermShown {
            at: group.at,
            words: row.deadline.trim().to_owned(),
            rows: group.rows.iter().filter_map(|at| shown.activities.get(*at)).map(named).collect(),
            read: understood(term, lang),
            doubts: doubts(term, lang),
            lines: lines(term, &typed.pick, by_dates, lang),
            by_dates,
            dates: typed.dates,
            error: wrong.iter().find(|w| w.field.as_ref() == Some(&field)).map(|w| w.sentence.clone()),
            slight: group.slight,
        })
    }
}

/// What a person should look at.
pub fn doubts(term: &Deadline, lang: Lang) -> Vec<String> {
    let ambiguous = (term.status == Status::Ambiguous).then(|| lang.say("upload-ambiguous"));
    // An empty cell is told where the reading stands.
    let warnings = term.warnings.iter().filter(|w| w.code != "empty").map(|w| written::capital(&w.words));
    ambiguous.into_iter().chain(warnings).collect()
}

/// Dates that were typed are meant, whether the line beside them was chosen or not.
pub fn by_dates(typed: &TermTyped) -> bool {
    typed.pick == "dates" || (undecided(&typed.pick) && !typed.dates.trim().is_empty())
}

fn undecided(pick: &str) -> bool {
    pick.is_empty() || pick == "later"
}

/// What may be chosen for a term.
pub fn lines(term: &Deadline, pick: &str, by_dates: bool, lang: Lang) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = |value: String, words: String| {
        let chosen = pick == value || (value == "later" && undecided(pick) && !by_dates);
        lines.push(Line { value, words, chosen });
    };
    let later = if dated(&term.occurrences) { "upload-later-read" } else { "upload-later-undated" };
    line("later".to_owned(), lang.say(later));
    if dated(&term.occurrences) {
        line("offered".to_owned(), lang.say("upload-offered"));
    }
    for choice in term.choices.iter().filter(|choice| dated(&choice.occurrences)) {
        let words = format!("{} {}", choice.words, first_dates(&choice.occurrences, lang));
        line(format!("other-{}", choice.code), words);
    }
    line("quarters".to_owned(), lang.say("upload-quarters"));
    line("waiting".to_owned(), lang.say("upload-waiting"));
    lines
}

/// What was understood of a term, in a line: the first dates, or why there are none.
pub fn understood(term: &Deadline, lang: Lang) -> String {
    let dates = first_dates(&term.occurrences, lang);
    match (term.status, &term.comment) {
        (Status::Missing, _) => lang.say("upload-read-missing"),
        (Status::NotUnderstood, _) => {
            lang.say_with("upload-read-nothing", [("words", term.not_understood.join(" ").into())])
        }
        (Status::Parsed | Status::Ambiguous, Some(comment)) if dates.is_empty() => {
            lang.say_with("upload-read-undated-comment", [("comment", comment.clone().into())])
        }
        (Status::Parsed | Status::Ambiguous, None) if dates.is_empty() => lang.say("upload-read-undated"),
        (Status::Parsed | Status::Ambiguous, _) => dates,
    }
}

fn first_dates(occurrences: &[OccurrenceRead], lang: Lang) -> String {
    let first: Vec<&str> = occurrences.iter().take(FIRST).map(|o| o.label.as_str()).collect();
    let (first, more) = (first.join(", "), occurrences.len().saturating_sub(FIRST));
    if more == 0 { first } else { lang.say_with("upload-more", [("dates", first.into()), ("n", more.into())]) }
}

fn dated(occurrences: &[OccurrenceRead]) -> bool {
    occurrences.iter().any(|o| o.due.is_some())
}
