//! Finds the order's number, date, title, period and office in what stands above the table.

use crate::{
    dates::{day_at, words, years},
    order::{Order, Period},
    period,
    sheet::one_line,
};
use chrono::{Datelike, NaiveDate};

/// Words of titles, the surer first.
const TITLES: &[&str] = &[
    "дорожная карта",
    "план мероприятий",
    "дорожной карты",
    "план работы",
    "программы",
    "план-график",
    "плана мероприятий",
    "комплекс мер",
    "комплексный план",
    "программа",
    "утверждении",
];
const OFFICES: &[&str] = &[
    "управление образовани",
    "департамент образования",
    "отдел образования",
    "отдел по образованию",
    "комитет по образованию",
    "комитет образования",
    "министерство образования",
    "администрация муниципального",
];
/// Lines that name other acts than the order.
const OTHER_ACTS: &[&str] =
    &["закон", "письм", "министерств", "правительств", "рособрнадзор", "распоряжени", "постановлени", "протокол"];
/// What the number after these is not an order's.
const OTHER_NUMBERS: &[&str] =
    &["приложение", "приложению", "приложения", "сош", "школа", "школы", "лицей", "гимназия", "таблица"];
/// Words before a day of a period.
const OF_PERIOD: &[&str] = &["с", "по", "до", "со"];
/// Longest line that is looked at for a number and a date, and the longest one that says it speaks of an order.
const SHORT: usize = 80;
const LONG: usize = 400;

/// Whether the line names a roadmap and so is a title, not a section.
pub(crate) fn is_title(line: &str) -> bool {
    let low = line.to_lowercase();
    TITLES.iter().any(|word| low.contains(word)) || low.starts_with("об утверждении")
}

/// Fills the order from the lines above its table.
pub(crate) fn read(paragraphs: &[String], order: &mut Order) {
    let lines = apart(paragraphs);
    let lower: Vec<String> = lines.iter().map(|line| line.to_lowercase()).collect();
    for (line, low) in lines.iter().zip(&lower) {
        if order.office_name.is_none() && low.chars().count() < 200 && OFFICES.iter().any(|word| low.starts_with(word))
        {
            order.office_name = Some(one_line(line));
        }
        if order.date.is_none() || order.number.is_none() {
            number_and_date(line, low, order);
        }
    }
    order.title = title(&lines, &lower);
    order.period = stated_period(&lower, order.title.as_deref());
}

/// What stands on lines of its own, though no empty line is between: «ПРИКАЗ», the date and number, the title.
fn apart(paragraphs: &[String]) -> Vec<String> {
    let mut apart: Vec<String> = Vec::new();
    for paragraph in paragraphs {
        let mut alone = true;
        for line in paragraph.lines().map(one_line).filter(|line| !line.is_empty()) {
            let low = line.to_lowercase();
            let act = low.replace(' ', "").starts_with("приказ") && low.chars().count() < SHORT
                || low.starts_with("от ")
                || low.starts_with('№');
            let day = (0..2).any(|at| day_at(&words(&line), at).is_some()) && low.chars().count() < SHORT;
            let names = line.starts_with(char::is_uppercase)
                && (low.starts_with("об ") || TITLES.iter().any(|word| low.starts_with(word)));
            match apart.last_mut().filter(|_| !alone && !act && !day && !names) {
                Some(above) => *above = format!("{above} {line}"),
                None => apart.push(line),
            }
            alone = act || day;
        }
    }
    apart
}

fn title(lines: &[String], lower: &[String]) -> Option<String> {
    let short = |low: &str, word: &str| {
        let names = low.starts_with(word) || low.starts_with("об ") && low.contains(word);
        low.chars().count() < LONG && names
    };
    let at = TITLES.iter().find_map(|word| lower.iter().rposition(|low| short(low, word)))?;
    let mut title = one_line(lines.get(at)?);
    // The rest of a title stands on lines of its own.
    for line in lines.iter().skip(at + 1).take(4) {
        let capitals = |text: &str| !text.chars().any(char::is_lowercase) && !text.contains('№');
        let goes_on =
            line.starts_with(char::is_lowercase) && !line.starts_with("от ") || capitals(&title) && capitals(line);
        if !goes_on || line.chars().count() + title.chars().count() > LONG {
            break;
        }
        title = format!("{title} {}", one_line(line));
    }
    Some(title)
}

fn number_and_date(line: &str, low: &str, order: &mut Order) {
    let speaks = ["приказ", "к приказу", "утвержд", "приложение"].iter().any(|word| low.starts_with(word));
    let length = low.chars().count();
    if length > LONG
        || length > SHORT && !(speaks && low.contains("приказ"))
        || OTHER_ACTS.iter().any(|act| low.contains(act))
    {
        return;
    }
    let words = words(line);
    let before = |at: usize| at.checked_sub(1).and_then(|at| words.get(at)).map_or("", String::as_str);
    let day = (0..words.len())
        .find_map(|at| day_at(&words, at).filter(|_| !OF_PERIOD.contains(&before(at))).map(|(day, _)| (at, day)));
    if let Some((_, day)) = day.filter(|_| order.date.is_none()) {
        order.date = Some(day);
    }
    let begins = low.starts_with(['№', 'n']) || speaks;
    if order.number.is_some() || day.is_none() && !begins {
        return;
    }
    let signs = words.iter().enumerate().filter(|(_, word)| matches!(word.as_str(), "№" | "n"));
    let own = signs.filter(|(at, _)| !OTHER_NUMBERS.contains(&before(*at)));
    let nearest = own.min_by_key(|(at, _)| day.map_or(*at, |(day, _)| at.abs_diff(day)));
    let ordinal =
        nearest.map(|(at, _)| words.iter().take(at).filter(|word| matches!(word.as_str(), "№" | "n")).count());
    order.number = ordinal.and_then(|ordinal| number(line, ordinal));
}

/// The number after the sign that so many others precede, in the letters of the line.
fn number(line: &str, ordinal: usize) -> Option<String> {
    let line = line.replace(" N ", " № ");
    let after = line.split('№').nth(ordinal + 1)?.trim_start();
    let number: String =
        after.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '.' | '–')).collect();
    let number = number.trim_end_matches(['.', '-', '–', '/']);
    number.chars().any(|c| c.is_ascii_digit()).then(|| number.to_owned())
}

/// The period of the title; else of the line that approves the roadmap, tells its term or begins with «на».
fn stated_period(lower: &[String], title: Option<&str>) -> Option<Period> {
    let of_title = title.and_then(|title| period::stated(&title.to_lowercase()));
    let short = || lower.iter().filter(|low| low.chars().count() < LONG);
    let starts = |words: &'static [&'static str]| move |low: &&String| words.iter().any(|word| low.starts_with(word));
    of_title
        .or_else(|| short().filter(starts(&["об утверждении", "о реализации"])).find_map(|low| period::stated(low)))
        .or_else(|| {
            short().filter(|low| low.contains("срок") && low.contains("реализ")).find_map(|low| period::stated(low))
        })
        .or_else(|| {
            short()
                .filter(|low| low.chars().count() < SHORT)
                .filter(starts(&["на ", "с ", "период"]))
                .find_map(|low| period::stated(low))
        })
        .or_else(|| short().filter(|low| is_title(low)).find_map(|low| period::stated(low)))
}

/// The period to begin with: the later of the stated start and the order's date, up to the stated end;
/// without a stated period, from the order's date to the end of the last year the deadlines name;
/// without a date, the years the deadlines name.
pub fn proposed_period(order: &Order) -> Option<Period> {
    let named = || order.rows.iter().flat_map(|row| years(&row.deadline));
    match (order.period, order.date) {
        // An order that comes after its own period adopts what is over.
        (Some(stated), Some(date)) if date <= stated.to => Some(Period { from: stated.from.max(date), to: stated.to }),
        (Some(stated), Some(_) | None) => Some(stated),
        (None, Some(date)) => {
            let last = named().max().unwrap_or(date.year()).max(date.year());
            Some(Period { from: date, to: NaiveDate::from_ymd_opt(last, 12, 31)? })
        }
        (None, None) => {
            let (first, last) = (named().min()?, named().max()?);
            Some(Period { from: NaiveDate::from_ymd_opt(first, 1, 1)?, to: NaiveDate::from_ymd_opt(last, 12, 31)? })
        }
    }
}
