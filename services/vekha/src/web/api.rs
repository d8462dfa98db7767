//! The JSON API `/api/v1`, described by OpenAPI 3.1 at `/api/openapi.json`: every route stands behind its gate.

mod analysis;
mod ask;
mod between;
mod changes;
mod describe;
mod figures;
mod forms;
mod health;
mod marking;
mod monitorings;
mod office;
mod once;
pub mod problem;
mod reading;
mod region;
mod reviewing;
mod scores;
mod terms;

use super::{
    Site,
    access::{Action, Need, gate},
};
use axum::{
    Router,
    http::{HeaderValue, header},
    middleware::from_fn_with_state,
    response::IntoResponse,
    routing::get,
};
use std::sync::Arc;
use utoipa::openapi::{
    InfoBuilder, OpenApi, OpenApiBuilder,
    security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityRequirement, SecurityScheme},
};
use utoipa_axum::{
    router::{OpenApiRouter, UtoipaMethodRouter},
    routes,
};

/// The routes of the API and of those who watch the program.
pub fn router(site: Site) -> Router {
    let (routes, mut document) = described(&site).with_state(site.clone()).split_for_parts();
    secure(&mut document, &site);
    describe::complete(&mut document);
    let text: Arc<str> = document.to_pretty_json().unwrap_or_default().into();
    let openapi = get(move || {
        let json = [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))];
        let answer = (json, text.to_string()).into_response();
        async move { answer }
    });
    routes.route("/api/openapi.json", openapi)
}

/// Every route with whom it is for.
fn described(site: &Site) -> OpenApiRouter<Site> {
    let behind = |need: Need, (schemas, mut paths, routes): UtoipaMethodRouter<Site>| {
        describe::gated(&mut paths, need);
        (schemas, paths, routes.layer(from_fn_with_state((site.clone(), need), gate)))
    };
    let may = |action, routes| behind(Need::May(action), routes);
    let read = |routes| may(Action::Read, routes);
    OpenApiRouter::with_openapi(about())
        .routes(behind(Need::Nobody, routes!(health::healthz)))
        .routes(behind(Need::Nobody, routes!(health::readyz)))
        .routes(behind(Need::Nobody, routes!(health::metrics)))
        .routes(read(routes!(reading::offices)))
        .routes(read(routes!(reading::roadmaps)))
        .routes(read(routes!(reading::roadmap)))
        .routes(read(routes!(reading::activities)))
        .routes(read(routes!(reading::activity)))
        .routes(read(routes!(reading::history)))
        .routes(read(routes!(office::organisations)))
        .routes(read(routes!(office::groups)))
        .routes(read(routes!(changes::changes)))
        .routes(read(routes!(changes::settings)))
        .routes(read(routes!(between::between)))
        .routes(read(routes!(figures::obligations)))
        .routes(read(routes!(figures::fulfilment)))
        .routes(read(routes!(figures::overdue)))
        .routes(may(Action::ReadRegion, routes!(region::region)))
        .routes(read(routes!(analysis::analysis)))
        .routes(may(Action::Mark, routes!(marking::complete)))
        .routes(may(Action::Review, routes!(reviewing::accept)))
        .routes(may(Action::Review, routes!(reviewing::send_back)))
        .routes(may(Action::Mark, routes!(reviewing::retract)))
        .routes(read(routes!(monitorings::monitorings)))
        .routes(read(routes!(monitorings::progress)))
        .routes(read(routes!(scores::results)))
        .routes(may(Action::Enter, routes!(scores::enter)))
        .routes(may(Action::Enter, routes!(scores::withdraw)))
        .routes(read(routes!(forms::cards)))
        .routes(may(Action::Enter, routes!(forms::card)))
        .routes(read(routes!(forms::protocols)))
        .routes(may(Action::Conclude, routes!(forms::protocol)))
        .routes(behind(Need::SignedIn, routes!(terms::deadline)))
}

fn about() -> OpenApi {
    let info = InfoBuilder::new().title("Vekha").version(env!("CARGO_PKG_VERSION")).description(Some(
        "Roadmaps adopted by order: what is due, what is done, and from which events it follows. \
             Every question may be asked as of a day and as known at a moment.",
    ));
    OpenApiBuilder::new().info(info).build()
}

/// A token for programs, or the session of a signed-in browser.
fn secure(document: &mut OpenApi, site: &Site) {
    let components = document.components.get_or_insert_default();
    components.add_security_scheme("token", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    let cookie = ApiKey::Cookie(ApiKeyValue::new(site.transport.cookie()));
    components.add_security_scheme("session", SecurityScheme::ApiKey(cookie));
    let none: [&str; 0] = [];
    document.security = Some(vec![SecurityRequirement::new("token", none), SecurityRequirement::new("session", none)]);
}

#[cfg(test)]
mod tests;
