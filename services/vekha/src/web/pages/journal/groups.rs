//! What events are about, in the words of those who look for one.

use vekha_domain::{
    event::Event, of_audit, of_meeting, of_monitoring, of_office, of_person, of_reminder, stream::Stream,
};

/// Subjects of events, as a form lists them.
pub const SUBJECTS: [&str; 8] = ["activity", "roadmap", "meeting", "monitoring", "letter", "person", "office", "audit"];

/// The subject of a stream, by its code.
pub fn subject(stream: Stream) -> &'static str {
    match stream {
        Stream::Activity(_) => "activity",
        Stream::Roadmap(_) => "roadmap",
        Stream::Meeting(_) => "meeting",
        Stream::Monitoring(_) => "monitoring",
        Stream::Reminder(_) | Stream::Mornings(_) => "letter",
        Stream::Person(_) => "person",
        Stream::Office(_) => "office",
        Stream::Audit(_) => "audit",
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
    /// Заседания.
    Meetings,
    /// Мониторинги.
    Monitoring,
    /// Письма.
    Letters,
    /// Отчёты и проверка.
    Audit,
}

impl Group {
    /// Every group, as a form lists them.
    pub const ALL: [Group; 12] = [
        Group::Marks,
        Group::Review,
        Group::Terms,
        Group::Responsible,
        Group::Links,
        Group::Plan,
        Group::People,
        Group::Office,
        Group::Meetings,
        Group::Monitoring,
        Group::Letters,
        Group::Audit,
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
            Group::Meetings => "meetings",
            Group::Monitoring => "monitoring",
            Group::Letters => "letters",
            Group::Audit => "audit",
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
            | Event::OccurrenceCancelled(_)
            | Event::MoveRequested(_)
            | Event::MoveDeclined(_) => Some(Group::Terms),
            Event::ResponsibleAssigned(_) | Event::ResponsibleReleased(_) | Event::LeadChosen(_) => {
                Some(Group::Responsible)
            }
            Event::ProofLinkAdded(_)
            | Event::ProofLinkRemoved(_)
            | Event::ProofLinkChecked(_)
            | Event::ProofExamined(_) => Some(Group::Links),
            Event::TermReportIssued(_) | Event::YearAnalysisIssued(_) | of_audit!() => Some(Group::Audit),
            Event::RoadmapDrafted(_)
            | Event::SectionAdded(_)
            | Event::RoadmapAdopted(_)
            | Event::RoadmapAmended(_)
            | Event::RoadmapClosed(_)
            | Event::SettingChanged(_)
            | Event::ReminderPolicySet(_)
            | Event::ActivityPlanned(_)
            | Event::ActivityReworded(_)
            | Event::ActivityWithdrawn(_) => Some(Group::Plan),
            of_person!() => Some(Group::People),
            of_office!() => Some(Group::Office),
            of_meeting!() => Some(Group::Meetings),
            of_monitoring!() => Some(Group::Monitoring),
            of_reminder!() => Some(Group::Letters),
            Event::Unknown(_) => None,
        }
    }
}
