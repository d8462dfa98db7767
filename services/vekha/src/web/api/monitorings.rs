//! Monitorings with their windows through the API, and how far a window has come. A head is told of the own school only.

use super::{
    super::{Site, access::Visitor, fault::Fault},
    ask::Times,
    once, scores,
};
use crate::json::{MonitoringShown, ProgressShown};
use axum::{
    Extension, Json,
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse, Response},
};
use vekha_domain::{
    ids::{MonitoringId, OfficeId},
    stream::Stream,
};
use vekha_projections::View;

/// Monitorings by their title, those that have ended too, each with its windows and how many have answered.
#[utoipa::path(get, path = "/api/v1/offices/{office}/monitorings", tag = "monitorings",
    params(("office" = Uuid, Path), Times), responses((status = 200, body = Vec<MonitoringShown>)))]
pub async fn monitorings(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(office): Path<OfficeId>,
    Query(times): Query<Times>,
) -> Result<Json<Vec<MonitoringShown>>, Fault> {
    let asked = times.of(&site, office).await?;
    let view = View::new(&asked.known, asked.as_of);
    let planned = asked.known.monitorings().filter(|of| of.planned_on <= asked.as_of);
    let sees = |organisation| visitor.sees_values_of(organisation);
    let mut shown: Vec<MonitoringShown> = planned.map(|of| MonitoringShown::of(&view, of, sees)).collect();
    if visitor.only_school().is_some() {
        shown.retain(|of| of.windows.iter().any(|window| window.asked > 0));
    }
    shown.sort_by(|a, b| (&a.title, a.id).cmp(&(&b.title, b.id)));
    Ok(Json(shown))
}

/// Who has to answer in a window, who has, since when, and how many values are there.
#[utoipa::path(get, path = "/api/v1/offices/{office}/monitorings/{monitoring}/windows/{window}/progress", tag = "monitorings",
    params(("office" = Uuid, Path), ("monitoring" = Uuid, Path), ("window" = u16, Path), Times),
    responses((status = 200, body = ProgressShown, headers(("ETag" = String)))))]
pub async fn progress(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path((office, monitoring, window)): Path<(OfficeId, MonitoringId, String)>,
    Query(times): Query<Times>,
) -> Result<Response, Fault> {
    let number = scores::number(&window)?;
    let asked = times.of(&site, office).await?;
    let view = View::new(&asked.known, asked.as_of);
    let known = asked.known.monitoring(monitoring).filter(|of| of.planned_on <= asked.as_of);
    let window = known.and_then(|of| of.window(number)).ok_or(Fault::NotFound)?;
    let mut rows = view.progress(monitoring, number);
    rows.retain(|row| visitor.sees_values_of(row.organisation));
    let shown = ProgressShown::of(window, &rows, (asked.as_of, asked.known_at));
    let tag = once::etag(&asked.known, Stream::Monitoring(monitoring));
    Ok(([(header::ETAG, tag)], Json(shown)).into_response())
}
