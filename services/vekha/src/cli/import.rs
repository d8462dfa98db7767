//! `vekha import`: an order becomes a roadmap, or is only shown.

use super::{Failure, Outcome, file, lang, place, place::Place, say, say_json};
use crate::{
    app::{App, Command, ImportOptions, import_order},
    import_worker::{self, ImportError, LARGEST},
    json::{ImportShown, RoadmapBrief},
    refusals,
};
use chrono::NaiveDate;
use clap::Args;
use std::{
    io::{self, Read},
    path::PathBuf,
    process::ExitCode,
};
use vekha_domain::{
    calendar::WorkCalendar,
    event::OfficeRegistered,
    ids::{OfficeId, PersonId},
    school::SchoolTerms,
};
use vekha_office::Order;
use vekha_projections::View;

/// Arguments of `vekha import`.
#[derive(Args)]
pub struct Import {
    /// .docx, .xlsx, .csv, or text with a table (.txt, .md); `-` reads text from standard input
    file: PathBuf,
    /// Only show what would be imported
    #[arg(long)]
    dry_run: bool,
    /// Title instead of the order's
    #[arg(long)]
    title: Option<String>,
    /// First day of the period
    #[arg(long, value_name = "DATE", requires = "to")]
    from: Option<NaiveDate>,
    /// Last day of the period
    #[arg(long, value_name = "DATE", requires = "from")]
    to: Option<NaiveDate>,
    /// The office: words of its name; a new one is made in an empty database
    #[arg(long)]
    office: Option<String>,
    #[command(flatten)]
    place: Place,
    /// Print for programs
    #[arg(long)]
    json: bool,
}

impl Import {
    /// Reads the file in a child process, then shows or adopts it.
    pub async fn run(self) -> Outcome {
        let (name, bytes) = self.bytes()?;
        let order = import_worker::read(&name, &bytes).await.map_err(|e| unread(&e))?;
        let period = self.from.zip(self.to);
        if period.is_some_and(|(from, to)| to < from) {
            return Err(Failure::Use(lang().say("bad-period")));
        }
        let options =
            ImportOptions { title: self.title.clone(), period, source: Some(name), ..ImportOptions::default() };
        if self.dry_run {
            let shown = ImportShown::of(&order, &options, &WorkCalendar::federal(), &SchoolTerms::default(), lang());
            return answer(self.json, &shown, || shown.as_text(lang()));
        }
        let app = self.place.open_or_make().await?;
        let office = self.office(&app, &order).await?;
        let command = Command { office, actor: PersonId::PROGRAM, id: app.ids().next() };
        let imported = import_order(&app, command, &order, &options).await?;
        let known = app.office(office).await?;
        let view = View::new(&known, known.local_day(app.now()));
        let brief = RoadmapBrief::of(&view, imported.roadmap).ok_or(crate::app::AppError::NotFound)?;
        answer(self.json, &brief, || brief.imported(lang()))
    }

    /// The file's name and content; standard input is text.
    fn bytes(&self) -> Result<(String, Vec<u8>), Failure> {
        let mut bytes = Vec::new();
        let most = LARGEST as u64 + 1;
        let stdin = self.file.as_os_str() == "-";
        let read = match stdin {
            true => io::stdin().lock().take(most).read_to_end(&mut bytes),
            false => std::fs::File::open(&self.file).and_then(|file| file.take(most).read_to_end(&mut bytes)),
        };
        read.map_err(|e| file::unusable(&self.file, &e))?;
        let name = self.file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        Ok((if stdin { "stdin.txt".to_owned() } else { name }, bytes))
    }

    /// The office that adopts the order; in an empty database it begins here, as the order names it.
    async fn office(&self, app: &App, order: &Order) -> Result<OfficeId, Failure> {
        if !app.offices().await?.is_empty() {
            return Ok(place::office(app, self.office.as_deref()).await?.id);
        }
        let named = self.office.clone().or_else(|| order.office_name.clone());
        let name = named.unwrap_or_else(|| lang().say("cli-office-unnamed"));
        let territory = vekha_office::territory(&name).unwrap_or_else(|| name.clone());
        let office = OfficeId(app.ids().next());
        let command = Command { office, actor: PersonId::PROGRAM, id: app.ids().next() };
        let registered =
            OfficeRegistered { name, territory, time_zone: "Europe/Moscow".to_owned(), demonstration: false };
        // The office is there for as long as its oldest order.
        let today = app.now().date_naive();
        app.register_office(command, registered, order.date.map_or(today, |date| date.min(today))).await?;
        Ok(office)
    }
}

fn answer(json: bool, document: &impl serde::Serialize, text: impl Fn() -> String) -> Outcome {
    if json {
        say_json(document)?
    } else {
        say(text().trim_end())?
    }
    Ok(ExitCode::SUCCESS)
}

fn unread(error: &ImportError) -> Failure {
    let sentence = refusals::import_error(lang(), error);
    match error {
        ImportError::Unreadable(_) | ImportError::TooLarge | ImportError::OutOfLimits => Failure::Refused(sentence),
        ImportError::Broken(_) => Failure::Broken(sentence),
    }
}
