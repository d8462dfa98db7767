//! An office's organisations and groups as documents, as they stood on a day.

use super::{BasisShown, codes};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use vekha_domain::{
    event::OrganisationKind,
    ids::{GroupId, OrganisationId},
    office::{Group, Organisation},
};

/// A school, a centre or the office itself.
#[derive(Clone, PartialEq, Debug, Serialize, ToSchema)]
pub struct OrganisationShown {
    /// Id.
    #[schema(value_type = uuid::Uuid)]
    pub id: OrganisationId,
    /// Name as printed.
    pub name: String,
    /// What it is.
    #[schema(schema_with = codes::organisations)]
    pub kind: OrganisationKind,
    /// On what ground it is closed; null as long as it is not.
    pub closed: Option<BasisShown>,
}

/// A group (группа): each of its members makes a mark of its own.
#[derive(Clone, PartialEq, Debug, Serialize, ToSchema)]
pub struct GroupShown {
    /// Id.
    #[schema(value_type = uuid::Uuid)]
    pub id: GroupId,
    /// Name as printed.
    pub name: String,
    /// Ids of the organisations that belong to it on the day.
    #[schema(value_type = Vec<uuid::Uuid>)]
    pub members: Vec<OrganisationId>,
}

impl OrganisationShown {
    /// The organisation on a day.
    pub fn of(organisation: &Organisation, day: NaiveDate) -> OrganisationShown {
        OrganisationShown {
            id: organisation.id,
            name: organisation.name.clone(),
            kind: organisation.kind,
            closed: organisation.closed.as_ref().filter(|basis| basis.date <= day).map(BasisShown::from),
        }
    }
}

impl GroupShown {
    /// The group on a day.
    pub fn of(group: &Group, day: NaiveDate) -> GroupShown {
        GroupShown { id: group.id, name: group.name.clone(), members: group.members_on(day).collect() }
    }
}
