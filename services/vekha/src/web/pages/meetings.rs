//! «Заседания»: rows of the order that are led as meetings, each occurrence with its date, and rows that could be.

pub mod one;
mod words;

use super::{
    super::{
        access::Action,
        fault::{Fault, Worded},
    },
    asked::Asked,
    frame::{Frame, Here},
    people::{desk::Desk, fields::Typed, told::Choice},
    show, written,
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
    ids::{ActivityId, MeetingSeriesId, OfficeId, RoadmapId},
    meeting::Series,
    refusal::Refusal,
};
use words::Row;
pub use words::of_occurrence;

/// Codes of what was done, as addresses carry them: the key of each sentence.
const RECEIPTS: [&str; 5] = ["planned", "ended", "dated", "cancelled", "held"];

#[derive(Template)]
#[template(path = "meetings.html")]
struct Page {
    frame: Frame,
    receipt: Option<String>,
    action: String,
    form: Typed,
    all: Vec<Shown>,
    candidates: Vec<Choice>,
    parties: Vec<Choice>,
}

/// One series.
struct Shown {
    heading: String,
    link: String,
    invited: String,
    rows: Vec<Row>,
    end: Option<End>,
}

/// The form that ends a series.
struct End {
    action: String,
    basis: String,
    date: String,
    open: bool,
}

/// The meetings of a roadmap.
pub async fn page(asked: Asked, Path((_, id)): Path<(OfficeId, RoadmapId)>) -> Result<Response, Fault> {
    asked.show(&page_of(&asked, id, Typed::default())?)
}

/// A row's occurrences become meetings.
pub async fn plan(
    desk: Desk,
    Path((office, id)): Path<(OfficeId, RoadmapId)>,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let mut typed = Typed::sent(sent);
    let Some(activity) = typed.chosen::<ActivityId>("activity", desk.lang) else {
        return refused(&desk, id, typed).await;
    };
    let invited: Vec<Party> = typed.all("invited").filter_map(party_of).collect();
    let today = desk.today;
    let planned = desk.change(desk.new_id(), |state, ids| {
        if state.roadmap(id).is_some_and(|r| r.closed.is_some()) {
            return Err(Refusal::RoadmapClosed);
        }
        let activity = state.activity(activity).filter(|a| a.roadmap == id).ok_or(Refusal::ActivityUnknown)?;
        match state.series_of(activity.id) {
            Some(_) => Err(Refusal::SeriesThere),
            None => Series::plan(MeetingSeriesId(ids.next()), activity.id, invited.clone(), today),
        }
    });
    match planned.await? {
        Ok(_) => Ok(Redirect::to(&format!("/offices/{office}/roadmaps/{id}/meetings?done=planned")).into_response()),
        Err(why) => {
            typed.refused(&why, &[], desk.lang);
            refused(&desk, id, typed).await
        }
    }
}

/// The occurrences are no meetings any longer.
pub async fn end(
    desk: Desk,
    Path((office, id)): Path<(OfficeId, MeetingSeriesId)>,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let mut typed = Typed::sent(sent);
    let asked = desk.asked().await?;
    let roadmap = found(&asked, id)?.1.roadmap;
    drop(asked);
    let (basis, date) = end_fields(id);
    let Some(ground) = typed.basis(&basis, &date, desk.lang) else { return refused(&desk, roadmap, typed).await };
    let ended =
        desk.change(desk.new_id(), |state, _| state.series(id).ok_or(Refusal::SeriesEnded)?.end(ground.clone()));
    match ended.await? {
        Ok(_) => Ok(Redirect::to(&format!("/offices/{office}/roadmaps/{roadmap}/meetings?done=ended")).into_response()),
        Err(why) => {
            typed.refused(&why, &[("basis", &basis)], desk.lang);
            refused(&desk, roadmap, typed).await
        }
    }
}

async fn refused(desk: &Desk, id: RoadmapId, typed: Typed) -> Result<Response, Fault> {
    let asked = desk.asked_at(&format!("/roadmaps/{id}/meetings")).await?;
    let mut response = show(asked.lang, StatusCode::UNPROCESSABLE_ENTITY, &page_of(&asked, id, typed)?)?;
    response.extensions_mut().insert(Worded);
    Ok(response)
}

/// What was done just now, when the address says so.
fn receipt(asked: &Asked) -> Option<String> {
    let (_, code) = asked.others.iter().find(|(key, _)| key == "done")?;
    let known = RECEIPTS.iter().find(|known| *known == code).filter(|_| asked.live())?;
    Some(asked.lang.say(&format!("meetings-done-{known}")))
}

/// A series of the day with its activity, if this visitor may see it.
fn found(asked: &Asked, id: MeetingSeriesId) -> Result<(&Series, &vekha_domain::activity::Activity), Fault> {
    let series = asked.state().series(id).ok_or_else(|| asked.missing())?;
    Ok((series, super::activity::visible(asked, series.activity)?))
}

/// Is it today, in the own office, and may the visitor lead meetings and monitorings?
pub fn leads(asked: &Asked) -> bool {
    asked.live() && asked.visitor.account.office == asked.office && asked.visitor.may(Action::Remind)
}

fn end_fields(id: MeetingSeriesId) -> (String, String) {
    (format!("basis-{id}"), format!("date-{id}"))
}

fn page_of(asked: &Asked, id: RoadmapId, form: Typed) -> Result<Page, Fault> {
    let roadmap = asked.roadmap(id)?;
    let leads = leads(asked) && roadmap.closed.is_none();
    let of_roadmap = |series: &&Series| {
        let activity =
            asked.state().activity(series.activity).filter(|a| a.roadmap == id && a.planned_on <= asked.as_of);
        let ended = series.ended.as_ref().is_some_and(|basis| basis.date <= asked.as_of);
        !ended && activity.is_some_and(|a| asked.visitor.shows(a, asked.state().office(), asked.as_of))
    };
    let mut all: Vec<&Series> = asked.state().meetings().filter(of_roadmap).collect();
    all.sort_by_key(|series| asked.state().activity(series.activity).map(|a| a.ordinal));
    let candidates = if leads { asked.view().could_be_meetings(id) } else { Vec::new() };
    let candidate = |id: ActivityId| Choice { value: id.to_string(), words: words::heading(asked, id) };
    Ok(Page {
        frame: asked.frame(Some(id), Here::Meetings),
        receipt: receipt(asked),
        action: asked.roadmap_path(id, "/meetings"),
        all: all.into_iter().map(|series| shown(asked, series, leads, &form)).collect(),
        parties: if candidates.is_empty() { Vec::new() } else { parties_to_choose(asked) },
        candidates: candidates.into_iter().map(candidate).collect(),
        form: form.or([("date", written::day(asked.today))]),
    })
}

fn shown(asked: &Asked, series: &Series, leads: bool, form: &Typed) -> Shown {
    let (basis, date) = end_fields(series.id);
    let open = form.error(&basis).is_some() || form.error(&date).is_some();
    let end = End { action: format!("/offices/{}/meetings/{}/end", asked.office, series.id), basis, date, open };
    Shown {
        heading: words::heading(asked, series.activity),
        link: asked.link(&format!("/offices/{}/activities/{}", asked.office, series.activity)),
        invited: invited(asked, series),
        rows: words::rows(asked, series),
        end: leads.then_some(end),
    }
}

/// Whom a series invites, by name.
fn invited(asked: &Asked, series: &Series) -> String {
    let name = |party: &Party| written::unbroken(&sentence::party(asked.lang, party, asked.state(), &asked.names));
    series.invited.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// Groups, organisations and people, each with its kind before its id.
pub fn parties_to_choose(asked: &Asked) -> Vec<Choice> {
    let groups = asked.state().office().groups();
    let mut all: Vec<Choice> =
        groups.map(|g| Choice { value: format!("g{}", g.id), words: written::unbroken(&g.name) }).collect();
    let of_kind = |kind: &'static str| move |c: Choice| Choice { value: format!("{kind}{}", c.value), words: c.words };
    all.extend(asked.places_to_choose().into_iter().map(of_kind("o")));
    all.extend(asked.people_to_choose(None).into_iter().map(of_kind("p")));
    all
}

/// A party as the form sends it.
pub fn party_of(value: &str) -> Option<Party> {
    let kind = value.chars().next()?;
    let id = value.strip_prefix(kind)?;
    match kind {
        'g' => id.parse().ok().map(Party::Group),
        'o' => id.parse().ok().map(Party::Organisation),
        'p' => id.parse().ok().map(Party::Person),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
