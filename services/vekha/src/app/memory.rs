//! What is kept in memory, and how much of it: offices that nobody uses give way, the longest unused first. Only time depends on
//! it, for a log is folded again whenever it is asked for.

use super::{App, AppError, known::Loaded};
use chrono::Duration;
use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};
use tokio::sync::RwLock;
use vekha_domain::ids::OfficeId;
use vekha_event_log::LogId;

/// Bytes that offices may take together unless the settings say otherwise.
pub const MEMORY: u64 = 2_048 << 20;
/// An office that nobody asked for so long is dropped although there is room.
const IDLE: Duration = Duration::minutes(60);

/// The offices in memory.
pub(super) struct Memory {
    offices: RwLock<BTreeMap<OfficeId, Arc<Loaded>>>,
    most: AtomicU64,
    turns: AtomicU64,
    dropped: AtomicU64,
}

impl Default for Memory {
    fn default() -> Memory {
        let (turns, dropped) = (AtomicU64::default(), AtomicU64::default());
        Memory { offices: RwLock::default(), most: AtomicU64::new(MEMORY), turns, dropped }
    }
}

/// How much of the memory is taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Occupied {
    /// Offices in memory.
    pub offices: u64,
    /// Bytes they take, by the events folded.
    pub bytes: u64,
    /// Bytes they may take.
    pub most: u64,
    /// How many were dropped since the start.
    pub dropped: u64,
}

impl App {
    /// Sets how many bytes offices may take together.
    pub fn bound_memory(&self, bytes: u64) {
        self.inner.memory.most.store(bytes, Relaxed);
    }

    /// How much is taken now.
    pub async fn occupied(&self) -> Occupied {
        let memory = &self.inner.memory;
        let offices = memory.offices.read().await;
        Occupied {
            offices: offices.len() as u64,
            bytes: offices.values().map(|loaded| loaded.bytes()).sum(),
            most: memory.most.load(Relaxed),
            dropped: memory.dropped.load(Relaxed),
        }
    }

    /// Drops offices that nobody asked for an hour, and says how many.
    pub async fn drop_idle(&self) -> usize {
        let since = (self.now() - IDLE).timestamp_micros();
        let mut offices = self.inner.memory.offices.write().await;
        let before = offices.len();
        offices.retain(|_, loaded| is_used(loaded) || loaded.asked_at() > since);
        let dropped = before - offices.len();
        self.inner.memory.dropped.fetch_add(dropped as u64, Relaxed);
        dropped
    }

    /// An office in memory; its log is folded when it is asked for.
    pub(super) async fn loaded(&self, id: OfficeId) -> Result<Arc<Loaded>, AppError> {
        if let Some(loaded) = self.in_memory(id).await {
            self.ask_for(&loaded);
            return Ok(loaded);
        }
        let head = self.inner.log.head(LogId(id.0)).await.map_err(|e| AppError::broken("read the head", &e))?;
        if head.position == 0 {
            return Err(AppError::NotFound);
        }
        let mut offices = self.inner.memory.offices.write().await;
        let loaded = offices.entry(id).or_insert_with(|| Arc::new(Loaded::new(id))).clone();
        drop(offices);
        self.ask_for(&loaded);
        Ok(loaded)
    }

    /// An office that is in memory already; to look at it is no use of it.
    pub(super) async fn in_memory(&self, id: OfficeId) -> Option<Arc<Loaded>> {
        self.inner.memory.offices.read().await.get(&id).cloned()
    }

    fn ask_for(&self, loaded: &Loaded) {
        loaded.ask(self.inner.memory.turns.fetch_add(1, Relaxed), self.now());
    }

    /// Drops what was unused for longest until the rest is within the bound: past states first, then whole offices. The one
    /// asked for last stays, and whatever somebody works with.
    pub(super) async fn make_room(&self) {
        let memory = &self.inner.memory;
        let most = memory.most.load(Relaxed);
        if self.occupied().await.bytes <= most {
            return;
        }
        let mut offices = memory.offices.write().await;
        let mut bytes: u64 = offices.values().map(|loaded| loaded.bytes()).sum();
        let mut by_use: Vec<OfficeId> = offices.keys().copied().collect();
        by_use.sort_by_key(|id| offices.get(id).map(|loaded| loaded.turn()));
        for id in &by_use {
            let Some(loaded) = offices.get(id).filter(|_| bytes > most) else { break };
            bytes = bytes.saturating_sub(loaded.forget_past());
        }
        by_use.pop();
        for id in by_use {
            if bytes <= most {
                break;
            }
            if let Some(unused) = offices.get(&id).filter(|loaded| !is_used(loaded)) {
                bytes = bytes.saturating_sub(unused.bytes());
                offices.remove(&id);
                memory.dropped.fetch_add(1, Relaxed);
            }
        }
    }
}

/// Does somebody work with it? Nobody can begin to while the list is held for writing.
fn is_used(loaded: &Arc<Loaded>) -> bool {
    Arc::strong_count(loaded) > 1 || loaded.is_read()
}

#[cfg(test)]
mod tests;
