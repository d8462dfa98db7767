//! Requests for another term: asked by whoever has to do it, granted by a move, or declined.

use super::Activity;
use crate::{
    event::{Change, Executor, MoveDeclined, MoveRequested, Recorded},
    ids::PersonId,
    office::Office,
    refusal::{self, Refusal},
};
use chrono::{DateTime, NaiveDate, Utc};

/// A request with what became of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Request {
    /// Which occurrence.
    pub occurrence: u16,
    /// For whom.
    pub executor: Executor,
    /// The day asked for.
    pub to: Option<NaiveDate>,
    /// Why.
    pub reason: String,
    /// Who asked.
    pub by: PersonId,
    /// When.
    pub recorded_at: DateTime<Utc>,
    /// What became of it, and since when: granted, or declined with a reason.
    pub settled: Option<(NaiveDate, Option<String>)>,
}

impl Request {
    pub(super) fn new(e: &MoveRequested, recorded: &Recorded) -> Request {
        Request {
            occurrence: e.occurrence,
            executor: e.executor,
            to: e.to,
            reason: e.reason.clone(),
            by: recorded.actor,
            recorded_at: recorded.recorded_at,
            settled: None,
        }
    }

    pub(super) fn granted(&mut self, day: NaiveDate) {
        self.settled.get_or_insert((day, None));
    }

    pub(super) fn declined(&mut self, day: NaiveDate, reason: &str) {
        self.settled.get_or_insert_with(|| (day, Some(reason.to_owned())));
    }

    /// Nobody has answered it yet.
    pub fn is_open(&self) -> bool {
        self.settled.is_none()
    }
}

impl Activity {
    /// Asks for another term, or tells why it will not be.
    ///
    /// # Errors
    /// No such standing occurrence; not one who has to do it; marked already; a day that is past or no other; no reason.
    pub fn request_move(
        &self,
        asked: MoveRequested,
        office: &Office,
        today: NaiveDate,
    ) -> Result<Vec<Change>, Refusal> {
        self.open()?;
        let reason = refusal::reason(&asked.reason)?;
        let occurrence = self.standing(asked.occurrence)?;
        let due = occurrence.due().ok_or(Refusal::OccurrenceUndated)?;
        let bound = [due.max(occurrence.since), today];
        if !bound.iter().any(|day| self.executors_on(*day, office).contains(&asked.executor)) {
            return Err(Refusal::ExecutorUnknown);
        }
        let marked = |m: &super::Mark| (m.occurrence, m.executor) == (asked.occurrence, asked.executor) && m.stands();
        if self.marks.iter().any(marked) {
            return Err(Refusal::AlreadyMarked);
        }
        if asked.to.is_some_and(|to| to < today || to == due) {
            return Err(Refusal::MoveToPast);
        }
        let asked = MoveRequested { reason, ..asked };
        let same = |r: &Request| {
            r.is_open()
                && (r.occurrence, r.executor, r.to, &r.reason)
                    == (asked.occurrence, asked.executor, asked.to, &asked.reason)
        };
        if self.requests.iter().any(same) {
            return Ok(Vec::new());
        }
        self.say(today, asked)
    }

    /// Leaves the term as it is.
    ///
    /// # Errors
    /// Nothing open is asked for; no reason.
    pub fn decline_move(
        &self,
        occurrence: u16,
        executor: Executor,
        reason: &str,
        today: NaiveDate,
    ) -> Result<Vec<Change>, Refusal> {
        let reason = refusal::reason(reason)?;
        let open = |r: &Request| r.is_open() && (r.occurrence, r.executor) == (occurrence, executor);
        if !self.requests.iter().any(open) {
            return Err(Refusal::RequestUnknown);
        }
        self.say(today, MoveDeclined { occurrence, executor, reason })
    }

    /// The requests that nobody has answered yet, with their numbers.
    pub fn open_requests(&self) -> impl Iterator<Item = (u16, &Request)> {
        (0..).zip(&self.requests).filter(|(_, request)| request.is_open())
    }
}
