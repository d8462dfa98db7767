//! Three copies of the program under fire for long: `cargo bench -p vekha-tests --bench copies`. Numbers after `--` are rounds (each a kill, a
//! pause, a cut, a killed server and an end asked for), seconds of a pause, and clients.

use std::time::Duration;
use vekha_tests::{
    copying::Copies,
    marking::{Town, Trial},
};

fn main() {
    let numbers: Vec<u64> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    let number = |at: usize, usual| numbers.get(at).copied().unwrap_or(usual);
    let trial = Trial {
        clients: number(2, 8) as usize,
        rounds: number(0, 10) as usize,
        pause: Duration::from_secs(number(1, 60)),
    };
    let Some(copies) = Copies::start(3) else { return };
    let town = Town::found(&copies);
    let told = town.under_fire(trial);
    println!("{} rounds, pauses of {} s: {told}", trial.rounds, trial.pause.as_secs());
    assert_eq!((told.lost, told.twice, told.faults), (0, 0, 0));
    print!("{}", copies.command(&["verify"]).ok().said);
    let figures = town.figures(0);
    assert!((1..3).all(|which| town.figures(which) == figures), "{figures}");
}
