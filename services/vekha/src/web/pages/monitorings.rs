//! «Мониторинги»: what schools answer in windows of every year, who has answered in each, and who is missing.

pub mod new;
pub mod window;

use super::{
    super::fault::{Fault, Worded},
    asked::Asked,
    frame::{Frame, Here},
    meetings::leads,
    people::{desk::Desk, fields::Typed},
    show,
    states::{Mark as Sign, Shown},
    written,
};
use crate::sentence;
use askama::Template;
use axum::{
    Form as Sent,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use vekha_domain::{
    event::Party,
    ids::{MonitoringId, OfficeId, OrganisationId, RoadmapId},
    monitoring::{Monitoring, Window},
    refusal::Refusal,
};

/// Codes of what was done, as addresses carry them: the key of each sentence.
const RECEIPTS: [&str; 4] = ["planned", "ended", "moved", "answered"];

#[derive(Template)]
#[template(path = "monitorings.html")]
struct Page {
    frame: Frame,
    receipt: Option<String>,
    new: Option<String>,
    form: Typed,
    all: Vec<Listed>,
}

/// One monitoring.
struct Listed {
    title: String,
    notes: Vec<String>,
    /// Windows, year by year.
    years: Vec<Vec<Row>>,
    end: Option<End>,
}

/// One window.
struct Row {
    days: String,
    link: String,
    state: Shown,
    progress: String,
    missing: String,
}

/// The form that ends a monitoring.
struct End {
    action: String,
    basis: String,
    date: String,
    open: bool,
}

/// The monitorings of a roadmap.
pub async fn page(asked: Asked, Path((_, id)): Path<(OfficeId, RoadmapId)>) -> Result<Response, Fault> {
    asked.show(&page_of(&asked, id, Typed::default())?)
}

/// There will be no further windows.
pub async fn end(
    desk: Desk,
    Path((office, id)): Path<(OfficeId, MonitoringId)>,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let mut typed = Typed::sent(sent);
    let roadmap = desk.asked().await?.state().monitoring(id).ok_or(Fault::NotFound)?.roadmap;
    let (basis, date) = end_fields(id);
    let ground = typed.basis(&basis, &date, desk.lang);
    if let Some(ground) = ground {
        let ended = desk.change(desk.new_id(), |state, _| {
            state.monitoring(id).ok_or(Refusal::MonitoringEnded)?.end(ground.clone())
        });
        match ended.await? {
            Ok(_) => {
                let to = format!("/offices/{office}/roadmaps/{roadmap}/monitorings?done=ended");
                return Ok(Redirect::to(&to).into_response());
            }
            Err(why) => typed.refused(&why, &[("basis", &basis)], desk.lang),
        }
    }
    let asked = desk.asked_at(&format!("/roadmaps/{roadmap}/monitorings")).await?;
    let mut response = show(asked.lang, StatusCode::UNPROCESSABLE_ENTITY, &page_of(&asked, roadmap, typed)?)?;
    response.extensions_mut().insert(Worded);
    Ok(response)
}

fn end_fields(id: MonitoringId) -> (String, String) {
    (format!("basis-{id}"), format!("date-{id}"))
}

/// What was done just now, when the address says so.
fn receipt(asked: &Asked) -> Option<String> {
    let (_, code) = asked.others.iter().find(|(key, _)| key == "done")?;
    let known = RECEIPTS.iter().find(|known| *known == code).filter(|_| asked.live())?;
    Some(asked.lang.say(&format!("monitorings-done-{known}")))
}

fn page_of(asked: &Asked, id: RoadmapId, form: Typed) -> Result<Page, Fault> {
    let roadmap = asked.roadmap(id)?;
    let leads = leads(asked) && roadmap.closed.is_none();
    let of_it = |m: &&Monitoring| m.roadmap == id && m.planned_on <= asked.as_of;
    let mut all: Vec<&Monitoring> = asked.state().monitorings().filter(of_it).collect();
    all.sort_by_cached_key(|m| (m.planned_on, written::folded(&m.title), m.id));
    let new = leads && roadmap.adopted.is_some();
    Ok(Page {
        frame: asked.frame(Some(id), Here::Monitorings),
        receipt: receipt(asked),
        new: new.then(|| asked.roadmap_path(id, "/monitorings/new")),
        all: all.into_iter().map(|m| listed(asked, m, leads, &form)).collect(),
        form,
    })
}

fn listed(asked: &Asked, monitoring: &Monitoring, leads: bool, form: &Typed) -> Listed {
    let lang = asked.lang;
    let (basis, date) = end_fields(monitoring.id);
    let open = form.error(&basis).is_some() || form.error(&date).is_some();
    let end = End { action: format!("/offices/{}/monitorings/{}/end", asked.office, monitoring.id), basis, date, open };
    let ended = monitoring.ended.as_ref().filter(|basis| basis.date <= asked.as_of);
    let party = |party: &Party| written::unbroken(&sentence::party(lang, party, asked.state(), &asked.names));
    let who = monitoring.answers.iter().map(party).collect::<Vec<_>>().join(", ");
    let basis_words = monitoring.basis.as_ref().map(|b| format!("{}, {}", b.words, written::day(b.date)));
    let ended_words = ended.map(|b| {
        lang.say_with("monitorings-ended", [("day", written::day(b.date).into()), ("basis", b.words.clone().into())])
    });
    let mut years: Vec<(i32, Vec<Row>)> = Vec::new();
    for window in shown(monitoring, asked) {
        let year = chrono::Datelike::year(&window.from);
        let row = row(asked, monitoring, window);
        match years.last_mut().filter(|(known, _)| *known == year) {
            Some((_, rows)) => rows.push(row),
            None => years.push((year, vec![row])),
        }
    }
    Listed {
        title: monitoring.title.clone(),
        notes: [Some(lang.say_with("monitorings-who", [("who", who.into())])), basis_words, ended_words]
            .into_iter()
            .flatten()
            .collect(),
        years: years.into_iter().map(|(_, rows)| rows).collect(),
        end: (leads && monitoring.ended.is_none()).then_some(end),
    }
}

/// Windows of the day, by their first days; those after the end are not held.
fn shown<'a>(monitoring: &'a Monitoring, asked: &Asked) -> Vec<&'a Window> {
    let until = monitoring.ended.as_ref().map(|basis| basis.date).filter(|date| *date <= asked.as_of);
    let mut windows: Vec<&Window> =
        monitoring.windows.iter().filter(|w| until.is_none_or(|until| w.from < until)).collect();
    windows.sort_by_key(|w| (w.from, w.number));
    windows
}

fn row(asked: &Asked, monitoring: &Monitoring, window: &Window) -> Row {
    let (all, missing) = who(asked, monitoring, window);
    let begun = window.from <= asked.as_of;
    let answered = all.len() - missing.len();
    let counts = [("n", answered.into()), ("all", all.len().into())];
    let names = missing.iter().map(|id| asked.organisation_name(*id)).collect::<Vec<_>>().join(", ");
    Row {
        days: days(window),
        link: asked.link(&format!("/offices/{}/monitorings/{}/{}", asked.office, monitoring.id, window.number)),
        state: state(asked, window, missing.is_empty()),
        progress: if begun { asked.lang.say_with("tally-marked", counts) } else { String::new() },
        missing: if begun { names } else { String::new() },
    }
}

/// «01.07.2023–12.07.2023».
pub fn days(window: &Window) -> String {
    format!("{}–{}", written::day(window.from), written::day(window.to))
}

/// Who has to answer in a window, and who of them has not; a head sees the own school.
fn who(asked: &Asked, monitoring: &Monitoring, window: &Window) -> (Vec<OrganisationId>, Vec<OrganisationId>) {
    let day = asked.as_of.min(window.to).max(window.from);
    let mut all = monitoring.who_answers(day, asked.state().office());
    let mut missing = asked.view().missing(monitoring, window);
    for list in [&mut all, &mut missing] {
        list.retain(|id| asked.shows_organisation(*id));
        list.sort_by_cached_key(|id| super::people::told::by_number(&asked.organisation_name(*id)));
    }
    (all, missing)
}

/// Planned, open or closed on the day; whether everybody has answered decides its colour.
fn state(asked: &Asked, window: &Window, complete: bool) -> Shown {
    let day = asked.as_of;
    let (code, sign, class) = match (day < window.from, day <= window.to, complete) {
        (true, _, _) => ("planned", "·", ""),
        (false, true, _) => ("open", "○", "act"),
        (false, false, true) => ("closed", "✓", "ok"),
        (false, false, false) => ("closed", "!", "late"),
    };
    Shown { mark: Sign { sign, class }, word: asked.lang.say(&format!("monitorings-{code}")) }
}

#[cfg(test)]
mod tests;
