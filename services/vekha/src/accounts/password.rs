//! Passwords: only their Argon2id hashes are kept (RFC 9106), made one at a time and off the threads that answer.

use crate::app::AppError;
use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::phc::{Output, ParamsString, PasswordHash, Salt},
};
use std::{
    io,
    sync::{Arc, LazyLock},
};
use subtle::ConstantTimeEq;
use tokio::sync::Mutex;

/// The 19 MiB that a hash is made in, kept from one to the next. Taken anew for each they leave holes in the heap that are
/// never given back: a program that had hashed eighteen passwords held 320 MB, with this it holds 60.
static MEMORY: LazyLock<Arc<Mutex<Vec<Block>>>> = LazyLock::new(Arc::default);

/// What an unknown login is checked against, so that it costs the same as a known one.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash(&mut Vec::new(), b"no such account").unwrap_or_default());

/// Longest password that is hashed, in bytes.
const LONGEST: usize = 1_024;
/// Length of salt and hash, in bytes.
const SALT: usize = 16;
const HASH: usize = 32;

/// The hash that is stored of a password, as a PHC string.
///
/// # Errors
/// The hash cannot be made.
pub async fn hashed(password: String) -> Result<String, AppError> {
    let made = with_memory(move |memory| hash(memory, password.as_bytes())).await?;
    made.ok_or_else(|| AppError::broken("hash a password", &io::Error::other("Argon2 refused")))
}

/// Is the password the one of the stored hash? Without a stored hash it takes as long and is not.
///
/// # Errors
/// The hash cannot be made.
pub async fn verified(stored: Option<String>, password: String) -> Result<bool, AppError> {
    if password.len() > LONGEST {
        return Ok(false);
    }
    let known = stored.is_some();
    let right = with_memory(move |memory| {
        let text = stored.unwrap_or_else(|| NOBODY.clone());
        matches(memory, &text, password.as_bytes()).unwrap_or(false)
    });
    Ok(right.await? && known)
}

async fn with_memory<T: Send + 'static>(
    work: impl FnOnce(&mut Vec<Block>) -> T + Send + 'static,
) -> Result<T, AppError> {
    let mut memory = MEMORY.clone().lock_owned().await;
    let done = tokio::task::spawn_blocking(move || work(&mut memory)).await;
    done.map_err(|e| AppError::broken("hash a password", &e))
}

fn hash(memory: &mut Vec<Block>, password: &[u8]) -> Option<String> {
    let (algorithm, version, params) = (Algorithm::Argon2id, Version::V0x13, Params::DEFAULT);
    let salt = Salt::new(&vekha_event_log::random_bytes::<SALT>()).ok()?;
    let words = ParamsString::try_from(&params).ok()?;
    let output = output(memory, Argon2::new(algorithm, version, params), password, &salt, HASH)?;
    let made = PasswordHash {
        algorithm: algorithm.ident(),
        version: Some(version.into()),
        params: words,
        salt: Some(salt),
        hash: Some(output),
    };
    Some(made.to_string())
}

fn matches(memory: &mut Vec<Block>, stored: &str, password: &[u8]) -> Option<bool> {
    let stored = PasswordHash::new(stored).ok()?;
    let algorithm = Algorithm::try_from(stored.algorithm.as_str()).ok()?;
    let version = Version::try_from(stored.version?).ok()?;
    let params = Params::try_from(&stored).ok()?;
    let expected = stored.hash?;
    let made =
        output(memory, Argon2::new(algorithm, version, params), password, &stored.salt?, expected.as_bytes().len())?;
    Some(made.as_bytes().ct_eq(expected.as_bytes()).into())
}

fn output(memory: &mut Vec<Block>, argon2: Argon2<'_>, password: &[u8], salt: &[u8], length: usize) -> Option<Output> {
    memory.resize(argon2.params().block_count(), Block::new());
    let mut bytes = vec![0; length];
    argon2.hash_password_into_with_memory(password, salt, &mut bytes, memory).ok()?;
    Output::new(&bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use argon2::password_hash::{PasswordHasher, PasswordVerifier};

    #[tokio::test]
    async fn a_password_is_right_only_for_its_own_hash() {
        let stored = hashed("горизонт-7".to_owned()).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(verified(Some(stored.clone()), "горизонт-7".to_owned()).await.unwrap());
        assert!(!verified(Some(stored.clone()), "горизонт-8".to_owned()).await.unwrap());
        assert!(!verified(None, "no such account".to_owned()).await.unwrap());
        assert!(!verified(None, "x".repeat(LONGEST + 1)).await.unwrap());
        assert_ne!(hashed("горизонт-7".to_owned()).await.unwrap(), stored, "each hash has a salt of its own");
    }

    #[tokio::test]
    async fn hashes_are_those_that_others_make_and_read() {
        let ours = hashed("горизонт-7".to_owned()).await.unwrap();
        let read = PasswordHash::new(&ours).unwrap();
        assert!(Argon2::default().verify_password("горизонт-7".as_bytes(), &read).is_ok());
        let theirs = Argon2::default().hash_password("горизонт-7".as_bytes()).unwrap().to_string();
        assert!(verified(Some(theirs), "горизонт-7".to_owned()).await.unwrap());
    }
}
