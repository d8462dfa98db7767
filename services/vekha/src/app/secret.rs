//! The installation's secret: a file beside the database, the same for every copy of the program on it.

use super::{App, AppError};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use std::{
    fs, io,
    path::{Path, PathBuf},
};
use vekha_event_log::EventLog;

/// What the mark in the database is a hash of, with the secret; nothing else is hashed under this label.
const LABEL: &[u8] = b"vekha secret mark 1";

/// 32 bytes, readable by their owner only. None when the file is lost: names stay closed, and no new one is made that could stand in the
/// way of the old one's return.
pub struct Secret(pub(super) Option<[u8; 32]>);

impl Secret {
    /// Reads `<database>.secret`, or makes it when there is none and none was ever made for this database. The first one leaves its mark
    /// in the database; another one is refused, for what one copy of the program seals the others must open.
    ///
    /// # Errors
    /// [`AppError::OtherSecret`]; the file cannot be read or written, or does not hold 32 bytes in base64.
    pub(super) async fn beside(log: &EventLog) -> Result<Secret, AppError> {
        let path = secret_path(log.path());
        let other = || AppError::OtherSecret { path: path.clone() };
        if let Some(secret) = read(&path)? {
            return if marked(log, &secret).await? { Ok(Secret(Some(secret))) } else { Err(other()) };
        }
        if is_in_use(log).await? {
            tracing::warn!(path = %path.display(), "the secret is lost: people have no names");
            return Ok(Secret(None));
        }
        write_private(&path, &STANDARD.encode(vekha_event_log::random_bytes::<32>())).map_err(unreadable)?;
        let secret = read(&path)?.ok_or_else(|| unreadable(io::ErrorKind::NotFound.into()))?;
        if marked(log, &secret).await? {
            return Ok(Secret(Some(secret)));
        }
        // A copy elsewhere was first; nothing was sealed with this one.
        fs::remove_file(&path).map_err(unreadable)?;
        Err(other())
    }

    /// Is the secret beside a database that of a log which is to be put there? False when none lies there: then names stay closed.
    ///
    /// # Errors
    /// [`AppError::OtherSecret`]; the file does not hold a secret; a fault of the database.
    pub async fn fits(log: &EventLog, database: &Path) -> Result<bool, AppError> {
        let path = secret_path(database);
        let Some(secret) = read(&path)? else { return Ok(false) };
        if marked(log, &secret).await? { Ok(true) } else { Err(AppError::OtherSecret { path }) }
    }

    /// Takes the secret beside the database for the installation's from now on: what was sealed with another one stays closed.
    ///
    /// # Errors
    /// There is none; a fault of the database.
    pub async fn accept(log: &EventLog) -> Result<(), AppError> {
        let secret = read(&secret_path(log.path()))?.ok_or_else(|| unreadable(io::ErrorKind::NotFound.into()))?;
        let forgotten = sqlx::query("DELETE FROM secret_mark").execute(log.writer()).await;
        forgotten.map_err(|e| AppError::broken("forget the old secret", &e))?;
        if marked(log, &secret).await? { Ok(()) } else { Err(AppError::Conflict) }
    }
}

impl App {
    /// Is the installation's secret here? Without it nobody has a name.
    pub fn has_secret(&self) -> bool {
        self.inner.secret.0.is_some()
    }
}

fn unreadable(e: io::Error) -> AppError {
    AppError::broken("read the secret", &e)
}

fn read(path: &Path) -> Result<Option<[u8; 32]>, AppError> {
    let text = match fs::read_to_string(path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        read => read.map_err(unreadable)?,
    };
    let bytes = STANDARD.decode(text.trim()).ok().and_then(|bytes| bytes.try_into().ok());
    let bad = || io::Error::new(io::ErrorKind::InvalidData, format!("{} does not hold a secret", path.display()));
    bytes.map(Some).ok_or_else(|| unreadable(bad()))
}

/// Was anything sealed, or a secret made, for this database?
async fn is_in_use(log: &EventLog) -> Result<bool, AppError> {
    let sql = "SELECT 1 FROM secret_mark UNION ALL SELECT 1 FROM person_keys LIMIT 1";
    let found = sqlx::query(sql).fetch_optional(log.reader()).await;
    found.map(|found| found.is_some()).map_err(|e| AppError::broken("look for people's keys", &e))
}

/// Is it the secret whose mark the database holds? Its own, if it holds none yet.
async fn marked(log: &EventLog, secret: &[u8; 32]) -> Result<bool, AppError> {
    let mut hash = Sha256::new();
    hash.update(LABEL);
    hash.update(secret);
    let mark = hash.finalize().to_vec();
    let known = || sqlx::query_scalar::<_, Vec<u8>>("SELECT mark FROM secret_mark").fetch_optional(log.writer());
    let broken = |e: sqlx::Error| AppError::broken("look at the mark of the secret", &e);
    if let Some(known) = known().await.map_err(broken)? {
        return Ok(known == mark);
    }
    sqlx::query("INSERT INTO secret_mark (one, mark) VALUES (1, $1) ON CONFLICT (one) DO NOTHING")
        .bind(mark.as_slice())
        .execute(log.writer())
        .await
        .map_err(broken)?;
    Ok(known().await.map_err(broken)?.is_some_and(|known| known == mark))
}

/// Where the secret of a database lies: `vekha.db` → `vekha.db.secret`.
pub fn secret_path(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(".secret");
    PathBuf::from(name)
}

/// Writes a file for its owner alone, whole or not at all; one that another program has just put there stays.
pub fn write_private(path: &Path, text: &str) -> io::Result<()> {
    use std::{io::Write, os::unix::fs::OpenOptionsExt};
    let draft = path.with_extension(format!("secret-{:016x}", u64::from_be_bytes(vekha_event_log::random_bytes())));
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    let placed = written.and_then(|()| match fs::hard_link(&draft, path) {
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        linked => linked,
    });
    fs::remove_file(&draft)?;
    placed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Options;
    use vekha_event_log::{Clock, Ids, OpenOptions};

    async fn open(database: &Path) -> Result<App, AppError> {
        let (clock, ids) = (Clock::real(), Ids::real());
        App::open(Options { database: database.display().to_string(), create: true, clock, ids, demo: None }).await
    }

    #[tokio::test]
    async fn another_secret_is_refused_until_it_is_accepted_for_good() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("vekha.db");
        let (one, other) = tokio::join!(open(&database), open(&database));
        let (one, other) = (one.unwrap(), other.unwrap());
        assert!(one.has_secret() && one.keyed_hash(&[b"a"]) == other.keyed_hash(&[b"a"]), "both have the same one");
        let kept = secret_path(one.log().path());
        fs::write(&kept, STANDARD.encode([7; 32])).unwrap();
        assert!(matches!(open(&database).await, Err(AppError::OtherSecret { path }) if path == kept));
        fs::remove_file(&kept).unwrap();
        assert!(!open(&database).await.unwrap().has_secret(), "a lost one is not replaced by itself");
        fs::write(&kept, STANDARD.encode([7; 32])).unwrap();
        // Whatever address the database has here, the open program has it.
        Secret::accept(one.log()).await.unwrap();
        assert!(open(&database).await.unwrap().has_secret());
    }

    #[tokio::test]
    async fn of_two_folders_the_second_gets_no_secret_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let (first, second) = (folder.path().join("vekha.db"), folder.path().join("moved.db"));
        let log = EventLog::open(OpenOptions::new(&first.display().to_string()).create(true)).await.unwrap();
        assert!(Secret::beside(&log).await.unwrap().0.is_some());
        log.backup(&second).await.unwrap();
        let elsewhere = EventLog::open(OpenOptions::new(&second.display().to_string())).await.unwrap();
        assert!(Secret::beside(&elsewhere).await.unwrap().0.is_none());
        assert!(!secret_path(&second).exists());
    }
}
