//! `vekha scoring`: checks a scoring model and tells what is odd about it; makes it a model of the office.

use super::{Failure, NOT_SO, Outcome, file, lang, place, place::Place, say, say_json};
use crate::{app::Command, scoring};
use clap::Args;
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};
use vekha_domain::{ids::PersonId, scoring::Model};

/// Arguments of `vekha scoring check`.
#[derive(Args)]
pub struct Check {
    /// The model
    #[arg(value_name = "FILE.toml")]
    file: PathBuf,
    /// Print for programs
    #[arg(long)]
    json: bool,
}

/// Arguments of `vekha scoring add`.
#[derive(Args)]
pub struct Add {
    /// The model
    #[arg(value_name = "FILE.toml")]
    file: PathBuf,
    /// The office: words of its name
    #[arg(long)]
    office: Option<String>,
    #[command(flatten)]
    place: Place,
}

impl Check {
    /// Reads the model and tells its findings: exit status 1 when there are any.
    pub fn run(self) -> Outcome {
        let model = read(&self.file)?;
        let findings = model.findings();
        match self.json {
            true => say_json(&findings)?,
            false => tell(&model)?,
        }
        Ok(if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(NOT_SO) })
    }
}

impl Add {
    /// Reads the model, tells its findings and makes it the office's. What the order prints oddly hinders nobody.
    pub async fn run(self) -> Outcome {
        let model = read(&self.file)?;
        tell(&model)?;
        let app = self.place.open().await?;
        let office = place::office(&app, self.office.as_deref()).await?.id;
        let today = app.today(office).await?;
        let command = Command { office, actor: PersonId::PROGRAM, id: app.ids().next() };
        let done = app.change(command, |state, _| state.office().adopt_model(model.clone(), today)).await?;
        let args = [("model", model.name.clone().into()), ("version", model.version.into())];
        say(&lang().say_with(if done.events > 0 { "scoring-added" } else { "scoring-known" }, args))?;
        Ok(ExitCode::SUCCESS)
    }
}

fn read(path: &Path) -> Result<Model, Failure> {
    let text = fs::read_to_string(path).map_err(|e| file::unusable(path, &e))?;
    toml::from_str(&text).map_err(|e| file::wrong(path, &e.to_string()))
}

fn tell(model: &Model) -> Result<(), Failure> {
    let (lang, findings) = (lang(), model.findings());
    say(&model.name)?;
    if findings.is_empty() {
        say(&lang.say("scoring-no-findings"))?;
    }
    findings.iter().try_for_each(|finding| say(&format!("– {}", scoring::finding(lang, finding))))
}
