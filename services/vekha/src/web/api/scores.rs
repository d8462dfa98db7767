//! Scored windows through the API: their results, and values entered into them. A head reads and enters for the own school.

use super::{
    super::{Site, access::Visitor, fault::Fault},
    ask::Times,
    once::{self, Once},
};
use crate::{
    app::{Command, scores},
    json::ResultsShown,
    web::fault::language,
};
use axum::{
    Extension, Json,
    extract::{Path, Query, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use vekha_domain::{
    event::{Change, Whose},
    ids::{MonitoringId, OfficeId, OrganisationId, PersonId},
    proof::ProofLink,
    refusal::Refusal,
    stream::Stream,
};
use vekha_projections::{OfficeState, View};

/// Values of one form or of many.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Entered {
    /// The values; all are taken or none.
    #[schema(min_items = 1, max_items = 10_000)]
    pub values: Vec<EnteredValue>,
    /// The fulfilment of the roadmap, where an indicator is that, is confirmed with the roadmap's figures of today.
    pub confirm_fulfilment: Option<bool>,
    /// Why values entered before are replaced; needed once the window is closed.
    #[schema(max_length = 4_000)]
    pub reason: Option<String>,
}

/// A value as people write it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EnteredValue {
    /// The organisation that answers.
    pub organisation: Uuid,
    /// Its teacher, where the model looks at teachers.
    pub teacher: Option<Uuid>,
    /// Code of the indicator.
    pub indicator: String,
    /// The value: a number with a comma, or a word of the indicator's set.
    pub value: String,
    /// What shows it (http or https).
    #[schema(max_items = 100)]
    pub links: Option<Vec<String>>,
}

/// Values that are taken back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Withdrawn {
    /// Which; all are taken back or none.
    #[schema(min_items = 1, max_items = 10_000)]
    pub values: Vec<WithdrawnValue>,
    /// Why, in words that everybody reads who reads the results.
    #[schema(min_length = 1, max_length = 4_000)]
    pub reason: String,
}

/// A value that was entered before.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawnValue {
    /// The organisation that answers.
    pub organisation: Uuid,
    /// Its teacher, where the model looks at teachers.
    pub teacher: Option<Uuid>,
    /// Code of the indicator.
    pub indicator: String,
}

/// What became of it.
#[derive(Serialize, ToSchema)]
pub struct Taken {
    /// Place in the office's log.
    pub position: u64,
    /// False when everything already was so.
    pub new: bool,
}

/// Totals with the way they were counted, bands, places and changes of a window, and what followed it.
///
/// Figures are those frozen at closing; while the window is open, those so far.
#[utoipa::path(get, path = "/api/v1/offices/{office}/monitorings/{monitoring}/windows/{window}/results", tag = "monitorings",
    params(("office" = Uuid, Path), ("monitoring" = Uuid, Path), ("window" = u16, Path), Times),
    responses((status = 200, body = ResultsShown, headers(("ETag" = String)))))]
pub async fn results(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path((office, monitoring, window)): Path<(OfficeId, MonitoringId, String)>,
    Query(times): Query<Times>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let window = number(&window)?;
    let asked = times.of(&site, office).await?;
    let view = View::new(&asked.known, asked.as_of);
    let results = view.results(monitoring, window).ok_or(Fault::NotFound)?;
    let sees = |organisation| visitor.sees_values_of(organisation);
    let shown = ResultsShown::of(&results, asked.known_at, language(&headers), sees);
    let tag = once::etag(&asked.known, Stream::Monitoring(monitoring));
    Ok(([(header::ETAG, tag)], Json(shown)).into_response())
}

/// Enters or corrects values of a window: of one form or of a whole table, all or none.
///
/// An indicator that is the fulfilment of the roadmap is taken once it is confirmed, with the roadmap's figures of today as its
/// basis.
#[utoipa::path(post, path = "/api/v1/offices/{office}/monitorings/{monitoring}/windows/{window}/values", tag = "monitorings",
    params(("office" = Uuid, Path), ("monitoring" = Uuid, Path), ("window" = u16, Path), Once),
    request_body = Entered,
    responses((status = 200, body = Taken)))]
pub async fn enter(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path((office, monitoring, window)): Path<(OfficeId, MonitoringId, String)>,
    headers: HeaderMap,
    Json(entered): Json<Entered>,
) -> Result<Json<Taken>, Fault> {
    let window = number(&window)?;
    // Other values under the same key are another command.
    let id = once::command_id(&site, &visitor, &headers, &format!("{monitoring} {window} {entered:?}"))?;
    let typed: Vec<scores::Typed> = entered.values.into_iter().map(typed).collect::<Result<_, Fault>>()?;
    let may = typed.iter().all(|value| visitor.may_enter(value.whose.organisation));
    let command = Command { office, actor: visitor.person(), id };
    let confirmed = entered.confirm_fulfilment.unwrap_or(false);
    let (of, reason) = ((monitoring, window), entered.reason.unwrap_or_default());
    record(
        &site,
        (command, &headers),
        monitoring,
        may,
        |view| is_there(view, of),
        |state, today| scores::report(state, of, &scores::read(state, of, &typed, confirmed, today)?, &reason, today),
    )
    .await
}

/// Takes values back: nothing stands in their place. What closing has frozen still counts.
///
/// What does not stand is no change.
#[utoipa::path(post, path = "/api/v1/offices/{office}/monitorings/{monitoring}/windows/{window}/withdrawals", tag = "monitorings",
    params(("office" = Uuid, Path), ("monitoring" = Uuid, Path), ("window" = u16, Path), Once),
    request_body = Withdrawn,
    responses((status = 200, body = Taken)))]
pub async fn withdraw(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path((office, monitoring, window)): Path<(OfficeId, MonitoringId, String)>,
    headers: HeaderMap,
    Json(withdrawn): Json<Withdrawn>,
) -> Result<Json<Taken>, Fault> {
    let window = number(&window)?;
    let id = once::command_id(&site, &visitor, &headers, &format!("{monitoring} {window} {withdrawn:?}"))?;
    let whose = |value: &WithdrawnValue| whose(value.organisation, value.teacher);
    let given: Vec<(Whose, String)> = withdrawn.values.iter().map(|v| (whose(v), v.indicator.clone())).collect();
    let may = given.iter().all(|(whose, _)| visitor.may_enter(whose.organisation));
    let (command, of) = (Command { office, actor: visitor.person(), id }, (monitoring, window));
    record(
        &site,
        (command, &headers),
        monitoring,
        may,
        |view| is_there(view, of),
        |state, today| scores::withdraw(state, of, &given, &withdrawn.reason, today),
    )
    .await
}

fn is_there(view: &View<'_>, (monitoring, window): (MonitoringId, u16)) -> bool {
    view.state().monitoring(monitoring).and_then(|of| of.window(window)).is_some()
}

/// Records what is decided about a monitoring, if what it is about is there, by somebody who may, on the version that was read.
pub(super) async fn record(
    site: &Site,
    (command, headers): (Command, &HeaderMap),
    monitoring: MonitoringId,
    may: bool,
    there: impl FnOnce(&View<'_>) -> bool,
    decide: impl Fn(&OfficeState, NaiveDate) -> Result<Vec<Change>, Refusal>,
) -> Result<Json<Taken>, Fault> {
    let (known, now) = (site.app.office(command.office).await?, site.app.now());
    if !there(&View::new(&known, known.local_day(now))) {
        return Err(Fault::NotFound);
    }
    let stands = once::stands(headers, &known, Stream::Monitoring(monitoring));
    drop(known);
    match (may, stands) {
        (false, _) => Err(Fault::Forbidden),
        (true, false) => Err(Fault::Precondition),
        (true, true) => {
            let done = site.app.change(command, |state, _| decide(state, state.local_day(now))).await?;
            Ok(Json(Taken { position: done.position, new: done.events > 0 }))
        }
    }
}

fn whose(organisation: Uuid, teacher: Option<Uuid>) -> Whose {
    Whose { organisation: OrganisationId(organisation), teacher: teacher.map(PersonId) }
}

/// What cannot be a number of a window names nothing.
pub(super) fn number(window: &str) -> Result<u16, Fault> {
    window.parse().map_err(|_| Fault::NotFound)
}

fn typed(value: EnteredValue) -> Result<scores::Typed, Fault> {
    let links = value.links.unwrap_or_default();
    let links: Result<Vec<ProofLink>, _> = links.iter().map(|text| ProofLink::parse(text)).collect();
    let whose = whose(value.organisation, value.teacher);
    Ok(scores::Typed { whose, indicator: value.indicator, text: value.value, links: links.map_err(Fault::Link)? })
}
