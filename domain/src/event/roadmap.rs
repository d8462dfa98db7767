//! Facts about a roadmap as a whole: its order, period, sections and settings.

use super::Basis;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A roadmap was entered and is not yet in force.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct RoadmapDrafted {
    /// Title as in the order.
    pub title: String,
    /// Name of the file or «вставленный текст» it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// A direction (направление) of the roadmap, in the order it is printed.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct SectionAdded {
    /// Place in the roadmap, from 1.
    pub section: u16,
    /// The section it lies in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<u16>,
    /// Words as printed, with the number if there is one.
    pub title: String,
}

/// The order (приказ) put the roadmap into force.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct RoadmapAdopted {
    /// Number of the order, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Date of the order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
    /// First day of the roadmap's period.
    pub from: NaiveDate,
    /// Last day of the roadmap's period.
    pub to: NaiveDate,
}

/// An amending order was applied; the changes themselves are events of their activities.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct RoadmapAmended {
    /// The amending order.
    pub basis: Basis,
}

/// The roadmap ended.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct RoadmapClosed {
    /// On what ground.
    pub basis: Basis,
}

/// What is done with a term that falls on a day off (Civil Code art. 193, Labour Code art. 14: the next working day).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayOffRule {
    /// The next working day.
    #[default]
    Next,
    /// The working day before (office-work rule).
    Previous,
    /// The day stays.
    Keep,
}

/// One setting of a roadmap with its new value.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "setting", content = "value")]
pub enum Setting {
    /// Marks count only after the coordinator accepted them.
    Acceptance(bool),
    /// Completeness and timeliness, in percent, that make indicator 6 equal to 1. Range 1..=100.
    Threshold(u8),
    /// Working days after the due day in which a mark still counts as made in time. Range 0..=30.
    MarkDays(u8),
    /// Terms on days off.
    DayOff(DayOffRule),
    /// Everybody may read the roadmap without signing in (PRODUCT part 1, transparency).
    Public(bool),
}

/// A setting of the roadmap has a new value.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct SettingChanged {
    /// The setting and its value.
    #[serde(flatten)]
    pub setting: Setting,
}
