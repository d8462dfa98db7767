//! The part `[links]` of the settings: how politely proof links are looked at. Whether they are, each office says itself.

use serde::Deserialize;
use std::time::Duration;

/// Between two requests to one host unless said, in seconds.
const PAUSE: u16 = 2;

/// How proof links are looked at.
#[derive(Clone, PartialEq, Eq, Default, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkSettings {
    /// Seconds between two requests to one host; 2 unless said.
    pub pause: Option<u16>,
    /// Addresses with a port from 1024 on are looked at too, not only those of 80 and 443.
    #[serde(default)]
    pub high_ports: bool,
}

impl LinkSettings {
    /// The time between two requests to one host.
    pub fn pause(&self) -> Duration {
        Duration::from_secs(u64::from(self.pause.unwrap_or(PAUSE)))
    }
}
