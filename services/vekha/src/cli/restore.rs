//! `vekha restore`: a backup takes the place of the database, and whoever was erased since is erased again.

use super::{
    Failure, Outcome, copy,
    file::unusable,
    lang,
    place::{self, Place},
    say,
};
use crate::app::{AppError, ErasedList, Secret, secret_path};
use clap::Args;
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};
use vekha_event_log::{
    Clock, CopyError, Draft, EventLog, Head, LogError, OpenOptions, RestoreError, TakenPlace, Verdict,
};

/// Arguments of `vekha restore`.
#[derive(Args)]
pub struct Restore {
    /// A file that `vekha backup` made
    file: PathBuf,
    /// Take the place of a database that is there; it is kept beside
    #[arg(long)]
    replace: bool,
    #[command(flatten)]
    place: Place,
}

/// A backup that was checked.
struct Checked {
    log: EventLog,
    heads: Vec<Head>,
    has_secret: bool,
    /// How many people it brings back who were erased since; none when there is no list to know it by.
    back: Option<usize>,
}

impl Restore {
    /// Puts the backup in place and tells where its logs end.
    pub async fn run(&self) -> Outcome {
        let database = place::file(&self.place.database)?;
        if OpenOptions::new(&self.place.database).is_on_server() {
            self.on_server(&database).await
        } else {
            self.in_file(&database).await
        }
    }

    async fn in_file(&self, database: &Path) -> Outcome {
        let shown = || [("database", database.display().to_string().into())];
        if self.file.canonicalize().is_ok_and(|file| database.canonicalize().is_ok_and(|there| there == file)) {
            return Err(Failure::Use(lang().say("restore-same")));
        }
        if database.exists() && !self.replace {
            return Err(Failure::Refused(lang().say_with("restore-there", shown())));
        }
        let taken = TakenPlace::of(database).await.map_err(told)?;
        let draft = Draft::of(&self.file, database).await.map_err(told)?;
        let checked = self.checked(&draft, database).await?;
        checked.log.close().await;
        let before = taken.put(draft, Clock::real().now()).await.map_err(told)?;
        copy::say_heads(&checked.heads)?;
        say(&lang().say_with("restore-done", shown()))?;
        if let Some(before) = before {
            say(&lang().say_with("restore-before", [("before", before.display().to_string().into())]))?;
        }
        self.finish(&checked, database).await
    }

    /// On a server the backup is carried into an empty database; `beside` is where the program's own files lie.
    async fn on_server(&self, beside: &Path) -> Outcome {
        let to = copy::opened(OpenOptions::new(&self.place.database).create(true)).await?;
        let not_empty = || Failure::Refused(lang().say("restore-not-empty"));
        let heads = to.heads().await.map_err(|e| AppError::broken("look what is there", &e))?;
        if !heads.is_empty() {
            return Err(not_empty());
        }
        let draft = Draft::of(&self.file, beside).await.map_err(told)?;
        let checked = self.checked(&draft, beside).await?;
        checked.log.copy_to(&to, |_, _| ()).await.map_err(|e| match e {
            CopyError::Inhabited | CopyError::Other { .. } => not_empty(),
            other => copy::told(&other),
        })?;
        checked.log.close().await;
        to.close().await;
        copy::say_heads(&checked.heads)?;
        say(&lang().say_with("restore-done", [("database", place::shown(&self.place.database).into())]))?;
        self.finish(&checked, beside).await
    }

    /// Opens the copy, so that it is brought up to date, and checks its chains and its secret; marks whom it brings back.
    async fn checked(&self, draft: &Draft, database: &Path) -> Result<Checked, Failure> {
        let log = copy::opened(OpenOptions::new(&draft.path().display().to_string())).await?;
        let broken = |e: LogError| Failure::from(AppError::broken("check the backup", &e));
        let mut heads = Vec::new();
        for id in log.logs().await.map_err(broken)? {
            match log.verify(id, None).await.map_err(broken)? {
                Verdict::Whole { head, .. } => heads.push(head),
                Verdict::Broken { position, kind } => {
                    return Err(copy::told(&CopyError::Damaged { log: id, position, kind }));
                }
            }
        }
        let has_secret = Secret::fits(&log, database).await?;
        let list = ErasedList::beside(database);
        let back = if list.path().exists() { Some(list.recall(&log).await?) } else { None };
        Ok(Checked { log, heads, has_secret, back })
    }

    /// Erases again whom the backup brought back, before anybody is told of them.
    async fn finish(&self, checked: &Checked, database: &Path) -> Outcome {
        let path = |path: &Path| path.display().to_string().into();
        if !checked.has_secret {
            eprintln!("vekha: {}", lang().say_with("restore-no-secret", [("secret", path(&secret_path(database)))]));
        }
        let list = ErasedList::beside(database);
        if checked.back.is_none() {
            eprintln!("vekha: {}", lang().say_with("restore-no-list", [("list", path(list.path()))]));
        }
        let app = self.place.open().await?;
        app.finish_erasures().await?;
        app.log().close().await;
        if let Some(back) = checked.back {
            say(&lang().say_with("restore-erased", [("n", back.into())]))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn told(error: RestoreError) -> Failure {
    let refused =
        |key: &str, path: &Path| Failure::Refused(lang().say_with(key, [("file", path.display().to_string().into())]));
    match error {
        RestoreError::InUse(path) => refused("restore-in-use", &path),
        RestoreError::NotWhole(path) => refused("restore-not-whole", &path),
        RestoreError::Open(path) => refused("restore-open", &path),
        RestoreError::File { path, source } => unusable(&path, &source),
        other => AppError::broken("restore the database", &other).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_newer_programs_backup_and_a_database_in_use_are_refused_and_nothing_is_made() {
        let folder = tempfile::tempdir().unwrap();
        let (file, database) = (folder.path().join("copy.db"), folder.path().join("vekha.db"));
        let log = EventLog::open(OpenOptions::new(&file.display().to_string()).create(true)).await.unwrap();
        let newer = "INSERT INTO _sqlx_migrations SELECT 9999, 'newer', installed_on, success, checksum, 0 FROM _sqlx_migrations LIMIT 1";
        sqlx::query(newer).execute(log.writer()).await.unwrap();
        let place = Place { database: database.display().to_string() };
        let restore = Restore { file, replace: false, place };
        let refused = async |words: &str| {
            let refused = restore.run().await;
            assert!(matches!(&refused, Err(Failure::Refused(said)) if said.contains(words)), "{refused:?}");
        };
        refused("vekha backup").await;
        log.close().await;
        refused("9999").await;
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "the backup alone");
    }
}
