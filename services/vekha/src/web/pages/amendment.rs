//! An amending order: read, compared with the roadmap row by row, and what is ticked of it applied with its basis.

mod show;

use super::{
    super::{
        Site,
        access::Visitor,
        fault::{Fault, language},
        marking,
    },
    asked::{Asked, with_query},
    form::{self, Fields, Wrong},
    upload::{self, Read, owner},
};
use crate::{
    app::{Amendment, AppError, Command, Compared, Difference, amend},
    drafts::{self, Draft, Typed},
    wording::Lang,
};
use axum::{
    Extension, Form,
    extract::{Multipart, Path, State},
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use uuid::Uuid;
use vekha_domain::ids::{OfficeId, RoadmapId};

/// Which draft of which roadmap.
type OfDraft = (OfficeId, RoadmapId, Uuid);

/// The form, with the drafts begun before.
pub async fn form(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path((office, id)): Path<(OfficeId, RoadmapId)>,
    parts: Parts,
) -> Result<Response, Fault> {
    upload::answer(&site, &visitor, office, Some(id), &parts, upload::Wrong::default()).await
}

/// The form sent: the order is read in a child process and kept.
pub async fn submit(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path((office, id)): Path<(OfficeId, RoadmapId)>,
    parts: Parts,
    form: Multipart,
) -> Result<Response, Fault> {
    site.app.office(office).await?.roadmap(id).ok_or(Fault::NotFound)?;
    match upload::read(form, language(&parts.headers)).await? {
        Read::Order(name, order) => {
            let draft = drafts::make(&site.app, owner(&visitor, office), &name, &order, Some(id)).await?;
            Ok(Redirect::to(&path((office, id, draft))).into_response())
        }
        Read::Wrong(wrong) => upload::answer(&site, &visitor, office, Some(id), &parts, wrong).await,
    }
}

/// The differences.
pub async fn page(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(of): Path<OfDraft>,
    parts: Parts,
) -> Result<Response, Fault> {
    let draft = find(&site, &visitor, of).await?;
    let asked = today(&site, &visitor, of.0, &parts).await?;
    show::answer(&asked, of.1, &draft, &basis_of(&draft, asked.lang), Vec::new(), StatusCode::OK)
}

/// What is ticked is applied; what was typed is kept when something is wrong.
pub async fn apply(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(of): Path<OfDraft>,
    parts: Parts,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let mut draft = find(&site, &visitor, of).await?;
    draft.typed = Typed {
        number: fields.get("basis").to_owned(),
        date: fields.get("basis-date").to_owned(),
        taken: Some(fields.all("take").map(str::to_owned).collect()),
        ..draft.typed
    };
    let owner = owner(&visitor, of.0);
    drafts::save(&site.app, owner, draft.id, &draft.typed).await?;
    let asked = today(&site, &visitor, of.0, &parts).await?;
    let mut wrong = Vec::new();
    let basis = form::basis(&fields, asked.today, asked.lang, &mut wrong);
    let taken = draft.typed.taken.clone().unwrap_or_default();
    if taken.is_empty() {
        wrong.push(Wrong::whole(asked.lang.say("amend-nothing")));
    }
    let Some(basis) = basis.filter(|_| wrong.is_empty()) else {
        return show::answer(&asked, of.1, &draft, &fields, wrong, StatusCode::UNPROCESSABLE_ENTITY);
    };
    drop(asked);
    // The same choice sent twice is one command; another choice, sent after a crash, is another one.
    let key = marking::command_id(visitor.person(), format!("{} {basis:?} {taken:?}", draft.id).as_bytes());
    let command = Command { office: of.0, actor: visitor.person(), id: key };
    let amendment = Amendment { roadmap: of.1, basis, taken };
    match amend(&site.app, command, &draft.order, &amendment).await {
        Ok(done) => {
            drafts::discard(&site.app, owner, draft.id).await?;
            let first = (done.position + 1).saturating_sub(done.events.max(1) as u64).to_string();
            let last = if done.events == 0 { "0".to_owned() } else { done.position.to_string() };
            let to = format!("/offices/{}/roadmaps/{}/changes#receipt", of.0, of.1);
            let pairs = [("from", first.as_str()), ("to", last.as_str())];
            Ok(Redirect::to(&with_query(&to, pairs.into_iter())).into_response())
        }
        Err(AppError::Refused(refusal)) => {
            let asked = today(&site, &visitor, of.0, &parts).await?;
            let wrong = vec![Wrong::whole(crate::refusals::refusal(asked.lang, &refusal))];
            show::answer(&asked, of.1, &draft, &fields, wrong, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(e) => Err(e.into()),
    }
}

/// The draft is thrown away.
pub async fn discard(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(of): Path<OfDraft>,
) -> Result<Response, Fault> {
    let draft = find(&site, &visitor, of).await?;
    drafts::discard(&site.app, owner(&visitor, of.0), draft.id).await?;
    Ok(Redirect::to(&format!("/offices/{}/roadmaps/{}/amendments/new", of.0, of.1)).into_response())
}

/// Another's draft is as good as none, and so is one of another roadmap.
async fn find(site: &Site, visitor: &Visitor, (office, roadmap, id): OfDraft) -> Result<Draft, Fault> {
    let draft = drafts::find(&site.app, owner(visitor, office), id).await?;
    draft.filter(|draft| draft.amends == Some(roadmap)).ok_or(Fault::NotFound)
}

async fn today(site: &Site, visitor: &Visitor, office: OfficeId, parts: &Parts) -> Result<Asked, Fault> {
    let asked = Asked::of(site, visitor, office, parts).await?;
    if asked.live() { Ok(asked) } else { Err(Fault::LookingBack) }
}

fn path((office, roadmap, draft): OfDraft) -> String {
    format!("/offices/{office}/roadmaps/{roadmap}/amendments/{draft}")
}

/// The basis as the order's own heading gives it, until somebody types another.
fn basis_of(draft: &Draft, lang: Lang) -> Fields {
    let words = match (&draft.typed.taken, &draft.order.number) {
        (None, Some(number)) => lang.say_with("amend-order", [("number", number.clone().into())]),
        (None, None) => String::new(),
        (Some(_), _) => draft.typed.number.clone(),
    };
    Fields(vec![("basis".to_owned(), words), ("basis-date".to_owned(), draft.typed.date.clone())])
}

/// Differences that are ticked: those chosen, or those meant.
fn ticked(draft: &Draft, compared: &Compared, difference: &Difference) -> bool {
    match &draft.typed.taken {
        Some(taken) => taken.contains(&difference.key()),
        None => compared.meant(difference),
    }
}

#[cfg(test)]
mod tests;
