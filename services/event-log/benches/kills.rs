//! Kills a program that appends, 500 times on either database: `cargo bench -p vekha-event-log --bench kills`. Numbers after `--` are kills
//! and seed; `sqlite` or `postgres` is one of them alone.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what cannot be tried ends the program"
)]

use std::{env, process::Command};

#[expect(dead_code, reason = "a test pauses")]
#[path = "../tests/support/killed.rs"]
mod killed;
#[expect(dead_code, reason = "tests ill-treat their server")]
#[path = "../../../tests/support/postgres.rs"]
mod postgres;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(killed::append_if_asked());
    let words: Vec<String> = env::args().skip(1).collect();
    let numbers: Vec<u64> = words.iter().filter_map(|word| word.parse().ok()).collect();
    let number = |at: usize, usual| numbers.get(at).copied().unwrap_or(usual);
    let (kills, seed) = (usize::try_from(number(0, 500)).expect("kills"), number(1, 20_230_703));
    let wanted =
        |name: &str| !words.iter().any(|w| w == "sqlite" || w == "postgres") || words.iter().any(|w| w == name);
    let start = || Command::new(env::current_exe().expect("own path"));
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let mut lost = 0;
    let mut told = |name: &str, address: &str| {
        let killed = runtime.block_on(killed::run(address, kills, seed, start));
        println!("{name}, {killed}");
        lost += killed.lost + killed.twice + killed.broken;
    };
    if wanted("sqlite") {
        told("SQLite", &folder.path().join("vekha.db").display().to_string());
    }
    if let Some(server) = postgres::shared().filter(|_| wanted("postgres")) {
        told("PostgreSQL", &server.database());
    }
    assert_eq!(lost, 0, "something was lost");
}
