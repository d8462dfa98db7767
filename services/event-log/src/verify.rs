//! Checks a log from its first event: every number, leaf and link, its head and an anchor noted outside.

use crate::{
    EventLog,
    chain::{Leaf, link},
    error::LogError,
    event::{Head, LogId},
    read::{Linked, Pages},
};
use serde::Serialize;
use std::collections::HashMap;

/// What a check found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// Every event is what was written, where it was written.
    Whole {
        /// How many.
        events: u64,
        /// Where the log ends.
        head: Head,
    },
    /// The first place that is not.
    Broken {
        /// Of the event, or of the one that should be there.
        position: u64,
        /// How.
        kind: BreakKind,
    },
}

impl Verdict {
    /// Whether nothing is broken.
    pub fn is_whole(&self) -> bool {
        matches!(self, Verdict::Whole { .. })
    }
}

/// How a log is broken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BreakKind {
    /// A position is missing.
    Gap,
    /// The event's content is not what its hash says.
    Leaf,
    /// The event does not follow the one before it.
    Link,
    /// The event's version does not follow its stream's.
    Stream,
    /// The log's head is not its last event.
    Head,
    /// The log does not hold what the anchor says: its end was cut off or its past was written anew.
    Anchor,
}

impl BreakKind {
    /// A stable name: gap, leaf, link, stream, head or anchor.
    pub fn code(self) -> &'static str {
        match self {
            BreakKind::Gap => "gap",
            BreakKind::Leaf => "leaf",
            BreakKind::Link => "link",
            BreakKind::Stream => "stream",
            BreakKind::Head => "head",
            BreakKind::Anchor => "anchor",
        }
    }
}

impl EventLog {
    /// Checks a log, and that it still holds what every head noted earlier says. Without an anchor, a log whose end was cut
    /// off together with its head, or that was written anew from some event on, is whole: only an anchor tells.
    ///
    /// # Errors
    /// The database cannot be read. A damaged log is not an error but a [`Verdict::Broken`].
    pub async fn verify(&self, log: LogId, anchors: impl IntoIterator<Item = Head>) -> Result<Verdict, LogError> {
        // The head first: events that come meanwhile stay out of the check.
        let stated = self.head(log).await?;
        let mut anchors: Vec<Head> = anchors.into_iter().filter(|anchor| anchor.log == log).collect();
        anchors.sort_by_key(|anchor| std::cmp::Reverse(anchor.position));
        let mut check = Check { end: Head::empty(log), versions: HashMap::new(), anchors, broken: None };
        check.meet_anchors();
        let mut pages = Pages::new(&self.store, log, None, 0, None);
        while check.broken.is_none() && check.end.position < stated.position.max(1) {
            match pages.next(|linked| check.event(&linked, stated.position)).await {
                Ok(true) => {}
                Ok(false) => break,
                Err(LogError::Damaged { after }) => check.broken = check.broken.or(Some((after + 1, BreakKind::Leaf))),
                Err(e) => return Err(e),
            }
        }
        if let Some((position, kind)) = check.broken {
            return Ok(broken(position, kind));
        }
        if check.end != stated || self.head_moved_back(&stated).await? {
            return Ok(broken(check.end.position.min(stated.position) + 1, BreakKind::Head));
        }
        // What was met is taken out: the next one left speaks of an event that is not there.
        if let Some(missed) = check.anchors.last() {
            return Ok(broken(missed.position, BreakKind::Anchor));
        }
        Ok(Verdict::Whole { events: stated.position, head: stated })
    }

    /// Whether events lie after a head that has not moved since.
    async fn head_moved_back(&self, stated: &Head) -> Result<bool, LogError> {
        let later = Pages::new(&self.store, stated.log, None, stated.position, None).next(|_| ()).await?;
        Ok(later && self.head(stated.log).await? == *stated)
    }
}

fn broken(position: u64, kind: BreakKind) -> Verdict {
    Verdict::Broken { position, kind }
}

/// How far the check has come.
struct Check {
    end: Head,
    versions: HashMap<Box<str>, u64>,
    /// Those not met yet, the latest first.
    anchors: Vec<Head>,
    broken: Option<(u64, BreakKind)>,
}

impl Check {
    fn event(&mut self, linked: &Linked<'_>, last: u64) {
        let event = &linked.event;
        if self.broken.is_some() || event.position > last {
            return;
        }
        let position = self.end.position + 1;
        if event.position != position {
            self.broken = Some((position, BreakKind::Gap));
            return;
        }
        let chain_hash = link(self.end.chain_hash, linked.leaf_hash);
        let version = match self.versions.get_mut(event.stream) {
            Some(version) => version,
            None => self.versions.entry(event.stream.into()).or_insert(0),
        };
        *version += 1;
        let kind = if leaf(self.end.log, linked).hash() != linked.leaf_hash {
            Some(BreakKind::Leaf)
        } else if chain_hash != linked.chain_hash {
            Some(BreakKind::Link)
        } else if self.versions.get(event.stream) != Some(&event.version) {
            Some(BreakKind::Stream)
        } else {
            None
        };
        self.end = Head { log: self.end.log, position, chain_hash, recorded_at: event.recorded_at };
        self.broken = kind.map(|kind| (position, kind));
        if self.broken.is_none() {
            self.meet_anchors();
        }
    }

    fn meet_anchors(&mut self) {
        while let Some(anchor) = self.anchors.pop_if(|anchor| anchor.position == self.end.position) {
            if anchor.chain_hash != self.end.chain_hash {
                self.broken = Some((self.end.position, BreakKind::Anchor));
            }
        }
    }
}

/// All of an event that its leaf covers.
pub(crate) fn leaf<'a>(log: LogId, linked: &Linked<'a>) -> Leaf<'a> {
    let event = &linked.event;
    Leaf {
        log: log.0,
        position: event.position,
        event_id: event.event_id,
        stream: event.stream,
        version: event.version,
        kind: event.kind,
        schema_version: event.schema_version,
        occurred_on: linked.occurred_on.into(),
        recorded_at: event.recorded_at.timestamp_micros(),
        actor: event.actor,
        command_id: event.command_id,
        correlation: event.correlation,
        causation: event.causation,
        payload: event.payload,
    }
}
