//! The grammar of terms. Whatever is left over makes the whole phrase "not understood": a silently wrong date is the worst answer.

pub(super) mod dates;
mod loose;
mod periodic;

use super::{
    rule::{Rule, Unit},
    words::{Kind, Token, month, roman, spelled},
};

/// What a phrase says, before it is folded into rules.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Part {
    /// A date or window, perhaps without a year.
    Item(dates::Item),
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
}

/// Reads a whole phrase.
///
/// # Errors
/// The words that were not understood.
pub(super) fn parse(tokens: &[Token]) -> Result<Parsed, Vec<String>> {
    let mut parser = Parser { tokens, at: 0, doubts: Vec::new() };
    let mut parsed = Parsed::default();
    let mut apart = true;
    loop {
        let separated = parser.separators();
        apart |= separated;
        if parser.at >= tokens.len() {
            break;
        }
        if parser.sign('(') {
            parser.bracket(&mut parsed)?;
            apart = true;
            continue;
        }
        parser.label();
        let before = parser.at;
        let part = parser.part(&parsed.parts).ok_or_else(|| parser.rest_from(before))?;
        if !apart && !may_touch(parsed.parts.last(), &part) {
            return Err(parser.rest_from(before));
        }
        parsed.parts.push(part);
        apart = false;
    }
    parsed.doubts = parser.doubts;
    Ok(parsed)
}

/// A lost line break is allowed only between two whole windows, or where a quota stands beside its dates.
fn may_touch(before: Option<&Part>, part: &Part) -> bool {
    match (before, part) {
        (Some(Part::Item(a)), Part::Item(b)) => a.is_months() && b.is_months(),
        (Some(Part::Item(_) | Part::Yearly), Part::Rule(Rule::External(_))) => true,
        (Some(Part::Rule(Rule::Every(_)) | Part::Yearly), Part::Item(_)) | (Some(Part::Item(_)), Part::Yearly) => true,
        (Some(Part::Yearly), Part::Rule(Rule::Every(_))) => true,
        _ => false,
    }
}

impl Parser<'_> {
    fn part(&mut self, before: &[Part]) -> Option<Part> {
        self.lasting()
            .or_else(|| self.yearly())
            .or_else(|| self.on_demand())
            .or_else(|| self.relative())
            .or_else(|| self.whole())
            .or_else(|| self.every())
            .or_else(|| self.again_until(before))
            .or_else(|| self.until())
            .or_else(|| self.window())
            .or_else(|| self.external())
    }

    /// A bracket is a further part, or else a remark; a remark with dates in it that nobody understood is refused.
    fn bracket(&mut self, parsed: &mut Parsed) -> Result<(), Vec<String>> {
        let from = self.at;
        let close = (from..self.tokens.len()).find(|at| self.kind(*at) == Some(Kind::Sign(')')));
        let end = close.unwrap_or(self.tokens.len());
        let inner = self.tokens.get(from..end).unwrap_or_default();
        self.at = end + usize::from(close.is_some());
        if let Ok(read) = parse(inner)
            && !read.parts.is_empty()
        {
            parsed.parts.extend(read.parts);
            self.doubts.extend(read.doubts);
            return Ok(());
        }
        let (yearly, inner): (Vec<&Token>, Vec<&Token>) = inner.iter().partition(|t| t.text == "ежегодно");
        if inner.iter().any(|t| looks_dated(t)) {
            return Err(inner.iter().map(|t| t.raw.clone()).collect());
        }
        if !yearly.is_empty() {
            parsed.parts.push(Part::Yearly);
        }
        let words: Vec<&str> = inner.iter().map(|t| t.raw.as_str()).collect();
        let remark = words.join(" ").replace(" ,", ",").trim_end_matches(',').to_owned();
        parsed.comment = Some(parsed.comment.take().map_or(remark.clone(), |earlier| format!("{earlier}; {remark}")));
        Ok(())
    }

    fn separators(&mut self) -> bool {
        let from = self.at;
        while self.sign(',')
            || self.sign(';')
            || self.words(&["и"])
            || self.words(&["далее"])
            || self.after_quota_dash()
        {}
        self.at > from
    }

    /// «один раз в год – апрель», «далее - по мере необходимости».
    fn after_quota_dash(&mut self) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map(|t| t.text.as_str());
        let quota = before.is_some_and(|word| matches!(word, "год" | "далее" | "квартал" | "месяц" | "ежегодно"));
        quota && self.sign('-')
    }

    /// «Сроки –», «Периодичность проведения мониторинга –»: a heading inside the cell.
    fn label(&mut self) {
        let from = self.at;
        let heading = self.word().is_some_and(|w| matches!(w, "периодичность" | "срок" | "сроки"));
        if !heading {
            self.at = from;
            return;
        }
        self.at = from + 1;
        while self.kind(self.at) == Some(Kind::Word) && self.at - from < 4 {
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

    fn word(&self) -> Option<&str> {
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

    fn number(&mut self) -> Option<u32> {
        let number = match self.peek()? {
            Kind::Number(n) => Some(n),
            Kind::Word => self.word().and_then(|w| spelled(w).or_else(|| roman(w))),
            _ => None,
        }?;
        self.at += 1;
        Some(number)
    }

    fn month(&mut self) -> Option<u32> {
        let number = self.word().and_then(month)?;
        self.at += 1;
        Some(number)
    }

    fn year(&mut self) -> Option<i32> {
        let Some(Kind::Year(year)) = self.peek() else { return None };
        self.at += 1;
        Some(year)
    }

    /// «2022-2023 учебный год», «2022/23 уч. г.», «учебный год 2022-2023»; the year of its September.
    fn school_year(&mut self) -> Option<i32> {
        self.attempt(|p| {
            let first = p.year()?;
            if !(p.sign('-') || p.sign('/')) {
                return None;
            }
            let second =
                p.year().or_else(|| p.attempt(|p| p.number().filter(|n| *n < 100)).map(|n| 2000 + n as i32))?;
            let named = p.one_of(&[&["учебн*", "год*"], &["уч", "год*"], &["уч", "г"], &["учебн*", "г"], &["уч*"]]);
            (named && second == first + 1).then_some(first)
        })
    }

    fn unit(&mut self) -> Option<Unit> {
        const UNITS: [(&[&str], Unit); 20] = [
            (&["учебную", "неделю"], Unit::Week),
            (&["недел*"], Unit::Week),
            (&["месяц*"], Unit::Month),
            (&["квартал*"], Unit::Quarter),
            (&["кв"], Unit::Quarter),
            (&["учебн*", "четверт*"], Unit::Term),
            (&["четверт*"], Unit::Term),
            (&["учебн*", "триместр*"], Unit::Term),
            (&["триместр*"], Unit::Term),
            (&["учебн*", "полугоди*"], Unit::SchoolHalf),
            (&["полугоди*", "учебного", "года"], Unit::SchoolHalf),
            (&["полугоди*"], Unit::HalfYear),
            (&["полгода"], Unit::HalfYear),
            (&["учебн*", "год*"], Unit::SchoolYear),
            (&["уч", "год*"], Unit::SchoolYear),
            (&["календарн*", "год*"], Unit::Year),
            (&["календарн*", "месяц*"], Unit::Month),
            (&["год"], Unit::Year),
            (&["года"], Unit::Year),
            (&["лет"], Unit::Year),
        ];
        let (words, unit) = UNITS.iter().find(|(words, _)| self.words(words))?;
        if words.last().is_some_and(|word| word.starts_with("триместр")) {
            self.doubts.push("trimesters");
        }
        Some(*unit)
    }
}

/// Does a token speak of a time that must not be passed over?
pub(super) fn looks_dated(token: &Token) -> bool {
    match token.kind {
        Kind::Date(..) | Kind::Year(_) | Kind::Number(_) | Kind::Sign('#') => true,
        Kind::Word => month(&token.text).is_some() || periodic::is_periodic(&token.text),
        Kind::Sign(_) => false,
    }
}
