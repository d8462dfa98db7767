//! Clock times beside a date are no part of the term: they become its comment (DEADLINES part 5, row 27).

use super::{Kind, Token, month};

/// The tokens without clock times, and the words of those times.
pub(in crate::deadline) fn without_clock(tokens: &[Token]) -> Option<(Vec<Token>, String)> {
    let at = tokens.iter().position(|token| token.kind == Kind::Clock)?;
    let mut left = tokens.get(..at)?.to_vec();
    let mut said: Vec<String> = Vec::new();
    let mut next = at;
    while let Some(token) = tokens.get(next) {
        if token.kind != Kind::Clock {
            left.push(token.clone());
            next += 1;
            continue;
        }
        let end = end_of_clock(tokens, next);
        let before = preposition(&left);
        let first = !left.iter().any(begins_date);
        let comma = tokens.get(end).is_some_and(|t| t.kind == Kind::Sign(','));
        let end = end + usize::from(first && comma);
        // «до 18:00 26 декабря»: the preposition is the date's as well.
        let shared = before.is_some_and(|kept| left.get(kept).is_some_and(|t| !matches!(t.text.as_str(), "в" | "с")))
            && tokens.get(end).is_some_and(begins_date);
        if let (Some(kept), false) = (before, shared) {
            said.extend(left.drain(kept..).map(|t| t.raw));
        }
        said.extend(tokens.get(next..end)?.iter().filter(|t| t.kind != Kind::Sign(',')).map(|t| t.raw.clone()));
        next = end;
    }
    Some((left, said.join(" ")))
}

/// Where a clock time, its other end («10:00-12:00», «с 10:00 до 12:00») and its «мск» end.
fn end_of_clock(tokens: &[Token], from: usize) -> usize {
    let mut end = from + 1;
    let until = tokens.get(end).is_some_and(|t| t.kind == Kind::Sign('-') || matches!(t.text.as_str(), "до" | "по"));
    if until && tokens.get(end + 1).is_some_and(|t| t.kind == Kind::Clock) {
        end += 2;
    }
    let is = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|t| words.contains(&t.text.as_str()));
    if is(end, &["по"]) && is(end + 1, &["мск", "московскому", "местному"]) {
        end += 1;
    }
    while is(end, &["ч", "час", "часов", "мск", "московского", "московскому", "местного", "местному", "времени"])
    {
        end += 1;
    }
    end
}

/// Where the preposition of a clock time begins.
fn preposition(before: &[Token]) -> Option<usize> {
    let last = before.len().checked_sub(1)?;
    match before.get(last)?.text.as_str() {
        "до" | "в" | "с" | "к" => Some(last),
        "позднее" | "позже" => {
            last.checked_sub(1).filter(|at| before.get(*at).is_some_and(|t| t.text == "не"))
        }
        _ => None,
    }
}

fn begins_date(token: &Token) -> bool {
    matches!(token.kind, Kind::Number(_) | Kind::Date(..)) || month(&token.text).is_some()
}
