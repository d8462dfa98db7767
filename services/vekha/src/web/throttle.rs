//! Slows down password guessing by account and by address, without locking the owner out.
//!
//! An account that is being guessed at from anywhere stays open to addresses its owner has signed in from before:
//! those have a budget of their own.

use crate::accounts::digest;
use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// How long a failure counts.
const WINDOW: Duration = Duration::from_secs(15 * 60);
/// Failures of one account from unfamiliar addresses within the window: at most 80 guesses an hour.
const PER_ACCOUNT: u32 = 20;
/// Failures of one account from one familiar address within the window.
const PER_FAMILIAR: u32 = 10;
/// Failures from one address, whatever the account; many people may share one address.
const PER_ADDRESS: u32 = 100;
/// Buckets kept at most; beyond it stale ones are dropped.
const MOST: usize = 50_000;

#[derive(Clone, PartialEq, Eq, Hash)]
enum Bucket {
    Account(Vec<u8>),
    Familiar(Vec<u8>, IpAddr),
    Address(IpAddr),
}

#[derive(Clone, Copy)]
struct Count {
    since: Instant,
    failures: u32,
}

/// How many within the window are let through.
#[derive(Clone, Copy)]
struct Most {
    account: u32,
    familiar: u32,
    address: u32,
}

/// Failed sign-ins.
const SIGN_INS: Most = Most { account: PER_ACCOUNT, familiar: PER_FAMILIAR, address: PER_ADDRESS };
/// Letters with links: each costs somebody a look into the mailbox, so none is forgiven.
const LETTERS: Most = Most { account: 3, familiar: 3, address: 30 };

/// Personal links that are not there: nobody guesses 120 bits, and nobody needs to try for long.
const LINKS: Most = Most { account: 30, familiar: 30, address: 30 };

/// Counts failed sign-ins, or letters asked for. Kept in memory: a restart forgives, which costs an attacker more than it gives.
#[derive(Clone)]
pub struct Throttle {
    counts: Arc<Mutex<HashMap<Bucket, Count>>>,
    most: Most,
}

impl Default for Throttle {
    /// That of sign-ins.
    fn default() -> Throttle {
        Throttle { counts: Arc::default(), most: SIGN_INS }
    }
}

impl Throttle {
    /// That of letters with links.
    pub fn of_letters() -> Throttle {
        Throttle { counts: Arc::default(), most: LETTERS }
    }

    /// That of personal links that are not there.
    pub fn of_links() -> Throttle {
        Throttle { counts: Arc::default(), most: LINKS }
    }

    /// May another address that is not there be asked for from here? It counts at once.
    pub fn allows_address(&self, address: IpAddr, now: Instant) -> bool {
        self.counted(&[(Bucket::Address(network(address)), self.most.address)], now)
    }

    /// May another letter go to this account, wherever it is asked for? It counts at once.
    pub fn allows_account(&self, account: &str, now: Instant) -> bool {
        self.counted(&[(Bucket::Account(digest(account)), self.most.account)], now)
    }

    /// May another attempt be made? `familiar`: the account was signed in to from this address before. It counts as failed
    /// until [`Throttle::succeeded`] says otherwise: attempts made at once must not all be let through before the first fails.
    pub fn allows(&self, login: &str, address: IpAddr, familiar: bool, now: Instant) -> bool {
        self.counted(&self.buckets(login, address, familiar), now)
    }

    fn counted(&self, buckets: &[(Bucket, u32)], now: Instant) -> bool {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let allowed = buckets.iter().all(|(bucket, most)| {
            counts.get(bucket).is_none_or(|c| now.duration_since(c.since) >= WINDOW || c.failures < *most)
        });
        if !allowed {
            return false;
        }
        if counts.len() >= MOST {
            counts.retain(|_, c| now.duration_since(c.since) < WINDOW);
        }
        for (bucket, _) in buckets {
            let count = counts.entry(bucket.clone()).or_insert(Count { since: now, failures: 0 });
            if now.duration_since(count.since) >= WINDOW {
                *count = Count { since: now, failures: 0 };
            }
            count.failures = count.failures.saturating_add(1);
        }
        true
    }

    /// Takes back what [`Throttle::allows`] counted: the password was right.
    pub fn succeeded(&self, login: &str, address: IpAddr, familiar: bool) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        for (bucket, _) in self.buckets(login, address, familiar) {
            if let Some(count) = counts.get_mut(&bucket) {
                count.failures = count.failures.saturating_sub(1);
            }
        }
    }

    fn buckets(&self, login: &str, address: IpAddr, familiar: bool) -> [(Bucket, u32); 2] {
        // Hashed: what is typed as a login may be very long.
        let login = digest(login);
        let address = network(address);
        let own = if familiar {
            (Bucket::Familiar(login, address), self.most.familiar)
        } else {
            (Bucket::Account(login), self.most.account)
        };
        [own, (Bucket::Address(address), self.most.address)]
    }
}

/// Whoever has one address of IPv6 has all 2^64 of its network.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => {
            v6.to_ipv4_mapped().map_or_else(|| IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64)), IpAddr::V4)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guessing_from_many_addresses_is_slowed_and_the_owner_still_gets_in() {
        let throttle = Throttle::default();
        let now = Instant::now();
        let owner = IpAddr::from([10, 0, 0, 1]);
        let mut tried = 0;
        for n in 0..10_000_u32 {
            let address = IpAddr::from((0x0b00_0000 + n % 1_000).to_be_bytes());
            tried += u32::from(throttle.allows("kochneva", address, false, now));
        }
        assert_eq!(tried, PER_ACCOUNT);
        assert!(throttle.allows("kochneva", owner, true, now));
        assert!(!throttle.allows("kochneva", owner, false, now));
        assert!(throttle.allows("kochneva", owner, false, now + WINDOW));
    }

    #[test]
    fn attempts_made_at_once_are_counted_before_the_first_has_failed_and_right_ones_are_forgiven() {
        let throttle = Throttle::default();
        let (now, address) = (Instant::now(), IpAddr::from([10, 0, 0, 4]));
        let under_way = (0..1_000).filter(|_| throttle.allows("kochneva", address, false, now)).count();
        assert_eq!(under_way, PER_ACCOUNT as usize);
        throttle.succeeded("kochneva", address, false);
        assert!(throttle.allows("kochneva", address, false, now));
        for _ in 0..1_000 {
            assert!(throttle.allows("ganina", IpAddr::from([10, 0, 0, 5]), true, now));
            throttle.succeeded("ganina", IpAddr::from([10, 0, 0, 5]), true);
        }
    }

    #[test]
    fn one_address_cannot_try_every_account() {
        let throttle = Throttle::default();
        let now = Instant::now();
        let address = IpAddr::from([10, 0, 0, 2]);
        for n in 0..PER_ADDRESS {
            assert!(throttle.allows(&format!("person-{n}"), address, false, now));
        }
        assert!(!throttle.allows("another", address, false, now));
        for n in 0..u128::from(PER_ADDRESS) {
            let address = IpAddr::V6(Ipv6Addr::from_bits(0x2001_0db8 << 96 | n));
            assert!(throttle.allows(&format!("person-6-{n}"), address, false, now));
        }
        let neighbour = IpAddr::V6(Ipv6Addr::from_bits(0x2001_0db8 << 96 | 0xffff_ffff));
        assert!(!throttle.allows("another", neighbour, false, now));
        assert!(throttle.allows("another", IpAddr::from([10, 0, 0, 3]), false, now));
    }
}
