//! What makes the log checkable from outside: signed heads, proofs of entries, the auditor's package. `services/verifier/README.md`
//! says how each is written, byte for byte; `vekha-verify` reads it without this program.

mod archive;
mod contents;
mod head;
mod key;
mod note;
mod package;
mod proof;
mod qr;

pub use head::{sign_all, sign_head, signed_note};
pub use key::{SigningKey, signing_key};
pub use note::{Told, told};
pub use package::package;
pub use proof::proof_of;
pub use qr::{Qr, qr};
