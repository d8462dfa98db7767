//! The Merkle tree over a log's leaves (RFC 6962, 2.1): its root as leaves are added, and the root a path leads to.

use crate::hash::{Hash, sha256};

/// The tree so far: full subtrees only, the largest first, so that a leaf costs a handful of hashes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tree {
    peaks: Vec<(u64, Hash)>,
}

impl Tree {
    /// Adds the next leaf.
    pub fn push(&mut self, leaf: Hash) {
        let (mut leaves, mut right) = (1, leaf);
        while let Some((_, left)) = self.peaks.pop_if(|(size, _)| *size == leaves) {
            (leaves, right) = (leaves * 2, node(&left, &right));
        }
        self.peaks.push((leaves, right));
    }

    /// The root over all leaves so far.
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev().map(|(_, hash)| *hash);
        let Some(last) = peaks.next() else { return sha256(&[]) };
        peaks.fold(last, |right, left| node(&left, &right))
    }
}

fn node(left: &Hash, right: &Hash) -> Hash {
    let mut bytes = vec![0x01];
    bytes.extend(left);
    bytes.extend(right);
    sha256(&bytes)
}

/// The root that a leaf's path leads to, in a tree of `size` leaves (RFC 9162, 2.1.3.2); none when the path does not fit. The
/// first leaf is at index 0.
pub fn root_by_path(leaf: Hash, index: u64, size: u64, path: &[Hash]) -> Option<Hash> {
    if index >= size {
        return None;
    }
    let (mut at, mut last, mut root) = (index, size - 1, leaf);
    for sibling in path {
        if last == 0 {
            return None;
        }
        if at % 2 == 1 || at == last {
            root = node(sibling, &root);
            while at % 2 == 0 && at != 0 {
                (at, last) = (at / 2, last / 2);
            }
        } else {
            root = node(&root, sibling);
        }
        (at, last) = (at / 2, last / 2);
    }
    (last == 0).then_some(root)
}
