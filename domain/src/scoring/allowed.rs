//! What may be entered for an indicator: percent, a count, a set, an interval or words; written as orders print it.

use super::{exact::Exact, interval::Interval};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use thiserror::Error;

/// Most members of a set.
const MOST_MEMBERS: usize = 100;

/// The values of an indicator.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Allowed {
    /// `%`: from 0 to 100.
    Percent,
    /// `count`: whole numbers from 0.
    Count,
    /// `{0; 1; 2}`; a word among the numbers stands for «does not apply»: such a value leaves numerator and count.
    Set {
        /// The numbers, rising.
        numbers: Vec<Exact>,
        /// The word that stands for «does not apply».
        absent: Option<String>,
    },
    /// `{…; …}` of words alone.
    Words(Vec<String>),
    /// `[0; 2]`: every number between the ends.
    Within(Interval),
}

/// A value as it is kept.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// A number.
    Number(Exact),
    /// The indicator does not apply.
    Absent,
    /// One of the words.
    Word(String),
}

/// What was written says of no values which they are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
#[error("values look like %, count, {{0; 1; 2}}, {{0; 1; 2; a word}}, {{a word; a word}} or [0; 2]")]
pub struct NotValues;

/// Why a value cannot be taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ValueRefused {
    /// Nothing was entered.
    Missing,
    /// A number was expected.
    NotANumber,
    /// A whole number was expected.
    NotWhole,
    /// Below what may be.
    TooSmall {
        /// All that may be.
        allowed: Interval,
    },
    /// Above what may be.
    TooGreat {
        /// All that may be.
        allowed: Interval,
    },
    /// Not one of those that may be.
    NotInSet {
        /// All that may be.
        allowed: Allowed,
    },
}

impl ValueRefused {
    /// Stable code: the key of its sentence.
    pub fn code(&self) -> &'static str {
        match self {
            ValueRefused::Missing => "value_missing",
            ValueRefused::NotANumber => "value_not_a_number",
            ValueRefused::NotWhole => "value_not_whole",
            ValueRefused::TooSmall { .. } => "value_too_small",
            ValueRefused::TooGreat { .. } => "value_too_great",
            ValueRefused::NotInSet { .. } => "value_not_in_set",
        }
    }
}

impl fmt::Display for ValueRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for ValueRefused {}

impl Value {
    /// The number, if it is one.
    pub fn number(&self) -> Option<Exact> {
        if let Value::Number(number) = self { Some(*number) } else { None }
    }
}

impl Allowed {
    /// Reads a value as a person types or pastes it.
    ///
    /// # Errors
    /// It is none of those allowed; see [`ValueRefused`].
    pub fn read(&self, typed: &str) -> Result<Value, ValueRefused> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(ValueRefused::Missing);
        }
        let is = |word: &&String| word.to_lowercase() == typed.to_lowercase();
        let value = match self {
            Allowed::Words(words) => {
                return match words.iter().find(is) {
                    Some(word) => Ok(Value::Word(word.clone())),
                    None => Err(ValueRefused::NotInSet { allowed: self.clone() }),
                };
            }
            Allowed::Set { absent, .. } if absent.as_ref().filter(is).is_some() => return Ok(Value::Absent),
            Allowed::Percent => typed.strip_suffix('%').unwrap_or(typed),
            Allowed::Count | Allowed::Set { .. } | Allowed::Within(_) => typed,
        };
        let value = Value::Number(value.parse().map_err(|_| ValueRefused::NotANumber)?);
        self.admits(&value).map(|()| value)
    }

    /// May this value be taken?
    ///
    /// # Errors
    /// See [`ValueRefused`].
    pub fn admits(&self, value: &Value) -> Result<(), ValueRefused> {
        let foreign = || ValueRefused::NotInSet { allowed: self.clone() };
        match (self, value) {
            (Allowed::Set { numbers, .. }, Value::Number(number)) if numbers.contains(number) => Ok(()),
            (Allowed::Set { absent: Some(_), .. }, Value::Absent) => Ok(()),
            (Allowed::Words(words), Value::Word(word)) if words.contains(word) => Ok(()),
            (Allowed::Percent, Value::Number(number)) => inside(Interval::percent(), *number),
            (Allowed::Within(interval), Value::Number(number)) => inside(*interval, *number),
            (Allowed::Count, Value::Number(number)) => {
                let from_zero = Interval { from: Exact::ZERO, from_closed: true, to: None, to_closed: false };
                inside(from_zero, *number)?;
                if number.is_whole() { Ok(()) } else { Err(ValueRefused::NotWhole) }
            }
            (Allowed::Percent | Allowed::Count | Allowed::Within(_), Value::Absent | Value::Word(_)) => {
                Err(ValueRefused::NotANumber)
            }
            (Allowed::Set { .. } | Allowed::Words(_), _) => Err(foreign()),
        }
    }

    /// All values, when there are finitely many; none stands for «does not apply».
    pub fn finite(&self) -> Option<Vec<Option<Exact>>> {
        let Allowed::Set { numbers, absent } = self else { return None };
        Some(numbers.iter().copied().map(Some).chain(absent.iter().map(|_| None)).collect())
    }

    /// The least and the greatest number; no greatest for a count.
    pub fn ends(&self) -> Option<(Exact, Option<Exact>)> {
        match self {
            Allowed::Percent => Some((Exact::ZERO, Some(Exact::HUNDRED))),
            Allowed::Count => Some((Exact::ZERO, None)),
            Allowed::Set { numbers, .. } => Some((*numbers.first()?, numbers.last().copied())),
            Allowed::Words(_) => None,
            Allowed::Within(interval) => Some((interval.from, interval.to)),
        }
    }

    /// May it be said to not apply?
    pub fn may_be_absent(&self) -> bool {
        matches!(self, Allowed::Set { absent: Some(_), .. })
    }

    /// The same values as they would be if so many yes-or-no parameters made them up.
    pub fn of_parameters(&self, parameters: usize) -> Allowed {
        match self {
            Allowed::Set { absent, .. } => {
                Allowed::Set { numbers: (0..=parameters).map(Exact::count).collect(), absent: absent.clone() }
            }
            Allowed::Within(_) => Allowed::Within(Interval::closed(Exact::ZERO, Exact::count(parameters))),
            Allowed::Percent | Allowed::Count | Allowed::Words(_) => self.clone(),
        }
    }
}

fn inside(allowed: Interval, number: Exact) -> Result<(), ValueRefused> {
    if allowed.begins_above(number) {
        Err(ValueRefused::TooSmall { allowed })
    } else if allowed.ends_below(number) {
        Err(ValueRefused::TooGreat { allowed })
    } else {
        Ok(())
    }
}

impl FromStr for Allowed {
    type Err = NotValues;

    fn from_str(text: &str) -> Result<Allowed, NotValues> {
        let text = text.trim();
        match text {
            "%" => return Ok(Allowed::Percent),
            "count" => return Ok(Allowed::Count),
            _ => {}
        }
        let Some(inner) = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else {
            return text.parse().map(Allowed::Within).map_err(|_| NotValues);
        };
        let members: Vec<&str> = inner.split(';').map(str::trim).filter(|member| !member.is_empty()).collect();
        let (mut numbers, mut words) = (Vec::new(), Vec::new());
        for member in &members {
            match member.parse::<Exact>() {
                Ok(number) => numbers.push(number),
                Err(_) => words.push((*member).to_owned()),
            }
        }
        numbers.sort_unstable();
        let twice = numbers.windows(2).any(|pair| pair.first() == pair.last())
            || words.iter().enumerate().any(|(at, word)| words.iter().take(at).any(|other| other == word));
        if twice || members.len() > MOST_MEMBERS {
            return Err(NotValues);
        }
        match (numbers.len(), words.len()) {
            // One number alone is no choice: a comma stood where a semicolon belongs.
            (2.., 0..=1) | (1, 1) => Ok(Allowed::Set { numbers, absent: words.pop() }),
            (0, 2..) => Ok(Allowed::Words(words)),
            _ => Err(NotValues),
        }
    }
}

impl fmt::Display for Allowed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let set = |members: Vec<String>| format!("{{{}}}", members.join("; "));
        match self {
            Allowed::Percent => f.write_str("%"),
            Allowed::Count => f.write_str("count"),
            Allowed::Set { numbers, absent } => {
                f.write_str(&set(numbers.iter().map(Exact::to_string).chain(absent.clone()).collect()))
            }
            Allowed::Words(words) => f.write_str(&set(words.clone())),
            Allowed::Within(interval) => interval.fmt(f),
        }
    }
}

impl TryFrom<String> for Allowed {
    type Error = NotValues;
    fn try_from(text: String) -> Result<Allowed, NotValues> {
        text.parse()
    }
}

impl From<Allowed> for String {
    fn from(allowed: Allowed) -> String {
        allowed.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a(text: &str) -> Allowed {
        text.parse().unwrap()
    }

    fn number(text: &str) -> Result<Value, ValueRefused> {
        Ok(Value::Number(text.parse().unwrap()))
    }

    #[test]
    fn values_are_read_as_the_orders_print_them() {
        for text in ["%", "count", "{0; 1}", "{0; 1; 2; нет}", "{да; нет}", "[0; 8]", "[0; 0,3)"] {
            assert_eq!(a(text).to_string(), text);
        }
        assert_eq!(a("{0;1;2;3;4;5; }"), a("{0; 1; 2; 3; 4; 5}"));
        for text in ["", "{}", "{0, 1}", "{нет}", "{0; нет; да}", "{0; 0}", "{да; да}", "percent", "0..5"] {
            assert_eq!(text.parse::<Allowed>(), Err(NotValues), "{text}");
        }
    }

    #[test]
    fn a_typed_value_outside_the_set_is_refused_with_the_reason() {
        assert_eq!(a("{0; 1; 2; нет}").read(" Нет "), Ok(Value::Absent));
        assert_eq!(a("{0; 1; 2; нет}").read("2"), number("2"));
        assert_eq!(a("%").read("98,8 %"), number("98,8"));
        assert_eq!(a("{да; нет}").read("Да"), Ok(Value::Word("да".into())));
        let code = |allowed: &str, typed: &str| a(allowed).read(typed).unwrap_err().code();
        assert_eq!(code("{0; 1}", "2"), "value_not_in_set");
        assert_eq!(code("{0; 1}", "нет"), "value_not_a_number");
        assert_eq!(code("%", "101"), "value_too_great");
        assert_eq!(code("[0; 8]", "-1"), "value_too_small");
        assert_eq!(code("count", "2,5"), "value_not_whole");
        assert_eq!(code("count", ""), "value_missing");
        assert_eq!(code("{да; нет}", "возможно"), "value_not_in_set");
    }
}
