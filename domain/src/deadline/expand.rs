//! Rules become dates within a period, by school terms and calendar. Pure and total.

mod doubts;
mod units;

pub(super) use doubts::{choices, warnings};

use super::{
    Context, Due, Occurrence, Period,
    rule::{At, Every, NthDay, NthOfMonth, NumberedTerm, Rule, Season, Span, Unit, YearlyWindow},
    school_year_of,
};
use crate::event::DueKind;
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use units::{split, stepped, units};

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
        occurrence.outside_period = occurrence.due.is_some_and(|due| due < cx.period.from)
            || occurrence.start.or(occurrence.due).is_some_and(|start| start > cx.period.to);
    }
    all
}

fn of_rule(rule: &Rule, cx: &Context<'_>) -> Vec<Occurrence> {
    match rule {
        Rule::Dated(windows) => windows.iter().map(|w| plain(w.start, w.due, due_of(w.kind))).collect(),
        Rule::Yearly(windows) => {
            let of_year = |year| windows.iter().filter_map(move |w| of_year(w, year, cx.period));
            years(cx.period).flat_map(of_year).collect()
        }
        Rule::Every(every) => of_every(every, cx),
        Rule::NthOfMonth(all) => all.iter().flat_map(|nth| of_nth(*nth, cx)).collect(),
        Rule::Terms(terms) => terms.iter().flat_map(|term| of_term(*term, cx)).collect(),
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

/// The years that may have a window in the period; one may have begun in the year before it.
fn years(period: Period) -> impl Iterator<Item = i32> + Clone {
    period.from.year() - 1..=period.to.year()
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
    let day_in = |year, (month, day): (u32, u32)| clamped(year, month, day);
    let only = |occurrence: Occurrence| {
        let day = occurrence.due.or(occurrence.start)?;
        inside(day, period).then_some(occurrence)
    };
    match (window.start, window.due, window.kind) {
        (None, Some(due), kind) => only(plain(None, Some(day_in(year, due)?), due_of(kind))),
        (Some(start), None, kind) => only(plain(Some(day_in(year, start)?), None, due_of(kind))),
        (Some(start), Some(due), DueKind::Day) => {
            only(plain(Some(day_in(year, start)?), Some(day_in(year, due)?), Due::Day))
        }
        (Some(start), Some(due), _) => kept(vec![season_of((start, due), year)?], period).pop(),
        (None, None, _) => None,
    }
}

/// A part of the year, from this year on.
fn season_of((start, due): Season, year: i32) -> Option<Stretch> {
    Some((clamped(year, start.0, start.1)?, clamped(year + i32::from(due < start), due.0, due.1)?))
}

fn of_nth(rule: NthOfMonth, cx: &Context<'_>) -> Vec<Occurrence> {
    let of_year = |year: i32| {
        let first = NaiveDate::from_ymd_opt(year, rule.month, 1)?;
        let month = (first, month_end(first));
        Some(match rule.day {
            NthDay::Week => {
                let monday = nth_weekday(month, rule.nth, Weekday::Mon)?;
                (monday, monday.checked_add_days(Days::new(6))?)
            }
            NthDay::Weekday(weekday) => nth_weekday(month, rule.nth, weekday).map(|day| (day, day))?,
            NthDay::WorkDay => nth_working_day(month, rule.nth, cx).map(|day| (day, day))?,
        })
    };
    let kind = if rule.day == NthDay::Week { Due::Window } else { Due::Day };
    match rule.year {
        Some(year) => of_year(year).map(|(from, to)| plain(Some(from), Some(to), kind)).into_iter().collect(),
        None => {
            let within = kept(years(cx.period).filter_map(of_year).collect(), cx.period);
            within.into_iter().map(|o| Occurrence { kind, ..o }).collect()
        }
    }
}

fn of_term(rule: NumberedTerm, cx: &Context<'_>) -> Vec<Occurrence> {
    let of_year = |year: i32| {
        let terms = u16::try_from(year).map(|year| cx.terms.terms_of(year)).unwrap_or_default();
        let first = terms.get(usize::from(rule.first.checked_sub(1)?))?;
        let last = terms.get(usize::from(rule.last.checked_sub(1)?))?;
        Some((first.from, last.to))
    };
    let until = |(_, due): Stretch| plain(None, Some(due), Due::Until);
    match (rule.school_year, rule.until) {
        (Some(year), true) => of_year(year).map(until).into_iter().collect(),
        (Some(year), false) => {
            of_year(year).map(|(from, to)| plain(Some(from), Some(to), Due::Window)).into_iter().collect()
        }
        (None, true) => {
            years(cx.period).filter_map(of_year).filter(|(_, due)| inside(*due, cx.period)).map(until).collect()
        }
        (None, false) => kept(years(cx.period).filter_map(of_year).collect(), cx.period),
    }
}

fn inside(day: NaiveDate, period: Period) -> bool {
    period.from <= day && day <= period.to
}

/// Windows within the period; a cut one stays when a third of it remains.
fn kept(windows: Vec<Stretch>, period: Period) -> Vec<Occurrence> {
    let keep = |window: Stretch| {
        let (from, to) = within(window, (period.from, period.to))?;
        Some(Occurrence { cut: (from, to) != window, ..plain(Some(from), Some(to), Due::Window) })
    };
    windows.into_iter().filter_map(keep).collect()
}

/// The part of a window within a stretch, when a third of it is there.
fn within((start, due): Stretch, (first, last): Stretch) -> Option<Stretch> {
    let (from, to) = (start.max(first), due.min(last));
    let (whole, left) = ((due - start).num_days() + 1, (to - from).num_days() + 1);
    (left > 0 && left * KEPT >= whole).then_some((from, to))
}

fn of_every(every: &Every, cx: &Context<'_>) -> Vec<Occurrence> {
    let period = every.within.map_or(cx.period, |(from, to)| Period { from, to });
    let units = stepped(every, period, cx);
    let seasons: Option<Vec<Stretch>> =
        every.season.map(|season| years(period).filter_map(|year| season_of(season, year)).collect());
    let in_season = |unit: Stretch| match &seasons {
        Some(seasons) => seasons.iter().find_map(|season| within(unit, *season)),
        None => Some(unit),
    };
    let Some(at) = every.at else {
        let parts = units.into_iter().flat_map(|unit| split(unit, every)).filter_map(in_season).collect();
        return kept(parts, period);
    };
    let timely = units.into_iter().filter(|unit| in_season(*unit).is_some());
    timely.flat_map(|unit| at_day(at, unit, period, cx)).collect()
}

fn at_day(at: At, unit: Stretch, period: Period, cx: &Context<'_>) -> Vec<Occurrence> {
    match at {
        At::UnitEnd(days) => {
            let from = unit.1.checked_sub_days(Days::new(u64::from(days.saturating_sub(1)))).unwrap_or(unit.0);
            kept(vec![(from.max(unit.0), unit.1)], period)
        }
        At::MonthOfUnit(n) => {
            let month = unit.0.checked_add_months(Months::new(u32::from(n.saturating_sub(1))));
            month.map(|first| kept(vec![(first, month_end(first))], period)).unwrap_or_default()
        }
        _ => {
            let day = day_at(at, unit, cx).filter(|day| inside(*day, period));
            let very_day = matches!(at, At::Weekday(..) | At::LastWorkDay | At::NthWorkDay(_));
            let start = day.filter(|_| very_day);
            let kind = if very_day { Due::Day } else { Due::Until };
            day.map(|day| plain(start, Some(day), kind)).into_iter().collect()
        }
    }
}

fn day_at(at: At, (first, last): Stretch, cx: &Context<'_>) -> Option<NaiveDate> {
    let next = month_end(last).succ_opt()?;
    let nth_working = |from: NaiveDate, n: u8| {
        from.iter_days().filter(|d| cx.calendar.is_working_day(*d)).take(usize::from(n)).last()
    };
    match at {
        At::Day(n) => clamped(first.year(), first.month(), u32::from(n)),
        At::WorkDay(n) | At::NthWorkDay(n) => nth_working(first, n).filter(|day| *day <= last),
        At::LastWorkDay | At::ByLastWorkDay => Some(cx.calendar.previous_working_day(last)),
        At::NextMonthDay(n) => clamped(next.year(), next.month(), u32::from(n)),
        At::NextMonthWorkDay(n) => nth_working(next, n),
        At::DayOfMonth(month, n) => {
            let month = first.checked_add_months(Months::new(u32::from(month.saturating_sub(1))))?;
            clamped(month.year(), month.month(), u32::from(n))
        }
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

fn nth_working_day((first, last): Stretch, nth: i8, cx: &Context<'_>) -> Option<NaiveDate> {
    match u8::try_from(nth) {
        Ok(n) => day_at(At::NthWorkDay(n), (first, last), cx),
        Err(_) => day_at(At::LastWorkDay, (first, last), cx),
    }
}

fn month_end(day: NaiveDate) -> NaiveDate {
    clamped(day.year(), day.month(), 31).unwrap_or(day)
}
