//! The summary of all offices, for the region.

use super::{
    super::{Site, access::Visitor, fault::Fault, pages::written},
    ask::{Paging, Times, within},
};
use crate::{
    app::RegionAsked,
    json::{Fulfilment, OfficeTold},
};
use axum::{
    Extension, Json,
    extract::{Query, State},
};
use serde::Serialize;
use utoipa::ToSchema;

/// A page of the offices, and all of them together.
#[derive(Serialize, ToSchema)]
pub struct RegionShown {
    /// All offices together, those of other pages too.
    pub total: Fulfilment,
    /// The offices of this page, by territory.
    pub items: Vec<OfficeTold>,
    /// `cursor` of the next page; null on the last one.
    pub next: Option<String>,
}

/// Every office with its roadmaps in force on the day: the same figures as those of the roadmaps themselves.
#[utoipa::path(get, path = "/api/v1/region", tag = "figures", params(Times, Paging),
    responses((status = 200, body = RegionShown)))]
pub async fn region(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Query(times): Query<Times>,
    Query(paging): Query<Paging>,
) -> Result<Json<RegionShown>, Fault> {
    let zone = site.app.office_brief(visitor.account.office).await?.zone;
    let known_at = match &times.known_at {
        Some(text) => Some(written::read_moment(text, zone).ok_or(Fault::BadRequest("bad-moment"))?),
        None => None,
    };
    let asked = RegionAsked { as_of: times.as_of.map(within).transpose()?, known_at };
    let told: Vec<OfficeTold> = site.app.region(asked).await?.iter().map(OfficeTold::of).collect();
    let total = OfficeTold::total(&told);
    let page = paging.page((1..).zip(told))?;
    Ok(Json(RegionShown { total, items: page.items, next: page.next }))
}
