//! What a letter tells: each thing with the key by which it is told once.

use crate::{
    event::Executor,
    ids::{ActivityId, MarkId, MeetingSeriesId, MonitoringId, OrganisationId, RoadmapId},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One thing a letter tells: together with who is told it is the key that is never told twice.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "about")]
pub enum Item {
    /// A mark was returned.
    Returned {
        /// The activity.
        activity: ActivityId,
        /// The mark.
        mark: MarkId,
    },
    /// A due day is near, there, or over.
    Due {
        /// The activity.
        activity: ActivityId,
        /// Which occurrence.
        occurrence: u16,
        /// Who makes the mark.
        #[serde(flatten)]
        executor: Executor,
        /// How often the due day was moved: a moved deadline reminds anew.
        version: u16,
        /// Working days from the due day: negative before it.
        days: i16,
    },
    /// A meeting: its date is to be named, it is near, its protocol is missing.
    Meeting {
        /// The series.
        series: MeetingSeriesId,
        /// Which occurrence.
        occurrence: u16,
        /// How often its date was set.
        sequence: u16,
        /// What about it.
        #[serde(flatten)]
        call: MeetingCall,
    },
    /// A monitoring's window.
    Window {
        /// The monitoring.
        monitoring: MonitoringId,
        /// Which window.
        window: u16,
        /// How often it was moved.
        version: u16,
        /// Whose answer is missing; none in the coordinator's own letter.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        organisation: Option<OrganisationId>,
        /// What about it.
        #[serde(flatten)]
        call: WindowCall,
    },
    /// A recommendation to an organisation.
    Recommendation {
        /// The monitoring.
        monitoring: MonitoringId,
        /// Which window.
        window: u16,
        /// Which recommendation.
        number: u16,
        /// What about it.
        #[serde(flatten)]
        call: RecommendationCall,
    },
    /// A report to the working group or the yearly analysis is due.
    Report {
        /// The roadmap.
        roadmap: RoadmapId,
        /// Which one.
        report: ReportKind,
        /// Its last day.
        due: NaiveDate,
        /// Working days before it, as a negative number.
        days: i16,
    },
    /// Somebody else's obligation is long overdue.
    Escalated {
        /// The activity.
        activity: ActivityId,
        /// Which occurrence.
        occurrence: u16,
        /// Who makes the mark.
        #[serde(flatten)]
        executor: Executor,
        /// How often the due day was moved.
        version: u16,
    },
    /// Somebody asks for another term.
    Asked {
        /// The activity.
        activity: ActivityId,
        /// Which request of that activity, from 0.
        request: u16,
    },
    /// Became responsible.
    Appointed {
        /// For what.
        activity: ActivityId,
        /// Since when.
        from: NaiveDate,
    },
    /// The list of a Monday: what is due soon.
    Week {
        /// The Monday.
        monday: NaiveDate,
    },
    /// The coordinator's digest of a Monday.
    Digest {
        /// The Monday.
        monday: NaiveDate,
    },
    /// A head of the log that was signed, for a keeper.
    Head {
        /// Position of the last event covered.
        position: u64,
    },
    /// Reminded by hand of what is overdue.
    ByHand {
        /// The activity.
        activity: ActivityId,
        /// Which occurrence.
        occurrence: u16,
        /// Who makes the mark.
        #[serde(flatten)]
        executor: Executor,
        /// The day.
        day: NaiveDate,
    },
}

/// What a letter says of a meeting.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "call", content = "days")]
pub enum MeetingCall {
    /// It has no date yet.
    NameTheDate,
    /// It has a date, or another one: the invitation.
    Invited,
    /// It will not be.
    Cancelled,
    /// It is near: so many working days.
    Near(u8),
    /// It was: the protocol is asked for.
    Protocol,
}

/// What a letter says of a window.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "call", content = "days")]
pub enum WindowCall {
    /// It opens soon.
    Opens,
    /// It is open.
    Open,
    /// It closes soon.
    Closes,
    /// It closes today.
    LastDay,
    /// It is over and nothing came: so many working days.
    Missed(u16),
    /// Reminded by hand, on that day.
    ByHand(NaiveDate),
}

/// What a letter says of a recommendation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "call", content = "days")]
pub enum RecommendationCall {
    /// It was given.
    Issued,
    /// It is due so many working days ago; negative before the day.
    Due(i16),
    /// It is long overdue: told to the coordinator.
    Escalated,
}

/// Which report.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportKind {
    /// To the working group, for a school term.
    Term,
    /// To the working group, for a quarter.
    Quarter,
    /// The yearly analysis of effectiveness.
    Year,
}
