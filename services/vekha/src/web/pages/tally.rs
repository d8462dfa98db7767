//! An activity's occurrences as people look at them: each with its obligations, its most urgent state, its box.

use super::states::urgency;
use crate::wording::Lang;
use chrono::{Datelike, Months, NaiveDate};
use std::collections::HashMap;
use vekha_domain::{
    activity::{Activity, Occurrence},
    event::Executor,
    ids::ActivityId,
    school::SchoolTerms,
};
use vekha_projections::{Obligation, State};

/// Up to so many occurrences stand in one row, each with its date; more get a line a year.
const FEW: usize = 4;

/// One occurrence with everything that has to be done for it.
pub struct Tally<'a> {
    /// The occurrence.
    pub occurrence: &'a Occurrence,
    /// Its due day on the day asked for; none as long as it has no date.
    pub due: Option<NaiveDate>,
    /// What it comes to; none as long as it has no date.
    pub obligations: Vec<&'a Obligation>,
}

impl<'a> Tally<'a> {
    /// The activity's occurrences by due day, those without a date last.
    pub fn of(activity: &'a Activity, obligations: &'a [Obligation], day: NaiveDate) -> Vec<Tally<'a>> {
        let tally = |occurrence: &'a Occurrence| Tally {
            occurrence,
            due: occurrence.due_on(day),
            obligations: obligations.iter().filter(|o| o.occurrence == occurrence.seq).collect(),
        };
        let mut all: Vec<Tally<'a>> = activity.occurrences.iter().map(tally).collect();
        all.retain(|t| !t.obligations.is_empty() || (t.due.is_none() && t.occurrence.stands_on(day)));
        all.sort_by_key(|t| (t.due.is_none(), t.due, t.occurrence.seq));
        all
    }

    /// The most urgent state of its obligations; none as long as it has no date.
    pub fn state(&self) -> Option<State> {
        self.obligations.iter().map(|o| o.state).min_by_key(|state| (urgency(*state), later_first(*state)))
    }

    /// How many have to do it, those off control left out.
    pub fn all(&self) -> usize {
        self.obligations.iter().filter(|o| o.state != State::Withdrawn).count()
    }

    /// How many of them have marked it.
    pub fn marked(&self) -> usize {
        self.obligations.iter().filter(|o| o.state != State::Withdrawn && o.mark.is_some()).count()
    }

    /// How many did it late.
    pub fn late(&self) -> usize {
        self.obligations.iter().filter(|o| o.state == State::DoneLate).count()
    }

    /// Does each member of a group mark it?
    pub fn is_group(&self) -> bool {
        self.obligations.iter().any(|o| matches!(o.executor, Executor::Member(_))) && self.obligations.len() > 1
    }

    /// Does somebody have to act on it now?
    pub fn presses(&self) -> bool {
        self.state().is_some_and(|state| urgency(state) < urgency(State::Open))
    }

    /// «27 из 30», or how many of them were late once all have done it; nothing for a single mark.
    pub fn fraction(&self, lang: Lang) -> Option<String> {
        if !self.is_group() {
            return None;
        }
        let (late, all) = (self.late(), self.all());
        if self.state() == Some(State::DoneLate) {
            return Some(lang.say_with("tally-late", [("n", late.into()), ("all", all.into())]));
        }
        Some(lang.say_with("tally-marked", [("n", self.marked().into()), ("all", all.into())]))
    }
}

/// Obligations of several activities, activity by activity; they come in the order of the tables.
pub fn by_activity(obligations: &[Obligation]) -> HashMap<ActivityId, &[Obligation]> {
    let chunks = obligations.chunk_by(|a, b| a.activity == b.activity);
    chunks.filter_map(|chunk| chunk.first().map(|first| (first.activity, chunk))).collect()
}

/// Of two overdue ones the later is the more urgent.
fn later_first(state: State) -> i64 {
    match state {
        State::Overdue { working_days } => -working_days,
        _ => 0,
    }
}

/// The occurrence to look at first: the most urgent, of equals the nearest one; of those done the last.
pub fn first_to_look_at<'t, 'a>(tallies: &'t [Tally<'a>]) -> Option<&'t Tally<'a>> {
    let of = |t: &Tally<'_>| urgency(t.state().unwrap_or(State::Ahead));
    let least = tallies.iter().map(of).min()?;
    let mut equals = tallies.iter().filter(|t| of(t) == least);
    if least > urgency(State::Ahead) { equals.next_back() } else { equals.next() }
}

/// How the box of an occurrence is called.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Called {
    /// In a row of its own: «26.12.22».
    ByDay,
    /// Under its year: «II кв», «май», «26.12».
    WithinYear,
    /// On the activity's page: «II кв 2023», «26.12.2022».
    InFull,
}

/// The name of an occurrence's box: its quarter, month or school term when it fills one, else its due day.
pub fn called(occurrence: &Occurrence, due: NaiveDate, how: Called, terms: &SchoolTerms, lang: Lang) -> String {
    let unit = match how {
        Called::ByDay => return due.format("%d.%m.%y").to_string(),
        Called::WithinYear | Called::InFull => unit(occurrence, due, lang),
    };
    match (unit, how) {
        (Some(unit), Called::InFull) => format!("{unit}\u{a0}{}", due.year()),
        (Some(unit), _) => unit,
        (None, _) if let Some(term) = term(occurrence, due, how, terms, lang) => term,
        (None, Called::InFull) => due.format("%d.%m.%Y").to_string(),
        (None, _) => due.format("%d.%m").to_string(),
    }
}

/// The calendar quarter or month that the occurrence fills; the period may have cut its beginning.
fn unit(occurrence: &Occurrence, due: NaiveDate, lang: Lang) -> Option<String> {
    let (start, month) = (occurrence.start?, due.with_day(1)?);
    let ends_with_month = due.succ_opt()?.day() == 1;
    if occurrence.planned_due != Some(due) || !ends_with_month {
        return None;
    }
    if start == month {
        return Some(lang.say_with("tally-month", [("month", due.month().into())]));
    }
    let quarter = month.checked_sub_months(Months::new(2)).filter(|_| due.month().is_multiple_of(3))?;
    let fills = start == quarter || (occurrence.cut && start > quarter && start <= due);
    fills.then(|| lang.say_with("tally-quarter", [("quarter", due.quarter().into())]))
}

/// The term of the school year that the occurrence fills, as the office keeps it: no calendar quarter, though a year has four.
fn term(occurrence: &Occurrence, due: NaiveDate, how: Called, terms: &SchoolTerms, lang: Lang) -> Option<String> {
    let start = occurrence.start.filter(|_| occurrence.planned_due == Some(due))?;
    let (year, number, of) = terms.ending_on(due)?;
    let first = terms.terms_of(year).get(number - 1)?.from;
    let fills = start == first || (occurrence.cut && start > first);
    let kind = if of == 3 { "trimester" } else { "term" };
    let short = [("n", number.into()), ("kind", kind.into())];
    let name = fills.then(|| lang.say_with("tally-term", short))?;
    let years = format!("{year}/{:02}", (u32::from(year) + 1) % 100);
    Some(if how == Called::InFull { format!("{name}\u{a0}{years}") } else { name })
}

/// Boxes in one line: all of them, or those of one year.
pub struct Line<'t, 'a> {
    /// The year in front; none when all stand in one line.
    pub year: Option<i32>,
    /// The occurrences.
    pub tallies: Vec<&'t Tally<'a>>,
    /// A year to come of which nothing is done yet: it may be folded.
    pub ahead: bool,
}

/// The dated occurrences in lines.
pub fn lines<'t, 'a>(tallies: &'t [Tally<'a>], day: NaiveDate) -> Vec<Line<'t, 'a>> {
    let dated: Vec<&Tally<'a>> = tallies.iter().filter(|t| t.due.is_some()).collect();
    if dated.len() <= FEW {
        let all = Line { year: None, tallies: dated, ahead: false };
        return if all.tallies.is_empty() { Vec::new() } else { vec![all] };
    }
    let mut lines: Vec<Line<'t, 'a>> = Vec::new();
    for tally in dated {
        let year = tally.due.map(|due| due.year());
        match lines.last_mut().filter(|line| line.year == year) {
            Some(line) => line.tallies.push(tally),
            None => lines.push(Line { year, tallies: vec![tally], ahead: false }),
        }
    }
    for line in &mut lines {
        line.ahead = line.year.is_some_and(|year| year > day.year())
            && line.tallies.iter().all(|t| matches!(t.state(), Some(State::Ahead | State::Open)));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use vekha_domain::event::DueKind;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn occurrence(start: Option<&str>, due: &str, cut: bool) -> Occurrence {
        Occurrence {
            seq: 1,
            start: start.map(day),
            planned_due: Some(day(due)),
            kind: DueKind::Window,
            cut,
            past_at_approval: false,
            since: day("2022-11-08"),
            scheduled: None,
            moves: Vec::new(),
            cancelled: None,
            replaced: None,
        }
    }

    #[test]
    fn a_box_is_called_by_its_quarter_month_or_day() {
        let named = |start: Option<&str>, due: &str, cut, how| {
            called(&occurrence(start, due, cut), day(due), how, &SchoolTerms::default(), Lang::Ru)
        };
        assert_eq!(named(Some("2023-04-01"), "2023-06-30", false, Called::WithinYear), "II\u{a0}кв");
        assert_eq!(named(Some("2023-04-01"), "2023-06-30", false, Called::InFull), "II\u{a0}кв\u{a0}2023");
        assert_eq!(named(Some("2022-11-08"), "2022-12-31", true, Called::WithinYear), "IV\u{a0}кв");
        assert_eq!(named(Some("2023-05-01"), "2023-05-31", false, Called::WithinYear), "май");
        assert_eq!(named(Some("2023-03-01"), "2023-04-30", false, Called::WithinYear), "30.04");
        assert_eq!(named(None, "2022-12-26", false, Called::InFull), "26.12.2022");
        assert_eq!(named(None, "2022-12-26", false, Called::ByDay), "26.12.22");
        assert_eq!(named(Some("2023-01-09"), "2023-03-22", false, Called::InFull), "3\u{a0}четверть\u{a0}2022/23");
        assert_eq!(named(Some("2022-11-08"), "2022-12-28", true, Called::WithinYear), "2\u{a0}четверть");
        assert_eq!(named(Some("2023-02-01"), "2023-03-22", false, Called::InFull), "22.03.2023");
    }

    #[test]
    fn a_moved_occurrence_is_called_by_its_new_day() {
        let quarter = occurrence(Some("2023-04-01"), "2023-06-30", false);
        assert_eq!(called(&quarter, day("2023-07-14"), Called::WithinYear, &SchoolTerms::default(), Lang::Ru), "14.07");
    }
}
