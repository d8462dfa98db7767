//! Sign-ins that were begun and not finished: kept in memory by the hash of a cookie, good once and for ten minutes.

use crate::accounts::digest;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration, Utc};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};
use subtle::ConstantTimeEq;

/// How long a sign-in that was begun may take.
pub const LIFETIME: Duration = Duration::minutes(10);
/// Kept at most; beyond it the oldest gives way, so that nobody fills the memory.
const MOST: usize = 10_000;
/// Longest place to return to, in bytes.
const LONGEST_PLACE: usize = 2_000;

/// What the program must know when somebody comes back.
#[derive(Clone)]
pub struct Begun {
    /// What the provider gives back unchanged.
    pub state: String,
    /// What the ID token must repeat.
    pub nonce: String,
    /// What proves to the provider that who asks for the tokens is who began (PKCE).
    pub verifier: String,
    /// Where to go afterwards.
    pub to: String,
}

/// Sign-ins that were begun. A restart forgets them, and people begin anew.
#[derive(Default)]
pub struct Pending(Mutex<Kept>);

/// By the hash of the cookie, with when it was begun.
type Kept = HashMap<Vec<u8>, (Begun, DateTime<Utc>)>;

impl Begun {
    /// A new one with chance of its own.
    pub fn new(to: &str) -> Begun {
        let to = if to.len() > LONGEST_PLACE { "/" } else { to };
        Begun { state: secret(), nonce: secret(), verifier: secret(), to: to.to_owned() }
    }
}

/// 32 random bytes as text.
fn secret() -> String {
    URL_SAFE_NO_PAD.encode(vekha_event_log::random_bytes::<32>())
}

impl Pending {
    /// Keeps it and returns the value of its cookie.
    pub fn keep(&self, begun: Begun, now: DateTime<Utc>) -> String {
        let cookie = secret();
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            kept.retain(|_, (_, since)| now - *since < LIFETIME);
        }
        if kept.len() >= MOST
            && let Some(oldest) = kept.iter().min_by_key(|(_, (_, since))| *since).map(|(key, _)| key.clone())
        {
            kept.remove(&oldest);
        }
        kept.insert(digest(&cookie), (begun, now));
        cookie
    }

    /// Takes it away; none when it is over, was taken, or was begun with another `state`.
    pub fn take(&self, cookie: &str, state: &str, now: DateTime<Utc>) -> Option<Begun> {
        let taken = self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&digest(cookie));
        let (begun, since) = taken?;
        let same: bool = begun.state.as_bytes().ct_eq(state.as_bytes()).into();
        (same && now - since < LIFETIME).then_some(begun)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_many_begin_the_memory_is_bounded_and_the_newest_finish() {
        let (pending, now) = (Pending::default(), DateTime::<Utc>::UNIX_EPOCH);
        for second in 0..2 {
            let now = now + Duration::seconds(second);
            for _ in 0..MOST {
                pending.0.lock().unwrap().insert(digest(&secret()), (Begun::new("/"), now));
            }
            let begun = Begun::new("/");
            let cookie = pending.keep(begun.clone(), now);
            pending.0.lock().unwrap().retain(|_, (_, since)| *since == now);
            assert!(pending.take(&cookie, &begun.state, now).is_some());
        }
        assert!(pending.0.lock().unwrap().len() <= MOST);
    }

    #[test]
    fn a_place_too_long_to_keep_is_the_first_page() {
        assert_eq!(Begun::new(&format!("/{}", "x".repeat(LONGEST_PLACE))).to, "/");
        assert_eq!(Begun::new("/a").to, "/a");
    }
}
