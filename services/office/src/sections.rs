//! Directions above the rows, outer first: which one a new direction belongs under, and which ones it ends.

/// How a direction is marked; directions marked alike are of one depth.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Mark {
    /// «Раздел 1», «Трек 2».
    Word(String),
    /// «II. …».
    Roman,
    /// «3. …» is one deep, «3.1 …» two.
    Arabic(usize),
    /// No number.
    Plain,
}

const WORDS: &[&str] =
    &["раздел", "подраздел", "направление", "трек", "блок", "модуль", "этап", "задача", "часть", "глава", "цель"];

/// The directions that hold at some row.
#[derive(Debug, Default)]
pub(crate) struct Sections {
    open: Vec<(Mark, String)>,
    /// No row came since the last direction was opened.
    fresh: bool,
    /// Numbers of outer directions whose own rows are missing.
    pub lost: Vec<String>,
}

impl Sections {
    /// Opens a direction; `heads_another` when the next thing in the table is a direction too.
    pub fn open(&mut self, name: String, heads_another: bool) {
        let mark = mark(&name);
        let alike = |(open, _): &(Mark, String)| *open == mark;
        let keep = match (&mark, self.open.iter().position(alike)) {
            // Nothing tells two plain directions apart but that one follows the other at once.
            (Mark::Plain, Some(at)) if self.fresh && !heads_another && self.open.len() == at + 1 => at + 1,
            (Mark::Plain, Some(at)) if heads_another => at,
            (Mark::Plain, Some(_)) => self.open.iter().rposition(alike).unwrap_or(0),
            (_, Some(at)) => at,
            (_, None) if self.fresh => self.open.len(),
            (Mark::Arabic(depth), None) if *depth > 1 => self.open.len(),
            (_, None) => 0,
        };
        self.open.truncate(keep);
        if matches!(mark, Mark::Arabic(depth) if depth > 1) {
            self.end_others(&name);
        }
        self.open.push((mark, name));
        self.fresh = true;
    }

    /// «3.1» does not belong to «Трек 2», though the row of «Трек 3» was lost.
    fn end_others(&mut self, name: &str) {
        let own = first_number(name);
        let numbered = self.open.iter().filter(|(mark, _)| matches!(mark, Mark::Word(_) | Mark::Arabic(_)));
        let others = numbered.filter_map(|(_, outer)| first_number(outer)).any(|number| Some(number) != own);
        if others {
            self.open.clear();
            self.lost.extend(own.map(str::to_owned));
        }
    }

    /// The names above a row.
    pub fn above_row(&mut self) -> Vec<String> {
        self.fresh = false;
        self.names()
    }

    pub fn names(&self) -> Vec<String> {
        self.open.iter().map(|(_, name)| name.clone()).collect()
    }
}

/// Whether the line is marked as a direction, not as a sentence of a list.
pub(crate) fn is_marked(line: &str) -> bool {
    let sentence = line.ends_with(['.', ';', ':', ',']);
    match mark(line) {
        Mark::Word(_) => true,
        Mark::Roman | Mark::Arabic(_) => !sentence,
        Mark::Plain => false,
    }
}

fn mark(name: &str) -> Mark {
    let first = name.split([' ', '.', ')', ':']).next().unwrap_or_default();
    let word = first.to_lowercase();
    if WORDS.contains(&word.as_str()) && name.chars().any(|c| c.is_ascii_digit() || "IVX".contains(c)) {
        return Mark::Word(word);
    }
    if is_roman(first) {
        return Mark::Roman;
    }
    let number =
        name.split(' ').next().filter(|word| word.starts_with(|c: char| c.is_ascii_digit())).unwrap_or_default();
    match number.trim_end_matches(')').split('.').filter(|part| !part.is_empty()).count() {
        0 => Mark::Plain,
        depth => Mark::Arabic(depth),
    }
}

/// Roman numerals, also those typed with Cyrillic letters that look like them.
pub(crate) fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.chars().count() < 6 && word.chars().all(|c| "IVXІХ".contains(c))
}

fn first_number(name: &str) -> Option<&str> {
    name.split(|c: char| !c.is_ascii_digit()).find(|digits| !digits.is_empty()).filter(|digits| digits.len() < 3)
}
