//! Reading a term in the words of an order through the API.

use super::{
    super::{
        Site,
        access::Visitor,
        fault::{Fault, language},
    },
    ask,
};
use crate::json::Deadline;
use axum::{
    Extension, Json,
    extract::{Query, State},
    http::HeaderMap,
};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;
use vekha_domain::deadline::{self, Context, Period};

/// Longest words that are read, in characters.
const LONGEST: usize = 2_000;

/// The words of a term and the roadmap they stand in.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Phrase {
    /// Words of the order.
    #[param(max_length = 2_000)]
    pub phrase: String,
    /// First day of the roadmap's period.
    pub from: NaiveDate,
    /// Last day of the roadmap's period.
    pub to: NaiveDate,
    /// Day the order was signed; `from` unless given.
    pub approved: Option<NaiveDate>,
}

/// What a term in the words of an order means, by the visitor's office's calendar and school terms.
#[utoipa::path(get, path = "/api/v1/deadline", tag = "deadlines", params(Phrase),
    responses((status = 200, body = Deadline)))]
pub async fn deadline(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Query(asked): Query<Phrase>,
    headers: HeaderMap,
) -> Result<Json<Deadline>, Fault> {
    if asked.phrase.chars().count() > LONGEST {
        return Err(Fault::BadRequest("bad-phrase"));
    }
    for day in [asked.from, asked.to].into_iter().chain(asked.approved) {
        ask::within(day)?;
    }
    if asked.to < asked.from {
        return Err(Fault::BadRequest("bad-period"));
    }
    let known = site.app.office(visitor.account.office).await?;
    let office = known.office();
    let period = Period { from: asked.from, to: asked.to };
    let cx = Context::new(period, asked.approved.unwrap_or(asked.from), office.calendar(), office.school_terms());
    Ok(Json(Deadline::of(&deadline::read(&asked.phrase, &cx), &cx, language(&headers))))
}
