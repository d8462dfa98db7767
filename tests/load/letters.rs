//! How long a morning's letters take: 10,000 open obligations of 200 people, to a mail server on this machine.

use super::town;
use std::{fs, path::Path, time::Instant};
use vekha_tests::{program::vekha, smtp::Counting};

const PEOPLE: u128 = 200;
/// Seconds that Redmine 5.0.4 takes for the like; asked again it sends everything again.
const REDMINE: f64 = 47.0;

/// Runs `vekha remind` twice: the second time nothing is left to be told.
pub async fn measure(folder: &Path) {
    let database = folder.join("letters.db").display().to_string();
    let town = town::build(&database, town::Size::of(3, 1, 10_000, 0).among(PEOPLE)).await;
    let server = Counting::prompt();
    let settings = folder.join("letters.toml");
    let relay =
        format!("[mail]\nhost = \"127.0.0.1\"\nport = {}\ntls = \"none\"\nfrom = \"vekha@example.org\"\n", server.port);
    fs::write(&settings, relay).unwrap();
    let config = settings.display().to_string();
    let run = || {
        let begun = Instant::now();
        vekha(&["remind", "--database", &database, "--config", &config]).ok();
        begun.elapsed().as_secs_f64()
    };
    let (first, again) = (run(), run());
    let counts = server.counts();
    assert!(counts.values().all(|came| *came == 1), "a letter came twice");
    println!(
        "a morning's letters: {} obligations, {} letters in {first:.2} s (goal 2), asked again {again:.2} s and none sent; Redmine {REDMINE} s, \
         ratio {:.0}",
        town.obligations,
        counts.len(),
        REDMINE / first
    );
}
