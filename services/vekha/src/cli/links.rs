//! `vekha links check`: looks at the proof links whose turn has come.

use super::{Failure, Outcome, lang, place::Place, say, say_json, serve};
use crate::{
    ending::Ending,
    links::{Checker, Wish, look_at_due},
    sentence,
};
use clap::Args;
use std::{path::PathBuf, process::ExitCode};

/// Arguments of `vekha links check`.
#[derive(Args)]
pub struct Check {
    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Although looking is switched off
    #[arg(long)]
    anyway: bool,
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

impl Check {
    /// Looks; refused when no office has switched looking on.
    pub async fn run(self) -> Outcome {
        let file = serve::settings(self.config.as_deref())?;
        let database = self.database.or(file.database).unwrap_or_else(|| serve::DATABASE.to_owned());
        let app = Place { database }.open().await?;
        let checker = Checker::new(&file.links, &self.base_url.or(file.base_url).unwrap_or_default());
        let (mut looked, mut wanted) = (Vec::new(), self.anyway);
        for office in app.offices().await? {
            let today = app.today(office.id).await?;
            wanted |= app.office(office.id).await?.audit().checking_on(today).on;
            let limit = self.limit.map(|limit| limit.saturating_sub(looked.len()));
            let wish = Wish { limit, anyway: self.anyway };
            looked.extend(look_at_due(&app, &checker, office.id, wish, &Ending::default()).await?);
        }
        app.log().close().await;
        if !wanted {
            return Err(Failure::Refused(lang().say("links-are-off")));
        }
        if self.json {
            say_json(&looked)?;
            return Ok(ExitCode::SUCCESS);
        }
        for one in &looked {
            let state = lang().say(&format!("proofs-state-{}", sentence::link_state(one.state)));
            say(&lang().say_with("links-looked", [("state", state.into()), ("link", one.link.readable().into())]))?;
        }
        say(&lang().say_with("links-total", [("n", looked.len().into())]))?;
        Ok(ExitCode::SUCCESS)
    }
}
