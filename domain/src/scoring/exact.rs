//! Exact numbers: 0,3 is 0,3 and no binary float, and a mean is compared with the end of a band without rounding.

use serde::{Deserialize, Serialize};
use std::{cmp::Ordering, fmt, str::FromStr};
use thiserror::Error;

/// Digits before and after the decimal point that may be entered.
const WHOLE_DIGITS: usize = 15;
const PLACES: usize = 9;

/// A fraction in lowest terms.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Exact {
    numerator: i128,
    /// Always above zero.
    denominator: i128,
}

/// What was written is no number.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
#[error("not a number, or with too many digits")]
pub struct NotANumber;

impl Exact {
    /// Nothing.
    pub const ZERO: Exact = Exact { numerator: 0, denominator: 1 };
    /// A hundred, as in percents.
    pub const HUNDRED: Exact = Exact { numerator: 100, denominator: 1 };

    /// A whole number.
    pub fn whole(number: impl Into<i64>) -> Exact {
        Exact { numerator: i128::from(number.into()), denominator: 1 }
    }

    /// How many there are.
    pub fn count(number: usize) -> Exact {
        Exact { numerator: i128::try_from(number).unwrap_or(i128::MAX), denominator: 1 }
    }

    fn reduced(numerator: i128, denominator: i128) -> Option<Exact> {
        let (numerator, denominator) = match denominator {
            0 => return None,
            1.. => (numerator, denominator),
            _ => (numerator.checked_neg()?, denominator.checked_neg()?),
        };
        let by = common_divisor(numerator.checked_abs()?, denominator);
        Some(Exact { numerator: numerator / by, denominator: denominator / by })
    }

    /// Without a fraction?
    pub fn is_whole(self) -> bool {
        self.denominator == 1
    }

    /// The sum, unless it is too long to hold.
    pub fn plus(self, other: Exact) -> Option<Exact> {
        // Over the least common denominator, so that long columns of decimals stay short.
        let shared = common_divisor(self.denominator, other.denominator);
        let (left, right) = (other.denominator / shared, self.denominator / shared);
        let sum = self.numerator.checked_mul(left)?.checked_add(other.numerator.checked_mul(right)?)?;
        Exact::reduced(sum, self.denominator.checked_mul(left)?)
    }

    /// The difference.
    pub fn minus(self, other: Exact) -> Option<Exact> {
        self.plus(Exact { numerator: other.numerator.checked_neg()?, denominator: other.denominator })
    }

    /// The product.
    pub fn times(self, other: Exact) -> Option<Exact> {
        let (a, b) =
            (Exact::reduced(self.numerator, other.denominator)?, Exact::reduced(other.numerator, self.denominator)?);
        Exact::reduced(a.numerator.checked_mul(b.numerator)?, a.denominator.checked_mul(b.denominator)?)
    }

    /// The quotient; none by zero.
    pub fn over(self, other: Exact) -> Option<Exact> {
        self.times(Exact::reduced(other.denominator, other.numerator)?)
    }

    /// To so many decimal places, a half away from zero, as tables print it.
    pub fn rounded(self, places: u32) -> Exact {
        let round = || {
            let scale = 10_i128.checked_pow(places)?;
            let (scaled, denominator) = (self.numerator.checked_mul(scale)?, self.denominator);
            let half = denominator.checked_mul(scaled.signum())?;
            let nearest = scaled.checked_mul(2)?.checked_add(half)? / denominator.checked_mul(2)?;
            Exact::reduced(nearest, scale)
        };
        round().unwrap_or(self)
    }

    /// The sum of many.
    pub fn sum(numbers: impl IntoIterator<Item = Exact>) -> Option<Exact> {
        numbers.into_iter().try_fold(Exact::ZERO, Exact::plus)
    }

    /// Decimal places after which nothing follows; none for a third and its like.
    fn places(self) -> Option<u32> {
        let (mut rest, mut twos, mut fives) = (self.denominator, 0, 0);
        while rest % 2 == 0 {
            (rest, twos) = (rest / 2, twos + 1);
        }
        while rest % 5 == 0 {
            (rest, fives) = (rest / 5, fives + 1);
        }
        (rest == 1).then_some(twos.max(fives))
    }
}

/// Euclid's.
fn common_divisor(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

impl Ord for Exact {
    /// Whole parts first, then the remainders turned upside down: no product that might be too long.
    fn cmp(&self, other: &Exact) -> Ordering {
        let (mut a, mut b) = (*self, *other);
        loop {
            let wholes = (a.numerator.div_euclid(a.denominator), b.numerator.div_euclid(b.denominator));
            let rests = (a.numerator.rem_euclid(a.denominator), b.numerator.rem_euclid(b.denominator));
            match (wholes.0.cmp(&wholes.1), rests) {
                (Ordering::Equal, (0, rest)) => return if rest == 0 { Ordering::Equal } else { Ordering::Less },
                (Ordering::Equal, (_, 0)) => return Ordering::Greater,
                (Ordering::Equal, (left, right)) => {
                    let upside_down = |of: Exact, rest| Exact { numerator: of.denominator, denominator: rest };
                    (a, b) = (upside_down(b, right), upside_down(a, left));
                }
                (different, _) => return different,
            }
        }
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Exact) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl FromStr for Exact {
    type Err = NotANumber;

    /// «0,3», «0.3», «-5», «1 250», or a fraction such as «7/3».
    fn from_str(text: &str) -> Result<Exact, NotANumber> {
        if let Some((above, below)) = text.split_once('/') {
            let (above, below): (Exact, Exact) = (above.parse()?, below.parse()?);
            return above.over(below).ok_or(NotANumber);
        }
        let text: String = text.trim().chars().filter(|c| !matches!(c, '\u{a0}' | '\u{202f}' | ' ')).collect();
        let (negative, digits) = match text.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest),
            None => (false, text.as_str()),
        };
        let (whole, part) = digits.split_once([',', '.']).map_or((digits, None), |(whole, part)| (whole, Some(part)));
        let numeric =
            |digits: &str, most| (1..=most).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        if !numeric(whole, WHOLE_DIGITS) || part.is_some_and(|part| !numeric(part, PLACES)) {
            return Err(NotANumber);
        }
        let part = part.unwrap_or_default();
        let number: i128 = format!("{whole}{part}").parse().map_err(|_| NotANumber)?;
        let scale = u32::try_from(part.len()).ok().and_then(|places| 10_i128.checked_pow(places)).ok_or(NotANumber)?;
        Exact::reduced(if negative { -number } else { number }, scale).ok_or(NotANumber)
    }
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scaled = self.places().and_then(|places| {
            let scale = 10_i128.checked_pow(places)?;
            Some((self.numerator.checked_mul(scale / self.denominator)?.unsigned_abs(), scale.unsigned_abs(), places))
        });
        match scaled {
            _ if self.is_whole() => write!(f, "{}", self.numerator),
            Some((scaled, scale, places)) => {
                let sign = if self.numerator < 0 { "-" } else { "" };
                write!(f, "{sign}{},{:0width$}", scaled / scale, scaled % scale, width = places as usize)
            }
            None => write!(f, "{}/{}", self.numerator, self.denominator),
        }
    }
}

impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl TryFrom<String> for Exact {
    type Error = NotANumber;
    fn try_from(text: String) -> Result<Exact, NotANumber> {
        text.parse()
    }
}

impl From<Exact> for String {
    fn from(number: Exact) -> String {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Exact {
        text.parse().unwrap()
    }

    #[test]
    fn three_tenths_are_three_tenths() {
        assert_eq!(n("0,1").plus(n("0,2")), Some(n("0,3")));
        assert_eq!(n("0.30"), n("0,3"));
        assert_eq!(n("5").over(n("3")).unwrap().to_string(), "5/3");
        assert!(n("5/3") > n("1,666666666") && n("5/3") < n("1,666666667"));
        assert_eq!(n("1,75").to_string(), "1,75");
        assert_eq!(n("-0,05").to_string(), "-0,05");
        assert_eq!(n("1 250").to_string(), "1250");
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["", " ", "-", "0,", ",5", "1,2,3", "1e5", "NaN", "½", "1/0", "1234567890123456", "1,1234567890"] {
            assert_eq!(text.parse::<Exact>(), Err(NotANumber), "{text}");
        }
    }

    #[test]
    fn a_mean_is_rounded_as_tables_print_it() {
        assert_eq!(n("217,22").over(n("3")).unwrap().rounded(2), n("72,41"));
        assert_eq!(n("0,125").rounded(2), n("0,13"));
        assert_eq!(n("-0,125").rounded(2), n("-0,13"));
        assert_eq!(n("-0,1").rounded(0), n("0"));
    }

    #[test]
    fn comparing_never_overflows() {
        let near = |by| Exact { numerator: i128::MAX - by, denominator: i128::MAX - 1 - by };
        assert!(near(0) < near(2));
        assert!(near(2) > near(0));
        assert_eq!(near(5).cmp(&near(5)), Ordering::Equal);
        assert!(n("-1/3") < n("-0,3") && n("-0,3") < n("0"));
    }
}
