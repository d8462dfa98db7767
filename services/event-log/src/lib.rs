//! The append-only, hash-chained log of events on SQLite, without gaps; the clock and the ids come in here too.
#![doc = ""]
#![doc = include_str!("../README.md")]

mod backup;
mod chain;
mod direct;
mod error;
mod event;
mod export;
mod handles;
mod judge;
mod open;
mod read;
mod tree;
mod verify;
mod writer;

pub use chain::{Hash, NotAHash};
pub use error::{AppendError, LogError, OpenError};
pub use event::{Append, Appended, Expected, Head, LogId, NewEvent, StoredEvent, Write};
pub use handles::{Clock, Ids, random_bytes};
pub use open::OpenOptions;
pub use read::Hashes;
pub use tree::Tree;
pub use verify::{BreakKind, Verdict};

use sqlx::SqlitePool;
use std::path::{Path, PathBuf};

/// A log, open. Cheap to clone.
#[derive(Clone, Debug)]
pub struct EventLog {
    path: PathBuf,
    engine: String,
    reader: SqlitePool,
    direct: direct::Direct,
    writer: SqlitePool,
    inbox: writer::Inbox,
}

impl EventLog {
    /// Opens a database, brings its tables up to date and starts its writer.
    ///
    /// # Errors
    /// The file is missing or is not a database; the engine is too old; the database belongs to a newer program.
    pub async fn open(options: OpenOptions) -> Result<EventLog, OpenError> {
        open::open(options).await
    }

    /// Records a command's events, all or none, once. Runs to its end even if the caller stops waiting.
    ///
    /// # Errors
    /// See [`AppendError`]: after [`AppendError::Unknown`] the same command again settles what happened; after any
    /// other error nothing was recorded.
    pub async fn append(&self, append: Append) -> Result<Appended, AppendError> {
        self.inbox.append(append).await
    }

    /// The database's file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// SQLite's version.
    pub fn engine(&self) -> &str {
        &self.engine
    }

    /// Read-only connections, for the services' own tables.
    pub fn reader(&self) -> &SqlitePool {
        &self.reader
    }

    /// One connection that writes, for the services' own tables. Keep a transaction on it brief: appends wait for it, and give up
    /// with [`AppendError::Busy`] after five seconds.
    pub fn writer(&self) -> &SqlitePool {
        &self.writer
    }

    /// Lets what is being recorded end and closes the file; later appends answer [`AppendError::Closed`].
    pub async fn close(&self) {
        self.inbox.close().await;
        self.direct.close();
        self.reader.close().await;
        self.writer.close().await;
    }
}
