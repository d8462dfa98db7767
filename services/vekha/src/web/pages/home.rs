//! The first page: the one roadmap's overview, or all roadmaps of the office with their figures; for the region its table of offices.

use super::{
    super::{
        access::{Action, Visitor},
        fault::Fault,
    },
    asked::Asked,
    frame::{Frame, Here, order},
    mine, region, written,
};
use crate::{
    json::{Fulfilment, percent},
    wording::Lang,
};
use askama::Template;
use axum::{
    extract::Request,
    response::{IntoResponse, Redirect, Response},
};
use vekha_domain::{event::Role, ids::RoadmapId};

/// The list itself, for those whom the first page takes to their own activities.
pub const LIST: &str = "/?list=roadmaps";

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    frame: Frame,
    title: String,
    day: String,
    rows: Vec<Row>,
    total: Option<Row>,
    /// Where an order becomes the first roadmap, for those who may adopt it.
    upload: Option<String>,
}

/// A roadmap with its figures.
struct Row {
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

/// The page, or the way to what its visitor came for: all offices, the own activities, or the only roadmap there is.
pub async fn page(own: Asked, request: Request) -> Result<Response, Fault> {
    let (lang, visitor) = (own.lang, &own.visitor);
    if visitor.may(Action::ReadRegion) {
        let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
        return Ok(Redirect::to(&format!("{}{query}", region::PATH)).into_response());
    }
    let listed = own.others.iter().any(|(key, _)| key == "list");
    if does_only(visitor) && !listed && !own.times.wrong() {
        return Ok(Redirect::to(&own.link(&mine::path(own.office))).into_response());
    }
    let roadmaps: Vec<RoadmapId> = own.known.roadmaps().map(|r| r.id).collect();
    if let ([only], false) = (roadmaps.as_slice(), own.times.wrong()) {
        return Ok(Redirect::to(&own.link(&own.roadmap_path(*only, ""))).into_response());
    }
    let rows = of_office(&own);
    let total = (rows.len() > 1).then(|| {
        let all = Fulfilment::total(rows.iter().map(|(counted, _)| counted.clone()).collect());
        row(lang, &all, lang.say("home-total"), String::new(), String::new())
    });
    let may_upload = own.live() && visitor.may(Action::Adopt);
    let page = HomePage {
        frame: own.frame(None, Here::Home),
        title: lang.say("menu-home"),
        day: written::as_of(lang, own.as_of),
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        total,
        upload: may_upload.then(|| format!("/offices/{}/orders/new", own.office)),
    };
    own.show(&page)
}

/// Somebody who does activities and marks them, and nothing else: a summary of the office is not what they come for.
fn does_only(visitor: &Visitor) -> bool {
    visitor.roles.iter().all(|role| matches!(role, Role::Responsible | Role::Head))
}

/// Every roadmap of an office, as far as the visitor is answered for it.
fn of_office(asked: &Asked) -> Vec<(Fulfilment, Row)> {
    let of_roadmap = |roadmap: &vekha_domain::roadmap::Roadmap| {
        let scope = asked.scope(roadmap.id);
        let counted = Fulfilment::of(&asked.view(), &scope, None, asked.known_at, &asked.names);
        let link = asked.link(&asked.roadmap_path(roadmap.id, ""));
        let order = order(asked.lang, roadmap);
        let row = row(asked.lang, &counted, roadmap.title.clone(), order, link);
        (counted, row)
    };
    asked.known.roadmaps().map(of_roadmap).collect()
}

fn row(lang: Lang, counted: &Fulfilment, title: String, order: String, link: String) -> Row {
    let share = |part: u64| percent(part, counted.due, lang);
    Row {
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
