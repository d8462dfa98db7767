//! Goes through the log from its end, a block at a time, until a page is full.

use super::{
    super::{super::fault::Fault, asked::Asked},
    wanted::Ready,
};
use vekha_domain::event::Recorded;

/// Events of one page.
const MOST: usize = 100;
/// Events read at once: a page without a filter needs one block.
const BLOCK: u64 = 128;

/// A page of events.
pub struct Found {
    /// The events, the newest first.
    pub events: Vec<Recorded>,
    /// There are older ones.
    pub older: bool,
}

/// The newest events that answer to the filter.
///
/// # Errors
/// The log cannot be read.
pub async fn newest(asked: &Asked, wanted: &Ready) -> Result<Found, Fault> {
    let mut found: Vec<Recorded> = Vec::new();
    let mut up_to = wanted.up_to;
    while up_to > wanted.after && found.len() <= MOST {
        let after = up_to.saturating_sub(BLOCK).max(wanted.after);
        let mut events = asked.site.app.stretch(asked.office, after, up_to).await?;
        events.retain(|event| wanted.finds(asked, event));
        found.extend(events.into_iter().rev());
        up_to = after;
    }
    let older = found.len() > MOST;
    found.truncate(MOST);
    Ok(Found { events: found, older })
}

/// The entry before a position that this visitor reads.
///
/// # Errors
/// The log cannot be read.
pub async fn before(asked: &Asked, position: u64) -> Result<Option<u64>, Fault> {
    let mut up_to = position.saturating_sub(1);
    while up_to > 0 {
        let after = up_to.saturating_sub(BLOCK);
        let events = asked.site.app.stretch(asked.office, after, up_to).await?;
        if let Some(event) = events.iter().rfind(|event| reads(asked, event)) {
            return Ok(Some(event.position));
        }
        up_to = after;
    }
    Ok(None)
}

/// The entry after a position that this visitor reads.
///
/// # Errors
/// The log cannot be read.
pub async fn after(asked: &Asked, position: u64) -> Result<Option<u64>, Fault> {
    let last = asked.state().position();
    let mut after = position;
    while after < last {
        let up_to = (after + BLOCK).min(last);
        let events = asked.site.app.stretch(asked.office, after, up_to).await?;
        if let Some(event) = events.iter().find(|event| reads(asked, event)) {
            return Ok(Some(event.position));
        }
        after = up_to;
    }
    Ok(None)
}

fn reads(asked: &Asked, event: &Recorded) -> bool {
    asked.visitor.reads(event, asked.state(), asked.as_of)
}
