//! The part `[inbox]` of the settings, and the mailbox made of it.

use super::Mailbox;
use crate::mail::{Security, TlsMode};
use serde::Deserialize;
use std::{
    fs, io,
    path::{Path, PathBuf},
};
use thiserror::Error;

/// The mailbox that answers come to. Without `host` none is read.
#[derive(Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InboxSettings {
    /// A mail server delivers answers into `vekha receive`: letters say that they may be answered.
    #[serde(default)]
    pub pipe: bool,
    /// Name of the IMAP server.
    pub host: Option<String>,
    /// Its port; 993 or 143 by `tls` unless said.
    pub port: Option<u16>,
    /// How the way to it is kept private; `tls` unless said.
    pub tls: Option<TlsMode>,
    /// Who signs in there.
    pub user: Option<String>,
    /// The password.
    pub password: Option<String>,
    /// A file with the password instead.
    pub password_file: Option<PathBuf>,
    /// A certificate authority in PEM beside those of the machine.
    pub ca_file: Option<PathBuf>,
    /// Which folder is read; `INBOX` unless said.
    pub folder: Option<String>,
    /// Into which folder handled messages are moved; without it they stay and are marked as read.
    pub keep: Option<String>,
}

impl std::fmt::Debug for InboxSettings {
    /// Without the password.
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "InboxSettings({:?}, {:?})", self.host, self.user)
    }
}

/// The settings of the mailbox contradict each other or a file of theirs cannot be read.
#[derive(Debug, Error)]
pub enum WrongInbox {
    /// A server without `user`, or without one password.
    #[error("user and password")]
    Credentials,
    /// `tls = "none"`: the password would be anybody's on the way.
    #[error("tls")]
    Open,
    /// `ca_file` holds no certificate.
    #[error("{0}: no certificate")]
    Authority(PathBuf),
    /// A file cannot be read.
    #[error("{0}: {1}")]
    File(PathBuf, io::Error),
}

impl InboxSettings {
    /// The mailbox, if the settings name one.
    ///
    /// # Errors
    /// See [`WrongInbox`].
    pub fn mailbox(&self) -> Result<Option<Mailbox>, WrongInbox> {
        let Some(host) = &self.host else { return Ok(None) };
        let (security, port) = match self.tls {
            Some(TlsMode::None) => return Err(WrongInbox::Open),
            Some(TlsMode::Starttls) => (Security::StartTls, 143),
            None | Some(TlsMode::Tls) => (Security::Tls, 993),
        };
        let password = match (&self.password, &self.password_file) {
            (Some(password), None) => password.clone(),
            (None, Some(file)) => {
                let text = fs::read_to_string(file).map_err(wrong_file(file))?;
                text.trim_end_matches(['\r', '\n']).to_owned()
            }
            (Some(_), Some(_)) | (None, None) => return Err(WrongInbox::Credentials),
        };
        let authority = match &self.ca_file {
            Some(file) => {
                let pem = fs::read(file).map_err(wrong_file(file))?;
                Some(pem).filter(|pem| Mailbox::is_authority(pem)).ok_or_else(|| WrongInbox::Authority(file.clone()))?
            }
            None => Vec::new(),
        };
        Ok(Some(Mailbox {
            host: host.clone(),
            port: self.port.unwrap_or(port),
            security,
            authority,
            user: self.user.clone().ok_or(WrongInbox::Credentials)?,
            password,
            folder: self.folder.clone().unwrap_or_else(|| "INBOX".to_owned()),
            keep: self.keep.clone().filter(|keep| !keep.trim().is_empty()),
        }))
    }
}

fn wrong_file(file: &Path) -> impl FnOnce(io::Error) -> WrongInbox {
    let file = file.to_owned();
    move |e| WrongInbox::File(file, e)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mailbox_needs_a_user_one_password_and_a_private_way() {
        let read = |text: &str| toml::from_str::<InboxSettings>(text).unwrap().mailbox();
        assert!(read("").unwrap().is_none());
        let good = read("host = 'imap.example.org'\nuser = 'vekha'\npassword = 'x'").unwrap().unwrap();
        assert_eq!((good.port, good.security, good.folder.as_str()), (993, Security::Tls, "INBOX"));
        let start = read("host = 'a'\nuser = 'v'\npassword = 'x'\ntls = 'starttls'").unwrap().unwrap();
        assert_eq!(start.port, 143);
        assert!(matches!(read("host = 'a'\nuser = 'v'"), Err(WrongInbox::Credentials)));
        assert!(matches!(read("host = 'a'\npassword = 'x'"), Err(WrongInbox::Credentials)));
        assert!(matches!(read("host = 'a'\nuser = 'v'\npassword = 'x'\ntls = 'none'"), Err(WrongInbox::Open)));
        assert!(!format!("{good:?}").contains("password"), "a password is nobody's to see");
    }
}
