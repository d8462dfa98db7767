//! The yearly analysis and the report of a term or quarter through the API. A head is answered for the own school.

use super::{
    super::{Site, access::Visitor, fault::Fault},
    ask::{Asked, Times, within},
    figures::scope,
};
use crate::json::AnalysisShown;
use axum::{
    Extension, Json,
    extract::{Path, Query, State},
};
use serde::Deserialize;
use utoipa::IntoParams;
use vekha_domain::ids::{OfficeId, RoadmapId};
use vekha_projections::{Called, Period, View};

/// Which period.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Of {
    /// A year `2023`, a school year `2022-23`, a quarter `2023-Q2` or a school term `2022-23-3`.
    #[param(example = "2022-23", pattern = r"^\d{4}(-\d{2}(-\d)?|-Q[1-4])?$")]
    pub period: String,
}

/// What was due within a period and what became of it: figures beside those of a year earlier, part by part; how late; moves, returns
/// and reasons; letters; documents. As of the day, by the rules of every other figure.
#[utoipa::path(get, path = "/api/v1/offices/{office}/roadmaps/{roadmap}/analysis", tag = "figures",
    params(("office" = Uuid, Path), ("roadmap" = Uuid, Path), Of, Times),
    responses((status = 200, body = AnalysisShown)))]
pub async fn analysis(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path((office, roadmap)): Path<(OfficeId, RoadmapId)>,
    Query(of): Query<Of>,
    Query(times): Query<Times>,
) -> Result<Json<AnalysisShown>, Fault> {
    let names = site.app.names(office).await?;
    let asked = times.of(&site, office).await?;
    let view = View::new(&asked.known, asked.as_of);
    let scope = scope(&asked, &visitor, roadmap)?;
    let (period, before) = days(&of.period, &asked).ok_or(Fault::BadRequest("bad-report-period"))?;
    let analysis = view.analysis(&scope, period, before);
    Ok(Json(AnalysisShown::of(&analysis, &view, &scope, asked.known_at, &names)))
}

/// The period and the one a year earlier, by the terms of the office.
fn days(code: &str, asked: &Asked) -> Option<(Period, Option<Period>)> {
    let called = Called::parse(code)?;
    let terms = asked.known.office().school_terms();
    let period = called.period(terms)?;
    within(period.from).and(within(period.to)).ok()?;
    Some((period, called.previous().period(terms)))
}
