//! Ticking off: the form of a mark of fulfilment. Opening it changes nothing; sending it twice makes one mark.

pub mod read;
mod whom;

use super::{
    super::{
        Site,
        access::Visitor,
        fault::{Fault, Worded},
        marking::{self, Asked as ToMark},
    },
    activity::{self, executor, in_order, page, term_of},
    asked::{Asked, with_query},
    frame::{Frame, Here},
    show,
    states::Shown,
    tally::Tally,
};
use askama::Template;
use axum::{
    Extension, Form,
    extract::{Path, Query, State},
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
pub use read::links;
use read::{Typed, Wrong};
use vekha_domain::{
    event::Executor,
    ids::{ActivityId, OfficeId},
};
use whom::{ForWhat, Place, Whom};

#[derive(Template)]
#[template(path = "completion.html")]
struct Page {
    frame: Frame,
    what: String,
    term: String,
    state: Option<Shown>,
    who: String,
    result: Option<String>,
    back: String,
    action: String,
    occurrence: u16,
    choose: Vec<(String, String)>,
    refusal: Option<String>,
    wrong: Vec<Wrong>,
    summary: String,
    typed: Typed,
}

impl Page {
    fn error(&self, field: &str) -> Option<&str> {
        self.wrong.iter().find(|w| w.field == Some(field)).map(|w| w.sentence.as_str())
    }
}

/// The form.
pub async fn form(
    Path((_, id)): Path<(OfficeId, ActivityId)>,
    Query(for_what): Query<ForWhat>,
    asked: Asked,
) -> Result<Response, Fault> {
    let place = Place::of(&asked, id, &for_what)?;
    let typed = Typed::begun(asked.site.app.ids().next());
    let status = if matches!(place.whom, Whom::Nobody(_)) { StatusCode::CONFLICT } else { StatusCode::OK };
    answer(&asked, &place, typed, Vec::new(), status)
}

/// The form sent.
pub async fn submit(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path((office, id)): Path<(OfficeId, ActivityId)>,
    Query(for_what): Query<ForWhat>,
    parts: Parts,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    // Not before the body has come: a slow sender must not hold the live state.
    let asked = Asked::of(&site, &visitor, office, &parts).await?;
    let place = Place::of(&asked, id, &for_what)?;
    let command = marking::command_id(visitor.person(), typed.command.as_bytes());
    let Some(executor) = place.executor(&asked, id, command) else {
        return answer(&asked, &place, typed, Vec::new(), StatusCode::UNPROCESSABLE_ENTITY);
    };
    let report = match read::report(&typed, place.occurrence, executor, asked.today, asked.lang) {
        Ok(report) => report,
        Err(wrong) => return answer(&asked, &place, typed, wrong, StatusCode::UNPROCESSABLE_ENTITY),
    };
    let done = asked.link(&page(&asked, activity::visible(&asked, id)?, place.occurrence));
    // The live state is let go of: a mark is written over it.
    drop(asked);
    let to_mark = ToMark { office, activity: id, id: command, report };
    match marking::make(&site, &visitor, to_mark, |_| true).await {
        Ok(marked) => {
            let mark = marked.mark.to_string();
            let receipt = with_query(&format!("{done}#receipt"), [("receipt", mark.as_str())].into_iter());
            Ok(Redirect::to(&receipt).into_response())
        }
        Err(fault @ (Fault::Refused(_) | Fault::Link(_) | Fault::KeyReused)) => {
            let asked = Asked::of(&site, &visitor, office, &parts).await?;
            let wrong = vec![Wrong { field: read::field_of(&fault), sentence: fault.words(asked.lang).1 }];
            let typed = match fault {
                // What was sent before stands; this is another mark.
                Fault::KeyReused => typed.again(site.app.ids().next()),
                _ => typed,
            };
            answer(&asked, &place, typed, wrong, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(fault) => Err(fault),
    }
}

fn answer(
    asked: &Asked,
    place: &Place,
    typed: Typed,
    wrong: Vec<Wrong>,
    status: StatusCode,
) -> Result<Response, Fault> {
    let lang = asked.lang;
    let activity = activity::visible(asked, place.activity)?;
    let obligations = activity::obligations(asked, activity);
    let tallies = Tally::of(activity, &obligations, asked.as_of);
    let tally = tallies.iter().find(|t| t.occurrence.seq == place.occurrence);
    let one = match &place.whom {
        Whom::One(executor) => Some(*executor),
        Whom::Choose(_) | Whom::Nobody(_) => None,
    };
    let state = tally.and_then(|t| match one {
        Some(executor) => t.obligations.iter().find(|o| o.executor == executor).map(|o| o.state),
        None => t.state(),
    });
    let words = activity.wording_on(asked.as_of);
    let title = words.map(|w| w.title.clone()).unwrap_or_default();
    let page = Page {
        // Marks are made today: there is no other day to look at here.
        frame: Frame { day: None, ..asked.frame(Some(activity.roadmap), Here::Plan) },
        what: match activity.number.trim_end_matches('.') {
            "" => title,
            number => format!("{number}. {title}"),
        },
        term: tally.map(|t| term_of(asked, t)).unwrap_or_default(),
        state: state.map(|state| Shown::of(lang, state)),
        who: one.map(|e| executor(asked, activity, e)).unwrap_or_default(),
        result: words.and_then(|w| w.result.clone()),
        back: asked.link(&page(asked, activity, place.occurrence)),
        action: action(asked, place, one),
        occurrence: place.occurrence,
        choose: match &place.whom {
            Whom::Choose(executors) => choices(asked, activity, executors),
            Whom::One(_) | Whom::Nobody(_) => Vec::new(),
        },
        refusal: match &place.whom {
            Whom::Nobody(refusal) => Some(crate::refusals::refusal(lang, refusal)),
            Whom::One(_) | Whom::Choose(_) => None,
        },
        summary: lang.say_with("completion-refused", [("n", wrong.len().into())]),
        wrong,
        typed,
    };
    let mut response = show(lang, status, &page)?;
    response.extensions_mut().insert(Worded);
    Ok(response)
}

fn action(asked: &Asked, place: &Place, one: Option<Executor>) -> String {
    let path = format!("/offices/{}/activities/{}/completion?o={}", asked.office, place.activity, place.occurrence);
    match one {
        Some(Executor::Member(id)) => with_query(&path, [("organisation", id.to_string().as_str())].into_iter()),
        Some(Executor::Joint) => with_query(&path, [("organisation", whom::JOINT)].into_iter()),
        None => path,
    }
}

fn choices(
    asked: &Asked,
    activity: &vekha_domain::activity::Activity,
    executors: &[Executor],
) -> Vec<(String, String)> {
    let choice = |e: &Executor| {
        let value = match e {
            Executor::Joint => whom::JOINT.to_owned(),
            Executor::Member(id) => id.to_string(),
        };
        (value, executor(asked, activity, *e))
    };
    let mut executors = executors.to_vec();
    executors.sort_by_cached_key(|e| in_order(asked, *e));
    executors.iter().map(choice).collect()
}

#[cfg(test)]
mod tests;
