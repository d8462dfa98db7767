//! Settings: how each roadmap is counted, the office's own days, its school terms. Each change is an event.

mod days;
mod links;
mod roadmap;
mod terms;

pub use days::submit as set_day;
pub use links::submit as set_links;
pub use roadmap::{page as of_roadmap, submit as set_roadmap};
pub use terms::submit as set_terms;

use super::{
    super::{
        Site,
        access::{Action, Visitor},
        fault::Fault,
    },
    asked::Asked,
    form::{Fields, Wrong},
    frame::{Frame, Here},
    show,
};
use crate::{
    app::{AppError, Command, Done},
    wording::Lang,
};
use askama::Template;
use axum::{
    extract::Path,
    http::{StatusCode, request::Parts},
    response::Response,
};
use days::OwnDay;
use links::Links;
use roadmap::InForce;
use terms::Year;
use vekha_domain::{event::Change, ids::OfficeId, refusal::Refusal};
use vekha_projections::OfficeState;

#[derive(Template)]
#[template(path = "settings.html")]
struct Page {
    frame: Frame,
    changeable: bool,
    saved: bool,
    roadmaps: Vec<InForce>,
    days: Vec<OwnDay>,
    day_action: String,
    years: Vec<Year>,
    links: Links,
    wrong: Vec<Wrong>,
    summary: String,
    typed: Fields,
}

impl Page {
    fn error(&self, field: &str) -> Option<&str> {
        self.wrong.iter().find(|w| w.field.as_deref() == Some(field)).map(|w| w.sentence.as_str())
    }

    fn typed(&self, field: &str) -> &str {
        self.typed.get(field)
    }
}

/// The settings of the office.
pub async fn page(Path(_): Path<OfficeId>, asked: Asked) -> Result<Response, Fault> {
    if asked.state().position() == 0 {
        return Err(asked.missing());
    }
    answer(&asked, Fields::default(), Vec::new())
}

/// The page, with what is wrong with one of its forms.
fn answer(asked: &Asked, typed: Fields, wrong: Vec<Wrong>) -> Result<Response, Fault> {
    let lang = asked.lang;
    let page = Page {
        frame: asked.frame(None, Here::Settings),
        changeable: changeable(asked),
        saved: asked.others.iter().any(|(name, _)| name == "saved"),
        roadmaps: roadmap::in_force(asked),
        days: days::own(asked),
        day_action: format!("/offices/{}/calendar-days", asked.office),
        years: terms::years(asked, &typed),
        links: links::links(asked, &typed),
        summary: lang.say_with("change-refused", [("n", wrong.len().into())]),
        typed,
        wrong,
    };
    match page.wrong.is_empty() {
        true => asked.show(&page),
        false => show(lang, StatusCode::UNPROCESSABLE_ENTITY, &page),
    }
}

/// Where all settings are.
fn path(office: OfficeId) -> String {
    format!("/offices/{office}/settings")
}

/// Is it today, in the own office, and may the visitor change settings?
fn changeable(asked: &Asked) -> bool {
    asked.live() && asked.visitor.may(Action::Configure) && asked.visitor.account.office == asked.office
}

/// A setting changed by its visitor.
async fn change(
    site: &Site,
    visitor: &Visitor,
    office: OfficeId,
    decide: impl Fn(&OfficeState) -> Result<Vec<Change>, Refusal>,
) -> Result<Done, AppError> {
    let command = Command { office, actor: visitor.person(), id: site.app.ids().next() };
    site.app.change(command, |state, _| decide(state)).await
}

/// Settings are changed today.
async fn today(site: &Site, visitor: &Visitor, office: OfficeId, parts: &Parts) -> Result<Asked, Fault> {
    let asked = Asked::of(site, visitor, office, parts).await?;
    if asked.live() { Ok(asked) } else { Err(Fault::LookingBack) }
}

/// A refusal beside the field it speaks of.
fn refused(refusal: &Refusal, lang: Lang) -> Wrong {
    let sentence = crate::refusals::refusal(lang, refusal);
    refusal.field().map_or_else(|| Wrong::whole(sentence.clone()), |field| Wrong::beside(field, sentence.clone()))
}

#[cfg(test)]
mod tests;
