//! Checks what Vekha gives outsiders, from the documents alone: `services/event-log/README.md` says how a log is hashed,
//! `services/verifier/README.md` how notes, proofs and packages are written.

mod finding;
mod hash;
mod leaf;
mod log;
mod note;
mod package;
mod proof;
mod tree;
mod words;
mod zip;

pub use finding::{Break, Kind, Place, Stop};
pub use hash::{Hash, hex, of_hex, sha256};
pub use leaf::{Line, link};
pub use log::{Held, Log, log};
pub use note::{Checkpoint, Key, Note};
pub use package::{Manifest, Package, Packed, package};
pub use proof::{Proven, proof};
pub use tree::{Tree, root_by_path};
pub use words::Words;
pub use zip::{Entry, entries, framed};
