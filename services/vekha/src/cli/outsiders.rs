//! `vekha key`, `vekha prove` and `vekha package`: what is given to those who check the log without this program.

use super::{
    Failure, Outcome, file, lang,
    place::{self, Place},
    say,
};
use crate::{
    app::{AppError, Secret},
    integrity,
};
use chrono::NaiveDate;
use clap::Args;
use std::{path::PathBuf, process::ExitCode};
use vekha_domain::{ids::ActivityId, stream::Stream};
use vekha_event_log::{EventLog, OpenOptions};

/// Arguments of `vekha key`.
#[derive(Args)]
pub struct Key {
    /// Take the secret beside the database for the installation's from now on, when the old one is lost for good
    #[arg(long)]
    accept: bool,
    #[command(flatten)]
    place: Place,
}

impl Key {
    /// Prints the public key.
    pub async fn run(self) -> Outcome {
        if self.accept {
            self.place.is_there()?;
            let log = EventLog::open(OpenOptions::new(&self.place.database)).await.map_err(AppError::unopened)?;
            Secret::accept(&log).await?;
            log.close().await;
        }
        let app = self.place.open().await?;
        say(&integrity::signing_key(&app)?.public())?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Arguments of `vekha prove`.
#[derive(Args)]
pub struct Prove {
    /// Id of the activity
    activity: String,
    /// Where to
    #[arg(long, value_name = "FILE")]
    output: PathBuf,
    #[command(flatten)]
    place: Place,
}

impl Prove {
    /// Writes the proof of all entries of an activity.
    pub async fn run(self) -> Outcome {
        let unknown = || Failure::Refused(lang().say("cli-no-activity"));
        let activity: ActivityId = self.activity.parse().map_err(|_| unknown())?;
        let app = self.place.open().await?;
        let office = app.office_of(Stream::Activity(activity)).await?.ok_or_else(unknown)?;
        let known = app.office(office).await?;
        let (position, found) = (known.position(), known.activity(activity).is_some());
        drop(known);
        if !found {
            return Err(unknown());
        }
        let proof = integrity::proof_of(&app, office, activity, position, |_| true).await?;
        file::keep(&self.output, proof.as_bytes())?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Arguments of `vekha package`.
#[derive(Args)]
pub struct Package {
    /// Id, number of the order, or words of the title or territory; the whole office unless given
    roadmap: Option<String>,
    /// Where to
    #[arg(long, value_name = "FILE.zip")]
    output: PathBuf,
    /// For which day; today unless given
    #[arg(long, value_name = "DATE")]
    as_of: Option<NaiveDate>,
    /// The office: words of its name
    #[arg(long)]
    office: Option<String>,
    #[command(flatten)]
    place: Place,
}

impl Package {
    /// Writes the auditor's package.
    pub async fn run(self) -> Outcome {
        let app = self.place.open().await?;
        let (office, roadmap) = match &self.roadmap {
            Some(words) => place::roadmap(&app, words).await.map(|(office, id)| (office, Some(id)))?,
            None => (place::office(&app, self.office.as_deref()).await?.id, None),
        };
        let known = app.office(office).await?;
        let as_of = self.as_of.unwrap_or_else(|| known.local_day(app.now()));
        let known_at = known.end_of(as_of);
        drop(known);
        let package = integrity::package(&app, office, roadmap, as_of, known_at, lang()).await;
        let package = package.map_err(|e| match e {
            AppError::NotFound => Failure::Refused(lang().say("cli-package-nothing")),
            other => other.into(),
        })?;
        file::keep(&self.output, &package)?;
        Ok(ExitCode::SUCCESS)
    }
}
