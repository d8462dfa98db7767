//! People and groups: everybody with their post, place and work, who is away, and the organisations and groups of the office.

pub mod absence;
pub mod change;
pub mod desk;
pub mod erasure;
pub mod fields;
pub mod group;
pub mod handover;
pub mod new;
pub mod organisation;
pub mod person;
pub mod roster;
mod sift;
pub mod told;

use super::{
    super::fault::Fault,
    asked::Asked,
    frame::{Frame, Here},
    written,
};
use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Response,
};
use sift::{Choices, Sift};
use std::collections::HashMap;
use told::by_number;
use vekha_domain::{
    event::Party,
    ids::{OfficeId, PersonId},
    person::Person,
};
use vekha_projections::Scope;

#[derive(Template)]
#[template(path = "people.html")]
struct Page {
    frame: Frame,
    summary: String,
    /// Addresses are shown, and who has none comes first.
    addresses: bool,
    /// The page may change something.
    keeps: bool,
    path: String,
    receipt: Option<String>,
    sift: Sift,
    choices: Choices,
    people: Vec<Row>,
    erased: Option<String>,
    places: Vec<Place>,
    groups: Vec<Grouped>,
    keep: Vec<(&'static str, String)>,
}

struct Row {
    name: String,
    link: String,
    post: String,
    place: String,
    email: String,
    mailless: bool,
    roles: String,
    open: u64,
    today: Vec<String>,
}

struct Place {
    name: String,
    link: String,
    people: usize,
    closed: Option<String>,
}

struct Grouped {
    name: String,
    link: String,
    members: usize,
}

/// The page.
pub async fn page(asked: Asked, Path(_): Path<OfficeId>, Query(sift): Query<Sift>) -> Result<Response, Fault> {
    if asked.state().position() == 0 {
        return Err(asked.missing());
    }
    let lang = asked.lang;
    let open = open_by_person(&asked);
    let addresses = asked.keeps_people();
    let all: Vec<&Person> = asked.state().people().filter(|p| asked.shows_person(p)).collect();
    let (gone, named): (Vec<&Person>, Vec<&Person>) = all.into_iter().partition(|p| p.erasure.is_some());
    let rows: Vec<(&Person, Row)> = named.iter().map(|p| (*p, row(&asked, p, &open))).collect();
    let of = rows.len();
    let mailless = rows.iter().filter(|(_, row)| row.mailless).count();
    let choices = Choices::of(&asked, &sift, addresses);
    let mut people: Vec<Row> =
        rows.into_iter().filter(|(person, row)| sift.takes(person, row)).map(|(_, row)| row).collect();
    people.sort_by_cached_key(|row| (!row.mailless, written::folded(&row.name)));
    // Who is erased and still answers for something has to be seen, to be relieved of it.
    let left = gone.iter().filter(|p| open.contains_key(&p.id) && sift.is_empty());
    people.splice(0..0, left.map(|p| row(&asked, p, &open)));
    let mut counts = vec![("shown", people.len().into()), ("n", of.into())];
    counts.extend(addresses.then(|| ("mailless", mailless.into())));
    let page = Page {
        frame: asked.frame(None, Here::People),
        summary: lang.say_with(if addresses { "people-summary-kept" } else { "people-summary" }, counts),
        addresses,
        keeps: asked.changes_people(),
        path: format!("/offices/{}", asked.office),
        receipt: desk::receipt(&asked),
        keep: times(&asked),
        sift,
        choices,
        people,
        erased: (!gone.is_empty()).then(|| lang.say_with("people-erased-count", [("n", gone.len().into())])),
        places: places(&asked),
        groups: groups(&asked),
    };
    asked.show(&page)
}

/// The two times, for a form that asks the same page again.
fn times(asked: &Asked) -> Vec<(&'static str, String)> {
    let day = asked.times.as_of.map(|day| ("as_of", day.to_string()));
    let moment = asked.times.known_at.map(|at| ("known_at", at.to_rfc3339()));
    day.into_iter().chain(moment).collect()
}

/// How many open activities each person is responsible for on the day.
fn open_by_person(asked: &Asked) -> HashMap<PersonId, u64> {
    let mut counts = HashMap::new();
    for id in asked.view().open_activities(&Scope::office()) {
        let parties = asked.state().activity(id).into_iter().flat_map(|a| a.parties_on(asked.as_of));
        for party in parties {
            if let Party::Person(person) = party {
                *counts.entry(*person).or_insert(0) += 1;
            }
        }
    }
    counts
}

fn row(asked: &Asked, person: &Person, open: &HashMap<PersonId, u64>) -> Row {
    let contact = asked.names.contact(person.id).filter(|_| asked.keeps_people());
    let email = contact.and_then(|c| c.email.clone()).unwrap_or_default();
    let work = person.work_on(asked.as_of);
    Row {
        name: asked.person_name(person.id),
        link: asked.link(&format!("/offices/{}/people/{}", asked.office, person.id)),
        post: work.and_then(|w| w.post.clone()).unwrap_or_default(),
        place: work.and_then(|w| w.organisation).map(|id| asked.organisation_name(id)).unwrap_or_default(),
        mailless: asked.keeps_people() && email.is_empty() && person.erasure.is_none(),
        email,
        roles: asked.roles_of(person),
        open: open.get(&person.id).copied().unwrap_or(0),
        today: asked.whereabouts(person),
    }
}

fn places(asked: &Asked) -> Vec<Place> {
    let mut people: HashMap<_, usize> = HashMap::new();
    for person in asked.state().people().filter(|p| p.erasure.is_none()) {
        if let Some(at) = person.organisation_on(asked.as_of) {
            *people.entry(at).or_default() += 1;
        }
    }
    let place = |o: &vekha_domain::office::Organisation| Place {
        name: written::unbroken(&o.name),
        link: asked.link(&format!("/offices/{}/organisations/{}", asked.office, o.id)),
        people: people.get(&o.id).copied().unwrap_or(0),
        closed: o.closed.as_ref().filter(|basis| basis.date <= asked.as_of).map(|basis| written::day(basis.date)),
    };
    let shown = asked.state().office().organisations().filter(|o| asked.shows_organisation(o.id));
    let mut places: Vec<Place> = shown.map(place).collect();
    places.sort_by_cached_key(|place| (place.closed.is_some(), by_number(&place.name)));
    places
}

fn groups(asked: &Asked) -> Vec<Grouped> {
    let own = |g: &&vekha_domain::office::Group| g.memberships().any(|m| asked.shows_organisation(m.organisation));
    let shown = asked.state().office().groups().filter(|g| asked.visitor.only_school().is_none() || own(g));
    let mut groups: Vec<Grouped> = shown
        .map(|g| Grouped {
            name: g.name.clone(),
            link: asked.link(&format!("/offices/{}/groups/{}", asked.office, g.id)),
            members: g.members_on(asked.as_of).count(),
        })
        .collect();
    groups.sort_by_cached_key(|group| (group.members > 0, written::folded(&group.name)));
    groups
}

#[cfg(test)]
mod tests;
