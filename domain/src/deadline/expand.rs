//! Rules become dates within a period, by school terms and calendar. Pure and total.

use super::{
    Choice, Context, Due, Occurrence, Period, Warning,
    rule::{At, Every, Rule, Span, Unit, YearlyWindow},
    school_year_of,
};
use crate::event::DueKind;
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// A window cut by the period is kept when this part of it remains (DEADLINES part 5, row 5).
const KEPT: i64 = 3;

/// A stretch of days.
type Stretch = (NaiveDate, NaiveDate);

/// What the rules come to, sorted by due day and numbered.
pub(super) fn occurrences(rules: &[Rule], cx: &Context<'_>) -> Vec<Occurrence> {
    let mut all: Vec<Occurrence> = rules.iter().flat_map(|rule| of_rule(rule, cx)).collect();
    all.sort_by_key(|o| (o.due.or(o.start), o.start, o.kind));
    all.dedup();
    for (occurrence, seq) in all.iter_mut().zip(1..) {
        occurrence.seq = seq;
        occurrence.past_at_approval = occurrence.due.is_some_and(|due| due < cx.approved);
    }
    all
}

fn of_rule(rule: &Rule, cx: &Context<'_>) -> Vec<Occurrence> {
    match rule {
        Rule::Dated(windows) => windows
            .iter()
            .map(|w| {
                let outside = w.due.is_some_and(|due| due < cx.period.from)
                    || w.start.or(w.due).is_some_and(|start| start > cx.period.to);
                Occurrence { outside_period: outside, ..plain(w.start, w.due, due_of(w.kind)) }
            })
            .collect(),
        Rule::Yearly(windows) => {
            let years = cx.period.from.year() - 1..=cx.period.to.year();
            years.flat_map(|year| windows.iter().filter_map(move |w| of_year(w, year, cx.period))).collect()
        }
        Rule::Every(every) => of_every(every, cx),
        Rule::Whole(Span::Period | Span::Always) => {
            vec![plain(Some(cx.period.from), Some(cx.period.to), Due::Window)]
        }
        Rule::Whole(Span::SchoolYear) => kept(units(Unit::SchoolYear, cx.period, cx), cx.period),
        Rule::Whole(Span::Year) => {
            let school = cx.period.from.month() == 9 && school_year_of(cx.period.from) == school_year_of(cx.period.to);
            kept(units(if school { Unit::SchoolYear } else { Unit::Year }, cx.period, cx), cx.period)
        }
        Rule::External(_) | Rule::Relative(_) | Rule::OnDemand(_) => Vec::new(),
    }
}

fn plain(start: Option<NaiveDate>, due: Option<NaiveDate>, kind: Due) -> Occurrence {
    Occurrence { seq: 0, start, due, kind, cut: false, outside_period: false, past_at_approval: false }
}

fn due_of(kind: DueKind) -> Due {
    match kind {
        DueKind::Until => Due::Until,
        DueKind::Window => Due::Window,
        DueKind::Day => Due::Day,
    }
}

/// A day of the month, or the month's last one.
fn clamped(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    (1..=day).rev().take(4).find_map(|day| NaiveDate::from_ymd_opt(year, month, day))
}

fn of_year(window: &YearlyWindow, year: i32, period: Period) -> Option<Occurrence> {
    let (month, day) = window.due;
    let Some((first_month, first_day)) = window.start else {
        let due = clamped(year, month, day)?;
        return inside(due, period).then(|| plain(None, Some(due), due_of(window.kind)));
    };
    let start = clamped(year, first_month, first_day)?;
    let due = clamped(year + i32::from((month, day) < (first_month, first_day)), month, day)?;
    if window.kind == DueKind::Day {
        return inside(due, period).then(|| plain(Some(start), Some(due), Due::Day));
    }
    kept(vec![(start, due)], period).pop()
}

fn inside(day: NaiveDate, period: Period) -> bool {
    period.from <= day && day <= period.to
}

/// Windows within the period; a cut one stays when a third of it remains.
fn kept(windows: Vec<Stretch>, period: Period) -> Vec<Occurrence> {
    let keep = |(start, due): Stretch| {
        let (from, to) = (start.max(period.from), due.min(period.to));
        let (whole, left) = ((due - start).num_days() + 1, (to - from).num_days() + 1);
        let cut = left < whole;
        (left > 0 && left * KEPT >= whole).then(|| Occurrence { cut, ..plain(Some(from), Some(to), Due::Window) })
    };
    windows.into_iter().filter_map(keep).collect()
}

fn of_every(every: &Every, cx: &Context<'_>) -> Vec<Occurrence> {
    let period = every.within.map_or(cx.period, |(from, to)| Period { from, to });
    let units = stepped(every, period, cx);
    let Some(at) = every.at else {
        let parts = units.into_iter().flat_map(|unit| split(unit, every)).collect();
        return kept(parts, period);
    };
    let mut all = Vec::new();
    for unit in units {
        match at {
            At::UnitEnd(days) => {
                let from = unit.1.checked_sub_days(Days::new(u64::from(days.saturating_sub(1)))).unwrap_or(unit.0);
                all.extend(kept(vec![(from.max(unit.0), unit.1)], period));
            }
            At::MonthOfUnit(n) => {
                let month = unit.0.checked_add_months(Months::new(u32::from(n.saturating_sub(1))));
                all.extend(month.map(|first| kept(vec![(first, month_end(first))], period)).unwrap_or_default());
            }
            At::Day(_)
            | At::WorkDay(_)
            | At::LastWorkDay
            | At::NextMonthDay(_)
            | At::NextMonthWorkDay(_)
            | At::Weekday(..)
            | At::LastDay => {
                let day = day_at(at, unit, cx).filter(|day| inside(*day, period));
                let fixed = matches!(at, At::Weekday(..) | At::LastWorkDay) || matches!(at, At::WorkDay(1));
                all.extend(day.map(|day| {
                    if fixed { plain(Some(day), Some(day), Due::Day) } else { plain(None, Some(day), Due::Until) }
                }));
            }
        }
    }
    all
}

fn day_at(at: At, (first, last): Stretch, cx: &Context<'_>) -> Option<NaiveDate> {
    let next = month_end(last).succ_opt()?;
    let nth_working = |from: NaiveDate, n: u8| {
        from.iter_days().filter(|d| cx.calendar.is_working_day(*d)).take(usize::from(n)).last()
    };
    match at {
        At::Day(n) => clamped(first.year(), first.month(), u32::from(n)),
        At::WorkDay(n) => nth_working(first, n),
        At::LastWorkDay => Some(cx.calendar.previous_working_day(last)),
        At::NextMonthDay(n) => clamped(next.year(), next.month(), u32::from(n)),
        At::NextMonthWorkDay(n) => nth_working(next, n),
        At::Weekday(nth, weekday) => nth_weekday((first, last), nth, weekday),
        At::LastDay => Some(last),
        At::UnitEnd(_) | At::MonthOfUnit(_) => None,
    }
}

fn nth_weekday((first, last): Stretch, nth: i8, weekday: Weekday) -> Option<NaiveDate> {
    let mut days = first.iter_days().take_while(|day| *day <= last).filter(|day| day.weekday() == weekday);
    match usize::try_from(nth) {
        Ok(n) => days.nth(n.checked_sub(1)?),
        Err(_) => days.last(),
    }
}

fn month_end(day: NaiveDate) -> NaiveDate {
    clamped(day.year(), day.month(), 31).unwrap_or(day)
}

/// Units of a rhythm, several of them taken together where the step is more than one.
fn stepped(every: &Every, period: Period, cx: &Context<'_>) -> Vec<Stretch> {
    let step = usize::from(every.step.max(1));
    let from = match every.unit {
        // «раз в два месяца»: January and February, March and April (DEADLINES part 5, row 14).
        Unit::Month | Unit::Quarter | Unit::HalfYear if step > 1 => {
            NaiveDate::from_ymd_opt(period.from.year(), 1, 1).unwrap_or(period.from)
        }
        _ => period.from,
    };
    let single = units(every.unit, Period { from, to: period.to }, cx);
    let joined = single.chunks(step).filter_map(|part| {
        let (first, last) = (part.first()?, part.last()?);
        let whole = part.len() == step;
        Some((first.0, if whole { last.1 } else { later(*first, every.unit, step)? }))
    });
    joined.collect()
}

/// The last day of so many units that begin with this one, where the period ends before them.
fn later(first: Stretch, unit: Unit, step: usize) -> Option<NaiveDate> {
    let step = u32::try_from(step).ok()?;
    let months = match unit {
        Unit::Month => step,
        Unit::Quarter => step * 3,
        Unit::HalfYear => step * 6,
        Unit::Year | Unit::SchoolYear => step * 12,
        Unit::Week | Unit::Term | Unit::SchoolHalf => return Some(first.1),
    };
    first.0.checked_add_months(Months::new(months))?.pred_opt()
}

/// Every unit that touches the period, whole.
fn units(unit: Unit, period: Period, cx: &Context<'_>) -> Vec<Stretch> {
    let years = period.from.year() - 1..=period.to.year();
    let months = |length: u32| {
        let first = (1..=12).step_by(length as usize);
        years
            .clone()
            .flat_map(move |y| first.clone().filter_map(move |m| NaiveDate::from_ymd_opt(y, m, 1)))
            .filter_map(move |first| Some((first, first.checked_add_months(Months::new(length))?.pred_opt()?)))
    };
    let school = |from: (i32, u32, u32), to: (i32, u32, u32)| {
        years.clone().filter_map(move |y| {
            Some((NaiveDate::from_ymd_opt(y + from.0, from.1, from.2)?, NaiveDate::from_ymd_opt(y + to.0, to.1, to.2)?))
        })
    };
    let mut all: Vec<Stretch> = match unit {
        Unit::Week => {
            let monday = period.from.week(Weekday::Mon).first_day();
            let mondays = monday.iter_weeks().take_while(|day| *day <= period.to);
            mondays.filter_map(|day| Some((day, day.checked_add_days(Days::new(6))?))).collect()
        }
        Unit::Month => months(1).collect(),
        Unit::Quarter => months(3).collect(),
        Unit::HalfYear => months(6).collect(),
        Unit::Year => months(12).collect(),
        Unit::SchoolYear => school((0, 9, 1), (1, 5, 31)).collect(),
        Unit::SchoolHalf => school((0, 9, 1), (0, 12, 31)).chain(school((1, 1, 1), (1, 5, 31))).collect(),
        Unit::Term => {
            let of_year = |year: i32| u16::try_from(year).map(|year| cx.terms.terms_of(year)).unwrap_or_default();
            years.flat_map(of_year).map(|term| (term.from, term.to)).collect()
        }
    };
    all.retain(|(first, last)| *last >= period.from && *first <= period.to);
    all.sort_unstable();
    all
}

/// Equal parts of a unit that is done several times in it: whole months where they come out even, else days.
fn split(unit: Stretch, every: &Every) -> Vec<Stretch> {
    let times = u32::from(every.times.max(1));
    if times == 1 {
        return vec![unit];
    }
    let (first, last) = unit;
    let months = (last.year() - first.year()) * 12 + last.month() as i32 - first.month() as i32 + 1;
    let whole = first.day() == 1 && last == month_end(last);
    let start = |part: u32| match u32::try_from(months) {
        Ok(months) if whole && months % times == 0 => first.checked_add_months(Months::new(months / times * part)),
        _ => {
            let days = (last - first).num_days() + 1;
            first.checked_add_days(Days::new(u64::try_from(days * i64::from(part) / i64::from(times)).ok()?))
        }
    };
    (0..times).filter_map(|part| Some((start(part)?, start(part + 1)?.pred_opt()?))).collect()
}

/// The other readings that the doubts of a phrase leave open.
pub(super) fn choices(doubts: &[&'static str], rules: &[Rule], cx: &Context<'_>) -> Vec<Choice> {
    let mut codes: Vec<&'static str> = doubts.to_vec();
    codes.sort_unstable();
    codes.dedup();
    codes.into_iter().map(|code| Choice { code, occurrences: otherwise(code, rules, cx) }).collect()
}

fn otherwise(code: &str, rules: &[Rule], cx: &Context<'_>) -> Vec<Occurrence> {
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
        ("month_included", Rule::Dated(windows)) => {
            Rule::Dated(windows.iter().map(|w| super::Window { due: w.due.and_then(before_month), ..*w }).collect())
        }
        ("month_included", Rule::Yearly(windows)) => {
            Rule::Yearly(windows.iter().map(|w| YearlyWindow { due: ((w.due.0 + 10) % 12 + 1, 31), ..*w }).collect())
        }
        _ => rule.clone(),
    };
    occurrences(&rules.iter().map(with).collect::<Vec<_>>(), cx)
}

/// The last day of the month before.
fn before_month(day: NaiveDate) -> Option<NaiveDate> {
    day.with_day(1)?.pred_opt()
}

fn the_other_month(at: At) -> At {
    match at {
        At::Day(n) => At::NextMonthDay(n),
        At::WorkDay(n) => At::NextMonthWorkDay(n),
        At::NextMonthDay(_) | At::NextMonthWorkDay(_) => At::LastDay,
        other => other,
    }
}

/// What a person should look at.
pub(super) fn warnings(rules: &[Rule], occurrences: &[Occurrence], cx: &Context<'_>) -> Vec<Warning> {
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
            warnings.extend(misprint(o, cx));
        }
        if o.outside_period {
            warnings.push(Warning::OutsidePeriod { occurrence });
        }
        let year = o.due.map(|due| due.year()).filter(|year| !cx.calendar.is_known(*year));
        warnings.extend(year.map(|year| Warning::CalendarUnknown { year }));
    }
    let dated = rules.iter().any(|rule| matches!(rule, Rule::Dated(_)));
    warnings.retain(|w| dated || !matches!(w, Warning::SuspectYear { .. }));
    warnings.dedup();
    warnings
}

/// The year next to the written one, when it brings the term into the period and after the order.
fn misprint(o: &Occurrence, cx: &Context<'_>) -> Option<Warning> {
    let due = o.due?;
    let likely = [due.year() + 1, due.year() - 1].into_iter().find(|year| {
        let moved = clamped(*year, due.month(), due.day());
        moved.is_some_and(|day| inside(day, cx.period) && day >= cx.approved)
    })?;
    Some(Warning::SuspectYear { year: due.year(), likely })
}
