//! Facts about series of meetings: each occurrence of an activity is one meeting (Krasnodar 1.1.2, Seversky 1.3: «1 раз в квартал»).

use super::{Basis, Party};
use crate::ids::{ActivityId, MarkId};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// The occurrences of an activity are meetings: their dates are named, people are invited, a protocol closes each.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct MeetingSeriesPlanned {
    /// The activity whose occurrences are the meetings.
    pub activity: ActivityId,
    /// Who is invited beside the responsible.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub invited: Vec<Party>,
}

/// The meeting of an occurrence has a date, or another one than before.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct MeetingDateSet {
    /// Which occurrence.
    pub occurrence: u16,
    /// When it begins, in the office's time.
    pub at: NaiveDateTime,
    /// How long it takes, in minutes. Range 15..=480.
    pub minutes: u16,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// The meeting was held; the mark with the protocol is in the activity.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct MeetingHeld {
    /// Which occurrence.
    pub occurrence: u16,
    /// The mark of fulfilment made with the protocol.
    pub mark: MarkId,
}

/// The meeting will not be on its date; the occurrence waits for another one, or is cancelled by itself.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct MeetingCancelled {
    /// Which occurrence.
    pub occurrence: u16,
    /// Why.
    pub reason: String,
}

/// The occurrences are no meetings any longer: they are reminded of as any other.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct MeetingSeriesEnded {
    /// On what ground.
    pub basis: Basis,
}
