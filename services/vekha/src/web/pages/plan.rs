//! The roadmap as the order's table: `/offices/{office}/roadmaps/{roadmap}/plan`.

pub mod columns;
pub mod filter;
pub mod found;
pub mod rows;
mod sort;

use super::{
    super::fault::Fault,
    asked::{Asked, with_query},
    changes::{self, What},
    export::{FileKind, FileLink, files},
    frame::{Frame, Here},
    states::{Shown, state_word},
    written,
};
use crate::{json, wording::Lang};
use askama::Template;
use axum::{
    extract::{Path, Query},
    response::{IntoResponse, Redirect, Response},
};
use columns::Columns;
use filter::Wanted;
use found::Found;
pub use found::{PAGE, path_to};
use rows::Direction;
use vekha_domain::{
    activity::Activity,
    ids::{OfficeId, RoadmapId},
    roadmap::Roadmap,
};
use vekha_projections::{Figures, State};

#[derive(Template)]
#[template(path = "plan.html")]
struct Page {
    frame: Frame,
    about: String,
    strip: Strip,
    columns: Columns,
    /// Columns there are with those of every order.
    width: usize,
    keep: Vec<(&'static str, String)>,
    sections: Vec<Choice>,
    terms: Vec<Choice>,
    states: Vec<Choice>,
    wanted: Wanted,
    directions: Vec<Direction>,
    counted: String,
    pages: Vec<PageLink>,
    narrowed: bool,
    all: String,
    sorts: Sorts,
    bulk: Option<Bulk>,
    files: Vec<FileLink>,
}

/// Where each heading of a column leads: the table sorted by it, or backwards when it already is.
struct Sorts {
    number: Sort,
    title: Sort,
    term: Sort,
    responsible: Sort,
    state: Sort,
}

/// One heading.
struct Sort {
    link: String,
    /// `ascending`, `descending`; empty when the table is not sorted by it.
    now: &'static str,
}

/// A page of a long table.
struct PageLink {
    words: String,
    link: String,
    here: bool,
}

/// What may be done with rows that are ticked.
struct Bulk {
    action: String,
    deeds: Vec<Choice>,
}

/// The figures above the table.
struct Strip {
    completeness: String,
    timeliness: String,
    fulfilment: String,
    calling: Vec<Calling>,
}

/// A figure that leads to its rows; nothing calls where there are none.
struct Calling {
    shown: Shown,
    link: Option<String>,
}

/// A line of a list to choose from.
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub words: String,
    /// It is chosen.
    pub chosen: bool,
}

/// The table.
pub async fn plan(
    Path((_, id)): Path<(OfficeId, RoadmapId)>,
    Query(wanted): Query<Wanted>,
    asked: Asked,
) -> Result<Response, Fault> {
    if let Some(short) = shortened(&asked) {
        return Ok(Redirect::to(&short).into_response());
    }
    let roadmap = asked.roadmap(id)?;
    let obligations = asked.obligations(id);
    let page = wanted.page.parse().unwrap_or(1);
    let found = Found::of(asked.look(), roadmap, &obligations, &wanted.ready(asked.as_of)).on_page(page);
    let link = |activity: &Activity| asked.link(&format!("/offices/{}/activities/{}", asked.office, activity.id));
    let directions = rows::table(asked.look(), roadmap, &obligations, &found, &link);
    let columns = Columns::of(asked.look(), id);
    let lang = asked.lang;
    let page = Page {
        frame: asked.frame(Some(id), Here::Plan),
        about: about(&asked, roadmap, found.all),
        strip: strip(&asked, id),
        width: columns.width() + usize::from(changes::may_amend(&asked)),
        columns,
        files: files(&asked, &[FileKind::Excel, FileKind::Word, FileKind::Csv]),
        keep: keep(&asked),
        sections: sections(lang, roadmap, &wanted.r),
        terms: terms(lang, &wanted.d),
        states: states(lang, &wanted.s),
        counted: counted(lang, &found),
        pages: pages(&asked, &found),
        narrowed: wanted.any(),
        all: asked.link(&asked.path),
        sorts: sorts(&asked, &wanted.o),
        bulk: bulk(&asked, id),
        directions,
        wanted,
    };
    asked.show(&page)
}

/// The address without the fields left empty, which a form sends too: people send addresses to each other.
pub fn shortened(asked: &Asked) -> Option<String> {
    let kept = asked.others.iter().filter(|(_, value)| !value.trim().is_empty());
    let kept: Vec<(&str, &str)> = kept.map(|(name, value)| (name.as_str(), value.as_str())).collect();
    (kept.len() < asked.others.len()).then(|| asked.link(&with_query(&asked.path, kept.into_iter())))
}

fn sorts(asked: &Asked, now: &str) -> Sorts {
    let sort = |by: &str| {
        let (next, now) = match now.strip_prefix('-') {
            Some(before) if before == by => (None, "descending"),
            None if now == by => (Some(format!("-{by}")), "ascending"),
            _ => (Some(by.to_owned()), ""),
        };
        let kept = asked.others.iter().filter(|(name, _)| name != "o");
        let kept = kept.map(|(name, value)| (name.as_str(), value.as_str()));
        let query = kept.chain(next.as_deref().map(|next| ("o", next)));
        Sort { link: asked.link(&with_query(&asked.path, query)), now }
    };
    Sorts {
        number: sort("number"),
        title: sort("title"),
        term: sort("term"),
        responsible: sort("responsible"),
        state: sort("state"),
    }
}

fn bulk(asked: &Asked, id: RoadmapId) -> Option<Bulk> {
    if !changes::may_amend(asked) {
        return None;
    }
    let deeds = What::ALL.into_iter().filter(|what| what.of_many());
    let deed = |what: What| choice(what.code(), asked.lang.say(&format!("change-{}", what.code())), "");
    Some(Bulk { action: asked.roadmap_path(id, "/changes/new"), deeds: deeds.map(deed).collect() })
}

fn about(asked: &Asked, roadmap: &Roadmap, all: usize) -> String {
    let rows = asked.lang.say_with("count-activities", [("n", all.into())]);
    match &roadmap.adopted {
        Some(order) => format!("{rows}, {}–{}.", written::day(order.from), written::day(order.to)),
        None => format!("{rows}."),
    }
}

fn counted(lang: Lang, found: &Found<'_>) -> String {
    let key = if found.found == found.all { "plan-shown-all" } else { "plan-shown" };
    lang.say_with(key, [("n", found.found.into()), ("all", found.all.into())])
}

/// The pages of a table too long for one, by their rows.
fn pages(asked: &Asked, found: &Found<'_>) -> Vec<PageLink> {
    if found.pages < 2 {
        return Vec::new();
    }
    let page = |n: usize| {
        let n_text = n.to_string();
        let kept = asked.others.iter().filter(|(name, _)| name != "page");
        let kept = kept.map(|(name, value)| (name.as_str(), value.as_str()));
        let query = kept.chain((n > 1).then_some(("page", n_text.as_str())));
        PageLink {
            words: format!("{}–{}", (n - 1) * PAGE + 1, (n * PAGE).min(found.found)),
            link: asked.link(&with_query(&asked.path, query)),
            here: n == found.page,
        }
    };
    (1..=found.pages).map(page).collect()
}

fn strip(asked: &Asked, roadmap: RoadmapId) -> Strip {
    let lang = asked.lang;
    let figures: Figures = asked.view().counted(&asked.scope(roadmap), &asked.obligations(roadmap));
    let percent = |part: u64| json::percent(part, figures.due, lang);
    let of = [("n", figures.fulfilled.into()), ("all", figures.due.into())];
    let calling = |mark: Shown, key: &str, n: u64, field: &'static str, value: &'static str| {
        let link = asked.link(&with_query(&asked.path, [(field, value)].into_iter()));
        Calling { shown: Shown { word: lang.say_with(key, [("n", n.into())]), ..mark }, link: (n > 0).then_some(link) }
    };
    let of_state = |state: State| Shown::of(lang, state);
    let overdue = State::Overdue { working_days: 0 };
    Strip {
        completeness: percent(figures.done),
        timeliness: percent(figures.on_time),
        fulfilment: match figures.due {
            0 => percent(0),
            _ => format!("{} ({})", percent(figures.fulfilled), lang.say_with("plan-of", of)),
        },
        calling: vec![
            calling(of_state(overdue), "plan-overdue", figures.overdue, "s", overdue.code()),
            calling(of_state(State::OnReview), "plan-on-review", figures.on_review, "s", State::OnReview.code()),
            calling(Shown::undated(lang), "plan-undated", figures.undated, "d", "undated"),
        ],
    }
}

/// The two times, for the form of the filter.
pub fn keep(asked: &Asked) -> Vec<(&'static str, String)> {
    let day = asked.times.as_of.map(|day| ("as_of", day.to_string()));
    let moment = asked.times.known_at.map(|at| ("known_at", at.to_rfc3339()));
    day.into_iter().chain(moment).collect()
}

/// The directions of a roadmap to choose from.
pub fn sections(lang: Lang, roadmap: &Roadmap, chosen: &str) -> Vec<Choice> {
    let every = Choice { value: String::new(), words: lang.say("plan-any-section"), chosen: chosen.is_empty() };
    let one = |section: &vekha_domain::event::SectionAdded| {
        let value = section.section.to_string();
        let inner = if section.parent.is_some() { "\u{2003}" } else { "" };
        Choice { chosen: value == chosen, words: format!("{inner}{}", section.title), value }
    };
    std::iter::once(every).chain(roadmap.sections.iter().map(one)).collect()
}

fn terms(lang: Lang, chosen: &str) -> Vec<Choice> {
    let terms = [
        ("", lang.say("plan-any-term")),
        ("month", lang.say("plan-this-month")),
        ("quarter", lang.say("plan-this-quarter")),
        ("undated", lang.say("plan-no-term")),
    ];
    terms.into_iter().map(|(value, words)| choice(value, words, chosen)).collect()
}

fn states(lang: Lang, chosen: &str) -> Vec<Choice> {
    let mut states =
        vec![choice("", lang.say("plan-any-state"), chosen), choice("undated", Shown::undated(lang).word, chosen)];
    for state in State::ALL {
        let words = match state {
            State::Overdue { .. } => lang.say("plan-overdue-word"),
            other => state_word(lang, other),
        };
        states.push(choice(state.code(), words, chosen));
    }
    states
}

/// A line, chosen or not.
pub fn choice(value: &str, words: String, chosen: &str) -> Choice {
    Choice { value: value.to_owned(), words, chosen: value == chosen }
}

#[cfg(test)]
mod tests;
