//! The pages: rendered on the server, without scripts, each behind its gate.

mod activity;
mod amendment;
mod asked;
mod breakdown;
mod calendar;
mod changes;
mod charts;
mod clock;
mod completion;
mod drawing;
pub(super) mod fault;
mod form;
mod frame;
mod fresh;
mod help;
mod home;
mod journal;
mod mine;
mod month;
mod overdue;
mod overview;
mod parties;
mod plan;
mod public;
mod review;
mod settings;
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
        ("/help", Need::Nobody, get(help::contents)),
        ("/help/{topic}", Need::Nobody, get(help::topic)),
        ("/public", Need::Nobody, get(public::list)),
        ("/public/{roadmap}", Need::Nobody, get(public::page)),
        ("/demo/clock", Need::May(Action::MoveClock), post(clock::submit)),
        ("/", read, get(home::page)),
        ("/offices/{office}/roadmaps/{roadmap}", read, get(overview::page)),
        ("/offices/{office}/roadmaps/{roadmap}/overdue", read, get(overdue::page)),
        ("/offices/{office}/roadmaps/{roadmap}/fulfilment", read, get(breakdown::page)),
        ("/offices/{office}/roadmaps/{roadmap}/calendar", read, get(calendar::page)),
        ("/offices/{office}/roadmaps/{roadmap}/charts", read, get(charts::page)),
        ("/offices/{office}/journal", read, get(journal::journal)),
        ("/offices/{office}/journal/{position}", read, get(journal::entry)),
    ];
    table.extend(of_one_person());
    table.extend(of_activities());
    table.extend(of_changes());
    table.extend(of_settings());
    table.extend(of_orders());
    table
}

/// What one person answers for, here and in a calendar program.
fn of_one_person() -> Vec<(&'static str, Need, MethodRouter<Site>)> {
    let (read, subscribe) = (Need::May(Action::Read), Need::May(Action::Subscribe));
    vec![
        ("/offices/{office}/mine", read, get(mine::page)),
        ("/offices/{office}/mine.ics", read, get(mine::feed::download)),
        ("/offices/{office}/mine/calendar", subscribe, get(mine::feed::back).post(mine::feed::subscribe)),
        ("/offices/{office}/mine/calendar/revocation", subscribe, get(mine::feed::back).post(mine::feed::revoke)),
        ("/calendar/{file}", Need::Nobody, get(mine::feed::feed)),
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

/// What is changed after adoption, each with its basis.
fn of_changes() -> Vec<(&'static str, Need, MethodRouter<Site>)> {
    let (read, amend) = (Need::May(Action::Read), Need::May(Action::Amend));
    vec![
        ("/offices/{office}/roadmaps/{roadmap}/changes", read, get(changes::list)),
        (
            "/offices/{office}/roadmaps/{roadmap}/amendments/new",
            amend,
            get(amendment::form).post(amendment::submit).layer(DefaultBodyLimit::max(upload::LARGEST)),
        ),
        ("/offices/{office}/roadmaps/{roadmap}/amendments/{draft}", amend, get(amendment::page).post(amendment::apply)),
        ("/offices/{office}/roadmaps/{roadmap}/amendments/{draft}/discard", amend, post(amendment::discard)),
        ("/offices/{office}/roadmaps/{roadmap}/changes/new", amend, get(changes::form).post(changes::submit)),
    ]
}

/// How things are counted.
fn of_settings() -> Vec<(&'static str, Need, MethodRouter<Site>)> {
    let (read, configure) = (Need::May(Action::Read), Need::May(Action::Configure));
    vec![
        ("/offices/{office}/settings", read, get(settings::page)),
        ("/offices/{office}/roadmaps/{roadmap}/settings", read, get(settings::of_roadmap)),
        ("/offices/{office}/roadmaps/{roadmap}/settings", configure, post(settings::set_roadmap)),
        ("/offices/{office}/calendar-days", configure, post(settings::set_day)),
        ("/offices/{office}/school-terms/{year}", configure, post(settings::set_terms)),
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
