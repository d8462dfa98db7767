//! `vekha history` and `vekha log export`: every event as a sentence, or as the line its hash covers.

use super::{Failure, Outcome, file, lang, place, place::Place, say, say_json};
use crate::{
    app::{App, AppError, OfficeBrief},
    json::Told,
    sentence,
};
use clap::Args;
use std::{path::PathBuf, process::ExitCode};
use tokio::io::{AsyncWrite, AsyncWriteExt};
use vekha_domain::stream::Stream;
use vekha_event_log::LogId;

/// Arguments of `vekha history`.
#[derive(Args)]
pub struct History {
    /// Only one activity, roadmap, person or office: `activity-<id>`
    #[arg(long, value_name = "ID")]
    stream: Option<String>,
    /// Only one office: words of its name; all unless given
    #[arg(long)]
    office: Option<String>,
    #[command(flatten)]
    place: Place,
    /// Print for programs
    #[arg(long)]
    json: bool,
}

impl History {
    /// Tells the events, oldest first, office by office.
    pub async fn run(self) -> Outcome {
        let stream: Option<Stream> =
            self.stream.as_deref().map(str::parse).transpose().map_err(|_| Failure::Use(lang().say("bad-stream")))?;
        let app = self.place.open().await?;
        let (mut all, mut told) = (Vec::new(), 0);
        for office in offices(&app, self.office.as_deref()).await? {
            if let Some(stream) = stream
                && !app.has_stream(office.id, stream).await?
            {
                continue;
            }
            let names = app.names(office.id).await?;
            let events = app.events(office.id, stream, None).await?;
            let known = app.office(office.id).await?;
            told += events.len();
            if !self.json && !events.is_empty() {
                say(&format!("{}:", office.territory))?;
            }
            for recorded in &events {
                if self.json {
                    all.push(Told::of(lang(), office.id, recorded, &known, &names));
                    continue;
                }
                let at = recorded.recorded_at.with_timezone(&known.zone()).format("%d.%m.%Y %H:%M");
                say(&format!("{:>6}  {at}  {}", recorded.position, sentence::of(lang(), recorded, &known, &names)))?;
            }
        }
        if stream.is_some() && told == 0 {
            return Err(Failure::Refused(lang().say("cli-no-stream")));
        }
        if self.json {
            say_json(&all)?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Arguments of `vekha log export`.
#[derive(Args)]
pub struct Export {
    /// Where to; `-` is standard output
    file: PathBuf,
    /// Only one office: words of its name; all unless given
    #[arg(long)]
    office: Option<String>,
    #[command(flatten)]
    place: Place,
}

impl Export {
    /// Writes the logs one after another, one event a line.
    pub async fn run(self) -> Outcome {
        let app = self.place.open().await?;
        let offices = offices(&app, self.office.as_deref()).await?;
        if self.file.as_os_str() == "-" {
            written(&app, &offices, &mut tokio::io::stdout()).await?;
            return Ok(ExitCode::SUCCESS);
        }
        let unusable = |e: std::io::Error| file::unusable(&self.file, &e);
        // An export that is there already may be somebody's evidence.
        let file =
            tokio::fs::OpenOptions::new().write(true).create_new(true).open(&self.file).await.map_err(unusable)?;
        let mut file = tokio::io::BufWriter::new(file);
        let events = written(&app, &offices, &mut file).await?;
        file.get_ref().sync_all().await.map_err(unusable)?;
        say(&lang().say_with("cli-exported", [("n", events.into())]))?;
        Ok(ExitCode::SUCCESS)
    }
}

async fn written(app: &App, offices: &[OfficeBrief], to: &mut (impl AsyncWrite + Unpin)) -> Result<u64, Failure> {
    let mut events = 0;
    for office in offices {
        let exported = app.log().export(LogId(office.id.0), to).await;
        events += exported.map_err(|e| AppError::broken("export the log", &e))?;
    }
    to.flush().await.map_err(|e| AppError::broken("export the log", &e))?;
    Ok(events)
}

/// The office meant, or all.
async fn offices(app: &App, words: Option<&str>) -> Result<Vec<OfficeBrief>, Failure> {
    match words {
        Some(words) => Ok(vec![place::office(app, Some(words)).await?]),
        None => Ok(app.offices().await?),
    }
}
