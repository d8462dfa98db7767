//! The office's organisations and groups through the API. A head is told of the own school only.

use super::{
    super::{Site, access::Visitor, fault::Fault},
    ask::Times,
};
use crate::json::{GroupShown, OrganisationShown};
use axum::{
    Extension, Json,
    extract::{Path, Query, State},
};
use vekha_domain::ids::OfficeId;

/// Organisations by name, the closed ones too.
#[utoipa::path(get, path = "/api/v1/offices/{office}/organisations", tag = "offices",
    params(("office" = Uuid, Path), Times), responses((status = 200, body = Vec<OrganisationShown>)))]
pub async fn organisations(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(office): Path<OfficeId>,
    Query(times): Query<Times>,
) -> Result<Json<Vec<OrganisationShown>>, Fault> {
    let asked = times.of(&site, office).await?;
    let all = asked.known.office().organisations();
    let seen = all.filter(|o| visitor.only_school().is_none_or(|school| o.id == school));
    let mut shown: Vec<OrganisationShown> = seen.map(|o| OrganisationShown::of(o, asked.as_of)).collect();
    shown.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    Ok(Json(shown))
}

/// Groups by name, each with its members on the day.
#[utoipa::path(get, path = "/api/v1/offices/{office}/groups", tag = "offices",
    params(("office" = Uuid, Path), Times), responses((status = 200, body = Vec<GroupShown>)))]
pub async fn groups(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(office): Path<OfficeId>,
    Query(times): Query<Times>,
) -> Result<Json<Vec<GroupShown>>, Fault> {
    let asked = times.of(&site, office).await?;
    let mut shown: Vec<GroupShown> =
        asked.known.office().groups().map(|group| GroupShown::of(group, asked.as_of)).collect();
    if let Some(school) = visitor.only_school() {
        shown.iter_mut().for_each(|group| group.members.retain(|member| *member == school));
        shown.retain(|group| !group.members.is_empty());
    }
    shown.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    Ok(Json(shown))
}
