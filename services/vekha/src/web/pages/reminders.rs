//! «Напоминания»: when a roadmap's letters go and of what, and the letters of the coming sixty days, before anything is recorded.

mod fields;
mod preview;

use super::{
    super::{
        access::Action,
        fault::{Fault, Worded},
    },
    asked::Asked,
    frame::{Frame, Here},
    people::{desk::Desk, fields::Typed},
    show,
};
use askama::Template;
use axum::{
    Form as Sent,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use fields::Group;
use preview::Coming;
pub use preview::recipient;
use vekha_domain::{
    ids::{OfficeId, RoadmapId},
    refusal::Refusal,
    reminder::Policy,
};

#[derive(Template)]
#[template(path = "reminders.html")]
struct Page {
    frame: Frame,
    back: String,
    title: String,
    action: String,
    changeable: bool,
    saved: bool,
    /// What is shown below was typed and not recorded.
    looking: bool,
    form: Typed,
    groups: Vec<Group>,
    words: Vec<(String, String)>,
    coming: Coming,
}

/// How the roadmap reminds.
pub async fn page(Path((_, id)): Path<(OfficeId, RoadmapId)>, asked: Asked) -> Result<Response, Fault> {
    let policy = asked.roadmap(id)?.policy_on(asked.as_of);
    asked.show(&page_of(&asked, id, fields::typed(&policy), None)?)
}

/// The form sent: to be recorded, or only to be looked at.
pub async fn submit(
    desk: Desk,
    Path((office, id)): Path<(OfficeId, RoadmapId)>,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let mut typed = Typed::sent(sent);
    let Some(policy) = fields::policy(&mut typed, desk.lang) else { return refused(&desk, id, typed).await };
    if typed.value("do") == "look" {
        let asked = desk.asked().await?;
        return show(asked.lang, StatusCode::OK, &page_of(&asked, id, typed, Some(policy))?);
    }
    let today = desk.today;
    let recorded = desk.change(desk.new_id(), |state, _| {
        state.roadmap(id).ok_or(Refusal::RoadmapUnknown)?.remind(policy.clone(), today)
    });
    match recorded.await? {
        Ok(_) => Ok(Redirect::to(&format!("/offices/{office}/roadmaps/{id}/reminders?saved=1")).into_response()),
        Err(Refusal::RoadmapUnknown) => Err(Fault::NotFound),
        Err(why) => {
            typed.refused(&why, &[], desk.lang);
            refused(&desk, id, typed).await
        }
    }
}

async fn refused(desk: &Desk, id: RoadmapId, typed: Typed) -> Result<Response, Fault> {
    let asked = desk.asked().await?;
    let mut response = show(asked.lang, StatusCode::UNPROCESSABLE_ENTITY, &page_of(&asked, id, typed, None)?)?;
    response.extensions_mut().insert(Worded);
    Ok(response)
}

fn page_of(asked: &Asked, id: RoadmapId, form: Typed, looked: Option<Policy>) -> Result<Page, Fault> {
    let roadmap = asked.roadmap(id)?;
    let own = asked.visitor.account.office == asked.office;
    let policy = roadmap.policy_on(asked.as_of);
    let wrong = !form.wrong.is_empty();
    Ok(Page {
        frame: asked.frame(Some(id), Here::Settings),
        back: asked.link(&asked.roadmap_path(id, "/settings")),
        title: roadmap.title.clone(),
        action: asked.roadmap_path(id, "/reminders"),
        changeable: asked.live() && own && asked.visitor.may(Action::Remind) && roadmap.closed.is_none(),
        saved: !wrong && looked.is_none() && asked.others.iter().any(|(name, _)| name == "saved"),
        looking: looked.is_some(),
        groups: fields::groups(asked.lang),
        words: fields::words(&policy, asked.lang),
        coming: preview::coming(asked, id, looked),
        form,
    })
}

#[cfg(test)]
mod tests;
