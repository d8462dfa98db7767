//! The way out kept open for a batch of letters: one connection while the server keeps it.

use super::{Letter, NotSent, Outbox, Sent, Way, message, relay::Line};

/// Carries letters one after another.
pub struct Carriage {
    outbox: Outbox,
    line: Option<Line>,
}

impl Carriage {
    /// Carries letters of this outbox; nothing is opened before the first.
    pub fn new(outbox: Outbox) -> Carriage {
        Carriage { outbox, line: None }
    }

    /// Sends a letter. `noted` is awaited when the letter is about to go and before its first byte goes: what fails before is not
    /// sent, what fails after may be. When it gives false nothing goes.
    ///
    /// # Errors
    /// See [`NotSent`].
    pub async fn carry(&mut self, letter: &Letter, noted: impl Future<Output = bool>) -> Result<Sent, NotSent> {
        let message = message::built(&self.outbox.sender, letter)?;
        match &self.outbox.way {
            Way::Smtp(relay) => {
                let mut line = relay.line(self.line.take()).await?;
                let carried = line.carry(message.envelope(), &message.formatted(), noted).await;
                self.line = line.is_whole().then_some(line);
                carried
            }
            Way::Folder(folder) => match noted.await {
                true => folder.lay(letter, &message.formatted()).await,
                false => Err(not_begun()),
            },
            Way::Memory(memory) => match noted.await {
                true => memory.keep(letter),
                false => Err(not_begun()),
            },
        }
    }

    /// Says good-bye to the server, if one is there.
    pub async fn close(&mut self) {
        if let Some(line) = self.line.take() {
            line.close().await;
        }
    }
}

/// Whoever asked did not note that the letter goes.
pub(super) fn not_begun() -> NotSent {
    NotSent::Later("not begun".to_owned())
}
