//! Chance that is the same everywhere: every draw and every id hangs on words, never on a counter.

use sha2::{Digest, Sha256};
use uuid::Uuid;
use vekha_event_log::Ids;

/// A number that hangs on the words alone.
pub(super) fn number(words: &[&str]) -> u64 {
    Lot::of(words).number("")
}

/// An id that hangs on the words alone.
pub(super) fn id(words: &[&str]) -> Uuid {
    Ids::seeded(number(words)).next()
}

/// Draws about one thing; each has a purpose of its own, so that a new question changes no old answer.
#[derive(Clone)]
pub(super) struct Lot(Sha256);

impl Lot {
    /// Draws about what the words name.
    pub fn of(words: &[&str]) -> Lot {
        let mut hash = Sha256::new();
        words.iter().for_each(|word| put(&mut hash, word));
        Lot(hash)
    }

    /// Any number.
    pub fn number(&self, purpose: &str) -> u64 {
        let mut hash = self.0.clone();
        put(&mut hash, purpose);
        let [a, b, c, d, e, f, g, h, ..]: [u8; 32] = hash.finalize().into();
        u64::from_be_bytes([a, b, c, d, e, f, g, h])
    }

    /// From 0 to 1, without 1.
    pub fn share(&self, purpose: &str) -> f64 {
        (self.number(purpose) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// From 0 to `most`, each as likely.
    pub fn up_to(&self, purpose: &str, most: u32) -> u32 {
        u32::try_from(self.number(purpose) % (u64::from(most) + 1)).unwrap_or(most)
    }

    /// From 0 to `most`, the nearer to 0 the likelier.
    pub fn mostly_few(&self, purpose: &str, most: u32) -> u32 {
        self.up_to(purpose, most).min(self.up_to(&format!("{purpose} again"), most))
    }

    /// One of the things; none of nothing.
    pub fn one_of<'a, T>(&self, purpose: &str, things: &'a [T]) -> Option<&'a T> {
        let place = self.number(purpose).checked_rem(things.len() as u64)?;
        things.get(usize::try_from(place).ok()?)
    }
}

/// With its length, so that «a», «bc» and «ab», «c» differ.
fn put(hash: &mut Sha256, word: &str) {
    hash.update((word.len() as u64).to_be_bytes());
    hash.update(word.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draw_hangs_on_its_words_and_their_limits() {
        assert_eq!(number(&["a", "bc"]), number(&["a", "bc"]));
        assert_ne!(number(&["a", "bc"]), number(&["ab", "c"]));
        assert_eq!(id(&["смоленск"]), id(&["смоленск"]));
    }

    #[test]
    fn draws_fill_their_range() {
        let drawn: Vec<u32> = (0..1_000).map(|n| Lot::of(&[&n.to_string()]).up_to("days", 4)).collect();
        assert!((0..=4).all(|days| drawn.iter().filter(|d| **d == days).count() > 150));
        let shares: Vec<f64> = (0..1_000).map(|n| Lot::of(&[&n.to_string()]).share("x")).collect();
        assert!((400..600).contains(&shares.iter().filter(|share| **share < 0.5).count()));
        assert_eq!(Lot::of(&[]).one_of("x", &[0; 0]), None);
    }
}
