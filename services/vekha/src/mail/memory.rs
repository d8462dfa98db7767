//! Letters kept in memory: tests wait for them.

use super::{Letter, NotSent, Sent};
use tokio::sync::watch;

/// The letters sent so far. Clones share them.
#[derive(Clone, Debug)]
pub struct Memory {
    letters: watch::Sender<Vec<Letter>>,
    refuses: bool,
}

impl Default for Memory {
    fn default() -> Memory {
        Memory { letters: watch::Sender::new(Vec::new()), refuses: false }
    }
}

impl Memory {
    /// One that takes no letter.
    pub fn refusing() -> Memory {
        Memory { refuses: true, ..Memory::default() }
    }

    /// All letters, once there are at least so many; waits for them.
    pub async fn at_least(&self, many: usize) -> Vec<Letter> {
        let mut seen = self.letters.subscribe();
        let letters = seen.wait_for(|letters| letters.len() >= many).await;
        letters.map(|letters| letters.clone()).unwrap_or_default()
    }

    pub(super) fn keep(&self, letter: &Letter) -> Result<Sent, NotSent> {
        if self.refuses {
            return Err(NotSent::AddressRefused("550 5.1.1 no such mailbox".to_owned()));
        }
        self.letters.send_modify(|letters| letters.push(letter.clone()));
        Ok(Sent { answer: "250 kept".to_owned() })
    }
}
