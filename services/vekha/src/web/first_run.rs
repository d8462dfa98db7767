//! The first run: as long as nobody can sign in, a link printed at the start makes the first account.

use crate::accounts::digest;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use std::sync::Arc;
use subtle::ConstantTimeEq;
use tokio::sync::{Mutex, MutexGuard};

/// The door that is open until the first account is made. Only the hash of its key is kept, in memory: each start makes another.
#[derive(Clone, Debug, Default)]
pub struct FirstRun(Arc<Mutex<Option<Vec<u8>>>>);

/// The open door, held by one visitor: a second click waits and finds it shut.
pub struct Door<'a>(MutexGuard<'a, Option<Vec<u8>>>);

impl FirstRun {
    /// An open door and its key, to be printed once.
    pub fn open() -> (FirstRun, String) {
        let key = URL_SAFE_NO_PAD.encode(vekha_event_log::random_bytes::<32>());
        (FirstRun(Arc::new(Mutex::new(Some(digest(&key))))), key)
    }

    /// The door, if this is its key.
    pub async fn door(&self, key: &str) -> Option<Door<'_>> {
        let held = self.0.lock().await;
        let fits: bool = held.as_ref().is_some_and(|kept| kept.ct_eq(&digest(key)).into());
        fits.then_some(Door(held))
    }
}

impl Door<'_> {
    /// Shuts it for good.
    pub fn shut(mut self) {
        *self.0 = None;
    }
}
