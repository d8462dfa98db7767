//! «Что изменилось между датами» through the API. A head is told what the own school may see.

use super::{
    super::{
        Site,
        access::Visitor,
        comparing::{Compared, Entries, Wanted},
        fault::{Fault, language},
    },
    ask::{Times, within},
};
use crate::json::{BetweenShown, DifferenceShown, Fulfilment};
use axum::{
    Extension, Json,
    extract::{Path, Query, State},
    http::HeaderMap,
};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;
use vekha_domain::ids::{OfficeId, RoadmapId};
use vekha_projections::View;

/// Which two days.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Span {
    /// The first day; the end of the quarter before the second unless given.
    pub from: Option<NaiveDate>,
    /// The second, not after `as_of`; that day unless given, or with neither day the end of the last quarter.
    pub to: Option<NaiveDate>,
}

impl Span {
    fn wanted(&self) -> Result<Wanted, Fault> {
        let typed = |day: Option<NaiveDate>| day.map(within).transpose().map(|day| day.map(|day| day.to_string()));
        Ok(Wanted { from: typed(self.from)?.unwrap_or_default(), to: typed(self.to)?.unwrap_or_default() })
    }
}

/// What changed between two days, each as it was known then: the figures of both, and every fact that counts on the second and did
/// not on the first, with the entries of the log it came by.
#[utoipa::path(get, path = "/api/v1/offices/{office}/roadmaps/{roadmap}/between", tag = "history",
    params(("office" = Uuid, Path), ("roadmap" = Uuid, Path), Span, Times),
    responses((status = 200, body = BetweenShown)))]
pub async fn between(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path((office, roadmap)): Path<(OfficeId, RoadmapId)>,
    Query(span): Query<Span>,
    Query(times): Query<Times>,
    headers: HeaderMap,
) -> Result<Json<BetweenShown>, Fault> {
    let (wanted, lang) = (span.wanted()?, language(&headers));
    let names = site.app.names(office).await?;
    let asked = times.of(&site, office).await?;
    asked.known.roadmap(roadmap).ok_or(Fault::NotFound)?;
    let place = asked.place(&site, office);
    let compared = Compared::of(place, &wanted).await?;
    if compared.ends.wrong() {
        return Err(Fault::BadRequest("bad-span"));
    }
    let (from, to) = (compared.ends.from, compared.ends.to);
    let after = compared.after(place);
    let mut entries = Entries::of(place, &compared).await?;
    let mut differences = Vec::new();
    for difference in compared.differences(place, roadmap, &visitor) {
        let mut events = entries.of_difference(&difference).await?;
        events.retain(|event| visitor.reads(event, after.state(), to));
        differences.push(DifferenceShown::of(&difference, &events, (from, &after), &names, lang));
    }
    let scope = visitor.scope(roadmap);
    let figures = |view: &View<'_>, known_at| Fulfilment::of(view, &scope, None, known_at, &names);
    Ok(Json(BetweenShown {
        roadmap,
        from,
        from_known_at: compared.moments.0,
        to,
        to_known_at: compared.moments.1,
        before: figures(&compared.before(), compared.moments.0),
        before_as_known_later: figures(&View::new(after.state(), from), compared.moments.1),
        after: figures(&after, compared.moments.1),
        differences,
    }))
}
