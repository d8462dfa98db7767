//! One meeting: its date and place, what there is to talk about, and the forms of its date, its cancelling and its protocol.

use super::{
    super::{
        super::fault::{Fault, Worded},
        asked::Asked,
        completion,
        frame::{Frame, Here},
        parties,
        people::{desk::Desk, fields::Typed},
        show,
        states::Shown,
        written,
    },
    found, invited, leads, receipt, words,
};
use crate::app::completed;
use askama::Template;
use axum::{
    Form as Sent,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveTime;
use vekha_domain::{
    activity::{Activity, Report},
    event::{Change, Executor, MeetingDateSet},
    ids::{MarkId, MeetingSeriesId, OfficeId},
    meeting::Series,
    refusal::Refusal,
};
use vekha_projections::{OfficeState, Point};

type OfMeeting = Path<(OfficeId, MeetingSeriesId, u16)>;

#[derive(Template)]
#[template(path = "meeting.html")]
struct Page {
    frame: Frame,
    list: String,
    heading: String,
    activity: (String, String),
    state: Shown,
    facts: Vec<(String, String)>,
    receipt: Option<String>,
    form: Typed,
    path: String,
    /// The date may be named.
    dates: bool,
    /// It has a date that may be called off.
    cancels: bool,
    /// The protocol may be handed in.
    holds: bool,
    opened: &'static str,
    agenda: Vec<Line>,
}

/// One row of the agenda.
struct Line {
    words: String,
    link: String,
    note: String,
}

/// The page.
pub async fn page(asked: Asked, Path((_, id, occurrence)): OfMeeting) -> Result<Response, Fault> {
    asked.show(&page_of(&asked, id, occurrence, Typed::default(), "")?)
}

/// Names the date, or another one.
pub async fn set_date(
    desk: Desk,
    Path((office, id, occurrence)): OfMeeting,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let mut typed = Typed::sent(sent);
    let (lang, today) = (desk.lang, desk.today);
    let (day, time, place) = (typed.day("day", lang), time(&mut typed, &desk), typed.line("place", lang));
    let minutes = typed.value("minutes").trim().parse::<u16>().ok();
    if minutes.is_none() {
        typed.refused(&Refusal::MinutesOutOfRange, &[("minutes", "minutes")], lang);
    }
    let (Some(day), Some(time), Some(minutes), Some(place)) = (day, time, minutes, place) else {
        return refused(&desk, id, occurrence, typed, "date").await;
    };
    let place = Some(place).filter(|place| !place.is_empty());
    let date = MeetingDateSet { occurrence, at: day.and_time(time), minutes, place };
    let set = desk.change(desk.new_id(), |state, _| {
        let series = standing(state, id, occurrence)?;
        series.set_date(date.clone(), today)
    });
    match set.await? {
        Ok(_) => Ok(done(office, id, occurrence, "dated")),
        Err(why) => {
            typed.refused(&why, &[("minutes", "minutes")], lang);
            refused(&desk, id, occurrence, typed, "date").await
        }
    }
}

/// It will not be on its date.
pub async fn cancel(
    desk: Desk,
    Path((office, id, occurrence)): OfMeeting,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let mut typed = Typed::sent(sent);
    let (reason, today) = (typed.value("reason").to_owned(), desk.today);
    let cancelled =
        desk.change(desk.new_id(), |state, _| standing(state, id, occurrence)?.cancel(occurrence, &reason, today));
    match cancelled.await? {
        Ok(_) => Ok(done(office, id, occurrence, "cancelled")),
        Err(why) => {
            typed.refused(&why, &[("reason", "reason")], desk.lang);
            refused(&desk, id, occurrence, typed, "cancel").await
        }
    }
}

/// It was held: the mark with the protocol, and the meeting's own fact, in one command.
pub async fn hold(
    desk: Desk,
    Path((office, id, occurrence)): OfMeeting,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let mut typed = Typed::sent(sent);
    let (lang, today) = (desk.lang, desk.today);
    let asked = desk.asked().await?;
    let (_, activity) = found(&asked, id)?;
    if !asked.visitor.may_mark(activity, Executor::Joint, today) {
        return Err(Fault::Forbidden);
    }
    drop(asked);
    let day = typed.day("held-day", lang);
    let links = completion::links(typed.value("links"), lang);
    let links = links.map_err(|sentence| typed.refuse("links", sentence)).ok();
    let (Some(performed_on), Some(links)) = (day, links) else {
        return refused(&desk, id, occurrence, typed, "protocol").await;
    };
    let note = Some(typed.value("note").to_owned());
    let content = format!("{} {performed_on} {links:?} {note:?}", typed.value("command"));
    let command = desk.id(&content);
    let report = Report { occurrence, executor: Executor::Joint, performed_on, links, note };
    match desk.change(command, |state, _| held(state, id, MarkId(command), &report, today)).await? {
        Ok(_) => Ok(done(office, id, occurrence, "held")),
        Err(why) => {
            let fields = [("performed_on", "held-day"), ("links", "links"), ("note", "note")];
            typed.refused(&why, &fields, lang);
            refused(&desk, id, occurrence, typed, "protocol").await
        }
    }
}

fn held(
    state: &OfficeState,
    id: MeetingSeriesId,
    mark: MarkId,
    report: &Report,
    today: chrono::NaiveDate,
) -> Result<Vec<Change>, Refusal> {
    let series = standing(state, id, report.occurrence)?;
    let activity = state.activity(series.activity).ok_or(Refusal::ActivityUnknown)?;
    if activity.mark(mark).is_some() {
        return Ok(Vec::new());
    }
    completed(state, activity, mark, report, today)
}

/// A series in force with that occurrence, in a roadmap that has not ended.
fn standing(state: &OfficeState, id: MeetingSeriesId, occurrence: u16) -> Result<&Series, Refusal> {
    let series = state.series(id).ok_or(Refusal::SeriesEnded)?;
    let activity = state.activity(series.activity).ok_or(Refusal::ActivityUnknown)?;
    if state.roadmap(activity.roadmap).is_some_and(|r| r.closed.is_some()) {
        return Err(Refusal::RoadmapClosed);
    }
    let known = activity.occurrence(occurrence).ok_or(Refusal::OccurrenceUnknown)?;
    if known.stands() { Ok(series) } else { Err(Refusal::OccurrenceGone) }
}

/// «10:00», «10.00», «10 00».
fn time(typed: &mut Typed, desk: &Desk) -> Option<NaiveTime> {
    let text = typed.value("time").trim().replace(['.', ' ', '-'], ":");
    let read = NaiveTime::parse_from_str(&text, "%H:%M").ok();
    if read.is_none() {
        typed.refuse("time", desk.lang.say("meetings-time-wrong"));
    }
    read
}

fn done(office: OfficeId, id: MeetingSeriesId, occurrence: u16, what: &str) -> Response {
    Redirect::to(&format!("/offices/{office}/meetings/{id}/{occurrence}?done={what}")).into_response()
}

async fn refused(
    desk: &Desk,
    id: MeetingSeriesId,
    occurrence: u16,
    typed: Typed,
    which: &'static str,
) -> Result<Response, Fault> {
    let asked = desk.asked_at(&format!("/meetings/{id}/{occurrence}")).await?;
    let page = page_of(&asked, id, occurrence, typed, which)?;
    let mut response = show(asked.lang, StatusCode::UNPROCESSABLE_ENTITY, &page)?;
    response.extensions_mut().insert(Worded);
    Ok(response)
}

fn page_of(asked: &Asked, id: MeetingSeriesId, number: u16, form: Typed, opened: &'static str) -> Result<Page, Fault> {
    let (series, activity) = found(asked, id)?;
    let occurrence = activity.occurrence(number).filter(|o| o.stands_on(asked.as_of)).ok_or_else(|| asked.missing())?;
    let obligations = super::super::activity::obligations(asked, activity);
    let joint = words::joint(&obligations, number);
    let meeting = series.meeting(number);
    let marked = joint.is_some_and(|o| o.mark.is_some());
    let over = series.ended.is_some() || asked.roadmap(activity.roadmap)?.closed.is_some();
    let leads = leads(asked) && !marked && !over;
    let own = asked.live() && asked.visitor.account.office == asked.office;
    let date = meeting.date.as_ref().or(meeting.last.as_ref());
    let form = form.or([
        ("command", asked.site.app.ids().next().to_string()),
        ("day", date.map(|d| written::day(d.at.date())).unwrap_or_default()),
        ("time", date.map_or_else(|| "10:00".to_owned(), |d| d.at.format("%H:%M").to_string())),
        ("minutes", date.map_or(60, |d| d.minutes).to_string()),
        ("place", date.and_then(|d| d.place.clone()).unwrap_or_default()),
        ("held-day", meeting.day().filter(|day| *day <= asked.today).map(written::day).unwrap_or_default()),
    ]);
    Ok(Page {
        frame: asked.frame(Some(activity.roadmap), Here::Meetings),
        list: asked.link(&asked.roadmap_path(activity.roadmap, "/meetings")),
        heading: asked.lang.say_with("meetings-one", [("of", words::called(asked, occurrence).into())]),
        activity: (
            words::heading(asked, activity.id),
            asked.link(&format!("/offices/{}/activities/{}?o={number}", asked.office, activity.id)),
        ),
        state: words::state(asked, &meeting, joint),
        facts: facts(asked, series, activity, number),
        receipt: receipt(asked),
        path: words::path(asked, series, number),
        dates: leads,
        cancels: leads && meeting.date.is_some(),
        holds: own && !marked && !over && asked.visitor.may_mark(activity, Executor::Joint, asked.today),
        opened,
        agenda: if marked { Vec::new() } else { agenda(asked, activity) },
        form,
    })
}

fn facts(asked: &Asked, series: &Series, activity: &Activity, number: u16) -> Vec<(String, String)> {
    let lang = asked.lang;
    let meeting = series.meeting(number);
    let date = meeting.date.as_ref();
    let due = activity.occurrence(number).and_then(|o| o.due_on(asked.as_of)).map(written::day);
    let responsible = parties::executor(asked.look(), activity, Executor::Joint);
    let all = [
        ("date", Some(date.map_or_else(|| lang.say("meetings-undated"), |d| words::when(asked, d)))),
        ("place", date.and_then(|d| d.place.clone())),
        ("due", due),
        ("responsible", Some(responsible)),
        ("invited", Some(invited(asked, series)).filter(|names| !names.is_empty())),
    ];
    let told = |(key, value): (&str, Option<String>)| Some((lang.say(&format!("meetings-{key}")), value?));
    all.into_iter().filter_map(told).collect()
}

fn agenda(asked: &Asked, of: &Activity) -> Vec<Line> {
    let lang = asked.lang;
    let line = |point: &Point| {
        let key = if point.late.is_some() { "meetings-point-late" } else { "meetings-point-near" };
        let due = written::day(point.due);
        let args = [
            ("due", due.into()),
            ("days", point.late.unwrap_or(0).into()),
            ("open", point.open.into()),
            ("of", point.of.into()),
        ];
        Line {
            words: words::heading(asked, point.activity),
            link: asked
                .link(&format!("/offices/{}/activities/{}?o={}", asked.office, point.activity, point.occurrence)),
            note: lang.say_with(key, args),
        }
    };
    let shows = |point: &&Point| {
        let activity = asked.state().activity(point.activity);
        activity.is_some_and(|a| asked.visitor.shows(a, asked.state().office(), asked.as_of))
    };
    asked.view().agenda(of.roadmap).iter().filter(shows).map(line).collect()
}
