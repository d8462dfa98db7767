//! What the region is told of an office as of a day: small enough to be kept, so that a table of many offices folds no log.

use crate::{figures::Figures, scope::Scope, view::View};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use vekha_domain::{event::RoadmapAdopted, ids::RoadmapId, roadmap::Roadmap};

/// The code that folds and counts, by its text. A summary that other code made is made anew.
pub const FINGERPRINT: &str = env!("VEKHA_FOLD");

/// An office as of a day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Summary {
    /// Place in the log up to which it counts.
    pub position: u64,
    /// The day asked about.
    pub as_of: NaiveDate,
    /// When the last event was recorded.
    pub recorded_at: Option<DateTime<Utc>>,
    /// Roadmaps in force on the day, the newest order first.
    pub roadmaps: Vec<InForce>,
    /// Where none is: the one to look at all the same.
    pub other: Option<RoadmapId>,
    /// Roadmaps that everybody may read on the day, in force or not.
    pub open: Vec<Open>,
}

/// A roadmap that everybody may read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Open {
    /// Which.
    pub roadmap: RoadmapId,
    /// Title as in the order.
    pub title: String,
    /// Number and date of the order that adopted it, if one did.
    pub order: Option<(Option<String>, Option<NaiveDate>)>,
}

/// A roadmap in force with its figures.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct InForce {
    /// Which.
    pub roadmap: RoadmapId,
    /// Title as in the order.
    pub title: String,
    /// Number of the order, if it has one.
    pub number: Option<String>,
    /// Date of the order.
    pub date: Option<NaiveDate>,
    /// Percent of completeness and of timeliness that make indicator 6 equal to 1.
    pub threshold: u8,
    /// The same figures as everywhere.
    pub figures: Figures,
}

impl Summary {
    /// The summary of an office by what is known of it.
    pub fn of(view: &View<'_>) -> Summary {
        let (state, as_of) = (view.state(), view.as_of());
        let mut roadmaps: Vec<InForce> = state
            .roadmaps()
            .filter_map(|roadmap| Some((roadmap, in_force(roadmap, as_of)?)))
            .map(|(roadmap, order)| InForce {
                roadmap: roadmap.id,
                title: roadmap.title.clone(),
                number: order.number.clone(),
                date: order.date,
                threshold: view.settings(roadmap.id).threshold,
                figures: view.fulfilment(&Scope::roadmap(roadmap.id)),
            })
            .collect();
        roadmaps.sort_by_key(|known| (std::cmp::Reverse(known.date), known.roadmap));
        let recorded_at = state.recorded_at();
        let order = |roadmap: &&Roadmap| roadmap.adopted.as_ref().map(|order| order.to);
        let other = state.roadmaps().max_by_key(order).filter(|_| roadmaps.is_empty()).map(|roadmap| roadmap.id);
        let open = state.roadmaps().filter(|roadmap| roadmap.settings_on(as_of).public).map(|roadmap| Open {
            roadmap: roadmap.id,
            title: roadmap.title.clone(),
            order: roadmap.adopted.as_ref().map(|order| (order.number.clone(), order.date)),
        });
        let open = open.collect();
        Summary { position: state.position(), as_of, recorded_at, roadmaps, other, open }
    }
}

/// The order by which a roadmap is in force on a day: adopted, within its period, not ended.
fn in_force(roadmap: &Roadmap, day: NaiveDate) -> Option<&RoadmapAdopted> {
    let ended = roadmap.closed.as_ref().is_some_and(|basis| basis.date <= day);
    roadmap.adopted.as_ref().filter(|order| !ended && order.from <= day && day <= order.to)
}
