//! Finds the order's number, date, title, period and office in what stands above the table.

use crate::{
    order::{Order, Period},
    sheet::one_line,
};
use chrono::{Datelike, NaiveDate};

/// Beginnings of months' names in the genitive or cut short.
const MONTHS: [&str; 12] = ["янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"];
const TITLES: &[&str] = &["дорожная карта", "план мероприятий", "дорожной карты", "план работы", "программы"];
const OFFICES: &[&str] = &[
    "управление образовани",
    "департамент образования",
    "отдел образования",
    "комитет по образованию",
    "администрация муниципального",
];

/// Fills the order from the lines above its table.
pub(crate) fn read(lines: &[String], order: &mut Order) {
    let lower: Vec<String> = lines.iter().map(|line| line.to_lowercase()).collect();
    for (line, low) in lines.iter().zip(&lower) {
        if order.office_name.is_none() && low.chars().count() < 200 && OFFICES.iter().any(|word| low.starts_with(word))
        {
            order.office_name = Some(one_line(line));
        }
        if line.chars().count() < 80 {
            if order.date.is_none() {
                order.date = date(low);
            }
            if order.number.is_none() && (order.date.is_some() || low.starts_with('№')) {
                order.number = number(line);
            }
        }
    }
    let title = TITLES.iter().find_map(|word| {
        let short = |low: &&String| {
            low.chars().count() < 400 && (low.starts_with(word) || low.starts_with("об ") && low.contains(word))
        };
        lower.iter().rev().position(|low| short(&low)).and_then(|back| lines.iter().rev().nth(back))
    });
    order.title = title.map(|title| one_line(title));
    order.period = order.title.as_deref().and_then(period);
}

fn number(line: &str) -> Option<String> {
    let (_, after) = line.split_once('№')?;
    let number: String =
        after.trim_start().chars().take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '/')).collect();
    number.chars().any(|c| c.is_ascii_digit()).then_some(number)
}

/// «от 08.11.2022», «18.04.23», «19 АВГ 2022», «19 августа 2022 г.».
fn date(low: &str) -> Option<NaiveDate> {
    let words: Vec<&str> = low.split_whitespace().collect();
    for (at, word) in words.iter().enumerate() {
        let parts: Vec<&str> = word.trim_end_matches(['.', 'г']).split('.').collect();
        if let [day, month, year] = parts.as_slice()
            && let (Ok(day), Ok(month), Ok(year)) = (day.parse(), month.parse(), year.parse::<i32>())
        {
            return NaiveDate::from_ymd_opt(if year < 100 { year + 2000 } else { year }, month, day);
        }
        let month = words.get(at + 1).and_then(|word| MONTHS.iter().position(|month| word.starts_with(month)));
        let year = words.get(at + 2).and_then(|year| year.trim_end_matches('г').parse().ok());
        if let (Ok(day), Some(month), Some(year)) = (word.parse(), month, year) {
            return NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()? + 1, day);
        }
    }
    None
}

/// The years a title names: «на 2022 - 2024 годы», «в 2022-2023 учебном году», «на второе полугодие 2022-2023 … и 2023-2024 учебный год».
fn period(title: &str) -> Option<Period> {
    let low = title.to_lowercase();
    let years = years(&low);
    let (first, last) = (*years.iter().min()?, *years.iter().max()?);
    let day = NaiveDate::from_ymd_opt;
    let (from, to) = if low.contains("учебн") {
        let from =
            if low.contains("второе полугодие") { day(first + 1, 1, 1)? } else { day(first, 9, 1)? };
        // A second half-year and the year after it are plans of lessons: they end with the lessons.
        let to = if low.contains("полугодие") { day(last, 5, 31)? } else { day(last, 8, 31)? };
        (from, to)
    } else {
        (day(first, 1, 1)?, day(last, 12, 31)?)
    };
    (from < to).then_some(Period { from, to })
}

fn years(text: &str) -> Vec<i32> {
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    numbers.filter_map(|digits| digits.parse().ok()).filter(|year| (2000..2100).contains(year)).collect()
}

/// The period to begin with: the later of the stated start and the order's date, up to the stated end;
/// without a stated period, from the order's date to the end of the last year the deadlines name.
pub fn proposed_period(order: &Order) -> Option<Period> {
    let proposed = match (order.period, order.date) {
        (Some(stated), Some(date)) => Period { from: stated.from.max(date), to: stated.to },
        (Some(stated), None) => stated,
        (None, Some(date)) => {
            let last =
                order.rows.iter().flat_map(|row| years(&row.deadline)).max().unwrap_or(date.year()).max(date.year());
            Period { from: date, to: NaiveDate::from_ymd_opt(last, 12, 31)? }
        }
        (None, None) => return None,
    };
    (proposed.from <= proposed.to).then_some(proposed)
}
