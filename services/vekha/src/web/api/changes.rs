//! What the API tells of a roadmap after adoption: what was changed, and how it is counted.

use super::{
    super::{
        Site,
        access::Visitor,
        fault::{Fault, language},
    },
    ask::{Page, Paging, Times},
};
use crate::json::{ChangeShown, SettingsShown};
use axum::{
    Extension, Json,
    extract::{Path, Query, State},
    http::HeaderMap,
};
use vekha_domain::ids::{OfficeId, RoadmapId};
use vekha_projections::{Scope, View};

/// Changes after adoption, the newest first; of one day in the order of the roadmap's table.
#[utoipa::path(get, path = "/api/v1/offices/{office}/roadmaps/{roadmap}/changes", tag = "roadmaps",
    params(("office" = Uuid, Path), ("roadmap" = Uuid, Path), Times, Paging),
    responses((status = 200, body = Page<ChangeShown>)))]
pub async fn changes(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path((office, roadmap)): Path<(OfficeId, RoadmapId)>,
    Query(times): Query<Times>,
    Query(paging): Query<Paging>,
    headers: HeaderMap,
) -> Result<Json<Page<ChangeShown>>, Fault> {
    let names = site.app.names(office).await?;
    let asked = times.of(&site, office).await?;
    asked.known.roadmap(roadmap).ok_or(Fault::NotFound)?;
    let view = View::new(&asked.known, asked.as_of);
    let mut all = view.changes(&Scope::roadmap(roadmap));
    all.retain(|change| visitor.shows(change.activity, asked.known.office(), asked.as_of));
    let page = paging.page((1..).zip(&all))?;
    let lang = language(&headers);
    let items = page.items.into_iter().map(|change| ChangeShown::of(change, &view, &names, lang)).collect();
    Ok(Json(Page { items, next: page.next }))
}

/// How the roadmap is counted on the day.
#[utoipa::path(get, path = "/api/v1/offices/{office}/roadmaps/{roadmap}/settings", tag = "roadmaps",
    params(("office" = Uuid, Path), ("roadmap" = Uuid, Path), Times),
    responses((status = 200, body = SettingsShown)))]
pub async fn settings(
    State(site): State<Site>,
    Path((office, roadmap)): Path<(OfficeId, RoadmapId)>,
    Query(times): Query<Times>,
) -> Result<Json<SettingsShown>, Fault> {
    let asked = times.of(&site, office).await?;
    let roadmap = asked.known.roadmap(roadmap).ok_or(Fault::NotFound)?;
    Ok(Json(roadmap.settings_on(asked.as_of).into()))
}
