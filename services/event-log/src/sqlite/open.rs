//! Opening a SQLite file: its settings, its migrations, its writer.

use super::{direct::Direct, write::Pen};
use crate::{
    EventLog, OpenOptions,
    error::{OpenError, is_busy},
    store::Store,
    tables, writer,
};
use sqlx::{
    ConnectOptions, Connection, SqliteConnection,
    migrate::{MigrateError, Migrator},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use std::{
    fs::OpenOptions as OpenFile,
    io,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    time::Duration,
};

/// Every migration this program knows, the other services' tables included.
static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations/sqlite");

/// SQLite 3.7.0–3.51.2 can lose committed data when the write-ahead log starts anew.
const OLDEST_ENGINE: [u32; 3] = [3, 51, 3];

/// How long to wait for another program that holds the database.
const BUSY: Duration = Duration::from_secs(5);

/// How often, and after what pause, opening is tried again when SQLite itself does not wait.
const TRIES: usize = 20;
const PAUSE: Duration = Duration::from_millis(50);

/// Readers beside the writer.
const READERS: u32 = 4;

pub(crate) async fn open(path: PathBuf, options: &OpenOptions) -> Result<EventLog, OpenError> {
    if !options.create && !path.exists() {
        return Err(OpenError::Missing(path));
    }
    for _ in 0..TRIES {
        match attempt(&path, options).await {
            Err(OpenError::Database(e)) if is_busy(&e) => tokio::time::sleep(PAUSE).await,
            settled => return settled,
        }
    }
    attempt(&path, options).await
}

/// Another program that opens the same new database may hold it in a way that SQLite does not wait for.
async fn attempt(path: &Path, options: &OpenOptions) -> Result<EventLog, OpenError> {
    if options.create {
        match private(path) {
            Err(source) if source.kind() != io::ErrorKind::AlreadyExists => {
                return Err(OpenError::Making { path: path.to_owned(), source });
            }
            Ok(()) | Err(_) => {}
        }
    }
    if is_foreign(path).await? {
        return Err(OpenError::Foreign(path.to_owned()));
    }
    let writing = settings(path).journal_mode(SqliteJournalMode::Wal);
    let mut db = writing.connect().await?;
    let engine = judged(&sqlx::query_scalar::<_, String>(ASKED).fetch_one(&mut db).await?)?;
    migrate(&mut db).await?;
    db.close().await?;
    let whole = path.canonicalize().map_err(|source| OpenError::Making { path: path.to_owned(), source })?;
    let writer = tables::lasting(1, SETTINGS).connect_with(tables::file(&whole, "rw")?).await?;
    let reader = tables::lasting(READERS, SETTINGS).connect_with(tables::file(&whole, "ro")?).await?;
    judged(&sqlx::query_scalar::<_, String>(ASKED).fetch_one(&writer).await?)?;
    let inbox = writer::start(writer::Pen::Sqlite(Pen::new(writing)), options.clock.clone());
    let store = Store::Sqlite(Direct::new(path));
    Ok(EventLog { path: path.to_owned(), engine, reader, store, writer, inbox })
}

/// Makes an empty file that nobody else reads: hashes of passwords and what people wrote lie in it. SQLite gives the files
/// beside it the same mode.
pub(crate) fn private(path: &Path) -> io::Result<()> {
    OpenFile::new().write(true).create_new(true).mode(0o600).open(path).map(drop)
}

/// Does the database hold tables, and not ours? Asked before anything is set in it.
async fn is_foreign(path: &Path) -> Result<bool, OpenError> {
    let names = match names(settings(path).read_only(true)).await {
        // A crash in the middle of making the database left a journal that only somebody who may write can roll back.
        Err(e) if code(&e) == Some(HALF_WRITTEN) => names(settings(path)).await?,
        asked => asked?,
    };
    Ok(!names.is_empty() && !names.iter().any(|name| name == "_sqlx_migrations"))
}

/// SQLITE_READONLY_ROLLBACK.
const HALF_WRITTEN: u32 = 776;

fn code(e: &sqlx::Error) -> Option<u32> {
    e.as_database_error()?.code()?.parse().ok()
}

async fn names(settings: SqliteConnectOptions) -> Result<Vec<String>, sqlx::Error> {
    let mut db = settings.connect().await?;
    let names = sqlx::query_scalar("SELECT name FROM sqlite_schema").fetch_all(&mut db).await?;
    db.close().await?;
    Ok(names)
}

fn settings(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY)
        .pragma("recursive_triggers", "ON")
        .pragma("secure_delete", "ON")
}

/// The same for the services' tables, whose connections are opened by an address, which says nothing of settings.
const SETTINGS: &str = "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000; \
                        PRAGMA recursive_triggers = ON; PRAGMA secure_delete = ON";

/// Engine and settings as one text, in the order of [`judged`].
const ASKED: &str = "SELECT sqlite_version() || ' ' || (SELECT journal_mode FROM pragma_journal_mode) || ' ' || \
                     (SELECT synchronous FROM pragma_synchronous) || ' ' || (SELECT foreign_keys FROM pragma_foreign_keys) || ' ' || \
                     (SELECT recursive_triggers FROM pragma_recursive_triggers) || ' ' || \
                     (SELECT secure_delete FROM pragma_secure_delete)";

/// The engine's version, if the engine and its settings are what the log's safety rests on.
fn judged(answer: &str) -> Result<String, OpenError> {
    let mut words = answer.split(' ');
    let engine = words.next().unwrap_or_default();
    if engine.split('.').map(|part| part.parse().unwrap_or(0)).collect::<Vec<u32>>().as_slice() < &OLDEST_ENGINE[..] {
        return Err(OpenError::Engine(engine.to_owned()));
    }
    for (setting, wanted) in [
        ("journal_mode", "wal"),
        ("synchronous", "2"),
        ("foreign_keys", "1"),
        ("recursive_triggers", "1"),
        ("secure_delete", "1"),
    ] {
        let found = words.next().unwrap_or_default();
        if found != wanted {
            return Err(OpenError::Setting { setting, wanted, found: found.to_owned() });
        }
    }
    Ok(format!("SQLite {engine}"))
}

/// All that is missing, in one transaction: two programs starting together do not meet half-way.
async fn migrate(db: &mut SqliteConnection) -> Result<(), OpenError> {
    let mut tx = db.begin_with("BEGIN IMMEDIATE").await?;
    MIGRATIONS.run(&mut *tx).await.map_err(|e| match e {
        MigrateError::VersionMissing(version) => OpenError::Newer(version),
        other => OpenError::Migration(other),
    })?;
    Ok(tx.commit().await?)
}
