//! Bands (уровни): what a total means.

use super::{Model, exact::Exact, interval::Interval};
use serde::{Deserialize, Serialize};

/// A band of totals.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Short name that never changes.
    pub code: String,
    /// Name, as printed.
    pub name: String,
    /// Totals that belong to it.
    pub within: Interval,
    /// What the order says of it and what follows from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// Which band a total between two bands is taken for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Between {
    /// The upper one.
    Upper,
    /// The lower one.
    Lower,
}

/// The band of a total.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Placed<'m> {
    /// Which one.
    pub band: &'m Band,
    /// Whether this rests on an assumption: the order puts the total in no band, or in several.
    pub assumed: bool,
}

impl Model {
    /// Bands as they follow each other, wherever the order prints them.
    pub fn bands_rising(&self) -> Vec<&Band> {
        let mut bands: Vec<&Band> = self.bands.iter().collect();
        bands.sort_by(|a, b| a.within.by_beginning(&b.within));
        bands
    }

    /// The band of a total; none where neither the order nor the assumption names one.
    pub fn band(&self, total: Exact) -> Option<Placed<'_>> {
        let bands = self.bands_rising();
        let mut holding = bands.iter().filter(|band| band.within.contains(total));
        if let Some(band) = holding.next() {
            return Some(Placed { band, assumed: holding.next().is_some() });
        }
        let below = bands.iter().filter(|band| band.within.ends_below(total));
        let lower = below.max_by(|a, b| a.within.by_end(&b.within))?;
        let upper = bands.iter().find(|band| band.within.begins_above(total))?;
        let band = match self.total.as_ref()?.between? {
            Between::Upper => upper,
            Between::Lower => lower,
        };
        Some(Placed { band, assumed: true })
    }
}
