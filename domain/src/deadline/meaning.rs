//! Parts of a phrase put together: years spread, rhythms met by their dates, rules, the kind's name.

mod name;
mod rhythm;
mod years;

use super::{
    parser::{
        Parsed, Part,
        points::{Item, Point},
    },
    rule::{Rule, Span, Window, YearlyWindow},
};
use crate::event::DueKind;
use chrono::NaiveDate;

/// What a phrase means as a whole.
pub(super) struct Meaning {
    pub(super) rules: Vec<Rule>,
    pub(super) comment: Option<String>,
    pub(super) doubts: Vec<&'static str>,
    shape: &'static str,
}

/// Puts the parts together; none when they contradict each other.
pub(super) fn of(parsed: Parsed) -> Option<Meaning> {
    let Parsed { parts, mut comment, doubts } = parsed;
    let mut items: Vec<Item> = Vec::new();
    let mut rules: Vec<Rule> = Vec::new();
    let (mut yearly, mut lasting) = (false, None);
    for part in parts {
        match part {
            Part::Items(more) => items.extend(more),
            Part::Rule(rule) => rules.push(rule),
            Part::Yearly => yearly = true,
            Part::Lasting(months) => lasting = Some(months),
        }
    }
    years::bind(&mut items)?;
    years::spread(&mut items);
    years::apart(&items).then_some(())?;
    // Of a stated year and of every year at once: somebody meant one of them; «ежегодно, 2022-2024 гг.» says both.
    let dated = items.iter().any(|item| item.year().is_some());
    let undated = items.iter().any(|item| item.year().is_none());
    let span_of_years = matches!(items.as_slice(), [Item::Unit("years", ..) | Item::Year { .. }]);
    if dated && ((yearly && !span_of_years) || undated || lasting.is_some()) {
        return None;
    }
    rhythm::meet(&mut rules, &mut items, yearly)?;
    let shape = name::shape_of(&items, lasting);
    let windows = rules_of(&items, lasting)?;
    rules.splice(0..0, windows);
    schedule_as_remark(&mut rules, &mut comment);
    Some(Meaning { rules, comment, doubts, shape })
}

/// Continuous work beside a schedule, or an event beside one: the schedule is a remark.
fn schedule_as_remark(rules: &mut Vec<Rule>, comment: &mut Option<String>) {
    if !rules.iter().any(|r| matches!(r, Rule::Whole(Span::Always) | Rule::Relative(_))) {
        return;
    }
    for rule in rules.iter() {
        if let Rule::External(of) = rule {
            *comment = Some(comment.take().map_or(of.clone(), |c| format!("{c}; {of}")));
        }
    }
    rules.retain(|r| !matches!(r, Rule::External(_)));
}

/// The rules that dates and windows come to.
fn rules_of(items: &[Item], lasting: Option<u32>) -> Option<Vec<Rule>> {
    let mut rules = Vec::new();
    if items.is_empty() {
        return lasting.is_none().then_some(rules);
    }
    let (mut dates, mut yearly, mut nth, mut terms) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for item in items {
        match item {
            Item::Nth(of_month) => nth.push(*of_month),
            Item::Term(term) => terms.push(*term),
            item if item.year().is_some() => dates.push(dated(item)?),
            item => yearly.push(of_every_year(item, lasting)?),
        }
    }
    if !dates.is_empty() {
        rules.push(Rule::Dated(dates));
    }
    if !yearly.is_empty() {
        rules.push(Rule::Yearly(yearly));
    }
    if !nth.is_empty() {
        rules.push(Rule::NthOfMonth(nth));
    }
    if !terms.is_empty() {
        rules.push(Rule::Terms(terms));
    }
    Some(rules)
}

fn dated(item: &Item) -> Option<Window> {
    let window = match item {
        Item::Until(point) => Window { start: None, due: Some(last_day(*point)?), kind: DueKind::Until },
        Item::Day(point) => {
            Window { start: Some(first_day(*point)?), due: Some(last_day(*point)?), kind: DueKind::Day }
        }
        Item::Span(from, to) | Item::Unit(_, from, to) => {
            Window { start: Some(first_day(*from)?), due: Some(last_day(*to)?), kind: DueKind::Window }
        }
        Item::Year { year, .. } => Window {
            start: NaiveDate::from_ymd_opt(*year, 1, 1),
            due: NaiveDate::from_ymd_opt(*year, 12, 31),
            kind: DueKind::Window,
        },
        Item::From(point) => Window { start: Some(first_day(*point)?), due: None, kind: DueKind::Window },
        Item::Nth(_) | Item::Term(_) => return None,
    };
    let forwards = window.start.zip(window.due).is_none_or(|(start, due)| start <= due);
    forwards.then_some(window)
}

fn of_every_year(item: &Item, lasting: Option<u32>) -> Option<YearlyWindow> {
    let first = |point: &Point| (point.month, point.day.unwrap_or(1));
    let last = |point: &Point| (point.month, point.day.unwrap_or(31));
    let later = |(month, day): (u32, u32)| {
        let months = lasting.unwrap_or(1).max(1) - 1;
        ((month - 1 + months) % 12 + 1, day)
    };
    if let Item::Span(from, to) = item
        && from.month == to.month
        && first(from) > last(to)
    {
        return None;
    }
    let (start, due, kind) = match item {
        Item::Until(point) => (None, Some(last(point)), DueKind::Until),
        Item::Day(point) => (Some(first(point)), Some(last(point)), DueKind::Day),
        Item::Span(from, to) | Item::Unit(_, from, to) => (Some(first(from)), Some(later(last(to))), DueKind::Window),
        Item::From(point) => (Some(first(point)), None, DueKind::Window),
        Item::Year { .. } | Item::Nth(_) | Item::Term(_) => return None,
    };
    Some(YearlyWindow { start, due, kind })
}

fn first_day(point: Point) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(point.year?, point.month, point.day.unwrap_or(1))
}

/// The day, or the last one of the month; a decade or half that runs to the month's end is clamped to it.
fn last_day(point: Point) -> Option<NaiveDate> {
    let year = point.year?;
    (1..=point.day.unwrap_or(31)).rev().take(4).find_map(|day| NaiveDate::from_ymd_opt(year, point.month, day))
}
