//! The part `[oidc]` of the settings: where the provider is, and as whom the program is registered there.

use serde::Deserialize;
use std::{fmt, fs, io, path::PathBuf};
use thiserror::Error;
use url::{Host, Url};

/// Sign-in through a provider. Without any of its keys there is none.
#[derive(Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OidcSettings {
    /// The provider's address, exactly as it names itself.
    pub issuer: Option<String>,
    /// As what the program is registered there.
    pub client_id: Option<String>,
    /// The secret given with it.
    pub client_secret: Option<String>,
    /// A file with the secret instead.
    pub client_secret_file: Option<PathBuf>,
    /// Words of the button; the program's own unless said.
    pub button: Option<String>,
}

impl fmt::Debug for OidcSettings {
    /// Without the secret.
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "OidcSettings({:?}, {:?})", self.issuer, self.client_id)
    }
}

/// The settings, whole and consistent.
#[derive(Clone, PartialEq, Eq)]
pub struct Registered {
    /// The provider's address, exactly as it names itself.
    pub issuer: String,
    /// As what the program is registered there.
    pub client_id: String,
    /// The secret given with it.
    pub client_secret: String,
    /// Words of the button.
    pub button: Option<String>,
}

impl fmt::Debug for Registered {
    /// Without the secret.
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "Registered({:?}, {:?})", self.issuer, self.client_id)
    }
}

/// The settings of the provider are incomplete or contradict each other.
#[derive(Debug, Error)]
pub enum WrongOidc {
    /// They are there, and the program was built without the feature.
    #[error("built without the feature oidc")]
    NotBuilt,
    /// A key that is needed is not there; its name.
    #[error("{0}")]
    Missing(&'static str),
    /// No address, or one over which secrets would travel in clear.
    #[error("{0}")]
    Issuer(String),
    /// The secret is not there, is empty, or stands both in words and in a file.
    #[error("client_secret")]
    Secret,
    /// The file of the secret cannot be read.
    #[error("{0}: {1}")]
    File(PathBuf, io::Error),
}

impl OidcSettings {
    /// The provider, if the settings name one.
    ///
    /// # Errors
    /// See [`WrongOidc`].
    pub fn registered(&self) -> Result<Option<Registered>, WrongOidc> {
        if *self == OidcSettings::default() {
            return Ok(None);
        }
        if !cfg!(feature = "oidc") {
            return Err(WrongOidc::NotBuilt);
        }
        let issuer = said(&self.issuer).ok_or(WrongOidc::Missing("issuer"))?;
        if !Url::parse(&issuer).is_ok_and(|url| private(&url) && url.query().is_none() && url.fragment().is_none()) {
            return Err(WrongOidc::Issuer(issuer));
        }
        Ok(Some(Registered {
            issuer,
            client_id: said(&self.client_id).ok_or(WrongOidc::Missing("client_id"))?,
            client_secret: self.secret()?,
            button: said(&self.button),
        }))
    }

    fn secret(&self) -> Result<String, WrongOidc> {
        let secret = match (&self.client_secret, &self.client_secret_file) {
            (Some(secret), None) => secret.clone(),
            (None, Some(file)) => fs::read_to_string(file)
                .map_err(|e| WrongOidc::File(file.clone(), e))?
                .trim_end_matches(['\r', '\n'])
                .to_owned(),
            (Some(_), Some(_)) | (None, None) => return Err(WrongOidc::Secret),
        };
        if secret.is_empty() { Err(WrongOidc::Secret) } else { Ok(secret) }
    }
}

fn said(text: &Option<String>) -> Option<String> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// May secrets go to this address? Over TLS, or within this machine.
pub(super) fn private(url: &Url) -> bool {
    let here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    url.scheme() == "https" && url.has_host() || url.scheme() == "http" && here
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole() -> OidcSettings {
        let say = |text: &str| Some(text.to_owned());
        OidcSettings {
            issuer: say("https://id.example.org/realms/office"),
            client_id: say("vekha"),
            client_secret: say("secret"),
            ..OidcSettings::default()
        }
    }

    #[test]
    fn settings_of_none_are_no_provider() {
        assert_eq!(OidcSettings::default().registered().unwrap(), None);
    }

    #[cfg(not(feature = "oidc"))]
    #[test]
    fn settings_of_a_provider_are_refused_by_a_program_built_without_it() {
        assert!(matches!(whole().registered(), Err(WrongOidc::NotBuilt)));
    }

    #[cfg(feature = "oidc")]
    #[test]
    fn settings_that_cannot_work_are_refused() {
        assert!(whole().registered().unwrap().is_some());
        for issuer in ["id.example.org", "http://id.example.org", "https://id.example.org/?a=b", "ftp://127.0.0.1"] {
            let wrong = OidcSettings { issuer: Some(issuer.to_owned()), ..whole() };
            assert!(matches!(wrong.registered(), Err(WrongOidc::Issuer(_))), "{issuer}");
        }
        for issuer in ["http://127.0.0.1:9", "http://localhost:9/a", "http://[::1]"] {
            assert!(OidcSettings { issuer: Some(issuer.to_owned()), ..whole() }.registered().is_ok(), "{issuer}");
        }
        let none = OidcSettings { client_id: None, ..whole() };
        assert!(matches!(none.registered(), Err(WrongOidc::Missing("client_id"))));
        for secret in [None, Some(String::new())] {
            let wrong = OidcSettings { client_secret: secret, ..whole() };
            assert!(matches!(wrong.registered(), Err(WrongOidc::Secret)));
        }
        let both = OidcSettings { client_secret_file: Some("secret".into()), ..whole() };
        assert!(matches!(both.registered(), Err(WrongOidc::Secret)));
    }

    #[cfg(feature = "oidc")]
    #[test]
    fn the_secret_is_read_from_a_file_and_told_to_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("secret");
        fs::write(&file, "from-a-file\n").unwrap();
        let settings = OidcSettings { client_secret: None, client_secret_file: Some(file.clone()), ..whole() };
        let registered = settings.registered().unwrap().unwrap();
        assert_eq!(registered.client_secret, "from-a-file");
        assert!(!format!("{registered:?}{:?}", whole()).contains("from-a-file"));
        fs::remove_file(file).unwrap();
        assert!(matches!(settings.registered(), Err(WrongOidc::File(..))));
    }
}
