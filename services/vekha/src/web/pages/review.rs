//! Review: marks that wait to be accepted; each is accepted, returned or taken back on its activity's page.

mod requests;

pub use requests::{Request, decline, requests_of};

use super::{
    super::{
        Site,
        access::Visitor,
        fault::Fault,
        reviewing::{self, Deed},
    },
    activity::{self, Document, Looked, Refused, documents, executor, page, term_of},
    asked::{Asked, with_query},
    frame::{Frame, Here},
    tally::Tally,
    written,
};
use askama::Template;
use axum::{
    Extension, Form,
    extract::{Path, State},
    http::request::Parts,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use vekha_domain::{
    activity::Mark,
    ids::{ActivityId, MarkId, OfficeId, RoadmapId},
};
use vekha_projections::{Obligation, State as Standing};

#[derive(Template)]
#[template(path = "review.html")]
struct Page {
    frame: Frame,
    acceptance: bool,
    rows: Vec<Row>,
    requests: Vec<Request>,
    counted: String,
}

struct Row {
    number: String,
    title: String,
    link: String,
    term: String,
    who: String,
    performed: String,
    recorded: String,
    note: Option<String>,
    documents: Vec<Document>,
}

/// What waits to be accepted, the longest waiting first.
pub async fn list(Path((_, id)): Path<(OfficeId, RoadmapId)>, asked: Asked) -> Result<Response, Fault> {
    asked.roadmap(id)?;
    let obligations = asked.obligations(id);
    let waiting = obligations.iter().filter(|o| o.state == Standing::OnReview);
    let mut rows: Vec<(&Mark, Row)> = waiting.filter_map(|o| row(&asked, o)).collect();
    rows.sort_by_key(|(mark, _)| mark.recorded_at);
    let rows: Vec<Row> = rows.into_iter().map(|(_, row)| row).collect();
    let page = Page {
        frame: asked.frame(Some(id), Here::Review),
        acceptance: asked.view().settings(id).acceptance,
        counted: asked.lang.say_with("review-counted", [("n", rows.len().into())]),
        rows,
        requests: requests::open(&asked, id),
    };
    asked.show(&page)
}

fn row<'a>(asked: &'a Asked, obligation: &Obligation) -> Option<(&'a Mark, Row)> {
    let activity = asked.state().activity(obligation.activity)?;
    let mark = activity.mark(obligation.mark?)?;
    let path = format!("{}#mark", page(asked, activity, mark.occurrence));
    let occurrence = activity.occurrence(mark.occurrence)?;
    let due = occurrence.due_on(asked.as_of);
    let row = Row {
        number: activity.number.clone(),
        title: activity.wording_on(asked.as_of).map(|w| w.title.clone()).unwrap_or_default(),
        link: asked.link(&with_query(&path, [("mark", mark.id.to_string().as_str())].into_iter())),
        term: term_of(asked, &Tally { occurrence, due, obligations: Vec::new() }),
        who: executor(asked, activity, mark.executor),
        performed: written::day(mark.performed_on),
        recorded: written::day(asked.state().local_day(mark.recorded_at)),
        note: mark.note.clone(),
        documents: documents(asked, mark),
    };
    Some((mark, row))
}

/// Why a mark is returned or taken back.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Reason {
    reason: String,
}

/// Which mark of which activity.
type OfMark = (OfficeId, ActivityId, MarkId);

/// The coordinator accepts a mark.
pub async fn accept(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(of): Path<OfMark>,
    parts: Parts,
) -> Result<Response, Fault> {
    carry_out(&site, &visitor, of, &parts, Deed::Accept, String::new()).await
}

/// The coordinator returns a mark with a reason.
pub async fn send_back(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(of): Path<OfMark>,
    parts: Parts,
    Form(Reason { reason }): Form<Reason>,
) -> Result<Response, Fault> {
    carry_out(&site, &visitor, of, &parts, Deed::Return, reason).await
}

/// Its author, or the coordinator, takes a mark back with a reason.
pub async fn retract(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(of): Path<OfMark>,
    parts: Parts,
    Form(Reason { reason }): Form<Reason>,
) -> Result<Response, Fault> {
    carry_out(&site, &visitor, of, &parts, Deed::Retract, reason).await
}

async fn carry_out(
    site: &Site,
    visitor: &Visitor,
    (office, id, mark): OfMark,
    parts: &Parts,
    deed: Deed,
    reason: String,
) -> Result<Response, Fault> {
    let mut asked = Asked::of(site, visitor, office, parts).await?;
    if !asked.live() {
        return Err(Fault::LookingBack);
    }
    let (activity, known) = reviewing::of_visitor(asked.state(), visitor, id, mark, asked.today)?;
    let (occurrence, path) = (known.occurrence, page(&asked, activity, known.occurrence));
    drop(asked);
    let command = site.app.ids().next();
    let wanted = reviewing::Asked { office, activity: id, mark, deed, reason, id: command };
    let sentence = match reviewing::carry_out(site, visitor, &wanted, |_| true).await {
        Ok(_) => {
            let to = with_query(&format!("{path}#receipt"), [("receipt", mark.to_string().as_str())].into_iter());
            return Ok(Redirect::to(&to).into_response());
        }
        Err(fault @ Fault::Refused(_)) => fault,
        Err(fault) => return Err(fault),
    };
    asked = Asked::of(site, visitor, office, parts).await?;
    // The page shown is the activity's: its own address is what a change of the day leads to.
    asked.path = format!("/offices/{office}/activities/{id}");
    asked.others = vec![("o".to_owned(), occurrence.to_string()), ("mark".to_owned(), mark.to_string())];
    let refused = Refused { mark, deed: deed.name(), sentence: sentence.words(asked.lang).1, typed: wanted.reason };
    let looked = Looked { o: Some(occurrence), mark: Some(mark), ..Looked::default() };
    activity::answer(&asked, id, looked, Some(refused)).await
}

#[cfg(test)]
mod tests;
