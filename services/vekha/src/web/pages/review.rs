//! Review: marks that wait to be accepted; each is accepted, returned or taken back on its activity's page.

use super::{
    super::{
        Site,
        access::{Action, Visitor},
        fault::Fault,
    },
    activity::{self, Document, Looked, Refused, documents, executor, page, term_of},
    asked::{Asked, with_query},
    frame::{Frame, Here},
    tally::Tally,
    written,
};
use crate::app::Command;
use askama::Template;
use axum::{
    Extension, Form,
    extract::{Path, State},
    http::request::Parts,
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use serde::Deserialize;
use vekha_domain::{
    activity::{Activity, Mark},
    event::Change,
    ids::{ActivityId, MarkId, OfficeId, RoadmapId},
    refusal::Refusal,
};
use vekha_projections::{Obligation, State as Standing};

#[derive(Template)]
#[template(path = "review.html")]
struct Page {
    frame: Frame,
    acceptance: bool,
    rows: Vec<Row>,
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
    let deed = Deed { name: "acceptance", reason: String::new() };
    deed.carry_out(&site, &visitor, of, &parts, |a, _, today| a.accept(of.2, today)).await
}

/// The coordinator returns a mark with a reason.
pub async fn send_back(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(of): Path<OfMark>,
    parts: Parts,
    Form(Reason { reason }): Form<Reason>,
) -> Result<Response, Fault> {
    let deed = Deed { name: "return", reason };
    deed.carry_out(&site, &visitor, of, &parts, |a, reason, today| a.send_back(of.2, reason, today)).await
}

/// Its author, or the coordinator, takes a mark back with a reason.
pub async fn retract(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(of): Path<OfMark>,
    parts: Parts,
    Form(Reason { reason }): Form<Reason>,
) -> Result<Response, Fault> {
    let deed = Deed { name: "retraction", reason };
    deed.carry_out(&site, &visitor, of, &parts, |a, reason, today| a.retract(of.2, reason, today)).await
}

/// What is done with a mark.
struct Deed {
    name: &'static str,
    reason: String,
}

impl Deed {
    async fn carry_out(
        self,
        site: &Site,
        visitor: &Visitor,
        (office, id, mark): OfMark,
        parts: &Parts,
        decide: impl Fn(&Activity, &str, NaiveDate) -> Result<Vec<Change>, Refusal>,
    ) -> Result<Response, Fault> {
        let mut asked = Asked::of(site, visitor, office, parts).await?;
        let (occurrence, path) = self.place(&asked, id, mark)?;
        drop(asked);
        let command = Command { office, actor: visitor.person(), id: site.app.ids().next() };
        let now = site.app.now();
        let decided = |state: &vekha_projections::OfficeState| {
            let activity = state.activity(id).ok_or(Refusal::ActivityUnknown)?;
            if state.roadmap(activity.roadmap).is_some_and(|r| r.closed.is_some()) {
                return Err(Refusal::RoadmapClosed);
            }
            decide(activity, &self.reason, state.local_day(now))
        };
        let sentence = match site.app.change(command, |state, _| decided(state)).await.map_err(Fault::from) {
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
        let refused = Refused { mark, deed: self.name, sentence: sentence.words(asked.lang).1, typed: self.reason };
        let looked = Looked { o: Some(occurrence), mark: Some(mark), ..Looked::default() };
        activity::answer(&asked, id, looked, Some(refused)).await
    }

    /// The occurrence of the mark and the page it is on, if this visitor may do this with it.
    fn place(&self, asked: &Asked, id: ActivityId, mark: MarkId) -> Result<(u16, String), Fault> {
        if !asked.live() {
            return Err(Fault::LookingBack);
        }
        let activity = activity::visible(asked, id)?;
        let known = activity::seen(asked, activity, mark).ok_or(Fault::NotFound)?;
        let own = known.entered_by == asked.visitor.person() || asked.visitor.may(Action::Review);
        if !own {
            return Err(Fault::Forbidden);
        }
        Ok((known.occurrence, page(asked, activity, known.occurrence)))
    }
}

#[cfg(test)]
mod tests;
