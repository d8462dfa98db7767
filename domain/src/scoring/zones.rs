//! Zones (цветовые зоны): how many of the shares counted have fallen since the year before.

use super::{Values, exact::Exact, interval::Interval};
use serde::{Deserialize, Serialize};

/// Zones and what they are told by.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Zones {
    /// Codes of the indicators whose fall is counted.
    pub counted: Vec<String>,
    /// The zones, the best first.
    pub zones: Vec<Zone>,
}

/// One zone.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Zone {
    /// Short name that never changes.
    pub code: String,
    /// Name, as printed.
    pub name: String,
    /// How many shares have fallen.
    pub falling: Interval,
    /// What the order says of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl Zones {
    /// Codes of the indicators whose share has fallen; none while one of them is missing.
    pub fn falling(&self, now: &Values, before: &Values) -> Option<Vec<&str>> {
        let mut falling = Vec::new();
        for code in &self.counted {
            let number = |values: &Values| values.get(code)?.number();
            if number(now)? < number(before)? {
                falling.push(code.as_str());
            }
        }
        Some(falling)
    }

    /// The zone of so many falling shares.
    pub fn of(&self, falling: usize) -> Option<&Zone> {
        self.zones.iter().find(|zone| zone.falling.contains(Exact::count(falling)))
    }

    pub(crate) fn codes(&self) -> impl Iterator<Item = &str> {
        self.counted.iter().map(String::as_str)
    }
}
