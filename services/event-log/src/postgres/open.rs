//! Opening a PostgreSQL database: what its server must promise, the migrations, the writer.

use super::{PATIENCE, Pen, Readers, settings};
use crate::{EventLog, OpenOptions, error::OpenError, store::Store, tables, writer};
use sqlx::{ConnectOptions, Connection, PgConnection, migrate::Migrator, postgres::PgConnectOptions};
use std::path::PathBuf;

/// Every migration this program knows, the other services' tables included.
static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations/postgres");

/// Connections for the services' tables, of each kind.
const TABLES: u32 = 6;

/// What a connection for the services' tables begins with.
const WRITING: &str =
    "SET lock_timeout = '5s'; SET statement_timeout = '60s'; SET idle_in_transaction_session_timeout = '30s'";
const READING: &str = "SET lock_timeout = '5s'; SET statement_timeout = '60s'; SET idle_in_transaction_session_timeout = '30s'; \
                       SET default_transaction_read_only = on";

/// Locks out other programs that open the same database: any number will do, as long as it is always the same.
const OPENING: i64 = 0x0076_656b_6861;

/// The name of the database an address is of.
pub(crate) fn name(address: &str) -> Result<String, OpenError> {
    // The address may hold a password: it is not repeated.
    let unreadable = || OpenError::Address(address.split("://").next().unwrap_or_default().to_owned());
    let options: PgConnectOptions = address.parse().map_err(|_| unreadable())?;
    let name = options.get_database().unwrap_or_else(|| options.get_username());
    if name.is_empty() || name.contains(['/', '\0']) { Err(unreadable()) } else { Ok(name.to_owned()) }
}

pub(crate) async fn open(path: PathBuf, options: &OpenOptions) -> Result<EventLog, OpenError> {
    let (address, _) = options.server();
    let writing = settings(&address)?;
    let mut db = writing.connect().await?;
    let engine = checked(&mut db).await?;
    match tables_of(&mut db).await? {
        Tables::Ours => {}
        Tables::None if options.create => {}
        Tables::None => return Err(OpenError::Missing(path)),
        Tables::Foreign => return Err(OpenError::Foreign(path)),
    }
    migrate(&mut db).await?;
    db.close().await?;
    let address = tables::at(&address)?;
    let writer = tables::lasting(TABLES, WRITING).acquire_timeout(PATIENCE).connect_with(address.clone()).await?;
    let reader = tables::lasting(TABLES, READING).acquire_timeout(PATIENCE).connect_with(address).await?;
    let store = Store::Postgres(Readers::new(writing.clone()));
    let inbox = writer::start(writer::Pen::Postgres(Pen::new(writing)), options.clock.clone());
    Ok(EventLog { path, engine, reader, store, writer, inbox })
}

/// The server's version, if it and its settings are what the log's safety rests on.
pub(super) async fn checked(db: &mut PgConnection) -> Result<String, OpenError> {
    let sql = "SELECT current_setting('server_version'), current_setting('fsync'), current_setting('full_page_writes'), \
               current_setting('synchronous_commit'), current_setting('server_encoding')";
    let (engine, fsync, pages, commit, encoding): (String, String, String, String, String) =
        sqlx::query_as(sql).fetch_one(db).await?;
    let major = engine.split(['.', ' ']).next().and_then(|major| major.parse().ok()).unwrap_or(0);
    if major < OLDEST_ENGINE {
        return Err(OpenError::Server(engine));
    }
    for (setting, wanted, found, kept) in [
        ("fsync", "on", &fsync, fsync == "on"),
        ("full_page_writes", "on", &pages, pages == "on"),
        // Whatever waits for the disk here does; some wait for another server too.
        ("synchronous_commit", "on", &commit, commit != "off"),
        ("server_encoding", "UTF8", &encoding, encoding == "UTF8"),
    ] {
        if !kept {
            return Err(OpenError::Setting { setting, wanted, found: found.clone() });
        }
    }
    Ok(format!("PostgreSQL {engine}"))
}

/// Older servers are not looked after by anybody any more.
const OLDEST_ENGINE: u32 = 14;

/// What lies in a database.
enum Tables {
    None,
    Ours,
    Foreign,
}

async fn tables_of(db: &mut PgConnection) -> Result<Tables, OpenError> {
    let sql = "SELECT count(*), count(*) FILTER (WHERE relname = '_sqlx_migrations') FROM pg_catalog.pg_class \
               WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')";
    let (all, ours): (i64, i64) = sqlx::query_as(sql).fetch_one(db).await?;
    Ok(match (all, ours) {
        (0, _) => Tables::None,
        (_, 0) => Tables::Foreign,
        _ => Tables::Ours,
    })
}

/// All that is missing, in one transaction, one program after the other. When nothing is missing nothing is asked that only the
/// tables' owner may: the program's role need not be that.
async fn migrate(db: &mut PgConnection) -> Result<(), OpenError> {
    let mut tx = db.begin().await?;
    // Programs that start together wait for the one that makes the tables; a table that is in use is not waited for so long.
    sqlx::raw_sql("SET LOCAL lock_timeout = '55s'").execute(&mut *tx).await?;
    sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(OPENING).execute(&mut *tx).await?;
    sqlx::raw_sql("SET LOCAL lock_timeout = '5s'; SET LOCAL idle_in_transaction_session_timeout = '30s'")
        .execute(&mut *tx)
        .await?;
    if is_up_to_date(&mut tx).await? {
        return Ok(tx.rollback().await?);
    }
    MIGRATIONS.run(&mut *tx).await.map_err(OpenError::Migration)?;
    Ok(tx.commit().await?)
}

/// Is nothing missing? Asked before anything that needs the owner's rights.
async fn is_up_to_date(db: &mut PgConnection) -> Result<bool, OpenError> {
    let table: bool =
        sqlx::query_scalar("SELECT to_regclass('_sqlx_migrations') IS NOT NULL").fetch_one(&mut *db).await?;
    if !table {
        return Ok(false);
    }
    let done: Vec<(i64, bool, Vec<u8>)> =
        sqlx::query_as("SELECT version, success, checksum FROM _sqlx_migrations ORDER BY version")
            .fetch_all(db)
            .await?;
    if let Some((version, ..)) = done.iter().find(|(version, ..)| !MIGRATIONS.version_exists(*version)) {
        return Err(OpenError::Newer(*version));
    }
    Ok(done.len() == MIGRATIONS.iter().count()
        && done.iter().zip(MIGRATIONS.iter()).all(|((version, success, checksum), known)| {
            *success && *version == known.version && checksum.as_slice() == &*known.checksum
        }))
}
