//! A batch of 1,500 letters sent by two copies that are killed at random: `cargo bench -p vekha-tests --bench kills`. Numbers
//! after `--` are letters, kills and seed.

use vekha_tests::{killing, mailing};

fn main() {
    mailing::send_if_asked();
    let numbers: Vec<u64> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    let number = |at: usize, usual| numbers.get(at).copied().unwrap_or(usual);
    let (letters, kills, seed) = (number(0, 1_500), number(1, 60), number(2, 20_230_703));
    let killed = killing::run(letters as usize, kills as usize, seed, &[]);
    println!("seed {seed}: {killed}");
    assert_eq!((killed.lost, killed.unexplained, killed.unsettled), (0, 0, 0));
}
