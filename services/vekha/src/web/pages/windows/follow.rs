//! What follows from a window: recommendations and whether they were followed, decisions, the published note, classes.

use super::{
    super::{
        super::fault::{Fault, Worded},
        completion,
        meetings::party_of,
        people::{desk::Desk, fields::Typed},
        show,
    },
    OfWindow, of_window, path, results,
};
use crate::{
    app::scores::{self, Deciding, NewActivity},
    windows::results::{CLUSTERS, cluster_code},
};
use axum::{
    Form as Sent,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use vekha_domain::{
    event::Change,
    ids::{MonitoringId, OrganisationId},
    proof::ProofLink,
    refusal::Refusal,
};
use vekha_projections::OfficeState;

/// Names of fields as the domain has them and as the form has them.
type Fields<'f> = &'f [(&'f str, &'f str)];

/// Something is recommended to a school.
pub async fn recommend(
    desk: Desk,
    Path((_, id, number)): OfWindow,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let (mut typed, lang, today) = (Typed::sent(sent), desk.lang, desk.today);
    let school = typed.chosen::<OrganisationId>("organisation", lang);
    let due = typed.day("due", lang);
    let (Some(school), Some(due)) = (school, due) else { return refused(&desk, id, number, typed).await };
    let text = typed.value("text").trim().to_owned();
    let decide = |state: &OfficeState| {
        let monitoring = state.monitoring(id).ok_or(Refusal::WindowUnknown)?;
        monitoring.recommend(number, (school, &text, due), state.office(), today)
    };
    let fields: Fields<'_> = &[("text", "text"), ("due", "due"), ("organisation", "organisation")];
    change(&desk, (id, number), typed, "recommended", fields, decide).await
}

/// A school tells that a recommendation was followed.
pub async fn followed(
    desk: Desk,
    Path((_, id, number)): OfWindow,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let (mut typed, lang, today) = (Typed::sent(sent), desk.lang, desk.today);
    let which: Option<u16> = typed.value("number").parse().ok();
    let which = which.ok_or(Fault::BadRequest("fault-bad-request-note"))?;
    let whose = {
        let asked = desk.asked().await?;
        of_window(&asked, id, number)?;
        let sheet = asked.view().sheet(id, number).ok_or(Fault::NotFound)?;
        let mut of = sheet.recommendations().filter(|of| of.issued.number == which);
        of.next().map(|of| of.issued.organisation).ok_or(Fault::NotFound)?
    };
    if !desk.visitor.may_enter(whose) {
        return Err(Fault::Forbidden);
    }
    let field = format!("links-{which}");
    let links = completion::links(typed.value(&field), lang).map_err(|sentence| typed.refuse(&field, sentence));
    let Ok(links) = links else { return refused(&desk, id, number, typed).await };
    let decide = |state: &OfficeState| {
        let monitoring = state.monitoring(id).ok_or(Refusal::WindowUnknown)?;
        monitoring.follow(number, which, links.clone(), state.office(), today)
    };
    change(&desk, (id, number), typed, "followed", &[("links", &field)], decide).await
}

/// A decision is taken.
pub async fn decide(
    desk: Desk,
    Path((_, id, number)): OfWindow,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let (mut typed, lang) = (Typed::sent(sent), desk.lang);
    let basis = typed.basis("basis", "basis-date", lang);
    let due = match typed.value("decision-due").trim() {
        "" => Some(None),
        _ => typed.day("decision-due", lang).map(Some),
    };
    let (Some(basis), Some(due)) = (basis, due) else { return refused(&desk, id, number, typed).await };
    let words = typed.value("decision").trim().to_owned();
    let title = typed.line("activity", lang).unwrap_or_default();
    let responsible = party_of(typed.value("responsible"));
    if !title.is_empty() && responsible.is_none() {
        typed.refuse("responsible", lang.say("people-choose"));
    }
    if !title.is_empty() && due.is_none() {
        typed.refuse("decision-due", lang.say("windows-decision-needs-day"));
    }
    if !typed.wrong.is_empty() {
        return refused(&desk, id, number, typed).await;
    }
    let activity =
        responsible.filter(|_| !title.is_empty()).map(|responsible| NewActivity { section: None, title, responsible });
    let deciding = Deciding { words, basis, due, activity };
    let now = desk.site.app.now();
    let content = format!("{} decided {deciding:?}", typed.value("command"));
    let done = desk.change(desk.id(&content), |state, ids| scores::decide(state, (id, number), &deciding, ids, now));
    let fields: Fields<'_> = &[("text", "decision"), ("due", "decision-due"), ("basis", "basis")];
    answer(&desk, (id, number), typed, "decided", fields, done.await?.map(|_| ())).await
}

/// The analytical note is published where it lies.
pub async fn publish(
    desk: Desk,
    Path((_, id, number)): OfWindow,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let (mut typed, lang, today) = (Typed::sent(sent), desk.lang, desk.today);
    let link = ProofLink::parse(typed.value("note"));
    let Ok(link) = link.map_err(|why| typed.refuse("note", crate::refusals::link(lang, why))) else {
        return refused(&desk, id, number, typed).await;
    };
    let decide = |state: &OfficeState| {
        let monitoring = state.monitoring(id).ok_or(Refusal::WindowUnknown)?;
        monitoring.publish(number, link.clone(), state.office(), today)
    };
    change(&desk, (id, number), typed, "published", &[], decide).await
}

/// A person decides which way a school goes.
pub async fn classify(
    desk: Desk,
    Path((_, id, number)): OfWindow,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let (mut typed, lang, today) = (Typed::sent(sent), desk.lang, desk.today);
    let school = typed.chosen::<OrganisationId>("school", lang);
    let class = CLUSTERS.into_iter().find(|class| cluster_code(*class) == typed.value("class"));
    if class.is_none() {
        typed.refuse("class", lang.say("people-choose"));
    }
    let proposal = match school {
        None => None,
        Some(school) => {
            let asked = desk.asked().await?;
            let proposal = asked.view().proposal(id, number, school);
            if proposal.is_none() {
                typed.refuse("school", lang.say("windows-class-unknown"));
            }
            proposal
        }
    };
    let (Some(school), Some(class), Some(proposal)) = (school, class, proposal) else {
        return refused(&desk, id, number, typed).await;
    };
    let reason = typed.value("class-reason").trim().to_owned();
    let decide = |state: &OfficeState| {
        let monitoring = state.monitoring(id).ok_or(Refusal::WindowUnknown)?;
        monitoring.classify(number, school, (proposal, class, &reason), state.office(), today)
    };
    change(&desk, (id, number), typed, "classified", &[("reason", "class-reason")], decide).await
}

async fn change(
    desk: &Desk,
    (id, number): (MonitoringId, u16),
    typed: Typed,
    done: &str,
    fields: Fields<'_>,
    decide: impl Fn(&OfficeState) -> Result<Vec<Change>, Refusal>,
) -> Result<Response, Fault> {
    let content = format!("{} {done}", typed.value("command"));
    let changed = desk.change(desk.id(&content), |state, _| decide(state)).await?.map(|_| ());
    answer(desk, (id, number), typed, done, fields, changed).await
}

async fn answer(
    desk: &Desk,
    (id, number): (MonitoringId, u16),
    mut typed: Typed,
    done: &str,
    fields: Fields<'_>,
    changed: Result<(), Refusal>,
) -> Result<Response, Fault> {
    match changed {
        Ok(()) => {
            let to = path(desk.office, id, number, &format!("/results?done={done}"));
            Ok(Redirect::to(&to).into_response())
        }
        Err(why) => {
            typed.refused(&why, fields, desk.lang);
            refused(desk, id, number, typed).await
        }
    }
}

async fn refused(desk: &Desk, id: MonitoringId, number: u16, typed: Typed) -> Result<Response, Fault> {
    let asked = desk.asked_at(&format!("/monitorings/{id}/{number}/results")).await?;
    let page = results::page_of(&asked, (id, number), typed)?;
    let mut response = show(asked.lang, StatusCode::UNPROCESSABLE_ENTITY, &page)?;
    response.extensions_mut().insert(Worded);
    Ok(response)
}
