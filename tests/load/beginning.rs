//! How long the demonstration takes to begin, the first time and again, and what it holds of the memory.

use super::server::Server;
use std::path::Path;

/// Starts it twice in one folder.
pub fn measure(folder: &Path) {
    let data = folder.join("demo").display().to_string();
    let begin = || Server::run(&["demo", "--data", &data]);
    let first = begin().began_in.as_secs_f64();
    let again = begin();
    let began = again.began_in.as_secs_f64();
    assert_eq!(again.client().get("/public", "").status, 200);
    println!(
        "the demonstration: first start {first:.1} s (limit 10), again {began:.2} s (goal 0.3), {} MB resident (goal 64)",
        again.resident()
    );
}
