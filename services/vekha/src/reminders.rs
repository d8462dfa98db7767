//! Reminding: the rules of `projections` become letters in the log, a queue carries them, links and answers come back.

mod answer;
pub mod answering;
pub mod asked_for;
pub mod by_hand;
mod letter;
pub mod links;
mod plan;
pub mod queue;
mod sender;

pub use letter::{Composed, compose};
pub use plan::{Planning, invite, key_of, morning, turn_windows};
pub(crate) use plan::{invited, planned};
pub use sender::{Sending, run_due, send, send_all};

#[cfg(test)]
pub(crate) mod tests;
