//! The pages: rendered on the server, without scripts, each behind its gate.

mod account;
mod accounts;
mod activity;
mod asked;
mod breakdown;
mod clock;
mod completion;
pub(super) mod fault;
mod first;
mod frame;
mod home;
mod journal;
mod link;
mod mail;
mod month;
mod overdue;
mod overview;
mod parties;
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
        ("/signin/link", Need::Nobody, get(signin::asked).post(signin::ask)),
        ("/signin/link/{token}", Need::Nobody, get(link::page).post(link::submit)),
        ("/first/{key}", Need::Nobody, get(first::page).post(first::submit)),
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
    table.extend(of_accounts());
    table
}

/// One's own sign-in, and the accounts of the office.
fn of_accounts() -> Vec<(&'static str, Need, MethodRouter<Site>)> {
    let (own, keep) = (Need::SignedIn, Need::May(Action::ManageAccounts));
    vec![
        ("/account", own, get(account::page)),
        ("/account/password", own, get(account::page).post(account::password)),
        ("/account/sessions/end", own, post(account::end_sessions)),
        ("/account/sessions/{session}/end", own, post(account::end_session)),
        ("/account/token", own, get(account::page).post(account::issue_token)),
        ("/account/token/revocation", own, post(account::revoke_token)),
        ("/offices/{office}/accounts", keep, get(accounts::page).post(accounts::invite)),
        ("/offices/{office}/accounts/{account}/invitation", keep, post(accounts::again)),
        ("/offices/{office}/accounts/{account}/lock", keep, post(accounts::lock)),
        ("/offices/{office}/accounts/{account}/unlock", keep, post(accounts::unlock)),
        ("/offices/{office}/accounts/{account}/sessions/end", keep, post(accounts::end_sessions)),
        ("/demo/mail", own, get(mail::list)),
        ("/demo/mail/{letter}", own, get(mail::letter)),
    ]
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
