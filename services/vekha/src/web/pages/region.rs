//! «Свод по муниципалитетам»: a line for each office with its roadmaps in force on the day, counted by the functions that count
//! everywhere else. For the region alone.

mod file;
mod wanted;

pub use file::{csv, excel};

use super::{
    super::{Site, fault::Fault},
    asked::{Asked, Times, with_query},
    export::{FileKind, FileLink, files},
    frame::{Frame, Here, order_words},
    plan::{self, Choice, PAGE},
    show, written,
};
use crate::{
    app::RegionAsked,
    json::{Fulfilment, OfficeTold, percent},
    wording::Lang,
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use std::time::Duration;
use wanted::{By, Found, Wanted};

/// Where the page lies.
pub const PATH: &str = "/region";

/// How long a reader waits for figures that have to be counted anew.
const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Template)]
#[template(path = "region.html")]
struct Page {
    frame: Frame,
    day: String,
    files: Vec<FileLink>,
    keep: Vec<(&'static str, String)>,
    wanted: Wanted,
    only: Vec<Choice>,
    orders: Vec<Choice>,
    counted: String,
    narrowed: bool,
    all: String,
    waiting: Option<String>,
    heads: Vec<Head>,
    rows: Vec<Row>,
    total: Option<Row>,
    pages: Vec<PageLink>,
}

/// A heading of a column, which leads to the table sorted by it.
struct Head {
    words: String,
    link: String,
    /// `ascending`, `descending`; empty when the table is not sorted by it.
    now: &'static str,
    number: bool,
}

/// A page of a long table.
struct PageLink {
    words: String,
    link: String,
    here: bool,
}

/// An office, or all of them.
struct Row {
    name: String,
    link: Option<String>,
    /// Its roadmaps in force; where there are several, each has its way.
    roadmaps: Vec<Roadmap>,
    due: String,
    done: String,
    completeness: String,
    timeliness: String,
    fulfilment: String,
    six: String,
    overdue: String,
    /// Something is overdue.
    late: bool,
    undated: String,
    on_review: String,
    last: String,
}

/// A roadmap in force.
struct Roadmap {
    words: String,
    link: Option<String>,
}

/// What the page is asked, without what it knows: the office's state must not be held while others are asked.
struct Address {
    lang: Lang,
    times: Times,
    others: Vec<(String, String)>,
}

impl Address {
    fn of(asked: &Asked) -> Address {
        Address { lang: asked.lang, times: asked.times.clone(), others: asked.others.clone() }
    }

    fn asked(&self) -> RegionAsked {
        RegionAsked { as_of: self.times.as_of, known_at: self.times.known_at }
    }

    /// The page with another value of one field.
    fn with(&self, name: &str, value: Option<&str>) -> String {
        let kept = self.others.iter().filter(|(key, _)| key != name && key != "page");
        let kept = kept.map(|(key, value)| (key.as_str(), value.as_str()));
        self.times.link(&with_query(PATH, kept.chain(value.map(|value| (name, value)))))
    }
}

/// The page.
pub async fn page(State(site): State<Site>, Query(wanted): Query<Wanted>, asked: Asked) -> Result<Response, Fault> {
    if let Some(short) = plan::shortened(&asked) {
        return Ok(Redirect::to(&short).into_response());
    }
    let (address, frame, wrong) = (Address::of(&asked), asked.frame(None, Here::Region), asked.times.wrong());
    let (files, keep) = (files(&asked, &[FileKind::Excel, FileKind::Csv]), plan::keep(&asked));
    let (lang, day) = (asked.lang, written::as_of(asked.lang, asked.as_of));
    drop(asked);
    let region = site.app.region_within(address.asked(), PATIENCE).await?;
    let told: Vec<OfficeTold> = region.told.iter().map(OfficeTold::of).collect();
    let found = Found::of(&told, &wanted);
    let (on_page, at, pages) = found.page(&wanted);
    let all = found.lines.len();
    let page = Page {
        day,
        files,
        keep,
        only: wanted::only(lang, &wanted.s),
        orders: wanted::orders(lang, &wanted.o),
        counted: counted(lang, all, told.len()),
        narrowed: wanted.narrows(),
        all: address.times.link(PATH),
        waiting: waiting(lang, region.waiting.iter().map(|office| office.territory.as_str())),
        heads: By::ALL.into_iter().map(|by| head(&address, by, &wanted)).collect(),
        rows: on_page.iter().map(|office| row(&address, office)).collect(),
        total: (all > 1).then(|| total(lang, &found.lines)),
        pages: page_links(&address, at, pages, all),
        frame,
        wanted,
    };
    show(lang, if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }, &page)
}

fn counted(lang: Lang, found: usize, all: usize) -> String {
    let key = if found == all { "plan-shown-all" } else { "plan-shown" };
    lang.say_with(key, [("n", found.into()), ("all", all.into())])
}

/// Offices whose figures are not ready: the total is without them.
fn waiting<'a>(lang: Lang, territories: impl Iterator<Item = &'a str>) -> Option<String> {
    let names: Vec<&str> = territories.collect();
    let args = [("n", names.len().into()), ("names", names.join(", ").into())];
    (!names.is_empty()).then(|| lang.say_with("region-waiting", args))
}

fn head(address: &Address, by: By, wanted: &Wanted) -> Head {
    let (next, now) = match wanted.sort() {
        (now, false) if now == by => (format!("-{}", by.code()), "ascending"),
        (now, true) if now == by => (by.code().to_owned(), "descending"),
        // The greatest number is what somebody looks for first.
        _ => (format!("{}{}", if by == By::Territory { "" } else { "-" }, by.code()), ""),
    };
    Head { words: by.words(address.lang), link: address.with("o", Some(&next)), now, number: by != By::Territory }
}

fn page_links(address: &Address, at: usize, pages: usize, found: usize) -> Vec<PageLink> {
    let page = |n: usize| PageLink {
        words: format!("{}–{}", (n - 1) * PAGE + 1, (n * PAGE).min(found)),
        link: address.with("page", (n > 1).then(|| n.to_string()).as_deref()),
        here: n == at,
    };
    if pages < 2 { Vec::new() } else { (1..=pages).map(page).collect() }
}

fn row(address: &Address, told: &OfficeTold) -> Row {
    let (lang, figures) = (address.lang, &told.figures);
    let overview = |id| address.times.link(&format!("/offices/{}/roadmaps/{id}", told.office));
    let several = figures.parts.len() > 1;
    let roadmap = |(part, (number, date)): (&Fulfilment, &(Option<String>, _))| {
        let order = written::unbroken(&order_words(lang, number.as_deref(), *date));
        let title = part.name.as_ref().filter(|_| several);
        let words = title.map_or_else(|| order.clone(), |title| format!("{title}, {order}"));
        Roadmap { words, link: part.roadmap.filter(|_| several).map(overview) }
    };
    let mut roadmaps: Vec<Roadmap> = figures.parts.iter().zip(&told.orders).map(roadmap).collect();
    if roadmaps.is_empty() {
        roadmaps.push(Roadmap { words: lang.say("region-none-in-force"), link: None });
    }
    Row {
        roadmaps,
        link: told.look_at.map(overview),
        last: told.last_event.map_or_else(|| "—".to_owned(), written::day),
        six: figures.indicator_6.map_or_else(|| "—".to_owned(), |six| six.to_string()),
        ..line(lang, told.territory.clone(), figures, !figures.parts.is_empty())
    }
}

/// What was found, together. Indicator 6 says how many have it, of those where something was due.
fn total(lang: Lang, found: &[&OfficeTold]) -> Row {
    let (reached, of) = six(found);
    Row {
        six: if of == 0 {
            "—".to_owned()
        } else {
            lang.say_with("plan-of", [("n", reached.into()), ("all", of.into())])
        },
        ..line(
            lang,
            lang.say_with("region-total", [("n", found.len().into())]),
            &OfficeTold::total(found.iter().copied()),
            true,
        )
    }
}

/// How many offices have indicator 6, of those where something was due.
fn six(found: &[&OfficeTold]) -> (u64, u64) {
    let with = found.iter().filter_map(|told| told.figures.indicator_6);
    with.fold((0, 0), |(reached, of), six| (reached + u64::from(six), of + 1))
}

fn line(lang: Lang, name: String, figures: &Fulfilment, in_force: bool) -> Row {
    let share = |part: u64| percent(part, figures.due, lang);
    let count = |n: u64| if in_force { written::number(n) } else { "—".to_owned() };
    Row {
        name,
        link: None,
        roadmaps: Vec::new(),
        due: count(figures.due),
        done: count(figures.done),
        completeness: share(figures.done),
        timeliness: share(figures.on_time),
        fulfilment: share(figures.fulfilled),
        six: String::new(),
        overdue: count(figures.overdue),
        late: figures.overdue > 0,
        undated: count(figures.undated),
        on_review: count(figures.on_review),
        last: String::new(),
    }
}

#[cfg(test)]
mod tests;
