//! Reading through the API: offices, roadmaps, activities, the history.

use super::{
    super::{
        Site,
        access::Visitor,
        fault::{Fault, language},
    },
    ask::{Asked, Page, Paging, Times},
    once,
};
use crate::{
    app::Names,
    json::{ActivityShown, RoadmapBrief, Told},
    wording::Lang,
};
use axum::{
    Extension, Json,
    extract::{Path, Query, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vekha_domain::{
    activity::Activity,
    event::{Executor, Recorded},
    ids::{ActivityId, OfficeId, OrganisationId, RoadmapId},
    stream::Stream,
};
use vekha_projections::View;

/// An office in the list.
#[derive(Serialize, ToSchema)]
pub struct OfficeShown {
    /// Id.
    #[schema(value_type = uuid::Uuid)]
    pub id: OfficeId,
    /// Full name.
    pub name: String,
    /// Municipality or region.
    pub territory: String,
}

/// The offices this visitor reads.
#[utoipa::path(get, path = "/api/v1/offices", tag = "offices", responses((status = 200, body = Vec<OfficeShown>)))]
pub async fn offices(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
) -> Result<Json<Vec<OfficeShown>>, Fault> {
    let offices = site.app.offices().await?.into_iter().filter(|office| visitor.sees(office.id));
    Ok(Json(offices.map(|o| OfficeShown { id: o.id, name: o.name, territory: o.territory }).collect()))
}

/// The office's roadmaps.
#[utoipa::path(get, path = "/api/v1/offices/{office}/roadmaps", tag = "roadmaps",
    params(("office" = Uuid, Path), Times), responses((status = 200, body = Vec<RoadmapBrief>)))]
pub async fn roadmaps(
    State(site): State<Site>,
    Path(office): Path<OfficeId>,
    Query(times): Query<Times>,
) -> Result<Json<Vec<RoadmapBrief>>, Fault> {
    let asked = times.of(&site, office).await?;
    let view = View::new(&asked.known, asked.as_of);
    Ok(Json(asked.known.roadmaps().filter_map(|r| RoadmapBrief::of(&view, r.id)).collect()))
}

/// One roadmap.
#[utoipa::path(get, path = "/api/v1/offices/{office}/roadmaps/{roadmap}", tag = "roadmaps",
    params(("office" = Uuid, Path), ("roadmap" = Uuid, Path), Times),
    responses((status = 200, body = RoadmapBrief)))]
pub async fn roadmap(
    State(site): State<Site>,
    Path((office, roadmap)): Path<(OfficeId, RoadmapId)>,
    Query(times): Query<Times>,
) -> Result<Json<RoadmapBrief>, Fault> {
    let asked = times.of(&site, office).await?;
    RoadmapBrief::of(&View::new(&asked.known, asked.as_of), roadmap).map(Json).ok_or(Fault::NotFound)
}

/// The roadmap's activities in the order of its table.
#[utoipa::path(get, path = "/api/v1/offices/{office}/roadmaps/{roadmap}/activities", tag = "activities",
    params(("office" = Uuid, Path), ("roadmap" = Uuid, Path), Times, Paging),
    responses((status = 200, body = Page<ActivityShown>)))]
pub async fn activities(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path((office, roadmap)): Path<(OfficeId, RoadmapId)>,
    Query(times): Query<Times>,
    Query(paging): Query<Paging>,
    headers: HeaderMap,
) -> Result<Json<Page<ActivityShown>>, Fault> {
    let names = site.app.names(office).await?;
    let asked = times.of(&site, office).await?;
    let known = &*asked.known;
    known.roadmap(roadmap).ok_or(Fault::NotFound)?;
    let rows = known.activities(roadmap).filter(|a| there(a, &visitor, &asked));
    let lang = language(&headers);
    let page = paging.page(rows.map(|a| (u64::from(a.ordinal), a)))?;
    let items = page.items.into_iter().filter_map(|a| shown(&visitor, &asked, a.id, &names, lang)).collect();
    Ok(Json(Page { items, next: page.next }))
}

/// One activity; its `ETag` is what `If-Match` of a mark wants.
#[utoipa::path(get, path = "/api/v1/offices/{office}/activities/{activity}", tag = "activities",
    params(("office" = Uuid, Path), ("activity" = Uuid, Path), Times),
    responses((status = 200, body = ActivityShown, headers(("ETag" = String)))))]
pub async fn activity(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path((office, activity)): Path<(OfficeId, ActivityId)>,
    Query(times): Query<Times>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let names = site.app.names(office).await?;
    let asked = times.of(&site, office).await?;
    let known = &*asked.known;
    known.activity(activity).filter(|a| there(a, &visitor, &asked)).ok_or(Fault::NotFound)?;
    let shown = shown(&visitor, &asked, activity, &names, language(&headers)).ok_or(Fault::NotFound)?;
    Ok(([(header::ETAG, once::etag(known, Stream::Activity(activity)))], Json(shown)).into_response())
}

/// Is the activity in the plan on the day, and this visitor's to see?
fn there(activity: &Activity, visitor: &Visitor, asked: &Asked) -> bool {
    activity.planned_on <= asked.as_of && visitor.shows(activity, asked.known.office(), asked.as_of)
}

/// An activity with those of its marks that the visitor may see.
fn shown(visitor: &Visitor, asked: &Asked, id: ActivityId, names: &Names, lang: Lang) -> Option<ActivityShown> {
    let mut shown = ActivityShown::of(&asked.known, id, asked.as_of, names, lang)?;
    shown.marks.retain(|m| {
        visitor.sees_work_of(m.organisation.map_or(Executor::Joint, |id| Executor::Member(OrganisationId(id))))
    });
    Some(shown)
}

/// What part of the history is wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct HistoryOf {
    /// One stream only, for example `activity-<id>`.
    pub stream: Option<String>,
}

/// Events, oldest first, each as a sentence and as it was recorded.
#[utoipa::path(get, path = "/api/v1/offices/{office}/history", tag = "history",
    params(("office" = Uuid, Path), HistoryOf, Paging), responses((status = 200, body = Page<Told>)))]
pub async fn history(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(office): Path<OfficeId>,
    Query(of): Query<HistoryOf>,
    Query(paging): Query<Paging>,
    headers: HeaderMap,
) -> Result<Json<Page<Told>>, Fault> {
    let stream =
        of.stream.as_deref().map(str::parse::<Stream>).transpose().map_err(|_| Fault::BadRequest("bad-stream"))?;
    let names = site.app.names(office).await?;
    let events = site.app.events(office, stream, None).await?;
    let known = site.app.office(office).await?;
    let today = known.local_day(site.app.now());
    let seen = |event: &&Recorded| visitor.reads(event, &known, today);
    let lang = language(&headers);
    let page = paging.page(events.iter().filter(seen).map(|e| (e.position, e)))?;
    let items = page.items.into_iter().map(|e| Told::of(lang, office, e, &known, &names)).collect();
    Ok(Json(Page { items, next: page.next }))
}
