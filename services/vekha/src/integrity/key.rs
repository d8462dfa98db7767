//! The installation's signing key (Ed25519) and how a note is signed with it (C2SP signed-note).

use crate::app::{App, AppError};
use base64::{Engine, engine::general_purpose::STANDARD};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use sha2::{Digest, Sha256};
use std::io;

/// The key's name, before its number.
const NAME: &str = "vekha";
/// Ed25519, as signed-note numbers the ways of signing.
const WAY: u8 = 0x01;
/// The seed is SHA-256(secret, this label): the same secret has the same key, and nothing else is hashed under this label.
const LABEL: &[u8] = b"vekha signing key 1";

/// The key that signs heads.
pub struct SigningKey(Ed25519KeyPair);

/// The key of this installation.
///
/// # Errors
/// The installation's secret is lost.
pub fn signing_key(app: &App) -> Result<SigningKey, AppError> {
    let failed = |why: &str| AppError::broken("sign", &io::Error::other(why.to_owned()));
    let seed = app.keyed_hash(&[LABEL]).ok_or_else(|| failed("the secret is lost: put it back"))?;
    SigningKey::of_seed(&seed).ok_or_else(|| failed("the key does not work"))
}

impl SigningKey {
    /// The key of a seed; a wrong seed does not exist.
    pub fn of_seed(seed: &[u8; 32]) -> Option<SigningKey> {
        Ed25519KeyPair::from_seed_unchecked(seed).ok().map(SigningKey)
    }

    /// The public key: `vekha+<number>+<base64>`.
    pub fn public(&self) -> String {
        let number: String = self.number().iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{NAME}+{number}+{}", STANDARD.encode(self.numbered()))
    }

    /// The text, an empty line, and the signature's line. The text ends with a line feed.
    pub fn sign(&self, text: &str) -> String {
        let bytes = [self.number().as_slice(), self.0.sign(text.as_bytes()).as_ref()].concat();
        format!("{text}\n\u{2014} {NAME} {}\n", STANDARD.encode(bytes))
    }

    /// The text of a note that this key signed.
    pub fn signed<'a>(&self, note: &'a str) -> Option<&'a str> {
        let (at, _) = note.match_indices("\n\n").last()?;
        let (text, below) = note.split_at_checked(at + 1)?;
        let good = |line: &str| {
            let bytes = line.strip_prefix(&format!("\u{2014} {NAME} ")).and_then(|bytes| STANDARD.decode(bytes).ok());
            let signature = bytes.as_deref().and_then(|bytes| bytes.strip_prefix(&self.number()).map(<[u8]>::to_vec));
            let key = UnparsedPublicKey::new(&ED25519, self.0.public_key());
            signature.is_some_and(|signature| key.verify(text.as_bytes(), &signature).is_ok())
        };
        below.lines().any(good).then_some(text)
    }

    fn numbered(&self) -> Vec<u8> {
        [&[WAY], self.0.public_key().as_ref()].concat()
    }

    fn number(&self) -> [u8; 4] {
        let hash: [u8; 32] =
            Sha256::new().chain_update(NAME).chain_update(b"\n").chain_update(self.numbered()).finalize().into();
        let [a, b, c, d, ..] = hash;
        [a, b, c, d]
    }
}
