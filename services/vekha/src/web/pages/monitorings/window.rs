//! One window: who has answered and who has not, the answers with their links, and the forms of answering and of other days.

use super::{
    super::{
        super::{
            access::Visitor,
            fault::{Fault, Worded},
        },
        asked::Asked,
        completion,
        frame::{Frame, Here},
        meetings::leads,
        people::{
            desk::Desk,
            fields::Typed,
            told::{Choice, by_number},
        },
        show,
        states::Shown,
        written,
    },
    days, receipt, state, who,
};
use askama::Template;
use axum::{
    Form as Sent,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use vekha_domain::{
    event::{Role, WindowAnswered},
    ids::{MonitoringId, OfficeId, OrganisationId},
    monitoring::Window,
    refusal::Refusal,
};

type OfWindow = Path<(OfficeId, MonitoringId, u16)>;

#[derive(Template)]
#[template(path = "monitoring_window.html")]
struct Page {
    frame: Frame,
    list: String,
    title: String,
    days: String,
    state: Shown,
    progress: Option<String>,
    /// Days left, where the window is scored.
    left: Option<String>,
    /// Who has entered what, where the window is scored.
    scored: Option<super::super::windows::progress::Scored>,
    moves: Vec<String>,
    receipt: Option<String>,
    form: Typed,
    path: String,
    moving: bool,
    move_open: bool,
    answer_open: bool,
    /// For whom this visitor may answer now.
    answering: Vec<Choice>,
    missing: Vec<String>,
    /// Where the missing are reminded by hand.
    remind: Option<String>,
    answers: Vec<Answer>,
}

struct Answer {
    name: String,
    day: String,
    late: bool,
    links: Vec<String>,
    note: Option<String>,
}

/// The page.
pub async fn page(asked: Asked, Path((_, id, number)): OfWindow) -> Result<Response, Fault> {
    asked.show(&page_of(&asked, id, number, Typed::default())?)
}

/// Other days, on a ground.
pub async fn move_days(
    desk: Desk,
    Path((office, id, number)): OfWindow,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let mut typed = Typed::sent(sent);
    let lang = desk.lang;
    let (from, to) = (typed.day("from", lang), typed.day("to", lang));
    let ground = typed.basis("basis", "basis-date", lang);
    let (Some(from), Some(to), Some(ground)) = (from, to, ground) else {
        return refused(&desk, id, number, typed).await;
    };
    let moved = desk.change(desk.new_id(), |state, _| {
        state.monitoring(id).ok_or(Refusal::WindowUnknown)?.move_window(number, from, to, ground.clone())
    });
    match moved.await? {
        Ok(_) => Ok(done(office, id, number, "moved")),
        Err(why) => {
            typed.refused(&why, &[("from", "from"), ("basis", "basis")], lang);
            refused(&desk, id, number, typed).await
        }
    }
}

/// An organisation's answer, by its own people or by the coordinator.
pub async fn answer(
    desk: Desk,
    Path((office, id, number)): OfWindow,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let mut typed = Typed::sent(sent);
    let (lang, today) = (desk.lang, desk.today);
    let organisation = typed.chosen::<OrganisationId>("organisation", lang);
    if organisation.is_some_and(|organisation| !may_answer(&desk.visitor, organisation)) {
        return Err(Fault::Forbidden);
    }
    let links = completion::links(typed.value("links"), lang);
    let links = links.map_err(|sentence| typed.refuse("links", sentence)).ok();
    let (Some(organisation), Some(links)) = (organisation, links) else {
        return refused(&desk, id, number, typed).await;
    };
    let answered = WindowAnswered::new(number, organisation, links, typed.value("note"));
    let content = format!("{} {answered:?}", typed.value("command"));
    let recorded = desk.change(desk.id(&content), |state, _| {
        let monitoring = state.monitoring(id).ok_or(Refusal::WindowUnknown)?;
        monitoring.answer(answered.clone(), state.office(), today)
    });
    match recorded.await? {
        Ok(_) => Ok(done(office, id, number, "answered")),
        Err(why) => {
            typed.refused(&why, &[("links", "links"), ("note", "note"), ("executor", "organisation")], lang);
            refused(&desk, id, number, typed).await
        }
    }
}

/// The coordinator answers for everybody, others for the organisation they work at.
fn may_answer(visitor: &Visitor, organisation: OrganisationId) -> bool {
    visitor.roles.contains(&Role::Coordinator) || visitor.organisation == Some(organisation)
}

fn done(office: OfficeId, id: MonitoringId, number: u16, what: &str) -> Response {
    Redirect::to(&format!("/offices/{office}/monitorings/{id}/{number}?done={what}")).into_response()
}

async fn refused(desk: &Desk, id: MonitoringId, number: u16, typed: Typed) -> Result<Response, Fault> {
    let asked = desk.asked_at(&format!("/monitorings/{id}/{number}")).await?;
    let mut response = show(asked.lang, StatusCode::UNPROCESSABLE_ENTITY, &page_of(&asked, id, number, typed)?)?;
    response.extensions_mut().insert(Worded);
    Ok(response)
}

fn page_of(asked: &Asked, id: MonitoringId, number: u16, form: Typed) -> Result<Page, Fault> {
    let lang = asked.lang;
    let monitoring = asked.state().monitoring(id).filter(|m| m.planned_on <= asked.as_of);
    let monitoring = monitoring.ok_or_else(|| asked.missing())?;
    let window = monitoring.window(number).ok_or_else(|| asked.missing())?;
    let (all, missing) = who(asked, monitoring, window);
    let begun = window.from <= asked.as_of;
    let counts = [("n", (all.len() - missing.len()).into()), ("all", all.len().into())];
    let moved = |names: &[&str]| form.wrong.iter().any(|w| w.field.as_deref().is_some_and(|f| names.contains(&f)));
    let (move_open, answer_open) =
        (moved(&["from", "to", "basis", "basis-date"]), moved(&["links", "note", "organisation"]));
    let scored = super::super::windows::progress::of(asked, id, window);
    let is_scored = scored.is_some();
    let answering = if begun && scored.is_none() { answering(asked, &all) } else { Vec::new() };
    let first = missing.first().or(all.first()).map(ToString::to_string).unwrap_or_default();
    Ok(Page {
        frame: asked.frame(Some(monitoring.roadmap), Here::Monitorings),
        list: asked.link(&asked.roadmap_path(monitoring.roadmap, "/monitorings")),
        title: monitoring.title.clone(),
        days: lang.say_with("monitorings-window", [("days", days(window).into())]),
        state: state(asked, window, missing.is_empty()),
        progress: begun.then(|| lang.say_with("monitorings-progress", counts)),
        moves: window.moves.iter().filter(|b| b.date <= asked.as_of).map(|b| moved_words(asked, b)).collect(),
        receipt: receipt(asked).or_else(|| super::super::overdue::by_hand::receipt(asked)),
        path: format!("/offices/{}/monitorings/{id}/{number}", asked.office),
        moving: leads(asked) && window.closed.is_none() && monitoring.ended.is_none(),
        move_open,
        answer_open,
        answering,
        left: scored.as_ref().and_then(|scored| scored.left.clone()),
        scored,
        remind: super::super::windows::remind::link(asked, id, window, !missing.is_empty()),
        missing: if begun && !is_scored {
            missing.iter().map(|id| asked.organisation_name(*id)).collect()
        } else {
            Vec::new()
        },
        answers: answers(asked, window),
        form: form.or([
            ("command", asked.site.app.ids().next().to_string()),
            ("organisation", first),
            ("from", written::day(window.from)),
            ("to", written::day(window.to)),
            ("basis-date", written::day(asked.today)),
        ]),
    })
}

fn moved_words(asked: &Asked, basis: &vekha_domain::event::Basis) -> String {
    let args = [("basis", basis.words.clone().into()), ("day", written::day(basis.date).into())];
    asked.lang.say_with("monitorings-moved-by", args)
}

/// Organisations that this visitor may answer for.
fn answering(asked: &Asked, all: &[OrganisationId]) -> Vec<Choice> {
    let own = asked.live() && asked.visitor.account.office == asked.office;
    let may = own && asked.visitor.may(super::super::super::access::Action::Mark);
    let ids = all.iter().filter(|id| may && may_answer(&asked.visitor, **id));
    ids.map(|id| Choice { value: id.to_string(), words: asked.organisation_name(*id) }).collect()
}

fn answers(asked: &Asked, window: &Window) -> Vec<Answer> {
    let given = window.answered.iter().filter(|(id, (day, _))| *day <= asked.as_of && asked.shows_organisation(**id));
    let mut all: Vec<Answer> = given
        .map(|(id, (day, answered))| Answer {
            name: asked.organisation_name(*id),
            day: written::day(*day),
            late: window.is_late(*id),
            links: answered.links.iter().map(ToString::to_string).collect(),
            note: answered.note.clone(),
        })
        .collect();
    all.sort_by_cached_key(|answer| by_number(&answer.name));
    all
}
