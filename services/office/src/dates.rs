//! Days, months and years as headings of orders spell them.

use chrono::NaiveDate;

/// Beginnings of months' names in any case or cut short.
const MONTHS: [&str; 12] = ["янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"];

/// The words of a text in lower case, without the signs around them; «01.09.2023-31.05.2024» is two.
pub(crate) fn words(text: &str) -> Vec<String> {
    let around = |c: char| !c.is_alphanumeric() && c != '№';
    let lower = text.to_lowercase().replace('№', " № ").replace(['–', '—'], " ");
    let two = |word: &str| word.split_once('-').filter(|(from, to)| is_day(from) && is_day(to)).is_some();
    let parts = lower.split_whitespace().flat_map(|word| if two(word) { word.split('-') } else { word.split('\n') });
    parts.map(|word| word.trim_matches(around).to_owned()).filter(|word| !word.is_empty()).collect()
}

fn is_day(word: &str) -> bool {
    word.matches('.').count() > 1 && word.chars().all(|c| c.is_ascii_digit() || c == '.')
}

/// A day and the words it takes: «18.04.2023», «18.04.23», «2023-04-18», «18 апреля 2023», «19 АВГ 2022».
pub(crate) fn day_at(words: &[String], at: usize) -> Option<(NaiveDate, usize)> {
    let word = words.get(at)?.trim_end_matches(['г', '.']);
    let sign = ['.', '/', '-'].into_iter().find(|sign| word.contains(*sign)).unwrap_or('.');
    let parts: Vec<&str> = word.split(sign).collect();
    if let [a, b, c] = parts.as_slice()
        && let (Ok(a), Ok(b), Ok(c)) = (a.parse::<u16>(), b.parse::<u32>(), c.parse::<u16>())
    {
        // «2023-04-18» begins with the year.
        let (year, day) = if sign == '-' { (a, c) } else { (c, a) };
        let year = if year < 100 && sign != '-' { year + 2000 } else { year };
        let known = (1990..2100).contains(&year);
        return NaiveDate::from_ymd_opt(i32::from(year), b, u32::from(day)).filter(|_| known).map(|day| (day, 1));
    }
    let month = month(words.get(at + 1)?)?;
    let year = year(words.get(at + 2)?)?;
    NaiveDate::from_ymd_opt(year, month, word.parse().ok()?).map(|day| (day, 3))
}

/// The month a word names.
pub(crate) fn month(word: &str) -> Option<u32> {
    // «Мая» and «май» are whole words: «материалы» begin alike.
    let beginning = |name: &str| {
        if name == "ма" { matches!(word, "май" | "мая" | "мае") } else { word.starts_with(name) }
    };
    let found = MONTHS.iter().position(|name| beginning(name))?;
    let short = word.chars().count() <= 8;
    u32::try_from(found + 1).ok().filter(|_| short)
}

/// The year a word is: «2023», «2023г», «2023года».
pub(crate) fn year(word: &str) -> Option<i32> {
    let digits = word.trim_end_matches(|c: char| c.is_alphabetic() || c == '.');
    digits.parse().ok().filter(|year| digits.len() == 4 && (2000..2100).contains(year))
}

/// The years a text names; «2023/24» and «2023-24» name two.
pub(crate) fn years(text: &str) -> Vec<i32> {
    let mut years: Vec<i32> = Vec::new();
    let mut sign_between = ' ';
    for digits in text.split_inclusive(|c: char| !c.is_ascii_digit()) {
        let number = digits.trim_end_matches(|c: char| !c.is_ascii_digit());
        let joined = matches!(sign_between, '/' | '-' | '–' | '—');
        if let Some(year) = year(number) {
            years.push(year);
        } else if let (Some(last), true, Ok(short)) = (years.last(), joined && number.len() == 2, number.parse::<i32>())
            && short == (last + 1) % 100
        {
            years.push(last + 1);
        }
        let after = digits.chars().next_back().filter(|c| !c.is_ascii_digit());
        if !number.is_empty() || after != Some(' ') {
            sign_between = after.unwrap_or(' ');
        }
    }
    years
}
