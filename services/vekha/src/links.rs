//! Watching proof links: whether what proves the work still opens. Off until an office switches it on; a look changes no mark.

mod checker;
mod copies;
mod exchange;
mod public;
mod round;
mod settings;

pub use checker::{Checker, Found};
pub use copies::{Copied, LARGEST, kept, kept_copy};
pub use exchange::Content;
pub use round::{Looked, Wish, look_at_due};
pub use settings::LinkSettings;

#[cfg(test)]
pub(crate) mod tests;
