//! Who was erased, in a file beside the database: a backup made before brings them back, and by this list they are erased again.
//! It names nobody: a line is the day, the office, the person and the ground.

use super::{App, AppError, erasure::ground_of, secret::write_private};
use crate::sentence::ground_code;
use chrono::{NaiveDate, NaiveTime};
use std::{
    collections::HashSet,
    fmt, fs,
    io::{self, ErrorKind, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    str::FromStr,
};
use vekha_domain::{
    event::ErasureGround,
    ids::{OfficeId, PersonId},
    stream::Stream,
};
use vekha_event_log::{EventLog, Id, LogId};

/// The list of a database: `vekha.db` → `vekha.db.erased`.
pub struct ErasedList(PathBuf);

/// Somebody erased.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Erased {
    /// Since when, where the office is.
    pub day: NaiveDate,
    /// Whose person.
    pub office: OfficeId,
    /// Who.
    pub person: PersonId,
    /// Why.
    pub ground: ErasureGround,
}

impl fmt::Display for Erased {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{} {} {} {}", self.day, self.office, self.person, ground_code(self.ground))
    }
}

impl FromStr for Erased {
    type Err = ();

    fn from_str(line: &str) -> Result<Erased, ()> {
        let mut words = line.split_whitespace();
        let mut word = || words.next().ok_or(());
        Ok(Erased {
            day: word()?.parse().map_err(drop)?,
            office: word()?.parse().map_err(drop)?,
            person: word()?.parse().map_err(drop)?,
            ground: ground_of(word()?).ok_or(())?,
        })
    }
}

impl ErasedList {
    /// Of the database whose file this is; of a server's, of what lies beside.
    pub fn beside(database: &Path) -> ErasedList {
        let mut name = database.as_os_str().to_owned();
        name.push(".erased");
        ErasedList(PathBuf::from(name))
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Puts down whom it does not have yet; they are on the disk when this returns.
    pub(super) fn note(&self, erased: &[Erased]) -> Result<(), AppError> {
        self.noted(erased).map_err(|e| unusable(&e))
    }

    fn noted(&self, erased: &[Erased]) -> io::Result<()> {
        let text = self.text()?;
        let known: HashSet<(OfficeId, PersonId)> = read(&text).map(|one| (one.office, one.person)).collect();
        let new = erased.iter().filter(|one| !known.contains(&(one.office, one.person)));
        let mut lines: String = new.map(|one| format!("{one}\n")).collect();
        if lines.is_empty() {
            return Ok(());
        }
        // A power cut may have left half a line.
        if !text.is_empty() && !text.ends_with('\n') {
            lines.insert(0, '\n');
        }
        let mut file = fs::OpenOptions::new().append(true).create(true).mode(0o600).open(&self.0)?;
        file.write_all(lines.as_bytes())?;
        file.sync_all()?;
        self.folder_is_saved()
    }

    /// Marks for erasing whom a backup brought back: those of the list who have a key in the database. Says how many.
    ///
    /// # Errors
    /// The list cannot be read; a fault of the database.
    pub async fn recall(&self, log: &EventLog) -> Result<usize, AppError> {
        let failed = |e: sqlx::Error| AppError::broken("look for people who were erased", &e);
        let mut back = 0;
        for one in read(&self.text().map_err(|e| unusable(&e))?) {
            let key = sqlx::query("SELECT 1 FROM person_keys WHERE log_id = $1 AND person_id = $2");
            let key = key.bind(Id(one.office.0)).bind(Id(one.person.0)).fetch_optional(log.reader()).await;
            if key.map_err(failed)?.is_none() {
                continue;
            }
            let sql = "INSERT INTO erasures (log_id, person_id, begun_at, ground) VALUES ($1, $2, $3, $4) \
                       ON CONFLICT (log_id, person_id) DO UPDATE SET ground = excluded.ground";
            let mark = sqlx::query(sql)
                .bind(Id(one.office.0))
                .bind(Id(one.person.0))
                .bind(one.day.and_time(NaiveTime::MIN).and_utc().timestamp_micros())
                .bind(ground_code(one.ground));
            mark.execute(log.writer()).await.map_err(failed)?;
            back += 1;
        }
        Ok(back)
    }

    /// Puts down in another list what is in this one.
    ///
    /// # Errors
    /// One of them cannot be used.
    pub fn carry_to(&self, other: &ErasedList) -> Result<(), AppError> {
        let erased: Vec<Erased> = read(&self.text().map_err(|e| unusable(&e))?).collect();
        other.note(&erased)
    }

    /// What it holds; nothing while it is not there.
    fn text(&self) -> io::Result<String> {
        match fs::read_to_string(&self.0) {
            Err(e) if e.kind() == ErrorKind::NotFound => Ok(String::new()),
            read => read,
        }
    }

    fn folder_is_saved(&self) -> io::Result<()> {
        let folder = self.0.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::File::open(folder)?.sync_all()
    }
}

impl App {
    /// Makes the list of a database that has none, because an earlier release made it or it was brought here without: the log knows
    /// them, and no office is folded for it.
    pub(super) async fn make_list(&self, list: &ErasedList) -> Result<(), AppError> {
        if list.path().exists() {
            return Ok(());
        }
        let mut erased = Vec::new();
        for office in self.offices().await? {
            let streams = self.log().streams(LogId(office.id.0), "person").await;
            for stream in streams.map_err(|e| AppError::broken("list the people", &e))? {
                let Ok(Stream::Person(person)) = stream.parse() else { continue };
                erased.extend(self.logged(office.id, person).await?.erased(office.id, person));
            }
        }
        let lines: String = erased.iter().map(|one| format!("{one}\n")).collect();
        write_private(list.path(), &lines).map_err(|e| unusable(&e))?;
        // Somebody may have been erased by another copy of the program meanwhile, and the list begun with that.
        list.note(&erased)
    }
}

fn read(text: &str) -> impl Iterator<Item = Erased> {
    text.lines().filter_map(|line| line.parse().ok())
}

fn unusable(e: &io::Error) -> AppError {
    AppError::broken("keep the list of people erased", e)
}
