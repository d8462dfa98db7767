//! Puts a backup in the place of a SQLite database: at any instant the old one or the new one is there whole, and the old one stays beside.

use crate::{
    error::{RestoreError, is_busy},
    sqlite,
};
use chrono::{DateTime, Utc};
use sqlx::{
    ConnectOptions, Connection, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteLockingMode},
};
use std::{
    fs, io,
    os::unix::fs::{MetadataExt, chown},
    path::{Path, PathBuf},
    time::Duration,
};

/// What SQLite keeps beside a database; without it the database may not be whole, and beside another one it spoils that.
const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// The place of a database, which nobody else has open until this is dropped.
pub struct TakenPlace {
    path: PathBuf,
    /// The database that is there; none when there is none, or when it is no database any more.
    held: Option<SqliteConnection>,
}

impl TakenPlace {
    /// Takes the place. A database that cannot be read any more can be replaced too.
    ///
    /// # Errors
    /// [`RestoreError::InUse`]: a program has the database open.
    pub async fn of(path: &Path) -> Result<TakenPlace, RestoreError> {
        let taken = |held| Ok(TakenPlace { path: path.to_owned(), held });
        if !path.exists() {
            return taken(None);
        }
        // Whoever has the database open shares it, and then it cannot be had alone; so it is kept to the end.
        let alone = SqliteConnectOptions::new()
            .filename(path)
            .locking_mode(SqliteLockingMode::Exclusive)
            .busy_timeout(Duration::ZERO);
        let held = async {
            let mut held = alone.connect().await?;
            sqlx::raw_sql("BEGIN EXCLUSIVE; COMMIT").execute(&mut held).await?;
            Ok(held)
        };
        match held.await {
            Ok(held) => taken(Some(held)),
            Err(e) if is_busy(&e) => Err(RestoreError::InUse(path.to_owned())),
            Err(e) if is_spoilt(&e) => taken(None),
            Err(e) => Err(e.into()),
        }
    }

    /// Puts the draft here. What was here is kept under the name that is returned.
    ///
    /// # Errors
    /// A fault of the disk or of SQLite. The old database is then still here, unless the draft is.
    pub async fn put(mut self, draft: Draft, now: DateTime<Utc>) -> Result<Option<PathBuf>, RestoreError> {
        is_single(&draft.path).await?;
        let was = fs::metadata(&self.path).ok();
        if let Some(held) = &mut self.held {
            // What lies in the write-ahead log goes into the file: kept aside, it is whole by itself.
            merge(held).await?;
        }
        if let Some(was) = &was {
            // Whoever gives the command need not be whom the program runs as; who may not give it away has made it for himself.
            let _ = chown(&draft.path, Some(was.uid()), Some(was.gid()));
        }
        saved(&draft.path)?;
        let before = beside(&self.path, &format!(".before-restore-{}", now.format("%Y%m%dT%H%M%S%.6fZ")));
        let kept = self.keep(&before)?;
        if was.is_some() {
            fs::rename(&draft.path, &self.path).map_err(|e| unusable(&self.path, e))?;
        } else {
            // A database that somebody has made here meanwhile is not overwritten.
            fs::hard_link(&draft.path, &self.path).map_err(|e| unusable(&self.path, e))?;
        }
        saved(folder_of(&self.path))?;
        // To close it is to delete its write-ahead log by name, and a program may have begun one for the new database by now. It ends
        // with this program.
        std::mem::forget(self.held.take());
        Ok(kept.then_some(before))
    }

    /// Gives what is here a second name. What lies beside the database goes, for it must not meet the new one; it is kept too where the
    /// database could not be read, and so not be made whole without it.
    fn keep(&self, before: &Path) -> Result<bool, RestoreError> {
        let ends = BESIDE.iter().filter(|_| self.held.is_none());
        let kept: Vec<&str> = [""].iter().chain(ends).copied().filter(|end| beside(&self.path, end).exists()).collect();
        for end in &kept {
            let to = beside(before, end);
            fs::hard_link(beside(&self.path, end), &to).map_err(|e| unusable(&to, e))?;
        }
        saved(folder_of(&self.path))?;
        for from in BESIDE.map(|end| beside(&self.path, end)).iter().filter(|from| from.exists()) {
            fs::remove_file(from).map_err(|e| unusable(from, e))?;
        }
        saved(folder_of(&self.path))?;
        Ok(!kept.is_empty())
    }
}

/// A copy of a backup beside the place it is for; gone when dropped, unless it was put there.
pub struct Draft {
    path: PathBuf,
}

impl Draft {
    /// Copies the backup and looks whether it is a whole database of this program. Nobody but the owner reads the copy.
    ///
    /// # Errors
    /// [`RestoreError::NotWhole`], [`RestoreError::Open`]; the file cannot be read or the copy written.
    pub async fn of(backup: &Path, place: &Path) -> Result<Draft, RestoreError> {
        // A backup has everything in the one file; what is still in a write-ahead log would be missing.
        let live = fs::metadata(beside(backup, BESIDE[0])).is_ok_and(|log| log.len() > 0);
        if live {
            return Err(RestoreError::Open(backup.to_owned()));
        }
        let mut from = fs::File::open(backup).map_err(|e| unusable(backup, e))?;
        let number = u64::from_be_bytes(crate::random_bytes());
        let draft = Draft { path: beside(place, &format!(".restoring-{number:016x}")) };
        sqlite::private(&draft.path).map_err(|e| unusable(&draft.path, e))?;
        let mut to = fs::OpenOptions::new().write(true).open(&draft.path).map_err(|e| unusable(&draft.path, e))?;
        io::copy(&mut from, &mut to).map_err(|e| unusable(&draft.path, e))?;
        match is_whole(&draft.path).await {
            Ok(true) => Ok(draft),
            Ok(false) => Err(RestoreError::NotWhole(backup.to_owned())),
            Err(e) if is_spoilt(&e) => Err(RestoreError::NotWhole(backup.to_owned())),
            Err(e) => Err(e.into()),
        }
    }

    /// Where it lies, to be opened and checked; closed again before it is put in its place.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        for end in ["", BESIDE[0], BESIDE[1], BESIDE[2]] {
            // What was put in its place, or was never there, is not here.
            let _ = fs::remove_file(beside(&self.path, end));
        }
    }
}

/// Is every page of the file as SQLite left it, and are the tables there?
async fn is_whole(path: &Path) -> Result<bool, sqlx::Error> {
    let mut db = SqliteConnectOptions::new().filename(path).connect().await?;
    let tables: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM sqlite_schema WHERE name IN ('_sqlx_migrations', 'events', 'log_head')",
    )
    .fetch_one(&mut db)
    .await?;
    let check: String = sqlx::query_scalar("PRAGMA integrity_check(1)").fetch_one(&mut db).await?;
    db.close().await?;
    Ok(tables == 3 && check == "ok")
}

/// Does SQLite say that the file is damaged or no database (SQLITE_CORRUPT, SQLITE_NOTADB and their kinds)?
fn is_spoilt(e: &sqlx::Error) -> bool {
    let code = e.as_database_error().and_then(|e| e.code()?.parse::<u32>().ok());
    code.is_some_and(|code| matches!(code & 0xff, 11 | 26))
}

/// Has everything of a database in its one file.
async fn is_single(path: &Path) -> Result<(), RestoreError> {
    let mut db = SqliteConnectOptions::new().filename(path).connect().await?;
    merge(&mut db).await?;
    Ok(db.close().await?)
}

/// Takes what lies in the write-ahead log into the file.
async fn merge(db: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let busy: i64 = sqlx::query_scalar("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(db).await?;
    if busy == 0 { Ok(()) } else { Err(sqlx::Error::Protocol("the write-ahead log is in use".to_owned())) }
}

fn saved(path: &Path) -> Result<(), RestoreError> {
    fs::File::open(path).and_then(|file| file.sync_all()).map_err(|e| unusable(path, e))
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

fn unusable(path: &Path, source: io::Error) -> RestoreError {
    RestoreError::File { path: path.to_owned(), source }
}
