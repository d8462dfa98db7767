//! Forms of a risk monitoring as documents: cards of self-analysis and curators' protocols, as they stand on a day.

use super::codes;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use vekha_domain::{
    ids::{OrganisationId, PersonId},
    scoring::{
        risks::{CardLine, Observation, RiskStanding},
        sheet::Sheet,
    },
};

/// A school's card of self-analysis.
#[derive(Serialize, ToSchema)]
pub struct CardShown {
    /// Which school.
    #[schema(value_type = Uuid)]
    pub organisation: OrganisationId,
    /// Since when it stands; null as long as there is none.
    pub noted_on: Option<NaiveDate>,
    /// Who filled it in.
    #[schema(value_type = Option<Uuid>)]
    pub noted_by: Option<PersonId>,
    /// Factors against which something is done.
    pub lines: Vec<CardLineShown>,
}

/// A line of a card.
#[derive(Serialize, ToSchema)]
pub struct CardLineShown {
    /// Code of the factor.
    pub factor: String,
    /// What the school does against it.
    pub measures: String,
    /// When, in words.
    pub period: String,
}

/// A curator's protocol of a school.
#[derive(Serialize, ToSchema)]
pub struct ProtocolShown {
    /// Which school.
    #[schema(value_type = Uuid)]
    pub organisation: OrganisationId,
    /// Since when it stands; null as long as there is none.
    pub noted_on: Option<NaiveDate>,
    /// Who filled it in.
    #[schema(value_type = Option<Uuid>)]
    pub noted_by: Option<PersonId>,
    /// Signs that were diagnosed or seen.
    pub observations: Vec<ObservationShown>,
}

/// A sign of risk.
#[derive(Serialize, ToSchema)]
pub struct ObservationShown {
    /// Number of its group.
    pub group: String,
    /// The sign; of the order's list or added by the curator.
    pub sign: String,
    /// The school's risk profile names it.
    pub diagnosed: bool,
    /// What the curator saw confirms it.
    pub confirmed: bool,
    /// What follows from the two.
    #[schema(schema_with = codes::risks)]
    pub standing: RiskStanding,
}

impl CardShown {
    /// The card of a school, or that there is none.
    pub fn of(sheet: &Sheet<'_>, organisation: OrganisationId) -> CardShown {
        let card = sheet.card(organisation);
        let line = |line: &CardLine| CardLineShown {
            factor: line.factor.clone(),
            measures: line.measures.clone(),
            period: line.period.clone(),
        };
        CardShown {
            organisation,
            noted_on: card.map(|(on, ..)| *on),
            noted_by: card.map(|(_, by, _)| *by),
            lines: card.map(|(.., card)| card.lines.iter().map(line).collect()).unwrap_or_default(),
        }
    }
}

impl ProtocolShown {
    /// The protocol of a school, or that there is none.
    pub fn of(sheet: &Sheet<'_>, organisation: OrganisationId) -> ProtocolShown {
        let protocol = sheet.protocol(organisation);
        let observation = |line: &Observation| ObservationShown {
            group: line.group.clone(),
            sign: line.sign.clone(),
            diagnosed: line.diagnosed,
            confirmed: line.confirmed,
            standing: line.standing(),
        };
        let observations = protocol.map(|(.., of)| of.lines.iter().map(observation).collect());
        ProtocolShown {
            organisation,
            noted_on: protocol.map(|(on, ..)| *on),
            noted_by: protocol.map(|(_, by, _)| *by),
            observations: observations.unwrap_or_default(),
        }
    }
}
