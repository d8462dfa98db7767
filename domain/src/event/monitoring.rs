//! Facts about monitorings: windows of every year («1–12 июля»), who answers within them, and who has.

use super::{Basis, Party};
use crate::{
    ids::{OrganisationId, RoadmapId},
    proof::ProofLink,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A monitoring belongs to a roadmap from now on.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct MonitoringPlanned {
    /// Its roadmap.
    pub roadmap: RoadmapId,
    /// What is looked at, as the order says.
    pub title: String,
    /// Who answers: every organisation named, and every member of a group named.
    pub answers: Vec<Party>,
    /// The clause that demands it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// Code of the scoring model that its windows are scored by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scored_by: Option<String>,
}

/// A window of one year.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct WindowPlanned {
    /// Its number within the monitoring, from 1; never used again for another one.
    pub window: u16,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// A window has other days.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct WindowMoved {
    /// Which window.
    pub window: u16,
    /// First day now.
    pub from: NaiveDate,
    /// Last day now.
    pub to: NaiveDate,
    /// On what ground.
    pub basis: Basis,
}

/// The first day of a window came.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct WindowOpened {
    /// Which window.
    pub window: u16,
}

/// An organisation handed in what a window asks for.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct WindowAnswered {
    /// Which window.
    pub window: u16,
    /// Who.
    pub organisation: OrganisationId,
    /// Where the data lie.
    pub links: Vec<ProofLink>,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The last day of a window is over; what comes later is late.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct WindowClosed {
    /// Which window.
    pub window: u16,
}

/// There will be no further windows.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct MonitoringEnded {
    /// On what ground.
    pub basis: Basis,
}
