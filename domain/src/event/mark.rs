//! Which mark of fulfilment an event speaks of.

use super::Event;
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
            Event::OfficeRegistered(_)
            | Event::OrganisationAdded(_)
            | Event::OrganisationRenamed(_)
            | Event::OrganisationClosed(_)
            | Event::GroupDefined(_)
            | Event::GroupMemberAdded(_)
            | Event::GroupMemberRemoved(_)
            | Event::CalendarDayChanged(_)
            | Event::SchoolTermsSet(_)
            | Event::PersonRegistered(_)
            | Event::ContactChanged(_)
            | Event::RoleGranted(_)
            | Event::RoleRevoked(_)
            | Event::PersonMoved(_)
            | Event::SubstitutionSet(_)
            | Event::SubstitutionEnded(_)
            | Event::LeaveSet(_)
            | Event::LeaveEnded(_)
            | Event::PersonErasureRequested(_)
            | Event::PersonErased(_)
            | Event::RoadmapDrafted(_)
            | Event::SectionAdded(_)
            | Event::RoadmapAdopted(_)
            | Event::RoadmapAmended(_)
            | Event::RoadmapClosed(_)
            | Event::SettingChanged(_)
            | Event::ActivityPlanned(_)
            | Event::ActivityReworded(_)
            | Event::ActivityWithdrawn(_)
            | Event::DeadlineSet(_)
            | Event::DeadlineMoved(_)
            | Event::OccurrenceScheduled(_)
            | Event::OccurrenceCancelled(_)
            | Event::ResponsibleAssigned(_)
            | Event::ResponsibleReleased(_)
            | Event::LeadChosen(_)
            | Event::Unknown(_) => None,
        }
    }
}
