//! A server that does not answer rests as a whole, instead of every letter waiting for it.

use chrono::{DateTime, Duration, Utc};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Why the server rests.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cause {
    /// It is not reached or does not answer.
    Silent,
    /// It does not let the program sign in.
    NotSignedIn,
}

impl Cause {
    /// The first rest and the longest, in minutes: each is twice the one before.
    fn minutes(self) -> (i64, i64) {
        match self {
            Cause::Silent => (1, 15),
            Cause::NotSignedIn => (5, 60),
        }
    }
}

/// Whether the server rests. Cheap to clone; clones share it.
#[derive(Clone, Debug, Default)]
pub struct Rest(Arc<Mutex<Resting>>);

#[derive(Debug, Default)]
struct Resting {
    until: Option<DateTime<Utc>>,
    /// Failures since the last answer, with their cause.
    failed: Option<(Cause, u32)>,
}

impl Rest {
    /// Until when the server rests; none when letters may go. A rest further off than any is a clock that was set back.
    pub fn until(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let longest = Duration::minutes(Cause::NotSignedIn.minutes().1);
        self.held().until.filter(|until| *until > now && *until <= now + longest)
    }

    /// Lets the server rest, longer each time; says whether this is the first failure of its kind, which is worth an alarm.
    pub fn begin(&self, cause: Cause, now: DateTime<Utc>) -> bool {
        let mut resting = self.held();
        let before = resting.failed.filter(|(last, _)| *last == cause).map_or(0, |(_, times)| times);
        let (first, longest) = cause.minutes();
        let minutes = first.saturating_mul(1_i64.checked_shl(before).unwrap_or(longest)).clamp(first, longest);
        resting.until = Some(now + Duration::minutes(minutes));
        resting.failed = Some((cause, before.saturating_add(1)));
        before == 0
    }

    /// The server has answered: it does not rest.
    pub fn end(&self) {
        *self.held() = Resting::default();
    }

    fn held(&self) -> MutexGuard<'_, Resting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
