//! Planning: what the rules call for on a morning goes into the log in one command, so that it is queued once however many
//! copies of the program plan, and however often they are started.

use crate::app::{App, AppError, Command};
use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use uuid::Uuid;
use vekha_domain::{
    event::{Change, ReminderQueued, RemindersPlanned},
    ids::{OfficeId, PersonId, ReminderId},
    reminder::{Item, Recipient},
    stream::Stream,
};
use vekha_event_log::Ids;
use vekha_projections::{OfficeState, Planned, View};

/// What planning came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Planning {
    /// Letters queued.
    pub letters: usize,
}

/// Plans the letters of today where the office is, once: a second time there is nothing left to plan. Days on which the
/// program did not run are made up for, because the rules ask what was not told yet and not what happens today.
///
/// # Errors
/// As [`App::change`].
pub async fn morning(app: &App, office: OfficeId) -> Result<Planning, AppError> {
    let now = app.now();
    let command = Command { office, actor: PersonId::PROGRAM, id: app.ids().next() };
    let done = app.change(command, |state, ids| Ok(planned(state, ids, state.local_day(now)))).await?;
    // One event says that the morning was planned; each of the others is a letter.
    Ok(Planning { letters: done.events.saturating_sub(1) })
}

/// Queues invitations, moves and cancellations of meetings that nobody was told of yet. They do not wait for the morning.
///
/// # Errors
/// As [`App::change`].
pub async fn invite(app: &App, office: OfficeId) -> Result<Planning, AppError> {
    let now = app.now();
    let command = Command { office, actor: PersonId::PROGRAM, id: app.ids().next() };
    let done = app.change(command, |state, _| Ok(invited(state, state.local_day(now)))).await?;
    Ok(Planning { letters: done.events })
}

/// Opens and closes the windows of monitorings whose day has come; says how many did.
///
/// # Errors
/// As [`App::change`].
pub async fn turn_windows(app: &App, office: OfficeId) -> Result<usize, AppError> {
    let now = app.now();
    let command = Command { office, actor: PersonId::PROGRAM, id: app.ids().next() };
    let turned = |state: &OfficeState| -> Vec<Change> {
        state.monitorings().flat_map(|monitoring| monitoring.turn(state.local_day(now))).collect()
    };
    Ok(app.change(command, |state, _| Ok(turned(state))).await?.events)
}

/// What planning a morning records: nothing on a day off, or when it was planned, or as long as no roadmap is in force. Whoever
/// plans first writes the morning; the other finds it written.
pub(crate) fn planned(state: &OfficeState, ids: &Ids, day: NaiveDate) -> Vec<Change> {
    let told = state.mailbook().told();
    let in_force = state.roadmaps().any(|roadmap| roadmap.adopted.is_some());
    if told.planned(day) || !in_force || !state.office().calendar().is_working_day(day) {
        return Vec::new();
    }
    let letters = View::new(state, day).reminders(told);
    let morning = RemindersPlanned { day, letters: u32::try_from(letters.len()).unwrap_or(u32::MAX) };
    let mut changes = vec![Change::new(Stream::Mornings(state.office().id), day, morning)];
    changes.extend(letters.iter().map(|letter| queued(ReminderId(ids.next()), letter, day)));
    changes
}

/// What inviting records.
pub(crate) fn invited(state: &OfficeState, day: NaiveDate) -> Vec<Change> {
    let letters = View::new(state, day).invitations();
    let id = |letter: &Planned| ReminderId(key_of(state.office().id, letter.to, &letter.items));
    letters.iter().map(|letter| queued(id(letter), letter, day)).collect()
}

pub(super) fn queued(id: ReminderId, letter: &Planned, day: NaiveDate) -> Change {
    let queued = ReminderQueued { to: letter.to, day, letter: letter.letter, items: letter.items.clone() };
    Change::new(Stream::Reminder(id), day, queued)
}

/// The same things told to the same recipient have the same key. An invitation has it for its id: two who queue it write to one
/// stream, and one of them fails.
pub fn key_of(office: OfficeId, to: Recipient, items: &[Item]) -> Uuid {
    let mut hash = Sha256::new();
    hash.update(office.0.as_bytes());
    hash.update(format!("{to:?}{items:?}"));
    let digest = hash.finalize();
    let bytes = digest.first_chunk::<16>().copied().unwrap_or_default();
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}
