//! Identifiers: one type per thing, so that a school's id is never passed where a person's belongs.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, concat!(stringify!($name), "({})"), self.0) }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, uuid::Error> { Uuid::parse_str(s).map($name) }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self { $name(id) }
        }
    )+};
}

ids! {
    /// An education office; also the id of its log.
    OfficeId,
    /// A person: staff of the office, a head of a school, an auditor. Never a name.
    PersonId,
    /// A school, a centre or the office itself.
    OrganisationId,
    /// A group of organisations such as «Руководители ОО».
    GroupId,
    /// A roadmap (дорожная карта).
    RoadmapId,
    /// An activity (мероприятие): one row of a roadmap.
    ActivityId,
    /// One mark of fulfilment (отметка об исполнении).
    MarkId,
    /// A series of meetings (серия заседаний): the occurrences of one activity.
    MeetingSeriesId,
    /// A monitoring with its windows.
    MonitoringId,
    /// One letter that reminds.
    ReminderId,
    /// An issued report.
    ReportId,
    /// A random sample of confirming documents.
    SampleId,
}

impl PersonId {
    /// The program itself: the actor of what no person did.
    pub const PROGRAM: PersonId = PersonId(Uuid::nil());
}
