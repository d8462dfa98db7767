//! The chain of hashes: what makes a change of the past visible.

use sha2::{Digest, Sha256};
use std::{borrow::Cow, fmt, str::FromStr};
use uuid::Uuid;

/// A SHA-256 value; in text, 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// What stands before the first event.
    pub const GENESIS: Hash = Hash([0; 32]);
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text is not 64 hexadecimal digits.
#[derive(Debug, thiserror::Error)]
#[error("a hash is 64 hexadecimal digits")]
pub struct NotAHash;

impl FromStr for Hash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Hash, NotAHash> {
        if text.len() != 64 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(NotAHash);
        }
        let mut hash = [0; 32];
        for (to, at) in hash.iter_mut().zip((0..64).step_by(2)) {
            let pair = text.get(at..at + 2).ok_or(NotAHash)?;
            *to = u8::from_str_radix(pair, 16).map_err(|_| NotAHash)?;
        }
        Ok(Hash(hash))
    }
}

impl serde::Serialize for Hash {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Hash {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Hash, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Everything of an event that its leaf covers, as stored.
#[derive(Clone, Debug)]
pub(crate) struct Leaf<'a> {
    pub log: Uuid,
    pub position: u64,
    pub event_id: Uuid,
    pub stream: &'a str,
    pub version: u64,
    pub kind: &'a str,
    pub schema_version: u16,
    /// YYYY-MM-DD.
    pub occurred_on: Cow<'a, str>,
    /// Microseconds since 1970, UTC.
    pub recorded_at: i64,
    pub actor: Uuid,
    pub command_id: Uuid,
    pub correlation: Option<Uuid>,
    pub causation: Option<Uuid>,
    pub payload: &'a str,
}

impl Leaf<'_> {
    /// The leaf's hash; the byte layout is in README.md.
    pub(crate) fn hash(&self) -> Hash {
        // One buffer and one update: the fields are short, and a call per field costs more than the copy.
        let mut bytes = Vec::with_capacity(256 + self.stream.len() + self.kind.len() + self.payload.len());
        bytes.push(0x00);
        field(&mut bytes, self.log.as_bytes());
        field(&mut bytes, &self.position.to_be_bytes());
        field(&mut bytes, self.event_id.as_bytes());
        field(&mut bytes, self.stream.as_bytes());
        field(&mut bytes, &self.version.to_be_bytes());
        field(&mut bytes, self.kind.as_bytes());
        field(&mut bytes, &u32::from(self.schema_version).to_be_bytes());
        field(&mut bytes, self.occurred_on.as_bytes());
        field(&mut bytes, &self.recorded_at.to_be_bytes());
        field(&mut bytes, self.actor.as_bytes());
        field(&mut bytes, self.command_id.as_bytes());
        field(&mut bytes, self.correlation.as_ref().map_or(&[], |id| id.as_bytes()));
        field(&mut bytes, self.causation.as_ref().map_or(&[], |id| id.as_bytes()));
        field(&mut bytes, self.payload.as_bytes());
        Hash(Sha256::digest(&bytes).into())
    }
}

/// The length in four bytes, the greatest first, then the bytes. SQLite holds no value of 4 GiB, so the length fits.
fn field(to: &mut Vec<u8>, bytes: &[u8]) {
    to.extend_from_slice(&u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
    to.extend_from_slice(bytes);
}

/// The link after `previous`.
pub(crate) fn link(previous: Hash, leaf: Hash) -> Hash {
    let mut bytes = [0x02; 65];
    bytes.iter_mut().skip(1).zip(previous.0.iter().chain(&leaf.0)).for_each(|(to, from)| *to = *from);
    Hash(Sha256::digest(bytes).into())
}
