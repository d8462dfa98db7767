//! A kept copy as a file to be saved. It came from anywhere: no browser is to show it.

use super::super::{super::fault::Fault, asked::Asked};
use crate::links::kept_copy;
use axum::{
    extract::Path,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use vekha_domain::ids::OfficeId;

/// Kinds of content by which a file may be named; any other is named `bin`.
const ENDINGS: [(&str, &str); 12] = [
    ("application/pdf", "pdf"),
    ("application/msword", "doc"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    ("application/vnd.ms-excel", "xls"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    ("application/vnd.oasis.opendocument.text", "odt"),
    ("application/zip", "zip"),
    ("image/jpeg", "jpg"),
    ("image/png", "png"),
    ("text/plain", "txt"),
    // As text: opened from a folder, a page could run what is in it.
    ("text/html", "txt"),
    ("text/csv", "csv"),
];

/// The copy, if a look of this office found it.
pub async fn download(asked: Asked, Path((_, sha256)): Path<(OfficeId, String)>) -> Result<Response, Fault> {
    let state = asked.state();
    let marks = state.roadmaps().flat_map(|roadmap| state.activities(roadmap.id)).flat_map(|a| a.marks.iter());
    let found = marks
        .flat_map(|mark| &mark.proofs)
        .flat_map(|proof| &proof.checks)
        .any(|check| check.kept && check.sha256.as_ref() == Some(&sha256));
    let app = asked.site.app.clone();
    drop(asked);
    let copy = if found { kept_copy(&app, &sha256).await? } else { None };
    let copy = copy.ok_or(Fault::NotFound)?;
    let short: String = sha256.chars().take(16).collect();
    let name = format!("attachment; filename=\"document-{short}.{}\"", ending(&copy.content_type));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_str(&name).map_err(|_| Fault::Broken)?),
    ];
    Ok((headers, copy.content).into_response())
}

fn ending(kind: &str) -> &'static str {
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    ENDINGS.iter().find(|(known, _)| *known == kind).map_or("bin", |(_, ending)| ending)
}
