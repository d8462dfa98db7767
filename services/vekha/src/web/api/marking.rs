//! Writing through the API: a mark of fulfilment, once however often it is sent.

use super::{
    super::{Site, access::Visitor, fault::Fault},
    reading::etag,
};
use crate::app::Command;
use axum::{
    Extension, Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::sync::atomic::{AtomicBool, Ordering};
use utoipa::ToSchema;
use uuid::Uuid;
use vekha_domain::{
    activity::{Activity, Report},
    event::{Change, Executor},
    ids::{ActivityId, MarkId, OfficeId, OrganisationId, PersonId},
    proof::ProofLink,
    refusal::Refusal,
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

/// What became of it.
#[derive(Serialize, ToSchema)]
pub struct Marked {
    /// The mark.
    #[schema(value_type = Uuid)]
    pub mark: MarkId,
    /// Place in the office's log.
    pub position: u64,
    /// False when this very request had been carried out before.
    pub new: bool,
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
    may_mark(&site, &visitor, office, activity, report.executor).await?;
    let wanted = headers.get(header::IF_MATCH).and_then(|v| v.to_str().ok()).map(str::to_owned);
    let (stale, reused) = (AtomicBool::new(false), AtomicBool::new(false));
    let mark = MarkId(id);
    let now = site.app.now();
    let command = Command { office, actor: visitor.person(), id };
    let done = site
        .app
        .change(command, |state, _| {
            let known = state.activity(activity).ok_or(Refusal::ActivityUnknown)?;
            if let Some(before) = known.mark(mark) {
                reused.store(!same(known, before.id, &report), Ordering::Relaxed);
                return Ok(Vec::new());
            }
            if wanted.as_deref().is_some_and(|tags| !matches(tags, state, activity)) {
                stale.store(true, Ordering::Relaxed);
                return Ok(Vec::new());
            }
            decide(state, known, mark, &report, state.local_day(now))
        })
        .await?;
    if reused.into_inner() {
        return Err(Fault::KeyReused);
    }
    if stale.into_inner() {
        return Err(Fault::Precondition);
    }
    let new = done.events > 0;
    let tag = etag(&*site.app.office(office).await?, activity);
    let status = if new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, [(header::ETAG, tag)], Json(Marked { mark, position: done.position, new })).into_response())
}

fn decide(
    state: &OfficeState,
    known: &Activity,
    mark: MarkId,
    report: &Report,
    today: NaiveDate,
) -> Result<Vec<Change>, Refusal> {
    if state.roadmap(known.roadmap).is_some_and(|r| r.closed.is_some()) {
        return Err(Refusal::RoadmapClosed);
    }
    known.complete(mark, report.clone(), state.office(), today)
}

async fn may_mark(
    site: &Site,
    visitor: &Visitor,
    office: OfficeId,
    id: ActivityId,
    executor: Executor,
) -> Result<(), Fault> {
    let known = site.app.office(office).await?;
    let today = known.local_day(site.app.now());
    let activity = known.activity(id).filter(|a| visitor.shows(a, known.office(), today)).ok_or(Fault::NotFound)?;
    if visitor.may_mark(activity, executor, today) { Ok(()) } else { Err(Fault::Forbidden) }
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

/// Is the mark recorded before what this request says?
fn same(activity: &Activity, mark: MarkId, report: &Report) -> bool {
    activity.mark(mark).is_some_and(|m| {
        m.occurrence == report.occurrence
            && m.executor == report.executor
            && m.performed_on == report.performed_on
            && report.links.iter().all(|link| m.proofs.iter().any(|p| p.link == *link))
    })
}

fn matches(tags: &str, state: &OfficeState, activity: ActivityId) -> bool {
    let present = etag(state, activity);
    tags.split(',').map(str::trim).any(|tag| tag == "*" || tag == present)
}

/// One key of one person is one command; other people's keys never meet it.
fn command_id(site: &Site, person: PersonId, headers: &HeaderMap) -> Result<Uuid, Fault> {
    let Some(key) = headers.get("idempotency-key") else { return Ok(site.app.ids().next()) };
    let key = key.as_bytes();
    if key.is_empty() || key.len() > LONGEST_KEY {
        return Err(Fault::BadRequest("bad-idempotency-key"));
    }
    let mut hash = Sha256::new();
    hash.update(person.0.as_bytes());
    hash.update(key);
    let digest = hash.finalize();
    let bytes = digest.first_chunk::<16>().copied().unwrap_or_default();
    Ok(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}
