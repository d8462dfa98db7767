//! The program as a library: the binary starts it, tests drive it in process.

pub mod accounts;
pub mod app;
pub mod cli;
pub mod config;
pub mod demo;
pub mod drafts;
pub mod ending;
pub mod feeds;
pub mod import_worker;
pub mod inbox;
pub mod integrity;
pub mod json;
pub mod links;
pub mod mail;
pub mod oidc;
#[cfg(test)]
mod plans;
pub mod refusals;
pub mod reminders;
pub mod reports;
pub mod scheduler;
pub mod scoring;
pub mod sentence;
pub mod web;
pub mod windows;
pub mod wording;

/// Memory for the program and for whatever is measured with it.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;
