//! Judges waiting commands, each on its own, against what the log holds and what was let in before it.

use crate::{
    chain::{Hash, Leaf, link},
    error::AppendError,
    event::{Append, Appended, Expected, Head, LogId},
};
use chrono::{DateTime, Utc};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// What the log holds of the logs, streams and commands in question.
pub(crate) struct Seen {
    now: DateTime<Utc>,
    heads: HashMap<LogId, Head>,
    versions: HashMap<(LogId, String), u64>,
    commands: HashMap<(LogId, Uuid), Appended>,
    changed: BTreeSet<LogId>,
}

/// An event with its place, ready to be inserted.
pub(crate) struct Placed<'a> {
    pub leaf: Leaf<'a>,
    pub leaf_hash: Hash,
    pub chain_hash: Hash,
}

impl Seen {
    /// Nothing seen yet; `now` is the moment the commands are recorded at.
    pub(crate) fn new(now: DateTime<Utc>) -> Seen {
        Seen {
            now,
            heads: HashMap::new(),
            versions: HashMap::new(),
            commands: HashMap::new(),
            changed: BTreeSet::new(),
        }
    }

    /// Where a log ends.
    pub(crate) fn head(&mut self, head: Head) {
        self.heads.insert(head.log, head);
    }

    /// A command that was answered.
    pub(crate) fn command(&mut self, log: LogId, id: Uuid, answer: Appended) {
        self.commands.insert((log, id), answer);
    }

    /// A stream that has events.
    pub(crate) fn stream(&mut self, log: LogId, stream: String, version: u64) {
        self.versions.insert((log, stream), version);
    }

    /// Lets a command in, adding its events to `rows`, or says why not.
    pub(crate) fn judge<'a>(
        &mut self,
        append: &'a Append,
        rows: &mut Vec<Placed<'a>>,
    ) -> Result<Appended, AppendError> {
        if let Some(before) = self.commands.get(&(append.log, append.command_id)) {
            return Ok(Appended { repeated: true, ..before.clone() });
        }
        let mut versions: HashMap<&str, u64> = HashMap::new();
        for write in &append.writes {
            let found = versions.entry(&write.stream).or_insert_with(|| self.version(append.log, &write.stream));
            let met = match write.expected {
                Expected::New => *found == 0,
                Expected::Exact(version) => *found == version,
                Expected::Any => true,
            };
            if !met {
                let (stream, expected) = (write.stream.clone(), write.expected);
                return Err(AppendError::Conflict { stream, expected, found: *found });
            }
            *found += write.events.len() as u64;
        }
        Ok(self.admit(append, rows))
    }

    fn version(&self, log: LogId, stream: &str) -> u64 {
        self.versions.get(&(log, stream.to_owned())).copied().unwrap_or(0)
    }

    fn admit<'a>(&mut self, append: &'a Append, rows: &mut Vec<Placed<'a>>) -> Appended {
        let head = self.heads.entry(append.log).or_insert_with(|| Head::empty(append.log));
        let first = head.position + 1;
        head.recorded_at = head.recorded_at.max(self.now);
        for write in &append.writes {
            let version = self.versions.entry((append.log, write.stream.clone())).or_insert(0);
            for event in &write.events {
                *version += 1;
                head.position += 1;
                let occurred_on = event.occurred_on.to_string();
                let leaf = Leaf {
                    log: append.log.0,
                    position: head.position,
                    event_id: event.event_id,
                    stream: &write.stream,
                    version: *version,
                    kind: &event.kind,
                    schema_version: event.schema_version,
                    occurred_on: occurred_on.into(),
                    recorded_at: head.recorded_at.timestamp_micros(),
                    actor: append.actor,
                    command_id: append.command_id,
                    correlation: append.correlation,
                    causation: append.causation,
                    payload: &event.payload,
                };
                let leaf_hash = leaf.hash();
                head.chain_hash = link(head.chain_hash, leaf_hash);
                rows.push(Placed { leaf, leaf_hash, chain_hash: head.chain_hash });
            }
        }
        self.changed.insert(append.log);
        let appended = Appended {
            first,
            last: head.position,
            recorded_at: head.recorded_at,
            repeated: false,
            result: append.result.clone(),
            chain_hash: head.chain_hash,
        };
        self.commands.insert((append.log, append.command_id), appended.clone());
        appended
    }

    /// What is to be written once `rows` are: the commands let in for the first time, with their answers.
    pub(crate) fn fresh<'a>(
        batch: &[&'a Append],
        answers: &'a [Result<Appended, AppendError>],
    ) -> Vec<(&'a Append, &'a Appended)> {
        let answered = batch.iter().zip(answers).filter_map(|(append, answer)| Some((*append, answer.as_ref().ok()?)));
        answered.filter(|(_, done)| !done.repeated).collect()
    }

    /// The heads that moved.
    pub(crate) fn changed(&self) -> impl Iterator<Item = &Head> {
        self.changed.iter().filter_map(|log| self.heads.get(log))
    }
}

/// Every log in question, once.
pub(crate) fn logs(batch: &[&Append]) -> BTreeSet<LogId> {
    batch.iter().map(|append| append.log).collect()
}

/// Every stream in question, once.
pub(crate) fn streams<'a>(batch: &[&'a Append]) -> Vec<(LogId, &'a str)> {
    let all = batch.iter().flat_map(|append| append.writes.iter().map(|write| (append.log, write.stream.as_str())));
    all.collect::<BTreeSet<_>>().into_iter().collect()
}
