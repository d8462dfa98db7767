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

/// Takes memory in pages of 4 KB, where the system would give 2 MB at a time: what the demonstration holds in 54 MB took 87, and a long log is
/// folded no slower. Called when the program begins.
pub fn take_small_pages() {
    // Where the system does not let it, more is taken and nothing else is different.
    #[cfg(target_os = "linux")]
    let _ = rustix::thread::disable_transparent_huge_pages(true);
}
