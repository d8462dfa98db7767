//! Opening a log: the file, its settings, its migrations, its writer.

use crate::{
    EventLog,
    direct::Direct,
    error::{OpenError, is_busy},
    handles::Clock,
    writer,
};
use sqlx::{
    ConnectOptions, Connection, Row, SqliteConnection,
    migrate::{MigrateError, Migrator},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
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

/// How to open a log.
#[derive(Clone, Debug)]
pub struct OpenOptions {
    pub(crate) database: String,
    pub(crate) create: bool,
    pub(crate) clock: Clock,
}

impl OpenOptions {
    /// `sqlite://PATH` or a path.
    pub fn new(database: &str) -> OpenOptions {
        OpenOptions { database: database.to_owned(), create: false, clock: Clock::real() }
    }

    /// Whether to make the database if it is not there; not done unless asked.
    pub fn create(mut self, create: bool) -> OpenOptions {
        self.create = create;
        self
    }

    /// Where the time of recording comes from; the machine's clock unless told.
    pub fn clock(mut self, clock: Clock) -> OpenOptions {
        self.clock = clock;
        self
    }

    /// The database's file.
    ///
    /// # Errors
    /// [`OpenError::Address`]: the address is not of a file.
    pub fn path(&self) -> Result<PathBuf, OpenError> {
        let path = self.database.strip_prefix("sqlite://").or_else(|| self.database.strip_prefix("sqlite:"));
        let path = path.unwrap_or(&self.database);
        if path.is_empty() || path.contains("://") || path == ":memory:" {
            return Err(OpenError::Address(self.database.clone()));
        }
        Ok(PathBuf::from(path))
    }
}

pub(crate) async fn open(options: OpenOptions) -> Result<EventLog, OpenError> {
    let path = options.path()?;
    if !options.create && !path.exists() {
        return Err(OpenError::Missing(path));
    }
    for _ in 0..TRIES {
        match attempt(&path, &options).await {
            Err(OpenError::Database(e)) if is_busy(&e) => tokio::time::sleep(PAUSE).await,
            settled => return settled,
        }
    }
    attempt(&path, &options).await
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
    let writer = lasting().max_connections(1).connect_with(writing.clone()).await?;
    let engine = checked(&mut *writer.acquire().await?).await?;
    migrate(&mut *writer.acquire().await?).await?;
    let reader = lasting().max_connections(READERS).connect_with(settings(path).read_only(true)).await?;
    let inbox = writer::start(writing, options.clock.clone());
    let direct = Direct::new(path);
    Ok(EventLog { path: path.to_owned(), engine, reader, direct, writer, inbox })
}

/// Makes an empty file that nobody else reads: hashes of passwords and what people wrote lie in it. SQLite gives the files
/// beside it the same mode.
pub(crate) fn private(path: &Path) -> io::Result<()> {
    OpenFile::new().write(true).create_new(true).mode(0o600).open(path).map(drop)
}

/// Does the database hold tables, and not ours? Asked before anything is set in it.
async fn is_foreign(path: &Path) -> Result<bool, OpenError> {
    let mut db = settings(path).read_only(true).connect().await?;
    let names: Vec<String> = sqlx::query_scalar("SELECT name FROM sqlite_schema").fetch_all(&mut db).await?;
    db.close().await?;
    Ok(!names.is_empty() && !names.iter().any(|name| name == "_sqlx_migrations"))
}

/// Connections stay: opening one costs more than keeping it.
fn lasting() -> SqlitePoolOptions {
    SqlitePoolOptions::new().test_before_acquire(false).idle_timeout(None).max_lifetime(None)
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

/// The engine's version, if the engine and its settings are what the log's safety rests on.
async fn checked(db: &mut SqliteConnection) -> Result<String, OpenError> {
    let engine: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(&mut *db).await?;
    if engine.split('.').map(|part| part.parse().unwrap_or(0)).collect::<Vec<u32>>().as_slice() < &OLDEST_ENGINE[..] {
        return Err(OpenError::Engine(engine));
    }
    for (setting, query, wanted) in [
        ("journal_mode", "PRAGMA journal_mode", "wal"),
        ("synchronous", "PRAGMA synchronous", "2"),
        ("foreign_keys", "PRAGMA foreign_keys", "1"),
        ("recursive_triggers", "PRAGMA recursive_triggers", "1"),
        ("secure_delete", "PRAGMA secure_delete", "1"),
    ] {
        let row = sqlx::query(query).fetch_one(&mut *db).await?;
        let found =
            row.try_get::<String, _>(0).or_else(|_| row.try_get::<i64, _>(0).map(|number| number.to_string()))?;
        if found != wanted {
            return Err(OpenError::Setting { setting, wanted, found });
        }
    }
    Ok(engine)
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
