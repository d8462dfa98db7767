//! `vekha receive`: one message on standard input, for a mail server that delivers into a pipe.

use super::{Failure, Outcome, lang, place, serve};
use crate::{
    app::AppError,
    inbox::{self, LARGEST},
    web::{Outside, Site},
};
use clap::Args;
use std::{
    io::{self, Read},
    path::PathBuf,
    process::ExitCode,
};

/// «Try again later» (`EX_TEMPFAIL` of sysexits.h): the mail server keeps the message and brings it again.
const LATER: u8 = 75;

/// Arguments of `vekha receive`.
#[derive(Args)]
pub struct Receive {
    /// `sqlite://PATH` or a path
    #[arg(long, env = "VEKHA_DATABASE", value_name = "URL")]
    database: Option<String>,
    /// File of settings
    #[arg(long, env = "VEKHA_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
}

impl Receive {
    /// Handles the message. Whatever fails here may go well later: only a message that is handled is given up.
    pub async fn run(self) -> Outcome {
        match self.handled().await {
            Ok(()) => Ok(ExitCode::SUCCESS),
            Err(Failure::Refused(why) | Failure::Use(why) | Failure::Broken(why)) => {
                eprintln!("vekha: {why}");
                Ok(ExitCode::from(LATER))
            }
        }
    }

    async fn handled(self) -> Result<(), Failure> {
        let settings = serve::settings(self.config.as_deref())?;
        let database = self.database.or(settings.database).unwrap_or_else(|| serve::DATABASE.to_owned());
        let app = place::Place { database }.open().await?;
        let (bytes, size) = tokio::task::spawn_blocking(|| message(&mut io::stdin().lock()))
            .await
            .map_err(|e| AppError::broken("read a message", &e))?
            .map_err(|e| Failure::Broken(lang().say_with("cli-no-message", [("why", e.to_string().into())])))?;
        let site = Site::new(app, Outside { base_url: settings.base_url, ..Outside::default() });
        inbox::handle_part(&site, &bytes, size).await?;
        Ok(())
    }
}

/// The message, or its beginning when it is too large, and what it weighs. It is read to its end: who writes into a pipe that is
/// closed takes the message for undelivered.
fn message(from: &mut impl Read) -> io::Result<(Vec<u8>, usize)> {
    let mut bytes = Vec::new();
    from.by_ref().take(u64::try_from(LARGEST).unwrap_or(u64::MAX)).read_to_end(&mut bytes)?;
    let rest = io::copy(from, &mut io::sink())?;
    let size = bytes.len().saturating_add(usize::try_from(rest).unwrap_or(usize::MAX));
    Ok((bytes, size))
}
