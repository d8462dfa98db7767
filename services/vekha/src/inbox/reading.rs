//! What an answer by mail says: done, another term, or something for people to read. Pure: text in, meaning out.
//!
//! Only a first sentence of known words is obeyed. Whatever else stands in it («не», «частично», «будет», a question) makes it a
//! note: a mark that was never meant is worse than one that has to be made by hand.

mod days;
mod quotes;
mod words;

pub use quotes::own_text;
pub use words::names_an_automatic_answer;

use chrono::NaiveDate;
use words::{Kind, Token};

/// Most links that are taken from one answer.
const MOST_LINKS: usize = 10;
/// Most sentences of greeting before the answer.
const GREETINGS: usize = 3;

/// What an answer says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Said {
    /// The work is done.
    Done {
        /// The number of the row, if one is named.
        row: Option<String>,
        /// The day of performance, if one is named.
        day: Option<NaiveDate>,
        /// Addresses of confirming documents, as typed.
        links: Vec<String>,
    },
    /// Another term is asked for.
    Move {
        /// The number of the row, if one is named.
        row: Option<String>,
        /// The day asked for, if one is named.
        to: Option<NaiveDate>,
        /// Why, if it is said.
        reason: Option<String>,
    },
    /// Neither: for people to read.
    Other,
}

/// Reads the text of an answer. `rows` are the numbers of the rows in the letter answered.
pub fn read(text: &str, rows: &[&str], today: NaiveDate) -> Said {
    let own = own_text(text);
    let (bare, links) = without_links(&own);
    let mut from = 0;
    for _ in 0..=GREETINGS {
        let Some(sentence) = words::sentence(&bare, from, rows) else { return Said::Other };
        if words::greets(&sentence.tokens) {
            let after = words::after_greeting(&sentence.tokens);
            if let Some(said) = after.and_then(|at| decided(&own, &bare, at, sentence.end, rows, &links, today)) {
                return said;
            }
            from = sentence.end;
            continue;
        }
        return decided(&own, &bare, sentence.start, sentence.end, rows, &links, today).unwrap_or(Said::Other);
    }
    Said::Other
}

/// The meaning of the sentence at `start..end`, if it is one that is obeyed.
fn decided(
    own: &str,
    bare: &str,
    start: usize,
    end: usize,
    rows: &[&str],
    links: &[String],
    today: NaiveDate,
) -> Option<Said> {
    let tokens = words::tokens(bare, start, end, rows);
    let asks = bare.get(start..end)?.contains('?');
    if !asks && let Some((row, day)) = done(&tokens, today) {
        if words::takes_back(&words::tokens(bare, end, bare.len(), rows)) {
            return Some(Said::Other);
        }
        return Some(Said::Done { row, day, links: links.to_vec() });
    }
    another_term(&tokens, own, bare, today)
}

/// Nothing but a verb of doing, a row, a day and words that add nothing.
fn done(tokens: &[Token<'_>], today: NaiveDate) -> Option<(Option<String>, Option<NaiveDate>)> {
    let (mut verb, mut row, mut day) = (false, None, None);
    for token in tokens {
        match &token.kind {
            Kind::Done => verb = true,
            Kind::Row(number) if row.as_ref().is_none_or(|named| named == number) => row = Some(number.clone()),
            Kind::Day(read) if day.is_none() => day = Some(days::on_or_before(*read, today)?),
            Kind::Ago(days) if day.is_none() => day = today.checked_sub_days(chrono::Days::new(*days)),
            Kind::Filler | Kind::Of => {}
            Kind::Row(_) | Kind::Day(_) | Kind::Ago(_) | Kind::Move | Kind::Ask | Kind::Term | Kind::Other => {
                return None;
            }
        }
    }
    verb.then_some((row, day))
}

/// A request to move the term: everything up to the day is of known words, everything after it is the reason.
fn another_term(tokens: &[Token<'_>], own: &str, bare: &str, today: NaiveDate) -> Option<Said> {
    let (mut asked, mut row, mut day) = (false, None, None);
    for token in tokens {
        match &token.kind {
            Kind::Move => asked = true,
            Kind::Row(number) if row.is_none() => row = Some(number.clone()),
            Kind::Day(read) if asked => {
                day = Some((days::on_or_after(*read, today)?, token.end));
                break;
            }
            Kind::Filler | Kind::Ask | Kind::Term | Kind::Of => {}
            Kind::Row(_) | Kind::Day(_) | Kind::Ago(_) | Kind::Done | Kind::Other => return None,
        }
    }
    if !asked {
        return None;
    }
    let Some((to, end)) = day else {
        let asks = tokens.last().and_then(|last| bare.get(last.end..)).is_some_and(|rest| rest.starts_with('?'));
        return (!asks).then_some(Said::Move { row, to: None, reason: None });
    };
    let rest = own.get(end..)?.trim_start_matches(|c: char| c.is_whitespace() || ".,;:—–-()".contains(c));
    let unasked = rest.is_empty() && own.get(end..)?.contains('?');
    if unasked || rest.starts_with('?') || words::denies(rest) {
        return Some(Said::Other);
    }
    let reason = rest.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Said::Move { row, to: Some(to), reason: Some(reason).filter(|reason| reason.chars().count() > 2) })
}

/// The text with spaces in place of its addresses, and the addresses.
pub fn without_links(text: &str) -> (String, Vec<String>) {
    let (mut bare, mut links) = (String::with_capacity(text.len()), Vec::new());
    let mut rest = text;
    while let Some(at) = next_link(rest) {
        let (before, after) = rest.split_at(at);
        let length = after.find(|c: char| c.is_whitespace() || "<>\"«»".contains(c)).unwrap_or(after.len());
        let (link, beyond) = after.split_at(length);
        let whole = link.trim_end_matches(['.', ',', ';', ':', ')', ']', '!', '?']);
        if links.len() < MOST_LINKS && !links.iter().any(|known| known == whole) {
            links.push(whole.to_owned());
        }
        bare.push_str(before);
        bare.push_str(&" ".repeat(whole.len()));
        bare.push_str(link.get(whole.len()..).unwrap_or_default());
        rest = beyond;
    }
    bare.push_str(rest);
    (bare, links)
}

fn next_link(text: &str) -> Option<usize> {
    let starts = |at: usize| {
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        let begins = |scheme: &[u8]| rest.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme));
        begins(b"http://") || begins(b"https://")
    };
    text.match_indices(['h', 'H']).map(|(at, _)| at).find(|at| starts(*at))
}

#[cfg(test)]
mod tests;
