//! A rhythm beside its dates or its bounds: «2 раза в год (май, ноябрь)», «ежемесячно с сентября по май».

use super::{dated, of_every_year};
use crate::deadline::{
    parser::points::Item,
    rule::{Every, Rule, Span, Unit},
};

/// Puts rhythms together with what stands beside them; none when they contradict each other.
pub(super) fn meet(rules: &mut Vec<Rule>, items: &mut Vec<Item>, yearly: bool) -> Option<()> {
    join(rules)?;
    let rhythms = rules.iter().filter(|r| matches!(r, Rule::Every(_))).count();
    let only = rules.iter_mut().find_map(|r| match r {
        Rule::Every(every) if !items.is_empty() => Some(every),
        _ => None,
    });
    if let Some(every) = only {
        (rhythms == 1).then_some(())?;
        if !bounded(every, items)? {
            met(every, items).then_some(())?;
            rules.retain(|r| !matches!(r, Rule::Every(_)));
        }
    } else if rhythms == 0 && yearly {
        of_years(rules, items)?;
    }
    lasting(rules, items);
    Some(())
}

/// «ежегодно» alone is a rhythm, also within some years or by a schedule; continuous work and events stay as they are.
fn of_years(rules: &mut Vec<Rule>, items: &mut Vec<Item>) -> Option<()> {
    let mut every = Every::once(Unit::Year);
    if let [Item::Unit("years", ..) | Item::Year { .. }] = items.as_slice() {
        bounded(&mut every, items)?;
    }
    let enough = rules.iter().any(|r| matches!(r, Rule::Whole(_) | Rule::Relative(_)));
    if items.is_empty() && !enough {
        rules.insert(0, Rule::Every(every));
    }
    Some(())
}

/// Rhythms told twice are one: «ежеквартально (1 раз в квартал)», «еженедельно, каждую пятницу».
fn join(rules: &mut Vec<Rule>) -> Option<()> {
    let mut joined: Vec<Rule> = Vec::new();
    for rule in rules.drain(..) {
        if let Rule::Every(new) = &rule {
            let plain = |e: &Every| e.at.is_none() && e.times == 1;
            let same = joined.iter_mut().find_map(|known| match known {
                Rule::Every(known) if known.unit == new.unit && known.step == new.step => Some(known),
                _ => None,
            });
            match same {
                Some(known) if known == new => continue,
                Some(known) if plain(known) || plain(new) => {
                    let at_least = known.at_least || new.at_least;
                    let told = if plain(known) { new.clone() } else { known.clone() };
                    *known = Every { at_least, ..told };
                    continue;
                }
                Some(_) => return None,
                None => {}
            }
            // «1 раз в четверть, последняя пятница месяца»: which of the two?
            let differs = |r: &Rule| matches!(r, Rule::Every(e) if e.at.is_none() != new.at.is_none());
            if joined.iter().any(differs) {
                return None;
            }
        }
        joined.push(rule);
    }
    *rules = joined;
    Some(())
}

/// A window as long as the unit or longer bounds the rhythm: «ежемесячно, сентябрь-май», «ежеквартально в 2023 году».
fn bounded(every: &mut Every, items: &mut Vec<Item>) -> Option<bool> {
    let [item] = items.as_slice() else { return Some(false) };
    let window = matches!(item, Item::Span(..) | Item::Unit(..) | Item::Year { .. });
    let longer = window && days_of(item)? > days_in(every);
    let named = item.year().is_some() && matches!(item, Item::Unit(..) | Item::Year { .. });
    if !(longer || (named && window && days_of(item)? + 10 > days_in(every))) {
        return Some(false);
    }
    if item.year().is_some() {
        let window = dated(item)?;
        every.within = Some((window.start?, window.due?));
    } else {
        let window = of_every_year(item, None)?;
        every.season = Some((window.start?, window.due?));
    }
    items.clear();
    Some(true)
}

/// Written dates beat the rhythm (DEADLINES part 3) where there are as many of them as it asks for.
fn met(every: &Every, items: &[Item]) -> bool {
    if every.at.is_some() {
        return false;
    }
    let per_year = match every.unit {
        Unit::Week => 52,
        Unit::Month => 12,
        Unit::Quarter | Unit::Term => 4,
        Unit::HalfYear | Unit::SchoolHalf => 2,
        Unit::Year | Unit::SchoolYear => 1,
    };
    let wanted = per_year * usize::from(every.times);
    let (step, count) = (usize::from(every.step.max(1)), items.len());
    let month_by_month = every.unit == Unit::Month && count > 1 && items.iter().all(Item::is_single_month);
    let dated = items.iter().all(|item| item.year().is_some());
    if dated {
        // Of a stretch of the plan only: as many as wanted at most in each of the years.
        let single = count == 1 && wanted > step;
        let most = |year: i32| items.iter().filter(|i| i.year() == Some(year)).count() * step <= wanted;
        return month_by_month || (!single && items.iter().filter_map(Item::year).all(most));
    }
    month_by_month || count * step == wanted || (every.at_least && count * step > wanted)
}

/// Continuous work beside the rhythm or the window that it goes on in adds nothing to them.
fn lasting(rules: &mut Vec<Rule>, items: &[Item]) {
    let school_year = rules.iter().any(|r| matches!(r, Rule::Whole(Span::SchoolYear)));
    let mut rhythm = false;
    for rule in rules.iter_mut() {
        if let Rule::Every(every) = rule {
            rhythm = true;
            if school_year {
                of_school_year(every);
            }
        }
    }
    if rhythm {
        rules.retain(|r| !matches!(r, Rule::Whole(_)));
    }
    let windows =
        items.iter().any(|i| matches!(i, Item::Span(..) | Item::Unit(..) | Item::Year { .. } | Item::From(_)));
    let spans = rules.iter().filter(|r| matches!(r, Rule::Whole(_))).count();
    if windows || spans > 1 {
        rules.retain(|r| !matches!(r, Rule::Whole(Span::Always)));
    }
}

/// The rhythm within the school year.
fn of_school_year(every: &mut Every) {
    match every.unit {
        Unit::Year => every.unit = Unit::SchoolYear,
        Unit::HalfYear => every.unit = Unit::SchoolHalf,
        Unit::Week | Unit::Month | Unit::Quarter => every.season = Some(((9, 1), (5, 31))),
        Unit::Term | Unit::SchoolHalf | Unit::SchoolYear => {}
    }
}

/// How long a window is, in days, near enough to compare it with a unit.
fn days_of(item: &Item) -> Option<i64> {
    let item = if item.year().is_some() { *item } else { item.of_year(2023) };
    let window = dated(&item)?;
    Some((window.due? - window.start?).num_days() + 1)
}

/// How long the stretch is in which a rhythm has its turn.
fn days_in(every: &Every) -> i64 {
    let days = match every.unit {
        Unit::Week => 7,
        Unit::Month => 31,
        Unit::Quarter | Unit::Term => 92,
        Unit::HalfYear | Unit::SchoolHalf => 184,
        Unit::Year | Unit::SchoolYear => 366,
    };
    days * i64::from(every.step.max(1))
}
