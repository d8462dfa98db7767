//! Parts of a phrase put together: years spread, quotas met by their dates, rules, the kind's name.

use super::{
    parser::{
        Parsed, Part,
        dates::{Item, Point},
    },
    rule::{At, Rule, Span, Unit, Window, YearlyWindow},
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
    let yearly = parts.contains(&Part::Yearly);
    let lasting = parts.iter().find_map(|part| match part {
        Part::Lasting(months) => Some(*months),
        Part::Item(_) | Part::Rule(_) | Part::Yearly => None,
    });
    let mut items: Vec<Item> = Vec::new();
    let mut rules: Vec<Rule> = Vec::new();
    for part in parts {
        match part {
            Part::Item(item) => items.push(item),
            Part::Rule(rule) => rules.push(rule),
            Part::Yearly | Part::Lasting(_) => {}
        }
    }
    spread_years(&mut items);
    let shape = shape_of(&items, lasting);
    // Of a stated year and of every year at once: somebody meant one of them.
    let dated = items.iter().any(|item| item.year().is_some());
    let undated = items.iter().any(|item| item.year().is_none());
    if dated && (yearly || undated || lasting.is_some()) {
        return None;
    }
    meet(&mut rules, &mut items, yearly)?;
    if let Some(rule) = rule_of(&items, lasting)? {
        rules.insert(0, rule);
    }
    // Continuous work beside a schedule, or an event beside one: the schedule is a remark.
    let leads = rules.iter().any(|r| matches!(r, Rule::Whole(Span::Always) | Rule::Relative(_)));
    if leads {
        for rule in &rules {
            if let Rule::External(of) = rule {
                comment = Some(comment.map_or(of.clone(), |c| format!("{c}; {of}")));
            }
        }
        rules.retain(|r| !matches!(r, Rule::External(_)));
    }
    Some(Meaning { rules, comment, doubts, shape })
}

/// A year stands for the earlier months of its list too: «февраль, май 2023»; not in «август, январь 2024».
fn spread_years(items: &mut [Item]) {
    let mut later: Option<(i32, u32)> = None;
    for item in items.iter_mut().rev() {
        match (item.year(), later) {
            (None, Some((year, month))) if item.month() <= month => *item = item.of_year(year),
            _ => {}
        }
        later = item.year().map(|year| (year, item.month()));
    }
}

/// A quota whose dates are written beside it is met by them; a year with a rhythm in it bounds the rhythm.
fn meet(rules: &mut Vec<Rule>, items: &mut Vec<Item>, yearly: bool) -> Option<()> {
    let every = rules.iter().position(|r| matches!(r, Rule::Every(_)));
    if let Some(at) = every
        && !items.is_empty()
    {
        let Some(Rule::Every(every)) = rules.get_mut(at) else { return None };
        if let [Item::Unit(_, from, to)] = items.as_slice() {
            every.within = Some((first_day(*from)?, last_day(*to)?));
            items.clear();
        } else if every.at.is_none() {
            rules.remove(at);
        } else {
            return None;
        }
    }
    if yearly && items.is_empty() {
        let once = rules.iter().any(|r| matches!(r, Rule::Every(_)));
        if !once {
            rules.insert(0, Rule::Every(super::Every::once(Unit::Year)));
        }
    }
    Some(())
}

fn rule_of(items: &[Item], lasting: Option<u32>) -> Option<Option<Rule>> {
    if items.is_empty() {
        return lasting.is_none().then_some(None);
    }
    if items.iter().all(|item| item.year().is_some()) {
        let windows = items.iter().map(dated).collect::<Option<Vec<_>>>()?;
        return Some(Some(Rule::Dated(windows)));
    }
    let windows = items.iter().map(|item| of_every_year(item, lasting)).collect::<Option<Vec<_>>>()?;
    Some(Some(Rule::Yearly(windows)))
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
        Item::From(point) => Window { start: Some(first_day(*point)?), due: None, kind: DueKind::Window },
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
    Some(match item {
        Item::Until(point) => YearlyWindow { start: None, due: last(point), kind: DueKind::Until },
        Item::Day(point) => YearlyWindow { start: Some(first(point)), due: last(point), kind: DueKind::Day },
        Item::Span(from, to) | Item::Unit(_, from, to) => {
            YearlyWindow { start: Some(first(from)), due: later(last(to)), kind: DueKind::Window }
        }
        // Without a year and without an end it says nothing.
        Item::From(_) => return None,
    })
}

fn first_day(point: Point) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(point.year?, point.month, point.day.unwrap_or(1))
}

/// The day, or the last one of the month; a decade or half that runs to the month's end is clamped to it.
fn last_day(point: Point) -> Option<NaiveDate> {
    let year = point.year?;
    (1..=point.day.unwrap_or(31)).rev().take(4).find_map(|day| NaiveDate::from_ymd_opt(year, point.month, day))
}

fn shape_of(items: &[Item], lasting: Option<u32>) -> &'static str {
    let yearly = items.iter().any(|item| item.year().is_none());
    match items {
        [] => "",
        _ if yearly && items.iter().all(|i| matches!(i, Item::Until(_))) => "yearly_until",
        _ if yearly && items.iter().all(|i| matches!(i, Item::Day(_))) => "yearly_day",
        _ if yearly => {
            let single = |i: &Item| matches!(i, Item::Span(from, to) if from == to && from.day.is_none());
            if lasting.is_none() && items.iter().all(single) { "yearly_month" } else { "yearly_range" }
        }
        [Item::Until(_)] => "until_date",
        [Item::Day(_)] => "exact_day",
        [Item::From(_)] => "from_date",
        [Item::Unit(name, ..)] => name,
        [Item::Span(from, to)] if from == to && from.day.is_none() => "month",
        [Item::Span(Point { day: None, .. }, _)] => "month_range",
        [Item::Span(..)] => "date_range",
        _ if items.iter().all(|i| matches!(i, Item::Until(_))) => "until_dates",
        _ => "several_windows",
    }
}

impl Meaning {
    /// The kind's name, as the specification's third column.
    pub(super) fn kind(&self) -> &'static str {
        match self.rules.as_slice() {
            [Rule::Dated(_) | Rule::Yearly(_)] => self.shape,
            [Rule::Every(every)] => match (every.unit, every.step, every.times, every.at) {
                (Unit::Term, _, _, Some(At::UnitEnd(_))) => "every_term_end",
                (Unit::Week, 1, _, _) => "every_week",
                (Unit::Month, 1, _, _) => "every_month",
                (Unit::Month, _, _, _) => "every_n_months",
                (Unit::Quarter, _, _, _) => "every_quarter",
                (Unit::Term, _, _, _) => "every_term",
                (Unit::HalfYear, _, _, _) => "every_half_year",
                (Unit::SchoolHalf, _, _, _) => "every_school_half",
                (Unit::Year, 1, 1, _) => "every_year",
                (Unit::Year, 1, _, _) => "n_per_year",
                (Unit::SchoolYear, 1, 1, _) => "every_school_year",
                (Unit::SchoolYear, 1, _, _) => "n_per_school_year",
                (Unit::Week | Unit::Year | Unit::SchoolYear, _, _, _) => "every_n",
            },
            [Rule::Whole(Span::Period)] => "whole_period",
            [Rule::Whole(Span::Always)] => "continuous",
            [Rule::Whole(Span::Year)] => "year_continuous",
            [Rule::Whole(Span::SchoolYear)] => "school_year",
            [Rule::External(_)] => "external",
            [Rule::Relative(_)] => "event_relative",
            [Rule::OnDemand(_)] => "on_demand",
            _ => "composite",
        }
    }
}
