//! Streams: whose history an event belongs to.

use crate::ids::{ActivityId, MeetingSeriesId, MonitoringId, OfficeId, PersonId, ReminderId, RoadmapId};
use std::{fmt, str::FromStr};
use thiserror::Error;

/// The subject of an event. Its text form (`activity-<uuid>`) is the log's `stream_id`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Stream {
    /// The office: organisations, groups, calendar, settings.
    Office(OfficeId),
    /// One person.
    Person(PersonId),
    /// The head of a roadmap: order, period, sections, settings.
    Roadmap(RoadmapId),
    /// One activity with its deadlines, executors and marks.
    Activity(ActivityId),
    /// A series of meetings: their dates, invitations and protocols.
    Meeting(MeetingSeriesId),
    /// A monitoring: its windows and who has answered.
    Monitoring(MonitoringId),
    /// One letter, from the queue to its answer.
    Reminder(ReminderId),
    /// The office's mornings: whoever plans letters writes here first, so that of two only one does.
    Mornings(OfficeId),
    /// What is done so that the log can be trusted: signed heads, their keepers, samples of documents.
    Audit(OfficeId),
}

impl fmt::Display for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Stream::Office(id) => write!(f, "office-{id}"),
            Stream::Person(id) => write!(f, "person-{id}"),
            Stream::Roadmap(id) => write!(f, "roadmap-{id}"),
            Stream::Activity(id) => write!(f, "activity-{id}"),
            Stream::Meeting(id) => write!(f, "meeting-{id}"),
            Stream::Monitoring(id) => write!(f, "monitoring-{id}"),
            Stream::Reminder(id) => write!(f, "reminder-{id}"),
            Stream::Mornings(id) => write!(f, "mornings-{id}"),
            Stream::Audit(id) => write!(f, "audit-{id}"),
        }
    }
}

/// The text is not the name of a stream this program knows.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("not a stream: {0}")]
pub struct UnknownStream(pub String);

impl FromStr for Stream {
    type Err = UnknownStream;

    fn from_str(text: &str) -> Result<Self, UnknownStream> {
        let unknown = || UnknownStream(text.to_owned());
        let (subject, id) = text.split_once('-').ok_or_else(unknown)?;
        let id = uuid::Uuid::parse_str(id).map_err(|_| unknown())?;
        match subject {
            "office" => Ok(Stream::Office(OfficeId(id))),
            "person" => Ok(Stream::Person(PersonId(id))),
            "roadmap" => Ok(Stream::Roadmap(RoadmapId(id))),
            "activity" => Ok(Stream::Activity(ActivityId(id))),
            "meeting" => Ok(Stream::Meeting(MeetingSeriesId(id))),
            "monitoring" => Ok(Stream::Monitoring(MonitoringId(id))),
            "reminder" => Ok(Stream::Reminder(ReminderId(id))),
            "mornings" => Ok(Stream::Mornings(OfficeId(id))),
            "audit" => Ok(Stream::Audit(OfficeId(id))),
            _ => Err(unknown()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_reads_back_as_written() {
        let stream = Stream::Activity(ActivityId(uuid::Uuid::from_u128(7)));
        assert_eq!(stream.to_string().parse(), Ok(stream));
        assert!("activity-7".parse::<Stream>().is_err());
        assert!("letter-00000000-0000-0000-0000-000000000007".parse::<Stream>().is_err());
    }
}
