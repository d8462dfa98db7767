//! The pages: rendered on the server, without scripts, each behind its gate.

mod account;
mod accounts;
mod activity;
mod amendment;
mod asked;
mod between;
mod breakdown;
mod calendar;
mod changes;
mod charts;
mod clock;
mod completion;
mod drawing;
pub mod export;
pub(super) mod fault;
mod first;
mod form;
mod frame;
mod fresh;
mod help;
mod home;
mod integrity;
mod journal;
mod letters;
mod link;
mod look;
mod mail;
mod meetings;
mod mine;
mod monitorings;
mod month;
#[cfg(feature = "oidc")]
mod oidc;
mod overdue;
mod overview;
mod parties;
mod people;
pub mod plan;
mod proofs;
mod public;
mod region;
mod reminders;
mod replies;
pub mod reports;
mod review;
mod routes;
mod settings;
mod signin;
mod states;
mod static_files;
mod tally;
mod term;
mod tick;
mod upload;
mod windows;
pub mod written;

pub use asked::Asked;
pub use frame::{Frame, Here};
pub use look::Look;
pub use mine::ics::DueDays;
pub use overview::{reason_code, share_words};
pub use parties::executor as executor_words;
pub use people::told::by_number;
pub use states::{Shown, UNDATED, state_mark, state_word, urgency};

use super::{
    Site,
    access::gate,
    fault::{Fault, Worded},
};
use crate::wording::Lang;
use askama::Template;
use axum::{
    Router,
    http::{HeaderValue, StatusCode, header},
    middleware::from_fn_with_state,
    response::{Html, IntoResponse, Response},
};
use routes::table;
use tower_http::compression::CompressionLayer;

/// The routes of all pages.
pub fn router(site: &Site) -> Router {
    let mut routes = Router::new();
    for (path, need, methods) in table() {
        routes = routes.route(path, methods.layer(from_fn_with_state((site.clone(), need), gate)));
    }
    // Nothing on a page is a secret that its length could give away: forms are guarded by headers, not by tokens.
    routes.with_state(site.clone()).layer(CompressionLayer::new())
}

/// The answer with a page. One that failed has its own words and is not explained once more.
pub fn show(lang: Lang, status: StatusCode, page: &impl Template) -> Result<Response, Fault> {
    let html = page.render().map_err(|e| {
        tracing::error!(error = %e, "a page could not be rendered");
        Fault::Broken
    })?;
    let language = [(header::CONTENT_LANGUAGE, HeaderValue::from_static(lang.tag()))];
    let mut response = (status, language, Html(html)).into_response();
    if !status.is_success() {
        response.extensions_mut().insert(Worded);
    }
    Ok(response)
}

#[cfg(test)]
mod tests;
