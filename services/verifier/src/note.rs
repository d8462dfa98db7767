//! Signed notes (C2SP signed-note) with a head of a log in them (C2SP tlog-checkpoint).

use crate::hash::{Hash, of_base64, of_hex, sha256};
use base64::{Engine, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signature, VerifyingKey};

/// What the first line of a head begins with.
const ORIGIN: &str = "vekha/";
/// What a line of signature begins with: an em dash and a space.
const DASH: &str = "\u{2014} ";
/// Ed25519, as signed-note numbers the ways of signing.
const ED25519: u8 = 0x01;

/// A key that signatures are checked with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Key {
    name: String,
    id: [u8; 4],
    key: VerifyingKey,
}

impl Key {
    /// Reads `name+id+key`, as `vekha key` prints it; none when it is not one.
    pub fn read(text: &str) -> Option<Key> {
        let mut parts = text.trim().splitn(3, '+');
        let (name, id, key) = (parts.next()?, of_hex(parts.next()?)?, STANDARD.decode(parts.next()?).ok()?);
        let (way, bytes) = key.split_first()?;
        let mut named = name.as_bytes().to_vec();
        named.push(b'\n');
        named.extend(&key);
        let rightly = sha256(&named).starts_with(&id) && *way == ED25519 && !name.is_empty();
        let key = VerifyingKey::from_bytes(bytes.try_into().ok()?).ok()?;
        rightly.then(|| Key { name: name.to_owned(), id, key })
    }
}

/// A text with signatures below it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// What is signed, with its last line feed.
    pub text: String,
    signatures: Vec<(String, Vec<u8>)>,
}

impl Note {
    /// Reads a note and nothing else.
    pub fn read(text: &str) -> Option<Note> {
        let (signed, below) = text.rsplit_once("\n\n")?;
        let lines = below.strip_suffix('\n')?.split('\n');
        let signatures: Option<Vec<_>> = lines.map(signature).collect();
        Some(Note { text: format!("{signed}\n"), signatures: signatures? })
    }

    /// All heads in a text, such as a saved letter.
    pub fn all_in(text: &str) -> Vec<Note> {
        let text = text.replace("\r\n", "\n");
        let lines: Vec<&str> = text.lines().collect();
        let starts = (0..lines.len()).filter(|at| lines.get(*at).is_some_and(|line| line.starts_with(ORIGIN)));
        let note = |from: usize| {
            let lines = lines.get(from..)?;
            let above = lines.iter().position(|line| line.is_empty())? + 1;
            let below = lines.iter().skip(above).take_while(|line| line.starts_with(DASH)).count();
            Note::read(&format!("{}\n", lines.get(..above + below)?.join("\n")))
        };
        starts.filter_map(note).collect()
    }

    /// Whether the key signed it.
    pub fn is_by(&self, key: &Key) -> bool {
        let good = |(name, bytes): &(String, Vec<u8>)| {
            let signature = bytes.strip_prefix(&key.id).and_then(|bytes| Signature::from_slice(bytes).ok());
            *name == key.name && signature.is_some_and(|s| key.key.verify_strict(self.text.as_bytes(), &s).is_ok())
        };
        self.signatures.iter().any(good)
    }

    /// The head it speaks of; none when it speaks of something else.
    pub fn head(&self) -> Option<Checkpoint> {
        let mut lines = self.text.lines();
        let (origin, position, root) = (lines.next()?, lines.next()?, lines.next()?);
        let mut extension = |name: &str| lines.next()?.strip_prefix(name).map(str::to_owned);
        let chain = of_hex(&extension("chain ")?)?;
        let recorded = extension("recorded ")?;
        let log = origin.strip_prefix(ORIGIN)?.to_owned();
        let position: u64 = position.parse().ok().filter(|position| *position > 0)?;
        Some(Checkpoint { log, position, root: of_base64(root)?, chain, recorded })
    }
}

/// A head of a log, as a note tells it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checkpoint {
    /// Id of the log.
    pub log: String,
    /// Position of the last event.
    pub position: u64,
    /// The root of the tree over the leaves up to there.
    pub root: Hash,
    /// The chain there.
    pub chain: Hash,
    /// When the last event was recorded, as written.
    pub recorded: String,
}

fn signature(line: &str) -> Option<(String, Vec<u8>)> {
    let (name, bytes) = line.strip_prefix(DASH)?.split_once(' ')?;
    Some((name.to_owned(), STANDARD.decode(bytes).ok()?))
}
