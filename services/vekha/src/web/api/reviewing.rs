//! Accepting, returning and taking back a mark through the API.

use super::{
    super::{
        Site,
        access::Visitor,
        fault::Fault,
        marking::Marked,
        reviewing::{self, Asked, Deed},
    },
    once::{self, Once},
};
use axum::{
    Extension, Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use utoipa::ToSchema;
use vekha_domain::{
    ids::{ActivityId, MarkId, OfficeId},
    stream::Stream,
};

/// Why a mark is returned or taken back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// In words that the author of the mark reads.
    #[schema(min_length = 1, max_length = 4_000)]
    pub reason: String,
}

/// Which mark of which activity.
type OfMark = (OfficeId, ActivityId, MarkId);

/// Accepts a mark.
#[utoipa::path(post, path = "/api/v1/offices/{office}/activities/{activity}/marks/{mark}/acceptance", tag = "marks",
    params(("office" = Uuid, Path), ("activity" = Uuid, Path), ("mark" = Uuid, Path), Once),
    responses((status = 201, body = Marked, headers(("ETag" = String))),
        (status = 200, body = Marked, description = "It was so already", headers(("ETag" = String)))))]
pub async fn accept(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(of): Path<OfMark>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    carry_out(&site, &visitor, of, Deed::Accept, String::new(), &headers).await
}

/// Returns a mark to its author with a reason.
#[utoipa::path(post, path = "/api/v1/offices/{office}/activities/{activity}/marks/{mark}/return", tag = "marks",
    params(("office" = Uuid, Path), ("activity" = Uuid, Path), ("mark" = Uuid, Path), Once), request_body = Reason,
    responses((status = 201, body = Marked, headers(("ETag" = String))),
        (status = 200, body = Marked, description = "It was so already", headers(("ETag" = String)))))]
pub async fn send_back(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(of): Path<OfMark>,
    headers: HeaderMap,
    Json(Reason { reason }): Json<Reason>,
) -> Result<Response, Fault> {
    carry_out(&site, &visitor, of, Deed::Return, reason, &headers).await
}

/// Takes a mark back with a reason: its author may, and the coordinator.
#[utoipa::path(post, path = "/api/v1/offices/{office}/activities/{activity}/marks/{mark}/retraction", tag = "marks",
    params(("office" = Uuid, Path), ("activity" = Uuid, Path), ("mark" = Uuid, Path), Once), request_body = Reason,
    responses((status = 201, body = Marked, headers(("ETag" = String))),
        (status = 200, body = Marked, description = "It was so already", headers(("ETag" = String)))))]
pub async fn retract(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(of): Path<OfMark>,
    headers: HeaderMap,
    Json(Reason { reason }): Json<Reason>,
) -> Result<Response, Fault> {
    carry_out(&site, &visitor, of, Deed::Retract, reason, &headers).await
}

async fn carry_out(
    site: &Site,
    visitor: &Visitor,
    (office, activity, mark): OfMark,
    deed: Deed,
    reason: String,
    headers: &HeaderMap,
) -> Result<Response, Fault> {
    // A key is one command for one deed with one mark; elsewhere the same key is another command. No key has a NUL in it.
    let id = once::command_id(site, visitor, headers, &format!("\0{}-{mark}", deed.name()))?;
    let asked = Asked { office, activity, mark, deed, reason, id };
    let done =
        reviewing::carry_out(site, visitor, &asked, |state| once::stands(headers, state, Stream::Activity(activity)))
            .await?;
    let tag = once::etag(&*site.app.office(office).await?, Stream::Activity(activity));
    let status = if done.new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, [(header::ETAG, tag)], Json(done)).into_response())
}
