//! The history of an activity in sentences, the newest first.

use super::{
    super::{asked::Asked, written},
    chosen::sees,
};
use crate::sentence;
use vekha_domain::{
    activity::Activity,
    event::{Event, Recorded},
    ids::MarkId,
};

/// An event told.
pub struct Told {
    /// Place in the page.
    pub id: String,
    /// The moment for programs.
    pub datetime: String,
    /// The moment where the office is.
    pub at: String,
    /// In words.
    pub sentence: String,
    /// Place in the log.
    pub number: String,
}

/// The events this visitor may read, the newest first.
pub fn told(asked: &Asked, activity: &Activity, events: &[Recorded]) -> Vec<Told> {
    let zone = asked.state().zone();
    let told = |event: &Recorded| Told {
        id: format!("e{}", event.position),
        datetime: event.recorded_at.with_timezone(&zone).format("%Y-%m-%dT%H:%M%:z").to_string(),
        at: written::moment(event.recorded_at, zone),
        sentence: sentence::of(asked.lang, event, asked.state(), &asked.names),
        number: written::number(event.position),
    };
    let seen = |event: &&Recorded| {
        let mark = mark_of(&event.event).and_then(|id| activity.mark(id));
        mark.is_none_or(|mark| sees(asked, mark.executor))
    };
    events.iter().rev().filter(seen).map(told).collect()
}

/// Place in the log of the last event about a mark.
pub fn last_about(mark: MarkId, events: &[Recorded]) -> Option<u64> {
    let about = |event: &&Recorded| match &event.event {
        // A later look at a link is no answer to what somebody did.
        Event::ProofLinkChecked(_) => false,
        other => mark_of(other) == Some(mark),
    };
    events.iter().rfind(about).map(|event| event.position)
}

/// The mark an event speaks of.
fn mark_of(event: &Event) -> Option<MarkId> {
    match event {
        Event::CompletionReported(e) => Some(e.mark),
        Event::CompletionAccepted(e) => Some(e.mark),
        Event::CompletionReturned(e) => Some(e.mark),
        Event::CompletionRetracted(e) => Some(e.mark),
        Event::ProofLinkAdded(e) => Some(e.mark),
        Event::ProofLinkRemoved(e) => Some(e.mark),
        Event::ProofLinkChecked(e) => Some(e.mark),
        Event::OfficeRegistered(_)
        | Event::OrganisationAdded(_)
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
