//! Problem documents (RFC 9457): every failed answer of the API.

use super::super::fault::Fault;
use crate::wording::Lang;
use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Why the request was not answered.
#[derive(Serialize, ToSchema)]
pub struct Problem {
    /// `urn:vekha:problem:<code>`.
    #[serde(rename = "type")]
    kind: String,
    /// The same for every problem of this type.
    title: String,
    /// HTTP status.
    status: u16,
    /// What to do about it.
    detail: String,
    /// Stable code, the last part of `type`.
    code: &'static str,
    /// Code of this request for the help desk, also in `X-Request-Id`.
    request: String,
    /// The field that is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'static str>,
    /// The command whose outcome is unknown: send the request again with the same `Idempotency-Key`.
    #[serde(skip_serializing_if = "Option::is_none")]
    command: Option<Uuid>,
}

/// The document of a fault.
pub fn document(fault: &Fault, lang: Lang, request: &str) -> Response {
    let (title, detail) = fault.words(lang);
    let problem = Problem {
        kind: format!("urn:vekha:problem:{}", fault.code()),
        title,
        status: fault.status().as_u16(),
        detail,
        code: fault.code(),
        request: request.to_owned(),
        field: fault.field(),
        command: match fault {
            Fault::Unknown(id) => Some(*id),
            _ => None,
        },
    };
    let mut response = (fault.status(), axum::Json(problem)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(lang.tag()));
    if matches!(fault, Fault::SignInFirst) {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}
