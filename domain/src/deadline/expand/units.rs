//! Units of time within a period: weeks, months, quarters, school terms; taken several at once or parted.

use super::{Stretch, month_end, years};
use crate::deadline::{
    Context, Period,
    rule::{Every, Unit},
};
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// Units of a rhythm, several of them taken together where the step is more than one.
pub(super) fn stepped(every: &Every, period: Period, cx: &Context<'_>) -> Vec<Stretch> {
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
pub(super) fn units(unit: Unit, period: Period, cx: &Context<'_>) -> Vec<Stretch> {
    let years = years(period);
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
pub(super) fn split(unit: Stretch, every: &Every) -> Vec<Stretch> {
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
