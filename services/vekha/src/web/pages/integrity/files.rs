//! What is taken away to check elsewhere: a note, the log, the package, the proof of an activity's entries.

use super::super::{super::fault::Fault, asked::Asked};
use crate::{
    app::{App, AppError},
    integrity,
};
use axum::{
    extract::Path,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use std::collections::BTreeSet;
use vekha_domain::{
    ids::{ActivityId, OfficeId},
    stream::Stream,
};
use vekha_event_log::LogId;

/// A signed head, byte for byte.
pub async fn note(Path((_, position)): Path<(OfficeId, u64)>, asked: Asked) -> Result<Response, Fault> {
    let found = asked.state().audit().heads.iter().find(|head| head.position == position);
    let note = found.ok_or_else(|| asked.missing())?.note.clone();
    sent(&format!("vekha-note-{position}.txt"), "text/plain; charset=utf-8", note.into_bytes())
}

/// The whole log, as `vekha log export` writes it.
pub async fn log(Path(office): Path<OfficeId>, asked: Asked) -> Result<Response, Fault> {
    let (app, position) = own(asked)?;
    let mut lines = Vec::new();
    let exported = app.log().export_up_to(LogId(office.0), Some(position), &mut lines).await;
    exported.map_err(|e| AppError::broken("export the log", &e))?;
    sent("vekha-log.jsonl", "application/jsonl", lines)
}

/// The auditor's package for the page's day.
pub async fn package(Path(office): Path<OfficeId>, asked: Asked) -> Result<Response, Fault> {
    let (as_of, known_at, lang) = (asked.as_of, asked.known_at, asked.lang);
    let (app, _) = own(asked)?;
    let package = integrity::package(&app, office, None, as_of, known_at, lang).await?;
    sent(&format!("vekha-package-{as_of}.zip"), "application/zip", package)
}

/// The proof that those entries of an activity which this visitor may read are in the log.
pub async fn proof(Path((office, id)): Path<(OfficeId, ActivityId)>, asked: Asked) -> Result<Response, Fault> {
    let activity = asked.state().activity(id).ok_or_else(|| asked.missing())?;
    if !asked.visitor.shows(activity, asked.state().office(), asked.as_of) {
        return Err(asked.missing());
    }
    let (app, position) = (asked.site.app.clone(), asked.state().position());
    let (visitor, as_of, known_at) = (asked.visitor.clone(), asked.as_of, asked.known_at);
    drop(asked);
    let events = app.events(office, Some(Stream::Activity(id)), Some(position)).await?;
    let known = app.known_at(office, known_at).await?;
    let read = events.iter().filter(|event| visitor.reads(event, &known, as_of));
    let read: BTreeSet<u64> = read.map(|event| event.position).collect();
    drop(known);
    let proof = integrity::proof_of(&app, office, id, position, |position| read.contains(&position)).await?;
    sent("vekha-proof.jsonl", "application/jsonl", proof.into_bytes())
}

/// The program and the position of the page's day, for those of the office: the log of another one is not to be taken.
fn own(asked: Asked) -> Result<(App, u64), Fault> {
    if asked.times.wrong() {
        return Err(Fault::BadRequest("export-bad-time"));
    }
    if asked.visitor.account.office != asked.office {
        return Err(Fault::NotFound);
    }
    match asked.state().position() {
        0 => Err(asked.missing()),
        position => Ok((asked.site.app.clone(), position)),
    }
}

fn sent(name: &str, kind: &'static str, bytes: Vec<u8>) -> Result<Response, Fault> {
    let name = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")).map_err(|_| Fault::Broken)?;
    let headers = [(header::CONTENT_TYPE, HeaderValue::from_static(kind)), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, bytes).into_response())
}
