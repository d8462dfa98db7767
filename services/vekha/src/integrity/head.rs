//! Signing where a log ends, and recording that it was signed.

use super::{key::signing_key, note::Told};
use crate::{
    app::{App, AppError, Command, Done},
    reminders::key_of,
};
use chrono::NaiveDate;
use std::collections::HashSet;
use vekha_domain::{
    event::{Change, HeadSigned, LetterKind, ReminderQueued},
    ids::{OfficeId, OrganisationId, PersonId, ReminderId},
    reminder::{Item, Recipient},
    stream::Stream,
};
use vekha_event_log::{Head, LogId, StoredEvent};
use vekha_projections::OfficeState;

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

/// Signs where the log ends, and records it with a letter to each keeper, if the log grew since it was last signed. What is recorded
/// of signing and of those letters is no growth.
///
/// # Errors
/// As [`signed_note`]; what is said by [`App::change`].
pub async fn sign_head(app: &App, office: OfficeId) -> Result<Option<Done>, AppError> {
    let known = app.office(office).await?;
    let (position, today) = (known.position(), known.local_day(app.now()));
    let signed = known.audit().heads.last().map_or(0, |head| head.position);
    let letters = known.mailbook().letters().filter(|letter| letter.letter == LetterKind::Head);
    let sending: HashSet<String> = letters.map(|letter| Stream::Reminder(letter.id).to_string()).collect();
    drop(known);
    let mut grew = false;
    let growth = |event: StoredEvent<'_>| grew |= event.kind != "head_signed" && !sending.contains(event.stream);
    let read = app.log().read(LogId(office.0), signed, Some(position), growth).await;
    read.map_err(|e| AppError::broken("read the log", &e))?;
    if !grew {
        return Ok(None);
    }
    let head = HeadSigned { position, note: signed_note(app, office, position).await? };
    let command = Command { office, actor: PersonId::PROGRAM, id: app.ids().next() };
    let done = app.change(command, |state, _| {
        let mut changes = state.audit().sign(head.clone(), today)?;
        if !changes.is_empty() {
            changes.extend(letters_of(state, position, today));
        }
        Ok(changes)
    });
    Ok(Some(done.await?).filter(|done| done.events > 0))
}

/// Signs where each log of the demonstration ends, which has no timetable.
///
/// # Errors
/// As [`sign_head`].
pub async fn sign_all(app: &App) -> Result<(), AppError> {
    for office in app.offices().await? {
        sign_head(app, office.id).await?;
    }
    Ok(())
}

/// A letter with the head to each keeper that has a mailbox: once, for its id is made of what it tells.
fn letters_of(state: &OfficeState, position: u64, day: NaiveDate) -> Vec<Change> {
    let keepers = state
        .audit()
        .witnesses
        .keys()
        .filter(|id| state.office().organisation(**id).is_some_and(|o| o.closed.is_none() && o.mailbox.is_some()));
    let letter = |id: &OrganisationId| {
        let (to, items) = (Recipient::Organisation(*id), vec![Item::Head { position }]);
        let stream = Stream::Reminder(ReminderId(key_of(state.office().id, to, &items)));
        Change::new(stream, day, ReminderQueued { to, day, letter: LetterKind::Head, items })
    };
    keepers.map(letter).collect()
}
