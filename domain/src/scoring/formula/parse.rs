//! Reads a formula from the text that an office wrote or pasted from its order.

use super::{Exact, Formula, Node};
use std::str::FromStr;
use thiserror::Error;

/// Longest formula, in characters, and deepest brackets.
const LONGEST: usize = 4_000;
const DEEPEST: usize = 20;
/// Most differences, products and quotients: each lies within the one before it.
const MOST_NESTED: usize = 200;

/// Why a text is no formula, with the place in it.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{problem} (character {at})")]
pub struct BadFormula {
    /// What is wrong.
    pub problem: FormulaProblem,
    /// At which character, from 1.
    pub at: usize,
}

/// What may be wrong with a formula.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum FormulaProblem {
    /// Longer than anybody can read.
    #[error("the formula is too long or its brackets are too deep")]
    TooLong,
    /// A sign that means nothing here.
    #[error("«{0}» means nothing in a formula")]
    Sign(char),
    /// A number, an indicator or a bracket is missing.
    #[error("a number, an indicator or an opening bracket is missing")]
    OperandMissing,
    /// A bracket is not closed.
    #[error("a closing bracket is missing")]
    BracketMissing,
    /// Something follows the end.
    #[error("a sign between two values is missing")]
    OperatorMissing,
    /// `N` stands elsewhere than behind a division.
    #[error("N can only be divided by")]
    CountAlone,
    /// A function of another name.
    #[error("«{0}» is no function; there are sum, mean and count")]
    Function(String),
}

#[derive(Clone, PartialEq, Debug)]
enum Token {
    Number(Exact),
    Name(String),
    Sign(char),
}

struct Reader {
    tokens: Vec<(usize, Token)>,
    next: usize,
    end: usize,
    nested: usize,
}

type Read<T> = Result<T, BadFormula>;

impl FromStr for Formula {
    type Err = BadFormula;

    fn from_str(text: &str) -> Read<Formula> {
        let text = text.trim();
        let end = text.chars().count();
        let tokens = if end > LONGEST { Err((FormulaProblem::TooLong, 0)) } else { tokens(text) };
        let tokens = tokens.map_err(|(problem, at)| BadFormula { problem, at: at + 1 })?;
        let mut reader = Reader { tokens, next: 0, end, nested: 0 };
        let root = reader.sum(0)?;
        match reader.peek() {
            None => Ok(Formula { text: text.to_owned(), root }),
            Some(_) => Err(reader.wrong(FormulaProblem::OperatorMissing)),
        }
    }
}

/// «Σ =» in front of a printed formula says nothing; «№» and the spaces around it belong to the name before them.
fn tokens(text: &str) -> Result<Vec<(usize, Token)>, (FormulaProblem, usize)> {
    let chars: Vec<char> = text.chars().collect();
    let at = |i: usize| chars.get(i).copied();
    let mut i = 0;
    if let Some(equals) = chars.iter().position(|c| *c == '=') {
        let before = chars.iter().take(equals);
        if let Some(strange) = before.clone().position(|c| !matches!(c, 'Σ' | '∑' | ' ')) {
            return Err((FormulaProblem::Sign('='), strange.max(equals)));
        }
        i = equals + 1;
    }
    let mut tokens = Vec::new();
    while let Some(c) = at(i) {
        let from = i;
        if c.is_whitespace() {
            i += 1;
        } else if c.is_ascii_digit() {
            let dotted = |i: usize| matches!(at(i), Some(',' | '.')) && at(i + 1).is_some_and(|c| c.is_ascii_digit());
            while at(i).is_some_and(|c| c.is_ascii_digit()) || dotted(i) {
                i += 1;
            }
            let number: String = chars.iter().skip(from).take(i - from).collect();
            tokens.push((from, Token::Number(number.parse().map_err(|_| (FormulaProblem::OperandMissing, from))?)));
        } else if c.is_alphabetic() {
            let mut name = String::new();
            while let Some(c) = at(i).filter(|c| c.is_alphanumeric() || matches!(c, '_' | '.')) {
                name.push(c);
                i += 1;
            }
            let digits = |from: usize| (from..).take_while(|i| at(*i).is_some_and(|c| c.is_ascii_digit())).count();
            let spaces = |from: usize| (from..).take_while(|i| at(*i).is_some_and(char::is_whitespace)).count();
            let sign = i + spaces(i);
            let number = sign + 1 + spaces(sign + 1);
            if at(sign) == Some('№') && digits(number) > 0 {
                i = number + digits(number);
                name.extend(chars.iter().skip(number).take(i - number));
            }
            tokens.push((from, Token::Name(name)));
        } else {
            let sign = match c {
                '\u{2212}' | '–' => '-',
                '×' | '·' | '⋅' => '*',
                ':' | '÷' => '/',
                '+' | '-' | '*' | '/' | '(' | ')' | ';' => c,
                _ => return Err((FormulaProblem::Sign(c), from)),
            };
            tokens.push((from, Token::Sign(sign)));
            i += 1;
        }
    }
    Ok(tokens)
}

impl Reader {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|(_, token)| token)
    }

    fn take(&mut self, sign: char) -> bool {
        let there = self.peek() == Some(&Token::Sign(sign));
        self.next += usize::from(there);
        there
    }

    /// One more part that lies within another.
    fn nest(&mut self) -> Read<()> {
        self.nested += 1;
        if self.nested > MOST_NESTED { Err(self.wrong(FormulaProblem::TooLong)) } else { Ok(()) }
    }

    fn wrong(&self, problem: FormulaProblem) -> BadFormula {
        let at = self.tokens.get(self.next).map_or(self.end, |(at, _)| *at);
        BadFormula { problem, at: at + 1 }
    }

    fn sum(&mut self, depth: usize) -> Read<Node> {
        if depth > DEEPEST {
            return Err(self.wrong(FormulaProblem::TooLong));
        }
        let first = if self.take('-') {
            Node::Less(Box::new(Node::Number(Exact::ZERO)), Box::new(self.product(depth)?))
        } else {
            self.product(depth)?
        };
        let mut sum = vec![first];
        loop {
            if self.take('+') {
                sum.push(self.product(depth)?);
            } else if self.take('-') {
                self.nest()?;
                let less = self.product(depth)?;
                sum = vec![Node::Less(Box::new(one(sum)), Box::new(less))];
            } else {
                return Ok(one(sum));
            }
        }
    }

    fn product(&mut self, depth: usize) -> Read<Node> {
        let mut left = self.operand(depth)?;
        loop {
            if self.take('*') {
                self.nest()?;
                left = Node::Times(Box::new(left), Box::new(self.operand(depth)?));
            } else if self.take('/') {
                self.nest()?;
                left = match self.peek() {
                    Some(Token::Name(name)) if name == "N" => {
                        self.next += 1;
                        Node::OverPresent(Box::new(left))
                    }
                    _ => Node::Over(Box::new(left), Box::new(self.operand(depth)?)),
                };
            } else {
                return Ok(left);
            }
        }
    }

    fn operand(&mut self, depth: usize) -> Read<Node> {
        if self.take('(') {
            let inner = self.sum(depth + 1)?;
            return if self.take(')') { Ok(inner) } else { Err(self.wrong(FormulaProblem::BracketMissing)) };
        }
        let token = self.peek().cloned();
        match token {
            Some(Token::Number(number)) => {
                self.next += 1;
                Ok(Node::Number(number))
            }
            Some(Token::Name(name)) if name == "N" => Err(self.wrong(FormulaProblem::CountAlone)),
            Some(Token::Name(name)) => {
                self.next += 1;
                if self.take('(') { self.function(&name, depth) } else { Ok(Node::Indicator(name)) }
            }
            Some(Token::Sign(_)) | None => Err(self.wrong(FormulaProblem::OperandMissing)),
        }
    }

    fn function(&mut self, name: &str, depth: usize) -> Read<Node> {
        let of: fn(Vec<Node>) -> Node = match name {
            "sum" => Node::Sum,
            "mean" => Node::Mean,
            "count" => Node::Count,
            _ => return Err(self.wrong(FormulaProblem::Function(name.to_owned()))),
        };
        let mut all = vec![self.sum(depth + 1)?];
        while self.take(';') {
            all.push(self.sum(depth + 1)?);
        }
        if self.take(')') { Ok(of(all)) } else { Err(self.wrong(FormulaProblem::BracketMissing)) }
    }
}

fn one(mut sum: Vec<Node>) -> Node {
    match (sum.pop(), sum.is_empty()) {
        (Some(only), true) => only,
        (last, _) => Node::Sum(sum.into_iter().chain(last).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_formula_is_told_with_its_place() {
        let told = |text: &str| text.parse::<Formula>().unwrap_err().to_string();
        assert_eq!(told("a + "), "a number, an indicator or an opening bracket is missing (character 4)");
        assert_eq!(told("a b"), "a sign between two values is missing (character 3)");
        assert_eq!(told("(a + b"), "a closing bracket is missing (character 7)");
        assert_eq!(told("a ? b"), "«?» means nothing in a formula (character 3)");
        assert_eq!(told("N + a"), "N can only be divided by (character 1)");
        assert!(told("max(a; b)").starts_with("«max» is no function"));
        assert!(told("b = a").starts_with("«=» means nothing"));
        assert!(told(&"(".repeat(50)).starts_with("the formula is too long"));
        assert!(told(&"a+".repeat(5_000)).starts_with("the formula is too long"));
        assert!(told(&format!("a{}", "-a".repeat(1_000))).starts_with("the formula is too long"));
        assert!(format!("a{}", "+a".repeat(1_000)).parse::<Formula>().is_ok());
    }
}
