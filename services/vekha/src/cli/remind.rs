//! `vekha remind`: plans and sends the letters of today, or shows those of any day.

use super::{Failure, Outcome, lang, mail, place::Place, say, say_json, serve};
use crate::{
    app::App,
    json::Reminding,
    mail::Folder,
    reminders,
    web::{Outside, Site},
};
use chrono::NaiveDate;
use clap::Args;
use std::{path::PathBuf, process::ExitCode};
use vekha_domain::{
    ids::OfficeId,
    reminder::{Item, Recipient},
};
use vekha_projections::{OfficeState, View};

/// So many days ahead letters can be told.
const FURTHEST: i64 = 400;

/// Arguments of `vekha remind`.
#[derive(Args)]
pub struct Remind {
    /// Which day; today unless given
    #[arg(long, value_name = "DATE")]
    at: Option<NaiveDate>,
    /// Only show
    #[arg(long)]
    dry_run: bool,
    /// Print for programs
    #[arg(long)]
    json: bool,
    /// `sqlite://PATH` or a path
    #[arg(long, env = "VEKHA_DATABASE", value_name = "URL")]
    database: Option<String>,
    /// How people reach the program
    #[arg(long, env = "VEKHA_BASE_URL", value_name = "URL")]
    base_url: Option<String>,
    /// File of settings
    #[arg(long, env = "VEKHA_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
}

impl Remind {
    /// Shows the letters of the day; plans and sends them before, unless it is only asked.
    pub async fn run(self) -> Outcome {
        let file = serve::settings(self.config.as_deref())?;
        let database = self.database.or(file.database).unwrap_or_else(|| serve::DATABASE.to_owned());
        let app = Place { database }.open().await?;
        if !self.dry_run {
            for office in app.offices().await? {
                let today = app.today(office.id).await?;
                if self.at.is_some_and(|at| at != today) {
                    return Err(Failure::Use(lang().say("remind-only-today")));
                }
            }
            let base_url = self.base_url.or(file.base_url).unwrap_or_default();
            let outbox = mail::outbox(&file.mail, &base_url, Folder::beside(app.log().path()))?;
            let outside = Outside { base_url: Some(base_url), outbox: Some(outbox), ..Outside::default() };
            reminders::run_due(&Site::new(app.clone(), outside)).await?;
        }
        let mut letters = Vec::new();
        for office in app.offices().await? {
            letters.extend(of_day(&app, office.id, self.at).await?);
        }
        if self.json {
            say_json(&letters)?;
        } else {
            for letter in &letters {
                let state = lang().say(&format!("remind-state-{}", letter.state));
                let args = [("to", letter.to.clone().into()), ("subject", letter.subject.clone().into())];
                say(&lang().say_with("remind-letter", args.into_iter().chain([("state", state.into())])))?;
            }
            say(&lang().say_with("remind-total", [("n", letters.len().into())]))?;
        }
        app.log().close().await;
        Ok(ExitCode::SUCCESS)
    }
}

/// The letters of a day: those of the log when the day was planned, else those that the rules call for.
async fn of_day(app: &App, office: OfficeId, at: Option<NaiveDate>) -> Result<Vec<Reminding>, Failure> {
    let names = app.names(office).await?;
    let known = app.office(office).await?;
    let today = known.local_day(app.now());
    let day = at.unwrap_or(today);
    if (day - today).num_days() > FURTHEST {
        return Err(Failure::Use(lang().say_with("remind-too-far", [("days", FURTHEST.into())])));
    }
    let letters = letters(&known, day, today);
    let told = |(to, items, state): &(Recipient, Vec<Item>, &'static str)| {
        Reminding::of(&known, &names, lang(), day, (*to, items, state))
    };
    Ok(letters.iter().map(told).collect())
}

fn letters(known: &OfficeState, day: NaiveDate, today: NaiveDate) -> Vec<(Recipient, Vec<Item>, &'static str)> {
    let book = known.mailbook();
    let mut letters: Vec<_> = book
        .letters()
        .filter(|letter| letter.day == day)
        .map(|letter| (letter.to, letter.items.clone(), letter.delivery.code()))
        .collect();
    letters.reverse();
    let planned = if book.told().planned(day) {
        Vec::new()
    } else if day <= today {
        View::new(known, day).reminders(book.told())
    } else {
        let ahead = u64::try_from((day - today).num_days() + 1).unwrap_or(0);
        let days = View::new(known, today).preview(ahead);
        days.into_iter().filter(|preview| preview.day == day).flat_map(|preview| preview.letters).collect()
    };
    let invited = if day == today { View::new(known, day).invitations() } else { Vec::new() };
    letters.extend(planned.into_iter().chain(invited).map(|letter| (letter.to, letter.items, "planned")));
    letters
}
