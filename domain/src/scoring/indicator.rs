//! An indicator (показатель): what is asked, in which values, from which source, and what makes it better.

use super::{allowed::Allowed, exact::Exact, interval::Interval};
use serde::{Deserialize, Serialize};

/// An indicator of a model.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Short name in formulas and tables; unique within the model.
    pub code: String,
    /// Number, as printed.
    pub number: String,
    /// In the order's words.
    pub text: String,
    /// The heading it stands under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// Unit, as printed.
    pub unit: String,
    /// What its words speak of; a unit may not go with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaks_of: Option<SpeaksOf>,
    /// What may be entered.
    pub values: Allowed,
    /// Yes-or-no parameters that the order lists for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<String>,
    /// How its value comes from parameters and samples.
    #[serde(default)]
    pub gathering: Gathering,
    /// Where the data come from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// How they are collected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// Whether a link to what shows it has to be given.
    #[serde(default)]
    pub link: bool,
    /// Which way is better; none where neither is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub better: Option<Better>,
    /// What is to be reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<Goal>,
    /// Does the order leave it out of the total on purpose?
    #[serde(default)]
    pub beside_total: bool,
    /// Is it the fulfilment of the roadmap, which the program knows? A person confirms it.
    #[serde(default)]
    pub from_roadmap: bool,
}

/// A goal (целевой показатель).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// As printed.
    pub printed: String,
    /// Values that reach it.
    pub reached: Interval,
}

/// Which way is better.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// The higher.
    Higher,
    /// The lower.
    Lower,
}

/// What the words of an indicator speak of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpeaksOf {
    /// A share (доля).
    Share,
    /// A number of things or people (количество, численность).
    Number,
    /// Whether something is there (наличие).
    Presence,
    /// An index.
    Index,
}

/// How the value of an indicator comes about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gathering {
    /// It is entered.
    #[default]
    Entered,
    /// The sum over its parameters.
    Sum,
    /// The sum over its parameters, averaged over the whole sample.
    Mean,
}

impl Indicator {
    /// Its value from answers to its parameters, one list for each member of the sample; none without any.
    pub fn gathered(&self, answers: &[Vec<bool>]) -> Option<Exact> {
        let of = |list: &Vec<bool>| Exact::count(list.iter().filter(|yes| **yes).count());
        match self.gathering {
            Gathering::Mean => super::compare::mean(answers.iter().map(of)),
            Gathering::Sum | Gathering::Entered => answers.first().map(of).filter(|_| answers.len() == 1),
        }
    }

    /// Does its unit go with its words? A share is told in percent; what is there or counted is not.
    pub(crate) fn has_odd_unit(&self) -> bool {
        let percent = self.unit.trim() == "%";
        match self.speaks_of {
            Some(SpeaksOf::Share) => !percent,
            Some(SpeaksOf::Number | SpeaksOf::Presence) => percent,
            Some(SpeaksOf::Index) | None => false,
        }
    }
}

impl Goal {
    /// Is it reached?
    pub fn is_reached(&self, actual: Exact) -> bool {
        self.reached.contains(actual)
    }
}
