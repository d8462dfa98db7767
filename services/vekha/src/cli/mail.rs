//! `vekha send-test-mail`: one letter by the settings, and what became of it.

use super::{Failure, Outcome, file, lang, place, say, serve};
use crate::mail::{Folder, Letter, MailSettings, NotSent, Outbox, WrongMail};
use clap::Args;
use std::{path::PathBuf, process::ExitCode};
use vekha_event_log::{Clock, Ids};

/// Arguments of `vekha send-test-mail`.
#[derive(Args)]
pub struct SendTestMail {
    /// The recipient's address
    #[arg(long, value_name = "ADDRESS")]
    to: String,
    /// `sqlite://PATH` or a path
    #[arg(long, env = "VEKHA_DATABASE", value_name = "URL")]
    database: Option<String>,
    /// File of settings
    #[arg(long, env = "VEKHA_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
}

impl SendTestMail {
    /// Sends the letter.
    pub async fn run(self) -> Outcome {
        let settings = serve::settings(self.config.as_deref())?;
        let database = self.database.or(settings.database).unwrap_or_else(|| serve::DATABASE.to_owned());
        let folder = Folder::beside(&place::file(&database)?);
        let base_url = settings.base_url.unwrap_or_default();
        let outbox = outbox(&settings.mail, &base_url, folder)?;
        let text = lang().say_with("test-mail-text", [("url", base_url.into())]);
        let letter = Letter {
            id: Ids::real().next(),
            at: Clock::real().now(),
            language: lang().tag(),
            to: self.to,
            name: String::new(),
            subject: lang().say("test-mail-subject"),
            html: format!("<p>{}</p>", escaped(&text)),
            text,
            ..Letter::default()
        };
        match outbox.send(&letter).await {
            Ok(sent) => {
                let place = outbox.laid_into().map(|folder| folder.path().join(&sent.answer).display().to_string());
                match place {
                    Some(file) => say(&lang().say_with("test-mail-laid", [("file", file.into())]))?,
                    None => say(&lang().say_with("test-mail-sent", [("answer", sent.answer.into())]))?,
                }
                Ok(ExitCode::SUCCESS)
            }
            Err(why) => Err(not_sent(why)),
        }
    }
}

fn not_sent(why: NotSent) -> Failure {
    let sentence = |key: &str, why: String| lang().say_with(key, [("why", why.into())]);
    match why {
        NotSent::AddressRefused(why) | NotSent::LetterRefused(why) => {
            Failure::Refused(sentence("test-mail-refused", why))
        }
        NotSent::Later(why) | NotSent::Unreachable(why) | NotSent::NotSignedIn(why) => {
            Failure::Broken(sentence("test-mail-later", why))
        }
        NotSent::Unknown(why) => Failure::Broken(sentence("test-mail-unknown", why)),
    }
}

/// The outbox of the settings.
pub fn outbox(settings: &MailSettings, base_url: &str, folder: Folder) -> Result<Outbox, Failure> {
    settings.outbox(base_url, folder).map_err(|wrong| match wrong {
        WrongMail::NoSender => Failure::Use(lang().say("mail-no-sender")),
        WrongMail::Address(address) => Failure::Use(lang().say_with("mail-bad-address", [("address", address.into())])),
        WrongMail::Password => Failure::Use(lang().say("mail-bad-password")),
        WrongMail::File(path, e) => file::unusable(&path, &e),
    })
}

/// Words as HTML shows them.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
