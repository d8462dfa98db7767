//! Checks the proof of some entries: a signed note, and for each entry its line and the path from it to the note's root.

use crate::{
    finding::{Break, Kind, Stop},
    hash::of_hex,
    leaf::Line,
    note::{Checkpoint, Key, Note},
    tree::root_by_path,
};
use serde::{Deserialize, Serialize};

/// What the first line says it is.
const FORMAT: &str = "vekha-proof/1";

/// The first line.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Top {
    proof: String,
    stream: String,
    note: String,
}

/// Every other line.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    event: Line,
    path: Vec<String>,
}

/// What a proof proves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proven {
    /// The head whose log holds the entries.
    pub head: Checkpoint,
    /// The stream they are of. Others of it may be left out: a school proves its own.
    pub stream: String,
    /// The entries.
    pub events: Vec<Line>,
}

/// Checks a proof, byte for byte.
///
/// # Errors
/// The first break. What does not read as a proof at all is a break of kind [`Kind::Manifest`].
pub fn proof(text: &str, key: &Key) -> Result<Proven, Stop> {
    let (top, rest) = text.split_once('\n').unwrap_or((text, ""));
    let top: Top = exactly(top).filter(|top: &Top| top.proof == FORMAT).ok_or_else(|| in_line(Kind::Manifest, 1))?;
    let note = Note::read(&top.note).filter(|note| note.is_by(key)).ok_or_else(|| in_line(Kind::Signature, 1))?;
    let head = note.head().ok_or_else(|| in_line(Kind::Signature, 1))?;
    let mut events: Vec<Line> = Vec::new();
    for (line, number) in rest.split_inclusive('\n').zip(2..) {
        let line = line.strip_suffix('\n').and_then(exactly);
        let entry: Entry = line.ok_or_else(|| in_line(Kind::Leaf, number))?;
        events.push(entry.checked(&head, &top.stream, events.last())?);
    }
    if events.is_empty() {
        return Err(in_line(Kind::Manifest, 1));
    }
    Ok(Proven { head, stream: top.stream, events })
}

impl Entry {
    fn checked(self, head: &Checkpoint, stream: &str, before: Option<&Line>) -> Result<Line, Stop> {
        let event = self.event;
        let at = |kind| Break::at(kind, event.position);
        let leaf = event.honest_leaf().filter(|_| event.chain_hash.is_none()).ok_or_else(|| at(Kind::Leaf))?;
        if event.log_id != head.log || event.stream_id != stream {
            return Err(at(Kind::Stream));
        }
        if before.is_some_and(|before| (event.version, event.position) <= (before.version, before.position)) {
            return Err(at(Kind::Stream));
        }
        let path: Option<Vec<_>> = self.path.iter().map(|hash| of_hex(hash)).collect();
        let index = event.position.checked_sub(1).ok_or_else(|| at(Kind::Anchor))?;
        let root = path.and_then(|path| root_by_path(leaf, index, head.position, &path));
        if root == Some(head.root) { Ok(event) } else { Err(at(Kind::Anchor)) }
    }
}

/// Reads what is written in the one way it is written.
fn exactly<T: Serialize + for<'de> Deserialize<'de>>(text: &str) -> Option<T> {
    let read: T = serde_json::from_str(text).ok()?;
    (serde_json::to_string(&read).ok()? == text).then_some(read)
}

fn in_line(kind: Kind, number: usize) -> Stop {
    Break::within(kind, &number.to_string())
}
