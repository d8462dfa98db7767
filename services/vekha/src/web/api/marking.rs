//! Writing through the API: a mark of fulfilment, once however often it is sent.

use super::{
    super::{
        Site,
        access::Visitor,
        fault::Fault,
        marking::{self, Asked, Marked},
    },
    reading::etag,
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
use uuid::Uuid;
use vekha_domain::{
    activity::Report,
    event::Executor,
    ids::{ActivityId, OfficeId, OrganisationId, PersonId},
    proof::ProofLink,
};
use vekha_projections::OfficeState;

/// Longest `Idempotency-Key`, in bytes.
const LONGEST_KEY: usize = 255;

/// A mark of fulfilment.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Completion {
    /// Number of the occurrence within the activity.
    pub occurrence: u16,
    /// The member of a group whose mark it is; none for the responsible together.
    #[schema(value_type = Option<Uuid>)]
    pub organisation: Option<OrganisationId>,
    /// The day the work was performed, not later than today.
    pub performed_on: NaiveDate,
    /// Confirming documents (http or https), at least one.
    pub links: Vec<String>,
    /// Short result.
    pub note: Option<String>,
}

/// Marks an occurrence as fulfilled.
///
/// Repeating the request with the same `Idempotency-Key` has no second effect and gives the same mark.
/// With `If-Match` it is carried out only on that version of the activity.
#[utoipa::path(post, path = "/api/v1/offices/{office}/activities/{activity}/completions", tag = "activities",
    params(("office" = Uuid, Path), ("activity" = Uuid, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "Made by the client, unique for this mark"),
        ("If-Match" = Option<String>, Header, description = "`ETag` of the activity as it was read")),
    request_body = Completion,
    responses((status = 201, body = Marked), (status = 200, body = Marked, description = "Carried out before"),
        (status = 403, body = super::problem::Problem), (status = 404, body = super::problem::Problem),
        (status = 412, body = super::problem::Problem), (status = 422, body = super::problem::Problem)))]
pub async fn complete(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path((office, activity)): Path<(OfficeId, ActivityId)>,
    headers: HeaderMap,
    Json(completion): Json<Completion>,
) -> Result<Response, Fault> {
    let id = command_id(&site, visitor.person(), &headers)?;
    let report = report(completion)?;
    let wanted = headers.get(header::IF_MATCH).and_then(|v| v.to_str().ok());
    let stands = |state: &OfficeState| wanted.is_none_or(|tags| matches(tags, state, activity));
    let marked = marking::make(&site, &visitor, Asked { office, activity, id, report }, stands).await?;
    let tag = etag(&*site.app.office(office).await?, activity);
    let status = if marked.new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, [(header::ETAG, tag)], Json(marked)).into_response())
}

fn report(completion: Completion) -> Result<Report, Fault> {
    let links: Result<Vec<ProofLink>, _> = completion.links.iter().map(|text| ProofLink::parse(text)).collect();
    Ok(Report {
        occurrence: completion.occurrence,
        executor: completion.organisation.map_or(Executor::Joint, Executor::Member),
        performed_on: completion.performed_on,
        links: links.map_err(Fault::Link)?,
        note: completion.note,
    })
}

fn matches(tags: &str, state: &OfficeState, activity: ActivityId) -> bool {
    let present = etag(state, activity);
    tags.split(',').map(str::trim).any(|tag| tag == "*" || tag == present)
}

fn command_id(site: &Site, person: PersonId, headers: &HeaderMap) -> Result<Uuid, Fault> {
    let Some(key) = headers.get("idempotency-key") else { return Ok(site.app.ids().next()) };
    let key = key.as_bytes();
    if key.is_empty() || key.len() > LONGEST_KEY {
        return Err(Fault::BadRequest("bad-idempotency-key"));
    }
    Ok(marking::command_id(person, key))
}
