//! Figures through the API: obligations, the indicator, what is overdue. A head is answered for the own school.

use super::{
    super::{Site, access::Visitor, fault::Fault},
    ask::{Asked, Page, Paging, Times},
};
use crate::json::{self, Fulfilment, ObligationShown, OverdueRow};
use axum::{
    Extension, Json,
    extract::{Path, Query, State},
};
use serde::Deserialize;
use utoipa::IntoParams;
use vekha_domain::ids::{OfficeId, RoadmapId};
use vekha_projections::{By, Scope, State as Standing, View};

/// Dated obligations in the order of the roadmap's table.
#[utoipa::path(get, path = "/api/v1/offices/{office}/roadmaps/{roadmap}/obligations", tag = "figures",
    params(("office" = Uuid, Path), ("roadmap" = Uuid, Path), Times, InState, Paging),
    responses((status = 200, body = Page<ObligationShown>)))]
pub async fn obligations(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path((office, roadmap)): Path<(OfficeId, RoadmapId)>,
    Query(times): Query<Times>,
    Query(wanted): Query<InState>,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<ObligationShown>>, Fault> {
    if wanted.state.as_deref().is_some_and(|wanted| Standing::ALL.iter().all(|state| state.code() != wanted)) {
        return Err(Fault::BadRequest("bad-state"));
    }
    let asked = times.of(&site, office).await?;
    let view = View::new(&asked.known, asked.as_of);
    let mut all = view.obligations(&scope(&asked, &visitor, roadmap)?);
    all.retain(|o| wanted.state.as_deref().is_none_or(|state| o.state.code() == state));
    let page = paging.page((1..).zip(&all))?;
    let items = page.items.into_iter().map(|o| ObligationShown::of(o, &view)).collect();
    Ok(Json(Page { items, next: page.next }))
}

/// Which obligations.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct InState {
    /// Only those in this state.
    #[param(schema_with = json::states)]
    pub state: Option<String>,
}

/// Whether the figures are divided.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Divided {
    /// Into which parts; none unless given.
    #[param(schema_with = json::divisions)]
    pub by: Option<By>,
}

/// The indicator «Roadmap fulfilment» with all that it is made of.
#[utoipa::path(get, path = "/api/v1/offices/{office}/roadmaps/{roadmap}/fulfilment", tag = "figures",
    params(("office" = Uuid, Path), ("roadmap" = Uuid, Path), Times, Divided),
    responses((status = 200, body = Fulfilment)))]
pub async fn fulfilment(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path((office, roadmap)): Path<(OfficeId, RoadmapId)>,
    Query(times): Query<Times>,
    Query(divided): Query<Divided>,
) -> Result<Json<Fulfilment>, Fault> {
    let names = site.app.names(office).await?;
    let asked = times.of(&site, office).await?;
    let view = View::new(&asked.known, asked.as_of);
    let scope = scope(&asked, &visitor, roadmap)?;
    Ok(Json(Fulfilment::of(&view, &scope, divided.by, asked.known_at, &names)))
}

/// What is overdue, the latest first.
#[utoipa::path(get, path = "/api/v1/offices/{office}/roadmaps/{roadmap}/overdue", tag = "figures",
    params(("office" = Uuid, Path), ("roadmap" = Uuid, Path), Times),
    responses((status = 200, body = Vec<OverdueRow>)))]
pub async fn overdue(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path((office, roadmap)): Path<(OfficeId, RoadmapId)>,
    Query(times): Query<Times>,
) -> Result<Json<Vec<OverdueRow>>, Fault> {
    let names = site.app.names(office).await?;
    let asked = times.of(&site, office).await?;
    let scope = scope(&asked, &visitor, roadmap)?;
    Ok(Json(json::overdue(&View::new(&asked.known, asked.as_of), &scope, &names)))
}

/// What of the roadmap the visitor is answered for.
pub(super) fn scope(asked: &Asked, visitor: &Visitor, roadmap: RoadmapId) -> Result<Scope, Fault> {
    asked.known.roadmap(roadmap).ok_or(Fault::NotFound)?;
    Ok(visitor.scope(roadmap))
}
