//! What goes into the log and what comes out of it.

use crate::chain::Hash;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use uuid::Uuid;

/// Whose log: one office has one, with its own order and chain.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LogId(pub Uuid);

/// The version a stream must have for a write to go in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Expected {
    /// The stream has no events yet.
    New,
    /// The stream's last event has this version.
    Exact(u64),
    /// Whatever it is.
    Any,
}

/// An event to be written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewEvent {
    /// Unique in the whole database.
    pub event_id: Uuid,
    /// Frozen wire name, stored as `type`.
    pub kind: Cow<'static, str>,
    /// Shape of the payload for this kind, from 1.
    pub schema_version: u16,
    /// The day the fact speaks of.
    pub occurred_on: NaiveDate,
    /// The fact; stored and hashed byte for byte.
    pub payload: String,
}

/// Events for one stream. Without events it only guards: the command goes in if the stream has the expected version.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Write {
    /// The stream's name.
    pub stream: String,
    /// The version it must have.
    pub expected: Expected,
    /// In order.
    pub events: Vec<NewEvent>,
}

/// One command's events: all of them go in, or none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Append {
    /// Whose log.
    pub log: LogId,
    /// Made by the client; the same id again has no second effect and gets the first answer.
    pub command_id: Uuid,
    /// Who does it.
    pub actor: Uuid,
    /// The affair it belongs to.
    pub correlation: Option<Uuid>,
    /// The event or command that led to it.
    pub causation: Option<Uuid>,
    /// In order; at least one event among them.
    pub writes: Vec<Write>,
    /// Kept with the command and given back when it comes again.
    pub result: String,
}

/// Where a command's events are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Appended {
    /// Position of its first event.
    pub first: u64,
    /// Position of its last event.
    pub last: u64,
    /// When they were recorded.
    pub recorded_at: DateTime<Utc>,
    /// The command had been there before: this is the first answer again.
    pub repeated: bool,
    /// What the command kept.
    pub result: String,
    /// The chain after its last event.
    pub chain_hash: Hash,
}

/// An event as stored, borrowed from the page just read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StoredEvent<'a> {
    /// 1, 2, 3 … within the log.
    pub position: u64,
    /// Its own id.
    pub event_id: Uuid,
    /// The stream's name.
    pub stream: &'a str,
    /// 1, 2, 3 … within the stream.
    pub version: u64,
    /// Frozen wire name.
    pub kind: &'a str,
    /// Shape of the payload.
    pub schema_version: u16,
    /// The day the fact speaks of.
    pub occurred_on: NaiveDate,
    /// When it was written; never falls within a log.
    pub recorded_at: DateTime<Utc>,
    /// Who did it.
    pub actor: Uuid,
    /// The command that wrote it.
    pub command_id: Uuid,
    /// The affair it belongs to.
    pub correlation: Option<Uuid>,
    /// The event or command that led to it.
    pub causation: Option<Uuid>,
    /// The fact.
    pub payload: &'a str,
}

/// Where a log ends. Noted outside, it is an anchor: nothing up to its position can be changed unseen.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Head {
    /// Whose log.
    pub log: LogId,
    /// Of the last event; 0 for a log without events.
    pub position: u64,
    /// The chain after the last event.
    pub chain_hash: Hash,
    /// When the last event was recorded; 1970 for a log without events.
    pub recorded_at: DateTime<Utc>,
}

impl Head {
    /// The head of a log without events.
    pub fn empty(log: LogId) -> Head {
        Head { log, position: 0, chain_hash: Hash::GENESIS, recorded_at: DateTime::UNIX_EPOCH }
    }
}
