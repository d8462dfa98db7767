//! What is known of a town, told as stories and as properties of every history.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a story fails where it stands")]

mod agenda;
mod analysis;
mod between;
mod changes;
mod figures;
mod letters;
mod mailbox;
mod occasions;

mod proofs;
mod properties;
mod recommendations;
mod scores;
mod summary;
mod town;
