//! Requests for another term: shown to the coordinator with the way to grant each, and declined with a reason.

use super::super::{
    super::{
        Site,
        access::{Action, Visitor},
        fault::Fault,
        marking,
    },
    activity::{self, Looked, Reasoned, Refused, executor, page},
    asked::{Asked, with_query},
    changes::{self, What},
    tally::Tally,
    written,
};
use crate::{
    app::{AppError, Command},
    refusals, sentence,
};
use axum::{
    Extension, Form,
    extract::{Path, State},
    http::request::Parts,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use vekha_domain::{
    activity::{Activity, Request as Asking},
    ids::{ActivityId, MarkId, OfficeId, RoadmapId},
    refusal::Refusal,
};

/// A request for another term.
pub struct Request {
    /// The row with its address; none on its own page.
    pub row: Option<(String, String)>,
    /// Who asks.
    pub who: String,
    /// From when to when.
    pub asks: String,
    /// Why.
    pub reason: String,
    /// When it was asked.
    pub at: String,
    /// What became of it.
    pub settled: Option<String>,
    /// Where it is granted.
    pub grant: Option<String>,
    /// The form that declines it.
    pub decline: Option<Reasoned>,
}

/// The reason of a refusal.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Reason {
    reason: String,
}

/// The open requests of a roadmap, the oldest first.
pub fn open(asked: &Asked, roadmap: RoadmapId) -> Vec<Request> {
    let activities = asked.state().activities(roadmap).filter(|a| a.withdrawn.is_none());
    let open = |activity| Activity::open_requests(activity).map(move |(n, request)| (activity, n, request));
    let mut all: Vec<(&Activity, u16, &Asking)> = activities.flat_map(open).collect();
    all.sort_by_key(|(_, _, request)| request.recorded_at);
    all.into_iter().map(|(activity, n, request)| shown(asked, activity, n, request, true, None)).collect()
}

/// The requests of one activity, the newest first, as far as this visitor sees their executor's work.
pub fn requests_of(asked: &Asked, activity: &Activity, refused: Option<&Refused>) -> Vec<Request> {
    let all = (0..).zip(&activity.requests).filter(|(_, request)| asked.visitor.sees_work_of(request.executor));
    let mut all: Vec<Request> = all.map(|(n, r)| shown(asked, activity, n, r, false, refused)).collect();
    all.reverse();
    all
}

fn shown(
    asked: &Asked,
    activity: &Activity,
    number: u16,
    request: &Asking,
    listed: bool,
    refused: Option<&Refused>,
) -> Request {
    let (lang, day) = (asked.lang, asked.as_of);
    let path = format!("{}#requests", page(asked, activity, request.occurrence));
    let title = activity.wording_on(day).map(|w| w.title.clone()).unwrap_or_default();
    let due = activity.occurrence(request.occurrence).map(|occurrence| {
        activity::term_of(asked, &Tally { occurrence, due: occurrence.due_on(day), obligations: Vec::new() })
    });
    let to = request.to.map_or_else(|| "none".to_owned(), written::day);
    let who = sentence::person(lang, request.by, asked.state(), &asked.names);
    let executor = executor(asked, activity, request.executor);
    let asks = [("term", due.unwrap_or_default().into()), ("to", to.into()), ("executor", executor.into())];
    let settled = request.settled.as_ref().map(|(day, reason)| {
        let day = written::day(*day);
        match reason {
            Some(reason) => lang.say_with("request-declined", [("day", day.into()), ("reason", reason.clone().into())]),
            None => lang.say_with("request-granted", [("day", day.into())]),
        }
    });
    let decides = asked.live()
        && request.is_open()
        && activity.withdrawn.is_none()
        && asked.visitor.may(Action::Review)
        && asked.visitor.account.office == asked.office;
    let of_this = refused.filter(|r| r.deed == "refusal" && r.mark == MarkId(named(activity.id, number)));
    Request {
        row: listed.then(|| (format!("{} {title}", activity.number).trim().to_owned(), asked.link(&path))),
        who: written::unbroken(&who),
        asks: lang.say_with("requests-asks", asks),
        reason: request.reason.clone(),
        at: written::moment(request.recorded_at, asked.state().zone()),
        settled,
        grant: decides.then(|| grant(asked, activity, request)),
        decline: decides.then(|| Reasoned {
            action: format!("/offices/{}/activities/{}/requests/{number}/refusal", asked.office, activity.id),
            field: format!("refusal-{}-{number}", activity.ordinal),
            typed: of_this.map(|r| r.typed.clone()).unwrap_or_default(),
            refusal: of_this.map(|r| r.sentence.clone()),
        }),
    }
}

/// The form that moves the term, with the day asked for.
fn grant(asked: &Asked, activity: &Activity, request: &Asking) -> String {
    let path = changes::path(asked.office, activity.roadmap, What::Move, &[activity.id]);
    let (o, day) = (request.occurrence.to_string(), request.to.map(written::day).unwrap_or_default());
    with_query(&path, [("o", o.as_str()), ("day", day.as_str())].into_iter().filter(|(_, value)| !value.is_empty()))
}

/// A refusal is shown beside the form of its own request only.
fn named(activity: ActivityId, number: u16) -> uuid::Uuid {
    uuid::Uuid::from_u128(activity.0.as_u128().wrapping_add(u128::from(number)))
}

/// The coordinator declines a request with a reason.
pub async fn decline(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path((office, id, number)): Path<(OfficeId, ActivityId, u16)>,
    parts: Parts,
    Form(typed): Form<Reason>,
) -> Result<Response, Fault> {
    let asked = Asked::of(&site, &visitor, office, &parts).await?;
    if !asked.live() {
        return Err(Fault::LookingBack);
    }
    let activity = activity::visible(&asked, id)?;
    let request = activity.requests.get(usize::from(number)).ok_or(Fault::NotFound)?;
    let (occurrence, executor) = (request.occurrence, request.executor);
    let done = asked.link(&format!("{}#requests", page(&asked, activity, occurrence)));
    let now = site.app.now();
    drop(asked);
    // Declined once, however often the button is pressed.
    let key = format!("{id} {number} {}", typed.reason);
    let command =
        Command { office, actor: visitor.person(), id: marking::command_id(visitor.person(), key.as_bytes()) };
    let declined = site.app.change(command, |state, _| {
        let activity = state.activity(id).ok_or(Refusal::ActivityUnknown)?;
        if state.roadmap(activity.roadmap).is_some_and(|r| r.closed.is_some()) {
            return Err(Refusal::RoadmapClosed);
        }
        let before = activity.requests.get(usize::from(number)).and_then(|r| r.settled.as_ref());
        if before.is_some_and(|(_, reason)| reason.as_deref() == Some(typed.reason.trim())) {
            return Ok(Vec::new());
        }
        activity.decline_move(occurrence, executor, &typed.reason, state.local_day(now))
    });
    match declined.await {
        Ok(_) => Ok(Redirect::to(&done).into_response()),
        Err(AppError::Refused(refusal)) => {
            let mut asked = Asked::of(&site, &visitor, office, &parts).await?;
            asked.path = format!("/offices/{office}/activities/{id}");
            asked.others = vec![("o".to_owned(), occurrence.to_string())];
            let sentence = refusals::refusal(asked.lang, &refusal);
            let refused = Refused { mark: MarkId(named(id, number)), deed: "refusal", sentence, typed: typed.reason };
            let looked = Looked { o: Some(occurrence), ..Looked::default() };
            activity::answer(&asked, id, looked, Some(refused)).await
        }
        Err(e) => Err(e.into()),
    }
}
