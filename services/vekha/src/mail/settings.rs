//! The part `[mail]` of the settings, and the outbox made of it.

use super::{Folder, Outbox, Relay, Security, Sender};
use lettre::Address;
use serde::Deserialize;
use std::{fs, io, path::PathBuf};
use thiserror::Error;

/// How letters are sent. Without `host` they are laid into a folder.
#[derive(Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailSettings {
    /// Name of the mail server.
    pub host: Option<String>,
    /// Its port; 465, 587 or 25 by `tls` unless said.
    pub port: Option<u16>,
    /// How the way to it is kept private; `starttls` unless said.
    pub tls: Option<TlsMode>,
    /// Who signs in there.
    pub user: Option<String>,
    /// The password.
    pub password: Option<String>,
    /// A file with the password instead.
    pub password_file: Option<PathBuf>,
    /// A certificate authority in PEM beside those of the machine.
    pub ca_file: Option<PathBuf>,
    /// Sender's address.
    pub from: Option<String>,
    /// Sender's name; the program's unless said.
    pub from_name: Option<String>,
    /// Where answers go.
    pub reply_to: Option<String>,
    /// Where letters are laid without a server; `mail` beside the database unless said.
    pub folder: Option<PathBuf>,
}

impl std::fmt::Debug for MailSettings {
    /// Without the password.
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "MailSettings({:?}, {:?})", self.host, self.from)
    }
}

/// How the way to the server is kept private, as settings say it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TlsMode {
    /// Not at all.
    None,
    /// By STARTTLS, never without.
    Starttls,
    /// From the first byte.
    Tls,
}

/// The settings of mail contradict each other or a file of theirs cannot be read.
#[derive(Debug, Error)]
pub enum WrongMail {
    /// A server without `from`.
    #[error("from")]
    NoSender,
    /// What stands there is no address.
    #[error("{0}")]
    Address(String),
    /// A password without TLS, without a user, or both in words and in a file.
    #[error("password")]
    Password,
    /// A file cannot be read.
    #[error("{0}: {1}")]
    File(PathBuf, io::Error),
}

impl MailSettings {
    /// The outbox. `base_url` is how people reach the program, `folder` where letters lie unless the settings say otherwise.
    ///
    /// # Errors
    /// See [`WrongMail`].
    pub fn outbox(&self, base_url: &str, folder: Folder) -> Result<Outbox, WrongMail> {
        let sender = self.sender(base_url)?;
        let Some(server) = &self.host else {
            let folder = self.folder.clone().map_or(folder, Folder::at);
            return Ok(Outbox::folder(sender, folder));
        };
        let (security, port) = match self.tls {
            Some(TlsMode::None) => (Security::Plain, 25),
            None | Some(TlsMode::Starttls) => (Security::StartTls, 587),
            Some(TlsMode::Tls) => (Security::Tls, 465),
        };
        let mut relay = Relay::new(server.clone(), self.port.unwrap_or(port), security);
        relay.credentials = self.credentials(security)?;
        relay.authority = self.ca_file.as_ref().map(|file| fs::read(file).map_err(wrong_file(file))).transpose()?;
        Ok(Outbox::smtp(sender, relay))
    }

    fn sender(&self, base_url: &str) -> Result<Sender, WrongMail> {
        let address = |text: &String| text.trim().parse::<Address>().map_err(|_| WrongMail::Address(text.clone()));
        let program = Sender::of_program(base_url);
        Ok(Sender {
            name: self.from_name.clone().unwrap_or(program.name),
            address: match (&self.from, &self.host) {
                (Some(from), _) => address(from)?,
                (None, Some(_)) => return Err(WrongMail::NoSender),
                (None, None) => program.address,
            },
            reply_to: self.reply_to.as_ref().map(address).transpose()?,
            answers: program.answers,
        })
    }

    fn credentials(&self, security: Security) -> Result<Option<(String, String)>, WrongMail> {
        let password = match (&self.password, &self.password_file) {
            (Some(_), Some(_)) => return Err(WrongMail::Password),
            (Some(password), None) => Some(password.clone()),
            (None, Some(file)) => {
                let text = fs::read_to_string(file).map_err(wrong_file(file))?;
                Some(text.trim_end_matches(['\r', '\n']).to_owned())
            }
            (None, None) => None,
        };
        match (&self.user, password) {
            (None, None) => Ok(None),
            // In clear it would be anybody's on the way.
            (Some(user), Some(password)) if security != Security::Plain => Ok(Some((user.clone(), password))),
            (Some(_) | None, _) => Err(WrongMail::Password),
        }
    }
}

fn wrong_file(file: &std::path::Path) -> impl FnOnce(io::Error) -> WrongMail {
    let file = file.to_owned();
    move |e| WrongMail::File(file, e)
}
