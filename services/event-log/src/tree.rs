//! The Merkle tree over a log's leaves (RFC 6962, 2.1): one root says what all events up to a position are, and a short path shows
//! that an event is among them.

use crate::{EventLog, chain::Hash, error::LogError, event::LogId};
use sha2::{Digest, Sha256};

/// Leaves read at one go.
const PAGE: i64 = 10_000;

/// The tree so far: only the roots of its full subtrees, the largest first, so that an event costs a handful of hashes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tree {
    size: u64,
    peaks: Vec<(u64, Hash)>,
}

impl Tree {
    /// How many leaves: the position of the last event.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds the next leaf.
    pub fn push(&mut self, leaf: Hash) {
        let (mut leaves, mut right) = (1, leaf);
        while let Some((_, left)) = self.peaks.pop_if(|(size, _)| *size == leaves) {
            (leaves, right) = (leaves * 2, node(left, right));
        }
        self.peaks.push((leaves, right));
        self.size += 1;
    }

    /// The root over all leaves so far; without leaves the hash of nothing.
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev().map(|(_, hash)| *hash);
        match peaks.next() {
            Some(last) => peaks.fold(last, |right, left| node(left, right)),
            None => Hash(Sha256::digest([]).into()),
        }
    }
}

/// SHA-256(0x01, left, right).
fn node(left: Hash, right: Hash) -> Hash {
    let mut bytes = [0x01; 65];
    bytes.iter_mut().skip(1).zip(left.0.iter().chain(&right.0)).for_each(|(to, from)| *to = *from);
    Hash(Sha256::digest(bytes).into())
}

impl EventLog {
    /// Takes a log's leaves up to a position into a tree that has the ones before.
    ///
    /// # Errors
    /// The database cannot be read, or an event is missing.
    pub async fn grow(&self, log: LogId, tree: &mut Tree, up_to: u64) -> Result<(), LogError> {
        self.leaves(log, tree.size(), up_to, |leaf| tree.push(leaf)).await
    }

    /// The paths from the events at some positions to the root over the first `size` events, the nearest neighbour first; empty
    /// for a position that is not among them.
    ///
    /// # Errors
    /// As [`EventLog::grow`].
    pub async fn paths(&self, log: LogId, positions: &[u64], size: u64) -> Result<Vec<Vec<Hash>>, LogError> {
        let mut level = Vec::new();
        self.leaves(log, 0, size, |leaf| level.push(leaf)).await?;
        let mut paths: Vec<(Option<usize>, Vec<Hash>)> = positions
            .iter()
            .map(|position| (position.checked_sub(1).and_then(|at| usize::try_from(at).ok()), Vec::new()))
            .collect();
        while level.len() > 1 {
            for (at, path) in &mut paths {
                path.extend(at.and_then(|at| level.get(at ^ 1)));
                *at = at.filter(|at| *at < level.len()).map(|at| at / 2);
            }
            level = level.chunks(2).filter_map(parent).collect();
        }
        Ok(paths.into_iter().map(|(_, path)| path).collect())
    }

    async fn leaves(&self, log: LogId, after: u64, up_to: u64, mut take: impl FnMut(Hash)) -> Result<(), LogError> {
        let mut reader = self.store.reader();
        let mut at = after;
        while at < up_to {
            let before = at;
            for (position, leaf) in reader.leaves(log, at, up_to, PAGE).await? {
                match leaf {
                    Some(leaf) if position == at + 1 => take(leaf),
                    Some(_) | None => return Err(LogError::Damaged { after: at }),
                }
                at += 1;
            }
            if at == before {
                return Err(LogError::Damaged { after: at });
            }
        }
        Ok(())
    }
}

/// The node over two neighbours; the last one of an odd row is its own.
fn parent(pair: &[Hash]) -> Option<Hash> {
    match pair {
        [left, right] => Some(node(*left, *right)),
        [alone] => Some(*alone),
        _ => None,
    }
}
