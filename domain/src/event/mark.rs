//! Which mark of fulfilment an event speaks of.

use super::{Event, of_audit, of_monitoring, of_office, of_person, of_roadmap};
use crate::ids::MarkId;

impl Event {
    /// The mark it speaks of, if it speaks of one.
    pub fn mark(&self) -> Option<MarkId> {
        match self {
            Event::CompletionReported(e) => Some(e.mark),
            Event::CompletionAccepted(e) => Some(e.mark),
            Event::CompletionReturned(e) => Some(e.mark),
            Event::CompletionRetracted(e) => Some(e.mark),
            Event::ProofLinkAdded(e) => Some(e.mark),
            Event::ProofLinkRemoved(e) => Some(e.mark),
            Event::ProofLinkChecked(e) => Some(e.mark),
            Event::ProofExamined(e) => Some(e.mark),
            Event::LinkUsed(e) => e.mark,
            Event::MeetingHeld(e) => Some(e.mark),
            Event::ActivityPlanned(_)
            | Event::ActivityReworded(_)
            | Event::ActivityWithdrawn(_)
            | Event::DeadlineSet(_)
            | Event::DeadlineMoved(_)
            | Event::OccurrenceScheduled(_)
            | Event::OccurrenceCancelled(_)
            | Event::ResponsibleAssigned(_)
            | Event::ResponsibleReleased(_)
            | Event::LeadChosen(_)
            | Event::MoveRequested(_)
            | Event::MoveDeclined(_)
            | Event::MeetingSeriesPlanned(_)
            | Event::MeetingDateSet(_)
            | Event::MeetingCancelled(_)
            | Event::MeetingSeriesEnded(_)
            | Event::RemindersPlanned(_)
            | Event::ReminderQueued(_)
            | Event::ReminderSent(_)
            | Event::ReminderUncertain(_)
            | Event::ReminderUndeliverable(_)
            | Event::ReminderBounced(_)
            | Event::LinkOpened(_)
            | Event::ReplyReceived(_)
            | of_office!()
            | of_person!()
            | of_roadmap!()
            | of_monitoring!()
            | of_audit!()
            | Event::Unknown(_) => None,
        }
    }
}
