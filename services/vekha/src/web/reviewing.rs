//! Accepting, returning and taking back a mark: one decision for the API and for the buttons people press.

use super::{
    Site,
    access::{Action, Visitor},
    fault::Fault,
    marking::Marked,
};
use crate::app::Command;
use chrono::NaiveDate;
use std::sync::atomic::{AtomicBool, Ordering};
use uuid::Uuid;
use vekha_domain::{
    activity::{Activity, Mark},
    event::Change,
    ids::{ActivityId, MarkId, OfficeId},
    refusal::Refusal,
};
use vekha_projections::OfficeState;

/// What is done with a mark.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Deed {
    /// The coordinator accepts it.
    Accept,
    /// The coordinator returns it.
    Return,
    /// Its author, or the coordinator, takes it back.
    Retract,
}

impl Deed {
    /// The last part of its address.
    pub fn name(self) -> &'static str {
        match self {
            Deed::Accept => "acceptance",
            Deed::Return => "return",
            Deed::Retract => "retraction",
        }
    }

    fn decide(self, activity: &Activity, asked: &Asked, today: NaiveDate) -> Result<Vec<Change>, Refusal> {
        match self {
            Deed::Accept => activity.accept(asked.mark, today),
            Deed::Return => activity.send_back(asked.mark, &asked.reason, today),
            Deed::Retract => activity.retract(asked.mark, &asked.reason, today),
        }
    }
}

/// A deed that somebody asks for.
pub struct Asked {
    /// Whose log.
    pub office: OfficeId,
    /// Of which activity.
    pub activity: ActivityId,
    /// Which mark.
    pub mark: MarkId,
    /// What is done with it.
    pub deed: Deed,
    /// Why; accepting needs no reason.
    pub reason: String,
    /// The command.
    pub id: Uuid,
}

/// Carries it out. `stands` says whether the activity is still as the asker read it.
pub async fn carry_out(
    site: &Site,
    visitor: &Visitor,
    asked: &Asked,
    stands: impl Fn(&OfficeState) -> bool,
) -> Result<Marked, Fault> {
    let now = site.app.now();
    let known = site.app.office(asked.office).await?;
    of_visitor(&known, visitor, asked.activity, asked.mark, known.local_day(now))?;
    drop(known);
    let stale = AtomicBool::new(false);
    let command = Command { office: asked.office, actor: visitor.person(), id: asked.id };
    let done = site
        .app
        .change(command, |state, _| {
            let activity = state.activity(asked.activity).ok_or(Refusal::ActivityUnknown)?;
            if state.roadmap(activity.roadmap).is_some_and(|r| r.closed.is_some()) {
                return Err(Refusal::RoadmapClosed);
            }
            let changes = asked.deed.decide(activity, asked, state.local_day(now))?;
            // What is so already is so on whatever version: a repetition is not stale.
            let old = !changes.is_empty() && !stands(state);
            stale.store(old, Ordering::Relaxed);
            Ok(if old { Vec::new() } else { changes })
        })
        .await?;
    if stale.into_inner() {
        return Err(Fault::Precondition);
    }
    Ok(Marked { mark: asked.mark, position: done.position, new: done.events > 0 })
}

/// The mark with its activity, if this visitor may do something with it: its author, or who reviews.
pub fn of_visitor<'a>(
    known: &'a OfficeState,
    visitor: &Visitor,
    activity: ActivityId,
    mark: MarkId,
    today: NaiveDate,
) -> Result<(&'a Activity, &'a Mark), Fault> {
    let shown = |a: &&Activity| a.planned_on <= today && visitor.shows(a, known.office(), today);
    let activity = known.activity(activity).filter(shown).ok_or(Fault::NotFound)?;
    let seen = |m: &&Mark| visitor.sees_work_of(m.executor) && m.performed_on <= today;
    let mark = activity.mark(mark).filter(seen).ok_or(Fault::NotFound)?;
    let own = mark.entered_by == visitor.person() || visitor.may(Action::Review);
    if own { Ok((activity, mark)) } else { Err(Fault::Forbidden) }
}
