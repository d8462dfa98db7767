//! Мои мероприятия: everything the visitor answers for in the office, the most urgent first, and the way into a calendar program.

pub mod feed;
pub mod ics;
mod rows;

use super::{
    super::fault::Fault,
    asked::Asked,
    frame::{Frame, Here},
    overview::{Waiting, by_reason},
    written,
};
use crate::feeds;
use askama::Template;
use axum::{extract::Path, response::Response};
use chrono::{DateTime, Utc};
use rows::Group;
use vekha_domain::ids::OfficeId;
use vekha_projections::Scope;

/// Path of the page.
pub fn path(office: OfficeId) -> String {
    format!("/offices/{office}/mine")
}

#[derive(Template)]
#[template(path = "mine.html")]
struct Page {
    frame: Frame,
    day: String,
    /// How many wait and how many are late.
    summary: Option<String>,
    /// What it means that the list is empty.
    empty: Option<String>,
    groups: Vec<Group>,
    waiting_title: String,
    waiting: Vec<Waiting>,
    /// None in a foreign office.
    calendar: Option<Calendar>,
}

/// The way into a calendar program.
struct Calendar {
    /// Where the file is.
    download: String,
    /// The secret address, on the one page that shows it.
    address: Option<String>,
    /// «Подписка оформлена 05.07.2023», or that there is none.
    state: String,
    /// Where the forms go; none on a past day.
    action: Option<String>,
    /// There is a subscription.
    on: bool,
}

/// The page.
pub async fn page(Path(_): Path<OfficeId>, asked: Asked) -> Result<Response, Fault> {
    let since = feeds::since(&asked.site.app, asked.visitor.account.id).await?;
    answer(&asked, since, None)
}

/// The page, with the address of the calendar when it has just been made.
fn answer(asked: &Asked, since: Option<DateTime<Utc>>, address: Option<String>) -> Result<Response, Fault> {
    // On a day before the office began there is nothing to answer for.
    if asked.state().position() == 0 {
        return Err(asked.missing());
    }
    let (lang, scope) = (asked.lang, Scope::office().person(asked.visitor.person()));
    let groups = rows::groups(asked, &scope);
    let waiting = by_reason(asked, &scope);
    let undated: usize = waiting.iter().map(|reason| reason.n).sum();
    let page = Page {
        frame: asked.frame(asked.only_roadmap(), Here::Mine),
        day: written::as_of(lang, asked.as_of),
        summary: rows::summary(lang, &groups),
        empty: (groups.is_empty() && waiting.is_empty()).then(|| empty(asked)),
        groups,
        waiting_title: lang.say_with("mine-undated", [("n", undated.into())]),
        waiting,
        calendar: calendar(asked, since, address),
    };
    asked.show(&page)
}

fn empty(asked: &Asked) -> String {
    let works_at = asked.visitor.organisation.and_then(|id| asked.state().office().organisation(id));
    match works_at {
        Some(at) => asked.lang.say_with("mine-empty-at", [("organisation", written::unbroken(&at.name).into())]),
        None => asked.lang.say("mine-empty"),
    }
}

fn calendar(asked: &Asked, since: Option<DateTime<Utc>>, address: Option<String>) -> Option<Calendar> {
    if asked.office != asked.visitor.account.office {
        return None;
    }
    let lang = asked.lang;
    let state = match since {
        Some(at) => lang.say_with("mine-calendar-since", [("day", written::day(asked.state().local_day(at)).into())]),
        None => lang.say("mine-calendar-none"),
    };
    Some(Calendar {
        download: format!("{}.ics", path(asked.office)),
        address,
        state,
        action: asked.live().then(|| format!("{}/calendar", path(asked.office))),
        on: since.is_some(),
    })
}

#[cfg(test)]
mod tests;
