//! The tamper matrix of an auditor's package.

use crate::support::{
    Chance, events, export, files, head, key, listed, note, package, rehashed, signed, signing, zipped,
};
use ed25519_dalek::SigningKey;
use vekha_verifier::{Break, Checkpoint, Kind, Line, Place, entries, hex, sha256};

fn honest() -> Vec<Line> {
    events(10)
}

fn found(archive: &[u8], outside: &[Checkpoint]) -> Option<(Kind, String)> {
    match vekha_verifier::package(archive, Some(&key()), outside).err()?.found()? {
        Break { kind, place: Place::Position(position) } => Some((*kind, position.to_string())),
        Break { kind, place: Place::File(file) } => Some((*kind, file.clone())),
    }
}

fn some(kind: Kind, place: &str) -> Option<(Kind, String)> {
    Some((kind, place.to_owned()))
}

#[test]
fn an_honest_package_is_whole_with_and_without_a_key_from_outside() {
    let archive = package(&files(&honest()), &honest());
    let whole = vekha_verifier::package(&archive, Some(&key()), &[head(&honest()[..3])]).unwrap();
    assert_eq!((whole.heads, whole.held.position, whole.held.notes, whole.own_key), (1, 10, 2, false));
    assert!(vekha_verifier::package(&archive, None, &[]).unwrap().own_key);
}

#[test]
fn a_file_changed_added_removed_or_moved_is_found_by_name() {
    let (packed, manifest) = listed(&files(&honest()), &honest());
    let json = serde_json::to_string_pretty(&manifest).unwrap();
    let note =
        signed(&format!("vekha/package/{}\nmanifest {}\n", manifest.log, hex(&sha256(json.as_bytes()))), &signing());
    assert_eq!(found(&zipped(&files(&honest()), &packed, &json, &note), &[]), None);
    let again = |change: fn(&mut Vec<(String, Vec<u8>)>)| {
        let mut files = files(&honest());
        change(&mut files);
        let (packed, _) = listed(&files, &honest());
        found(&zipped(&files, &packed, &json, &note), &[])
    };
    assert_eq!(again(|files| files[4].1.push(b' ')), some(Kind::Manifest, "proofs.json"));
    assert_eq!(again(|files| files.push(("more.txt".to_owned(), vec![1]))), some(Kind::Manifest, "more.txt"));
    assert_eq!(again(|files| drop(files.remove(4))), some(Kind::Manifest, "proofs.json"));
    assert_eq!(again(|files| files.swap(0, 4)), some(Kind::Manifest, "proofs.json"));
    assert_eq!(again(|files| files[0].0 = "LIESMICH.txt".to_owned()), some(Kind::Manifest, "LIESMICH.txt"));
}

#[test]
fn a_manifest_made_to_fit_has_no_signature() {
    let mut files = files(&honest());
    files[4].1.push(b' ');
    let (packed, manifest) = listed(&files, &honest());
    let json = serde_json::to_string_pretty(&manifest).unwrap();
    let stated = format!("vekha/package/{}\nmanifest {}\n", manifest.log, hex(&sha256(json.as_bytes())));
    let other = signed(&stated, &SigningKey::from_bytes(&[7; 32]));
    assert_eq!(found(&zipped(&files, &packed, &json, &other), &[]), some(Kind::Signature, "manifest.note"));
    let old = signed("vekha/package/x\nmanifest 00\n", &signing());
    assert_eq!(found(&zipped(&files, &packed, &json, &old), &[]), some(Kind::Manifest, "manifest.json"));
}

#[test]
fn a_package_written_anew_with_the_key_is_found_by_a_note_kept_outside() {
    let kept = head(&honest()[..6]);
    let mut forged = honest();
    forged[2].payload = "{}".to_owned();
    let forged = rehashed(forged);
    let archive = package(&files(&forged), &forged);
    assert_eq!(found(&archive, &[]), None);
    assert_eq!(found(&archive, std::slice::from_ref(&kept)), some(Kind::Anchor, "6"));
    let cut = &honest()[..5];
    assert_eq!(found(&package(&files(cut), cut), &[kept]), some(Kind::Anchor, "6"));
}

#[test]
fn a_log_that_ends_elsewhere_than_the_manifest_says_is_found() {
    let (lines, mut shorter) = (honest(), files(&honest()));
    shorter[3].1 = export(&lines[..9]);
    assert_eq!(found(&package(&shorter, &lines), &[]), some(Kind::Head, "9"));
    let mut unsigned = files(&lines);
    unsigned[2].1 = note(&lines[..4]).replacen("recorded 2022", "recorded 2021", 1).into_bytes();
    assert_eq!(found(&package(&unsigned, &lines), &[]), some(Kind::Signature, "heads/00000005.txt"));
}

#[test]
fn of_a_thousand_random_edits_of_a_package_a_thousand_are_found() {
    let (archive, mut chance) = (package(&files(&honest()), &honest()), Chance(3));
    let caught =
        (0..1_000).filter(|_| vekha_verifier::package(&chance.edited(&archive), Some(&key()), &[]).is_err()).count();
    assert_eq!(caught, 1_000);
}

#[test]
fn every_single_bit_of_a_package_matters() {
    let archive = package(&files(&honest()), &honest());
    assert!(entries(&archive).is_some());
    let unseen = (0..archive.len() * 8).filter(|bit| {
        let mut changed = archive.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        vekha_verifier::package(&changed, Some(&key()), &[]).is_ok()
    });
    assert_eq!(unseen.collect::<Vec<_>>(), Vec::<usize>::new());
}
