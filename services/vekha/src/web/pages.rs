//! The pages: rendered on the server, without scripts, each behind its gate.

mod asked;
pub(super) mod fault;
mod frame;
mod month;
mod states;
mod static_files;
mod written;

pub use asked::Asked;
pub use frame::{Frame, Here};
pub use states::{Shown, UNDATED, state_mark, state_word, urgency};

use super::{
    Site,
    access::{Need, gate},
    fault::{Fault, Worded},
};
use crate::wording::Lang;
use askama::Template;
use axum::{
    Router,
    http::{HeaderValue, StatusCode, header},
    middleware::from_fn_with_state,
    response::{Html, IntoResponse, Response},
    routing::{MethodRouter, get},
};

/// Every page with whom it is for; the tests walk the same table.
fn table() -> Vec<(&'static str, Need, MethodRouter<Site>)> {
    vec![("/static/{name}", Need::Nobody, get(static_files::file))]
}

/// The routes of all pages.
pub fn router(site: &Site) -> Router {
    let mut routes = Router::new();
    for (path, need, methods) in table() {
        routes = routes.route(path, methods.layer(from_fn_with_state((site.clone(), need), gate)));
    }
    routes.with_state(site.clone())
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
