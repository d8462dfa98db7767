//! The calendar feed: made, replaced and revoked on the page, read without a session by whoever has its address.

use super::{
    super::{
        super::{
            Site,
            access::{self, Visitor},
            fault::Fault,
        },
        asked::Asked,
        fresh::Version,
    },
    answer,
    ics::{DueDays, address_of},
    path,
};
use crate::{feeds, wording::Lang};
use axum::{
    Extension,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use chrono::{NaiveDate, TimeDelta};
use vekha_domain::ids::OfficeId;
use vekha_projections::{OfficeState, Scope, View};

/// Only its owner's program may keep it, and asks each time whether it is still the same.
const KEEP: &str = "private, no-cache";

/// Makes a calendar, or another one in its place, and shows its address this once: only its hash is kept.
pub async fn subscribe(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(office): Path<OfficeId>,
    parts: Parts,
) -> Result<Response, Fault> {
    live(&site, &visitor, office, &parts).await?;
    let token = feeds::make(&site.app, visitor.account.id).await?;
    let address = format!("{}/calendar/{token}.ics", address_of(&site, &parts.headers));
    let since = feeds::since(&site.app, visitor.account.id).await?;
    let mut asked = Asked::of(&site, &visitor, office, &parts).await?;
    asked.path = path(office);
    answer(&asked, since, Some(address))
}

/// The calendar opens nothing any more.
pub async fn revoke(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(office): Path<OfficeId>,
    parts: Parts,
) -> Result<Response, Fault> {
    live(&site, &visitor, office, &parts).await?;
    feeds::revoke(&site.app, visitor.account.id).await?;
    Ok(Redirect::to(&format!("{}#calendar", path(office))).into_response())
}

/// Whoever comes back to the address of a form finds the page.
pub async fn back(Path(office): Path<OfficeId>) -> Redirect {
    Redirect::to(&path(office))
}

async fn live(site: &Site, visitor: &Visitor, office: OfficeId, parts: &Parts) -> Result<(), Fault> {
    let asked = Asked::of(site, visitor, office, parts).await?;
    if asked.live() { Ok(()) } else { Err(Fault::LookingBack) }
}

/// The calendar of whoever is signed in, as a file.
pub async fn download(Path(_): Path<OfficeId>, asked: Asked, headers: HeaderMap) -> Response {
    let wanted = DueDays {
        office: asked.office,
        scope: Scope::office().person(asked.visitor.person()),
        names: &asked.names,
        address: &address_of(&asked.site, &headers),
        lang: asked.lang,
    };
    let mut response = calendar(wanted.mine(&asked.view()));
    let file = HeaderValue::from_static("attachment; filename=\"vekha.ics\"");
    response.headers_mut().insert(header::CONTENT_DISPOSITION, file);
    response
}

/// The feed under its secret address. A leaver's, a revoked and an invented one answer alike.
pub async fn feed(State(site): State<Site>, Path(file): Path<String>, headers: HeaderMap) -> Result<Response, Fault> {
    let token = file.strip_suffix(".ics").ok_or(Fault::NotFound)?;
    let account = feeds::owner(&site.app, token).await?.ok_or(Fault::NotFound)?;
    let (office, person) = (account.office, account.person);
    let names = site.app.names(office).await?;
    let known = site.app.office(office).await?;
    let today = known.local_day(site.app.now());
    if access::visitor_of(account, &known, true).is_none() {
        return Err(Fault::NotFound);
    }
    let address = address_of(&site, &headers);
    let made_of = [person.to_string(), known.position().to_string(), today.to_string(), address.clone()];
    let version = Version::of(&made_of.each_ref().map(String::as_str), changed(&known, today));
    if version.is_known(&headers) {
        return Ok(version.unchanged(KEEP));
    }
    // A calendar program asks in its maker's language, not in its owner's.
    let scope = Scope::office().person(person);
    let wanted = DueDays { office, scope, names: &names, address: &address, lang: Lang::default() };
    Ok(version.put(calendar(wanted.mine(&View::new(&known, today))), KEEP))
}

/// When the answer of a day last changed: with the last event, or when the day began.
pub fn changed(known: &OfficeState, today: NaiveDate) -> chrono::DateTime<chrono::Utc> {
    let begun = known.end_of(today.pred_opt().unwrap_or(today)) + TimeDelta::microseconds(1);
    known.recorded_at().map_or(begun, |last| last.max(begun))
}

fn calendar(text: String) -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8"))], text).into_response()
}
