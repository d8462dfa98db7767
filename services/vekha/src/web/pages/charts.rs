//! Диаграммы: the figures over time and part by part, each with its table; the figures are those of the overview.

use super::{
    super::fault::Fault,
    asked::{Asked, with_query},
    drawing::{self, Bar, Chart, Measure},
    frame::{Frame, Here},
    overview::{Figure, four},
    written,
};
use crate::json::Fulfilment;
use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Response,
};
use serde::Deserialize;
use vekha_domain::ids::{OfficeId, RoadmapId};
use vekha_projections::By;

/// How the figures are divided, and whether the parts have an order of their own.
const DIVISIONS: [(By, &str, bool); 4] = [
    (By::Section, "section", true),
    (By::Responsible, "responsible", false),
    (By::Organisation, "organisation", false),
    (By::Quarter, "quarter", true),
];

/// What is asked.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// `open`: every table unfolded, as it is printed.
    tables: String,
}

#[derive(Template)]
#[template(path = "charts.html")]
struct Page {
    frame: Frame,
    overview: String,
    day: String,
    school: Option<String>,
    figures: Vec<Figure>,
    chart: Option<Chart>,
    divisions: Vec<Division>,
    /// Tables are unfolded.
    open: bool,
    /// The same page with tables unfolded, or folded again.
    tables: String,
}

/// The figures divided in one way.
struct Division {
    code: &'static str,
    title: String,
    /// What its parts are.
    head: String,
    /// Name of its table.
    table: String,
    /// Its parts are called as the order calls them.
    of_the_order: bool,
    /// The lowest come first.
    sorted: bool,
    bars: Vec<Bar>,
}

/// The page.
pub async fn page(
    Path((_, roadmap)): Path<(OfficeId, RoadmapId)>,
    Query(wanted): Query<Wanted>,
    asked: Asked,
) -> Result<Response, Fault> {
    asked.roadmap(roadmap)?;
    let (view, scope, lang) = (asked.view(), asked.scope(roadmap), asked.lang);
    let counted = |by| Fulfilment::of(&view, &scope, by, asked.known_at, &asked.names);
    let division = |(by, code, ordered): (By, &'static str, bool)| {
        let mut bars = drawing::bars(lang, &counted(Some(by)));
        if !ordered {
            bars.sort_by_cached_key(lowest_first);
        }
        Division {
            code,
            title: lang.say(&format!("charts-by-{code}")),
            head: lang.say(&format!("charts-head-{code}")),
            table: lang.say(&format!("charts-table-{code}")),
            of_the_order: by == By::Section,
            sorted: !ordered,
            bars,
        }
    };
    let measures = [Measure::Fulfilment, Measure::Timeliness, Measure::Completeness];
    let open = wanted.tables == "open";
    let path = asked.roadmap_path(roadmap, "/charts");
    let school = asked.visitor.only_school().and_then(|id| asked.known.office().organisation(id));
    let page = Page {
        frame: asked.frame(Some(roadmap), Here::Overview),
        overview: asked.link(&asked.roadmap_path(roadmap, "")),
        day: written::as_of(lang, asked.as_of),
        school: school.map(|school| lang.say_with("overview-school", [("school", school.name.clone().into())])),
        figures: four(lang, &counted(None), &view.summary(&scope)),
        chart: drawing::chart(&asked, roadmap, &scope, &measures),
        divisions: DIVISIONS.into_iter().map(division).filter(|division| !division.bars.is_empty()).collect(),
        open,
        tables: asked.link(&if open { path } else { with_query(&path, [("tables", "open")].into_iter()) }),
    };
    asked.show(&page)
}

/// Where most is missing stands first, where nothing is due last; equals by name, «СОШ № 9» before «СОШ № 10».
fn lowest_first(bar: &Bar) -> (bool, u64, u64, String) {
    let counted = &bar.counted;
    let tenths = (counted.fulfilled * 1_000).checked_div(counted.due);
    let digits: String =
        bar.name.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    (tenths.is_none(), tenths.unwrap_or(0), digits.parse().unwrap_or(u64::MAX), bar.name.clone())
}

#[cfg(test)]
mod tests;
