//! Sign-in through a provider of OpenID Connect: the settings always, the way to it when built with the feature `oidc`.

#[cfg(feature = "oidc")]
mod client;
#[cfg(feature = "oidc")]
pub mod pending;
#[cfg(feature = "oidc")]
mod provider;
mod settings;

pub use settings::{OidcSettings, Registered, WrongOidc};

#[cfg(feature = "oidc")]
pub use {
    pending::{Begun, LIFETIME},
    provider::{Failed, Provider, Told},
};

/// The path people come back to from the provider, to be registered there after the base address.
pub const CALLBACK: &str = "/signin/oidc/callback";

/// The way in through the provider.
pub struct Way {
    /// The words of its button; the program's own unless said.
    pub button: Option<String>,
    /// The provider.
    #[cfg(feature = "oidc")]
    pub provider: Provider,
}

impl Way {
    /// The way by the settings. `base_url` is how people reach the program. Nothing is asked of the provider yet.
    #[cfg(feature = "oidc")]
    pub fn new(registered: Registered, base_url: &str) -> Way {
        let button = registered.button.clone();
        Way { button, provider: Provider::new(registered, base_url) }
    }

    /// A program built without the feature has no way there; its settings are refused before.
    #[cfg(not(feature = "oidc"))]
    pub fn new(registered: Registered, _base_url: &str) -> Way {
        Way { button: registered.button }
    }
}
