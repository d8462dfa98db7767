//! `vekha export`: a roadmap as it stands on a day, as a file for Excel, Word, calendars or programs.

use super::{
    Failure, Outcome, file, lang,
    place::{self, Asked, Place, Times},
};
use crate::{
    app::{App, AppError, Names},
    json::ActivityShown,
    web::pages::{
        DueDays, Look,
        export::{FileKind, tables},
        plan::filter::Wanted,
    },
};
use clap::{Args, ValueEnum};
use std::{path::PathBuf, process::ExitCode};
use vekha_domain::{
    ids::{OfficeId, RoadmapId},
    roadmap::Roadmap,
};
use vekha_projections::{Scope, View};

/// What the roadmap is written as.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Xlsx,
    Docx,
    Csv,
    Ics,
    Json,
}

impl Format {
    /// The file of a page that it is, if it is one.
    fn kind(self) -> Option<FileKind> {
        match self {
            Format::Xlsx => Some(FileKind::Excel),
            Format::Docx => Some(FileKind::Word),
            Format::Csv => Some(FileKind::Csv),
            Format::Ics | Format::Json => None,
        }
    }
}

/// Arguments of `vekha export`.
#[derive(Args)]
pub struct Export {
    /// Id, number of the order, or words of the title or territory
    roadmap: String,
    /// Kind of file
    #[arg(long)]
    format: Format,
    /// Where to; standard output unless given, or for `-`
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    times: Times,
    #[command(flatten)]
    place: Place,
}

impl Export {
    /// Writes the roadmap.
    pub async fn run(self) -> Outcome {
        let kind = self.format.kind().filter(|kind| *kind != FileKind::Csv);
        let output = file::output(self.output.as_deref(), kind.map(FileKind::ending))?;
        let app = self.place.open().await?;
        let (office, id) = place::roadmap(&app, &self.roadmap).await?;
        let names = app.names(office).await?;
        let title = app.office(office).await?.roadmap(id).map(|r| r.title.clone()).unwrap_or_default();
        let asked = self.times.of(&app, office).await?;
        let Some(roadmap) = asked.known.roadmap(id) else {
            asked.note_if_unknown(id, &title);
            return Ok(ExitCode::from(super::NOT_SO));
        };
        let bytes = self.bytes(&app, office, roadmap, &asked, &names)?;
        file::put(output, &bytes)?;
        Ok(ExitCode::SUCCESS)
    }

    fn bytes(
        &self,
        app: &App,
        office: OfficeId,
        roadmap: &Roadmap,
        asked: &Asked,
        names: &Names,
    ) -> Result<Vec<u8>, Failure> {
        let view = View::new(&asked.known, asked.as_of);
        match self.format.kind() {
            Some(kind) => {
                let look = Look {
                    known: &asked.known,
                    as_of: asked.as_of,
                    known_at: self.times.known_at.as_ref().map(|_| asked.known_at),
                    names,
                    lang: lang(),
                    visitor: None,
                };
                let tables = tables(look, roadmap, &Wanted::default().ready(asked.as_of), kind);
                Ok(kind.write(&tables, app.now()).map_err(|e| AppError::broken("write the file", &e))?)
            }
            None if self.format == Format::Ics => {
                let scope = Scope::roadmap(roadmap.id);
                let days = DueDays { office, scope, names, address: "", lang: lang() };
                Ok(days.calendar(&view, &roadmap.title).into_bytes())
            }
            None => activities(asked, roadmap.id, names),
        }
    }
}

/// The activities as the API tells them, in the order of the table.
fn activities(asked: &Asked, roadmap: RoadmapId, names: &Names) -> Result<Vec<u8>, Failure> {
    let all = asked.known.activities(roadmap);
    let shown = all.filter_map(|a| ActivityShown::of(&asked.known, a.id, asked.as_of, names, lang()));
    let shown: Vec<ActivityShown> = shown.collect();
    let mut text = serde_json::to_vec_pretty(&shown).map_err(|e| Failure::Broken(e.to_string()))?;
    text.push(b'\n');
    Ok(text)
}
