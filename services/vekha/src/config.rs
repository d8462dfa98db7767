//! Settings of an installation: a flag comes before a `VEKHA_…` variable, a variable before the file.

use crate::{inbox::InboxSettings, links::LinkSettings, mail::MailSettings, oidc::OidcSettings};
use serde::Deserialize;
use std::{
    fs,
    path::{Path, PathBuf},
};
use thiserror::Error;

/// The settings' file; every key is described in `ops/vekha.example.toml`.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// `sqlite://PATH` or a path.
    pub database: Option<String>,
    /// Address and port to listen at.
    pub listen: Option<String>,
    /// How people reach the program.
    pub base_url: Option<String>,
    /// Addresses and networks of proxies that say who came; those of this machine unless said.
    pub trusted_proxies: Option<Vec<String>>,
    /// Megabytes that offices may take in memory together.
    pub memory_mb: Option<u64>,
    /// A file that is the timetable instead of the program's own.
    pub timetable: Option<PathBuf>,
    /// How letters are sent.
    #[serde(default)]
    pub mail: MailSettings,
    /// Where answers to letters come.
    #[serde(default)]
    pub inbox: InboxSettings,
    /// Sign-in through a provider of OpenID Connect.
    #[serde(default)]
    pub oidc: OidcSettings,
    /// How proof links are looked at.
    #[serde(default)]
    pub links: LinkSettings,
}

/// The settings cannot be read.
#[derive(Debug, Error)]
pub enum SettingsError {
    /// There is no such file, or it may not be read.
    #[error(transparent)]
    File(#[from] std::io::Error),
    /// An unknown key, or something else that is not a setting.
    #[error(transparent)]
    Text(#[from] toml::de::Error),
}

impl Settings {
    /// Reads a file of settings.
    ///
    /// # Errors
    /// See [`SettingsError`].
    pub fn read(file: &Path) -> Result<Settings, SettingsError> {
        Ok(toml::from_str(&fs::read_to_string(file)?)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_is_a_file_of_settings_that_names_every_key() {
        let said = include_str!("../../../ops/vekha.example.toml");
        let example: Settings = toml::from_str(said).unwrap();
        assert!(example.database.is_some() && example.listen.is_some() && example.base_url.is_some());
        assert!(example.trusted_proxies.is_some());
        assert_eq!(example.mail, MailSettings::default(), "copied as it is, it must start");
        assert_eq!(example.inbox, InboxSettings::default(), "copied as it is, it must start");
        assert_eq!(example.oidc, OidcSettings::default(), "copied as it is, it must start");
        assert_eq!(example.links, LinkSettings::default(), "copied as it is, it must start");
        let key = |line: &str| {
            let set =
                line.strip_prefix("# ").filter(|set| set.split_once(" = ").is_some_and(|(k, _)| !k.contains(' ')));
            set.unwrap_or(line).to_owned()
        };
        let whole: Vec<String> = said.lines().map(key).collect();
        assert!(example.timetable.is_none(), "copied as it is, it must start");
        let Settings { mail, inbox, oidc, links, timetable, memory_mb, .. } =
            toml::from_str(&whole.join("\n")).unwrap();
        assert!(timetable.is_some() && memory_mb.is_some());
        assert!(mail.host.is_some() && mail.port.is_some() && mail.tls.is_some() && mail.user.is_some());
        assert!(mail.password.is_some() && mail.password_file.is_some() && mail.ca_file.is_some());
        assert!(mail.from.is_some() && mail.from_name.is_some() && mail.reply_to.is_some() && mail.folder.is_some());
        assert!(inbox.host.is_some() && inbox.port.is_some() && inbox.tls.is_some() && inbox.user.is_some());
        assert!(inbox.password.is_some() && inbox.password_file.is_some() && inbox.ca_file.is_some());
        assert!(inbox.folder.is_some() && inbox.keep.is_some() && inbox.pipe);
        assert!(oidc.issuer.is_some() && oidc.client_id.is_some() && oidc.button.is_some());
        assert!(oidc.client_secret.is_some() && oidc.client_secret_file.is_some());
        assert!(links.pause.is_some() && links.high_ports);
    }

    #[test]
    fn a_key_nobody_knows_is_refused_by_its_name() {
        let wrong = toml::from_str::<Settings>("datebase = 'vekha.db'").unwrap_err().to_string();
        assert!(wrong.contains("datebase"), "{wrong}");
    }
}
