//! Notes and proofs, honest and not, and the published vectors.

use crate::support::{Chance, events, head, key, key_text, note, note_text, proof, signed, signing};
use ed25519_dalek::SigningKey;
use std::path::Path;
use vekha_verifier::{Key, Kind, Line, Note, hex, log};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/vectors");

#[test]
fn a_note_is_good_by_its_key_alone() {
    let lines = events(7);
    let read = Note::read(&note(&lines)).unwrap();
    assert!(read.is_by(&key()));
    assert_eq!((read.head().unwrap(), read.head().unwrap().position), (head(&lines), 7));
    let other = SigningKey::from_bytes(&[7; 32]);
    assert!(!read.is_by(&Key::read(&key_text(&other)).unwrap()));
    assert!(!Note::read(&signed(&note_text(&lines), &other)).unwrap().is_by(&key()));
}

#[test]
fn a_note_is_found_in_a_letter_saved_as_text() {
    let letter = format!("Dear keeper,\n\nplease keep this:\n\n{}\nYours\n", note(&events(7))).replace('\n', "\r\n");
    let found = Note::all_in(&letter);
    assert_eq!(found.len(), 1);
    assert!(found[0].is_by(&key()));
    assert_eq!(found[0].head().unwrap(), head(&events(7)));
}

#[test]
fn a_key_with_a_wrong_number_is_no_key() {
    let text = key_text(&signing());
    assert!(Key::read(&text).is_some());
    assert!(Key::read(&text.replacen("vekha", "other", 1)).is_none());
    assert!(Key::read("vekha+00000000+AA==").is_none());
}

#[test]
fn a_school_proves_its_entries_without_the_log() {
    let lines = events(20);
    let proven = vekha_verifier::proof(&proof(&lines, "activity-1"), &key()).unwrap();
    assert_eq!(proven.events.iter().map(|e| e.position).collect::<Vec<_>>(), [1, 4, 7, 10, 13, 16, 19]);
    assert_eq!(proven.head, head(&lines));
}

#[test]
fn an_entry_that_is_changed_moved_or_of_another_log_proves_nothing() {
    let lines = events(20);
    let honest = proof(&lines, "activity-1");
    let kind = |text: &str| vekha_verifier::proof(text, &key()).unwrap_err().found().unwrap().kind;
    assert_eq!(kind(&honest.replacen("2023-07-05", "2023-07-04", 1)), Kind::Leaf);
    let mut lines_of: Vec<&str> = honest.lines().collect();
    lines_of.swap(2, 3);
    assert_eq!(kind(&format!("{}\n", lines_of.join("\n"))), Kind::Stream);
    let mut forged = lines.clone();
    forged[3].payload = "{}".to_owned();
    forged[3].leaf_hash = hex(&forged[3].leaf().unwrap());
    let forged_line = serde_json::to_string(&Line { chain_hash: None, ..forged[3].clone() }).unwrap();
    let honest_line = serde_json::to_string(&Line { chain_hash: None, ..lines[3].clone() }).unwrap();
    assert_eq!(kind(&honest.replace(&honest_line, &forged_line)), Kind::Anchor);
}

#[test]
fn of_a_thousand_random_edits_of_a_note_and_of_a_proof_all_are_found() {
    let lines = events(20);
    let (note, proof, mut chance) = (note(&lines), proof(&lines, "activity-1"), Chance(2));
    for _ in 0..1_000 {
        let edited = String::from_utf8_lossy(&chance.edited(note.as_bytes())).into_owned();
        let good = Note::read(&edited).is_some_and(|note| note.is_by(&key()) && note.head().is_some());
        assert!(!good, "{edited}");
        let edited = String::from_utf8_lossy(&chance.edited(proof.as_bytes())).into_owned();
        assert!(vekha_verifier::proof(&edited, &key()).is_err(), "{edited}");
    }
}

/// Compares with a published file, or writes it when `VEKHA_VECTORS=write`.
fn published(name: &str, made: &str) {
    let path = Path::new(FOLDER).join(name);
    if std::env::var("VEKHA_VECTORS").as_deref() == Ok("write") {
        std::fs::write(&path, made).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), made, "{name}");
}

#[test]
fn the_published_vectors_hold() {
    let export = std::fs::read(Path::new(FOLDER).join("log.jsonl")).unwrap();
    let lines: Vec<Line> = export.split(|byte| *byte == b'\n').filter_map(Line::read).collect();
    published("key.txt", &format!("{}\n", key_text(&signing())));
    published("note.txt", &note(&lines));
    published("proof.jsonl", &proof(&lines, "activity-2"));
    let held = log(export.as_slice(), &[head(&lines)]).unwrap();
    let heads = std::fs::read_to_string(Path::new(FOLDER).join("heads.txt")).unwrap();
    let last = format!("{} {} {}", held[0].position, hex(&held[0].chain), hex(&held[0].root));
    assert_eq!(heads.lines().last(), Some(last.as_str()));
    for (end, line) in heads.lines().enumerate() {
        let head = head(&lines[..=end]);
        assert_eq!(line, format!("{} {} {}", head.position, hex(&head.chain), hex(&head.root)));
    }
}
