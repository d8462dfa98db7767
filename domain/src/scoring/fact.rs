//! Facts of a window that is scored: values entered and corrected, the note, recommendations and decisions.

use super::{Cluster, Value, clusters::ClusterDecided, exact::Exact};
use crate::{
    event::Basis,
    ids::{ActivityId, OrganisationId, PersonId},
    proof::ProofLink,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Whose value it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Whose {
    /// The organisation that answers; the office itself for the municipality.
    pub organisation: OrganisationId,
    /// One of its teachers, where the model looks at teachers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub teacher: Option<PersonId>,
}

/// A value was entered.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ValueReported {
    /// Which window.
    pub window: u16,
    /// Whose.
    pub whose: Whose,
    /// Code of the indicator.
    pub indicator: String,
    /// The value.
    pub value: Value,
    /// Where what shows it lies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<ProofLink>,
    /// The roadmap's figures, where the value was taken from them and confirmed by the person who entered it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fulfilment: Option<Fulfilment>,
}

/// Another value takes the place of one entered before.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ValueCorrected {
    /// The value as it is now.
    #[serde(flatten)]
    pub now: ValueReported,
    /// Why; always there once the window is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What the roadmap said when a person confirmed it: the ground of an indicator that is its fulfilment.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Fulfilment {
    /// Obligations due by that day.
    pub due: u32,
    /// Those fulfilled.
    pub fulfilled: u32,
    /// By which day.
    pub as_of: NaiveDate,
}

/// The analytical note (аналитическая справка) is published; it cannot be withdrawn, only followed by another.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AnalyticalNotePublished {
    /// Which window.
    pub window: u16,
    /// Where it lies.
    pub link: ProofLink,
    /// Version of the model that its figures rest on.
    pub model_version: u16,
}

/// An addressed recommendation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RecommendationIssued {
    /// Which window.
    pub window: u16,
    /// Its number within the window, from 1.
    pub number: u16,
    /// To whom.
    pub organisation: OrganisationId,
    /// In words.
    pub text: String,
    /// By which day.
    pub due: NaiveDate,
}

/// A decision (управленческое решение).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DecisionTaken {
    /// Which window.
    pub window: u16,
    /// Its number within the window, from 1.
    pub number: u16,
    /// In words.
    pub text: String,
    /// The act it stands in.
    pub basis: Basis,
    /// By which day, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
    /// The activity it became.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity: Option<ActivityId>,
}

/// A person decided which way a school goes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ClassDecided {
    /// Which window.
    pub window: u16,
    /// Which school.
    pub organisation: OrganisationId,
    /// Proposal, decision and reason.
    #[serde(flatten)]
    pub class: ClusterDecided,
}

/// One fact of a scored window.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// See the struct.
    ValueReported(ValueReported),
    /// See the struct.
    ValueCorrected(ValueCorrected),
    /// See the struct.
    AnalyticalNotePublished(AnalyticalNotePublished),
    /// See the struct.
    RecommendationIssued(RecommendationIssued),
    /// See the struct.
    DecisionTaken(DecisionTaken),
    /// See the struct.
    ClassDecided(ClassDecided),
}

impl ValueReported {
    /// A value without links.
    pub fn new(window: u16, whose: Whose, indicator: &str, value: Value) -> ValueReported {
        ValueReported { window, whose, indicator: indicator.to_owned(), value, links: Vec::new(), fulfilment: None }
    }
}

impl Fulfilment {
    /// The share fulfilled, in percent; none while nothing is due.
    pub fn percent(&self) -> Option<Exact> {
        Exact::whole(self.fulfilled).over(Exact::whole(self.due))?.times(Exact::HUNDRED)
    }
}

impl ClassDecided {
    /// Was it decided otherwise than proposed?
    pub fn differs(&self) -> Option<(Cluster, Cluster)> {
        let (proposed, decided) = (self.class.proposed.cluster, self.class.decided);
        (proposed != decided).then_some((proposed, decided))
    }
}
