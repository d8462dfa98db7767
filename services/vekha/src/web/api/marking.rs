//! Writing through the API: a mark of fulfilment, once however often it is sent.

use super::{
    super::{
        Site,
        access::Visitor,
        fault::Fault,
        marking::{self, Asked, Marked},
    },
    ask,
    once::{self, Once},
};
use axum::{
    Extension, Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use vekha_domain::{
    activity::Report,
    event::Executor,
    ids::{ActivityId, OfficeId, OrganisationId},
    proof::ProofLink,
    stream::Stream,
};
use vekha_projections::OfficeState;

/// A mark of fulfilment.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Completion {
    /// Number of the occurrence within the activity.
    pub occurrence: u16,
    /// The member of a group whose mark it is; none for the responsible together.
    #[schema(value_type = Option<uuid::Uuid>)]
    pub organisation: Option<OrganisationId>,
    /// The day the work was performed, of the year 2000 or later and not later than today.
    pub performed_on: NaiveDate,
    /// Confirming documents (http or https), at least one, each at most 2,000 bytes long.
    #[schema(min_items = 1, max_items = 100)]
    pub links: Vec<String>,
    /// Short result.
    #[schema(max_length = 4_000)]
    pub note: Option<String>,
}

/// Marks an occurrence as fulfilled.
///
/// Repeating the request with the same `Idempotency-Key` has no second effect and gives the same mark.
/// With `If-Match` it is carried out only on that version of the activity.
#[utoipa::path(post, path = "/api/v1/offices/{office}/activities/{activity}/completions", tag = "activities",
    params(("office" = Uuid, Path), ("activity" = Uuid, Path),
        Once),
    request_body = Completion,
    responses((status = 201, body = Marked, headers(("ETag" = String))),
        (status = 200, body = Marked, description = "Carried out before", headers(("ETag" = String)))))]
pub async fn complete(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path((office, activity)): Path<(OfficeId, ActivityId)>,
    headers: HeaderMap,
    Json(completion): Json<Completion>,
) -> Result<Response, Fault> {
    let id = once::command_id(&site, &visitor, &headers, "")?;
    let report = report(completion)?;
    let stands = |state: &OfficeState| once::stands(&headers, state, Stream::Activity(activity));
    let marked = marking::make(&site, &visitor, Asked { office, activity, id, report }, stands).await?;
    let tag = once::etag(&*site.app.office(office).await?, Stream::Activity(activity));
    let status = if marked.new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, [(header::ETAG, tag)], Json(marked)).into_response())
}

fn report(completion: Completion) -> Result<Report, Fault> {
    let links: Result<Vec<ProofLink>, _> = completion.links.iter().map(|text| ProofLink::parse(text)).collect();
    Ok(Report {
        occurrence: completion.occurrence,
        executor: completion.organisation.map_or(Executor::Joint, Executor::Member),
        performed_on: ask::within(completion.performed_on)?,
        links: links.map_err(Fault::Link)?,
        note: completion.note,
    })
}
