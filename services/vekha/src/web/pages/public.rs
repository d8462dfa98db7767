//! The page for everybody: a roadmap whose office opened it, without names of people, notes and history.

mod rows;

use super::{
    super::{
        Site,
        fault::{Fault, language},
    },
    frame::{Frame, order, order_words},
    fresh::Version,
    mine::feed::changed,
    overview::{Figure, four},
    show, written,
};
use crate::{
    app::{OfficeBrief, RegionAsked, Told},
    json::Fulfilment,
    wording::Lang,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use rows::Group;
use std::time::Duration;
use vekha_domain::{ids::RoadmapId, roadmap::Roadmap, stream::Stream};
use vekha_projections::{RULE_VERSION, Scope, View, end_of_day};

/// How long a reader waits for a list that has to be made anew.
const PATIENCE: Duration = Duration::from_secs(5);
/// Everybody may keep it, and asks each time whether it is still the same: what is closed is closed at once.
const KEEP: &str = "public, no-cache";

#[derive(Template)]
#[template(path = "public.html")]
struct Page {
    frame: Frame,
    title: String,
    about: String,
    day: String,
    figures: Vec<Figure>,
    undated: String,
    groups: Vec<Group>,
    all: &'static str,
}

#[derive(Template)]
#[template(path = "public_list.html")]
struct ListPage {
    frame: Frame,
    rows: Vec<Listed>,
}

/// An open roadmap in the list.
struct Listed {
    territory: String,
    title: String,
    order: String,
    link: String,
}

/// One roadmap. Closed, unknown and ill-written addresses answer alike.
pub async fn page(State(site): State<Site>, Path(id): Path<String>, headers: HeaderMap) -> Result<Response, Fault> {
    let lang = language(&headers);
    let id: RoadmapId = id.parse().map_err(|_| Fault::NotFound)?;
    let office = site.app.office_of(Stream::Roadmap(id)).await?.ok_or(Fault::NotFound)?;
    let names = site.app.names(office).await?;
    let known = site.app.office(office).await?;
    let today = known.local_day(site.app.now());
    let view = View::new(&known, today);
    let roadmap = known.roadmap(id).filter(|_| view.settings(id).public).ok_or(Fault::NotFound)?;
    let made_of = [id.to_string(), known.position().to_string(), today.to_string(), lang.tag().to_owned()];
    let version = Version::of(&made_of.each_ref().map(String::as_str), changed(&known, today));
    if version.is_known(&headers) {
        return Ok(by_language(version.unchanged(KEEP)));
    }
    let scope = Scope::roadmap(id);
    let counted = Fulfilment::of(&view, &scope, None, known.end_of(today), &names);
    let page = Page {
        frame: frame(lang, known.office().territory.clone(), known.office().demonstration),
        title: roadmap.title.clone(),
        about: about(lang, roadmap),
        day: written::as_of(lang, today),
        figures: four(lang, &counted, &view.summary(&scope)),
        undated: written::number(counted.undated),
        groups: rows::groups(&view, roadmap, lang),
        all: "/public",
    };
    Ok(by_language(version.put(show(lang, StatusCode::OK, &page)?, KEEP)))
}

/// All open roadmaps, by territory.
pub async fn list(State(site): State<Site>, headers: HeaderMap) -> Result<Response, Fault> {
    let lang = language(&headers);
    let mut rows = Vec::new();
    let mut made_of = vec![lang.tag().to_owned()];
    let mut last = DateTime::<Utc>::UNIX_EPOCH;
    let region = site.app.region_within(RegionAsked::default(), PATIENCE).await?;
    for Told { office, summary, .. } in region.told {
        made_of.push(format!("{} {} {}", office.id, summary.position, summary.as_of));
        last = last.max(began(&office, summary.as_of)).max(summary.recorded_at.unwrap_or(last));
        rows.extend(summary.open.into_iter().map(|roadmap| Listed {
            territory: office.territory.clone(),
            title: roadmap.title,
            order: match &roadmap.order {
                Some((number, date)) => order_words(lang, number.as_deref(), *date),
                None => lang.say("frame-draft"),
            },
            link: format!("/public/{}", roadmap.roadmap),
        }));
    }
    let version = Version::of(&made_of.iter().map(String::as_str).collect::<Vec<_>>(), last);
    if version.is_known(&headers) {
        return Ok(by_language(version.unchanged(KEEP)));
    }
    rows.sort_by_key(|row| (row.territory.to_lowercase(), row.title.clone()));
    let page = ListPage { frame: frame(lang, String::new(), site.app.demo().is_some()), rows };
    Ok(by_language(version.put(show(lang, StatusCode::OK, &page)?, KEEP)))
}

/// When a day began where the office is.
fn began(office: &OfficeBrief, day: NaiveDate) -> DateTime<Utc> {
    end_of_day(office.zone, day.pred_opt().unwrap_or(day)) + TimeDelta::microseconds(1)
}

/// The frame of a page that knows nobody, with the rules it counts by.
fn frame(lang: Lang, place: String, demonstration: bool) -> Frame {
    let title_end = match place.as_str() {
        "" => lang.say("brand"),
        territory => format!("{territory} · {}", lang.say("brand")),
    };
    let mut foot = vec![lang.say("public-foot"), lang.say_with("foot-rules", [("version", RULE_VERSION.into())])];
    foot.extend(demonstration.then(|| lang.say("clock-demo")));
    Frame { place, title_end, foot, ..Frame::bare(lang) }
}

/// «Приказ от 08.11.2022 № 1298, срок реализации 08.11.2022 – 31.12.2024».
fn about(lang: Lang, roadmap: &Roadmap) -> String {
    let order = written::capital(&order(lang, roadmap));
    match &roadmap.adopted {
        Some(adopted) => lang.say_with(
            "public-about",
            [
                ("order", order.into()),
                ("from", written::day(adopted.from).into()),
                ("to", written::day(adopted.to).into()),
            ],
        ),
        None => order,
    }
}

/// The same address speaks two languages.
fn by_language(mut response: Response) -> Response {
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept-language"));
    response
}

#[cfg(test)]
mod tests;
