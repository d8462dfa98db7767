//! Windows that are scored: entering values, results, what follows from them, and all of it as files.

mod files;
mod filled;
mod follow;
mod given;
mod list;
pub mod progress;
pub mod remind;
mod results;
mod values;
mod withdrawal;
mod years;

use super::{
    super::{
        Site,
        access::{Action, Need},
        fault::Fault,
    },
    asked::Asked,
    people::{desk::Desk, fields::Typed, told::by_number},
};
use crate::windows::{Sight, Subject, note::Around};
use axum::{
    extract::{DefaultBodyLimit, Path},
    routing::{MethodRouter, get, post},
};
use vekha_domain::{
    event::Whose,
    ids::{MonitoringId, OfficeId, OrganisationId},
    monitoring::{Monitoring, Window},
    scoring::Subject as LooksAt,
};

type OfWindow = Path<(OfficeId, MonitoringId, u16)>;

/// Windows: everybody reads, schools enter their own, the coordinator leads.
pub fn routes() -> Vec<(&'static str, Need, MethodRouter<Site>)> {
    let (read, enter, lead) = (Need::May(Action::Read), Need::May(Action::Enter), Need::May(Action::Conclude));
    let remind = get(remind::form).post(remind::submit);
    let list = get(list::form).post(list::submit).layer(DefaultBodyLimit::max(super::upload::LARGEST));
    vec![
        ("/offices/{office}/monitorings/{monitoring}/{window}/values/{organisation}", read, get(values::page)),
        ("/offices/{office}/monitorings/{monitoring}/{window}/values/{organisation}", enter, post(values::submit)),
        (
            "/offices/{office}/monitorings/{monitoring}/{window}/values/{organisation}/withdrawal",
            enter,
            post(withdrawal::submit),
        ),
        ("/offices/{office}/monitorings/{monitoring}/{window}/letters", Need::May(Action::Remind), remind),
        ("/offices/{office}/monitorings/{monitoring}/{window}/list", enter, list),
        ("/offices/{office}/monitorings/{monitoring}/{window}/template.xlsx", read, get(files::template)),
        ("/offices/{office}/monitorings/{monitoring}/{window}/summary.xlsx", read, get(files::summary)),
        ("/offices/{office}/monitorings/{monitoring}/{window}/note.docx", read, get(files::note)),
        ("/offices/{office}/monitorings/{monitoring}/{window}/advice/{organisation}", read, get(files::advice)),
        ("/offices/{office}/monitorings/{monitoring}/{window}/forms/{form}", read, get(files::form)),
        ("/offices/{office}/monitorings/{monitoring}/{window}/card/{organisation}", read, get(filled::card)),
        ("/offices/{office}/monitorings/{monitoring}/{window}/card/{organisation}", enter, post(filled::fill_card)),
        ("/offices/{office}/monitorings/{monitoring}/{window}/protocol/{organisation}", read, get(filled::protocol)),
        (
            "/offices/{office}/monitorings/{monitoring}/{window}/protocol/{organisation}",
            lead,
            post(filled::fill_protocol),
        ),
        ("/offices/{office}/monitorings/{monitoring}/{window}/results", read, get(results::page)),
        ("/offices/{office}/monitorings/{monitoring}/{window}/recommendations", lead, post(follow::recommend)),
        ("/offices/{office}/monitorings/{monitoring}/{window}/followed", enter, post(follow::followed)),
        ("/offices/{office}/monitorings/{monitoring}/{window}/decisions", lead, post(follow::decide)),
        ("/offices/{office}/monitorings/{monitoring}/{window}/publication", lead, post(follow::publish)),
        ("/offices/{office}/monitorings/{monitoring}/{window}/classes", lead, post(follow::classify)),
    ]
}

/// The monitoring and its window, as the page knows them.
fn of_window(asked: &Asked, id: MonitoringId, number: u16) -> Result<(&Monitoring, &Window), Fault> {
    let monitoring = asked.state().monitoring(id).filter(|m| m.planned_on <= asked.as_of);
    let monitoring = monitoring.ok_or_else(|| asked.missing())?;
    let window = monitoring.window(number).ok_or_else(|| asked.missing())?;
    Ok((monitoring, window))
}

/// The look at a scored window; none where it is not scored.
pub fn sight<'a>(asked: &'a Asked, id: MonitoringId, number: u16) -> Option<Sight<'a>> {
    let view = asked.view();
    let results = view.results(id, number)?;
    let mut before = Vec::new();
    let mut next = number;
    while let Some(sheet) = view.sheet_before(id, next).filter(|_| before.len() < 2) {
        next = sheet.window().number;
        before.push(sheet);
    }
    let monitoring = asked.state().monitoring(id)?;
    let (from, to) = (results.sheet.window().from, results.sheet.window().to);
    let mut asked_for = monitoring.who_answers(asked.as_of.clamp(from, to), asked.state().office());
    asked_for.extend(results.rows.iter().map(|row| row.whose.organisation));
    asked_for.retain(|id| asked.shows_organisation(*id));
    asked_for.sort_by_cached_key(|id| (by_number(&asked.organisation_name(*id)), *id));
    asked_for.dedup();
    let by_teacher = results.sheet.model().subject == LooksAt::Teacher;
    let subjects = asked_for.iter().flat_map(|id| match by_teacher {
        true => teachers(asked, *id, results.rows.iter().map(|row| row.whose)),
        false => vec![subject(asked, *id)],
    });
    let proposals = match &results.sheet.model().clusters {
        Some(_) => asked_for.iter().filter_map(|of| Some((*of, view.proposal(id, number, *of)?))).collect(),
        None => Default::default(),
    };
    Some(Sight { lang: asked.lang, subjects: subjects.collect(), results, before, proposals })
}

fn subject(asked: &Asked, id: OrganisationId) -> Subject {
    let name = asked.organisation_name(id);
    Subject { whose: Whose::of(id), name: name.clone(), organisation: name }
}

/// Those who work there on the day, and those whose values are there.
fn teachers(asked: &Asked, id: OrganisationId, known: impl Iterator<Item = Whose>) -> Vec<Subject> {
    let here = asked.state().people().filter(|person| person.organisation_on(asked.as_of) == Some(id));
    let mut all: Vec<_> = here.map(|person| person.id).collect();
    all.extend(known.filter(|whose| whose.organisation == id).filter_map(|whose| whose.teacher));
    all.sort_unstable();
    all.dedup();
    let one = |person| Subject {
        whose: Whose { organisation: id, teacher: Some(person) },
        name: asked.person_name(person),
        organisation: asked.organisation_name(id),
    };
    let mut all: Vec<Subject> = all.into_iter().map(one).collect();
    all.sort_by_cached_key(|subject| by_number(&subject.name));
    all
}

/// May this visitor enter values for it on this page, now?
fn enters(asked: &Asked, window: &Window, organisation: OrganisationId) -> bool {
    let own = asked.live() && asked.visitor.account.office == asked.office;
    own && asked.visitor.may_enter(organisation) && window.from <= asked.as_of
}

/// What somebody sent who may enter values for the organisation.
fn sent_for(desk: &Desk, organisation: OrganisationId, sent: Vec<(String, String)>) -> Result<Typed, Fault> {
    if desk.visitor.may_enter(organisation) { Ok(Typed::sent(sent)) } else { Err(Fault::Forbidden) }
}

/// Path of one of the window's pages.
fn path(office: OfficeId, id: MonitoringId, number: u16, page: &str) -> String {
    format!("/offices/{office}/monitorings/{id}/{number}{page}")
}

/// What stands around the documents of a window.
fn around(asked: &Asked, monitoring: &Monitoring) -> Around {
    Around {
        office: asked.state().office().name.clone(),
        title: monitoring.title.clone(),
        signed: vec![(asked.lang.say("windows-signs"), String::new())],
    }
}

/// What was done just now, when the address says so.
fn receipt(asked: &Asked) -> Option<String> {
    let (_, code) = asked.others.iter().find(|(key, _)| key == "done")?;
    let known = DONE.iter().find(|known| *known == code).filter(|_| asked.live())?;
    Some(asked.lang.say(&format!("windows-done-{known}")))
}

/// Codes of what was done, as addresses carry them: the key of each sentence.
const DONE: [&str; 9] =
    ["withdrawn", "values", "recommended", "followed", "decided", "published", "classified", "card", "protocol"];

#[cfg(test)]
mod tests;
