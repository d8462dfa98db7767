//! Checks an auditor's package: every byte of it is accounted for by a manifest whose hash is signed.

use crate::{
    finding::{Break, Kind, Stop},
    hash::{hex, sha256},
    log::{Held, log},
    note::{Checkpoint, Key, Note},
    zip::{Entry, entries},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::io::{self, Read};

/// What the manifest says it is.
const FORMAT: &str = "vekha-package/1";
/// Names of the files that are read, not only weighed.
const LOG: &str = "log.jsonl";
const KEY: &str = "key.txt";
const HEADS: &str = "heads/";
const MANIFEST: &str = "manifest.json";
const NOTE: &str = "manifest.note";

/// The list of what is in a package.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// `vekha-package/1`.
    pub format: String,
    /// Id of the log.
    pub log: String,
    /// Position of the log's last event.
    pub position: u64,
    /// The chain there.
    pub chain: String,
    /// The root of the tree there.
    pub root: String,
    /// The day the package is for.
    pub as_of: String,
    /// When it was made.
    pub made: String,
    /// The files, in the order they lie in the package, without the manifest and its note.
    pub files: Vec<Packed>,
}

/// One file of a package.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Packed {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub size: u64,
    /// Their SHA-256.
    pub sha256: String,
    /// SHA-256 of the bytes as they lie in the archive: what inflates to the same is still another byte.
    pub packed: String,
}

/// What a whole package holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Package {
    /// Its manifest.
    pub manifest: Manifest,
    /// Where its log ends.
    pub held: Held,
    /// How many signed heads lie in it.
    pub heads: usize,
    /// The key it was checked with, as text.
    pub key: String,
    /// Whether that key came out of the package itself.
    pub own_key: bool,
}

/// Checks a package against notes and a key from outside; without a key, against the one in the package.
///
/// # Errors
/// The first break.
pub fn package(archive: &[u8], key: Option<&Key>, outside: &[Checkpoint]) -> Result<Package, Stop> {
    let broken = |name: &str| Break::within(Kind::Manifest, name);
    let all = entries(archive).ok_or_else(|| broken(""))?;
    let [files @ .., manifest, note] = all.as_slice() else { return Err(broken("")) };
    if manifest.name != MANIFEST || note.name != NOTE || manifest.deflated || note.deflated {
        return Err(broken(MANIFEST));
    }
    let find = |name: &str| files.iter().find(|file| file.name == name).ok_or_else(|| broken(name));
    let key_text = text(find(KEY)?)?;
    let own = Key::read(&key_text).ok_or_else(|| Break::within(Kind::Signature, KEY))?;
    if key.is_some_and(|key| *key != own) {
        return Err(Break::within(Kind::Signature, KEY));
    }
    let list = signed(manifest, note, &own)?;
    weighed(files, &list)?;
    let heads = heads(files, &own)?;
    let (count, mut notes) = (heads.len(), heads);
    notes.extend(outside.iter().cloned());
    let [held] = <[Held; 1]>::try_from(log(find(LOG)?.open(), &notes)?).map_err(|_| Break::within(Kind::Head, LOG))?;
    let stated = (&list.log, list.position, &list.chain, &list.root);
    if stated != (&held.log, held.position, &hex(&held.chain), &hex(&held.root)) {
        return Err(Break::at(Kind::Head, held.position));
    }
    Ok(Package { manifest: list, held, heads: count, key: key_text.trim().to_owned(), own_key: key.is_none() })
}

/// The manifest, if its hash is the one that is signed.
fn signed(manifest: &Entry<'_>, note: &Entry<'_>, key: &Key) -> Result<Manifest, Stop> {
    let unsigned = || Break::within(Kind::Signature, NOTE);
    let note = Note::read(&text(note)?).filter(|note| note.is_by(key)).ok_or_else(unsigned)?;
    let bytes = text(manifest)?;
    let wrong = || Break::within(Kind::Manifest, MANIFEST);
    let list: Manifest = serde_json::from_str(&bytes).map_err(|_| wrong())?;
    let stated = format!("vekha/package/{}\nmanifest {}\n", list.log, hex(&sha256(bytes.as_bytes())));
    if note.text == stated && list.format == FORMAT { Ok(list) } else { Err(wrong()) }
}

/// Whether the files are those of the manifest, in its order, byte for byte.
fn weighed(files: &[Entry<'_>], list: &Manifest) -> Result<(), Stop> {
    for (at, file) in files.iter().enumerate() {
        let broken = || Break::within(Kind::Manifest, file.name);
        let stated = list.files.get(at).filter(|stated| stated.name == file.name).ok_or_else(broken)?;
        let mut sum = Sha256::new();
        let sound = file.sound(|piece| sum.update(piece)).map_err(|_| broken())?;
        let found = (u64::from(file.size), hex(&sum.finalize()), hex(&sha256(file.packed)));
        if !sound || found != (stated.size, stated.sha256.clone(), stated.packed.clone()) {
            return Err(broken());
        }
    }
    match list.files.get(files.len()) {
        Some(missing) => Err(Break::within(Kind::Manifest, &missing.name)),
        None => Ok(()),
    }
}

/// The signed heads that lie in the package.
fn heads(files: &[Entry<'_>], key: &Key) -> Result<Vec<Checkpoint>, Stop> {
    let mut heads = Vec::new();
    for file in files.iter().filter(|file| file.name.starts_with(HEADS)) {
        let note = Note::read(&text(file)?).filter(|note| note.is_by(key));
        heads.push(note.and_then(|note| note.head()).ok_or_else(|| Break::within(Kind::Signature, file.name))?);
    }
    Ok(heads)
}

fn text(file: &Entry<'_>) -> Result<String, Stop> {
    let mut text = String::new();
    match file.open().read_to_string(&mut text) {
        Ok(_) => Ok(text),
        Err(e) if e.kind() == io::ErrorKind::OutOfMemory => Err(e.into()),
        Err(_) => Err(Break::within(Kind::Manifest, file.name)),
    }
}
