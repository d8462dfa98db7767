//! Headers of writing requests: the client's key of a command, and the version it rests on.

use super::super::{Site, access::Visitor, fault::Fault, marking};
use axum::http::{HeaderMap, HeaderValue, header};
use utoipa::IntoParams;
use uuid::Uuid;
use vekha_domain::stream::Stream;
use vekha_projections::OfficeState;

/// Longest `Idempotency-Key`, in bytes.
const LONGEST_KEY: usize = 255;

/// The headers, for the description.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "read from the headers themselves; this is their description")]
pub struct Once {
    /// Made by the client, unique for this command: sent again, it has no second effect.
    #[param(rename = "Idempotency-Key", required = false, min_length = 1, max_length = 255)]
    key: String,
    /// `ETag` of the activity or monitoring as it was read: on another version nothing is recorded.
    #[param(rename = "If-Match", required = false, example = "\"4\"")]
    version: String,
}

/// The version of an activity or a monitoring as an `ETag`.
pub fn etag(known: &OfficeState, of: Stream) -> String {
    format!("\"{}\"", known.version_of(of))
}

/// Is it still what `If-Match` names? Without that header it is.
pub fn stands(headers: &HeaderMap, state: &OfficeState, of: Stream) -> bool {
    let present = etag(state, of);
    let named = |tags: &HeaderValue| {
        // What is no text names no version.
        tags.to_str().is_ok_and(|tags| tags.split(',').map(str::trim).any(|tag| tag == "*" || tag == present))
    };
    !headers.contains_key(header::IF_MATCH) || headers.get_all(header::IF_MATCH).iter().any(named)
}

/// The id of the command: from the client's key and what the key is for, or a new one.
pub fn command_id(site: &Site, visitor: &Visitor, headers: &HeaderMap, of: &str) -> Result<Uuid, Fault> {
    let Some(key) = headers.get("idempotency-key") else { return Ok(site.app.ids().next()) };
    let key = key.as_bytes();
    if key.is_empty() || key.len() > LONGEST_KEY {
        return Err(Fault::BadRequest("bad-idempotency-key"));
    }
    Ok(marking::command_id(visitor.person(), &[key, of.as_bytes()].concat()))
}
