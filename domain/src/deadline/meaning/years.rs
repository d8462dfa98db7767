//! Years of a list: one year may stand for several months, and several years for one.

use crate::deadline::{parser::points::Item, rule::NumberedTerm};

/// A year stands for the earlier months of its list too: «февраль, май 2023»; not in «август, январь 2024».
pub(super) fn spread(items: &mut [Item]) {
    let mut later: Option<(i32, u32)> = None;
    for item in items.iter_mut().rev() {
        match (item.year(), later) {
            (None, Some((year, month))) if item.month() <= month => *item = item.of_year(year),
            _ => {}
        }
        later = match item {
            Item::Year { .. } => None,
            _ => item.year().map(|year| (year, item.month())),
        };
    }
}

/// Years that belong to the months before them: «сентябрь, 2023 г.» names the month's year, «май 2023, 2024 гг.» repeats
/// the month. None where it cannot be told from a whole year: «май 2023, 2024 год».
pub(super) fn bind(items: &mut Vec<Item>) -> Option<()> {
    let mut bound: Vec<Item> = Vec::new();
    let mut rest = std::mem::take(items).into_iter().peekable();
    while let Some(item) = rest.next() {
        if let Item::Unit("school_year", from, _) = item
            && bound.last().is_some_and(|last| last.year().is_none())
        {
            of_school_year(&mut bound, from.year?)?;
            continue;
        }
        let Item::Year { year, plural } = item else {
            bound.push(item);
            continue;
        };
        let mut years = vec![year];
        let mut listed = plural;
        while let Some(Item::Year { year, plural }) = rest.next_if(|next| matches!(next, Item::Year { .. })) {
            years.push(year);
            listed |= plural;
        }
        // «2024 гг.»: of several years all others have been lost.
        if listed && years.len() == 1 && bound.last().is_none_or(|last| last.year().is_none()) {
            return None;
        }
        match bound.last_mut() {
            None | Some(Item::Year { .. }) => bound.extend(years.into_iter().map(|year| Item::Year { year, plural })),
            Some(last) if last.year().is_none() && !matches!(last, Item::Term(_)) => {
                *last = last.of_year(*years.first()?);
                repeat(&mut bound, years.get(1..)?, listed)?;
            }
            Some(_) => repeat(&mut bound, &years, listed)?,
        }
    }
    *items = bound;
    Some(())
}

/// «Май, 2022-2023 учебный год»: each month lies in one of its two years; the summer may belong to either, none then.
fn of_school_year(items: &mut [Item], first: i32) -> Option<()> {
    for item in items.iter_mut().rev().take_while(|item| item.year().is_none()) {
        *item = match (*item, item.month()) {
            (Item::Term(term), _) => Item::Term(NumberedTerm { school_year: Some(first), ..term }),
            (Item::Unit(..), _) => return None,
            (item, 9..=12) => item.of_year(first),
            (item, 1..=6) => item.of_year(first + 1),
            _ => return None,
        };
    }
    Some(())
}

/// The last item, and those before it that wait for its year, once more in each of the years.
fn repeat(items: &mut Vec<Item>, years: &[i32], listed: bool) -> Option<()> {
    if years.is_empty() {
        return Some(());
    }
    spread(items);
    let own = items.last()?.year().filter(|_| listed)?;
    if matches!(items.last(), Some(Item::Unit("year" | "years" | "school_year", ..) | Item::Term(_) | Item::From(_))) {
        return None;
    }
    let group: Vec<Item> = items.iter().rev().take_while(|item| item.year() == Some(own)).copied().collect();
    let mut before = own;
    for year in years {
        if *year <= before {
            return None;
        }
        before = *year;
        items.extend(group.iter().rev().map(|item| item.later(year - own)));
    }
    Some(())
}

/// A whole year beside a part of it says the same twice: «2023, май 2023» has lost a month.
pub(super) fn apart(items: &[Item]) -> bool {
    let mut years = items.iter().filter(|item| matches!(item, Item::Year { .. })).filter_map(Item::year);
    years.all(|year| items.iter().filter(|item| item.year() == Some(year)).count() == 1)
}
