//! The append-only, hash-chained log of events on SQLite or PostgreSQL, without gaps; the clock and the ids come in here too.
#![doc = ""]
#![doc = include_str!("../README.md")]

mod backup;
mod chain;
mod copy;
mod error;
mod event;
mod export;
mod handles;
mod judge;
mod open;
mod postgres;
mod read;
mod restore;
mod rows;
mod sqlite;
mod store;
mod tables;
mod tree;
mod verify;
mod writer;

pub use chain::{Hash, NotAHash};
pub use error::{AppendError, CopyError, LogError, OpenError, RestoreError, is_passing};
pub use event::{Append, Appended, Expected, Head, LogId, NewEvent, StoredEvent, Write};
pub use handles::{Clock, Ids, random_bytes};
pub use open::OpenOptions;
pub use read::Hashes;
pub use restore::{Draft, TakenPlace};
pub use tables::{Id, places};
pub use tree::Tree;
pub use verify::{BreakKind, Verdict};

use chrono::{DateTime, Utc};
use sqlx::AnyPool;
use std::path::{Path, PathBuf};

/// A log, open. Cheap to clone.
#[derive(Clone, Debug)]
pub struct EventLog {
    path: PathBuf,
    engine: String,
    reader: AnyPool,
    store: store::Store,
    writer: AnyPool,
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

    /// The database's file, or what [`OpenOptions::path`] says of a server's: the program's own files lie beside it.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What the database runs on, with its version.
    pub fn engine(&self) -> &str {
        &self.engine
    }

    /// Read-only connections, for the services' own tables. Statements run on either database: `$1`, `ON CONFLICT`, `RETURNING`,
    /// ids bound and read as [`Id`], no `bool` in a column or a result.
    pub fn reader(&self) -> &AnyPool {
        &self.reader
    }

    /// Connections that write, for the services' own tables; one on SQLite. Keep a transaction on it brief: there appends wait for
    /// it, and give up with [`AppendError::Busy`] after five seconds.
    pub fn writer(&self) -> &AnyPool {
        &self.writer
    }

    /// What the server's clock says, which is one for all programs on it; none where the database is a file.
    ///
    /// # Errors
    /// What the database says.
    pub async fn servers_now(&self) -> Result<Option<DateTime<Utc>>, sqlx::Error> {
        if matches!(self.store, store::Store::Sqlite(_)) {
            return Ok(None);
        }
        let sql = "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)";
        sqlx::query_scalar(sql).fetch_one(&self.reader).await.map(DateTime::from_timestamp_micros)
    }

    /// Takes the bytes of deleted rows out of the journal beside the file too; in the file itself they were overwritten
    /// (`secure_delete`). Readers may be in the way: then the next checkpoint does it. A server overwrites nothing: there its own
    /// vacuuming and the age of its backups decide.
    ///
    /// # Errors
    /// What the database says.
    pub async fn forget_deleted(&self) -> Result<(), sqlx::Error> {
        if matches!(self.store, store::Store::Postgres(_)) {
            return Ok(());
        }
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&self.writer).await.map(drop)
    }

    /// Begins to read so that nothing changes until the end.
    fn snapshot(&self) -> &'static str {
        match self.store {
            store::Store::Sqlite(_) => "BEGIN",
            store::Store::Postgres(_) => "BEGIN ISOLATION LEVEL REPEATABLE READ",
        }
    }

    /// Lets what is being recorded end and closes the file; later appends answer [`AppendError::Closed`].
    pub async fn close(&self) {
        self.inbox.close().await;
        self.store.close().await;
        self.reader.close().await;
        self.writer.close().await;
    }
}
