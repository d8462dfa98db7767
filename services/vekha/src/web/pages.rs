//! The pages: rendered on the server, without scripts, each behind its gate.

mod activity;
mod asked;
mod breakdown;
mod clock;
mod completion;
pub(super) mod fault;
mod frame;
mod home;
mod journal;
mod month;
mod overdue;
mod overview;
mod parties;
mod people;
mod plan;
mod review;
mod signin;
mod states;
mod static_files;
mod tally;
mod term;
mod upload;
pub(super) mod written;

pub use asked::Asked;
pub use frame::{Frame, Here};
pub use states::{Shown, UNDATED, state_mark, state_word, urgency};

use super::{
    Site,
    access::{Action, Need, gate},
    fault::{Fault, Worded},
};
use crate::wording::Lang;
use askama::Template;
use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{HeaderValue, StatusCode, header},
    middleware::from_fn_with_state,
    response::{Html, IntoResponse, Response},
    routing::{MethodRouter, get, post},
};
use tower_http::compression::CompressionLayer;

/// Every page with whom it is for; the tests walk the same table.
fn table() -> Vec<(&'static str, Need, MethodRouter<Site>)> {
    let read = Need::May(Action::Read);
    let mut table = vec![
        ("/static/{name}", Need::Nobody, get(static_files::file)),
        ("/signin", Need::Nobody, get(signin::page).post(signin::submit)),
        ("/signout", Need::Nobody, get(signin::leaving).post(signin::leave)),
        ("/demo/clock", Need::May(Action::MoveClock), post(clock::submit)),
        ("/", read, get(home::page)),
        ("/offices/{office}/roadmaps/{roadmap}", read, get(overview::page)),
        ("/offices/{office}/roadmaps/{roadmap}/overdue", read, get(overdue::page)),
        ("/offices/{office}/roadmaps/{roadmap}/fulfilment", read, get(breakdown::page)),
        ("/offices/{office}/journal", read, get(journal::journal)),
        ("/offices/{office}/journal/{position}", read, get(journal::entry)),
    ];
    table.extend(of_activities());
    table.extend(of_orders());
    table.extend(of_people());
    table.extend(of_groups());
    table
}

/// The plan, its activities, and what is done with them.
fn of_activities() -> Vec<(&'static str, Need, MethodRouter<Site>)> {
    let (read, mark, check) = (Need::May(Action::Read), Need::May(Action::Mark), Need::May(Action::Review));
    vec![
        ("/offices/{office}/roadmaps/{roadmap}/plan", read, get(plan::plan)),
        ("/offices/{office}/roadmaps/{roadmap}/review", check, get(review::list)),
        ("/offices/{office}/activities/{activity}", read, get(activity::activity)),
        ("/offices/{office}/activities/{activity}/completion", mark, get(completion::form).post(completion::submit)),
        ("/offices/{office}/activities/{activity}/marks/{mark}/acceptance", check, post(review::accept)),
        ("/offices/{office}/activities/{activity}/marks/{mark}/return", check, post(review::send_back)),
        ("/offices/{office}/activities/{activity}/marks/{mark}/retraction", mark, post(review::retract)),
    ]
}

/// An order on its way to a roadmap.
fn of_orders() -> Vec<(&'static str, Need, MethodRouter<Site>)> {
    let adopt = Need::May(Action::Adopt);
    let new = get(upload::form).post(upload::submit).layer(DefaultBodyLimit::max(upload::LARGEST));
    vec![
        ("/offices/{office}/orders/new", adopt, new),
        ("/offices/{office}/orders/{draft}", adopt, get(upload::draft::page).post(upload::draft::save)),
        ("/offices/{office}/orders/{draft}/adoption", adopt, get(upload::draft::page).post(upload::draft::adopt)),
        ("/offices/{office}/orders/{draft}/discard", adopt, post(upload::draft::discard)),
    ]
}

/// People: reading is everybody's, keeping the coordinator's and the administrator's.
fn of_people() -> Vec<(&'static str, Need, MethodRouter<Site>)> {
    let (read, keep) = (Need::May(Action::Read), Need::May(Action::ManagePeople));
    let list = get(people::roster::form).post(people::roster::submit);
    let enter = post(people::roster::enter).layer(DefaultBodyLimit::max(people::roster::LARGEST_LIST));
    vec![
        ("/offices/{office}/people", read, get(people::page)),
        ("/offices/{office}/people/new", keep, get(people::new::form).post(people::new::submit)),
        ("/offices/{office}/people/list", keep, list.layer(DefaultBodyLimit::max(people::roster::LARGEST))),
        ("/offices/{office}/people/list/entry", keep, enter),
        ("/offices/{office}/people/list/sample", keep, get(people::roster::sample)),
        ("/offices/{office}/people/{person}", read, get(people::person::page)),
        ("/offices/{office}/people/{person}/contact", keep, post(people::change::contact)),
        ("/offices/{office}/people/{person}/work", keep, post(people::change::work)),
        ("/offices/{office}/people/{person}/roles", keep, post(people::change::roles)),
        ("/offices/{office}/people/{person}/substitution", keep, post(people::absence::substitute)),
        ("/offices/{office}/people/{person}/substitution/end", keep, post(people::absence::end_substitution)),
        ("/offices/{office}/people/{person}/leave", keep, post(people::absence::leave)),
        ("/offices/{office}/people/{person}/leave/end", keep, post(people::absence::end_leave)),
        (
            "/offices/{office}/people/{person}/handover",
            keep,
            get(people::handover::form).post(people::handover::submit),
        ),
        ("/offices/{office}/people/{person}/erasure", keep, get(people::erasure::form).post(people::erasure::submit)),
    ]
}

/// Groups and organisations.
fn of_groups() -> Vec<(&'static str, Need, MethodRouter<Site>)> {
    let (read, keep) = (Need::May(Action::Read), Need::May(Action::ManagePeople));
    vec![
        ("/offices/{office}/groups/new", keep, get(people::new::group_form).post(people::new::group)),
        ("/offices/{office}/groups/{group}", read, get(people::group::page)),
        ("/offices/{office}/groups/{group}/members", keep, post(people::group::join)),
        ("/offices/{office}/groups/{group}/departures", keep, post(people::group::leave)),
        (
            "/offices/{office}/organisations/new",
            keep,
            get(people::new::organisation_form).post(people::new::organisation),
        ),
        ("/offices/{office}/organisations/{organisation}", read, get(people::organisation::page)),
        ("/offices/{office}/organisations/{organisation}/name", keep, post(people::organisation::rename)),
        ("/offices/{office}/organisations/{organisation}/closure", keep, post(people::organisation::close)),
    ]
}

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
