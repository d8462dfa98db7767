//! A line of the export, and the two hashes that bind it: over its own fields, and to the line before.

use crate::hash::{Hash, hex, of_hex, sha256};
use serde::{Deserialize, Serialize};

/// A line, with its columns in the order they are written.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Whose log.
    pub log_id: String,
    /// 1, 2, 3 … within the log.
    pub position: u64,
    /// The event's own id.
    pub event_id: String,
    /// The stream.
    pub stream_id: String,
    /// 1, 2, 3 … within the stream.
    pub version: u64,
    /// What kind of event.
    #[serde(rename = "type")]
    pub kind: String,
    /// Shape of the payload.
    pub schema_version: u32,
    /// The day the fact speaks of, YYYY-MM-DD.
    pub occurred_on: String,
    /// When it was recorded: microseconds since 1970, UTC.
    pub recorded_at: i64,
    /// Who did it.
    pub actor_id: String,
    /// The command that wrote it.
    pub command_id: String,
    /// The affair it belongs to.
    pub correlation_id: Option<String>,
    /// What led to it.
    pub causation_id: Option<String>,
    /// The fact, byte for byte.
    pub payload: String,
    /// Over the fields above.
    pub leaf_hash: String,
    /// Over the leaf and the chain before it; left out in the proof of an entry, for only the whole log can show it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chain_hash: Option<String>,
}

impl Line {
    /// Reads a line that is written in the one way a line is written, without its line feed: a byte that changes nothing in
    /// what is read is a change too.
    pub fn read(text: &[u8]) -> Option<Line> {
        let line: Line = serde_json::from_slice(text).ok()?;
        (serde_json::to_vec(&line).ok()? == text).then_some(line)
    }

    /// The hash of the fields; none when an id is not one.
    pub fn leaf(&self) -> Option<Hash> {
        let none = |id: &Option<String>| id.as_deref().map_or(Some(Vec::new()), |id| uuid(id).map(Vec::from));
        let mut bytes = vec![0x00];
        field(&mut bytes, &uuid(&self.log_id)?)?;
        field(&mut bytes, &self.position.to_be_bytes())?;
        field(&mut bytes, &uuid(&self.event_id)?)?;
        field(&mut bytes, self.stream_id.as_bytes())?;
        field(&mut bytes, &self.version.to_be_bytes())?;
        field(&mut bytes, self.kind.as_bytes())?;
        field(&mut bytes, &self.schema_version.to_be_bytes())?;
        field(&mut bytes, self.occurred_on.as_bytes())?;
        field(&mut bytes, &self.recorded_at.to_be_bytes())?;
        field(&mut bytes, &uuid(&self.actor_id)?)?;
        field(&mut bytes, &uuid(&self.command_id)?)?;
        field(&mut bytes, &none(&self.correlation_id)?)?;
        field(&mut bytes, &none(&self.causation_id)?)?;
        field(&mut bytes, self.payload.as_bytes())?;
        Some(sha256(&bytes))
    }

    /// The leaf, if it is the one the line states.
    pub(crate) fn honest_leaf(&self) -> Option<Hash> {
        self.leaf().filter(|leaf| hex(leaf) == self.leaf_hash)
    }
}

/// The link after `previous`.
pub fn link(previous: &Hash, leaf: &Hash) -> Hash {
    let mut bytes = vec![0x02];
    bytes.extend(previous);
    bytes.extend(leaf);
    sha256(&bytes)
}

/// Four bytes of length, the greatest first, then the bytes.
fn field(to: &mut Vec<u8>, bytes: &[u8]) -> Option<()> {
    to.extend(u32::try_from(bytes.len()).ok()?.to_be_bytes());
    to.extend(bytes);
    Some(())
}

/// The bytes of an id as it is written: small letters, dashes after the digits 8, 12, 16 and 20.
fn uuid(text: &str) -> Option<[u8; 16]> {
    let digits: String = text.split('-').collect();
    let parts: Vec<usize> = text.split('-').map(str::len).collect();
    if parts != [8, 4, 4, 4, 12] { None } else { of_hex(&digits) }
}
