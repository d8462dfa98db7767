//! What stories and guards share: the town whose office keeps a roadmap, and a view of the repository's own files.

pub mod tree;
