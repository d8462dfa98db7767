//! The period a title states: in days, months, quarters, half-years, school years or years.

use crate::{
    dates::{day_at, month, words, year, years},
    order::Period,
};
use chrono::{Months, NaiveDate};

/// The period a text in lower case states.
pub(crate) fn stated(low: &str) -> Option<Period> {
    let words = words(low);
    let (from, to) = between_days(&words)
        .or_else(|| between_months(&words))
        .or_else(|| part_of_year(low, &words))
        .or_else(|| whole_years(low))?;
    (from < to).then_some(Period { from, to })
}

/// «с 01.09.2023 по 31.08.2024», «01.09.2023 – 31.08.2024».
fn between_days(words: &[String]) -> Option<(NaiveDate, NaiveDate)> {
    let days: Vec<(usize, NaiveDate, usize)> =
        (0..words.len()).filter_map(|at| day_at(words, at).map(|(day, used)| (at, day, at + used))).collect();
    days.windows(2).find_map(|pair| {
        let [(at, from, after), (next, to, _)] = pair else { return None };
        let before = at.checked_sub(1).and_then(|at| words.get(at)).map(String::as_str);
        let between: Vec<&str> = words.get(*after..*next)?.iter().map(String::as_str).collect();
        let years_word = |word: &&str| !matches!(*word, "г" | "года");
        let joint: Vec<&str> = between.into_iter().filter(years_word).collect();
        match joint.as_slice() {
            ["по" | "до"] => Some((*from, *to)),
            [] if before != Some("от") => Some((*from, *to)),
            _ => None,
        }
    })
}

/// «с сентября 2023 года по май 2024 года», «сентябрь – декабрь 2023 года», «на май 2024 года».
fn between_months(words: &[String]) -> Option<(NaiveDate, NaiveDate)> {
    let parts: Vec<&str> =
        words.iter().flat_map(|word| word.split(['-', '–', '—'])).filter(|part| !part.is_empty()).collect();
    let mut named: Vec<(u32, Option<i32>)> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        if let Some(found) = month(part) {
            // A month after its day belongs to a date, not to a period.
            let of_day = at.checked_sub(1).and_then(|at| parts.get(at)).is_some_and(|day| day.parse::<u8>().is_ok());
            named.extend((!of_day).then(|| (found, parts.get(at + 1).and_then(|next| year(next)))));
        }
    }
    let (first, last) = (named.first()?, named.last()?);
    let last_year = last.1?;
    let first_year = first.1.unwrap_or(if first.0 > last.0 { last_year - 1 } else { last_year });
    Some((month_start(first_year, first.0)?, month_end(last_year, last.0)?))
}

/// «1 квартал 2024 года», «второе полугодие 2023-2024 учебного года», «I полугодие 2024 года».
fn part_of_year(low: &str, words: &[String]) -> Option<(NaiveDate, NaiveDate)> {
    let years = years(low);
    let (first, last) = (*years.iter().min()?, *years.iter().max()?);
    let at = words.iter().position(|word| word.starts_with("полугоди") || word.starts_with("квартал"))?;
    let ordinal = ordinal(words.get(at.checked_sub(1)?)?)?;
    let quarter = words.get(at).is_some_and(|word| word.starts_with("квартал"));
    let day = NaiveDate::from_ymd_opt;
    if quarter {
        return Some((month_start(first, ordinal * 3 - 2)?, month_end(first, ordinal * 3)?));
    }
    if !low.contains("учебн") {
        return Some((month_start(first, ordinal * 6 - 5)?, month_end(last, ordinal * 6)?));
    }
    // Half-years of lessons, and the year after them, end with the lessons.
    match (ordinal, years.len()) {
        (1, ..=2) => Some((day(first, 9, 1)?, day(first, 12, 31)?)),
        (1, _) => Some((day(first, 9, 1)?, day(last, 5, 31)?)),
        _ => Some((day(first + 1, 1, 1)?, day(last.max(first + 1), 5, 31)?)),
    }
}

fn ordinal(word: &str) -> Option<u32> {
    match word.trim_end_matches("-е").trim_end_matches("-й") {
        "1" | "i" | "первое" | "первый" | "первого" => Some(1),
        "2" | "ii" | "второе" | "второй" | "второго" => Some(2),
        "3" | "iii" | "третий" | "третьего" => Some(3),
        "4" | "iv" | "четвертый" | "четвёртый" => Some(4),
        _ => None,
    }
}

/// «на 2022 – 2024 годы», «на 2023/24 учебный год».
fn whole_years(low: &str) -> Option<(NaiveDate, NaiveDate)> {
    let years = years(low);
    let (first, last) = (*years.iter().min()?, *years.iter().max()?);
    let day = NaiveDate::from_ymd_opt;
    if low.contains("учебн") {
        // One year alone is the one in which the lessons begin.
        return Some((day(first, 9, 1)?, day(last.max(first + 1), 8, 31)?));
    }
    // «до 2025 года» does not say from when.
    let open_start = first == last && low.contains(&format!("до {first}"));
    (!open_start).then_some((day(first, 1, 1)?, day(last, 12, 31)?))
}

fn month_start(year: i32, month: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, 1)
}

fn month_end(year: i32, month: u32) -> Option<NaiveDate> {
    month_start(year, month)?.checked_add_months(Months::new(1))?.pred_opt()
}
