//! Where time, ids and chance come in: the only file that touches the real ones.

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use sha2::{Digest, Sha256};
use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use uuid::Uuid;

/// Tells the time, to the microsecond. Cheap to clone; clones of a manual clock move together.
#[derive(Clone, Debug)]
pub struct Clock {
    manual: Option<Arc<Mutex<DateTime<Utc>>>>,
    wrong_by: TimeDelta,
}

impl Clock {
    /// The machine's clock.
    pub fn real() -> Clock {
        Clock { manual: None, wrong_by: TimeDelta::zero() }
    }

    /// The machine's clock as it would be if it went wrong by so much, for tests of machines that disagree.
    pub fn wrong_by(by: TimeDelta) -> Clock {
        Clock { manual: None, wrong_by: by }
    }

    /// A clock that stands at `at` until it is moved, for the demonstration and for tests.
    pub fn manual(at: DateTime<Utc>) -> Clock {
        Clock { manual: Some(Arc::new(Mutex::new(at.trunc_subsecs(6)))), wrong_by: TimeDelta::zero() }
    }

    /// The moment, cut to microseconds: what is stored is what was compared.
    #[expect(clippy::disallowed_methods, reason = "this is where the real clock comes in")]
    pub fn now(&self) -> DateTime<Utc> {
        match &self.manual {
            Some(at) => *held(at),
            None => (Utc::now() + self.wrong_by).trunc_subsecs(6),
        }
    }

    /// Whether [`Clock::set`] and [`Clock::advance`] move it.
    pub fn is_manual(&self) -> bool {
        self.manual.is_some()
    }

    /// Moves a manual clock to a later moment; an earlier one, or a real clock, changes nothing.
    pub fn set(&self, at: DateTime<Utc>) {
        if let Some(now) = &self.manual {
            let mut now = held(now);
            *now = (*now).max(at.trunc_subsecs(6));
        }
    }

    /// Moves a manual clock on; a real clock goes its own way.
    pub fn advance(&self, by: Duration) {
        if let Some(now) = &self.manual {
            let mut now = held(now);
            let later = TimeDelta::from_std(by).ok().and_then(|by| now.checked_add_signed(by));
            *now = later.map_or(*now, |later| later.trunc_subsecs(6));
        }
    }
}

/// A moment stays a moment whoever panicked while holding it.
fn held(at: &Mutex<DateTime<Utc>>) -> MutexGuard<'_, DateTime<Utc>> {
    at.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes ids and random bytes. Cheap to clone; clones of a seeded source share one sequence.
#[derive(Clone, Debug)]
pub struct Ids {
    seeded: Option<Arc<Seeded>>,
}

#[derive(Debug)]
struct Seeded {
    seed: u64,
    drawn: AtomicU64,
}

impl Ids {
    /// Version 7 ids (RFC 9562) from the machine's clock and randomness.
    pub fn real() -> Ids {
        Ids { seeded: None }
    }

    /// The same ids on every machine for the same seed, for the demonstration and for tests. Never for secrets.
    pub fn seeded(seed: u64) -> Ids {
        Ids { seeded: Some(Arc::new(Seeded { seed, drawn: AtomicU64::new(0) })) }
    }

    /// The next id.
    #[expect(clippy::disallowed_methods, reason = "this is where real ids come in")]
    pub fn next(&self) -> Uuid {
        match &self.seeded {
            Some(_) => uuid::Builder::from_random_bytes(self.bytes()).into_uuid(),
            None => Uuid::now_v7(),
        }
    }

    /// `N` bytes nobody can foretell, unless seeded.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        match &self.seeded {
            Some(seeded) => {
                let drawn = seeded.drawn.fetch_add(1, Ordering::Relaxed);
                filled(|block| {
                    let mut hash = Sha256::new();
                    hash.update(b"vekha ids");
                    hash.update(seeded.seed.to_be_bytes());
                    hash.update(drawn.to_be_bytes());
                    hash.update(block.to_be_bytes());
                    hash.finalize().into()
                })
            }
            None => random_bytes(),
        }
    }
}

/// `N` bytes from the operating system's randomness: for secrets, whatever [`Ids`] are in use.
#[expect(clippy::disallowed_methods, reason = "this is where real randomness comes in")]
pub fn random_bytes<const N: usize>() -> [u8; N] {
    // A version 4 id carries 122 random bits; three of them hashed give 32 bytes with nothing fixed in them.
    filled(|_| {
        let mut hash = Sha256::new();
        for _ in 0..3 {
            hash.update(Uuid::new_v4().as_bytes());
        }
        hash.finalize().into()
    })
}

/// `N` bytes cut from numbered blocks of 32.
fn filled<const N: usize>(block: impl Fn(u64) -> [u8; 32]) -> [u8; N] {
    let mut bytes = [0; N];
    for (number, part) in (0..).zip(bytes.chunks_mut(32)) {
        let block = block(number);
        part.iter_mut().zip(block).for_each(|(to, from)| *to = from);
    }
    bytes
}
