//! Totals as formulas: a small language in which every formula ends, with sums, means over present values, and counts.
//!
//! `(a + b + c) : N`, `sum(a; b)`, `mean(a; b)`, `count(a; b)`, `2 * a - b / 3`. `N` after a division is the number of present
//! values on its left. A value that does not apply leaves sums and counts; a value not entered leaves no total.

mod parse;
mod possible;
mod told;

pub use parse::{BadFormula, FormulaProblem};
pub use possible::Possible;

use super::{allowed::Value, exact::Exact};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, fmt};

/// A formula over the codes of indicators.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Formula {
    text: String,
    root: Node,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Node {
    Number(Exact),
    Indicator(String),
    Sum(Vec<Node>),
    Less(Box<Node>, Box<Node>),
    Times(Box<Node>, Box<Node>),
    Over(Box<Node>, Box<Node>),
    /// `… : N`.
    OverPresent(Box<Node>),
    Mean(Vec<Node>),
    Count(Vec<Node>),
}

/// Why a formula gives no number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stop {
    /// A value was not entered.
    Missing,
    /// A division by zero, a word, or a number too long to hold.
    Uncountable,
}

impl Formula {
    /// The total; none when a value is missing, none applies, or it divides by zero.
    pub fn total<'v>(&self, value: impl Fn(&str) -> Option<&'v Value>) -> Option<Exact> {
        let number = |code: &str| match value(code) {
            None => Err(Stop::Missing),
            Some(Value::Number(number)) => Ok(Some(*number)),
            Some(Value::Absent) => Ok(None),
            Some(Value::Word(_)) => Err(Stop::Uncountable),
        };
        self.root.total(&number).ok().flatten()
    }

    /// Codes of the indicators it takes in.
    pub fn codes(&self) -> BTreeSet<&str> {
        let mut codes = BTreeSet::new();
        self.root.codes(&mut codes);
        codes
    }
}

impl Node {
    fn children(&self) -> Vec<&Node> {
        match self {
            Node::Number(_) | Node::Indicator(_) => Vec::new(),
            Node::Sum(all) | Node::Mean(all) | Node::Count(all) => all.iter().collect(),
            Node::Less(a, b) | Node::Times(a, b) | Node::Over(a, b) => vec![a, b],
            Node::OverPresent(a) => vec![a],
        }
    }

    fn codes<'a>(&'a self, into: &mut BTreeSet<&'a str>) {
        if let Node::Indicator(code) = self {
            into.insert(code);
        }
        for child in self.children() {
            child.codes(into);
        }
    }

    /// None: nothing in it applies.
    fn total(&self, value: &impl Fn(&str) -> Result<Option<Exact>, Stop>) -> Result<Option<Exact>, Stop> {
        let held = |number: Option<Exact>| number.map(Some).ok_or(Stop::Uncountable);
        let present = |all: &[Node]| {
            all.iter().try_fold((Exact::ZERO, 0_usize), |(sum, count), node| match node.total(value)? {
                Some(number) => Ok((sum.plus(number).ok_or(Stop::Uncountable)?, count + 1)),
                None => Ok((sum, count)),
            })
        };
        match self {
            Node::Number(number) => Ok(Some(*number)),
            Node::Indicator(code) => value(code),
            Node::Sum(all) => present(all).map(|(sum, count)| (count > 0).then_some(sum)),
            Node::Less(a, b) => match (a.total(value)?, b.total(value)?) {
                (Some(a), Some(b)) => held(a.minus(b)),
                (a, None) => Ok(a),
                (None, Some(b)) => held(Exact::ZERO.minus(b)),
            },
            Node::Times(a, b) => match (a.total(value)?, b.total(value)?) {
                (Some(a), Some(b)) => held(a.times(b)),
                _ => Ok(None),
            },
            Node::Over(a, b) => match (a.total(value)?, b.total(value)?) {
                (Some(a), Some(b)) => held(a.over(b)),
                _ => Ok(None),
            },
            Node::OverPresent(of) => {
                let mut codes = BTreeSet::new();
                of.codes(&mut codes);
                let values: Result<Vec<_>, _> = codes.into_iter().map(value).collect();
                let count = values?.into_iter().flatten().count();
                match of.total(value)? {
                    Some(sum) if count > 0 => held(sum.over(Exact::count(count))),
                    _ => Ok(None),
                }
            }
            Node::Mean(all) => match present(all)? {
                (_, 0) => Ok(None),
                (sum, count) => held(sum.over(Exact::count(count))),
            },
            Node::Count(all) => present(all).map(|(_, count)| Some(Exact::count(count))),
        }
    }
}

impl fmt::Display for Formula {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl TryFrom<String> for Formula {
    type Error = BadFormula;
    fn try_from(text: String) -> Result<Formula, BadFormula> {
        text.parse()
    }
}

impl From<Formula> for String {
    fn from(formula: Formula) -> String {
        formula.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// The total of values written `a=1 b=- c=0,5`, a dash standing for «does not apply».
    fn total(formula: &str, values: &str) -> Option<String> {
        let formula: Formula = formula.parse().unwrap();
        let one = |pair: &str| {
            let (code, value) = pair.split_once('=').unwrap();
            let value = if value == "-" { Value::Absent } else { Value::Number(value.parse().unwrap()) };
            (code.to_owned(), value)
        };
        let values: BTreeMap<String, Value> = values.split(' ').map(one).collect();
        formula.total(|code| values.get(code)).map(|total| total.to_string())
    }

    #[test]
    fn a_value_that_does_not_apply_leaves_numerator_and_count() {
        let printed = "Σ = (П № 1 + П № 2 + П № 3 + П № 4) : N";
        assert_eq!(total(printed, "П1=2 П2=1 П3=2 П4=2").as_deref(), Some("1,75"));
        assert_eq!(total(printed, "П1=2 П2=1 П3=2 П4=-").as_deref(), Some("5/3"));
        assert_eq!(total(printed, "П1=- П2=- П3=- П4=-"), None);
        assert_eq!(total(printed, "П1=2 П2=1 П3=2"), None, "a value that was not entered leaves no total");
        assert_eq!(total("mean(a; b; c)", "a=1 b=- c=0").as_deref(), Some("0,5"));
    }

    #[test]
    fn sums_means_counts_and_signs_are_understood() {
        assert_eq!(total("a + b + c", "a=0,1 b=0,2 c=-").as_deref(), Some("0,3"));
        assert_eq!(total("2 * (a - b) / 4", "a=3 b=1").as_deref(), Some("1"));
        assert_eq!(total("sum(a; b) : count(a; b)", "a=3 b=-").as_deref(), Some("3"));
        assert_eq!(total("a : b", "a=3 b=0"), None);
        assert_eq!(total("1.1 + 1,5", "a=0").as_deref(), Some("2,6"));
        assert_eq!(total("-a + 1", "a=3").as_deref(), Some("-2"));
    }
}
