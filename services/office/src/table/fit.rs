//! How wide columns and how high rows must be for what they hold: programs of tables do not all find it out by themselves.

use super::{Kind, Line, Table};

/// Widest column, in characters.
const WIDEST: usize = 60;
/// A longer word is an address: it may be broken.
const LONGEST_WORD: usize = 16;
/// A column of long texts is so wide that its usual cell takes about so many lines.
const LINES: usize = 7;

/// What a column needs, in characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Fit {
    /// So wide that no word is broken.
    pub least: usize,
    /// So wide that it reads well.
    pub good: usize,
    /// Letters of its usual cell, where they are words: such a column has use for more room.
    pub words: usize,
}

/// What each column needs.
pub(crate) fn columns(table: &Table) -> Vec<Fit> {
    let fit = |(at, column): (usize, &super::Column)| {
        let (mut least, mut signs, mut filled) = (longest_word(&column.title), 0, 0);
        for line in &table.lines {
            let Line::Row(cells) = line else { continue };
            let words = cells.get(at).map(super::Cell::read).unwrap_or_default();
            if !words.is_empty() {
                least = least.max(longest_word(&words));
                signs += words.chars().count();
                filled += 1;
            }
        }
        let words = if column.kind == Kind::Text { signs.checked_div(filled).unwrap_or(0) } else { 0 };
        let good = usize::from(column.width).max(least + 1).max((words / LINES).min(WIDEST));
        Fit { least, good, words }
    };
    table.columns.iter().enumerate().map(fit).collect()
}

fn longest_word(words: &str) -> usize {
    let words = words.split([' ', '\n', '-', '/']).map(|word| word.chars().count());
    words.filter(|length| *length <= LONGEST_WORD).max().unwrap_or(0)
}

/// How many lines the words take in a column so many characters wide.
pub(crate) fn lines(words: &str, width: usize) -> usize {
    words.split('\n').map(|line| wrapped(line, width.max(1))).sum()
}

fn wrapped(line: &str, width: usize) -> usize {
    let (mut lines, mut at) = (1, 0);
    for length in line.split(' ').map(|word| word.chars().count()) {
        if at > 0 && at + 1 + length > width {
            lines += 1;
            at = 0;
        } else if at > 0 {
            at += 1;
        }
        at += length;
        while at > width {
            lines += 1;
            at -= width;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_wrap_at_spaces_and_an_address_anywhere() {
        assert_eq!(lines("Совещание руководителей школ", 18), 2);
        assert_eq!(lines("а\nб\n\nв", 10), 4);
        assert_eq!(lines("https://vekha.example.org/otchet.pdf", 10), 4);
        assert_eq!(lines("", 0), 1);
    }
}
