//! What events are about, in the words of those who look for one.

use vekha_domain::{event::Event, stream::Stream};

/// Subjects of events, as a form lists them.
pub const SUBJECTS: [&str; 4] = ["activity", "roadmap", "person", "office"];

/// The subject of a stream, by its code.
pub fn subject(stream: Stream) -> &'static str {
    match stream {
        Stream::Activity(_) => "activity",
        Stream::Roadmap(_) => "roadmap",
        Stream::Person(_) => "person",
        Stream::Office(_) => "office",
    }
}

/// What sort of fact it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Group {
    /// Отметки.
    Marks,
    /// Приёмка.
    Review,
    /// Сроки.
    Terms,
    /// Ответственные.
    Responsible,
    /// Ссылки.
    Links,
    /// Состав дорожной карты.
    Plan,
    /// Люди.
    People,
    /// Учреждение.
    Office,
}

impl Group {
    /// Every group, as a form lists them.
    pub const ALL: [Group; 8] = [
        Group::Marks,
        Group::Review,
        Group::Terms,
        Group::Responsible,
        Group::Links,
        Group::Plan,
        Group::People,
        Group::Office,
    ];

    /// Its name in addresses, and the key of its words.
    pub fn code(self) -> &'static str {
        match self {
            Group::Marks => "marks",
            Group::Review => "review",
            Group::Terms => "terms",
            Group::Responsible => "responsible",
            Group::Links => "links",
            Group::Plan => "plan",
            Group::People => "people",
            Group::Office => "office",
        }
    }

    /// Where an event belongs; nowhere, when only a newer program knows it.
    pub fn of(event: &Event) -> Option<Group> {
        match event {
            Event::CompletionReported(_) | Event::CompletionRetracted(_) => Some(Group::Marks),
            Event::CompletionAccepted(_) | Event::CompletionReturned(_) => Some(Group::Review),
            Event::DeadlineSet(_)
            | Event::DeadlineMoved(_)
            | Event::OccurrenceScheduled(_)
            | Event::OccurrenceCancelled(_) => Some(Group::Terms),
            Event::ResponsibleAssigned(_) | Event::ResponsibleReleased(_) | Event::LeadChosen(_) => {
                Some(Group::Responsible)
            }
            Event::ProofLinkAdded(_) | Event::ProofLinkRemoved(_) | Event::ProofLinkChecked(_) => Some(Group::Links),
            Event::RoadmapDrafted(_)
            | Event::SectionAdded(_)
            | Event::RoadmapAdopted(_)
            | Event::RoadmapAmended(_)
            | Event::RoadmapClosed(_)
            | Event::SettingChanged(_)
            | Event::ActivityPlanned(_)
            | Event::ActivityReworded(_)
            | Event::ActivityWithdrawn(_) => Some(Group::Plan),
            Event::PersonRegistered(_)
            | Event::ContactChanged(_)
            | Event::RoleGranted(_)
            | Event::RoleRevoked(_)
            | Event::PersonMoved(_)
            | Event::SubstitutionSet(_)
            | Event::SubstitutionEnded(_)
            | Event::LeaveSet(_)
            | Event::LeaveEnded(_)
            | Event::PersonErasureRequested(_)
            | Event::PersonErased(_) => Some(Group::People),
            Event::OfficeRegistered(_)
            | Event::OrganisationAdded(_)
            | Event::OrganisationRenamed(_)
            | Event::OrganisationClosed(_)
            | Event::GroupDefined(_)
            | Event::GroupMemberAdded(_)
            | Event::GroupMemberRemoved(_)
            | Event::CalendarDayChanged(_)
            | Event::SchoolTermsSet(_) => Some(Group::Office),
            Event::Unknown(_) => None,
        }
    }
}
