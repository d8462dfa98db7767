//! The overview of a roadmap: the four figures with what they are made of, what is late, what is near, what has no date,
//! how it went over time and by direction.

mod figures;
mod late;
mod near;
mod undated;

pub use figures::{Figure, Loss, four, losses, share_name, share_words, six, unchecked};
pub use late::{LateRow, late_rows};
pub use undated::{Waiting, WaitingActivity, by_reason, reason_code};

use super::{
    super::fault::Fault,
    asked::Asked,
    drawing::{self, Bar, Chart, Measure},
    frame::{Frame, Here},
    written,
};
use crate::json::{self, Fulfilment};
use askama::Template;
use axum::{extract::Path, response::Response};
use near::NearRow;
use vekha_domain::ids::{OfficeId, RoadmapId};
use vekha_projections::By;

/// Rows of each list before the reader is sent to the whole of it.
const ROWS: usize = 6;

#[derive(Template)]
#[template(path = "overview.html")]
struct OverviewPage {
    frame: Frame,
    day: String,
    school: Option<String>,
    figures: Vec<Figure>,
    six: String,
    threshold: String,
    undated: String,
    undated_of: String,
    losses: Vec<Loss>,
    breakdown: String,
    unchecked: Option<String>,
    late: Vec<LateRow>,
    late_title: String,
    late_all: Option<String>,
    near: Vec<NearRow>,
    plan: String,
    waiting_title: String,
    waiting: Vec<Waiting>,
    chart: Option<Chart>,
    bars: Vec<Bar>,
    charts: String,
    reports: String,
}

/// The page.
pub async fn page(asked: Asked, Path((_, roadmap)): Path<(OfficeId, RoadmapId)>) -> Result<Response, Fault> {
    asked.roadmap(roadmap)?;
    let (view, scope, lang) = (asked.view(), asked.scope(roadmap), asked.lang);
    let counted = Fulfilment::of(&view, &scope, Some(By::Section), asked.known_at, &asked.names);
    let overdue = json::overdue(&view, &scope, &asked.names);
    let rows = late_rows(&asked, &scope, &overdue);
    let all = (rows.len() > ROWS).then(|| asked.link(&asked.roadmap_path(roadmap, "/overdue")));
    let title = |key: &str, n: u64| lang.say_with(key, [("n", written::number(n).into())]);
    let school = asked.visitor.only_school().and_then(|id| asked.known.office().organisation(id));
    let page = OverviewPage {
        frame: asked.frame(Some(roadmap), Here::Overview),
        day: written::as_of(lang, asked.as_of),
        school: school.map(|school| lang.say_with("overview-school", [("school", school.name.clone().into())])),
        figures: four(lang, &counted, &vekha_projections::summary(&asked.obligations(roadmap))),
        six: six(&counted),
        threshold: lang.say_with("figure-threshold", [("threshold", counted.threshold.to_string().into())]),
        undated: written::number(counted.undated),
        undated_of: undated::of_all(&asked, roadmap),
        losses: losses(&asked, roadmap, &counted),
        breakdown: asked.link(&asked.roadmap_path(roadmap, "/fulfilment")),
        unchecked: unchecked(lang, &counted),
        late_title: title("overview-late", counted.overdue),
        late: rows.into_iter().take(ROWS).collect(),
        late_all: all,
        near: near::rows(&asked, &scope),
        plan: asked.link(&asked.roadmap_path(roadmap, "/plan")),
        waiting_title: title("overview-waiting", counted.undated),
        waiting: by_reason(&asked, &scope),
        chart: drawing::chart(&asked, roadmap, &scope, &[Measure::Fulfilment, Measure::Completeness]),
        bars: drawing::bars(lang, &counted),
        charts: asked.link(&asked.roadmap_path(roadmap, "/charts")),
        reports: asked.link(&asked.roadmap_path(roadmap, "/reports")),
    };
    asked.show(&page)
}
