//! Carries a log out as JSON Lines: all an outsider needs to check the chain without this program.

use crate::{
    EventLog,
    chain::Hash,
    error::LogError,
    event::LogId,
    read::{Linked, Pages},
};
use serde::Serialize;
use tokio::io::{AsyncWrite, AsyncWriteExt};
use uuid::Uuid;

/// A line, with the columns' names. The payload is a string, because its very bytes are hashed.
#[derive(Serialize)]
struct Line<'a> {
    log_id: Uuid,
    position: u64,
    event_id: Uuid,
    stream_id: &'a str,
    version: u64,
    #[serde(rename = "type")]
    kind: &'a str,
    schema_version: u16,
    occurred_on: &'a str,
    recorded_at: i64,
    actor_id: Uuid,
    command_id: Uuid,
    correlation_id: Option<Uuid>,
    causation_id: Option<Uuid>,
    payload: &'a str,
    leaf_hash: Hash,
    #[serde(skip_serializing_if = "Option::is_none")]
    chain_hash: Option<Hash>,
}

impl EventLog {
    /// Writes a log's events, oldest first, one JSON object a line, and says how many.
    ///
    /// # Errors
    /// The log cannot be read, or the writer fails.
    pub async fn export(&self, log: LogId, to: &mut (impl AsyncWrite + Unpin)) -> Result<u64, LogError> {
        self.export_up_to(log, None, to).await
    }

    /// The same up to a position, or to the end.
    ///
    /// # Errors
    /// As [`EventLog::export`].
    pub async fn export_up_to(
        &self,
        log: LogId,
        up_to: Option<u64>,
        to: &mut (impl AsyncWrite + Unpin),
    ) -> Result<u64, LogError> {
        let mut pages = Pages::new(&self.store, log, None, 0, up_to);
        let mut events = 0;
        loop {
            let mut lines = Vec::new();
            let mut failed = None;
            let more = pages
                .next(|linked| {
                    events += 1;
                    let line = Line::of(log, &linked);
                    failed = failed.take().or(serde_json::to_writer(&mut lines, &line).err());
                    lines.push(b'\n');
                })
                .await?;
            if let Some(e) = failed {
                return Err(LogError::Export(e.into()));
            }
            to.write_all(&lines).await?;
            if !more {
                break;
            }
        }
        to.flush().await?;
        Ok(events)
    }

    /// The lines of one stream's events up to a position, each with its own: without the chain, which only the whole log shows.
    ///
    /// # Errors
    /// As [`EventLog::export`].
    pub async fn export_stream(&self, log: LogId, stream: &str, up_to: u64) -> Result<Vec<(u64, String)>, LogError> {
        let mut pages = Pages::new(&self.store, log, Some(stream), 0, Some(up_to));
        let (mut lines, mut failed) = (Vec::new(), None);
        while pages
            .next(|linked| match serde_json::to_string(&Line { chain_hash: None, ..Line::of(log, &linked) }) {
                Ok(line) => lines.push((linked.event.position, line)),
                Err(e) => failed = Some(e),
            })
            .await?
        {}
        match failed {
            Some(e) => Err(LogError::Export(e.into())),
            None => Ok(lines),
        }
    }
}

impl<'a> Line<'a> {
    fn of(log: LogId, linked: &Linked<'a>) -> Line<'a> {
        let event = &linked.event;
        Line {
            log_id: log.0,
            position: event.position,
            event_id: event.event_id,
            stream_id: event.stream,
            version: event.version,
            kind: event.kind,
            schema_version: event.schema_version,
            occurred_on: linked.occurred_on,
            recorded_at: event.recorded_at.timestamp_micros(),
            actor_id: event.actor,
            command_id: event.command_id,
            correlation_id: event.correlation,
            causation_id: event.causation,
            payload: event.payload,
            leaf_hash: linked.leaf_hash,
            chain_hash: Some(linked.chain_hash),
        }
    }
}
