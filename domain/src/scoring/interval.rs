//! Intervals with open and closed ends, written as orders print them: `[0; 0,3)`, `(10; 11]`, `[2; ∞)`.

use super::exact::{Exact, NotANumber};
use serde::{Deserialize, Serialize};
use std::{cmp::Ordering, fmt, str::FromStr};
use thiserror::Error;

/// From one number to another; each end belongs to it or not.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Interval {
    /// Lower end.
    pub from: Exact,
    /// Whether the lower end belongs to it.
    pub from_closed: bool,
    /// Upper end; none for ∞.
    pub to: Option<Exact>,
    /// Whether the upper end belongs to it.
    pub to_closed: bool,
}

/// Why a text is no interval.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum NotAnInterval {
    /// No brackets, or not two ends between them.
    #[error("an interval looks like [0; 0,3) or (10; 11]")]
    Shape,
    /// An end is no number.
    #[error("an end of the interval is not a number")]
    End(#[from] NotANumber),
    /// It holds no number at all.
    #[error("the interval is empty")]
    Empty,
}

impl Interval {
    /// Both ends belong to it.
    pub fn closed(from: Exact, to: Exact) -> Interval {
        Interval { from, from_closed: true, to: Some(to), to_closed: true }
    }

    /// From nothing to a hundred percent.
    pub fn percent() -> Interval {
        Interval::closed(Exact::ZERO, Exact::HUNDRED)
    }

    /// One number alone.
    pub fn point(at: Exact) -> Interval {
        Interval::closed(at, at)
    }

    /// Is the number in it?
    pub fn contains(&self, number: Exact) -> bool {
        !self.begins_above(number) && !self.ends_below(number)
    }

    /// Does it begin above the number?
    pub fn begins_above(&self, number: Exact) -> bool {
        if self.from_closed { self.from > number } else { self.from >= number }
    }

    /// Does it end below the number?
    pub fn ends_below(&self, number: Exact) -> bool {
        self.to.is_some_and(|to| if self.to_closed { to < number } else { to <= number })
    }

    /// Holds no number.
    fn is_empty(&self) -> bool {
        self.to.is_some_and(|to| to < self.from || (to == self.from && !(self.from_closed && self.to_closed)))
    }

    fn unless_empty(self) -> Option<Interval> {
        (!self.is_empty()).then_some(self)
    }

    /// What both have.
    pub fn shared(&self, other: &Interval) -> Option<Interval> {
        let (from, from_closed) = match self.from.cmp(&other.from) {
            Ordering::Equal => (self.from, self.from_closed && other.from_closed),
            Ordering::Greater => (self.from, self.from_closed),
            Ordering::Less => (other.from, other.from_closed),
        };
        let (to, to_closed) = match (self.to, other.to) {
            (None, _) => (other.to, other.to_closed),
            (Some(a), Some(b)) if a == b => (Some(a), self.to_closed && other.to_closed),
            (Some(a), Some(b)) if a > b => (other.to, other.to_closed),
            (Some(_), _) => (self.to, self.to_closed),
        };
        Interval { from, from_closed, to, to_closed }.unless_empty()
    }

    /// What lies between its end and the beginning of the next one.
    pub fn gap_to(&self, next: &Interval) -> Option<Interval> {
        let from = self.to?;
        let gap = Interval { from, from_closed: !self.to_closed, to: Some(next.from), to_closed: !next.from_closed };
        gap.unless_empty()
    }

    /// All from a number on that lies below it.
    pub fn below(&self, from: Exact) -> Option<Interval> {
        Interval { from, from_closed: true, to: Some(self.from), to_closed: !self.from_closed }.unless_empty()
    }

    /// All that lies above it.
    pub fn above(&self) -> Option<Interval> {
        Some(Interval { from: self.to?, from_closed: !self.to_closed, to: None, to_closed: false })
    }

    /// By where they end.
    pub fn by_end(&self, other: &Interval) -> Ordering {
        match (self.to, other.to) {
            (Some(a), Some(b)) => a.cmp(&b).then(self.to_closed.cmp(&other.to_closed)),
            (a, b) => a.is_none().cmp(&b.is_none()),
        }
    }

    /// By where they begin.
    pub fn by_beginning(&self, other: &Interval) -> Ordering {
        // A closed end begins before an open one.
        self.from.cmp(&other.from).then(other.from_closed.cmp(&self.from_closed))
    }
}

impl FromStr for Interval {
    type Err = NotAnInterval;

    fn from_str(text: &str) -> Result<Interval, NotAnInterval> {
        let text = text.trim();
        let from_closed = text.starts_with('[');
        let to_closed = text.ends_with(']');
        let inner = text.strip_prefix(['[', '(']).and_then(|rest| rest.strip_suffix([']', ')']));
        let (from, to) = inner.and_then(|inner| inner.split_once(';')).ok_or(NotAnInterval::Shape)?;
        let to = if to.trim() == "∞" { None } else { Some(to.parse()?) };
        if to.is_none() && to_closed {
            return Err(NotAnInterval::Shape);
        }
        let interval = Interval { from: from.parse()?, from_closed, to, to_closed };
        interval.unless_empty().ok_or(NotAnInterval::Empty)
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}; ", if self.from_closed { '[' } else { '(' }, self.from)?;
        match self.to {
            Some(to) => write!(f, "{to}{}", if self.to_closed { ']' } else { ')' }),
            None => f.write_str("∞)"),
        }
    }
}

impl TryFrom<String> for Interval {
    type Error = NotAnInterval;
    fn try_from(text: String) -> Result<Interval, NotAnInterval> {
        text.parse()
    }
}

impl From<Interval> for String {
    fn from(interval: Interval) -> String {
        interval.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn i(text: &str) -> Interval {
        text.parse().unwrap()
    }

    #[test]
    fn ends_belong_to_it_as_the_brackets_say() {
        let n = |text: &str| text.parse::<Exact>().unwrap();
        assert!(i("[0; 0,3)").contains(n("0")) && !i("[0; 0,3)").contains(n("0,3")));
        assert!(!i("(1,6; 1,75]").contains(n("1,6")) && i("(1,6; 1,75]").contains(n("1,75")));
        assert!(i("[2; ∞)").contains(n("1000000")));
        assert_eq!(i("[0;8]").to_string(), "[0; 8]");
    }

    #[test]
    fn a_single_missing_point_is_a_gap_and_a_shared_one_an_overlap() {
        assert_eq!(i("[0; 0,3)").gap_to(&i("(0,3; 0,5)")), Some(i("[0,3; 0,3]")));
        assert_eq!(i("[0; 10]").gap_to(&i("(10; 11]")), None);
        assert_eq!(i("[0; 10]").shared(&i("(10; 11]")), None);
        assert_eq!(i("[0; 10]").shared(&i("[10; 11]")), Some(i("[10; 10]")));
        assert_eq!(i("[0; 10]").shared(&i("[2; ∞)")), Some(i("[2; 10]")));
    }

    #[test]
    fn what_is_no_interval_is_refused() {
        for text in ["", "0; 1", "[0, 1]", "[1; 0]", "(1; 1)", "[1; 1)", "[0; ∞]", "[a; 1]", "[0; 1"] {
            assert!(text.parse::<Interval>().is_err(), "{text}");
        }
    }
}
