//! Findings (замечания к модели): what is odd about a printed model. Codes and facts only; the sentences are in `locales/`.

use super::{exact::Exact, indicator::SpeaksOf, interval::Interval};
use serde::Serialize;

/// One finding. Bands and indicators are named as printed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Finding {
    /// Totals that two bands claim.
    BandsOverlap {
        /// Name of the lower band.
        lower: String,
        /// Name of the upper band.
        upper: String,
        /// What both claim.
        shared: Interval,
    },
    /// Totals between two bands that neither claims.
    BandsGap {
        /// Name of the lower band.
        lower: String,
        /// Name of the upper band.
        upper: String,
        /// What neither claims; often a single number.
        gap: Interval,
        /// Whether such a total can come about.
        possible: bool,
        /// Name of the band that is assumed.
        assumed: Option<String>,
    },
    /// Possible totals below the first or above the last band.
    TotalsUncovered {
        /// From the least to the greatest of them.
        totals: Interval,
    },
    /// A band that no total can reach.
    BandUnreachable {
        /// Its name.
        band: String,
        /// Its totals.
        within: Interval,
        /// The greatest possible total.
        greatest: Option<Exact>,
        /// The greatest one if each indicator had as many points as parameters; none where that is the same.
        by_parameters: Option<Exact>,
    },
    /// The bands end elsewhere than the greatest possible total.
    GreatestTotalDiffers {
        /// Where the bands end.
        bands_end: Exact,
        /// The greatest total by the stated ranges.
        by_ranges: Exact,
        /// The greatest total by the parameters listed.
        by_parameters: Exact,
    },
    /// The formula leaves out an indicator.
    IndicatorLeftOut {
        /// Its number.
        number: String,
        /// Its words.
        text: String,
    },
    /// Signs of the formula bear other numbers than their indicators.
    NumbersShifted {
        /// Sign as printed, and the number of the indicator it stands for.
        signs: Vec<(String, String)>,
    },
    /// A stated range does not fit the parameters listed.
    RangeDiffers {
        /// Number of the indicator.
        number: String,
        /// Its words.
        text: String,
        /// Greatest value stated.
        stated: Exact,
        /// How many parameters are listed.
        parameters: usize,
    },
    /// Places of the order disagree.
    PrintDisagrees {
        /// What about.
        of: String,
        /// Place and words of each.
        places: Vec<(String, String)>,
    },
    /// A unit does not go with the words of its indicator.
    OddUnit {
        /// Number of the indicator.
        number: String,
        /// Its words.
        text: String,
        /// The unit printed.
        unit: String,
        /// What the words speak of.
        speaks_of: SpeaksOf,
    },
    /// An indicator is the fulfilment of the roadmap: taken from there with its basis, confirmed by a person.
    TakenFromRoadmap {
        /// Number of the indicator.
        number: String,
        /// Its words.
        text: String,
    },
    /// Something of the order cannot be read.
    PrintDamaged {
        /// What.
        place: String,
        /// What is used in its place.
        instead: String,
    },
    /// The order gives classes without a rule: a class is proposed, a person decides.
    ClassesWithoutRule,
}

impl Finding {
    /// Stable code: the key of its sentence.
    pub fn code(&self) -> &'static str {
        match self {
            Finding::BandsOverlap { .. } => "bands_overlap",
            Finding::BandsGap { .. } => "bands_gap",
            Finding::TotalsUncovered { .. } => "totals_uncovered",
            Finding::BandUnreachable { .. } => "band_unreachable",
            Finding::GreatestTotalDiffers { .. } => "greatest_total_differs",
            Finding::IndicatorLeftOut { .. } => "indicator_left_out",
            Finding::NumbersShifted { .. } => "numbers_shifted",
            Finding::RangeDiffers { .. } => "range_differs",
            Finding::PrintDisagrees { .. } => "print_disagrees",
            Finding::OddUnit { .. } => "odd_unit",
            Finding::TakenFromRoadmap { .. } => "taken_from_roadmap",
            Finding::PrintDamaged { .. } => "print_damaged",
            Finding::ClassesWithoutRule => "classes_without_rule",
        }
    }
}
