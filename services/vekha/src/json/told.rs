//! An event as a document: its envelope, its payload as recorded, its sentence.

use crate::{app::Names, sentence, wording::Lang};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;
use vekha_domain::{
    event::Recorded,
    ids::{OfficeId, PersonId},
};
use vekha_projections::OfficeState;

/// An event of the log.
#[derive(Serialize, ToSchema)]
pub struct Told {
    /// Whose log.
    #[schema(value_type = uuid::Uuid)]
    pub office: OfficeId,
    /// Place in the log, from 1 without gaps.
    pub position: u64,
    /// Whose history: `activity-<id>`.
    pub stream: String,
    /// Place in the stream, from 1.
    pub version: u64,
    /// Wire name.
    #[serde(rename = "type")]
    pub kind: String,
    /// Version of the payload's shape.
    pub schema_version: u16,
    /// The day the fact speaks of.
    pub occurred_on: NaiveDate,
    /// When the log learned of it.
    pub recorded_at: DateTime<Utc>,
    /// Who did it.
    #[schema(value_type = uuid::Uuid)]
    pub actor: PersonId,
    /// In words.
    pub sentence: String,
    /// The payload, byte for byte as it was hashed.
    #[schema(value_type = Object)]
    pub payload: Box<RawValue>,
}

impl Told {
    /// The event told.
    pub fn of(lang: Lang, office: OfficeId, recorded: &Recorded, known: &OfficeState, names: &Names) -> Told {
        Told {
            office,
            position: recorded.position,
            stream: recorded.stream.to_string(),
            version: recorded.version,
            kind: recorded.event.kind().to_owned(),
            schema_version: recorded.event.schema_version(),
            occurred_on: recorded.occurred_on,
            recorded_at: recorded.recorded_at,
            actor: recorded.actor,
            sentence: sentence::of(lang, recorded, known, names),
            payload: RawValue::from_string(recorded.event.payload()).unwrap_or_else(|_| RawValue::NULL.to_owned()),
        }
    }
}
