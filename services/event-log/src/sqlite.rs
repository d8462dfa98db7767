//! The log in a SQLite file.

mod direct;
mod open;
mod read;
mod write;

pub(crate) use direct::{Direct, InUse};
pub(crate) use open::{open, private};
pub(crate) use write::Pen;
