//! The words of a term made comparable: one kind of space, dash and case, dates and years taken as one.

use unicode_normalization::UnicodeNormalization;

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// Letters.
    Word,
    /// A number.
    Number(u32),
    /// A four-digit year, or a two-digit one with «г.».
    Year(i32),
    /// `26.12`, `26.12.2022`, `26.12.22`.
    Date(u32, u32, Option<i32>),
    /// A sign.
    Sign(char),
}

/// A token with its normalised text and the words as written.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) text: String,
    pub(super) raw: String,
}

/// Latin letters that look like Cyrillic ones.
const LOOK_ALIKES: [(char, char); 12] = [
    ('a', 'а'),
    ('b', 'в'),
    ('c', 'с'),
    ('e', 'е'),
    ('h', 'н'),
    ('k', 'к'),
    ('m', 'м'),
    ('o', 'о'),
    ('p', 'р'),
    ('t', 'т'),
    ('x', 'х'),
    ('y', 'у'),
];

const YEAR_WORDS: [&str; 8] = ["г", "гг", "год", "года", "году", "годы", "годов", "годах"];
const ORDINAL_ENDINGS: [&str; 14] = ["го", "ого", "й", "ый", "ой", "ий", "я", "ая", "е", "ое", "ую", "му", "м", "х"];

/// Text in lower case with plain spaces, dashes and е for ё; as many characters as there were.
fn plain(c: char) -> char {
    match c {
        '\u{a0}' | '\t' | '\n' | '\r' | '\u{2009}' | '\u{202f}' => ' ',
        '‐' | '‑' | '‒' | '–' | '—' | '−' | '―' => '-',
        'ё' | 'Ё' => 'е',
        'І' | 'і' => 'i',
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

/// The tokens of a phrase.
pub(super) fn tokens(phrase: &str) -> Vec<Token> {
    let raw: Vec<char> = phrase.nfc().collect();
    let text: Vec<char> = raw.iter().map(|c| plain(*c)).collect();
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(c) = text.get(at).copied() {
        let (kind, len) = if c.is_ascii_digit() {
            digits(text.get(at..).unwrap_or_default())
        } else if c.is_alphabetic() {
            (Kind::Word, run(text.get(at..).unwrap_or_default(), char::is_alphabetic))
        } else {
            (Kind::Sign(c), 1)
        };
        let part = |chars: &[char]| chars.get(at..at + len).unwrap_or_default().iter().collect::<String>();
        let token = Token { kind, text: part(&text), raw: part(&raw) };
        at += len;
        match token.kind {
            Kind::Sign(' ' | '.' | '«' | '»' | '„' | '“' | '"' | '…') => {}
            Kind::Word => word(&mut tokens, token),
            _ => tokens.push(token),
        }
    }
    tokens
}

fn run(text: &[char], of: impl Fn(char) -> bool) -> usize {
    text.iter().take_while(|c| of(**c)).count()
}

/// A number, a year or a date; what looks like a date and is not one stays a sign, which nothing understands.
fn digits(text: &[char]) -> (Kind, usize) {
    let mut numbers: Vec<(u32, usize)> = Vec::new();
    let mut len = 0;
    loop {
        let count = run(text.get(len..).unwrap_or_default(), |c| c.is_ascii_digit());
        let number: String = text.get(len..len + count).unwrap_or_default().iter().collect();
        numbers.push((number.parse().unwrap_or(u32::MAX), count));
        len += count;
        let joined = text.get(len) == Some(&'.') && text.get(len + 1).is_some_and(char::is_ascii_digit);
        if !joined {
            break;
        }
        len += 1;
    }
    let kind = match numbers.as_slice() {
        [(year, 4)] if (1990..2100).contains(year) => Kind::Year(*year as i32),
        [(number, 1..=3)] => Kind::Number(*number),
        [(day, 1..=2), (month, 1..=2)] => Kind::Date(*day, *month, None),
        [(day, 1..=2), (month, 1..=2), (year, 4)] => Kind::Date(*day, *month, Some(*year as i32)),
        [(day, 1..=2), (month, 1..=2), (year, 2)] => Kind::Date(*day, *month, Some(2000 + *year as i32)),
        _ => Kind::Sign('#'),
    };
    (kind, len)
}

/// Adds a word; the word «год» after a year and the ending of an ordinal belong to the number before them.
fn word(tokens: &mut Vec<Token>, mut token: Token) {
    if token.text.chars().any(|c| matches!(c, 'а'..='я')) {
        let native = |c| LOOK_ALIKES.iter().find(|(latin, _)| *latin == c).map_or(c, |(_, own)| *own);
        token.text = token.text.chars().map(native).collect();
    }
    let year_word = YEAR_WORDS.contains(&token.text.as_str());
    match tokens.last_mut() {
        Some(Token { kind: Kind::Year(_) | Kind::Date(_, _, Some(_)), .. }) if year_word => return,
        Some(last @ Token { kind: Kind::Number(20..=99), .. }) if matches!(token.text.as_str(), "г" | "гг") => {
            if let Kind::Number(year) = last.kind {
                last.kind = Kind::Year(2000 + year as i32);
            }
            return;
        }
        _ => {}
    }
    if let [.., Token { kind: Kind::Number(_), .. }, Token { kind: Kind::Sign('-'), .. }] = tokens.as_slice()
        && ORDINAL_ENDINGS.contains(&token.text.as_str())
    {
        tokens.pop();
        return;
    }
    tokens.push(token);
}

/// A Roman number from I to XII, of Latin letters or Cyrillic ones that look like them.
pub(super) fn roman(text: &str) -> Option<u32> {
    let latin: String = text.chars().map(|c| if c == 'х' { 'x' } else { c }).collect();
    let known = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
    known.iter().zip(1..).find(|(roman, _)| **roman == latin).map(|(_, number)| number)
}

/// Month by its name in any case, or its usual abbreviation.
pub(super) fn month(text: &str) -> Option<u32> {
    const STEMS: [(&str, &[&str]); 12] = [
        ("январ", &["ь", "я", "е", "ю"]),
        ("феврал", &["ь", "я", "е", "ю"]),
        ("март", &["", "а", "е", "у"]),
        ("апрел", &["ь", "я", "е", "ю"]),
        ("ма", &["й", "я", "е", "ю"]),
        ("июн", &["ь", "я", "е", "ю"]),
        ("июл", &["ь", "я", "е", "ю"]),
        ("август", &["", "а", "е", "у"]),
        ("сентябр", &["ь", "я", "е", "ю"]),
        ("октябр", &["ь", "я", "е", "ю"]),
        ("ноябр", &["ь", "я", "е", "ю"]),
        ("декабр", &["ь", "я", "е", "ю"]),
    ];
    const SHORT: [(&str, u32); 12] = [
        ("янв", 1),
        ("фев", 2),
        ("февр", 2),
        ("мар", 3),
        ("апр", 4),
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

/// A number in words, in the cases that terms use.
pub(super) fn spelled(text: &str) -> Option<u32> {
    let forms: [(&[&str], u32); 12] = [
        (
            &[
                "один",
                "одного",
                "одну",
                "одна",
                "однократно",
                "первый",
                "первого",
                "первая",
                "первую",
                "первой",
                "первое",
            ],
            1,
        ),
        (&["два", "две", "двух", "второй", "второго", "вторая", "вторую", "второе"], 2),
        (&["три", "трех", "третий", "третьего", "третья", "третью", "третьей", "третье"], 3),
        (&["четыре", "четырех", "четвертый", "четвертого", "четвертая", "четвертую", "четвертой"], 4),
        (&["пять", "пяти", "пятый", "пятого"], 5),
        (&["шесть", "шести"], 6),
        (&["семь", "семи"], 7),
        (&["восемь", "восьми"], 8),
        (&["девять", "девяти"], 9),
        (&["десять", "десяти", "десятого"], 10),
        (&["четырнадцать", "четырнадцати"], 14),
        (&["тридцать", "тридцати"], 30),
    ];
    forms.iter().find(|(words, _)| words.contains(&text)).map(|(_, number)| *number)
}
