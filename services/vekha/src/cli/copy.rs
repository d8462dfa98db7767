//! `vekha copy`: carries everything into another database, from a file to a server or back.

use super::{Failure, Outcome, lang, place::Place, place::file, say, say_json};
use crate::app::{AppError, ErasedList, secret_path};
use clap::Args;
use std::{fs, io, path::Path, process::ExitCode};
use vekha_event_log::{CopyError, EventLog, Head, OpenOptions};

/// Arguments of `vekha copy`.
#[derive(Args)]
pub struct Copy {
    /// Address of the other database: empty, or an earlier copy
    #[arg(long, value_name = "URL")]
    to: String,
    /// Print for programs
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: Place,
}

impl Copy {
    /// Copies, and tells where each log ends: there as here.
    pub async fn run(self) -> Outcome {
        let (here, there) = (file(&self.place.database)?, file(&self.to)?);
        if self.place.database == self.to {
            return Err(Failure::Use(lang().say("copy-same")));
        }
        self.place.is_there()?;
        let from = opened(OpenOptions::new(&self.place.database)).await?;
        let to = opened(OpenOptions::new(&self.to).create(true)).await?;
        let (here, there) = (secret_path(&here), secret_path(&there));
        carry_secret(&here, &there)?;
        ErasedList::beside(from.path()).carry_to(&ErasedList::beside(to.path()))?;
        let heads = from.copy_to(&to, |_, _| ()).await.map_err(|e| told(&e))?;
        from.close().await;
        to.close().await;
        if self.json {
            say_json(&heads)?;
            return Ok(ExitCode::SUCCESS);
        }
        say_heads(&heads)?;
        say(&lang().say_with("copy-done", [("secret", there.display().to_string().into())]))?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Where each log ends.
pub(super) fn say_heads(heads: &[Head]) -> Result<(), Failure> {
    heads.iter().try_for_each(|head| {
        let args = [("log", head.log.0.to_string().into()), ("events", head.position.into())];
        let hash = ("hash", head.chain_hash.to_string().into());
        say(&lang().say_with("copy-log", args.into_iter().chain([hash])))
    })
}

/// Opens a log alone, without what lies beside it.
pub(super) async fn opened(options: OpenOptions) -> Result<EventLog, Failure> {
    Ok(EventLog::open(options).await.map_err(AppError::unopened)?)
}

/// Without its secret the copy has no names. One that lies there already must be the same.
fn carry_secret(here: &Path, there: &Path) -> Result<(), Failure> {
    let unusable = |path: &Path, e: &io::Error| super::file::unusable(path, e);
    let secret = match fs::read_to_string(here) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(()),
        read => read.map_err(|e| unusable(here, &e))?,
    };
    if !there.exists() {
        crate::app::write_private(there, &secret).map_err(|e| unusable(there, &e))?;
    }
    let kept = fs::read_to_string(there).map_err(|e| unusable(there, &e))?;
    if kept.trim() == secret.trim() {
        return Ok(());
    }
    Err(Failure::Refused(lang().say_with("copy-other-secret", [("secret", there.display().to_string().into())])))
}

/// Why not.
pub(super) fn told(error: &CopyError) -> Failure {
    match error {
        CopyError::Other { log, position } => {
            let args = [("log", log.0.to_string().into()), ("position", (*position).into())];
            Failure::Refused(lang().say_with("copy-other", args))
        }
        CopyError::Inhabited => Failure::Refused(lang().say("copy-inhabited")),
        CopyError::Moving => Failure::Refused(lang().say("copy-moving")),
        CopyError::Damaged { log, position, kind } => {
            let why = lang().say(&format!("break-{}", kind.code()));
            let args = [
                ("log", log.0.to_string().into()),
                ("position", (*position).into()),
                ("why", why.into()),
                ("kind", kind.code().into()),
            ];
            Failure::Refused(lang().say_with("cli-log-broken", args))
        }
        other => AppError::broken("copy the database", other).into(),
    }
}
