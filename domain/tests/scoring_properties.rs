//! What holds of every model and every value: one band for a total, exact decimals, «нет» leaves numerator and count.
#![expect(clippy::unwrap_used, reason = "a test fails where it stands")]

use proptest::prelude::*;
use std::collections::BTreeMap;
use vekha_domain::scoring::{
    Allowed, Exact, Finding, Formula, Interval, Model, Possible, Value, Values,
    compare::{mean, median, ranking},
};

const SCORED: [&str; 4] = [
    include_str!("../../seeds/scoring/korenovsk-m2.toml"),
    include_str!("../../seeds/scoring/korenovsk-m4.toml"),
    include_str!("../../seeds/scoring/korenovsk-m5.toml"),
    include_str!("../../seeds/scoring/korenovsk-m6.toml"),
];

fn scored() -> Vec<Model> {
    SCORED.iter().map(|text| toml::from_str(text).unwrap()).collect()
}

/// Thousandths, as whole numbers to reckon with and as they are written.
fn thousandths() -> impl Strategy<Value = (i64, Exact)> {
    (-9_999_999_i64..=9_999_999).prop_map(|thousandths| (thousandths, written(thousandths)))
}

fn written(thousandths: i64) -> Exact {
    let sign = if thousandths < 0 { "-" } else { "" };
    format!("{sign}{},{:03}", thousandths.abs() / 1000, thousandths.abs() % 1000).parse().unwrap()
}

/// Some value that an indicator admits.
fn value_of(allowed: &Allowed) -> BoxedStrategy<Value> {
    let number = |from: i64, to: i64| (from..=to).prop_map(|thousandths| Value::Number(written(thousandths))).boxed();
    match allowed {
        Allowed::Percent => number(0, 100_000),
        Allowed::Count => (0_u16..1000).prop_map(|count| Value::Number(Exact::whole(count))).boxed(),
        Allowed::Words(words) => prop::sample::select(words.clone()).prop_map(Value::Word).boxed(),
        Allowed::Set { .. } => {
            let all = allowed.finite().unwrap();
            prop::sample::select(all).prop_map(|value| value.map_or(Value::Absent, Value::Number)).boxed()
        }
        Allowed::Within(interval) => {
            let thousand = Exact::whole(1000);
            let scaled = |end: Exact| end.times(thousand).unwrap().to_string().parse::<i64>().unwrap();
            number(scaled(interval.from), scaled(interval.to.unwrap()))
        }
    }
}

/// A scored model with a value for each of its indicators.
fn filled() -> impl Strategy<Value = (Model, Values)> {
    prop::sample::select(scored()).prop_flat_map(|model| {
        let values: Vec<_> = (model.indicators.iter())
            .map(|indicator| {
                value_of(&indicator.values).prop_map({
                    let code = indicator.code.clone();
                    move |v| (code.clone(), v)
                })
            })
            .collect();
        (Just(model), values.prop_map(|values| values.into_iter().collect::<Values>()))
    })
}

/// Any bands: with gaps, overlapping, one within the other.
fn some_bands() -> impl Strategy<Value = Vec<Interval>> {
    let end = || (0_i64..=26, any::<bool>());
    let band = (end(), end()).prop_filter_map("empty", |((from, from_closed), (to, to_closed))| {
        let halves = |number: i64| written(number * 500);
        let interval = Interval { from: halves(from), from_closed, to: Some(halves(to)), to_closed };
        interval.to_string().parse::<Interval>().ok()
    });
    prop::collection::vec(band, 1..6)
}

proptest! {
    #[test]
    fn a_possible_total_is_in_at_most_one_band_and_always_gets_one((model, values) in filled()) {
        let total = model.total(&values).unwrap();
        let holding = model.bands.iter().filter(|band| band.within.contains(total)).count();
        prop_assert!(holding <= 1, "{} {total}", model.code);
        let placed = model.band(total);
        prop_assert!(placed.is_some_and(|placed| placed.assumed == (holding == 0)), "{} {total}", model.code);
    }

    #[test]
    fn a_total_is_one_of_those_said_to_be_possible((model, values) in filled()) {
        let total = model.total(&values).unwrap();
        match model.possible().unwrap() {
            Possible::Totals(totals) => prop_assert!(totals.contains(&total)),
            Possible::Within(interval) => prop_assert!(interval.contains(total)),
        }
    }

    #[test]
    fn decimals_are_exact(numbers in prop::collection::vec(thousandths(), 1..60)) {
        let whole: i64 = numbers.iter().map(|(thousandths, _)| thousandths).sum();
        prop_assert_eq!(Exact::sum(numbers.iter().map(|(_, exact)| *exact)), Some(written(whole)));
        let count = Exact::count(numbers.len());
        let mean = mean(numbers.iter().map(|(_, exact)| *exact)).unwrap();
        prop_assert_eq!(mean.times(count), Some(written(whole)));
    }

    #[test]
    fn numbers_are_written_and_read_alike_and_in_their_order(a in thousandths(), b in thousandths(), by in 1_i64..99) {
        prop_assert_eq!(a.0.cmp(&b.0), a.1.cmp(&b.1));
        let share = a.1.over(Exact::whole(by)).unwrap();
        prop_assert_eq!(share.to_string().parse::<Exact>().unwrap(), share);
        prop_assert_eq!(serde_json::from_str::<Exact>(&serde_json::to_string(&share).unwrap()).unwrap(), share);
        prop_assert!(share.rounded(2).minus(share).unwrap() <= "0,005".parse().unwrap());
        prop_assert!(share.minus(share.rounded(2)).unwrap() <= "0,005".parse().unwrap());
    }

    #[test]
    fn what_does_not_apply_leaves_numerator_and_count(marks in prop::collection::vec(prop::option::of(0_u8..=2), 1..12)) {
        let name = |at: usize| format!("П{at}");
        let names: Vec<String> = (1..=marks.len()).map(name).collect();
        let value = |mark: &Option<u8>| mark.map_or(Value::Absent, |mark| Value::Number(Exact::whole(mark)));
        let values: BTreeMap<&str, Value> = names.iter().map(String::as_str).zip(marks.iter().map(value)).collect();
        let present: Vec<u8> = marks.iter().copied().flatten().collect();
        let expected = mean(present.iter().map(|mark| Exact::whole(*mark)));
        for text in [format!("({}) : N", names.join(" + ")), format!("mean({})", names.join("; "))] {
            let formula: Formula = text.parse().unwrap();
            prop_assert_eq!(formula.total(|code| values.get(code)), expected);
            prop_assert_eq!(formula.total(|code| values.get(code).filter(|_| code != "П1")), None);
        }
    }

    #[test]
    fn a_total_that_no_band_or_more_than_one_claims_is_found(within in some_bands()) {
        let mut model: Model = toml::from_str(SCORED[1]).unwrap();
        let shape = model.bands[0].clone();
        let band = |(at, within): (usize, Interval)| {
            let mut band = shape.clone();
            (band.code, band.within) = (at.to_string(), within);
            band
        };
        model.bands = within.into_iter().enumerate().map(band).collect();
        let found = model.findings();
        let told = |total: Exact| found.iter().any(|finding| match finding {
            Finding::BandsGap { gap, possible, .. } => gap.contains(total) && *possible,
            Finding::TotalsUncovered { totals } => totals.contains(total),
            _ => false,
        });
        let twice = |total: Exact| found.iter().any(|finding| matches!(finding, Finding::BandsOverlap { shared, .. } if shared.contains(total)));
        let Some(Possible::Totals(totals)) = model.possible() else { panic!("the sum of twelve yes or no is counted out") };
        for total in totals {
            let claims = model.bands.iter().filter(|band| band.within.contains(total)).count();
            prop_assert_eq!((told(total), twice(total)), (claims == 0, claims > 1), "{} {:?}", total, found);
        }
    }

    #[test]
    fn any_text_is_read_as_values_intervals_and_formulas_or_refused(text in ".{0,60}", signs in "[0-9 ,;()\\[\\]{}+:/*N№Пa-]{0,40}") {
        for text in [text, signs] {
            let _ = (text.parse::<Exact>(), text.parse::<Interval>());
            if let Ok(allowed) = text.parse::<Allowed>() {
                prop_assert_eq!(allowed.to_string().parse::<Allowed>(), Ok(allowed));
            }
            if let Ok(formula) = text.parse::<Formula>() {
                prop_assert_eq!(formula.to_string().parse::<Formula>().unwrap(), formula.clone());
                let _ = formula.total(|_| None);
            }
        }
    }

    #[test]
    fn the_median_parts_the_values_in_halves(numbers in prop::collection::vec(thousandths(), 1..40)) {
        let numbers: Vec<Exact> = numbers.into_iter().map(|(_, exact)| exact).collect();
        let middle = median(numbers.iter().copied()).unwrap();
        let below = numbers.iter().filter(|number| **number < middle).count();
        let above = numbers.iter().filter(|number| **number > middle).count();
        prop_assert!(below * 2 <= numbers.len() && above * 2 <= numbers.len());
        let ranked = ranking(numbers.iter().copied().enumerate(), vekha_domain::scoring::Better::Higher);
        prop_assert_eq!(ranked.iter().filter(|r| r.value > middle).count(), above);
        prop_assert!(ranked.iter().all(|r| r.place == 1 + numbers.iter().filter(|other| **other > r.value).count()));
    }
}
