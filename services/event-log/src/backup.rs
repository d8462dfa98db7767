//! Copies the whole database while it is in use.

use crate::{EventLog, error::LogError, event::Head, rows, sqlite, store::Store};
use sqlx::{ConnectOptions, Connection, SqliteConnection, sqlite::SqliteConnectOptions};
use std::{io, path::Path};

impl EventLog {
    /// Writes a consistent copy into a new file and checks it: SQLite's own check, and no log shorter than it was here.
    ///
    /// # Errors
    /// The file is there already or cannot be written; the copy is not whole; the database is a server's.
    pub async fn backup(&self, to: &Path) -> Result<(), LogError> {
        if matches!(self.store, Store::Postgres(_)) {
            return Err(LogError::OnServer);
        }
        let target = to.to_str().ok_or_else(|| LogError::Path(to.to_owned()))?;
        sqlite::private(to).map_err(|source| match source.kind() {
            io::ErrorKind::AlreadyExists => LogError::Exists(to.to_owned()),
            _ => LogError::Making { path: to.to_owned(), source },
        })?;
        // A connection of its own: the pool's read-only ones may not write another file either.
        let mut source = SqliteConnectOptions::new().filename(&self.path).connect().await?;
        let heads = heads(&mut source).await?;
        sqlx::query("VACUUM INTO $1").bind(target).execute(&mut source).await?;
        source.close().await?;
        let mut copy = SqliteConnectOptions::new().filename(to).read_only(true).connect().await?;
        let check: String = sqlx::query_scalar("PRAGMA integrity_check(1)").fetch_one(&mut copy).await?;
        let copied = self::heads(&mut copy).await?;
        copy.close().await?;
        let kept = heads.iter().all(|head| copied.iter().any(|c| c.log == head.log && c.position >= head.position));
        if check == "ok" && kept { Ok(()) } else { Err(LogError::BadCopy(to.to_owned())) }
    }
}

async fn heads(db: &mut SqliteConnection) -> Result<Vec<Head>, LogError> {
    let rows = sqlx::query("SELECT log_id, position, chain_hash, recorded_at FROM log_head").fetch_all(db).await?;
    Ok(rows.iter().map(|row| rows::head(row, 0)).collect::<Result<_, _>>()?)
}
