//! The text of a head that is signed (C2SP tlog-checkpoint), and reading it back.

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, SecondsFormat, Utc};
use vekha_event_log::{Hash, Head, LogId};

/// What the first line begins with.
const ORIGIN: &str = "vekha/";

/// A head as a note tells it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// Where the log ended.
    pub head: Head,
    /// The root of the tree there.
    pub root: Hash,
}

impl Told {
    /// The text that is signed.
    pub fn text(&self) -> String {
        let Head { log, position, chain_hash, recorded_at } = &self.head;
        let (root, recorded) = (STANDARD.encode(self.root.0), recorded_at.to_rfc3339_opts(SecondsFormat::AutoSi, true));
        format!("{ORIGIN}{}\n{position}\n{root}\nchain {chain_hash}\nrecorded {recorded}\n", log.0)
    }
}

/// The head a signed text speaks of; none when it speaks of something else.
pub fn told(text: &str) -> Option<Told> {
    let mut lines = text.lines();
    let (origin, position, root) = (lines.next()?, lines.next()?, lines.next()?);
    let chain_hash = lines.next()?.strip_prefix("chain ")?.parse().ok()?;
    let recorded_at = DateTime::parse_from_rfc3339(lines.next()?.strip_prefix("recorded ")?).ok()?.with_timezone(&Utc);
    let log = LogId(origin.strip_prefix(ORIGIN)?.parse().ok()?);
    let root = Hash(STANDARD.decode(root).ok()?.try_into().ok()?);
    Some(Told { head: Head { log, position: position.parse().ok()?, chain_hash, recorded_at }, root })
}
