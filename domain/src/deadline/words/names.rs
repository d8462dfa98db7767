//! Names of months and weekdays in every case, numbers in words, Roman numbers.

use chrono::Weekday;

/// A Roman number from I to XII, of Latin letters or Cyrillic ones that look like them.
pub(in crate::deadline) fn roman(text: &str) -> Option<u32> {
    let latin: String = text.chars().map(|c| if c == 'х' { 'x' } else { c }).collect();
    let known = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
    known.iter().zip(1..).find(|(roman, _)| **roman == latin).map(|(_, number)| number)
}

/// «год» in any form.
pub(in crate::deadline) fn is_year_word(text: &str) -> bool {
    matches!(text, "г" | "год" | "года" | "году") || is_plural_year(text)
}

/// «гг.», «годы»: what stands before it is a list or a range of years.
pub(in crate::deadline) fn is_plural_year(text: &str) -> bool {
    matches!(text, "гг" | "годы" | "годов" | "годах" | "годам")
}

/// Month by its name in any case, or its usual abbreviation.
pub(in crate::deadline) fn month(text: &str) -> Option<u32> {
    const SOFT: &[&str] = &["ь", "я", "е", "ю", "ем"];
    const HARD: &[&str] = &["", "а", "е", "у", "ом"];
    const STEMS: [(&str, &[&str]); 12] = [
        ("январ", SOFT),
        ("феврал", SOFT),
        ("март", HARD),
        ("апрел", SOFT),
        ("ма", &["й", "я", "е", "ю", "ем"]),
        ("июн", SOFT),
        ("июл", SOFT),
        ("август", HARD),
        ("сентябр", SOFT),
        ("октябр", SOFT),
        ("ноябр", SOFT),
        ("декабр", SOFT),
    ];
    const SHORT: [(&str, u32); 14] = [
        ("янв", 1),
        ("фев", 2),
        ("февр", 2),
        ("мар", 3),
        ("апр", 4),
        ("июн", 6),
        ("июл", 7),
        ("авг", 8),
        ("сен", 9),
        ("сент", 9),
        ("окт", 10),
        ("ноя", 11),
        ("нояб", 11),
        ("дек", 12),
    ];
    let full = STEMS
        .iter()
        .zip(1..)
        .find(|((stem, endings), _)| text.strip_prefix(stem).is_some_and(|e| endings.contains(&e)));
    full.map(|(_, number)| number).or_else(|| SHORT.iter().find(|(short, _)| *short == text).map(|(_, number)| *number))
}

/// The grammatical case of a month's name, which tells «май» from «5 мая» that has lost its number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::deadline) enum Case {
    /// «май», and abbreviations.
    Nominative,
    /// «мая».
    Genitive,
    /// «маю».
    Dative,
    /// «мае».
    Locative,
    /// «маем».
    Instrumental,
}

/// The case of a word that is a month.
pub(in crate::deadline) fn month_case(text: &str) -> Option<Case> {
    month(text)?;
    Some(match text.chars().last()? {
        'я' | 'а' => Case::Genitive,
        'ю' | 'у' => Case::Dative,
        'е' => Case::Locative,
        'м' => Case::Instrumental,
        _ => Case::Nominative,
    })
}

/// «5-го мая», «первое мая», and no «1-я марта» that has lost its noun.
pub(in crate::deadline) fn is_day_ending(text: &str) -> bool {
    let ending = text.trim_start_matches(|c: char| c.is_ascii_digit());
    ["го", "ому", "му", "е", "ым"].iter().any(|known| ending.ends_with(known))
        || matches!(ending, "" | "м" | "ти" | "ми")
}

/// A weekday in any case, also of many: «пятница», «по пятницам».
pub(in crate::deadline) fn weekday(text: &str) -> Option<Weekday> {
    const MASCULINE: &[&str] = &["", "а", "у", "ом", "е", "и", "ам"];
    const FEMININE: &[&str] = &["а", "у", "ы", "е", "ам", "ой", "ей"];
    const DAYS: [(&str, &[&str], Weekday); 7] = [
        ("понедельник", MASCULINE, Weekday::Mon),
        ("вторник", MASCULINE, Weekday::Tue),
        ("сред", FEMININE, Weekday::Wed),
        ("четверг", MASCULINE, Weekday::Thu),
        ("пятниц", FEMININE, Weekday::Fri),
        ("суббот", FEMININE, Weekday::Sat),
        ("воскресень", &["е", "я", "ю", "ям", "ем"], Weekday::Sun),
    ];
    let named = |(stem, endings, _): &&(&str, &[&str], Weekday)| {
        text.strip_prefix(stem).is_some_and(|ending| endings.contains(&ending))
    };
    DAYS.iter().find(named).map(|(_, _, day)| *day)
}

/// How many, in words: «двух», «пяти».
pub(in crate::deadline) fn cardinal(text: &str) -> Option<u32> {
    Some(match text {
        "один" | "одного" | "одну" | "одна" | "одной" => 1,
        "два" | "две" | "двух" => 2,
        "три" | "трех" => 3,
        "четыре" | "четырех" => 4,
        "пять" | "пяти" => 5,
        "шесть" | "шести" => 6,
        "семь" | "семи" => 7,
        "восемь" | "восьми" => 8,
        "девять" | "девяти" => 9,
        "десять" | "десяти" => 10,
        "двенадцать" | "двенадцати" => 12,
        "четырнадцать" | "четырнадцати" => 14,
        "пятнадцать" | "пятнадцати" => 15,
        "двадцать" | "двадцати" => 20,
        "тридцать" | "тридцати" => 30,
        _ => return None,
    })
}

/// Which one, in words: «первого», «третьей», «двадцатое».
pub(in crate::deadline) fn ordinal(text: &str) -> Option<u32> {
    const STEMS: [(&str, u32); 21] = [
        ("перв", 1),
        ("втор", 2),
        ("трет", 3),
        ("четверт", 4),
        ("пят", 5),
        ("шест", 6),
        ("седьм", 7),
        ("восьм", 8),
        ("девят", 9),
        ("десят", 10),
        ("одиннадцат", 11),
        ("двенадцат", 12),
        ("тринадцат", 13),
        ("четырнадцат", 14),
        ("пятнадцат", 15),
        ("шестнадцат", 16),
        ("семнадцат", 17),
        ("восемнадцат", 18),
        ("девятнадцат", 19),
        ("двадцат", 20),
        ("тридцат", 30),
    ];
    const ENDINGS: [&str; 11] = ["ый", "ой", "ая", "ую", "ое", "ого", "ому", "ом", "ые", "ых", "ым"];
    const OF_THIRD: [&str; 10] = ["ий", "ья", "ье", "ью", "ьей", "ьего", "ьему", "ьем", "ьи", "ьих"];
    let fits = |(stem, number): &&(&str, u32)| {
        let ending = text.strip_prefix(stem);
        ending.is_some_and(|e| if *number == 3 { OF_THIRD.contains(&e) } else { ENDINGS.contains(&e) })
    };
    STEMS.iter().find(fits).map(|(_, number)| *number)
}
