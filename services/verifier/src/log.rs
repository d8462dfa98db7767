//! Checks an exported log from its first line, against the heads noted outside.

use crate::{
    finding::{Break, Kind, Stop},
    hash::{Hash, hex},
    leaf::{Line, link},
    note::Checkpoint,
    tree::Tree,
};
use std::{collections::HashMap, io::BufRead};

/// Where a log ends that is whole.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Held {
    /// Id of the log.
    pub log: String,
    /// Position of its last event: how many there are.
    pub position: u64,
    /// The chain there.
    pub chain: Hash,
    /// The root of the tree there.
    pub root: Hash,
    /// How many of the notes it was compared with.
    pub notes: usize,
}

/// Checks the logs of one export, each whole before the next, and that they hold what the notes say. A note of a log that is
/// not there is a break as well.
///
/// # Errors
/// The first break, or the file cannot be read.
pub fn log(mut from: impl BufRead, notes: &[Checkpoint]) -> Result<Vec<Held>, Stop> {
    let mut whole: Vec<Held> = Vec::new();
    let mut open: Option<Log<'_>> = None;
    let mut text = Vec::new();
    while from.read_until(b'\n', &mut text)? > 0 {
        let next = open.as_ref().map_or(1, |log| log.position + 1);
        let line = text.strip_suffix(b"\n").and_then(Line::read).ok_or_else(|| Break::at(Kind::Leaf, next))?;
        if let Some(ended) = open.take_if(|log| log.id != line.log_id) {
            whole.push(ended.end()?);
        }
        if whole.iter().any(|log| log.log == line.log_id) {
            return Err(Break::at(Kind::Gap, line.position));
        }
        open.get_or_insert_with(|| Log::new(&line.log_id, notes)).line(&line)?;
        text.clear();
    }
    if let Some(ended) = open {
        whole.push(ended.end()?);
    }
    match notes.iter().find(|note| whole.iter().all(|log| log.log != note.log)) {
        Some(missed) => Err(Break::at(Kind::Anchor, missed.position)),
        None => Ok(whole),
    }
}

/// How far the check of one log has come.
pub struct Log<'a> {
    id: String,
    position: u64,
    chain: Hash,
    tree: Tree,
    versions: HashMap<String, u64>,
    notes: Vec<&'a Checkpoint>,
    met: usize,
}

impl<'a> Log<'a> {
    /// Before its first event.
    pub fn new(id: &str, notes: &'a [Checkpoint]) -> Log<'a> {
        let notes = notes.iter().filter(|note| note.log == id).collect();
        let (tree, versions) = (Tree::default(), HashMap::new());
        Log { id: id.to_owned(), position: 0, chain: [0; 32], tree, versions, notes, met: 0 }
    }

    /// Checks the next line.
    ///
    /// # Errors
    /// How it is broken.
    pub fn line(&mut self, line: &Line) -> Result<(), Stop> {
        let position = self.position + 1;
        if line.position != position {
            return Err(Break::at(Kind::Gap, position));
        }
        let leaf = line.honest_leaf().ok_or_else(|| Break::at(Kind::Leaf, position))?;
        let chain = link(&self.chain, &leaf);
        if line.chain_hash != Some(hex(&chain)) {
            return Err(Break::at(Kind::Link, position));
        }
        let version = self.versions.entry(line.stream_id.clone()).or_insert(0);
        *version += 1;
        if *version != line.version {
            return Err(Break::at(Kind::Stream, position));
        }
        self.tree.push(leaf);
        (self.position, self.chain) = (position, chain);
        for note in self.notes.iter().filter(|note| note.position == position) {
            if note.chain != chain || note.root != self.tree.root() {
                return Err(Break::at(Kind::Anchor, position));
            }
            self.met += 1;
        }
        Ok(())
    }

    /// After its last line: no note may speak of a later one.
    ///
    /// # Errors
    /// [`Kind::Anchor`]: the end was cut off.
    pub fn end(self) -> Result<Held, Stop> {
        match self.notes.iter().find(|note| note.position > self.position) {
            Some(missed) => Err(Break::at(Kind::Anchor, missed.position)),
            None => {
                let root = self.tree.root();
                Ok(Held { log: self.id, position: self.position, chain: self.chain, root, notes: self.met })
            }
        }
    }
}
