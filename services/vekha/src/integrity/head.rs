//! Signing where a log ends, and recording that it was signed.

use super::{key::signing_key, note::Told};
use crate::app::{App, AppError, Command, Done};
use vekha_domain::{
    event::HeadSigned,
    ids::{OfficeId, PersonId},
};
use vekha_event_log::{Head, LogId};

/// The signed note of a log's events up to a position. The same position has the same note.
///
/// # Errors
/// There is no event at that position; the log cannot be read; the secret is lost.
pub async fn signed_note(app: &App, office: OfficeId, position: u64) -> Result<String, AppError> {
    let log = LogId(office.0);
    let found = app.log().at(log, position, |event, hashes| (event.recorded_at, hashes.chain)).await;
    let found = found.map_err(|e| AppError::broken("read the log", &e))?;
    let (recorded_at, chain_hash) = found.ok_or(AppError::NotFound)?;
    let root = app.tree_at(office, position).await?.root();
    let told = Told { head: Head { log, position, chain_hash, recorded_at }, root };
    Ok(signing_key(app)?.sign(&told.text()))
}

/// Signs where the log ends, and records it, if it grew since it was last signed. What is recorded of the signing itself, and of
/// sending it, is no growth.
///
/// # Errors
/// As [`signed_note`]; what is said by [`App::change`].
pub async fn sign_head(app: &App, office: OfficeId) -> Result<Option<Done>, AppError> {
    let known = app.office(office).await?;
    let (position, today) = (known.position(), known.local_day(app.now()));
    let signed = known.audit().heads.last().map_or(0, |head| head.position);
    drop(known);
    let mut grew = false;
    let read =
        app.log().read(LogId(office.0), signed, Some(position), |event| grew |= event.kind != "head_signed").await;
    read.map_err(|e| AppError::broken("read the log", &e))?;
    if !grew {
        return Ok(None);
    }
    let head = HeadSigned { position, note: signed_note(app, office, position).await? };
    let command = Command { office, actor: PersonId::PROGRAM, id: app.ids().next() };
    let done = app.change(command, |state, _| state.audit().sign(head.clone(), today)).await?;
    Ok(Some(done).filter(|done| done.events > 0))
}
