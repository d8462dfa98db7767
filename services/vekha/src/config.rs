//! Settings of an installation: a flag comes before a `VEKHA_…` variable, a variable before the file.

use crate::mail::MailSettings;
use serde::Deserialize;
use std::{fs, path::Path};
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
    /// How letters are sent.
    #[serde(default)]
    pub mail: MailSettings,
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
        let example: Settings = toml::from_str(include_str!("../../../ops/vekha.example.toml")).unwrap();
        assert!(example.database.is_some() && example.listen.is_some() && example.base_url.is_some());
        let (mail, proxies) = (example.mail, example.trusted_proxies);
        assert!(mail.host.is_some() && mail.port.is_some() && mail.tls.is_some() && mail.user.is_some());
        assert!(mail.password_file.is_some() && mail.from.is_some() && mail.reply_to.is_some() && proxies.is_some());
        let said = include_str!("../../../ops/vekha.example.toml");
        for key in ["password", "ca_file", "from_name", "folder"] {
            assert!(said.contains(&format!("# {key} =")), "{key}");
        }
    }

    #[test]
    fn a_key_nobody_knows_is_refused_by_its_name() {
        let wrong = toml::from_str::<Settings>("datebase = 'vekha.db'").unwrap_err().to_string();
        assert!(wrong.contains("datebase"), "{wrong}");
    }
}
