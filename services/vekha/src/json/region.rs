//! What the region is told: a line for each office, made of the figures of its roadmaps in force, and all of them together.

use super::Fulfilment;
use crate::app::Told;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use vekha_domain::ids::{OfficeId, RoadmapId};
use vekha_projections::InForce;

/// An office in the table of the region.
#[derive(Clone, PartialEq, Debug, Serialize, ToSchema)]
pub struct OfficeTold {
    /// The office.
    #[schema(value_type = uuid::Uuid)]
    pub office: OfficeId,
    /// Municipality.
    pub territory: String,
    /// Its full name.
    pub name: String,
    /// The day its last event known by then was recorded; null when nothing was known of it yet.
    pub last_event: Option<NaiveDate>,
    /// All its roadmaps in force on the day together; `parts` are these roadmaps.
    pub figures: Fulfilment,
    /// Number and date of each of their orders.
    #[serde(skip)]
    pub orders: Vec<(Option<String>, Option<NaiveDate>)>,
    /// A roadmap of the office to look at.
    #[serde(skip)]
    pub look_at: Option<RoadmapId>,
}

impl OfficeTold {
    /// What is told of an office.
    pub fn of(told: &Told) -> OfficeTold {
        let (summary, roadmaps) = (&told.summary, &told.summary.roadmaps);
        let figures = Fulfilment {
            name: Some(told.office.territory.clone()),
            as_of: Some(summary.as_of),
            known_at: Some(told.known_at),
            log_position: Some(summary.position),
            ..Fulfilment::total(roadmaps.iter().map(|roadmap| of_roadmap(told, roadmap)).collect())
        };
        OfficeTold {
            office: told.office.id,
            territory: told.office.territory.clone(),
            name: told.office.name.clone(),
            last_event: summary.recorded_at.map(|at| told.office.local_day(at)),
            figures,
            orders: roadmaps.iter().map(|roadmap| (roadmap.number.clone(), roadmap.date)).collect(),
            look_at: roadmaps.first().map(|roadmap| roadmap.roadmap).or(summary.other),
        }
    }

    /// All of them together.
    pub fn total<'a>(offices: impl IntoIterator<Item = &'a OfficeTold>) -> Fulfilment {
        let all = offices.into_iter().map(|office| office.figures.clone()).collect();
        Fulfilment { parts: Vec::new(), ..Fulfilment::total(all) }
    }
}

fn of_roadmap(told: &Told, roadmap: &InForce) -> Fulfilment {
    let about = Fulfilment {
        roadmap: Some(roadmap.roadmap),
        name: Some(roadmap.title.clone()),
        as_of: Some(told.summary.as_of),
        known_at: Some(told.known_at),
        threshold: roadmap.threshold,
        log_position: Some(told.summary.position),
        ..Fulfilment::total(Vec::new())
    };
    about.with(roadmap.figures)
}
