//! The end that was asked for: what works in the background looks whether to stop, and finishes what it has begun.

use tokio::sync::watch;

/// Whether the program was asked to end. Clones share it.
#[derive(Clone, Debug)]
pub struct Ending(watch::Sender<bool>);

impl Default for Ending {
    fn default() -> Ending {
        Ending(watch::Sender::new(false))
    }
}

impl Ending {
    /// Asks for the end.
    pub fn ask(&self) {
        self.0.send_replace(true);
    }

    /// Whether it was asked for.
    pub fn is_asked(&self) -> bool {
        *self.0.borrow()
    }

    /// Returns when it is asked for.
    pub async fn asked(&self) {
        // An error would mean that the sender is gone, and `self` holds it.
        let _ = self.0.subscribe().wait_for(|asked| *asked).await;
    }
}
