//! What stories and guards share: the program in its own process, folders, plain HTTP, and the repository's own files.

pub mod copying;
mod database;
pub mod folder;
pub mod http;
pub mod killing;
pub mod libreoffice;
pub mod mailing;
pub mod marking;
pub mod postgres;
pub mod program;
pub mod smtp;
pub mod tree;

pub use folder::Folder;
pub use program::{Demo, Ran, vekha, vekha_in, vekha_reading, verifier, while_serving};
