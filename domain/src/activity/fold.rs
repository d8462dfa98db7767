//! The one fold of an activity's stream: no checks, no failures.

use super::{Activity, Assignment, Check, Examined, Kept, Mark, Marks, Move, Occurrence, Proof, Request};
use crate::{
    event::{
        CompletionReported, DeadlineSet, Event, PlannedOccurrence, Recorded, of_audit, of_meeting, of_monitoring,
        of_office, of_person, of_reminder, of_roadmap,
    },
    ids::{ActivityId, MarkId},
    proof::ProofLink,
};
use chrono::NaiveDate;

impl Activity {
    /// The activity that the first event of a stream makes.
    pub fn begun(id: ActivityId, first: &Recorded) -> Option<Activity> {
        let Event::ActivityPlanned(e) = &first.event else { return None };
        Some(Activity {
            id,
            roadmap: e.roadmap,
            section: e.section,
            ordinal: e.ordinal,
            number: e.number.clone(),
            planned_on: first.occurred_on,
            wordings: [(first.occurred_on, e.wording.clone())].into_iter().collect(),
            reworded: Kept::default(),
            terms: Kept::default(),
            occurrences: Kept::default(),
            assignments: Kept::default(),
            leads: Kept::default(),
            marks: Marks::default(),
            requests: Kept::default(),
            withdrawn: None,
            newer: false,
        })
    }

    /// Takes in one event of this activity's stream.
    pub fn apply(&mut self, recorded: &Recorded) {
        let day = recorded.occurred_on;
        match &recorded.event {
            Event::ActivityPlanned(_) => {}
            Event::ActivityReworded(e) => {
                self.wordings.push((day, e.wording.clone()));
                self.reworded.push(e.basis.clone());
            }
            Event::ActivityWithdrawn(e) => self.withdrawn = Some(e.basis.clone()),
            Event::DeadlineSet(e) => self.term_set(e, day),
            Event::DeadlineMoved(e) => {
                if let Some(occurrence) = self.occurrences.iter_mut().find(|o| o.seq == e.occurrence) {
                    let recorded_at = recorded.recorded_at;
                    self.requests.iter_mut().filter(|r| r.occurrence == e.occurrence).for_each(|r| r.granted(day));
                    occurrence.moves.push(Move { old: e.old, new: e.new, basis: e.basis.clone(), recorded_at });
                }
            }
            Event::OccurrenceScheduled(e) => {
                let scheduled = Some(e.basis.clone());
                self.occurrences.push(Occurrence { scheduled, ..planned(&e.occurrence, day) });
            }
            Event::OccurrenceCancelled(e) => {
                if let Some(occurrence) = self.occurrences.iter_mut().find(|o| o.seq == e.occurrence) {
                    occurrence.cancelled = Some(e.basis.clone());
                }
            }
            Event::ResponsibleAssigned(e) => {
                let basis = e.basis.clone();
                let (party, recorded_at) = (e.party.clone(), recorded.recorded_at);
                let assigned = Assignment { party, from: day, until: None, recorded_at, basis, ended: None };
                self.assignments.push(assigned);
            }
            Event::ResponsibleReleased(e) => {
                let held = self.assignments.iter_mut().rev().find(|a| a.party == e.party && a.until.is_none());
                if let Some(assignment) = held {
                    assignment.until = Some(day);
                    assignment.ended = Some(e.basis.clone());
                }
            }
            Event::LeadChosen(e) => self.leads.push((day, e.party.clone())),
            Event::CompletionReported(e) => self.marks.push(marked(e, recorded)),
            Event::CompletionAccepted(e) => self.with_mark(e.mark, |m| m.accepted = Some(day)),
            Event::CompletionReturned(e) => self.with_mark(e.mark, |m| m.returned = Some((day, e.reason.clone()))),
            Event::CompletionRetracted(e) => self.with_mark(e.mark, |m| m.retracted = Some((day, e.reason.clone()))),
            Event::ProofLinkAdded(e) => self.with_mark(e.mark, |m| m.proofs.push(proof(&e.link, day))),
            Event::ProofLinkRemoved(e) => {
                self.with_proof(e.mark, &e.link, |p| p.removed = Some((day, e.reason.clone())));
            }
            Event::ProofLinkChecked(e) => self.with_proof(e.mark, &e.link, |p| {
                let (sha256, kept) = (e.sha256.clone(), e.kept);
                p.checks.push(Check {
                    day,
                    state: e.state,
                    status: e.status,
                    leads_to: e.leads_to.clone(),
                    sha256,
                    kept,
                });
            }),
            Event::ProofExamined(e) => self.with_proof(e.mark, &e.link, |p| {
                let note = e.note.clone();
                p.examined.push(Examined { day, by: recorded.actor, sample: e.sample, finding: e.finding, note });
            }),
            Event::MoveRequested(e) => self.requests.push(Request::new(e, recorded)),
            Event::MoveDeclined(e) => {
                let asked = |r: &&mut Request| (r.occurrence, r.executor) == (e.occurrence, e.executor);
                self.requests.iter_mut().filter(asked).for_each(|r| r.declined(day, &e.reason));
            }
            Event::Unknown(_) => self.newer = true,
            of_office!()
            | of_person!()
            | of_roadmap!()
            | of_meeting!()
            | of_monitoring!()
            | of_reminder!()
            | of_audit!() => {}
        }
    }

    /// Occurrences of the new term stand; those it does not name stand no longer.
    fn term_set(&mut self, term: &DeadlineSet, day: NaiveDate) {
        for old in self.occurrences.iter_mut().filter(|o| o.stands()) {
            if !term.occurrences.iter().any(|new| new.seq == old.seq) {
                old.replaced = Some(day);
            }
        }
        let mut all = self.occurrences.to_vec();
        for new in &term.occurrences {
            if !all.iter().any(|old| old.seq == new.seq) {
                all.push(planned(new, day));
            }
        }
        self.occurrences = all.into_iter().collect();
        self.terms.push((day, term.clone()));
    }

    fn with_mark(&mut self, id: MarkId, change: impl FnOnce(&mut Mark)) {
        if let Some(mark) = self.marks.last_mut(id) {
            change(mark);
        }
    }

    fn with_proof(&mut self, id: MarkId, link: &ProofLink, change: impl FnOnce(&mut Proof)) {
        self.with_mark(id, |mark| {
            if let Some(proof) = mark.proofs.iter_mut().rev().find(|p| p.link == *link) {
                change(proof);
            }
        });
    }
}

fn planned(occurrence: &PlannedOccurrence, since: NaiveDate) -> Occurrence {
    Occurrence {
        seq: occurrence.seq,
        start: occurrence.start,
        planned_due: occurrence.due,
        kind: occurrence.kind,
        cut: occurrence.cut,
        past_at_approval: occurrence.past_at_approval,
        since,
        scheduled: None,
        moves: Vec::new(),
        cancelled: None,
        replaced: None,
    }
}

fn marked(e: &CompletionReported, recorded: &Recorded) -> Mark {
    Mark {
        id: e.mark,
        occurrence: e.occurrence,
        executor: e.executor,
        performed_on: recorded.occurred_on,
        recorded_at: recorded.recorded_at,
        entered_by: recorded.actor,
        proofs: e.links.iter().map(|link| proof(link, recorded.occurred_on)).collect(),
        note: e.note.clone(),
        accepted: None,
        returned: None,
        retracted: None,
    }
}

fn proof(link: &ProofLink, added: NaiveDate) -> Proof {
    Proof { link: link.clone(), added, removed: None, checks: Vec::new(), examined: Vec::new() }
}
