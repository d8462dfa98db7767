//! Risks (рисковый профиль, протокол куратора): what a school states and what its curator sees decide what help is given.

use serde::{Deserialize, Serialize};

/// The curator's protocol of a model whose indicators are the factors of the risk profile.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Risks {
    /// Its groups, as printed.
    pub groups: Vec<RiskGroup>,
}

/// A group of signs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RiskGroup {
    /// Number, as printed.
    pub number: String,
    /// Name, as printed.
    pub name: String,
    /// Codes of the factors of the risk profile that it belongs to.
    pub factors: Vec<String>,
    /// What the curator looks at.
    pub signs: Vec<String>,
}

/// One line of the curator's protocol.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Observation {
    /// Number of the group.
    pub group: String,
    /// The sign; of the list or added by the curator.
    pub sign: String,
    /// Does the school's risk profile name it?
    pub diagnosed: bool,
    /// Does what the curator saw confirm it?
    pub confirmed: bool,
}

/// One line of a card of self-analysis.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CardLine {
    /// Code of the factor.
    pub factor: String,
    /// What the school does against it.
    pub measures: String,
    /// When, in words.
    pub period: String,
}

/// What a line comes to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RiskStanding {
    /// Diagnosed and confirmed: help is given.
    Confirmed,
    /// Seen by the curator, not named by the school: help is given.
    FoundByCurator,
    /// Named by the school, not confirmed.
    NotConfirmed,
    /// Neither.
    None,
}

impl Observation {
    /// What the line comes to.
    pub fn standing(&self) -> RiskStanding {
        match (self.diagnosed, self.confirmed) {
            (true, true) => RiskStanding::Confirmed,
            (false, true) => RiskStanding::FoundByCurator,
            (true, false) => RiskStanding::NotConfirmed,
            (false, false) => RiskStanding::None,
        }
    }
}

impl Risks {
    /// The risks that help is given against, in the order of the groups.
    pub fn confirmed<'p>(&self, protocol: &'p [Observation]) -> Vec<(&RiskGroup, &'p Observation)> {
        let of = |group| protocol.iter().filter(move |line: &&Observation| line.confirmed && line.group == group);
        self.groups.iter().flat_map(|group| of(group.number.clone()).map(move |line| (group, line))).collect()
    }

    pub(crate) fn codes(&self) -> impl Iterator<Item = &str> {
        self.groups.iter().flat_map(|group| &group.factors).map(String::as_str)
    }
}
