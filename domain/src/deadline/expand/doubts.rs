//! Other readings that a phrase leaves open, and what a person should look at.

use super::{Stretch, occurrences, of_rule};
use crate::{
    deadline::{
        Choice, Context, Occurrence, Warning, misprint,
        rule::{At, Every, NthDay, NthOfMonth, Rule, Span, Unit, Window, YearlyWindow},
    },
    event::DueKind,
};
use chrono::{Datelike, NaiveDate};

/// The other readings that the doubts of a phrase leave open.
pub(in crate::deadline) fn choices(doubts: &[&'static str], rules: &[Rule], cx: &Context<'_>) -> Vec<Choice> {
    let mut codes: Vec<&'static str> = doubts.to_vec();
    codes.sort_unstable();
    codes.dedup();
    let usual = occurrences(rules, cx);
    let choice = |code| {
        let rules = otherwise(code, rules, cx);
        Choice { code, occurrences: occurrences(&rules, cx), rules }
    };
    let matters = |choice: &Choice| NOT_OF_DATES.contains(&choice.code) || choice.occurrences != usual;
    codes.into_iter().map(choice).filter(matters).collect()
}

/// Doubts about more than the dates: which event, which calendar, the report of which month. All others matter only where
/// the other reading has other dates: «раз в полугодие (до 15 августа и 15 февраля)» leaves nothing open.
const NOT_OF_DATES: [&str; 3] = ["days_after_event", "next_month", "trimesters"];

fn otherwise(code: &str, rules: &[Rule], cx: &Context<'_>) -> Vec<Rule> {
    let with = |rule: &Rule| match (code, rule) {
        ("school_half_year", Rule::Every(e)) => Rule::Every(Every { unit: Unit::SchoolHalf, ..e.clone() }),
        ("within_school_year", Rule::Every(e)) => Rule::Every(Every { unit: Unit::SchoolYear, ..e.clone() }),
        ("next_month", Rule::Every(e)) => Rule::Every(Every { at: e.at.map(the_other_month), ..e.clone() }),
        ("school_or_calendar_year", Rule::Whole(Span::Year)) => {
            let usual = of_rule(rule, cx);
            let school = of_rule(&Rule::Whole(Span::SchoolYear), cx);
            let unit = if usual == school { Unit::Year } else { Unit::SchoolYear };
            Rule::Every(Every::once(unit))
        }
        ("school_or_calendar_year", Rule::Every(e)) => {
            Rule::Every(Every { season: Some(((9, 1), (5, 31))), ..e.clone() })
        }
        ("school_or_calendar_year", Rule::Dated(windows)) => Rule::Dated(windows.iter().map(school_year).collect()),
        ("school_half_year", Rule::Yearly(windows)) => Rule::Yearly(windows.iter().map(school_half).collect()),
        ("week_of_month", Rule::NthOfMonth(all)) => seventh_days(all),
        ("month_included", Rule::Dated(windows)) => {
            let before = |w: &Window| Window { due: w.due.and_then(|due| before_month(w, due)), ..*w };
            Rule::Dated(windows.iter().map(before).collect())
        }
        ("month_included", Rule::Yearly(windows)) => {
            let before = |w: &YearlyWindow| YearlyWindow { due: w.due.map(|due| before_yearly(w, due)), ..*w };
            Rule::Yearly(windows.iter().map(before).collect())
        }
        _ => rule.clone(),
    };
    rules.iter().map(with).collect()
}

/// The last day of the month before, for a term until a month.
fn before_month(window: &Window, due: NaiveDate) -> Option<NaiveDate> {
    let until_month = window.kind == DueKind::Until && super::month_end(due) == due;
    if until_month { due.with_day(1)?.pred_opt() } else { Some(due) }
}

fn before_yearly(window: &YearlyWindow, (month, day): (u32, u32)) -> (u32, u32) {
    let until_month = window.kind == DueKind::Until && day == 31;
    if until_month { ((month + 10) % 12 + 1, 31) } else { (month, day) }
}

/// Two calendar years as the school year that they may mean.
fn school_year(window: &Window) -> Window {
    let two_years = |start: NaiveDate, due: NaiveDate| start.ordinal() == 1 && due.year() == start.year() + 1;
    let other = window.start.zip(window.due).filter(|(start, due)| two_years(*start, *due));
    let school = other.and_then(|(start, due)| Some((start.with_month(9)?, due.with_day(31)?.with_month(5)?)));
    school.map_or(*window, |(start, due)| Window { start: Some(start), due: Some(due), ..*window })
}

/// A calendar half-year as a half of the school year.
fn school_half(window: &YearlyWindow) -> YearlyWindow {
    let (start, due) = match (window.start, window.due) {
        (Some((1, 1)), Some((6, 31))) => (Some((1, 1)), Some((5, 31))),
        (Some((7, 1)), Some((12, 31))) => (Some((9, 1)), Some((12, 31))),
        other => other,
    };
    YearlyWindow { start, due, ..*window }
}

/// The n-th seven days of the month, whatever weekday they begin on.
fn seventh_days(all: &[NthOfMonth]) -> Rule {
    let window = |nth: &NthOfMonth| {
        let last = if nth.nth < 0 { 31 } else { u32::from(nth.nth.unsigned_abs()) * 7 };
        YearlyWindow { start: Some((nth.month, last - 6)), due: Some((nth.month, last)), kind: DueKind::Window }
    };
    let of_year = |nth: &NthOfMonth| {
        let (window, year) = (window(nth), nth.year?);
        let (from, to): Stretch = super::season_of((window.start?, window.due?), year)?;
        Some(Window { start: Some(from), due: Some(to), kind: window.kind })
    };
    let weeks = all.iter().filter(|nth| nth.day == NthDay::Week);
    match weeks.clone().map(of_year).collect::<Option<Vec<_>>>() {
        Some(dated) => Rule::Dated(dated),
        None => Rule::Yearly(weeks.map(window).collect()),
    }
}

fn the_other_month(at: At) -> At {
    match at {
        At::Day(n) => At::NextMonthDay(n),
        At::WorkDay(n) => At::NextMonthWorkDay(n),
        At::NextMonthDay(n) => At::DayOfMonth(3, n),
        At::NextMonthWorkDay(_) => At::ByLastWorkDay,
        other => other,
    }
}

/// What a person should look at.
pub(in crate::deadline) fn warnings(rules: &[Rule], occurrences: &[Occurrence], cx: &Context<'_>) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for o in occurrences {
        let occurrence = o.seq;
        if o.past_at_approval {
            warnings.push(Warning::BeforeApproval { occurrence });
        }
        if o.cut {
            warnings.push(Warning::Cut { occurrence });
        }
        if o.outside_period || o.past_at_approval {
            warnings.extend(misprint::beside_period(o, cx));
        }
        if o.outside_period {
            warnings.push(Warning::OutsidePeriod { occurrence });
        }
    }
    let mut unknown: Vec<i32> = occurrences.iter().filter_map(|o| Some(o.due?.year())).collect();
    unknown.retain(|year| !cx.calendar.is_known(*year));
    unknown.sort_unstable();
    unknown.dedup();
    warnings.extend(unknown.into_iter().map(|year| Warning::CalendarUnknown { year }));
    let dated = rules.iter().any(|rule| matches!(rule, Rule::Dated(_)));
    warnings.retain(|w| dated || !matches!(w, Warning::SuspectYear { .. }));
    warnings.dedup();
    warnings
}
