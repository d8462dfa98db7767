//! Events: every fact Vekha knows, with its frozen wire name and version.
//!
//! A payload holds facts only: nothing derivable, no names of people. To change a shape add a field with a default, or raise
//! the version and add an upcaster; stored bytes never change. A sample of every (type, version) is kept in `tests/golden`.

mod activity;
mod audit;
mod mark;
mod meeting;
mod monitoring;
mod office;
mod person;
mod proof;
mod reminder;
mod roadmap;
mod scoring;

pub use activity::*;
pub use audit::*;
pub use meeting::*;
pub use monitoring::*;
pub use office::*;
pub use person::*;
pub use proof::*;
pub use reminder::*;
pub use roadmap::*;
pub use scoring::*;

use crate::{ids::PersonId, stream::Stream};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The stored payload does not have the shape its type and version promise: the log is damaged or newer than the program.
#[derive(Debug, Error)]
#[error("event {kind} v{version} cannot be read: {reason}")]
pub struct Undecodable {
    /// Wire name.
    pub kind: String,
    /// Schema version.
    pub version: u16,
    /// What the decoder says.
    pub reason: String,
}

macro_rules! events {
    ($($subject:ident { $($wire:literal $version:literal $name:ident),+ $(,)? })+) => {
        /// One fact. `Unknown` is an event of a newer program: folds count it and pass on, decisions refuse.
        #[derive(Clone, PartialEq, Debug)]
        #[expect(missing_docs, reason = "each variant is documented at its struct")]
        pub enum Event { $($($name($name),)+)+ Unknown(Unknown) }

        impl Event {
            /// The frozen wire name, for example `completion_reported`.
            pub fn kind(&self) -> &str {
                match self { $($(Event::$name(_) => $wire,)+)+ Event::Unknown(u) => &u.kind }
            }

            /// Version of the payload's shape.
            pub fn schema_version(&self) -> u16 {
                match self { $($(Event::$name(_) => $version,)+)+ Event::Unknown(u) => u.schema_version }
            }

            /// The payload as JSON text; this text is what the log hashes.
            pub fn payload(&self) -> String {
                match self {
                    $($(Event::$name(e) => serde_json::to_string(e).unwrap_or_default(),)+)+
                    Event::Unknown(u) => u.payload.clone(),
                }
            }

            /// Reads a stored event. A type or version this program does not know becomes `Unknown`.
            ///
            /// # Errors
            /// A known (type, version) whose payload does not parse.
            pub fn decode(kind: &str, schema_version: u16, payload: &str) -> Result<Event, Undecodable> {
                match (kind, schema_version) {
                    $($(($wire, $version) => serde_json::from_str(payload).map(Event::$name)
                        .map_err(|e| Undecodable { kind: kind.to_owned(), version: schema_version, reason: e.to_string() }),)+)+
                    _ => Ok(Event::Unknown(Unknown { kind: kind.to_owned(), schema_version, payload: payload.to_owned() })),
                }
            }
        }

        $($(impl From<$name> for Event { fn from(e: $name) -> Event { Event::$name(e) } })+)+

        $(
            /// Every event of this subject, as a pattern: a fold names what is not its own by the subject.
            #[macro_export]
            macro_rules! $subject { () => { $($crate::event::Event::$name(_))|+ } }
            pub(crate) use $subject;
        )+

        /// Every wire name with its current version.
        pub const KINDS: &[(&str, u16)] = &[$($(($wire, $version)),+),+];
    };
}

events! {
    of_office {
        "office_registered" 1 OfficeRegistered,
        "organisation_added" 1 OrganisationAdded,
        "organisation_renamed" 1 OrganisationRenamed,
        "organisation_closed" 1 OrganisationClosed,
        "group_defined" 1 GroupDefined,
        "group_member_added" 1 GroupMemberAdded,
        "group_member_removed" 1 GroupMemberRemoved,
        "calendar_day_changed" 1 CalendarDayChanged,
        "school_terms_set" 1 SchoolTermsSet,
        "organisation_mailbox_set" 1 OrganisationMailboxSet,
        "scoring_model_adopted" 1 ScoringModelAdopted,
    }
    of_person {
        "person_registered" 1 PersonRegistered,
        "contact_changed" 1 ContactChanged,
        "role_granted" 1 RoleGranted,
        "role_revoked" 1 RoleRevoked,
        "person_moved" 1 PersonMoved,
        "substitution_set" 1 SubstitutionSet,
        "substitution_ended" 1 SubstitutionEnded,
        "leave_set" 1 LeaveSet,
        "leave_ended" 1 LeaveEnded,
        "person_erasure_requested" 1 PersonErasureRequested,
        "person_erased" 1 PersonErased,
    }
    of_roadmap {
        "roadmap_drafted" 1 RoadmapDrafted,
        "section_added" 1 SectionAdded,
        "roadmap_adopted" 1 RoadmapAdopted,
        "roadmap_amended" 1 RoadmapAmended,
        "roadmap_closed" 1 RoadmapClosed,
        "setting_changed" 1 SettingChanged,
        "reminder_policy_set" 1 ReminderPolicySet,
        "term_report_issued" 1 TermReportIssued,
        "year_analysis_issued" 1 YearAnalysisIssued,
    }
    of_activity {
        "activity_planned" 1 ActivityPlanned,
        "activity_reworded" 1 ActivityReworded,
        "activity_withdrawn" 1 ActivityWithdrawn,
        "deadline_set" 1 DeadlineSet,
        "deadline_moved" 1 DeadlineMoved,
        "occurrence_scheduled" 1 OccurrenceScheduled,
        "occurrence_cancelled" 1 OccurrenceCancelled,
        "responsible_assigned" 1 ResponsibleAssigned,
        "responsible_released" 1 ResponsibleReleased,
        "lead_chosen" 1 LeadChosen,
        "completion_reported" 1 CompletionReported,
        "completion_accepted" 1 CompletionAccepted,
        "completion_returned" 1 CompletionReturned,
        "completion_retracted" 1 CompletionRetracted,
        "proof_link_added" 1 ProofLinkAdded,
        "proof_link_removed" 1 ProofLinkRemoved,
        "proof_link_checked" 1 ProofLinkChecked,
        "proof_examined" 1 ProofExamined,
        "move_requested" 1 MoveRequested,
        "move_declined" 1 MoveDeclined,
    }
    of_meeting {
        "meeting_series_planned" 1 MeetingSeriesPlanned,
        "meeting_date_set" 1 MeetingDateSet,
        "meeting_held" 1 MeetingHeld,
        "meeting_cancelled" 1 MeetingCancelled,
        "meeting_series_ended" 1 MeetingSeriesEnded,
    }
    of_monitoring {
        "monitoring_planned" 1 MonitoringPlanned,
        "window_planned" 1 WindowPlanned,
        "window_moved" 1 WindowMoved,
        "window_opened" 1 WindowOpened,
        "window_answered" 1 WindowAnswered,
        "window_closed" 1 WindowClosed,
        "monitoring_ended" 1 MonitoringEnded,
        "values_reported" 1 ValuesReported,
        "values_corrected" 1 ValuesCorrected,
        "values_withdrawn" 1 ValuesWithdrawn,
        "note_published" 1 AnalyticalNotePublished,
        "recommendation_issued" 1 RecommendationIssued,
        "recommendation_done" 1 RecommendationDone,
        "decision_taken" 1 DecisionTaken,
        "class_decided" 1 ClassDecided,
        "self_analysis_noted" 1 SelfAnalysisNoted,
        "observations_noted" 1 ObservationsNoted,
    }
    of_reminder {
        "reminders_planned" 1 RemindersPlanned,
        "reminder_queued" 1 ReminderQueued,
        "reminder_sent" 1 ReminderSent,
        "reminder_uncertain" 1 ReminderUncertain,
        "reminder_undeliverable" 1 ReminderUndeliverable,
        "reminder_bounced" 1 ReminderBounced,
        "link_opened" 1 LinkOpened,
        "link_used" 1 LinkUsed,
        "reply_received" 1 ReplyReceived,
    }
    of_audit {
        "head_signed" 1 HeadSigned,
        "witness_named" 1 WitnessNamed,
        "witness_dismissed" 1 WitnessDismissed,
        "link_checking_set" 1 LinkCheckingSet,
        "proof_sample_drawn" 1 ProofSampleDrawn,
    }
}

/// An event this program does not know, kept as it is.
#[derive(Clone, PartialEq, Debug)]
pub struct Unknown {
    /// Wire name.
    pub kind: String,
    /// Version of its payload.
    pub schema_version: u16,
    /// Payload as stored.
    pub payload: String,
}

/// An event decided but not yet recorded.
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    /// Whose history it goes into.
    pub stream: Stream,
    /// The day the fact speaks of: from the act, the protocol or the mark.
    pub occurred_on: NaiveDate,
    /// The fact.
    pub event: Event,
}

impl Change {
    /// A fact about `stream`, speaking of `occurred_on`.
    pub fn new(stream: Stream, occurred_on: NaiveDate, event: impl Into<Event>) -> Change {
        Change { stream, occurred_on, event: event.into() }
    }
}

/// An event as the log holds it.
#[derive(Clone, PartialEq, Debug)]
pub struct Recorded {
    /// Place in the office's log, from 1 without gaps.
    pub position: u64,
    /// Whose history it is.
    pub stream: Stream,
    /// Place in the stream, from 1.
    pub version: u64,
    /// The day the fact speaks of.
    pub occurred_on: NaiveDate,
    /// When the log learned of it (UTC, microseconds, never before its predecessor).
    pub recorded_at: DateTime<Utc>,
    /// Who did it; [`PersonId::PROGRAM`] for the program itself.
    pub actor: PersonId,
    /// The fact.
    pub event: Event,
}

/// The ground (основание) on which a term, a responsible person or an activity is changed: an order, a protocol, a letter.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Basis {
    /// The document in words, for example «Приказ № 77 от 03.02.2023».
    pub words: String,
    /// Its date; the change speaks of this day.
    pub date: NaiveDate,
}
