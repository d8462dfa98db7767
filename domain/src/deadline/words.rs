//! The words of a term made comparable: one kind of space, dash and case, dates and clock times taken as one.

mod clock;
mod names;

pub(super) use clock::without_clock;
pub(super) use names::{
    Case, cardinal, is_day_ending, is_plural_year, is_year_word, month, month_case, ordinal, roman, weekday,
};

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
    /// `18:00`, `18.00`.
    Clock,
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

/// What follows the hyphen of «1-го», «5-ти», «II-м».
const ORDINAL_ENDINGS: [&str; 21] = [
    "го", "ого", "й", "ый", "ой", "ий", "ей", "я", "ая", "е", "ое", "ую", "ю", "му", "м", "ом", "ем", "х", "ых", "ти",
    "ми",
];

/// Text in lower case with plain spaces, dashes and е for ё; as many characters as there were.
fn plain(c: char) -> char {
    match c {
        '\u{a0}' | '\t' | '\n' | '\r' | '\u{2009}' | '\u{202f}' => ' ',
        '‐' | '‑' | '‒' | '–' | '—' | '−' | '―' => '-',
        'ё' | 'Ё' => 'е',
        'І' | 'і' => 'i',
        'А'..='Я' => char::from_u32(u32::from(c) + 32).unwrap_or(c),
        ' '..='@' | 'а'..='я' => c,
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

fn is_letter(c: char) -> bool {
    matches!(c, 'а'..='я') || (!c.is_ascii_punctuation() && c.is_alphabetic())
}

/// The tokens of a phrase.
pub(super) fn tokens(phrase: &str) -> Vec<Token> {
    let raw: Vec<char> = phrase.nfc().collect();
    let text: Vec<char> = raw.iter().map(|c| plain(*c)).collect();
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(c) = text.get(at).copied() {
        let rest = text.get(at..).unwrap_or_default();
        let (kind, len) = if c.is_ascii_digit() {
            digits(rest)
        } else if is_letter(c) {
            (Kind::Word, run(rest, is_letter))
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

/// A number, a year, a date or a clock time; what looks like one and is none stays a sign, which nothing understands.
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
    if let [(0..=23, 1..=2)] = numbers.as_slice()
        && let [':', tens @ '0'..='5', ones, ..] = text.get(len..).unwrap_or_default()
        && tens.is_ascii_digit()
        && ones.is_ascii_digit()
        && !text.get(len + 3).is_some_and(char::is_ascii_digit)
    {
        return (Kind::Clock, len + 3);
    }
    let kind = match numbers.as_slice() {
        [(year, 4)] if (1990..2100).contains(year) => Kind::Year(*year as i32),
        [(number, 1..=3)] => Kind::Number(*number),
        [(0..=23, 1..=2), (0, 2)] => Kind::Clock,
        [(day, 1..=2), (month, 1..=2)] => Kind::Date(*day, *month, None),
        [(day, 1..=2), (month, 1..=2), (year, 4)] if (1990..2100).contains(year) => {
            Kind::Date(*day, *month, Some(*year as i32))
        }
        [(day, 1..=2), (month, 1..=2), (year, 2)] => Kind::Date(*day, *month, Some(2000 + *year as i32)),
        _ => Kind::Sign('#'),
    };
    (kind, len)
}

/// Adds a word; a two-digit number between a word and «г.» is a year, and the ending of an ordinal belongs to its number.
fn word(tokens: &mut Vec<Token>, mut token: Token) {
    if token.text.chars().any(|c| matches!(c, 'а'..='я')) {
        let native = |c| LOOK_ALIKES.iter().find(|(latin, _)| *latin == c).map_or(c, |(_, own)| *own);
        token.text = token.text.chars().map(native).collect();
    }
    if let [.., Token { kind: Kind::Word, text, .. }, last] = tokens.as_mut_slice()
        && let Kind::Number(year @ 20..=99) = last.kind
        && (matches!(token.text.as_str(), "г" | "гг") || (month(text).is_some() && is_year_word(&token.text)))
    {
        last.kind = Kind::Year(2000 + year as i32);
    }
    if let [.., number, Token { kind: Kind::Sign('-'), .. }] = tokens.as_mut_slice()
        && (matches!(number.kind, Kind::Number(_) | Kind::Year(_)) || roman(&number.text).is_some())
        && ORDINAL_ENDINGS.contains(&token.text.as_str())
    {
        if let Kind::Number(_) = number.kind {
            number.text.push_str(&token.text);
        }
        number.raw.push('-');
        number.raw.push_str(&token.raw);
        tokens.pop();
        return;
    }
    tokens.push(token);
}
