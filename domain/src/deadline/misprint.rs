//! Years that are likely misprints: beside the period of the roadmap, or beside the other terms of its order.

use super::{Context, Occurrence, Reading, Rule, Warning, school_year_of};
use chrono::{Datelike, NaiveDate};

/// Of so many dated terms of an order at least it can be said which school year they are of.
const ENOUGH: usize = 5;

/// The year next to the written one, when it brings the term into the period and after the order.
pub(super) fn beside_period(o: &Occurrence, cx: &Context<'_>) -> Option<Warning> {
    let due = o.due?;
    let likely = [due.year() + 1, due.year() - 1].into_iter().find(|year| {
        let moved = of_year(due, *year);
        moved.is_some_and(|day| cx.period.from <= day && day <= cx.period.to && day >= cx.approved)
    })?;
    Some(Warning::SuspectYear { year: due.year(), likely })
}

/// Points out the years that stand alone in an order: where four in five of its dated terms are of one school year and
/// the year next to the written one would make the term one of them. The dates stay as written.
pub fn suspect_years(readings: &mut [Reading], cx: &Context<'_>) {
    let dues: Vec<NaiveDate> = readings.iter().filter_map(only_due).collect();
    let Some(usual) = dues.iter().map(|due| school_year_of(*due)).max_by_key(|year| count(&dues, *year)) else {
        return;
    };
    if dues.len() < ENOUGH || count(&dues, usual) * 5 < dues.len() * 4 {
        return;
    }
    for reading in readings {
        let Some(due) = only_due(reading).filter(|due| !is_of(*due, usual)) else { continue };
        let known = reading.warnings.iter().any(|w| matches!(w, Warning::SuspectYear { .. }));
        let likely = [due.year() - 1, due.year() + 1].into_iter().find(|year| {
            let moved = of_year(due, *year);
            moved.is_some_and(|day| is_of(day, usual) && cx.period.from <= day && day <= cx.period.to)
        });
        if let (Some(likely), false) = (likely, known) {
            reading.warnings.push(Warning::SuspectYear { year: due.year(), likely });
        }
    }
}

fn count(dues: &[NaiveDate], school_year: i32) -> usize {
    dues.iter().filter(|due| is_of(**due, school_year)).count()
}

/// The August before a school year prepares it.
fn is_of(day: NaiveDate, school_year: i32) -> bool {
    school_year_of(day) == school_year || (day.year() == school_year && day.month() == 8)
}

/// The due day of a term with a written year and a single window.
fn only_due(reading: &Reading) -> Option<NaiveDate> {
    let written = reading.rules.iter().any(|rule| matches!(rule, Rule::Dated(_)));
    match reading.occurrences.as_slice() {
        [only] if written => only.due,
        _ => None,
    }
}

/// The same day of another year; the last of February where it has no 29th.
fn of_year(day: NaiveDate, year: i32) -> Option<NaiveDate> {
    day.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, day.month(), 28))
}
