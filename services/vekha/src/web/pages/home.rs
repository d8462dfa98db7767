//! The first page: the one roadmap's overview, or all roadmaps with their figures; for the region those of all offices.

use super::{
    super::{
        Site,
        access::{Action, Visitor},
        fault::Fault,
    },
    asked::Asked,
    frame::{Frame, Here, order},
    mine, written,
};
use crate::{
    json::{Fulfilment, percent},
    wording::Lang,
};
use askama::Template;
use axum::{
    extract::{Request, State},
    response::{IntoResponse, Redirect, Response},
};
use vekha_domain::{
    event::Role,
    ids::{OfficeId, RoadmapId},
};

/// The list itself, for those whom the first page takes to their own activities.
pub const LIST: &str = "/?list=roadmaps";

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    frame: Frame,
    title: String,
    day: String,
    region: bool,
    rows: Vec<Row>,
    total: Option<Row>,
    /// Where an order becomes the first roadmap, for those who may adopt it.
    upload: Option<String>,
}

/// A roadmap with its figures.
struct Row {
    territory: String,
    title: String,
    order: String,
    link: String,
    due: String,
    completeness: String,
    timeliness: String,
    fulfilment: String,
    overdue: u64,
    undated: u64,
}

/// The page, or the way to what its visitor came for: the own activities, or the only roadmap there is.
pub async fn page(State(site): State<Site>, own: Asked, request: Request) -> Result<Response, Fault> {
    let (lang, visitor) = (own.lang, own.visitor.clone());
    let region = visitor.roles.contains(&Role::Region);
    let listed = own.others.iter().any(|(key, _)| key == "list");
    if does_only(&visitor) && !listed && !own.times.wrong() {
        return Ok(Redirect::to(&own.link(&mine::path(own.office))).into_response());
    }
    let roadmaps: Vec<RoadmapId> = own.known.roadmaps().map(|r| r.id).collect();
    if let ([only], false, false) = (roadmaps.as_slice(), region, own.times.wrong()) {
        return Ok(Redirect::to(&own.link(&own.roadmap_path(*only, ""))).into_response());
    }
    let frame = own.frame(None, Here::Home);
    let (wrong, as_of, office) = (own.times.wrong(), own.as_of, own.office);
    let upload = (own.live() && visitor.may(Action::Adopt)).then(|| format!("/offices/{office}/orders/new"));
    drop(own);
    let (parts, _) = request.into_parts();
    let mut rows = Vec::new();
    for office in offices(&site, region, office).await? {
        rows.extend(of_office(&Asked::of(&site, &visitor, office, &parts).await?));
    }
    let total = (rows.len() > 1).then(|| {
        let all = Fulfilment::total(rows.iter().map(|(counted, _)| counted.clone()).collect());
        row(lang, &all, String::new(), lang.say("home-total"), String::new(), String::new())
    });
    let page = HomePage {
        frame,
        title: lang.say(if region { "home-region" } else { "menu-home" }),
        day: written::as_of(lang, as_of),
        region,
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        total,
        upload,
    };
    let status = if wrong { axum::http::StatusCode::UNPROCESSABLE_ENTITY } else { axum::http::StatusCode::OK };
    super::show(lang, status, &page)
}

/// Somebody who does activities and marks them, and nothing else: a summary of the office is not what they come for.
fn does_only(visitor: &Visitor) -> bool {
    visitor.roles.iter().all(|role| matches!(role, Role::Responsible | Role::Head))
}

/// The own office, or every one for the region.
async fn offices(site: &Site, region: bool, own: OfficeId) -> Result<Vec<OfficeId>, Fault> {
    if !region {
        return Ok(vec![own]);
    }
    let mut offices = site.app.offices().await?;
    offices.sort_by_key(|office| office.territory.to_lowercase());
    Ok(offices.into_iter().map(|office| office.id).collect())
}

/// Every roadmap of an office, as far as the visitor is answered for it.
fn of_office(asked: &Asked) -> Vec<(Fulfilment, Row)> {
    let territory = asked.known.office().territory.clone();
    let of_roadmap = |roadmap: &vekha_domain::roadmap::Roadmap| {
        let scope = asked.scope(roadmap.id);
        let counted = Fulfilment::of(&asked.view(), &scope, None, asked.known_at, &asked.names);
        let link = asked.link(&asked.roadmap_path(roadmap.id, ""));
        let order = order(asked.lang, roadmap);
        let row = row(asked.lang, &counted, territory.clone(), roadmap.title.clone(), order, link);
        (counted, row)
    };
    asked.known.roadmaps().map(of_roadmap).collect()
}

fn row(lang: Lang, counted: &Fulfilment, territory: String, title: String, order: String, link: String) -> Row {
    let share = |part: u64| percent(part, counted.due, lang);
    Row {
        territory,
        title,
        order,
        link,
        due: written::number(counted.due),
        completeness: share(counted.done),
        timeliness: share(counted.on_time),
        fulfilment: share(counted.fulfilled),
        overdue: counted.overdue,
        undated: counted.undated,
    }
}
