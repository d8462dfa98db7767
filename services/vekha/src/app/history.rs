//! The history of an office as its log holds it: all of it, a stretch of it, one entry with its hashes.

use super::{App, AppError, Known, known};
use chrono::{DateTime, Utc};
use uuid::Uuid;
use vekha_domain::{
    event::{Recorded, Undecodable},
    ids::OfficeId,
    stream::Stream,
};
use vekha_event_log::{Hash, Hashes, LogId, StoredEvent, Tree};

/// An event with what the log keeps beside it.
pub struct Entry {
    /// The event.
    pub event: Recorded,
    /// Its own id.
    pub id: Uuid,
    /// The command that wrote it.
    pub command: Uuid,
    /// The payload, byte for byte as it was hashed.
    pub payload: String,
    /// What the chain says of it.
    pub hashes: Hashes,
}

/// Events as they are read, until one cannot be.
#[derive(Default)]
struct Gathered {
    events: Vec<Recorded>,
    damage: Option<Undecodable>,
}

impl Gathered {
    fn take(&mut self, stored: &StoredEvent<'_>) {
        if self.damage.is_some() {
            return;
        }
        match known::recorded(stored) {
            // An event on a stream of a newer program has its place in the log and no words here.
            Ok(event) => self.events.extend(event),
            Err(e) => self.damage = Some(e),
        }
    }

    fn whole(self) -> Result<Vec<Recorded>, AppError> {
        self.damage.map_or(Ok(self.events), |e| Err(AppError::broken("read an event", &e)))
    }
}

impl App {
    /// The tree over the log's events up to a position. The newest one is kept, so that the next costs only what came since.
    ///
    /// # Errors
    /// The log cannot be read, or is shorter.
    pub async fn tree_at(&self, id: OfficeId, position: u64) -> Result<Tree, AppError> {
        let mut kept = self.inner.trees.lock().await;
        let mut tree = kept.get(&id).filter(|tree| tree.size() <= position).cloned().unwrap_or_default();
        let grown = self.inner.log.grow(LogId(id.0), &mut tree, position).await;
        grown.map_err(|e| AppError::broken("read the log", &e))?;
        if kept.get(&id).is_none_or(|kept| kept.size() < position) {
            kept.insert(id, tree.clone());
        }
        Ok(tree)
    }

    /// What was known up to a position of the log, where a report was issued or an entry was written. It leaves the live state
    /// alone, so whoever holds that may ask.
    ///
    /// # Errors
    /// As [`App::events`].
    pub async fn known_up_to(&self, id: OfficeId, position: u64) -> Result<Known, AppError> {
        let known = self.loaded(id).await?.as_known_at(&self.inner.log, position).await?;
        self.make_room().await;
        Ok(known)
    }

    /// Events of one stream, or of the whole log, oldest first, up to a position.
    ///
    /// # Errors
    /// The log cannot be read or is damaged.
    pub async fn events(
        &self,
        id: OfficeId,
        stream: Option<Stream>,
        up_to: Option<u64>,
    ) -> Result<Vec<Recorded>, AppError> {
        let (log, mut gathered) = (self.log(), Gathered::default());
        let visit = |stored: StoredEvent<'_>| gathered.take(&stored);
        match stream {
            Some(stream) => log.read_stream(LogId(id.0), &stream.to_string(), up_to, visit).await,
            None => log.read(LogId(id.0), 0, up_to, visit).await,
        }
        .map_err(|e| AppError::broken("read the log", &e))?;
        gathered.whole()
    }

    /// Events after a position and up to another one, oldest first.
    ///
    /// # Errors
    /// As [`App::events`].
    pub async fn stretch(&self, id: OfficeId, after: u64, up_to: u64) -> Result<Vec<Recorded>, AppError> {
        let mut gathered = Gathered::default();
        let read = self.log().read(LogId(id.0), after, Some(up_to), |stored| gathered.take(&stored)).await;
        read.map_err(|e| AppError::broken("read the log", &e))?;
        gathered.whole()
    }

    /// The entry at a position; none where there is none, or one of a newer program.
    ///
    /// # Errors
    /// As [`App::events`].
    pub async fn entry(&self, id: OfficeId, position: u64) -> Result<Option<Entry>, AppError> {
        let tell = |stored: StoredEvent<'_>, hashes: Hashes| {
            let entry = |event| Entry {
                event,
                id: stored.event_id,
                command: stored.command_id,
                payload: stored.payload.to_owned(),
                hashes,
            };
            known::recorded(&stored).map(|event| event.map(entry))
        };
        let told = self.log().at(LogId(id.0), position, tell).await;
        let told = told.map_err(|e| AppError::broken("read the log", &e))?;
        Ok(told.transpose().map_err(|e| AppError::broken("read an event", &e))?.flatten())
    }

    /// The chain after the event at a position.
    ///
    /// # Errors
    /// The log cannot be read.
    pub async fn chain_at(&self, id: OfficeId, position: u64) -> Result<Hash, AppError> {
        let chain = self.log().at(LogId(id.0), position, |_, hashes| hashes.chain).await;
        Ok(chain.map_err(|e| AppError::broken("read the log", &e))?.unwrap_or(Hash::GENESIS))
    }

    /// Position of the last event recorded by a moment; 0 if there was none.
    ///
    /// # Errors
    /// The log cannot be read.
    pub async fn position_at(&self, id: OfficeId, moment: DateTime<Utc>) -> Result<u64, AppError> {
        self.log().position_at(LogId(id.0), moment).await.map_err(|e| AppError::broken("find the moment", &e))
    }

    /// Whose log has anything on a stream; no office is folded for it.
    ///
    /// # Errors
    /// The log cannot be read.
    pub async fn office_of(&self, stream: Stream) -> Result<Option<OfficeId>, AppError> {
        for office in self.offices().await? {
            if self.has_stream(office.id, stream).await? {
                return Ok(Some(office.id));
            }
        }
        Ok(None)
    }

    /// Has an office's log anything on a stream? Asked of one office after the other, it folds none.
    ///
    /// # Errors
    /// The log cannot be read.
    pub async fn has_stream(&self, id: OfficeId, stream: Stream) -> Result<bool, AppError> {
        let found = self.log().has_stream(LogId(id.0), &stream.to_string()).await;
        found.map_err(|e| AppError::broken("read the log", &e))
    }
}
