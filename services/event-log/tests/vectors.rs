//! The vectors published beside the verifier, and the verifier itself, agree with what this crate writes.

use crate::support::{Fresh, OFFICE, On, both, command, commands, event, fresh};
use std::{fmt::Write as _, path::Path, time::Duration};
use uuid::Uuid;
use vekha_event_log::{Append, Expected, Hash, Tree, Write};

both!(
    the_published_log_and_its_heads_are_what_the_log_writes,
    the_verifier_finds_the_same_chain_and_root,
    every_path_leads_to_the_root_of_every_size_and_no_other_does,
    a_tree_grown_by_steps_is_the_one_grown_at_once_and_a_missing_event_stops_it,
);

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../verifier/vectors");

/// Eleven events on three streams: one command of two, one with an affair, words that JSON has to escape.
async fn eleven(on: On) -> Fresh {
    let fresh = fresh(on).await;
    let words = ["{\"title\":\"Совещание «о ВсОШ»\"}", "{\"title\":\"a\\\"b\\\\c\\n\"}"];
    let events = vec![event(101, words[0]), event(102, words[1])];
    let writes = vec![Write { stream: "activity-1".into(), expected: Expected::New, events }];
    fresh.log.append(Append { correlation: Some(Uuid::from_u128(5)), ..commands(1, writes) }).await.unwrap();
    for n in 2..=10 {
        fresh.clock.advance(Duration::from_micros(1_000_001));
        let stream = ["activity-1", "activity-2", "roadmap-1"][usize::try_from(n % 3).unwrap()];
        let append = command(n, stream, Expected::Any, [n + 101]);
        fresh.log.append(Append { causation: (n == 7).then(|| Uuid::from_u128(6)), ..append }).await.unwrap();
    }
    fresh
}

/// A line for each position: position, chain, root.
async fn heads(fresh: &Fresh) -> String {
    let (mut heads, mut tree) = (String::new(), Tree::default());
    for position in 1..=fresh.log.head(OFFICE).await.unwrap().position {
        fresh.log.grow(OFFICE, &mut tree, position).await.unwrap();
        let chain = fresh.log.at(OFFICE, position, |_, hashes| hashes.chain).await.unwrap().unwrap();
        writeln!(heads, "{position} {chain} {}", tree.root()).unwrap();
    }
    heads
}

/// Compares with a published file, or writes it when `VEKHA_VECTORS=write`.
fn published(name: &str, made: &[u8]) {
    let path = Path::new(FOLDER).join(name);
    if std::env::var("VEKHA_VECTORS").as_deref() == Ok("write") {
        std::fs::write(&path, made).unwrap();
    }
    assert!(std::fs::read(&path).unwrap() == made, "{name} is not what the log writes");
}

async fn the_published_log_and_its_heads_are_what_the_log_writes(on: On) {
    let fresh = eleven(on).await;
    let mut export = Vec::new();
    fresh.log.export(OFFICE, &mut export).await.unwrap();
    published("log.jsonl", &export);
    published("heads.txt", heads(&fresh).await.as_bytes());
}

async fn the_verifier_finds_the_same_chain_and_root(on: On) {
    let fresh = eleven(on).await;
    let mut export = Vec::new();
    fresh.log.export(OFFICE, &mut export).await.unwrap();
    let held = vekha_verifier::log(export.as_slice(), &[]).unwrap();
    let mut tree = Tree::default();
    fresh.log.grow(OFFICE, &mut tree, 11).await.unwrap();
    let head = fresh.log.head(OFFICE).await.unwrap();
    assert_eq!((held[0].position, held[0].chain, held[0].root), (11, head.chain_hash.0, tree.root().0));
}

async fn every_path_leads_to_the_root_of_every_size_and_no_other_does(on: On) {
    let fresh = eleven(on).await;
    let all: Vec<u64> = (1..=12).collect();
    let mut tree = Tree::default();
    for size in 1..=11 {
        fresh.log.grow(OFFICE, &mut tree, size).await.unwrap();
        let paths = fresh.log.paths(OFFICE, &all, size).await.unwrap();
        for (position, path) in all.iter().zip(&paths) {
            let path: Vec<_> = path.iter().map(|hash| hash.0).collect();
            let leaf = fresh.log.at(OFFICE, *position, |_, hashes| hashes.leaf).await.unwrap();
            let root = leaf.and_then(|leaf| vekha_verifier::root_by_path(leaf.0, position - 1, size, &path));
            assert_eq!(root, (*position <= size).then(|| tree.root().0), "{position} of {size}");
            let Some(Hash(leaf)) = leaf.filter(|_| *position <= size && size > 1) else { continue };
            let elsewhere = position % size;
            assert_ne!(vekha_verifier::root_by_path(leaf, elsewhere, size, &path), Some(tree.root().0));
            assert_ne!(vekha_verifier::root_by_path(leaf, position - 1, size, &path[1..]), Some(tree.root().0));
        }
    }
}

async fn a_tree_grown_by_steps_is_the_one_grown_at_once_and_a_missing_event_stops_it(on: On) {
    let fresh = eleven(on).await;
    let (mut steps, mut once) = (Tree::default(), Tree::default());
    for position in [3, 4, 4, 9, 11] {
        fresh.log.grow(OFFICE, &mut steps, position).await.unwrap();
    }
    fresh.log.grow(OFFICE, &mut once, 11).await.unwrap();
    assert_eq!(steps, once);
    assert!(fresh.log.grow(OFFICE, &mut once, 12).await.is_err());
}
