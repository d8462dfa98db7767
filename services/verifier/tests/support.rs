//! A forger's workshop: logs, notes, proofs and packages as Vekha makes them, and as somebody with its key could.

use base64::{Engine, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signer, SigningKey};
use std::io::Write;
use vekha_verifier::{Checkpoint, Entry, Hash, Key, Line, Manifest, Packed, Tree, framed, hex, link, sha256};

pub const LOG: &str = "00000000-0000-0000-0000-000000000001";

/// The key of the vectors: everybody knows it.
pub fn signing() -> SigningKey {
    SigningKey::from_bytes(&sha256(b"vekha test vectors, not a secret"))
}

pub fn key_text(signing: &SigningKey) -> String {
    let key = [&[1], signing.verifying_key().as_bytes().as_slice()].concat();
    format!("vekha+{}+{}", hex(&key_id(&key)), STANDARD.encode(key))
}

pub fn key() -> Key {
    Key::read(&key_text(&signing())).unwrap()
}

fn key_id(key: &[u8]) -> [u8; 4] {
    sha256(&[b"vekha\n", key].concat())[..4].try_into().unwrap()
}

pub fn signed(text: &str, signing: &SigningKey) -> String {
    let id = key_id(&[&[1], signing.verifying_key().as_bytes().as_slice()].concat());
    let bytes = [&id, signing.sign(text.as_bytes()).to_bytes().as_slice()].concat();
    format!("{text}\n\u{2014} vekha {}\n", STANDARD.encode(bytes))
}

/// So many events on three streams.
pub fn events(many: u64) -> Vec<Line> {
    let id = |n: u64| format!("00000000-0000-0000-0000-{n:012x}");
    let line = |n: u64| Line {
        log_id: LOG.to_owned(),
        position: n,
        event_id: id(100 + n),
        stream_id: format!("activity-{}", n % 3),
        version: n.div_ceil(3),
        kind: "completion_reported".to_owned(),
        schema_version: 1,
        occurred_on: "2023-07-05".to_owned(),
        recorded_at: 1_662_022_800_000_000 + i64::try_from(n).unwrap(),
        actor_id: id(77),
        command_id: id(n),
        correlation_id: n.is_multiple_of(2).then(|| id(5)),
        causation_id: None,
        payload: format!("{{\"result\":\"\u{2116} {n}\"}}"),
        leaf_hash: String::new(),
        chain_hash: None,
    };
    rehashed((1..=many).map(line).collect())
}

/// All hashes made anew, as whoever has the file and the documents can.
pub fn rehashed(mut lines: Vec<Line>) -> Vec<Line> {
    let mut chain = [0; 32];
    for line in &mut lines {
        let leaf = line.leaf().unwrap();
        chain = link(&chain, &leaf);
        (line.leaf_hash, line.chain_hash) = (hex(&leaf), Some(hex(&chain)));
    }
    lines
}

pub fn export(lines: &[Line]) -> Vec<u8> {
    lines.iter().flat_map(|line| [serde_json::to_vec(line).unwrap(), b"\n".to_vec()].concat()).collect()
}

/// The note of a log's end.
pub fn note_text(lines: &[Line]) -> String {
    let mut tree = Tree::default();
    lines.iter().for_each(|line| tree.push(line.leaf().unwrap()));
    let (last, root) = (lines.last().unwrap(), STANDARD.encode(tree.root()));
    let chain = last.chain_hash.as_ref().unwrap();
    format!("vekha/{}\n{}\n{root}\nchain {chain}\nrecorded 2022-09-01T09:00:00Z\n", last.log_id, last.position)
}

pub fn note(lines: &[Line]) -> String {
    signed(&note_text(lines), &signing())
}

pub fn head(lines: &[Line]) -> Checkpoint {
    vekha_verifier::Note::read(&note(lines)).unwrap().head().unwrap()
}

/// PATH of RFC 6962, as it is written there.
fn path(index: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() < 2 {
        return Vec::new();
    }
    let root = |leaves: &[Hash]| {
        let mut tree = Tree::default();
        leaves.iter().for_each(|leaf| tree.push(*leaf));
        tree.root()
    };
    let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
    let (mut path, sibling) = if index < left.len() {
        (path(index, left), root(right))
    } else {
        (path(index - left.len(), right), root(left))
    };
    path.push(sibling);
    path
}

/// The proof of a stream's entries.
pub fn proof(lines: &[Line], stream: &str) -> String {
    let leaves: Vec<Hash> = lines.iter().map(|line| line.leaf().unwrap()).collect();
    let top = serde_json::json!({ "proof": "vekha-proof/1", "stream": stream, "note": note(lines) });
    let mut text = format!("{{\"proof\":{},\"stream\":{},\"note\":{}}}\n", top["proof"], top["stream"], top["note"]);
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.stream_id == stream) {
        let event = serde_json::to_string(&Line { chain_hash: None, ..line.clone() }).unwrap();
        let path: Vec<String> = path(at, &leaves).iter().map(|hash| hex(hash)).collect();
        text += &format!("{{\"event\":{event},\"path\":{}}}\n", serde_json::to_string(&path).unwrap());
    }
    text
}

/// What an honest package of a log holds.
pub fn files(lines: &[Line]) -> Vec<(String, Vec<u8>)> {
    let early = lines.len() / 2;
    vec![
        ("README.txt".to_owned(), "\u{2116} 1\n".repeat(20).into_bytes()),
        ("key.txt".to_owned(), format!("{}\n", key_text(&signing())).into_bytes()),
        ("heads/00000005.txt".to_owned(), note(&lines[..early]).into_bytes()),
        ("log.jsonl".to_owned(), export(lines)),
        ("proofs.json".to_owned(), b"[]".to_vec()),
    ]
}

/// A package of these files, with a manifest that speaks of this end of the log.
pub fn package(files: &[(String, Vec<u8>)], end: &[Line]) -> Vec<u8> {
    let (packed, manifest) = listed(files, end);
    let manifest = serde_json::to_string_pretty(&manifest).unwrap();
    let stated = format!("vekha/package/{LOG}\nmanifest {}\n", hex(&sha256(manifest.as_bytes())));
    zipped(files, &packed, &manifest, &signed(&stated, &signing()))
}

pub fn listed(files: &[(String, Vec<u8>)], end: &[Line]) -> (Vec<Vec<u8>>, Manifest) {
    let packed: Vec<Vec<u8>> = files.iter().map(|(_, bytes)| deflated(bytes)).collect();
    let head = head(end);
    let of = |((name, bytes), packed): (&(String, Vec<u8>), &Vec<u8>)| Packed {
        name: name.clone(),
        size: bytes.len() as u64,
        sha256: hex(&sha256(bytes)),
        packed: hex(&sha256(packed)),
    };
    let manifest = Manifest {
        format: "vekha-package/1".to_owned(),
        log: LOG.to_owned(),
        position: head.position,
        chain: hex(&head.chain),
        root: hex(&head.root),
        as_of: "2023-07-05".to_owned(),
        made: "2023-07-05T09:00:00Z".to_owned(),
        files: files.iter().zip(&packed).map(of).collect(),
    };
    (packed, manifest)
}

pub fn zipped(files: &[(String, Vec<u8>)], packed: &[Vec<u8>], manifest: &str, note: &str) -> Vec<u8> {
    let entry = |name, bytes: &[u8]| (name, u32::try_from(bytes.len()).unwrap(), crc(bytes));
    let mut entries: Vec<Entry<'_>> = Vec::new();
    for ((name, bytes), packed) in files.iter().zip(packed) {
        let (name, size, crc) = entry(name.as_str(), bytes);
        entries.push(Entry { name, packed, deflated: true, size, crc });
    }
    for (name, bytes) in [("manifest.json", manifest), ("manifest.note", note)] {
        let (name, size, crc) = entry(name, bytes.as_bytes());
        entries.push(Entry { name, packed: bytes.as_bytes(), deflated: false, size, crc });
    }
    framed(&entries).unwrap()
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut to = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
    to.write_all(bytes).unwrap();
    to.finish().unwrap()
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}

/// Chance that is the same each time (SplitMix64).
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % end as u64).unwrap()
    }

    /// One byte changed, put in or taken out.
    pub fn edited(&mut self, honest: &[u8]) -> Vec<u8> {
        let (mut bytes, at) = (honest.to_vec(), self.below(honest.len()));
        match self.below(4) {
            0 => drop(bytes.remove(at)),
            1 => bytes.insert(at, bytes[at]),
            _ => bytes[at] ^= u8::try_from(1 + self.below(255)).unwrap(),
        }
        bytes
    }
}
