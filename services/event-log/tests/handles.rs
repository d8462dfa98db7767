//! Clocks and ids: what stands still, what repeats and what never does.

use crate::support::morning;
use chrono::{SubsecRound, TimeDelta};
use std::{collections::HashSet, time::Duration};
use vekha_event_log::{Clock, Ids, random_bytes};

#[test]
fn a_manual_clock_moves_for_all_its_clones_and_only_forward() {
    let clock = Clock::manual(morning() + TimeDelta::nanoseconds(1_999));
    let clone = clock.clone();
    assert_eq!(clock.now(), morning() + TimeDelta::microseconds(1), "cut to microseconds");
    clone.advance(Duration::from_secs(86_400));
    assert_eq!(clock.now(), morning() + TimeDelta::days(1) + TimeDelta::microseconds(1));
    clock.set(morning());
    clock.advance(Duration::MAX);
    assert_eq!(clone.now(), morning() + TimeDelta::days(1) + TimeDelta::microseconds(1));
    assert!(clock.is_manual());
}

#[test]
fn the_real_clock_goes_its_own_way() {
    let clock = Clock::real();
    let before = clock.now();
    clock.set(before + TimeDelta::days(365));
    clock.advance(Duration::from_secs(1 << 30));
    assert!(clock.now() < before + TimeDelta::days(1));
    assert_eq!(before, before.trunc_subsecs(6));
    assert!(!clock.is_manual());
}

#[test]
fn seeded_ids_are_the_same_everywhere_and_never_repeat() {
    let (one, two, other) = (Ids::seeded(7), Ids::seeded(7), Ids::seeded(8));
    let drawn: Vec<_> = (0..1_000).map(|_| one.next()).collect();
    assert_eq!(drawn, (0..1_000).map(|_| two.clone().next()).collect::<Vec<_>>());
    assert_eq!(drawn.iter().collect::<HashSet<_>>().len(), 1_000);
    assert_ne!(drawn[0], other.next());
    assert_eq!(one.bytes::<40>(), two.bytes::<40>());
    assert_ne!(one.bytes::<40>()[..8], one.bytes::<40>()[32..]);
}

#[test]
fn real_ids_come_in_the_order_they_were_drawn() {
    let ids = Ids::real();
    let drawn: Vec<_> = (0..1_000).map(|_| ids.next()).collect();
    assert!(drawn.is_sorted());
    assert_eq!(drawn[0].get_version_num(), 7);
}

#[test]
fn random_bytes_are_never_the_same() {
    let drawn: HashSet<[u8; 32]> = (0..1_000).map(|_| random_bytes()).collect();
    assert_eq!(drawn.len(), 1_000);
    assert_ne!(random_bytes::<64>()[..32], random_bytes::<64>()[32..]);
    let mut seen = [0_u8; 24];
    (0..200).for_each(|_| seen.iter_mut().zip(random_bytes::<24>()).for_each(|(all, byte)| *all |= byte));
    assert_eq!(seen, [0xff; 24], "no bit is fixed");
}
