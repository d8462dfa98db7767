//! Making a mark of fulfilment: one decision for the API and for the form people tick off with.

use super::{Site, access::Visitor, fault::Fault};
use crate::app::{Command, completed};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::sync::atomic::{AtomicBool, Ordering};
use utoipa::ToSchema;
use uuid::Uuid;
use vekha_domain::{
    activity::{Activity, Report},
    event::Executor,
    ids::{ActivityId, MarkId, OfficeId, PersonId},
    refusal::Refusal,
};
use vekha_projections::OfficeState;

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

/// A mark that somebody asks for.
pub struct Asked {
    /// Whose log.
    pub office: OfficeId,
    /// Of which activity.
    pub activity: ActivityId,
    /// The command, and the mark it makes: the same id again is the same mark.
    pub id: Uuid,
    /// What is stated.
    pub report: Report,
}

/// Makes the mark, once however often it is asked for. `stands` says whether the activity is still as the asker read it.
pub async fn make(
    site: &Site,
    visitor: &Visitor,
    asked: Asked,
    stands: impl Fn(&OfficeState) -> bool,
) -> Result<Marked, Fault> {
    let Asked { office, activity, id, report } = asked;
    may_mark(site, visitor, office, activity, report.executor).await?;
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
            // The log would take the command for the one it has and record nothing.
            if state.roadmaps().flat_map(|r| state.activities(r.id)).any(|other| other.mark(mark).is_some()) {
                reused.store(true, Ordering::Relaxed);
                return Ok(Vec::new());
            }
            if !stands(state) {
                stale.store(true, Ordering::Relaxed);
                return Ok(Vec::new());
            }
            completed(state, known, mark, &report, state.local_day(now))
        })
        .await?;
    if reused.into_inner() {
        return Err(Fault::KeyReused);
    }
    if stale.into_inner() {
        return Err(Fault::Precondition);
    }
    Ok(Marked { mark, position: done.position, new: done.events > 0 })
}

/// One key of one person is one command; other people's keys never meet it.
pub fn command_id(person: PersonId, key: &[u8]) -> Uuid {
    let mut hash = Sha256::new();
    hash.update(person.0.as_bytes());
    hash.update(key);
    let digest = hash.finalize();
    let bytes = digest.first_chunk::<16>().copied().unwrap_or_default();
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
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

/// Is the mark recorded before what this request says?
fn same(activity: &Activity, mark: MarkId, report: &Report) -> bool {
    activity.mark(mark).is_some_and(|m| {
        m.occurrence == report.occurrence
            && m.executor == report.executor
            && m.performed_on == report.performed_on
            && report.links.iter().all(|link| m.proofs.iter().any(|p| p.link == *link))
            && m.note.as_deref() == report.note.as_deref().map(str::trim).filter(|note| !note.is_empty())
    })
}
