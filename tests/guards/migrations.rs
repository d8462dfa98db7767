//! Migrations are numbered without gaps and never edited once they have landed.

use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use vekha_tests::tree;

/// Where the SHA-256 of every landed migration is written down, one `<sum>  <path>` a line.
const SUMS: &str = "migrations/checksums.txt";

fn sum(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn migrations() -> BTreeMap<String, String> {
    tree::files(&[".sql"])
        .into_iter()
        .filter(|file| file.path.starts_with("migrations/"))
        .map(|file| (file.path, file.text))
        .collect()
}

#[test]
fn a_landed_migration_is_never_edited() {
    let written = tree::read(SUMS);
    let known: BTreeMap<&str, &str> =
        written.lines().filter_map(|line| line.split_once("  ")).map(|(sum, path)| (path, sum)).collect();
    let found = migrations();
    for path in known.keys() {
        assert!(found.contains_key(*path), "{path} is gone: databases in use remember it");
    }
    for (path, text) in &found {
        let now = sum(text);
        assert_eq!(known.get(path.as_str()), Some(&now.as_str()), "{path}: edited, or not yet in {SUMS} as {now}");
    }
}

#[test]
fn migrations_are_numbered_without_gaps() {
    let mut folders: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for path in migrations().keys() {
        let (folder, name) = path.rsplit_once('/').unwrap();
        let number = name.split('_').next().and_then(|n| n.parse().ok()).unwrap_or_else(|| panic!("{path}: no number"));
        assert!(folders.entry(folder.to_owned()).or_default().insert(number), "{path}: number used twice");
    }
    assert!(!folders.is_empty(), "no migration found");
    for (folder, numbers) in folders {
        let expected: BTreeSet<usize> = (1..=numbers.len()).collect();
        assert_eq!(numbers, expected, "{folder}");
    }
}

#[test]
fn both_databases_have_the_same_migrations() {
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in migrations().keys() {
        let (folder, name) = path.rsplit_once('/').unwrap();
        names.entry(folder.to_owned()).or_default().insert(name.to_owned());
    }
    assert_eq!(names.get("migrations/sqlite"), names.get("migrations/postgres"));
}

#[test]
fn the_readme_says_of_every_migration_in_order_what_it_brings() {
    let readme = tree::read("migrations/README.md");
    let said: Vec<&str> = readme
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once("` | "))
        .filter(|(_, brings)| !brings.trim_end_matches('|').trim().is_empty())
        .map(|(name, _)| name)
        .collect();
    let there: Vec<String> = migrations()
        .into_keys()
        .filter_map(|path| path.strip_prefix("migrations/sqlite/").map(str::to_owned))
        .collect();
    assert_eq!(said, there);
}
