//! Which occurrence the form is about, and whose mark it is.

use super::super::{
    super::fault::Fault,
    activity::{obligations, visible},
    asked::Asked,
    tally::{self, Tally},
};
use serde::Deserialize;
use uuid::Uuid;
use vekha_domain::{
    activity::Activity,
    event::Executor,
    ids::{ActivityId, MarkId},
    refusal::Refusal,
};
use vekha_projections::State;

/// The joint parties, where an organisation stands otherwise.
pub const JOINT: &str = "joint";

/// What the address of the form says.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ForWhat {
    /// The occurrence; the most urgent one unless given.
    pub o: Option<u16>,
    /// A member of a group, or [`JOINT`].
    pub organisation: String,
}

/// What the form is about.
pub struct Place {
    /// The activity.
    pub activity: ActivityId,
    /// Its occurrence.
    pub occurrence: u16,
    /// Whose mark.
    pub whom: Whom,
}

/// Whose mark it is.
pub enum Whom {
    /// This one's.
    One(Executor),
    /// One of these.
    Choose(Vec<Executor>),
    /// There is nothing to mark, and why.
    Nobody(Refusal),
}

impl Place {
    /// What the address speaks of, as far as this visitor may mark it.
    ///
    /// # Errors
    /// A past day, an unknown place, somebody else's to mark.
    pub fn of(asked: &Asked, id: ActivityId, for_what: &ForWhat) -> Result<Place, Fault> {
        if !asked.live() {
            return Err(Fault::LookingBack);
        }
        let activity = visible(asked, id)?;
        let obligations = obligations(asked, activity);
        let tallies = Tally::of(activity, &obligations, asked.as_of);
        let tally = match for_what.o {
            Some(seq) => tallies.iter().find(|t| t.occurrence.seq == seq),
            None => tally::first_to_look_at(&tallies),
        };
        let tally = tally.ok_or(Fault::NotFound)?;
        let whom = whom(asked, activity, tally, for_what)?;
        Ok(Place { activity: id, occurrence: tally.occurrence.seq, whom })
    }

    /// Whose mark is made. Sent once more, the form finds its own mark there: that is no refusal.
    pub fn executor(&self, asked: &Asked, id: ActivityId, command: Uuid) -> Option<Executor> {
        let before = asked.state().activity(id).and_then(|a| a.mark(MarkId(command)));
        match (&self.whom, before) {
            (Whom::One(executor), _) => Some(*executor),
            (Whom::Choose(_) | Whom::Nobody(_), Some(mark)) => Some(mark.executor),
            (Whom::Choose(_) | Whom::Nobody(_), None) => None,
        }
    }
}

fn whom(asked: &Asked, activity: &Activity, tally: &Tally<'_>, for_what: &ForWhat) -> Result<Whom, Fault> {
    let all: Vec<Executor> = match tally.due {
        Some(_) => tally.obligations.iter().map(|o| o.executor).collect(),
        None => activity.executors_on(asked.today, asked.state().office()),
    };
    let may = |executor: &Executor| asked.visitor.may_mark(activity, *executor, asked.today);
    let mine: Vec<Executor> = match for_what.organisation.as_str() {
        "" => all.into_iter().filter(may).collect(),
        JOINT => all.into_iter().filter(|e| *e == Executor::Joint).filter(may).collect(),
        id => {
            let id = id.parse().map_err(|_| Fault::NotFound)?;
            all.into_iter().filter(|e| *e == Executor::Member(id)).filter(may).collect()
        }
    };
    if mine.is_empty() {
        return Err(Fault::Forbidden);
    }
    if let Some(refusal) = closed(asked, activity, tally) {
        return Ok(Whom::Nobody(refusal));
    }
    let seq = tally.occurrence.seq;
    let marked = |e: &Executor| activity.marks.iter().any(|m| m.stands() && m.occurrence == seq && m.executor == *e);
    let open: Vec<Executor> = mine.into_iter().filter(|executor| !marked(executor)).collect();
    Ok(match open.as_slice() {
        [] => Whom::Nobody(Refusal::AlreadyMarked),
        [only] => Whom::One(*only),
        _ => Whom::Choose(open),
    })
}

/// Why nothing of this occurrence can be marked.
fn closed(asked: &Asked, activity: &Activity, tally: &Tally<'_>) -> Option<Refusal> {
    let roadmap = asked.state().roadmap(activity.roadmap);
    if activity.withdrawn.is_some() {
        return Some(Refusal::ActivityWithdrawn);
    }
    if roadmap.is_some_and(|r| r.closed.is_some()) {
        return Some(Refusal::RoadmapClosed);
    }
    let gone = !tally.occurrence.stands() || tally.state() == Some(State::Withdrawn);
    gone.then_some(Refusal::OccurrenceGone)
}
