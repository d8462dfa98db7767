//! Which totals a formula can give at all: each of them where they can be counted out, otherwise the least and the greatest.

use super::{Exact, Formula, Node};
use crate::scoring::{allowed::Allowed, interval::Interval};
use std::collections::{BTreeMap, BTreeSet};

/// Most combinations of values that are counted out.
const MOST: usize = 100_000;

/// The totals that can come about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Possible {
    /// Exactly these.
    Totals(BTreeSet<Exact>),
    /// None outside these ends.
    Within(Interval),
}

impl Possible {
    /// The least one.
    pub fn least(&self) -> Option<Exact> {
        match self {
            Possible::Totals(totals) => totals.first().copied(),
            Possible::Within(interval) => Some(interval.from),
        }
    }

    /// The greatest one; none if there is no end.
    pub fn greatest(&self) -> Option<Exact> {
        match self {
            Possible::Totals(totals) => totals.last().copied(),
            Possible::Within(interval) => interval.to,
        }
    }

    /// Can a total lie in the interval?
    pub fn meets(&self, interval: &Interval) -> bool {
        match self {
            Possible::Totals(totals) => totals.iter().any(|total| interval.contains(*total)),
            Possible::Within(all) => all.shared(interval).is_some(),
        }
    }
}

/// The ends of what a part of a formula can give; no upper end means that it has none.
#[derive(Clone, Copy)]
struct Ends {
    from: Exact,
    to: Option<Exact>,
    may_be_absent: bool,
}

/// Each code with all its values; none stands for «does not apply».
type Choices<'a> = Vec<(&'a str, Vec<Option<Exact>>)>;

impl Formula {
    /// The totals that can come about from allowed values; none when a value of the formula is no number.
    pub fn possible(&self, allowed: impl Fn(&str) -> Option<Allowed>) -> Option<Possible> {
        let allowed: Option<BTreeMap<&str, Allowed>> =
            self.codes().into_iter().map(|code| Some((code, allowed(code)?))).collect();
        let allowed = allowed?;
        let finite: Option<Choices<'_>> =
            allowed.iter().map(|(code, allowed)| Some((*code, allowed.finite()?))).collect();
        let combinations =
            |finite: &Choices<'_>| finite.iter().try_fold(1_usize, |all, (_, values)| all.checked_mul(values.len()));
        if let Some(finite) = finite.filter(|finite| combinations(finite).is_some_and(|all| all <= MOST)) {
            return Some(Possible::Totals(self.counted_out(&finite)));
        }
        let ends = |code: &str| {
            let allowed = allowed.get(code)?;
            let (from, to) = allowed.ends()?;
            Some(Ends { from, to, may_be_absent: allowed.may_be_absent() })
        };
        let ends = self.root.ends(&ends)?;
        Some(Possible::Within(Interval {
            from: ends.from,
            from_closed: true,
            to: ends.to,
            to_closed: ends.to.is_some(),
        }))
    }

    fn counted_out(&self, finite: &[(&str, Vec<Option<Exact>>)]) -> BTreeSet<Exact> {
        let mut totals = BTreeSet::new();
        let mut at: Vec<usize> = vec![0; finite.len()];
        loop {
            let value = |code: &str| {
                let place = finite.binary_search_by_key(&code, |(code, _)| code).ok();
                let chosen = place.and_then(|place| finite.get(place)?.1.get(*at.get(place)?).copied());
                Ok(chosen.flatten())
            };
            totals.extend(self.root.total(&value).ok().flatten());
            // The next combination, as an odometer counts.
            let mut turned = false;
            for (place, (_, values)) in at.iter_mut().zip(finite) {
                *place += 1;
                if *place < values.len() {
                    turned = true;
                    break;
                }
                *place = 0;
            }
            if !turned {
                return totals;
            }
        }
    }
}

impl Node {
    fn ends(&self, ends: &impl Fn(&str) -> Option<Ends>) -> Option<Ends> {
        let all = |nodes: &[Node]| nodes.iter().map(|node| node.ends(ends)).collect::<Option<Vec<Ends>>>();
        match self {
            Node::Number(number) => Some(Ends { from: *number, to: Some(*number), may_be_absent: false }),
            Node::Indicator(code) => ends(code),
            Node::Sum(nodes) => {
                let all = all(nodes)?;
                let from =
                    Exact::sum(all.iter().map(|e| if e.may_be_absent { e.from.min(Exact::ZERO) } else { e.from }))?;
                let tops = all.iter().map(|e| e.to.map(|to| if e.may_be_absent { to.max(Exact::ZERO) } else { to }));
                let tops: Option<Vec<Exact>> = tops.collect();
                let to = tops.and_then(Exact::sum);
                Some(Ends { from, to, may_be_absent: all.iter().all(|e| e.may_be_absent) })
            }
            Node::Less(a, b) => {
                let (a, b) = (a.ends(ends)?, b.ends(ends)?);
                // Without an upper end of what is taken away there is no lower end at all.
                let from = a.from.minus(b.to?)?;
                Some(Ends { from, to: a.to.and_then(|to| to.minus(b.from)), may_be_absent: false })
            }
            Node::Times(a, b) => corners(a.ends(ends)?, b.ends(ends)?, Exact::times),
            Node::Over(a, b) => {
                let b = b.ends(ends).filter(|b| b.from > Exact::ZERO)?;
                corners(a.ends(ends)?, b, Exact::over)
            }
            Node::OverPresent(of) => {
                let mut codes = BTreeSet::new();
                of.codes(&mut codes);
                let parts: Option<Vec<Ends>> = codes.iter().map(|code| ends(code)).collect();
                let parts = parts?;
                let least = parts.iter().filter(|e| !e.may_be_absent).count().max(1);
                let count = Ends {
                    from: Exact::count(least),
                    to: Some(Exact::count(parts.len().max(1))),
                    may_be_absent: false,
                };
                corners(of.ends(ends)?, count, Exact::over)
            }
            Node::Mean(nodes) => {
                let all = all(nodes)?;
                let from = all.iter().map(|e| e.from).min()?;
                let tops: Option<Vec<Exact>> = all.iter().map(|e| e.to).collect();
                let to = tops.and_then(|tops| tops.into_iter().max());
                Some(Ends { from, to, may_be_absent: all.iter().all(|e| e.may_be_absent) })
            }
            Node::Count(nodes) => {
                let all = all(nodes)?;
                let least = all.iter().filter(|e| !e.may_be_absent).count();
                Some(Ends { from: Exact::count(least), to: Some(Exact::count(all.len())), may_be_absent: false })
            }
        }
    }
}

/// The least and greatest result at the corners; enough for products, and for quotients by what is above zero.
fn corners(a: Ends, b: Ends, of: impl Fn(Exact, Exact) -> Option<Exact>) -> Option<Ends> {
    let (a_to, b_to) = (a.to?, b.to?);
    let all: Option<Vec<Exact>> =
        [(a.from, b.from), (a.from, b_to), (a_to, b.from), (a_to, b_to)].into_iter().map(|(a, b)| of(a, b)).collect();
    let all = all?;
    let may_be_absent = a.may_be_absent || b.may_be_absent;
    Some(Ends { from: all.iter().copied().min()?, to: all.iter().copied().max(), may_be_absent })
}
