//! A batch of 1,500 letters sent by copies that are killed and paused at random, two on a file and three on a server: `cargo bench -p
//! vekha-tests --bench kills`. Numbers after `--` are letters, kills, pauses and seed.

use vekha_tests::{
    killing::{self, Trial},
    mailing, postgres,
};

fn main() {
    mailing::send_if_asked();
    let numbers: Vec<u64> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    let number = |at: usize, usual| numbers.get(at).copied().unwrap_or(usual);
    let (letters, kills, pauses) = (number(0, 1_500) as usize, number(1, 60) as usize, number(2, 20) as usize);
    let trial = Trial { letters, copies: 2, kills, pauses, seed: number(3, 20_230_703) };
    let try_on = |trial: Trial, server: Option<&postgres::Server>| {
        let killed = killing::run(trial, server, &[]);
        let name = if server.is_some() { "PostgreSQL" } else { "SQLite" };
        println!("{name}, {} copies, seed {}: {killed}", trial.copies, trial.seed);
        assert_eq!((killed.lost, killed.unexplained, killed.unsettled), (0, 0, 0));
    };
    try_on(trial, None);
    if let Some(server) = postgres::shared() {
        try_on(Trial { copies: 3, ..trial }, Some(server));
    }
}
