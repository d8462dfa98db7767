//! Orders that were read and are not adopted yet, each with what its coordinator typed so far. Nothing of them is in the log.

use crate::app::{App, AppError};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;
use vekha_domain::ids::{OfficeId, RoadmapId};
use vekha_event_log::Id;
use vekha_office::Order;

/// A draft nobody adopted is thrown away after so long.
pub const KEPT: Duration = Duration::days(30);

/// Whose drafts: those of one account in one office.
#[derive(Clone, Copy, Debug)]
pub struct Owner {
    /// The office.
    pub office: OfficeId,
    /// The account.
    pub account: Uuid,
}

/// An order that is not adopted yet.
#[derive(Clone, PartialEq, Debug)]
pub struct Draft {
    /// Its id, and that of the command that will adopt it.
    pub id: Uuid,
    /// Name of the file; empty for a pasted table.
    pub name: String,
    /// As it was read.
    pub order: Order,
    /// What was typed so far.
    pub typed: Typed,
    /// The roadmap it amends; none for an order that makes a new one.
    pub amends: Option<RoadmapId>,
}

/// The fields of a draft, as typed: what cannot be read yet is kept too.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// Title of the roadmap.
    pub title: String,
    /// Number of the order.
    pub number: String,
    /// Day of the order.
    pub date: String,
    /// First day of the period.
    pub from: String,
    /// Last day of the period.
    pub to: String,
    /// What was chosen for unclear terms, by the place of the row in the table.
    pub terms: BTreeMap<usize, TermTyped>,
    /// Of an amending order: the differences taken, once somebody has chosen.
    pub taken: Option<BTreeSet<String>>,
}

/// What was chosen for a term.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TermTyped {
    /// The line chosen.
    pub pick: String,
    /// Dates, as typed.
    pub dates: String,
}

impl Typed {
    /// What the order itself says.
    pub fn of(order: &Order) -> Typed {
        let written = |day: Option<NaiveDate>| day.map(|d| d.format("%d.%m.%Y").to_string()).unwrap_or_default();
        let period = vekha_office::proposed_period(order);
        Typed {
            title: order.title.clone().unwrap_or_default(),
            number: order.number.clone().unwrap_or_default(),
            date: written(order.date),
            from: written(period.map(|p| p.from)),
            to: written(period.map(|p| p.to)),
            terms: BTreeMap::new(),
            taken: None,
        }
    }
}

/// A draft in a list.
#[derive(FromRow, Clone, Debug)]
pub struct Begun {
    /// Its id.
    #[sqlx(try_from = "Id")]
    pub draft_id: Uuid,
    /// Name of the file; empty for a pasted table.
    pub name: String,
    created_at: i64,
}

impl Begun {
    /// When it was made.
    pub fn created_at(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.created_at).unwrap_or_default()
    }
}

fn broken(doing: &'static str) -> impl Fn(sqlx::Error) -> AppError {
    move |e| AppError::broken(doing, &e)
}

fn json(value: &impl Serialize) -> Result<String, AppError> {
    serde_json::to_string(value).map_err(|e| AppError::broken("write a draft", &e))
}

/// Keeps an order that was read; drafts that grew old are thrown away.
///
/// # Errors
/// A fault of the database.
pub async fn make(
    app: &App,
    owner: Owner,
    name: &str,
    order: &Order,
    amends: Option<RoadmapId>,
) -> Result<Uuid, AppError> {
    let (id, now) = (app.ids().next(), app.now());
    sqlx::query("DELETE FROM drafts WHERE created_at < $1")
        .bind((now - KEPT).timestamp_micros())
        .execute(app.log().writer())
        .await
        .map_err(broken("clear drafts"))?;
    sqlx::query(
        "INSERT INTO drafts (draft_id, log_id, account_id, created_at, name, read_order, choices, amends) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(Id(id))
    .bind(Id(owner.office.0))
    .bind(Id(owner.account))
    .bind(now.timestamp_micros())
    .bind(name)
    .bind(json(order)?)
    .bind(json(&Typed::of(order))?)
    .bind(amends.map(|roadmap| Id(roadmap.0)))
    .execute(app.log().writer())
    .await
    .map_err(broken("keep a draft"))?;
    Ok(id)
}

/// The draft, if it is this owner's.
///
/// # Errors
/// A fault of the database; a draft that cannot be read.
pub async fn find(app: &App, owner: Owner, id: Uuid) -> Result<Option<Draft>, AppError> {
    let found: Option<(String, String, String, Option<Id>)> = sqlx::query_as(
        "SELECT name, read_order, choices, amends FROM drafts WHERE draft_id = $1 AND log_id = $2 AND account_id = $3",
    )
    .bind(Id(id))
    .bind(Id(owner.office.0))
    .bind(Id(owner.account))
    .fetch_optional(app.log().reader())
    .await
    .map_err(broken("find a draft"))?;
    let Some((name, order, typed, amends)) = found else { return Ok(None) };
    let unread = |e: serde_json::Error| AppError::broken("read a draft", &e);
    let order = serde_json::from_str(&order).map_err(unread)?;
    let typed = serde_json::from_str(&typed).map_err(unread)?;
    Ok(Some(Draft { id, name, order, typed, amends: amends.map(|roadmap| RoadmapId(roadmap.0)) }))
}

/// The owner's drafts of new roadmaps, or of amendments of one, newest first.
///
/// # Errors
/// A fault of the database.
pub async fn list(app: &App, owner: Owner, amends: Option<RoadmapId>) -> Result<Vec<Begun>, AppError> {
    sqlx::query_as(
        "SELECT draft_id, name, created_at FROM drafts WHERE account_id = $1 AND log_id = $2 AND created_at >= $3 \
         AND (amends = $4 OR (amends IS NULL AND $4 IS NULL)) ORDER BY created_at DESC",
    )
    .bind(Id(owner.account))
    .bind(Id(owner.office.0))
    .bind((app.now() - KEPT).timestamp_micros())
    .bind(amends.map(|roadmap| Id(roadmap.0)))
    .fetch_all(app.log().reader())
    .await
    .map_err(broken("list drafts"))
}

/// Keeps what was typed.
///
/// # Errors
/// A fault of the database.
pub async fn save(app: &App, owner: Owner, id: Uuid, typed: &Typed) -> Result<(), AppError> {
    sqlx::query("UPDATE drafts SET choices = $1 WHERE draft_id = $2 AND log_id = $3 AND account_id = $4")
        .bind(json(typed)?)
        .bind(Id(id))
        .bind(Id(owner.office.0))
        .bind(Id(owner.account))
        .execute(app.log().writer())
        .await
        .map(drop)
        .map_err(broken("save a draft"))
}

/// Throws a draft away.
///
/// # Errors
/// A fault of the database.
pub async fn discard(app: &App, owner: Owner, id: Uuid) -> Result<(), AppError> {
    sqlx::query("DELETE FROM drafts WHERE draft_id = $1 AND log_id = $2 AND account_id = $3")
        .bind(Id(id))
        .bind(Id(owner.office.0))
        .bind(Id(owner.account))
        .execute(app.log().writer())
        .await
        .map(drop)
        .map_err(broken("throw a draft away"))
}
