//! Values, what may be entered and why something may not, in words.

use crate::wording::Lang;
use vekha_domain::scoring::{
    Allowed, Exact, Indicator, Interval, Value,
    compare::{Change, Verdict},
};
use vekha_office::Cell;

/// A number as tables print it: a third is cut to two places, what was entered stays as it was entered.
pub fn number(lang: Lang, number: Exact) -> String {
    let text = number.to_string();
    let text = if text.contains('/') { number.rounded(2).to_string() } else { text };
    let text = text.replace('-', "−");
    match lang {
        Lang::Ru => text,
        Lang::En => text.replace(',', "."),
    }
}

/// Does the number stand in tables as it is, without being rounded?
pub fn is_whole_of(number: Exact) -> bool {
    !number.to_string().contains('/')
}

/// A mean or a median: two places.
pub fn mean(lang: Lang, of: Exact) -> String {
    number(lang, of.rounded(2))
}

/// A value with its unit where that is a percent.
pub fn value(lang: Lang, indicator: &Indicator, value: &Value) -> String {
    match value {
        Value::Number(n) if indicator.unit.trim() == "%" => format!("{}\u{a0}%", number(lang, *n)),
        Value::Number(n) => number(lang, *n),
        Value::Absent => absent(indicator).unwrap_or("—").to_owned(),
        Value::Word(word) => word.clone(),
    }
}

/// A number in a cell: with a comma, and a minus that Excel takes.
pub fn cell(number: Exact) -> Cell {
    let number = if is_whole_of(number) { number } else { number.rounded(2) };
    Cell::Decimal(number.to_string())
}

/// A value in a cell.
pub fn value_cell(indicator: &Indicator, value: &Value) -> Cell {
    match value {
        Value::Number(n) => cell(*n),
        Value::Absent | Value::Word(_) => Cell::words(typed(indicator, value)),
    }
}

/// A value as it is typed into a field and into a file.
pub fn typed(indicator: &Indicator, value: &Value) -> String {
    match value {
        Value::Number(n) => n.to_string(),
        Value::Absent => absent(indicator).unwrap_or_default().to_owned(),
        Value::Word(word) => word.clone(),
    }
}

fn absent(indicator: &Indicator) -> Option<&str> {
    match &indicator.values {
        Allowed::Set { absent, .. } => absent.as_deref(),
        Allowed::Percent | Allowed::Count | Allowed::Words(_) | Allowed::Within(_) => None,
    }
}

/// The members of a small set, to choose from.
pub fn choices(allowed: &Allowed) -> Option<Vec<String>> {
    let members = match allowed {
        Allowed::Set { numbers, absent } => {
            numbers.iter().map(Exact::to_string).chain(absent.iter().cloned()).collect::<Vec<_>>()
        }
        Allowed::Words(words) => words.clone(),
        Allowed::Percent | Allowed::Count | Allowed::Within(_) => return None,
    };
    (members.len() <= 6).then_some(members)
}

/// What may be entered.
pub fn allowed(lang: Lang, allowed: &Allowed) -> String {
    match allowed {
        Allowed::Percent => within(lang, &Interval::percent()),
        Allowed::Count => lang.say("windows-allowed-count"),
        Allowed::Within(interval) => within(lang, interval),
        Allowed::Set { numbers, absent } => {
            let members = numbers.iter().map(|n| number(lang, *n)).chain(absent.iter().cloned());
            one_of(lang, members.collect())
        }
        Allowed::Words(words) => one_of(lang, words.clone()),
    }
}

fn one_of(lang: Lang, mut members: Vec<String>) -> String {
    let last = members.pop().unwrap_or_default();
    lang.say_with("windows-allowed-set", [("first", members.join(", ").into()), ("last", last.into())])
}

fn within(lang: Lang, interval: &Interval) -> String {
    let from = number(lang, interval.from);
    match interval.to {
        Some(to) => lang.say_with("windows-allowed-within", [("from", from.into()), ("to", number(lang, to).into())]),
        None => lang.say_with("windows-allowed-from", [("from", from.into())]),
    }
}

/// «+2,1, лучше».
pub fn change(lang: Lang, change: &Change) -> String {
    let sign = if change.by > Exact::ZERO { "+" } else { "" };
    let by = format!("{sign}{}", mean(lang, change.by));
    match verdict(change.verdict) {
        "same" => lang.say("windows-change-same"),
        "neither" => by,
        code => format!("{by}, {}", lang.say(&format!("windows-change-{code}"))),
    }
}

/// Code of a verdict.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Better => "better",
        Verdict::Worse => "worse",
        Verdict::Same => "same",
        Verdict::Neither => "neither",
    }
}
