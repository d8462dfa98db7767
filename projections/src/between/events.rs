//! By which events of the log a difference came.

use super::{Difference, Fact};
use crate::changes::What;
use vekha_domain::{
    activity::{Mark, Proof},
    event::{Event, LinkState, Recorded},
    ids::OfficeId,
    proof::ProofLink,
    stream::Stream,
};

impl Difference<'_> {
    /// In whose history its events stand; nowhere for what only time brought.
    pub fn stream(&self, office: OfficeId) -> Option<Stream> {
        match (&self.fact, self.activity) {
            (Fact::Overdue(_), _) => None,
            (Fact::CalendarDay(..), _) => Some(Stream::Office(office)),
            (_, Some(activity)) => Some(Stream::Activity(activity.id)),
            (_, None) => Some(Stream::Roadmap(self.roadmap)),
        }
    }

    /// Is it this event of that history that brought it?
    pub fn came_by(&self, recorded: &Recorded) -> bool {
        let on_the_day = recorded.occurred_on == self.day;
        match (&self.fact, &recorded.event) {
            (Fact::Adopted { .. }, Event::RoadmapAdopted(_)) => true,
            (Fact::Amended(basis), Event::RoadmapAmended(e)) => **basis == e.basis,
            (Fact::Closed(basis), Event::RoadmapClosed(e)) => **basis == e.basis,
            (Fact::Settings, Event::SettingChanged(_)) | (Fact::Reminding, Event::ReminderPolicySet(_)) => on_the_day,
            (Fact::CalendarDay(day, kind), Event::CalendarDayChanged(e)) => (*day, *kind) == (e.day, e.kind),
            (Fact::Changed(change), event) => changed(change.what, event, recorded, on_the_day),
            (Fact::Marked(mark, _), Event::CompletionReported(e)) => mark.id == e.mark,
            (Fact::Accepted(mark), Event::CompletionAccepted(e)) => mark.id == e.mark,
            (Fact::Returned(mark), Event::CompletionReturned(e)) => mark.id == e.mark,
            (Fact::Retracted(mark), Event::CompletionRetracted(e)) => mark.id == e.mark,
            (Fact::Proofs { mark, added, .. }, Event::ProofLinkAdded(e)) => mark.id == e.mark && among(added, &e.link),
            (Fact::Proofs { mark, removed, .. }, Event::ProofLinkRemoved(e)) => {
                mark.id == e.mark && among(removed, &e.link)
            }
            (Fact::LinkLost(mark, proof), Event::ProofLinkChecked(e)) => {
                let there = (mark.id, &proof.link) == (e.mark, &e.link);
                there && e.state == LinkState::NotFound && on_the_day
            }
            (Fact::Overdue(_), _) => false,
            (
                Fact::Adopted { .. }
                | Fact::Amended(_)
                | Fact::Closed(_)
                | Fact::Settings
                | Fact::Reminding
                | Fact::CalendarDay(..)
                | Fact::Marked(..)
                | Fact::Accepted(_)
                | Fact::Returned(_)
                | Fact::Retracted(_)
                | Fact::Proofs { .. }
                | Fact::LinkLost(..),
                _,
            ) => false,
        }
    }

    /// The mark it is about.
    pub fn mark(&self) -> Option<&Mark> {
        match &self.fact {
            Fact::Marked(mark, _) | Fact::Proofs { mark, .. } | Fact::LinkLost(mark, _) => Some(mark),
            Fact::Accepted(mark) | Fact::Returned(mark) | Fact::Retracted(mark) => Some(mark),
            Fact::Adopted { .. } | Fact::Amended(_) | Fact::Closed(_) => None,
            Fact::Settings | Fact::Reminding | Fact::CalendarDay(..) => None,
            Fact::Changed(_) | Fact::Overdue(_) => None,
        }
    }
}

fn changed(what: What<'_>, event: &Event, recorded: &Recorded, on_the_day: bool) -> bool {
    match (what, event) {
        (What::Added, Event::ActivityPlanned(_)) | (What::Withdrawn, Event::ActivityWithdrawn(_)) => true,
        (What::Reworded { after, .. }, Event::ActivityReworded(e)) => on_the_day && *after == e.wording,
        (What::TermSet { after, .. }, Event::DeadlineSet(e)) => on_the_day && after == e,
        (What::Moved { occurrence, of, .. }, Event::DeadlineMoved(e)) => {
            (occurrence.seq, of.new, of.recorded_at) == (e.occurrence, e.new, recorded.recorded_at)
        }
        (What::Scheduled(occurrence), Event::OccurrenceScheduled(e)) => occurrence.seq == e.occurrence.seq,
        (What::Cancelled(occurrence), Event::OccurrenceCancelled(e)) => occurrence.seq == e.occurrence,
        (What::Assigned(party), Event::ResponsibleAssigned(e)) => on_the_day && *party == e.party,
        (What::Released(party), Event::ResponsibleReleased(e)) => on_the_day && *party == e.party,
        (
            What::Added
            | What::Withdrawn
            | What::Reworded { .. }
            | What::TermSet { .. }
            | What::Moved { .. }
            | What::Scheduled(_)
            | What::Cancelled(_)
            | What::Assigned(_)
            | What::Released(_),
            _,
        ) => false,
    }
}

fn among(proofs: &[&Proof], link: &ProofLink) -> bool {
    proofs.iter().any(|proof| proof.link == *link)
}
