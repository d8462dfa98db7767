//! Forms of a risk monitoring through the API: cards of self-analysis and curators' protocols. A head reads and fills in the own school's.

use super::{
    super::{Site, access::Visitor, fault::Fault},
    ask::{Asked, Times},
    once::{self, Once},
    scores::{Taken, number, record},
};
use crate::{
    app::Command,
    json::{CardShown, ProtocolShown},
};
use axum::{
    Extension, Json,
    extract::{Path, Query, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vekha_domain::{
    ids::{MonitoringId, OfficeId, OrganisationId},
    refusal::Refusal,
    scoring::{
        risks::{CardLine, Observation},
        sheet::Sheet,
    },
    stream::Stream,
};
use vekha_projections::View;

/// A card as it is filled in: the whole of it, in place of the one before.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CardFilled {
    /// Factors against which something is done, each once.
    pub lines: Vec<CardLineFilled>,
}

/// A line of a card.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CardLineFilled {
    /// Code of the factor.
    pub factor: String,
    /// What the school does against it.
    #[schema(min_length = 1, max_length = 4_000)]
    pub measures: String,
    /// When, in words.
    #[schema(min_length = 1, max_length = 4_000)]
    pub period: String,
}

/// A protocol as it is filled in: the whole of it, in place of the one before.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProtocolFilled {
    /// Signs, each once; those neither diagnosed nor confirmed are left out.
    pub observations: Vec<ObservationFilled>,
}

/// A sign of risk.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ObservationFilled {
    /// Number of its group.
    pub group: String,
    /// The sign; of the order's list or in the curator's own words.
    #[schema(min_length = 1, max_length = 4_000)]
    pub sign: String,
    /// The school's risk profile names it.
    pub diagnosed: bool,
    /// What the curator saw confirms it.
    pub confirmed: bool,
}

/// Cards of self-analysis of a window of a risk monitoring, a school each, as they stand on the day.
#[utoipa::path(get, path = "/api/v1/offices/{office}/monitorings/{monitoring}/windows/{window}/cards", tag = "monitorings",
    params(("office" = Uuid, Path), ("monitoring" = Uuid, Path), ("window" = u16, Path), Times),
    responses((status = 200, body = Vec<CardShown>, headers(("ETag" = String)))))]
pub async fn cards(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path((office, monitoring, window)): Path<(OfficeId, MonitoringId, String)>,
    Query(times): Query<Times>,
) -> Result<Response, Fault> {
    let asked = times.of(&site, office).await?;
    forms(&asked, &visitor, (monitoring, number(&window)?), CardShown::of)
}

/// Curators' protocols of a window of a risk monitoring, a school each, as they stand on the day.
#[utoipa::path(get, path = "/api/v1/offices/{office}/monitorings/{monitoring}/windows/{window}/protocols", tag = "monitorings",
    params(("office" = Uuid, Path), ("monitoring" = Uuid, Path), ("window" = u16, Path), Times),
    responses((status = 200, body = Vec<ProtocolShown>, headers(("ETag" = String)))))]
pub async fn protocols(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path((office, monitoring, window)): Path<(OfficeId, MonitoringId, String)>,
    Query(times): Query<Times>,
) -> Result<Response, Fault> {
    let asked = times.of(&site, office).await?;
    forms(&asked, &visitor, (monitoring, number(&window)?), ProtocolShown::of)
}

/// Fills in the card of a school: what was in it before stands no longer.
#[utoipa::path(put, path = "/api/v1/offices/{office}/monitorings/{monitoring}/windows/{window}/cards/{organisation}",
    tag = "monitorings",
    params(("office" = Uuid, Path), ("monitoring" = Uuid, Path), ("window" = u16, Path), ("organisation" = Uuid, Path), Once),
    request_body = CardFilled,
    responses((status = 200, body = Taken)))]
pub async fn card(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path((office, monitoring, window, of)): Path<(OfficeId, MonitoringId, String, OrganisationId)>,
    headers: HeaderMap,
    Json(card): Json<CardFilled>,
) -> Result<Json<Taken>, Fault> {
    let window = number(&window)?;
    let id = once::command_id(&site, &visitor, &headers, &format!("{monitoring} {window} {of} {card:?}"))?;
    let line = |line: CardLineFilled| CardLine { factor: line.factor, measures: line.measures, period: line.period };
    let lines: Vec<CardLine> = card.lines.into_iter().map(line).collect();
    let (command, place) = (Command { office, actor: visitor.person(), id }, (monitoring, window, of));
    record(
        &site,
        (command, &headers),
        monitoring,
        visitor.may_enter(of),
        |view| is_there(view, place),
        |state, today| {
            let known = state.monitoring(monitoring).ok_or(Refusal::WindowUnknown)?;
            known.note_card(window, of, lines.clone(), state.office(), today)
        },
    )
    .await
}

/// Fills in the curator's protocol of a school: what was in it before stands no longer.
#[utoipa::path(put, path = "/api/v1/offices/{office}/monitorings/{monitoring}/windows/{window}/protocols/{organisation}",
    tag = "monitorings",
    params(("office" = Uuid, Path), ("monitoring" = Uuid, Path), ("window" = u16, Path), ("organisation" = Uuid, Path), Once),
    request_body = ProtocolFilled,
    responses((status = 200, body = Taken)))]
pub async fn protocol(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path((office, monitoring, window, of)): Path<(OfficeId, MonitoringId, String, OrganisationId)>,
    headers: HeaderMap,
    Json(protocol): Json<ProtocolFilled>,
) -> Result<Json<Taken>, Fault> {
    let window = number(&window)?;
    let id = once::command_id(&site, &visitor, &headers, &format!("{monitoring} {window} {of} {protocol:?}"))?;
    let line = |line: ObservationFilled| {
        let ObservationFilled { group, sign, diagnosed, confirmed } = line;
        Observation { group, sign, diagnosed, confirmed }
    };
    let lines: Vec<Observation> = protocol.observations.into_iter().map(line).collect();
    let (command, place) = (Command { office, actor: visitor.person(), id }, (monitoring, window, of));
    record(
        &site,
        (command, &headers),
        monitoring,
        true,
        |view| is_there(view, place),
        |state, today| {
            let known = state.monitoring(monitoring).ok_or(Refusal::WindowUnknown)?;
            known.note_protocol(window, of, lines.clone(), state.office(), today)
        },
    )
    .await
}

/// A form of each school that the visitor is told of.
fn forms<T: Serialize>(
    asked: &Asked,
    visitor: &Visitor,
    (id, window): (MonitoringId, u16),
    shown: impl Fn(&Sheet<'_>, OrganisationId) -> T,
) -> Result<Response, Fault> {
    let view = View::new(&asked.known, asked.as_of);
    let sheet = with_forms(&view, id, window)?;
    let schools = answering(&view, id, &sheet).into_iter().filter(|school| visitor.sees_values_of(*school));
    let all: Vec<T> = schools.map(|school| shown(&sheet, school)).collect();
    let tag = once::etag(&asked.known, Stream::Monitoring(id));
    Ok(([(header::ETAG, tag)], Json(all)).into_response())
}

/// The window's sheet, if its model has forms.
fn with_forms<'a>(view: &View<'a>, id: MonitoringId, window: u16) -> Result<Sheet<'a>, Fault> {
    view.sheet(id, window).filter(|sheet| sheet.model().risks.is_some()).ok_or(Fault::NotFound)
}

/// Schools that answer in the window, and those that have values in it.
fn answering(view: &View<'_>, id: MonitoringId, sheet: &Sheet<'_>) -> Vec<OrganisationId> {
    let window = sheet.window();
    let office = view.state().office();
    let monitoring = view.state().monitoring(id);
    let day = view.as_of().clamp(window.from, window.to);
    let mut all = monitoring.map(|of| of.who_answers(day, office)).unwrap_or_default();
    all.extend(sheet.all().map(|whose| whose.organisation));
    all.sort_unstable();
    all.dedup();
    all
}

/// Does the school fill in forms in this window?
fn is_there(view: &View<'_>, (id, window, of): (MonitoringId, u16, OrganisationId)) -> bool {
    with_forms(view, id, window).is_ok_and(|sheet| answering(view, id, &sheet).contains(&of))
}
