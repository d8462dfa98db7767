//! Decisions about marks of fulfilment and their proofs.

use super::{Activity, Mark};
use crate::{
    event::{
        Change, CompletionAccepted, CompletionReported, CompletionRetracted, CompletionReturned, Executor, Party,
        ProofLinkAdded, ProofLinkRemoved,
    },
    ids::MarkId,
    office::Office,
    proof::ProofLink,
    refusal::{self, LONGEST, MOST_PROOFS, Refusal},
};
use chrono::NaiveDate;

/// A mark as its author states it.
#[derive(Clone, PartialEq, Debug)]
pub struct Report {
    /// Which occurrence.
    pub occurrence: u16,
    /// For whom.
    pub executor: Executor,
    /// The day the work was performed.
    pub performed_on: NaiveDate,
    /// Confirming documents, at least one.
    pub links: Vec<ProofLink>,
    /// Short result.
    pub note: Option<String>,
}

impl Activity {
    /// Who has to make a mark of their own for a term due on `day`: every member of each named group, and the joint
    /// parties together if there are any, or nobody else has to.
    pub fn executors_on(&self, day: NaiveDate, office: &Office) -> Vec<Executor> {
        let mut members: Vec<Executor> = Vec::new();
        let (mut joint, mut anybody) = (false, false);
        for party in self.parties_on(day) {
            anybody = true;
            let before = members.len();
            match party {
                Party::Group(group) => {
                    let of_group = office.group(*group).into_iter().flat_map(|g| g.members_on(day));
                    let open = of_group.filter(|id| office.organisation(*id).is_some_and(|o| !closed_on(o, day)));
                    members.extend(open.map(Executor::Member));
                    joint |= members.len() == before;
                }
                Party::Person(_) | Party::Organisation(_) | Party::Post(_) => joint = true,
            }
        }
        members.sort_unstable();
        members.dedup();
        if joint || !anybody {
            members.insert(0, Executor::Joint);
        }
        members
    }

    /// Reports an occurrence as done.
    ///
    /// # Errors
    /// No proof link, or too many; too long a result; performed after today; not one who has to do it; marked already.
    pub fn complete(
        &self,
        mark: MarkId,
        report: Report,
        office: &Office,
        today: NaiveDate,
    ) -> Result<Vec<Change>, Refusal> {
        self.open()?;
        let occurrence = self.standing(report.occurrence)?;
        if report.links.is_empty() {
            return Err(Refusal::ProofMissing);
        }
        if report.links.len() > MOST_PROOFS {
            return Err(Refusal::TooManyProofs);
        }
        if report.note.as_ref().is_some_and(|note| note.trim().chars().count() > LONGEST) {
            return Err(Refusal::NoteTooLong);
        }
        if report.performed_on > today {
            return Err(Refusal::DayAhead { day: report.performed_on, today });
        }
        let due = occurrence.due().unwrap_or(today).max(occurrence.since);
        // A party named late may also do what fell due before it was named.
        let bound = [due, today].iter().any(|day| self.executors_on(*day, office).contains(&report.executor));
        if !bound {
            return Err(Refusal::ExecutorUnknown);
        }
        if self.marks.iter().any(|m| m.stands() && m.occurrence == report.occurrence && m.executor == report.executor) {
            return Err(Refusal::AlreadyMarked);
        }
        let mut links = report.links;
        let mut seen = Vec::new();
        links.retain(|link| {
            !seen.contains(link) && {
                seen.push(link.clone());
                true
            }
        });
        let note = report.note.map(|note| note.trim().to_owned()).filter(|note| !note.is_empty());
        let reported =
            CompletionReported { mark, occurrence: report.occurrence, executor: report.executor, links, note };
        self.say(report.performed_on, reported)
    }

    /// The coordinator accepts a mark.
    ///
    /// # Errors
    /// No such mark, or it was returned or taken back.
    pub fn accept(&self, mark: MarkId, today: NaiveDate) -> Result<Vec<Change>, Refusal> {
        if self.standing_mark(mark)?.accepted.is_some() {
            return Ok(Vec::new());
        }
        self.say(today, CompletionAccepted { mark })
    }

    /// The coordinator returns a mark (возвращено на доработку).
    ///
    /// # Errors
    /// No such standing mark, or no reason, or too long a one.
    pub fn send_back(&self, mark: MarkId, reason: &str, today: NaiveDate) -> Result<Vec<Change>, Refusal> {
        let reason = refusal::reason(reason)?;
        if self.mark(mark).is_some_and(|m| m.returned.is_some()) {
            return Ok(Vec::new());
        }
        self.standing_mark(mark)?;
        self.say(today, CompletionReturned { mark, reason })
    }

    /// A mark was a mistake and is taken back.
    ///
    /// # Errors
    /// No such standing mark, or no reason, or too long a one.
    pub fn retract(&self, mark: MarkId, reason: &str, today: NaiveDate) -> Result<Vec<Change>, Refusal> {
        let reason = refusal::reason(reason)?;
        if self.mark(mark).is_some_and(|m| m.retracted.is_some()) {
            return Ok(Vec::new());
        }
        self.standing_mark(mark)?;
        self.say(today, CompletionRetracted { mark, reason })
    }

    /// A further confirming document.
    ///
    /// # Errors
    /// No such standing mark.
    pub fn add_proof(&self, mark: MarkId, link: ProofLink, today: NaiveDate) -> Result<Vec<Change>, Refusal> {
        let known = self.standing_mark(mark)?;
        if known.standing_proofs().any(|p| p.link == link) {
            return Ok(Vec::new());
        }
        self.say(today, ProofLinkAdded { mark, link })
    }

    /// A link was wrong; a mark keeps at least one.
    ///
    /// # Errors
    /// The link does not stand there, it is the last one, or there is no reason.
    pub fn remove_proof(
        &self,
        mark: MarkId,
        link: ProofLink,
        reason: &str,
        today: NaiveDate,
    ) -> Result<Vec<Change>, Refusal> {
        let reason = refusal::reason(reason)?;
        let known = self.standing_mark(mark)?;
        let mut standing = known.standing_proofs();
        if !known.standing_proofs().any(|p| p.link == link) {
            return Err(Refusal::LinkUnknown);
        }
        if standing.all(|p| p.link == link) {
            return Err(Refusal::LastProof);
        }
        self.say(today, ProofLinkRemoved { mark, link, reason })
    }

    fn standing_mark(&self, mark: MarkId) -> Result<&Mark, Refusal> {
        if self.newer {
            return Err(Refusal::NewerHistory);
        }
        let known = self.mark(mark).ok_or(Refusal::MarkUnknown)?;
        if known.stands() { Ok(known) } else { Err(Refusal::MarkGone) }
    }
}

fn closed_on(organisation: &crate::office::Organisation, day: NaiveDate) -> bool {
    organisation.closed.as_ref().is_some_and(|basis| basis.date <= day)
}
