//! Checks a model when it is loaded: bands, formula, ranges, units, and places of the order that disagree.

use super::{
    Model,
    allowed::Allowed,
    band::{Band, Between},
    finding::Finding,
    formula::Possible,
    indicator::Indicator,
    interval::Interval,
};
use std::collections::BTreeMap;

impl Model {
    /// What is odd about the model as printed, in the order in which it matters.
    pub fn findings(&self) -> Vec<Finding> {
        let mut findings = self.formula_findings();
        findings.extend(self.range_findings());
        findings.extend(self.band_findings());
        findings.extend(self.disagreements());
        for indicator in &self.indicators {
            let (number, text) = (indicator.number.clone(), indicator.text.clone());
            if let Some(speaks_of) = indicator.speaks_of.filter(|_| indicator.has_odd_unit()) {
                let unit = indicator.unit.clone();
                findings.push(Finding::OddUnit { number: number.clone(), text: text.clone(), unit, speaks_of });
            }
            if indicator.from_roadmap {
                findings.push(Finding::TakenFromRoadmap { number, text });
            }
        }
        let damaged = self.damaged.iter();
        findings.extend(damaged.map(|d| Finding::PrintDamaged { place: d.place.clone(), instead: d.instead.clone() }));
        findings.extend(self.clusters.as_ref().map(|_| Finding::ClassesWithoutRule));
        findings
    }

    fn formula_findings(&self) -> Vec<Finding> {
        let Some(total) = &self.total else { return Vec::new() };
        let codes = total.formula.codes();
        let left_out = |indicator: &&Indicator| !indicator.beside_total && !codes.contains(indicator.code.as_str());
        let mut findings: Vec<Finding> = (self.indicators.iter().filter(left_out))
            .map(|i| Finding::IndicatorLeftOut { number: i.number.clone(), text: i.text.clone() })
            .collect();
        let signs: Vec<(String, String)> = (total.legend.iter())
            .filter_map(|legend| Some((legend, self.indicator(&legend.indicator)?)))
            .filter(|(legend, indicator)| legend.number != indicator.number)
            .map(|(legend, indicator)| (legend.sign.clone(), indicator.number.clone()))
            .collect();
        findings.extend((!signs.is_empty()).then_some(Finding::NumbersShifted { signs }));
        findings
    }

    fn range_findings(&self) -> Vec<Finding> {
        let differs = |indicator: &Indicator| {
            let stated = greatest_unlike_parameters(indicator)?;
            let (number, text) = (indicator.number.clone(), indicator.text.clone());
            Some(Finding::RangeDiffers { number, text, stated, parameters: indicator.parameters.len() })
        };
        self.indicators.iter().filter_map(differs).collect()
    }

    fn band_findings(&self) -> Vec<Finding> {
        let (bands, Some(possible)) = (self.bands_rising(), self.possible()) else { return Vec::new() };
        let mut findings = Vec::new();
        for (at, lower) in bands.iter().enumerate() {
            let later = bands.iter().skip(at + 1);
            let overlaps = later.filter_map(|upper| {
                let shared = lower.within.shared(&upper.within)?;
                Some(Finding::BandsOverlap { lower: lower.name.clone(), upper: upper.name.clone(), shared })
            });
            findings.extend(overlaps);
        }
        // A wide band may hold narrower ones; what follows it is a gap only behind its own end.
        let mut reach = bands.first();
        for upper in bands.iter().skip(1) {
            findings.extend(reach.and_then(|lower| self.gap(lower, upper, &possible)));
            reach = reach.into_iter().chain([upper]).max_by(|a, b| a.within.by_end(&b.within));
        }
        let differ = self.indicators.iter().any(|indicator| greatest_unlike_parameters(indicator).is_some());
        let by_parameters = if differ { self.possible_with(by_parameters) } else { None };
        let by_parameters = by_parameters.unwrap_or_else(|| possible.clone());
        findings.extend(greatest_differs(&bands, &possible, &by_parameters));
        for band in bands.iter().filter(|band| !possible.meets(&band.within)) {
            findings.push(Finding::BandUnreachable {
                band: band.name.clone(),
                within: band.within,
                greatest: possible.greatest(),
                by_parameters: by_parameters.greatest().filter(|greatest| Some(*greatest) != possible.greatest()),
            });
        }
        findings.extend(uncovered(&bands, &possible));
        findings
    }

    fn gap(&self, lower: &Band, upper: &Band, possible: &Possible) -> Option<Finding> {
        let gap = lower.within.gap_to(&upper.within)?;
        let assumed = self.total.as_ref().and_then(|total| total.between).map(|between| match between {
            Between::Upper => upper.name.clone(),
            Between::Lower => lower.name.clone(),
        });
        let (lower, upper) = (lower.name.clone(), upper.name.clone());
        Some(Finding::BandsGap { lower, upper, gap, possible: possible.meets(&gap), assumed })
    }

    fn disagreements(&self) -> Vec<Finding> {
        let mut facts: BTreeMap<&str, Vec<&super::Printed>> = BTreeMap::new();
        for printed in &self.printed {
            facts.entry(&printed.of).or_default().push(printed);
        }
        let disagree =
            |facts: &Vec<&super::Printed>| facts.windows(2).any(|pair| matches!(pair, [a, b] if a.means != b.means));
        facts.retain(|_, facts| disagree(facts));
        let places = |facts: Vec<&super::Printed>| facts.iter().map(|p| (p.place.clone(), p.words.clone())).collect();
        facts
            .into_iter()
            .map(|(of, facts)| Finding::PrintDisagrees { of: of.to_owned(), places: places(facts) })
            .collect()
    }
}

/// The greatest value stated, where it is not the number of yes-or-no parameters listed.
fn greatest_unlike_parameters(indicator: &Indicator) -> Option<super::Exact> {
    let stated = indicator.values.ends()?.1?;
    let scored = matches!(indicator.gathering, super::Gathering::Sum | super::Gathering::Mean);
    (scored && stated != super::Exact::count(indicator.parameters.len())).then_some(stated)
}

fn by_parameters(indicator: &Indicator) -> Allowed {
    match greatest_unlike_parameters(indicator) {
        Some(_) => indicator.values.of_parameters(indicator.parameters.len()),
        None => indicator.values.clone(),
    }
}

fn greatest_differs(bands: &[&Band], possible: &Possible, by_parameters: &Possible) -> Option<Finding> {
    let bands_end = bands.iter().filter_map(|band| band.within.to).max()?;
    let open = bands.iter().any(|band| band.within.to.is_none());
    let (by_ranges, by_parameters) = (possible.greatest()?, by_parameters.greatest()?);
    let alike = bands_end == by_ranges && bands_end == by_parameters;
    (!open && !alike).then_some(Finding::GreatestTotalDiffers { bands_end, by_ranges, by_parameters })
}

/// Possible totals below and above all bands; what lies between two of them is a gap and told as one.
fn uncovered(bands: &[&Band], possible: &Possible) -> Vec<Finding> {
    let Some(first) = bands.first() else { return Vec::new() };
    let Some(last) = bands.iter().max_by(|a, b| a.within.by_end(&b.within)) else { return Vec::new() };
    let outside: [Option<Interval>; 2] = match possible {
        Possible::Totals(totals) => {
            let ends = |outside: &dyn Fn(super::Exact) -> bool| {
                let mut totals = totals.iter().copied().filter(|total| outside(*total));
                let least = totals.next()?;
                Some(Interval::closed(least, totals.next_back().unwrap_or(least)))
            };
            [ends(&|total| first.within.begins_above(total)), ends(&|total| last.within.ends_below(total))]
        }
        Possible::Within(all) => [first.within.below(all.from), last.within.above()].map(|beyond| all.shared(&beyond?)),
    };
    outside.into_iter().flatten().map(|totals| Finding::TotalsUncovered { totals }).collect()
}
