//! A draft: the order as it was read, its heading to be corrected, its unclear terms to be decided; then it is adopted.

use super::{
    super::{
        super::{
            Site,
            access::Visitor,
            fault::{Fault, language},
        },
        asked::Asked,
        form::Wrong,
    },
    heading::{self, Heading},
    owner, preview, terms,
};
use crate::{
    app::{AppError, Command, ImportOptions, import_order},
    drafts::{self, Draft, Typed},
    json::ImportShown,
    wording::Lang,
};
use axum::{
    Extension, Form,
    extract::{Path, State},
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use std::collections::BTreeMap;
use uuid::Uuid;
use vekha_domain::{
    deadline::Decision,
    ids::{OfficeId, RoadmapId},
};
use vekha_office::Order;

/// Which draft.
type OfDraft = (OfficeId, Uuid);

/// A draft as it stands: what of it can be read, and what cannot.
pub struct Standing {
    /// The order with the heading as typed.
    pub order: Order,
    /// The same as it would be imported.
    pub shown: ImportShown,
    /// The unclear terms.
    pub groups: Vec<terms::Group>,
    /// What was decided about terms, by the place of the row.
    pub decided: BTreeMap<usize, Decision>,
    /// The heading.
    pub heading: Heading,
    /// What cannot be read.
    pub wrong: Vec<Wrong>,
}

impl Standing {
    fn of(draft: &Draft, asked: &Asked) -> Standing {
        let (heading, mut wrong) = Heading::read(&draft.typed, asked.lang);
        let order = heading.put_on(&draft.order);
        let office = asked.known.office();
        let options = heading.options(&draft.name);
        let shown = ImportShown::of(&order, &options, office.calendar(), office.school_terms(), asked.lang);
        let groups = terms::unclear(&shown);
        let (decided, undecidable) = terms::decided(&groups, &draft.typed, heading.period, asked.lang);
        wrong.extend(undecidable);
        Standing { order, shown, groups, decided, heading, wrong }
    }

    /// Adds what an adoption cannot do without; a period that cannot be read is not called missing as well.
    fn complete(&mut self, lang: Lang) {
        let of_period = |w: &Wrong| matches!(w.field.as_deref(), Some("from" | "to"));
        let told = self.wrong.iter().any(of_period);
        self.wrong.extend(self.heading.missing(lang).into_iter().filter(|w| !(told && of_period(w))));
    }
}

/// The draft; one that was adopted leads to its roadmap.
pub async fn page(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(of): Path<OfDraft>,
    parts: Parts,
) -> Result<Response, Fault> {
    let draft = match Found::of(&site, &visitor, of).await? {
        Found::Draft(draft) => draft,
        Found::Adopted(to) => return Ok(to.into_response()),
    };
    let asked = today(&site, &visitor, of.0, &parts).await?;
    let standing = Standing::of(&draft, &asked);
    let again = asked.others.iter().any(|(key, _)| key == "again");
    preview::answer(&asked, &draft, &standing, again, StatusCode::OK)
}

/// What was typed is kept, whether it can be read yet or not.
pub async fn save(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(of): Path<OfDraft>,
    parts: Parts,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let mut draft = match Found::of(&site, &visitor, of).await? {
        Found::Draft(draft) => draft,
        Found::Adopted(to) => return Ok(to.into_response()),
    };
    draft.typed = typed(&fields, draft.order.rows.len());
    let standing = Standing::of(&draft, &today(&site, &visitor, of.0, &parts).await?);
    drafts::save(&site.app, owner(&visitor, of.0), draft.id, &draft.typed).await?;
    if standing.wrong.is_empty() {
        return Ok(Redirect::to(&path(of)).into_response());
    }
    let asked = today(&site, &visitor, of.0, &parts).await?;
    preview::answer(&asked, &draft, &standing, false, StatusCode::UNPROCESSABLE_ENTITY)
}

/// The order becomes a roadmap, in one command named by the draft: pressed twice, it is adopted once.
pub async fn adopt(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(of): Path<OfDraft>,
    parts: Parts,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let mut draft = match Found::of(&site, &visitor, of).await? {
        Found::Draft(draft) => draft,
        Found::Adopted(to) => return Ok(to.into_response()),
    };
    let owner = owner(&visitor, of.0);
    let asked = today(&site, &visitor, of.0, &parts).await?;
    let (before, _) = Heading::read(&draft.typed, asked.lang);
    draft.typed = typed(&fields, draft.order.rows.len());
    let mut standing = Standing::of(&draft, &asked);
    drop(asked);
    drafts::save(&site.app, owner, draft.id, &draft.typed).await?;
    standing.complete(language(&parts.headers));
    if standing.wrong.is_empty() && !standing.heading.reads_as(&before) {
        // Nobody has seen yet how the terms are read now.
        return Ok(Redirect::to(&format!("{}?again=1", path(of))).into_response());
    }
    if standing.wrong.is_empty() {
        let options = ImportOptions { terms: standing.decided.clone(), ..standing.heading.options(&draft.name) };
        let command = Command { office: of.0, actor: visitor.person(), id: draft.id };
        match import_order(&site.app, command, &standing.order, &options).await {
            Ok(imported) => {
                drafts::discard(&site.app, owner, draft.id).await?;
                return Ok(plan_of(of.0, imported.roadmap).into_response());
            }
            Err(AppError::Refused(refusal)) => {
                let lang = language(&parts.headers);
                standing.wrong.push(heading::refused(&refusal, lang));
            }
            Err(e) => return Err(e.into()),
        }
    }
    let asked = today(&site, &visitor, of.0, &parts).await?;
    preview::answer(&asked, &draft, &standing, false, StatusCode::UNPROCESSABLE_ENTITY)
}

/// The draft is thrown away.
pub async fn discard(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(of): Path<OfDraft>,
) -> Result<Response, Fault> {
    match Found::of(&site, &visitor, of).await? {
        Found::Draft(draft) => drafts::discard(&site.app, owner(&visitor, of.0), draft.id).await?,
        Found::Adopted(to) => return Ok(to.into_response()),
    }
    Ok(Redirect::to(&format!("/offices/{}/orders/new", of.0)).into_response())
}

/// What the address of a draft leads to.
enum Found {
    Draft(Box<Draft>),
    Adopted(Redirect),
}

impl Found {
    /// Another's draft is as good as none.
    async fn of(site: &Site, visitor: &Visitor, (office, id): OfDraft) -> Result<Found, Fault> {
        let roadmap = RoadmapId(id);
        let adopted = site.app.office(office).await?.roadmap(roadmap).is_some();
        if adopted {
            return Ok(Found::Adopted(plan_of(office, roadmap)));
        }
        let draft = drafts::find(&site.app, owner(visitor, office), id).await?.filter(|d| d.amends.is_none());
        draft.map(|draft| Found::Draft(Box::new(draft))).ok_or(Fault::NotFound)
    }
}

fn path((office, draft): OfDraft) -> String {
    format!("/offices/{office}/orders/{draft}")
}

fn plan_of(office: OfficeId, roadmap: RoadmapId) -> Redirect {
    Redirect::to(&format!("/offices/{office}/roadmaps/{roadmap}/plan"))
}

/// Orders are entered today.
async fn today(site: &Site, visitor: &Visitor, office: OfficeId, parts: &Parts) -> Result<Asked, Fault> {
    let asked = Asked::of(site, visitor, office, parts).await?;
    if asked.live() { Ok(asked) } else { Err(Fault::LookingBack) }
}

/// The fields as they were sent; `rows` is how many rows there are to choose for.
fn typed(fields: &[(String, String)], rows: usize) -> Typed {
    let mut typed = Typed::default();
    for (name, value) in fields {
        let value = value.clone();
        match (name.as_str(), name.split_once('-')) {
            ("title", _) => typed.title = value,
            ("number", _) => typed.number = value,
            ("date", _) => typed.date = value,
            ("from", _) => typed.from = value,
            ("to", _) => typed.to = value,
            (_, Some((what @ ("pick" | "dates"), at))) => {
                let Some(at) = at.parse().ok().filter(|at: &usize| *at < rows) else { continue };
                let term = typed.terms.entry(at).or_default();
                match what {
                    "pick" => term.pick = value,
                    _ => term.dates = value,
                }
            }
            _ => {}
        }
    }
    typed
}
