//! Facts of windows that are scored: the models, values entered, corrected and withdrawn, the note, recommendations, decisions, classes.
//!
//! One event holds what one organisation or teacher has entered at once: a form is one fact to those who read the journal.

use super::Basis;
use crate::{
    ids::{ActivityId, OrganisationId, PersonId},
    proof::ProofLink,
    scoring::{
        Cluster, Model, Value,
        clusters::ClusterDecided,
        risks::{CardLine, Observation},
    },
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The office scores by this model, or by this version of it. Whole: windows that were opened before keep theirs.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ScoringModelAdopted {
    /// The model.
    pub model: Box<Model>,
}

/// Whose value it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Whose {
    /// The organisation that answers; the office itself for the municipality.
    pub organisation: OrganisationId,
    /// One of its teachers, where the model looks at teachers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub teacher: Option<PersonId>,
}

/// A value of an indicator.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Reported {
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

/// Values were entered.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ValuesReported {
    /// Which window.
    pub window: u16,
    /// Whose.
    pub whose: Whose,
    /// What.
    pub values: Vec<Reported>,
}

/// Other values take the place of those entered before.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ValuesCorrected {
    /// Which window.
    pub window: u16,
    /// Whose.
    pub whose: Whose,
    /// What stands from now on.
    pub values: Vec<Reported>,
    /// Why; always there once the window is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Values entered before are taken back: nothing takes their place.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ValuesWithdrawn {
    /// Which window.
    pub window: u16,
    /// Whose.
    pub whose: Whose,
    /// Codes of the indicators.
    pub indicators: Vec<String>,
    /// Why.
    pub reason: String,
}

/// What the roadmap said when a person confirmed it: the ground of an indicator that is its fulfilment.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Fulfilment {
    /// Obligations due by that day.
    pub due: u64,
    /// Those done.
    pub done: u64,
    /// Those done on time.
    pub on_time: u64,
    /// Percent that both shares have to reach.
    pub threshold: u8,
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

/// A recommendation was followed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RecommendationDone {
    /// Which window.
    pub window: u16,
    /// Which recommendation.
    pub number: u16,
    /// Where what shows it lies.
    pub links: Vec<ProofLink>,
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

/// A school's card of self-analysis (карточка самоанализа): the whole card, in place of the one before.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SelfAnalysisNoted {
    /// Which window.
    pub window: u16,
    /// Which school.
    pub organisation: OrganisationId,
    /// Factors against which something is done.
    pub lines: Vec<CardLine>,
}

/// A curator's protocol of a school (протокол куратора): the whole protocol, in place of the one before.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ObservationsNoted {
    /// Which window.
    pub window: u16,
    /// Which school.
    pub organisation: OrganisationId,
    /// Signs that were diagnosed or seen.
    pub lines: Vec<Observation>,
}

impl Fulfilment {
    /// The value of the indicator by these figures; none when nothing was due.
    pub fn value(&self) -> Option<u8> {
        indicator_6(self.due, self.done, self.on_time, self.threshold)
    }
}

/// Indicator 6: 1 when completeness and timeliness both reach the threshold in percent, else 0; none when nothing was due.
/// Counted in whole numbers, so that a threshold of 100 means all.
pub fn indicator_6(due: u64, done: u64, on_time: u64, threshold: u8) -> Option<u8> {
    let reaches = |n: u64| n.saturating_mul(100) >= due.saturating_mul(u64::from(threshold));
    (due > 0).then(|| u8::from(reaches(done) && reaches(on_time)))
}

impl Whose {
    /// An organisation's own.
    pub fn of(organisation: OrganisationId) -> Whose {
        Whose { organisation, teacher: None }
    }
}

impl Reported {
    /// A value without links.
    pub fn new(indicator: &str, value: Value) -> Reported {
        Reported { indicator: indicator.to_owned(), value, links: Vec::new(), fulfilment: None }
    }
}

impl ClassDecided {
    /// Was it decided otherwise than proposed?
    pub fn differs(&self) -> Option<(Cluster, Cluster)> {
        let (proposed, decided) = (self.class.proposed.cluster, self.class.decided);
        (proposed != decided).then_some((proposed, decided))
    }
}
