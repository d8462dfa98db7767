//! Clusters (направления динамики успешности): which way a school goes over several years. A class is proposed; a person decides.

use super::{Values, allowed::Value, exact::Exact};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use thiserror::Error;

/// Which way a school goes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cluster {
    /// Steadily unsuccessful.
    SteadilyUnsuccessful,
    /// Success falls.
    Falling,
    /// Success rises.
    Rising,
    /// Success goes up and down.
    Fluctuating,
}

/// What classes are proposed by.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clusters {
    /// Codes of the indicators with results of every year.
    pub results: Vec<String>,
    /// A fall of so many percent in one year is sharp.
    pub sharp: Exact,
    /// Code of the indicator of pupils reached by additional lessons.
    pub reached: String,
    /// Fewer than so many percent are few.
    pub few: Exact,
    /// Their names and texts.
    pub classes: Vec<ClusterText>,
    /// Means of the groups that the order prints.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub printed: Vec<PrintedMeans>,
}

/// A printed row of means: of one group, year by year.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrintedMeans {
    /// Of which group.
    pub cluster: Cluster,
    /// The last of the three years.
    pub year: i32,
    /// The means of each result, the oldest year first, result after result.
    pub means: Vec<Exact>,
    /// Of which schools they are the means, where that was found out.
    pub of: String,
}

/// A class as the order tells it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClusterText {
    /// Which one.
    pub cluster: Cluster,
    /// Name, as printed.
    pub name: String,
    /// What the order says of it.
    pub text: String,
}

/// What a proposal rests on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// No result rose in any year.
    NothingRose,
    /// All results rose in the last year.
    AllRoseLast,
    /// All results rose in the year before the last and fell in the last, none sharply.
    AllRoseThenFell,
    /// The same, but one fell sharply.
    FellSharply,
    /// The same, but few pupils are reached.
    FewReached,
    /// Results went different ways.
    Mixed,
}

/// A class that is proposed, with its ground.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Proposal {
    /// Which one.
    pub cluster: Cluster,
    /// By what.
    pub ground: Ground,
}

/// A class that a person decided, beside the proposal.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ClusterDecided {
    /// What was proposed.
    pub proposed: Proposal,
    /// What was decided.
    pub decided: Cluster,
    /// Why; always there when it is not what was proposed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Another class than the proposed one needs a reason.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
#[error("class_reason_missing")]
pub struct ReasonMissing;

impl Clusters {
    /// A class from the values of three years, the oldest first; none while a result is missing.
    pub fn propose(&self, years: [&Values; 3]) -> Option<Proposal> {
        let [first, second, last] = years;
        let before = self.ways(first, second)?;
        let lately = self.ways(second, last)?;
        let all = |ways: &[(Ordering, Exact)], way| ways.iter().all(|(is, _)| *is == way);
        let rose = before.iter().chain(&lately).any(|(way, _)| *way == Ordering::Greater);
        let (cluster, ground) = if !rose {
            (Cluster::SteadilyUnsuccessful, Ground::NothingRose)
        } else if all(&lately, Ordering::Greater) {
            (Cluster::Rising, Ground::AllRoseLast)
        } else if !(all(&before, Ordering::Greater) && all(&lately, Ordering::Less)) {
            (Cluster::Fluctuating, Ground::Mixed)
        } else if lately.iter().any(|(_, percent)| *percent <= self.sharp.times(Exact::whole(-1)).unwrap_or(self.sharp))
        {
            (Cluster::Fluctuating, Ground::FellSharply)
        } else if last.get(&self.reached).and_then(Value::number)? < self.few {
            (Cluster::Fluctuating, Ground::FewReached)
        } else {
            (Cluster::Falling, Ground::AllRoseThenFell)
        };
        Some(Proposal { cluster, ground })
    }

    /// Which way each result went from one year to the next, and by how many percent.
    fn ways(&self, before: &Values, now: &Values) -> Option<Vec<(Ordering, Exact)>> {
        let way = |code: &String| {
            let (before, now) = (before.get(code)?.number()?, now.get(code)?.number()?);
            let change = super::compare::change(now, before, None)?;
            Some((now.cmp(&before), change.percent.unwrap_or(change.by)))
        };
        self.results.iter().map(way).collect()
    }

    pub(crate) fn codes(&self) -> impl Iterator<Item = &str> {
        self.results.iter().chain([&self.reached]).map(String::as_str)
    }
}

impl Proposal {
    /// A person decides.
    ///
    /// # Errors
    /// Another class than the proposed one without a reason.
    pub fn decide(self, decided: Cluster, reason: &str) -> Result<ClusterDecided, ReasonMissing> {
        let reason = Some(reason.trim().to_owned()).filter(|reason| !reason.is_empty());
        if decided != self.cluster && reason.is_none() {
            return Err(ReasonMissing);
        }
        Ok(ClusterDecided { proposed: self, decided, reason })
    }
}
