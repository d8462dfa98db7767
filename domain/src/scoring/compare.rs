//! Values against each other: change against the time before, ranking, median, mean.

use super::{
    Model, Values,
    exact::Exact,
    indicator::{Better, Indicator},
};

/// Whether a change is for the better.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// For the better.
    Better,
    /// For the worse.
    Worse,
    /// No change.
    Same,
    /// A change of which neither way is better.
    Neither,
}

/// A change against the time before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Change {
    /// Now less before.
    pub by: Exact,
    /// The same as a share of the value before, in percent; none from zero.
    pub percent: Option<Exact>,
    /// For the better?
    pub verdict: Verdict,
}

/// What changed; none where the numbers are too long to subtract.
pub fn change(now: Exact, before: Exact, better: Option<Better>) -> Option<Change> {
    let by = now.minus(before)?;
    let verdict = match (by.cmp(&Exact::ZERO), better) {
        (std::cmp::Ordering::Equal, _) => Verdict::Same,
        (_, None) => Verdict::Neither,
        (std::cmp::Ordering::Greater, Some(Better::Higher)) | (std::cmp::Ordering::Less, Some(Better::Lower)) => {
            Verdict::Better
        }
        (std::cmp::Ordering::Less, Some(Better::Higher)) | (std::cmp::Ordering::Greater, Some(Better::Lower)) => {
            Verdict::Worse
        }
    };
    Some(Change { by, percent: by.over(before).and_then(|share| share.times(Exact::HUNDRED)), verdict })
}

impl Model {
    /// What changed of each indicator against the window before; none where either has no number.
    pub fn changes(&self, now: &Values, before: &Values) -> Vec<(&Indicator, Option<Change>)> {
        let of = |indicator: &Indicator| {
            let number = |values: &Values| values.get(&indicator.code)?.number();
            change(number(now)?, number(before)?, indicator.better)
        };
        self.indicators.iter().map(|indicator| (indicator, of(indicator))).collect()
    }
}

/// A place in a ranking.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ranked<K> {
    /// Whose.
    pub of: K,
    /// The value.
    pub value: Exact,
    /// Place from 1; equals share theirs, and the places after them are skipped.
    pub place: usize,
}

/// The best first; equals stay in the order given.
pub fn ranking<K>(values: impl IntoIterator<Item = (K, Exact)>, better: Better) -> Vec<Ranked<K>> {
    let mut values: Vec<(K, Exact)> = values.into_iter().collect();
    values.sort_by(|(_, a), (_, b)| match better {
        Better::Higher => b.cmp(a),
        Better::Lower => a.cmp(b),
    });
    let mut ranked: Vec<Ranked<K>> = Vec::with_capacity(values.len());
    for (at, (of, value)) in values.into_iter().enumerate() {
        let place = ranked.last().filter(|last| last.value == value).map_or(at + 1, |last| last.place);
        ranked.push(Ranked { of, value, place });
    }
    ranked
}

/// The mean; none of nothing.
pub fn mean(values: impl IntoIterator<Item = Exact>) -> Option<Exact> {
    let mut count = 0;
    let sum = Exact::sum(values.into_iter().inspect(|_| count += 1))?;
    sum.over(Exact::count(count))
}

/// The median: the middle value, or the mean of the middle two; none of nothing.
pub fn median(values: impl IntoIterator<Item = Exact>) -> Option<Exact> {
    let mut values: Vec<Exact> = values.into_iter().collect();
    values.sort_unstable();
    let half = values.len() / 2;
    let upper = *values.get(half)?;
    if values.len() % 2 == 1 { Some(upper) } else { mean([*values.get(half.checked_sub(1)?)?, upper]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Exact {
        text.parse().unwrap()
    }

    #[test]
    fn a_change_is_for_the_better_by_the_direction_of_the_indicator() {
        let verdict = |now, before, better| change(n(now), n(before), better).unwrap().verdict;
        assert_eq!(verdict("4,1", "5", Some(Better::Lower)), Verdict::Better);
        assert_eq!(verdict("4,1", "5", Some(Better::Higher)), Verdict::Worse);
        assert_eq!(verdict("5", "5,0", Some(Better::Higher)), Verdict::Same);
        assert_eq!(verdict("6", "5", None), Verdict::Neither);
        assert_eq!(change(n("3"), n("4"), None).unwrap().percent, Some(n("-25")));
        assert_eq!(change(n("3"), n("0"), None).unwrap().percent, None);
    }

    #[test]
    fn equals_share_a_place() {
        let places = |better| {
            let ranked = ranking([("a", n("2")), ("b", n("5")), ("c", n("5,0")), ("d", n("1"))], better);
            ranked.iter().map(|r| (r.of, r.place)).collect::<Vec<_>>()
        };
        assert_eq!(places(Better::Higher), [("b", 1), ("c", 1), ("a", 3), ("d", 4)]);
        assert_eq!(places(Better::Lower), [("d", 1), ("a", 2), ("b", 3), ("c", 3)]);
    }

    #[test]
    fn median_and_mean_are_exact() {
        assert_eq!(median([n("3"), n("1"), n("2")]), Some(n("2")));
        assert_eq!(median([n("3"), n("1"), n("2"), n("4")]), Some(n("2,5")));
        assert_eq!(median([]), None);
        assert_eq!(mean([n("1"), n("1"), n("2")]), Some(n("4/3")));
        assert_eq!(mean([]), None);
    }
}
