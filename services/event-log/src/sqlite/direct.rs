//! Connections that read past sqlx, for whoever reads the whole log: sqlx hands every row from SQLite's thread to ours, which
//! costs more than the fold. The bench `replay` measures what is gained; everything else goes through sqlx.

use rusqlite::{Connection, OpenFlags};
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// How long to wait for another program that holds the database.
const BUSY: Duration = Duration::from_secs(5);
/// Connections kept for the next reader; more are closed after use.
const KEPT: usize = 4;

/// Read-only connections to one database.
#[derive(Clone, Debug)]
pub(crate) struct Direct {
    path: Arc<PathBuf>,
    /// None once the log is closed.
    idle: Arc<Mutex<Option<Vec<Connection>>>>,
}

/// A connection in use; it goes back when dropped.
pub(crate) struct InUse {
    connection: Option<Connection>,
    home: Direct,
}

impl Direct {
    pub(crate) fn new(path: &Path) -> Direct {
        Direct { path: Arc::new(path.to_owned()), idle: Arc::new(Mutex::new(Some(Vec::new()))) }
    }

    /// A connection, a kept one if there is one.
    pub(crate) fn take(&self) -> InUse {
        let kept = self.idle.lock().unwrap_or_else(PoisonError::into_inner).as_mut().and_then(Vec::pop);
        InUse { connection: kept, home: self.clone() }
    }

    /// Closes what is kept, and keeps nothing from now on.
    pub(crate) fn close(&self) {
        drop(self.idle.lock().unwrap_or_else(PoisonError::into_inner).take());
    }

    fn open(&self) -> Result<Connection, rusqlite::Error> {
        // Each connection is used by one thread at a time.
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&*self.path, flags)?;
        connection.busy_timeout(BUSY)?;
        Ok(connection)
    }
}

impl InUse {
    /// The connection, opened at its first use.
    pub(crate) fn connection(&mut self) -> Result<&Connection, rusqlite::Error> {
        match &mut self.connection {
            Some(connection) => Ok(connection),
            none => Ok(none.insert(self.home.open()?)),
        }
    }
}

impl Drop for InUse {
    fn drop(&mut self) {
        let mut idle = self.home.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if let (Some(connection), Some(idle)) = (self.connection.take(), idle.as_mut())
            && idle.len() < KEPT
        {
            idle.push(connection);
        }
    }
}
