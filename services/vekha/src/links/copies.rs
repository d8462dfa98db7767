//! Copies of confirming documents: each kept once, found by its SHA-256.

use super::exchange::Content;
use crate::app::{App, AppError};
use sha2::{Digest, Sha256};
use sqlx::FromRow;

/// Largest content that is read and kept, in bytes.
pub const LARGEST: usize = 10 << 20;

/// A kept copy.
#[derive(Clone, PartialEq, Eq, Debug, FromRow)]
pub struct Copied {
    /// Byte for byte.
    pub content: Vec<u8>,
    /// What the server called it. Not to be believed.
    pub content_type: String,
}

/// SHA-256 in hexadecimal, as the log writes it.
pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Keeps a copy. A second time nothing changes.
///
/// # Errors
/// A fault of the database.
pub(super) async fn keep(app: &App, content: &Content) -> Result<(), AppError> {
    sqlx::query(
        "INSERT INTO kept_copies (sha256, content, content_type, size, first_seen_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (sha256) DO NOTHING",
    )
    .bind(Sha256::digest(&content.bytes).to_vec())
    .bind(&content.bytes)
    .bind(&content.kind)
    .bind(i64::try_from(content.bytes.len()).unwrap_or(i64::MAX))
    .bind(app.now().timestamp_micros())
    .execute(app.log().writer())
    .await
    .map(drop)
    .map_err(|e| AppError::broken("keep a copy", &e))
}

/// The bytes of a kept copy by its SHA-256 in hexadecimal; none when none is kept.
///
/// # Errors
/// A fault of the database.
pub async fn kept(app: &App, sha256: &str) -> Result<Option<Vec<u8>>, AppError> {
    Ok(kept_copy(app, sha256).await?.map(|copy| copy.content))
}

/// The same with what the server called it.
///
/// # Errors
/// A fault of the database.
pub async fn kept_copy(app: &App, sha256: &str) -> Result<Option<Copied>, AppError> {
    let Some(sha256) = read(sha256) else { return Ok(None) };
    sqlx::query_as("SELECT content, content_type FROM kept_copies WHERE sha256 = $1")
        .bind(sha256)
        .fetch_optional(app.log().reader())
        .await
        .map_err(|e| AppError::broken("read a copy", &e))
}

fn read(hex: &str) -> Option<Vec<u8>> {
    let byte = |at: usize| hex.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
    if hex.len() == 64 { (0..64).step_by(2).map(byte).collect() } else { None }
}
