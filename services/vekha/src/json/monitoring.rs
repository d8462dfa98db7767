//! Monitorings and their windows as documents, and how far a window has come.

use super::BasisShown;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use vekha_domain::{
    ids::OrganisationId,
    monitoring::{Monitoring, Window},
};
use vekha_projections::{Progress, View};

/// A monitoring with its windows.
#[derive(Serialize, ToSchema)]
pub struct MonitoringShown {
    /// Id.
    pub id: Uuid,
    /// Its roadmap.
    pub roadmap: Uuid,
    /// What is looked at.
    pub title: String,
    /// Since when it is planned.
    pub planned_on: NaiveDate,
    /// The clause that demands it.
    pub basis: Option<BasisShown>,
    /// Code of the scoring model; null where its windows are not scored.
    pub model: Option<String>,
    /// On what ground there are no further windows; null as long as there are.
    pub ended: Option<BasisShown>,
    /// Its windows by their number.
    pub windows: Vec<MonitoringWindowShown>,
}

/// A window of a year.
#[derive(Serialize, ToSchema)]
pub struct MonitoringWindowShown {
    /// Its number.
    pub window: u16,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// It is open since that day.
    pub opened: Option<NaiveDate>,
    /// It is over since that day.
    pub closed: Option<NaiveDate>,
    /// Organisations that have to answer.
    pub asked: u64,
    /// Of those, answered by the day.
    pub answered: u64,
}

/// How far a window has come.
#[derive(Serialize, ToSchema)]
pub struct ProgressShown {
    /// Number of the window.
    pub window: u16,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// It is open since that day.
    pub opened: Option<NaiveDate>,
    /// It is over since that day.
    pub closed: Option<NaiveDate>,
    /// The day of the answers.
    pub as_of: NaiveDate,
    /// The moment knowledge ends.
    pub known_at: DateTime<Utc>,
    /// Organisations that have to answer.
    pub asked: u64,
    /// Of those, answered by the day.
    pub answered: u64,
    /// Of those answered, after the last day.
    pub late: u64,
    /// Each of them.
    pub rows: Vec<AnswererShown>,
}

/// How far one organisation has come.
#[derive(Serialize, ToSchema)]
pub struct AnswererShown {
    /// Which.
    #[schema(value_type = Uuid)]
    pub organisation: OrganisationId,
    /// Since when it has answered; null while something is missing.
    pub answered: Option<NaiveDate>,
    /// That was after the last day.
    pub late: bool,
    /// Values entered; null where the window is not scored.
    pub entered: Option<u64>,
    /// Values asked for; of teachers, those of whom something was entered.
    pub of: Option<u64>,
    /// Day of the last value.
    pub last: Option<NaiveDate>,
}

impl MonitoringShown {
    /// A monitoring on the view's day; of those who answer only the visible ones are counted.
    pub fn of(view: &View<'_>, of: &Monitoring, sees: impl Fn(OrganisationId) -> bool) -> MonitoringShown {
        let day = view.as_of();
        let by = |on: Option<NaiveDate>| on.filter(|on| *on <= day);
        let window = |window: &Window| {
            let mut rows = view.progress(of.id, window.number);
            rows.retain(|row| sees(row.organisation));
            MonitoringWindowShown {
                window: window.number,
                from: window.from,
                to: window.to,
                opened: by(window.opened),
                closed: by(window.closed),
                asked: rows.len() as u64,
                answered: count(&rows, |row| row.answered.is_some()),
            }
        };
        MonitoringShown {
            id: of.id.0,
            roadmap: of.roadmap.0,
            title: of.title.clone(),
            planned_on: of.planned_on,
            basis: of.basis.as_ref().map(BasisShown::from),
            model: of.scored_by.clone(),
            ended: of.ended.as_ref().filter(|basis| basis.date <= day).map(BasisShown::from),
            windows: of.windows.iter().map(window).collect(),
        }
    }
}

impl ProgressShown {
    /// The progress of a window.
    pub fn of(window: &Window, rows: &[Progress], (as_of, known_at): (NaiveDate, DateTime<Utc>)) -> ProgressShown {
        let by = |on: Option<NaiveDate>| on.filter(|on| *on <= as_of);
        let row = |row: &Progress| AnswererShown {
            organisation: row.organisation,
            answered: row.answered,
            late: row.late,
            entered: row.filled.map(|filled| filled.entered as u64),
            of: row.filled.map(|filled| filled.of as u64),
            last: row.filled.and_then(|filled| filled.last),
        };
        ProgressShown {
            window: window.number,
            from: window.from,
            to: window.to,
            opened: by(window.opened),
            closed: by(window.closed),
            as_of,
            known_at,
            asked: rows.len() as u64,
            answered: count(rows, |row| row.answered.is_some()),
            late: count(rows, |row| row.late),
            rows: rows.iter().map(row).collect(),
        }
    }
}

fn count(rows: &[Progress], is: impl Fn(&Progress) -> bool) -> u64 {
    rows.iter().filter(|row| is(row)).count() as u64
}
