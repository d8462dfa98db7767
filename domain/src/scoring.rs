//! Scoring models (модели оценки) of monitorings: indicators, totals, bands and classes. Models are data; offices bring their own.
//!
//! A model keeps what the order prints and says what is assumed where the print is silent or contradicts itself. What is wrong
//! with the print itself [`Model::findings`] tells; the print stays.

pub mod allowed;
pub mod band;
pub mod checking;
pub mod clusters;
pub mod compare;
pub mod exact;
pub mod filled;
mod finding;
pub mod formula;
pub mod indicator;
pub mod interval;
pub mod ledger;
pub mod refused;
pub mod risks;
pub mod sheet;
pub mod zones;

pub use allowed::{Allowed, Value, ValueRefused};
pub use band::{Band, Between, Placed};
pub use clusters::{Cluster, Clusters};
pub use exact::Exact;
pub use finding::Finding;
pub use formula::{Formula, Possible};
pub use indicator::{Better, Gathering, Indicator, SpeaksOf};
pub use interval::Interval;
pub use risks::Risks;
pub use zones::Zones;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// Most indicators of a model.
const MOST_INDICATORS: usize = 500;

/// Values by the codes of their indicators.
pub type Values = BTreeMap<String, Value>;

/// Who or what a model looks at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// The municipality as a whole.
    Municipality,
    /// A school.
    School,
    /// A teacher.
    Teacher,
    /// A mentor centre (МНЦ).
    MentorCentre,
    /// A tutor point (МТКП).
    TutorPoint,
    /// An activity with its participants.
    Activity,
}

/// What a value is compared with.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// With nothing.
    #[default]
    None,
    /// With the value of the window before.
    WindowBefore,
    /// With the goal of the indicator.
    Goal,
}

/// A window of every year as the order prints it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelWindow {
    /// First month and day.
    pub from: (u32, u32),
    /// Last month and day.
    pub to: (u32, u32),
    /// In the order's words.
    pub printed: String,
}

/// A fact as one place of the order states it; two places may disagree.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Printed {
    /// What the fact is about; the same words at each place.
    pub of: String,
    /// Where it stands.
    pub place: String,
    /// In the order's words.
    pub words: String,
    /// What the words come to, written alike wherever they come to the same.
    pub means: String,
}

/// Something of the order that cannot be read, and what is used in its place.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Damaged {
    /// What cannot be read.
    pub place: String,
    /// What is used.
    pub instead: String,
}

/// A sign of the printed formula that bears another number than its indicator.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Legend {
    /// The sign as printed.
    pub sign: String,
    /// The number in the sign.
    pub number: String,
    /// Code of the indicator that the order explains it by.
    pub indicator: String,
}

/// How a total comes about.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Total {
    /// The formula as printed; none where the order prints none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed: Option<String>,
    /// The formula that is counted by.
    pub formula: Formula,
    /// What the signs of the printed formula stand for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub legend: Vec<Legend>,
    /// Which band a total between two bands is taken for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub between: Option<Between>,
}

/// A scoring model.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, remote = "Self")]
pub struct Model {
    /// Short name that never changes.
    pub code: String,
    /// Version, from 1.
    pub version: u16,
    /// Name, as the order gives it.
    pub name: String,
    /// The clause that it stands in.
    pub order: String,
    /// Who or what it looks at.
    pub subject: Subject,
    /// When it is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<ModelWindow>,
    /// What values are compared with.
    #[serde(default)]
    pub comparison: Comparison,
    /// What is assumed where the print is silent or contradicts itself, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assumed: Vec<String>,
    /// Its total, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<Total>,
    /// What totals mean, the lowest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bands: Vec<Band>,
    /// Zones by falling shares.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zones: Option<Zones>,
    /// Classes by the trend of several years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clusters: Option<Clusters>,
    /// Risks that a curator confirms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risks: Option<Risks>,
    /// What the order states at more than one place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub printed: Vec<Printed>,
    /// What of the order cannot be read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub damaged: Vec<Damaged>,
    /// What is entered.
    pub indicators: Vec<Indicator>,
}

/// A total with the way it was counted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Counted<'m> {
    /// The total; none while values are missing, or when none applies.
    pub total: Option<Exact>,
    /// Indicators of the formula that were counted.
    pub counted: Vec<&'m Indicator>,
    /// Those that do not apply.
    pub absent: Vec<&'m Indicator>,
    /// Those not entered yet.
    pub missing: Vec<&'m Indicator>,
}

/// Why a model cannot be used. What is only odd about the order is a [`Finding`] instead.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{field}: {problem}")]
pub struct ModelError {
    /// The key in the model's file.
    pub field: String,
    /// What is wrong with it.
    pub problem: ModelProblem,
}

/// What may be wrong with a model.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum ModelProblem {
    /// Nothing there.
    #[error("nothing is entered")]
    Empty,
    /// More than anybody enters.
    #[error("more than {MOST_INDICATORS}")]
    TooMany,
    /// The same code twice.
    #[error("«{0}» stands twice")]
    Twice(String),
    /// A code that no indicator bears.
    #[error("no indicator has the code «{0}»")]
    Unknown(String),
    /// Days that no year has, or that run backwards.
    #[error("the window's days are wrong")]
    Days,
    /// Bands or a goal without what they are measured by.
    #[error("needs {0}")]
    Needs(&'static str),
}

impl Model {
    /// One indicator.
    pub fn indicator(&self, code: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.code == code)
    }

    /// The total of the values, with the way it was counted; none for a model without a total.
    pub fn count(&self, values: &Values) -> Option<Counted<'_>> {
        let formula = &self.total.as_ref()?.formula;
        let codes = formula.codes();
        let mut counted = Counted { total: None, counted: Vec::new(), absent: Vec::new(), missing: Vec::new() };
        for indicator in self.indicators.iter().filter(|indicator| codes.contains(indicator.code.as_str())) {
            match values.get(&indicator.code) {
                Some(Value::Absent) => counted.absent.push(indicator),
                Some(_) => counted.counted.push(indicator),
                None => counted.missing.push(indicator),
            }
        }
        counted.total = formula.total(|code| values.get(code));
        Some(counted)
    }

    /// The total of the values.
    pub fn total(&self, values: &Values) -> Option<Exact> {
        self.total.as_ref()?.formula.total(|code| values.get(code))
    }

    /// The totals that can come about; none for a model without a total.
    pub fn possible(&self) -> Option<Possible> {
        self.possible_with(|indicator| indicator.values.clone())
    }

    /// The totals that could come about if indicators had other values.
    pub(crate) fn possible_with(&self, allowed: impl Fn(&Indicator) -> Allowed) -> Option<Possible> {
        self.total.as_ref()?.formula.possible(|code| self.indicator(code).map(&allowed))
    }

    fn check(&self) -> Result<(), ModelError> {
        let wrong = |field: &str, problem| Err(ModelError { field: field.to_owned(), problem });
        for (field, words) in [("code", &self.code), ("name", &self.name), ("order", &self.order)] {
            if words.trim().is_empty() {
                return wrong(field, ModelProblem::Empty);
            }
        }
        if self.version == 0 {
            return wrong("version", ModelProblem::Empty);
        }
        match self.indicators.len() {
            0 => return wrong("indicators", ModelProblem::Empty),
            1..=MOST_INDICATORS => {}
            _ => return wrong("indicators", ModelProblem::TooMany),
        }
        if let Some(twice) = twice(self.indicators.iter().map(|indicator| indicator.code.as_str())) {
            return wrong("indicators.code", ModelProblem::Twice(twice));
        }
        if let Some(twice) = twice(self.bands.iter().map(|band| band.code.as_str())) {
            return wrong("bands.code", ModelProblem::Twice(twice));
        }
        if self.total.is_none() && !self.bands.is_empty() {
            return wrong("bands", ModelProblem::Needs("total"));
        }
        if self.window.as_ref().is_some_and(|window| !window.is_sound()) {
            return wrong("window", ModelProblem::Days);
        }
        match self.named().into_iter().find(|(_, code)| self.indicator(code).is_none()) {
            Some((field, code)) => wrong(field, ModelProblem::Unknown(code.to_owned())),
            None => Ok(()),
        }
    }

    /// Codes named outside the list of indicators, with the field that names them.
    fn named(&self) -> Vec<(&'static str, &str)> {
        let of_total = self.total.iter().flat_map(|total| {
            let legend = total.legend.iter().map(|legend| ("total.legend.indicator", legend.indicator.as_str()));
            total.formula.codes().into_iter().map(|code| ("total.formula", code)).chain(legend)
        });
        let of_zones = self.zones.iter().flat_map(Zones::codes).map(|code| ("zones.counted", code));
        let of_clusters = self.clusters.iter().flat_map(Clusters::codes).map(|code| ("clusters", code));
        let of_risks = self.risks.iter().flat_map(Risks::codes).map(|code| ("risks.groups.factors", code));
        of_total.chain(of_zones).chain(of_clusters).chain(of_risks).collect()
    }
}

impl ModelWindow {
    /// The days exist in a year that is no leap year, and do not run backwards.
    fn is_sound(&self) -> bool {
        let exists = |(month, day)| chrono::NaiveDate::from_ymd_opt(2023, month, day).is_some();
        exists(self.from) && exists(self.to) && self.from <= self.to
    }
}

fn twice<'a>(codes: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut known = BTreeSet::new();
    codes.into_iter().find(|code| !known.insert(*code)).map(str::to_owned)
}

impl<'de> Deserialize<'de> for Model {
    /// A model that was read is a model that can be used.
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Model, D::Error> {
        let model = Model::deserialize(from)?;
        model.check().map_err(D::Error::custom)?;
        Ok(model)
    }
}

impl Serialize for Model {
    fn serialize<S: Serializer>(&self, into: S) -> Result<S::Ok, S::Error> {
        Model::serialize(self, into)
    }
}
