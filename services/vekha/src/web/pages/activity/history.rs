//! The history of an activity in sentences, the newest first.

use super::super::{asked::Asked, written};
use crate::sentence;
use vekha_domain::{
    event::{Event, Recorded},
    ids::MarkId,
};

/// An event told.
pub struct Told {
    /// Place in the page.
    pub id: String,
    /// The moment for programs.
    pub datetime: String,
    /// The moment where the office is.
    pub at: String,
    /// In words.
    pub sentence: String,
    /// Place in the log.
    pub number: String,
}

/// The events this visitor may read, the newest first, up to so many; and how many there are.
pub fn told(asked: &Asked, events: &[Recorded], most: usize) -> (Vec<Told>, usize) {
    let zone = asked.state().zone();
    let told = |event: &Recorded| Told {
        id: format!("e{}", event.position),
        datetime: event.recorded_at.with_timezone(&zone).format("%Y-%m-%dT%H:%M%:z").to_string(),
        at: written::moment(event.recorded_at, zone),
        sentence: sentence::of(asked.lang, event, asked.state(), &asked.names),
        number: written::number(event.position),
    };
    let seen = |event: &&Recorded| asked.visitor.reads(event, asked.state(), asked.as_of);
    let seen: Vec<&Recorded> = events.iter().rev().filter(seen).collect();
    (seen.iter().take(most).map(|event| told(event)).collect(), seen.len())
}

/// Place in the log of the last event about a mark.
pub fn last_about(mark: MarkId, events: &[Recorded]) -> Option<u64> {
    let about = |event: &&Recorded| match &event.event {
        // A later look at a link is no answer to what somebody did.
        Event::ProofLinkChecked(_) => false,
        other => other.mark() == Some(mark),
    };
    events.iter().rfind(about).map(|event| event.position)
}
