//! The grammar of terms. Whatever is left over makes the whole phrase "not understood": a silently wrong date is the worst answer.

mod bracket;
mod loose;
mod numbered;
mod periodic;
pub(super) mod points;
mod timed;
mod units;
mod until;
mod windows;

use super::{
    rule::{At, Every, Rule},
    words::{Case, Kind, Token, cardinal, is_day_ending, month, ordinal, roman, weekday},
};
use points::Item;

/// What a phrase says, before it is folded into rules.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Part {
    /// Dates or windows, perhaps without a year; several where one word speaks of all: «1 и 2 квартал».
    Items(Vec<Item>),
    /// A rule as it is.
    Rule(Rule),
    /// «Ежегодно»: what stands beside it is of every year.
    Yearly,
    /// «Длительность: не более двух месяцев».
    Lasting(u32),
}

/// Everything a phrase was understood to say.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Parsed {
    pub(super) parts: Vec<Part>,
    pub(super) comment: Option<String>,
    /// Codes of other readings that are possible.
    pub(super) doubts: Vec<&'static str>,
}

/// Reads tokens one after another; every `Option` method leaves the place unchanged when it returns none.
pub(super) struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    doubts: Vec<&'static str>,
    /// The case that a preposition asks of months in this phrase.
    case: Case,
}

impl<'a> Parser<'a> {
    fn new(tokens: &'a [Token]) -> Parser<'a> {
        Parser { tokens, at: 0, doubts: Vec::new(), case: Case::Nominative }
    }
}

/// Reads a whole phrase.
///
/// # Errors
/// The words that were not understood.
pub(super) fn parse(tokens: &[Token]) -> Result<Parsed, Vec<String>> {
    Parser::new(tokens).phrase(false)
}

/// A lost line break is allowed only between two whole windows, or where a rhythm stands beside its dates or its schedule.
fn may_touch(before: Option<&Part>, part: &Part) -> bool {
    let months = |items: &[Item]| items.iter().all(Item::is_months);
    match (before, part) {
        (Some(Part::Items(a)), Part::Items(b)) => months(a) && months(b),
        (Some(Part::Items(_) | Part::Yearly), Part::Rule(Rule::External(_) | Rule::Every(_))) => true,
        (Some(Part::Rule(Rule::Every(_) | Rule::Whole(_))), Part::Rule(Rule::External(_))) => true,
        // «до конца квартала 2023 года» has lost the number of its quarter.
        (Some(Part::Rule(Rule::Every(Every { at: Some(At::LastDay | At::UnitEnd(_)), .. }))), Part::Items(_)) => false,
        (Some(Part::Rule(Rule::Every(_))), Part::Rule(Rule::Whole(_)) | Part::Items(_)) => true,
        (Some(Part::Rule(Rule::Whole(_))), Part::Rule(Rule::Every(_))) => true,
        (Some(Part::Yearly), Part::Items(_) | Part::Rule(Rule::Relative(_) | Rule::Whole(_))) => true,
        (Some(Part::Items(_) | Part::Rule(_)), Part::Yearly) => true,
        _ => false,
    }
}

/// «март, июнь и 2023 года»: a month has been lost before the year.
fn is_stray_year(before: Option<&Part>, part: &Part) -> bool {
    let undated = matches!(before, Some(Part::Items(items)) if items.iter().all(|item| item.year().is_none()));
    undated && matches!(part, Part::Items(items) if matches!(items.as_slice(), [Item::Year { .. }]))
}

/// What stands between two parts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// Nothing: the parts touch.
    None,
    /// Commas, which may also end a phrase.
    Signs,
    /// «и», «но», «далее», a dash at this token: something has to follow.
    Word(usize),
}

impl<'a> Parser<'a> {
    /// All parts up to the end; inside a bracket the first may begin with «далее».
    fn phrase(mut self, bracketed: bool) -> Result<Parsed, Vec<String>> {
        let mut parsed = Parsed::default();
        let mut apart = true;
        loop {
            let gap = self.gap();
            apart |= gap != Gap::None;
            let first = parsed.parts.is_empty() && !bracketed;
            match gap {
                Gap::Word(at) if first || self.at >= self.tokens.len() => return Err(self.rest_from(at)),
                _ => {}
            }
            if self.at >= self.tokens.len() {
                break;
            }
            if self.sign('(') {
                self.bracket(&mut parsed)?;
                apart = true;
                continue;
            }
            self.label();
            let before = self.at;
            let part = self.part(&parsed.parts).ok_or_else(|| self.rest_from(before))?;
            let strange = matches!(gap, Gap::Word(_)) && is_stray_year(parsed.parts.last(), &part);
            if strange || (!apart && !may_touch(parsed.parts.last(), &part)) {
                return Err(self.rest_from(before));
            }
            parsed.parts.push(part);
            apart = false;
        }
        parsed.doubts.extend(self.doubts);
        Ok(parsed)
    }

    fn part(&mut self, before: &[Part]) -> Option<Part> {
        self.lasting()
            .or_else(|| self.yearly(before))
            .or_else(|| self.on_demand())
            .or_else(|| self.relative())
            .or_else(|| self.whole())
            .or_else(|| self.every())
            .or_else(|| self.again_until(before))
            .or_else(|| self.until())
            .or_else(|| self.before_event())
            .or_else(|| self.window())
            .or_else(|| self.external())
    }

    fn gap(&mut self) -> Gap {
        let mut gap = Gap::None;
        loop {
            let at = self.at;
            const WORDS: [&[&str]; 5] = [&["а", "также"], &["и"], &["но"], &["далее"], &["также"]];
            if self.one_of(&WORDS) || self.after_rhythm() {
                gap = Gap::Word(at);
            } else if self.sign(',') || self.sign(';') {
                gap = if gap == Gap::None { Gap::Signs } else { gap };
            } else {
                return gap;
            }
        }
    }

    /// «один раз в год – апрель», «2 раза в год: май, ноябрь», «далее - по мере необходимости».
    fn after_rhythm(&mut self) -> bool {
        const RHYTHMS: [&str; 7] = ["год", "далее", "квартал", "месяц", "четверть", "полугодие", "ежегодно"];
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map(|t| t.text.as_str());
        before.is_some_and(|word| RHYTHMS.contains(&word)) && (self.sign('-') || self.sign(':'))
    }

    /// «Сроки –», «Периодичность проведения мониторинга –»: a heading inside the cell.
    fn label(&mut self) {
        let from = self.at;
        let heading = self.word().is_some_and(|w| matches!(w, "периодичность" | "срок" | "сроки"));
        if !heading {
            return;
        }
        self.at = from + 1;
        let plain = |t: &Token| !speaks_of_time(t) && !matches!(t.text.as_str(), "до" | "к" | "с" | "по" | "не");
        while self.kind(self.at) == Some(Kind::Word)
            && self.tokens.get(self.at).is_some_and(plain)
            && self.at - from < 4
        {
            self.at += 1;
        }
        if !(self.sign('-') || self.sign(':')) {
            self.at = from;
        }
    }

    fn rest_from(&self, at: usize) -> Vec<String> {
        self.tokens.get(at..).unwrap_or_default().iter().map(|t| t.raw.clone()).collect()
    }

    fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|t| t.kind)
    }

    fn peek(&self) -> Option<Kind> {
        self.kind(self.at)
    }

    fn word(&self) -> Option<&'a str> {
        self.tokens.get(self.at).filter(|t| t.kind == Kind::Word).map(|t| t.text.as_str())
    }

    fn sign(&mut self, sign: char) -> bool {
        let here = self.peek() == Some(Kind::Sign(sign));
        self.at += usize::from(here);
        here
    }

    /// These words one after another; a word ending in `*` stands for any word that begins so.
    fn words(&mut self, words: &[&str]) -> bool {
        let fits = words.iter().zip(self.at..).all(|(wanted, at)| {
            let Some(token) = self.tokens.get(at).filter(|t| t.kind == Kind::Word) else { return false };
            wanted.strip_suffix('*').map_or(token.text == *wanted, |stem| token.text.starts_with(stem))
        });
        self.at += if fits { words.len() } else { 0 };
        fits
    }

    fn one_of(&mut self, alternatives: &[&[&str]]) -> bool {
        alternatives.iter().any(|words| self.words(words))
    }

    /// Takes what `read` reads, or goes back.
    fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let (at, doubts) = (self.at, self.doubts.len());
        let taken = read(self);
        if taken.is_none() {
            self.at = at;
            self.doubts.truncate(doubts);
        }
        taken
    }

    /// How many: «3», «трёх».
    fn count(&mut self) -> Option<u32> {
        let number = match self.peek()? {
            Kind::Number(n) => Some(n),
            _ => self.word().and_then(cardinal),
        }?;
        self.at += 1;
        Some(number)
    }

    /// Which one: «3-й», «III», «третий».
    fn which(&mut self) -> Option<u32> {
        let number = match self.peek()? {
            Kind::Number(n) => Some(n),
            _ => self.word().and_then(|w| roman(w).or_else(|| ordinal(w))),
        }?;
        self.at += 1;
        Some(number)
    }

    /// The day of a month: «5», «первого», «двадцать пятого».
    fn day_number(&mut self) -> Option<u32> {
        let of_a_day = |t: &&Token| is_day_ending(&t.text);
        if let Some(Kind::Number(day)) = self.peek() {
            let day = self.tokens.get(self.at).filter(of_a_day).map(|_| day)?;
            self.at += 1;
            return Some(day);
        }
        self.attempt(|p| {
            let tens = p.attempt(|p| p.count().filter(|n| matches!(n, 20 | 30)));
            let day = p.tokens.get(p.at).filter(of_a_day).and_then(|t| ordinal(&t.text))?;
            p.at += 1;
            tens.map_or(Some(day), |tens| (day < 10).then_some(tens + day))
        })
    }

    fn month(&mut self) -> Option<u32> {
        let number = self.word().and_then(month)?;
        self.at += 1;
        Some(number)
    }
}

/// Does a token speak of a day, a month or a rhythm that must not be passed over?
fn looks_dated(token: &Token) -> bool {
    match token.kind {
        Kind::Date(..) | Kind::Year(_) | Kind::Number(_) | Kind::Clock | Kind::Sign('#') => true,
        Kind::Word => {
            month(&token.text).is_some() || weekday(&token.text).is_some() || periodic::is_periodic(&token.text)
        }
        Kind::Sign(_) => false,
    }
}

/// Does a token speak of time at all, so that words around it cannot be a mere remark?
fn speaks_of_time(token: &Token) -> bool {
    const STEMS: [&str; 13] = [
        "недел",
        "месяц",
        "квартал",
        "четверт",
        "полугод",
        "триместр",
        "декад",
        "кажд",
        "еже",
        "кроме",
        "исключ",
        "последн",
        "числ",
    ];
    const YEARS: [&str; 7] = ["год", "года", "году", "годы", "годов", "годах", "лет"];
    looks_dated(token) || STEMS.iter().any(|stem| token.text.starts_with(stem)) || YEARS.contains(&token.text.as_str())
}

/// The rhythm that a bracket may tell the day of.
fn open_rhythm(parts: &mut [Part]) -> Option<&mut Every> {
    match parts.last_mut()? {
        Part::Rule(Rule::Every(every)) if every.at.is_none() => Some(every),
        _ => None,
    }
}
