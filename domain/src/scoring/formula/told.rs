//! A formula with its numbers put in: how a total was counted, in signs alone.

use super::{Exact, Formula, Node};
use crate::scoring::Value;
use std::collections::BTreeSet;

impl Formula {
    /// «(2 + 1 + 2) : 3»: what does not apply is left out, as it leaves the total. None where there is no total.
    pub fn told<'v>(&self, value: impl Fn(&str) -> Option<&'v Value>) -> Option<String> {
        self.total(&value)?;
        self.root.told(&|code: &str| value(code)?.number(), false)
    }
}

impl Node {
    /// None: nothing in it applies.
    fn told(&self, number: &impl Fn(&str) -> Option<Exact>, inside: bool) -> Option<String> {
        let parts = |all: &[Node]| all.iter().filter_map(|node| node.told(number, true)).collect::<Vec<_>>();
        let bracketed = |text: String, bare: bool| if inside && !bare { format!("({text})") } else { text };
        match self {
            Node::Number(number) => Some(number.to_string()),
            Node::Indicator(code) => number(code).map(|number| number.to_string()),
            Node::Sum(all) => {
                let parts = parts(all);
                (!parts.is_empty()).then(|| bracketed(parts.join(" + "), parts.len() == 1))
            }
            Node::Less(a, b) => match (a.told(number, true), b.told(number, true)) {
                (Some(a), Some(b)) => Some(bracketed(format!("{a} − {b}"), false)),
                (a, None) => a,
                (None, Some(b)) => Some(bracketed(format!("−{b}"), false)),
            },
            Node::Times(a, b) => two(a.told(number, true)?, '×', b.told(number, true)?).map(|t| bracketed(t, false)),
            Node::Over(a, b) => two(a.told(number, true)?, ':', b.told(number, true)?).map(|t| bracketed(t, false)),
            Node::OverPresent(of) => {
                let mut codes = BTreeSet::new();
                of.codes(&mut codes);
                let count = codes.into_iter().filter(|code| number(code).is_some()).count();
                two(of.told(number, true)?, ':', count.to_string()).map(|t| bracketed(t, false))
            }
            Node::Mean(all) => {
                let parts = parts(all);
                let sum = parts.join(" + ");
                let sum = if parts.len() > 1 { format!("({sum})") } else { sum };
                (!parts.is_empty()).then(|| bracketed(format!("{sum} : {}", parts.len()), false))
            }
            Node::Count(all) => Some(parts(all).len().to_string()),
        }
    }
}

fn two(a: String, sign: char, b: String) -> Option<String> {
    Some(format!("{a} {sign} {b}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(formula: &str, values: &[(&str, &str)]) -> Option<String> {
        let formula: Formula = formula.parse().unwrap();
        let read = |text: &str| match text {
            "-" => Value::Absent,
            number => Value::Number(number.parse().unwrap()),
        };
        let values: Vec<(&str, Value)> = values.iter().map(|(code, text)| (*code, read(text))).collect();
        formula.told(|code| values.iter().find(|(known, _)| *known == code).map(|(_, value)| value))
    }

    #[test]
    fn a_total_is_told_with_its_numbers_and_without_what_does_not_apply() {
        let all = [("a", "2"), ("b", "1"), ("c", "0,5"), ("d", "-")];
        assert_eq!(told("(a + b + c + d) : N", &all).as_deref(), Some("(2 + 1 + 0,5) : 3"));
        assert_eq!(told("a + b + d", &all).as_deref(), Some("2 + 1"));
        assert_eq!(told("mean(a; b; d)", &all).as_deref(), Some("(2 + 1) : 2"));
        assert_eq!(told("2 * (a - b) / c", &all).as_deref(), Some("(2 × (2 − 1)) : 0,5"));
        assert_eq!(told("(a + d) : N", &all).as_deref(), Some("2 : 1"));
        assert_eq!(told("a + e", &all), None, "a value that is missing leaves no total to be told");
    }
}
