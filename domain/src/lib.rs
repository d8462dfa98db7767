//! What may happen in a roadmap's life. Pure: no clock, no database, no network; ids and today come in as arguments.
#![doc = include_str!("../README.md")]

pub mod event;
pub mod ids;
pub mod proof;
pub mod stream;
