//! The proof that an activity's entries are in the log: their lines, and the path from each to a signed root.

use super::head::signed_note;
use crate::app::{App, AppError};
use serde::Serialize;
use serde_json::value::RawValue;
use vekha_domain::{
    ids::{ActivityId, OfficeId},
    stream::Stream,
};
use vekha_event_log::{Hash, LogId};

#[derive(Serialize)]
struct Top<'a> {
    proof: &'static str,
    stream: &'a str,
    note: &'a str,
}

#[derive(Serialize)]
struct Entry {
    event: Box<RawValue>,
    path: Vec<Hash>,
}

/// The proof of those entries of an activity, up to a position of the log, that `shown` lets through by their positions. It leads to
/// the last head that was signed and sent if that covers them, else to one signed now.
///
/// # Errors
/// Nothing is shown; the log cannot be read; the secret is lost.
pub async fn proof_of(
    app: &App,
    office: OfficeId,
    activity: ActivityId,
    up_to: u64,
    shown: impl Fn(u64) -> bool,
) -> Result<String, AppError> {
    let (log, stream) = (LogId(office.0), Stream::Activity(activity).to_string());
    let lines = app.log().export_stream(log, &stream, up_to).await.map_err(|e| AppError::broken("read the log", &e))?;
    let lines: Vec<(u64, String)> = lines.into_iter().filter(|(position, _)| shown(*position)).collect();
    let last = lines.last().map(|(position, _)| *position).ok_or(AppError::NotFound)?;
    let known = app.office(office).await?;
    let signed = known.audit().heads.last().filter(|head| head.position >= last);
    let (position, note) = (known.position(), signed.map(|head| (head.position, head.note.clone())));
    drop(known);
    let (size, note) = match note {
        Some(signed) => signed,
        None => (position, signed_note(app, office, position).await?),
    };
    let positions: Vec<u64> = lines.iter().map(|(position, _)| *position).collect();
    let paths = app.log().paths(log, &positions, size).await.map_err(|e| AppError::broken("read the log", &e))?;
    let broken = |e: serde_json::Error| AppError::broken("write a proof", &e);
    let top = Top { proof: "vekha-proof/1", stream: &stream, note: &note };
    let mut text = serde_json::to_string(&top).map_err(broken)? + "\n";
    for ((_, line), path) in lines.into_iter().zip(paths) {
        let entry = Entry { event: RawValue::from_string(line).map_err(broken)?, path };
        text += &serde_json::to_string(&entry).map_err(broken)?;
        text.push('\n');
    }
    Ok(text)
}
