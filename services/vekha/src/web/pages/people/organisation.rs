//! An organisation: its people and groups, its names, and the forms that rename and close it.

use super::{
    super::{
        super::fault::{Fault, Worded},
        asked::Asked,
        frame::{Frame, Here},
        show, written,
    },
    desk::{self, Desk},
    fields::Typed,
    group, person,
};
use askama::Template;
use axum::{Form as Sent, extract::Path, http::StatusCode, response::Response};
use vekha_domain::{
    event::OrganisationKind,
    ids::{OfficeId, OrganisationId},
    office::Organisation,
    refusal::Refusal,
};
use vekha_event_log::Ids;
use vekha_projections::OfficeState;

#[derive(Template)]
#[template(path = "organisation.html")]
struct Page {
    frame: Frame,
    name: String,
    kind: String,
    closed: Option<String>,
    former: Vec<String>,
    keeps: bool,
    path: String,
    list: String,
    receipt: Option<String>,
    people: Vec<Worker>,
    groups: Vec<Belongs>,
    form: Typed,
    renaming: bool,
    closing: bool,
    /// The shared mailbox, for those who keep people.
    mailbox: Option<String>,
    addressing: bool,
}

struct Worker {
    name: String,
    link: String,
    note: String,
}

struct Belongs {
    name: String,
    link: String,
    since: String,
}

fn found(asked: &Asked, id: OrganisationId) -> Result<&Organisation, Fault> {
    let known = asked.state().office().organisation(id).filter(|o| asked.shows_organisation(o.id));
    known.ok_or_else(|| asked.missing())
}

/// The page.
pub async fn page(asked: Asked, Path((_, id)): Path<(OfficeId, OrganisationId)>) -> Result<Response, Fault> {
    let organisation = found(&asked, id)?;
    let form = begun(&asked, organisation, Typed::default());
    asked.show(&page_of(&asked, organisation, form))
}

fn begun(asked: &Asked, organisation: &Organisation, typed: Typed) -> Typed {
    let today = written::day(asked.today);
    typed.or([
        ("name", organisation.name.clone()),
        ("name-date", today.clone()),
        ("close-date", today),
        ("mailbox", organisation.mailbox.clone().unwrap_or_default()),
    ])
}

/// A shared mailbox for letters, another one, or none.
pub async fn mailbox(
    desk: Desk,
    Path((_, id)): Path<(OfficeId, OrganisationId)>,
    Sent(fields): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let mut typed = Typed::sent(fields);
    let Some(address) = typed.line("mailbox", desk.lang) else { return refused(&desk, id, typed).await };
    let address = Some(address).filter(|address| !address.is_empty());
    if address.as_ref().is_some_and(|address| !crate::app::is_address(address)) {
        typed.refused(&Refusal::MailboxWrong, &[("mailbox", "mailbox")], desk.lang);
        return refused(&desk, id, typed).await;
    }
    let today = desk.today;
    let set = |state: &OfficeState, _: &Ids| state.office().set_mailbox(id, address.clone(), today);
    match desk.change(desk.new_id(), set).await? {
        Ok(_) => Ok(desk.done(&format!("/organisations/{id}"), "mailbox")),
        Err(why) => {
            typed.refused(&why, &[("mailbox", "mailbox"), ("organisation", "mailbox")], desk.lang);
            refused(&desk, id, typed).await
        }
    }
}

/// Another name, on a ground.
pub async fn rename(
    desk: Desk,
    Path((_, id)): Path<(OfficeId, OrganisationId)>,
    Sent(fields): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let mut typed = Typed::sent(fields);
    let (name, ground) = (typed.needed("name", desk.lang), typed.basis("name-basis", "name-date", desk.lang));
    let Some((name, ground)) = name.zip(ground) else { return refused(&desk, id, typed).await };
    let renamed = desk.change(desk.new_id(), |state, _| state.office().rename_organisation(id, &name, ground.clone()));
    match renamed.await? {
        Ok(_) => Ok(desk.done(&format!("/organisations/{id}"), "renamed")),
        Err(why) => {
            typed.refused(&why, &[("name", "name"), ("organisation", "name"), ("basis", "name-basis")], desk.lang);
            refused(&desk, id, typed).await
        }
    }
}

/// It exists no longer, on a ground; it leaves its groups on the same day.
pub async fn close(
    desk: Desk,
    Path((_, id)): Path<(OfficeId, OrganisationId)>,
    Sent(fields): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let mut typed = Typed::sent(fields);
    let Some(ground) = typed.basis("close-basis", "close-date", desk.lang) else {
        return refused(&desk, id, typed).await;
    };
    let closed = desk.change(desk.new_id(), |state, _| {
        if state.office().organisation(id).is_some_and(|o| o.closed.as_ref() == Some(&ground)) {
            return Ok(Vec::new());
        }
        let mut changes = group::left_by(state, id, &ground)?;
        changes.extend(state.office().close_organisation(id, ground.clone())?);
        Ok(changes)
    });
    match closed.await? {
        Ok(_) => Ok(desk.done(&format!("/organisations/{id}"), "closed")),
        Err(why) => {
            typed.refused(&why, &[("organisation", "close-basis"), ("basis", "close-basis")], desk.lang);
            refused(&desk, id, typed).await
        }
    }
}

async fn refused(desk: &Desk, id: OrganisationId, typed: Typed) -> Result<Response, Fault> {
    let asked = desk.asked_at(&format!("/organisations/{id}")).await?;
    let organisation = found(&asked, id)?;
    let form = begun(&asked, organisation, typed);
    let mut response = show(asked.lang, StatusCode::UNPROCESSABLE_ENTITY, &page_of(&asked, organisation, form))?;
    response.extensions_mut().insert(Worded);
    Ok(response)
}

fn kind(kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::School => "school",
        OrganisationKind::Kindergarten => "kindergarten",
        OrganisationKind::Office => "office",
        OrganisationKind::Centre => "centre",
        OrganisationKind::Other => "other",
    }
}

fn page_of(asked: &Asked, organisation: &Organisation, form: Typed) -> Page {
    let lang = asked.lang;
    let closed = organisation.closed.as_ref().map(|ground| {
        let since = [("day", written::day(ground.date).into()), ("basis", ground.words.clone().into())];
        lang.say_with("organisation-closed", since)
    });
    let former = |(name, ground): &(String, vekha_domain::event::Basis)| {
        let told = [("name", name.clone().into()), ("basis", person::basis(asked, ground).into())];
        lang.say_with("organisation-former", told)
    };
    let wrong = |names: &[&str]| form.wrong.iter().any(|w| w.field.as_deref().is_some_and(|f| names.contains(&f)));
    Page {
        frame: asked.frame(None, Here::People),
        name: written::unbroken(&organisation.name),
        kind: lang.say(&format!("organisation-{}", kind(organisation.kind))),
        former: organisation.former.iter().rev().map(former).collect(),
        keeps: asked.changes_people() && organisation.closed.is_none(),
        path: format!("/offices/{}/organisations/{}", asked.office, organisation.id),
        list: asked.link(&format!("/offices/{}/people", asked.office)),
        receipt: desk::receipt(asked),
        people: workers(asked, organisation.id),
        groups: belongs(asked, organisation.id),
        renaming: wrong(&["name", "name-basis", "name-date"]),
        closing: wrong(&["close-basis", "close-date"]),
        mailbox: organisation.mailbox.clone().filter(|_| asked.keeps_people()),
        addressing: wrong(&["mailbox"]),
        closed,
        form,
    }
}

fn workers(asked: &Asked, id: OrganisationId) -> Vec<Worker> {
    let here = asked.state().people().filter(|p| p.erasure.is_none() && p.organisation_on(asked.as_of) == Some(id));
    let mut workers: Vec<Worker> = here
        .map(|p| {
            let post = p.work_on(asked.as_of).and_then(|w| w.post.clone());
            let words: Vec<String> = post.into_iter().chain(asked.whereabouts(p)).collect();
            let link = asked.link(&format!("/offices/{}/people/{}", asked.office, p.id));
            Worker { name: asked.person_name(p.id), link, note: words.join(", ") }
        })
        .collect();
    workers.sort_by_cached_key(|worker| written::folded(&worker.name));
    workers
}

fn belongs(asked: &Asked, id: OrganisationId) -> Vec<Belongs> {
    let groups = asked.state().office().groups();
    let held = groups
        .filter_map(|g| g.memberships().find(|m| m.organisation == id && m.holds_on(asked.as_of)).map(|m| (g, m)));
    let told = |(g, m): (&vekha_domain::office::Group, &vekha_domain::office::Membership)| Belongs {
        name: g.name.clone(),
        link: asked.link(&format!("/offices/{}/groups/{}", asked.office, g.id)),
        since: asked.lang.say_with("organisation-since", [("day", written::day(m.from).into())]),
    };
    held.map(told).collect()
}
