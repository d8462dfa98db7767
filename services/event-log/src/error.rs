//! What can go wrong with a log, in sentences.

use crate::{
    event::{Expected, LogId},
    verify::BreakKind,
};
use std::{error::Error, path::PathBuf};
use uuid::Uuid;

/// The database cannot be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The address is not of a database this program knows.
    #[error("{0}: databases are opened as postgres://…, sqlite://PATH or a path")]
    Address(String),
    /// There is no such file and it was not to be made.
    #[error("there is no database {}", .0.display())]
    Missing(PathBuf),
    /// The file cannot be made.
    #[error("the database {} cannot be made: {source}", .path.display())]
    Making {
        /// Where it was to be.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// Tables of another program are in it.
    #[error("{} is a database of another program", .0.display())]
    Foreign(PathBuf),
    /// SQLite before 3.51.3 can lose data when its write-ahead log starts anew.
    #[error("SQLite {0} can lose data: 3.51.3 or later is needed")]
    Engine(String),
    /// A server too old to be looked after.
    #[error("PostgreSQL {0} is too old: 14 or later is needed")]
    Server(String),
    /// A setting the log's safety rests on did not take.
    #[error("the database does not keep the setting {setting} = {wanted}: it says {found}")]
    Setting {
        /// Its name.
        setting: &'static str,
        /// What it should be.
        wanted: &'static str,
        /// What it is.
        found: String,
    },
    /// The database has a migration this program does not know.
    #[error("the database belongs to a newer program: it has migration {0}, which this one does not know")]
    Newer(i64),
    /// A migration failed or was changed after it ran.
    #[error("the database cannot be brought up to date: {0}")]
    Migration(#[source] sqlx::migrate::MigrateError),
    /// Anything else the database says.
    #[error("the database cannot be opened: {0}")]
    Database(#[from] sqlx::Error),
}

/// Whether another connection holds what this one wants: SQLITE_BUSY and its kinds, or PostgreSQL's time-outs, deadlocks and failures
/// to serialize, whose codes have five characters.
pub(crate) fn is_busy(e: &sqlx::Error) -> bool {
    let code = e.as_database_error().and_then(|e| e.code());
    code.is_some_and(|code| match code.len() {
        5 => ["55P03", "57014", "40001", "40P01"].contains(&&*code),
        _ => code.parse::<u32>().is_ok_and(|code| code & 0xff == 5),
    })
}

/// Whether the database is not there at the moment: the line is cut, the server is ending, starting or full, or every connection is in
/// use for too long (SQLSTATE 57P01–57P05, 25P03, 53300, class 08).
pub(crate) fn is_lost(e: &sqlx::Error) -> bool {
    let ended = |code: &str| code.starts_with("57P") || code.starts_with("08") || code == "25P03" || code == "53300";
    match e {
        sqlx::Error::Io(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed => true,
        other => other.as_database_error().and_then(|e| e.code()).is_some_and(|code| ended(&code)),
    }
}

/// Whether a fault is of the moment, for what it was or for one of its causes: the database is away, or held by somebody else. The same
/// again, a little later, is answered.
pub fn is_passing(error: &(dyn Error + 'static)) -> bool {
    let passes = |e: &(dyn Error + 'static)| match (e.downcast_ref::<sqlx::Error>(), e.downcast_ref::<AppendError>()) {
        (Some(e), _) => is_lost(e) || is_busy(e),
        (_, Some(e)) => matches!(e, AppendError::Busy | AppendError::Away(_) | AppendError::Closed),
        (None, None) => false,
    };
    passes(error) || error.source().is_some_and(is_passing)
}

/// An append that was not, or not certainly, recorded.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AppendError {
    /// A stream has another version than the command expects. Nothing was recorded.
    #[error("stream {stream} is at version {found}, not as expected ({expected:?})")]
    Conflict {
        /// The stream.
        stream: String,
        /// What the command expected.
        expected: Expected,
        /// The version the stream has; 0 without events.
        found: u64,
    },
    /// The command has no events, or something in it cannot be stored. Nothing was recorded.
    #[error("the command cannot be recorded: {0}")]
    Invalid(&'static str),
    /// Another program holds the database for too long. Nothing was recorded.
    #[error("the database is held by another program")]
    Busy,
    /// The database is not there at the moment. Nothing was recorded.
    #[error("the database does not answer: {0}")]
    Away(String),
    /// The disk did not say whether the events are saved: the same command id again settles it.
    #[error("it is not known whether command {command_id} was recorded; send it again")]
    Unknown {
        /// The command.
        command_id: Uuid,
    },
    /// The log is closed. Nothing was recorded.
    #[error("the log is closed")]
    Closed,
    /// The database failed before anything was recorded.
    #[error("the command was not recorded: {0}")]
    Broken(String),
}

/// The log cannot be read, checked or copied.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LogError {
    /// What the database says.
    #[error("the database cannot be read: {0}")]
    Database(#[from] sqlx::Error),
    /// What the database says to a reader of the whole log.
    #[error("the log cannot be read: {0}")]
    Reading(#[from] rusqlite::Error),
    /// A row does not read as an event: somebody else wrote it.
    #[error("the log is damaged after position {after}")]
    Damaged {
        /// Position of the last event that could be read.
        after: u64,
    },
    /// The export cannot be written.
    #[error("the export cannot be written: {0}")]
    Export(#[from] std::io::Error),
    /// A server's database is not copied into a file.
    #[error("a server's database is copied by its own means")]
    OnServer,
    /// The backup's file cannot be made.
    #[error("the copy {} cannot be made: {source}", .path.display())]
    Making {
        /// Where it was to be.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// The backup's file is there already.
    #[error("{} is there already", .0.display())]
    Exists(PathBuf),
    /// The backup's path cannot be given to the database.
    #[error("{} is not a path in UTF-8", .0.display())]
    Path(PathBuf),
    /// The copy was made but does not hold what the log holds; it must not be relied on.
    #[error("the copy {} is not whole", .0.display())]
    BadCopy(PathBuf),
}

/// A database cannot be copied into another one.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CopyError {
    /// The logs cannot be read.
    #[error(transparent)]
    Log(#[from] LogError),
    /// What either database says.
    #[error("the copy cannot be made: {0}")]
    Database(#[from] sqlx::Error),
    /// The other database holds something that is no earlier copy of this one.
    #[error("log {} is another one there, up to position {position}", .log.0)]
    Other {
        /// The log.
        log: LogId,
        /// How far it goes there.
        position: u64,
    },
    /// The other database has accounts and no log: it is in use for something else.
    #[error("the other database has accounts of its own")]
    Inhabited,
    /// An event here is not what its hash says.
    #[error("log {} is broken at position {position}: {}", .log.0, .kind.code())]
    Damaged {
        /// The log.
        log: LogId,
        /// Of the event.
        position: u64,
        /// How.
        kind: BreakKind,
    },
    /// Events came here meanwhile. What was copied stays.
    #[error("the database is being written to")]
    Moving,
}

/// A backup cannot be put in the place of a database.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RestoreError {
    /// A program has the database open.
    #[error("{} is in use", .0.display())]
    InUse(PathBuf),
    /// The backup is no database of this program, or a part of it is missing.
    #[error("{} is not a whole database of this program", .0.display())]
    NotWhole(PathBuf),
    /// The backup is a database that a program has open, and not all of it is in the one file.
    #[error("{} is a database in use", .0.display())]
    Open(PathBuf),
    /// A file cannot be read, written or named.
    #[error("{}: {source}", .path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// What SQLite says.
    #[error("the database cannot be restored: {0}")]
    Database(#[from] sqlx::Error),
}
