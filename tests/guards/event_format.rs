//! A sample of every event's payload is kept for ever: stored bytes must read back and be written the same way.

use std::collections::BTreeSet;
use vekha_domain::event::{Event, KINDS};
use vekha_tests::tree::{self, File};

/// `tests/golden/<wire name>.v<version>.json`: one payload a line, one line for each variant of its shape.
fn samples() -> Vec<(String, u16, File)> {
    let golden = tree::files(&[".json"]).into_iter().filter(|file| file.path.starts_with("tests/golden/"));
    golden
        .map(|file| {
            let name = file.path.trim_start_matches("tests/golden/").trim_end_matches(".json");
            let (kind, version) = name.rsplit_once(".v").unwrap_or_else(|| panic!("{}: no version", file.path));
            (kind.to_owned(), version.parse().unwrap(), file)
        })
        .collect()
}

#[test]
fn every_event_has_a_sample_of_every_version() {
    let kept: BTreeSet<(String, u16)> = samples().into_iter().map(|(kind, version, _)| (kind, version)).collect();
    let missing: Vec<_> = KINDS
        .iter()
        .flat_map(|&(kind, current)| (1..=current).map(move |version| (kind.to_owned(), version)))
        .filter(|sample| !kept.contains(sample))
        .collect();
    assert!(missing.is_empty(), "no file in tests/golden for {missing:?}");
}

#[test]
fn every_kept_sample_is_understood() {
    for (kind, version, file) in samples() {
        assert!(!file.text.trim().is_empty(), "{} is empty", file.path);
        for line in file.text.lines() {
            let event = Event::decode(&kind, version, line).unwrap_or_else(|e| panic!("{}: {e}\n{line}", file.path));
            assert!(!matches!(event, Event::Unknown(_)), "{}: no longer known", file.path);
        }
    }
}

#[test]
fn a_shape_changes_only_with_a_new_version() {
    for (kind, version, file) in samples() {
        if !KINDS.contains(&(kind.as_str(), version)) {
            continue;
        }
        for line in file.text.lines() {
            let event = Event::decode(&kind, version, line).unwrap();
            assert_eq!(event.payload(), line, "{}: raise the version and add an upcaster", file.path);
            assert_eq!((event.kind(), event.schema_version()), (kind.as_str(), version));
        }
    }
}
