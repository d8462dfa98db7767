//! Reminding: the rules of `projections` become letters in the log, a queue carries them, links and answers come back.

pub mod answering;
pub mod asked_for;
mod letter;
pub mod links;
mod plan;

pub use letter::{Composed, compose};
pub use plan::{Planning, invite, morning, turn_windows};
