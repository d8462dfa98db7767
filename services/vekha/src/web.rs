//! Pages and API over HTTP.

pub mod access;
pub mod api;
pub mod comparing;
pub mod fault;
pub mod first_run;
pub mod letters;
pub mod marking;
pub mod pages;
pub mod proxies;
pub mod reviewing;
pub mod security;
pub mod session;
pub mod sign_in;
pub mod throttle;

use crate::{
    app::App,
    demo::DemoAccount,
    inbox::Mailbox,
    links::{Checker, LinkSettings},
    mail::{Folder, Outbox, Sender},
    oidc::{Registered, Way},
};
use axum::Router;
use first_run::FirstRun;
use proxies::Proxies;
use security::Transport;
use std::sync::Arc;
use throttle::Throttle;

/// How the program is reached from outside.
#[derive(Clone, Debug, Default)]
pub struct Outside {
    /// For example `https://vekha.example.org`; cookies are secure when it begins with `https://`.
    pub base_url: Option<String>,
    /// Accounts the sign-in page shows: those of the demonstration, and none elsewhere.
    pub demo_accounts: Vec<DemoAccount>,
    /// Where letters go; into a folder beside the database unless said.
    pub outbox: Option<Outbox>,
    /// Where answers to letters come, if a mailbox is read.
    pub inbox: Option<Mailbox>,
    /// Answers are delivered into a pipe.
    pub pipe: bool,
    /// Proxies that say who came.
    pub proxies: Proxies,
    /// The door for the first account.
    pub first_run: FirstRun,
    /// The provider of OpenID Connect.
    pub oidc: Option<Registered>,
    /// How proof links are looked at.
    pub checking: LinkSettings,
}

/// What every request shares.
#[derive(Clone)]
pub struct Site {
    /// The program.
    pub app: App,
    /// How people reach it; empty when not said.
    pub base_url: Arc<str>,
    /// Plain or TLS.
    pub transport: Transport,
    /// Failed sign-ins.
    pub throttle: Throttle,
    /// Letters with links that were asked for.
    pub letters: Throttle,
    /// Personal links asked for that are not there.
    pub links: Throttle,
    /// Where letters go.
    pub outbox: Outbox,
    /// Where answers to letters come, if a mailbox is read.
    pub inbox: Option<Arc<Mailbox>>,
    /// Proxies that say who came.
    pub proxies: Proxies,
    /// The door for the first account.
    pub first_run: FirstRun,
    /// The way in through a provider of OpenID Connect, if there is one.
    pub oidc: Option<Arc<Way>>,
    /// Looks at proof links, in offices that want it.
    pub checker: Arc<Checker>,
    /// Accounts the sign-in page shows.
    pub demo_accounts: Arc<[DemoAccount]>,
}

impl Site {
    /// The program as it is reached from outside.
    pub fn new(app: App, outside: Outside) -> Site {
        // An origin has no slash at its end; people type one.
        let base_url = outside.base_url.unwrap_or_default().trim_end_matches('/').to_owned();
        // Passwords are shown in the demonstration only, whatever the caller gives.
        let shown = if app.demo().is_some() { outside.demo_accounts } else { Vec::new() };
        let beside = || Outbox::folder(Sender::of_program(&base_url), Folder::beside(app.log().path()));
        let mut outbox = outside.outbox.unwrap_or_else(beside);
        if outside.pipe || outside.inbox.is_some() {
            outbox = outbox.with_answers();
        }
        let oidc = outside.oidc.map(|registered| Arc::new(Way::new(registered, &base_url)));
        Site {
            app,
            checker: Arc::new(Checker::new(&outside.checking, &base_url)),
            transport: Transport::of(&base_url),
            base_url: base_url.into(),
            throttle: Throttle::default(),
            letters: Throttle::of_letters(),
            links: Throttle::of_links(),
            outbox,
            inbox: outside.inbox.map(Arc::new),
            proxies: outside.proxies,
            first_run: outside.first_run,
            oidc,
            demo_accounts: shown.into(),
        }
    }
}

/// Everything that is served.
pub fn router(app: App, outside: Outside) -> Router {
    routes(&Site::new(app, outside))
}

/// Everything that is served, by a site that others share.
pub fn routes(site: &Site) -> Router {
    security::around(site, api::router(site.clone()).merge(pages::router(site)))
}

#[cfg(test)]
pub(crate) mod tests;
