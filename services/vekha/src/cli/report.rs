//! `vekha report`: the yearly analysis or the report to the working group as a file, and issuing it.

use super::{
    Failure, Outcome, file, lang,
    place::{self, Asked, Place, Times},
};
use crate::{
    app::{App, AppError, Command, Names},
    integrity,
    json::AnalysisShown,
    reports::{self, Seal, Wanted, Written},
    web::pages::{Look, export::FileKind, reports::PaperFile},
};
use chrono::{DateTime, Utc};
use clap::{Args, ValueEnum};
use std::{fs, path::PathBuf, process::ExitCode};
use vekha_domain::{
    deadline::Period,
    ids::{OfficeId, PersonId, ReportId, RoadmapId},
    roadmap::Roadmap,
};
use vekha_office::Document;
use vekha_projections::Called;

/// What the report is written as.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Docx,
    Xlsx,
    Json,
    Html,
}

/// Arguments of `vekha report`.
#[derive(Args)]
pub struct Report {
    /// Id, number of the order, or words of the title or territory
    #[arg(long)]
    roadmap: String,
    /// 2023, 2022-23, 2023-Q2 or 2022-23-3
    #[arg(long)]
    period: String,
    /// Kind of file
    #[arg(long)]
    format: Format,
    /// Where to; standard output unless given, or for `-`
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Issue it: its number and its figures are fixed
    #[arg(long, conflicts_with = "known_at")]
    issue: bool,
    /// Text of the conclusions
    #[arg(long, value_name = "FILE", requires = "issue")]
    conclusions: Option<PathBuf>,
    #[command(flatten)]
    times: Times,
    #[command(flatten)]
    place: Place,
}

/// A report in every form that it is written as.
struct Made {
    written: Written,
    seal: Seal,
    json: Vec<u8>,
}

impl Report {
    /// Writes the report; issues it first when that is asked for.
    pub async fn run(self) -> Outcome {
        let ending = match self.format {
            Format::Docx => Some(FileKind::Word.ending()),
            Format::Xlsx => Some(FileKind::Excel.ending()),
            Format::Json | Format::Html => None,
        };
        let output = file::output(self.output.as_deref(), ending)?;
        let app = self.place.open().await?;
        let (office, id) = place::roadmap(&app, &self.roadmap).await?;
        let names = app.names(office).await?;
        let title = app.office(office).await?.roadmap(id).map(|r| r.title.clone()).unwrap_or_default();
        let asked = self.times.of(&app, office).await?;
        let Some(roadmap) = asked.known.roadmap(id) else {
            asked.note_if_unknown(id, &title);
            return Ok(ExitCode::from(super::NOT_SO));
        };
        let (called, period) = self.period(&asked, roadmap)?;
        let made = if self.issue {
            let as_of = asked.as_of;
            drop(asked);
            let conclusions = self.conclusions.as_ref().map(fs::read_to_string).transpose();
            let unread = |e| file::unusable(self.conclusions.as_deref().unwrap_or(self.place.database.as_ref()), &e);
            let conclusions = conclusions.map_err(unread)?;
            let wanted = Wanted { roadmap: id, kind: called.kind(), period, as_of, conclusions };
            issued(&app, office, &names, &wanted).await?
        } else {
            let look = look(&asked, &names, self.times.known_at.is_some());
            let (written, position) = (reports::draft(look, roadmap, called.kind(), period), asked.known.position());
            let json = json(look, id, period, asked.known_at)?;
            drop(asked);
            Made { written, json, seal: Seal::of_draft(&app, office, position).await? }
        };
        file::put(output, &self.bytes(&app, made)?)?;
        Ok(ExitCode::SUCCESS)
    }

    /// The period that is meant; those there are when none is.
    fn period(&self, asked: &Asked, roadmap: &Roadmap) -> Result<(Called, Period), Failure> {
        let called = Called::parse(self.period.trim());
        let found = called.and_then(|called| Some((called, reports::period_of(&asked.known, roadmap, called)?)));
        found.ok_or_else(|| {
            let codes: Vec<String> = reports::periods(&asked.known, roadmap).into_iter().map(Called::code).collect();
            Failure::Use(lang().say_with("cli-which-period", [("periods", codes.join(", ").into())]))
        })
    }

    fn bytes(&self, app: &App, made: Made) -> Result<Vec<u8>, Failure> {
        let document = Document { foot: made.seal.foot(lang()), ..made.written.document.clone() };
        let broken = |e: &(dyn std::error::Error + 'static)| Failure::from(AppError::broken("write the report", e));
        match self.format {
            Format::Docx => FileKind::Word.document(&document, app.now()).map_err(|e| broken(&e)),
            Format::Xlsx => FileKind::Excel.document(&document, app.now()).map_err(|e| broken(&e)),
            Format::Html => PaperFile::of(&made.written, &made.seal, lang()).map_err(|e| broken(&e)),
            Format::Json => Ok(made.json),
        }
    }
}

/// Issues a report; what is written is read back from the log.
async fn issued(app: &App, office: OfficeId, names: &Names, wanted: &Wanted) -> Result<Made, Failure> {
    let command = Command { office, actor: PersonId::PROGRAM, id: app.ids().next() };
    let id: ReportId = reports::issue(app, command, wanted).await?;
    integrity::sign_head(app, office).await?;
    let known = app.office(office).await?;
    let report = known.roadmap(wanted.roadmap).and_then(|roadmap| roadmap.report(id)).cloned();
    drop(known);
    let report = report.ok_or(AppError::NotFound)?;
    eprintln!("vekha: {}", lang().say_with("reports-done", [("number", report.issued.number.into())]));
    let then = app.known_up_to(office, report.issued.position).await?;
    let look = Look { known: &then, as_of: report.issued.as_of, known_at: None, names, lang: lang(), visitor: None };
    let json = json(look, wanted.roadmap, wanted.period, app.now())?;
    Ok(Made { written: reports::issued(look, wanted.roadmap, &report)?, json, seal: Seal::of(app, office, &report) })
}

fn look<'a>(asked: &'a Asked, names: &'a Names, at: bool) -> Look<'a> {
    let known_at = at.then_some(asked.known_at);
    Look { known: &asked.known, as_of: asked.as_of, known_at, names, lang: lang(), visitor: None }
}

/// The analysis as the API tells it.
fn json(look: Look<'_>, roadmap: RoadmapId, period: Period, known_at: DateTime<Utc>) -> Result<Vec<u8>, Failure> {
    let (view, scope) = (look.view(), look.scope(roadmap));
    let analysis = reports::analysis(look, &scope, period);
    let shown = AnalysisShown::of(&analysis, &view, &scope, known_at, look.names);
    let mut text = serde_json::to_vec_pretty(&shown).map_err(|e| Failure::Broken(e.to_string()))?;
    text.push(b'\n');
    Ok(text)
}
