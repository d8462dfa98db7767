//! A new monitoring: what is looked at, in which windows of every year, who answers, and on what ground.

use super::super::{
    super::fault::{Fault, Worded},
    frame::{Frame, Here},
    meetings::{parties_to_choose, party_of},
    people::{desk::Desk, fields::Typed, told::Choice},
    show,
};
use crate::wording::Lang;
use askama::Template;
use axum::{
    Form as Sent,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use vekha_domain::{
    event::{MonitoringPlanned, Party},
    ids::{MonitoringId, OfficeId, RoadmapId},
    monitoring::{Monitoring, Yearly},
    refusal::Refusal,
    scoring::Model,
};

/// Most windows of a year.
const MOST: usize = 4;
/// A leap year: the 29th of February can be typed.
const LEAP: i32 = 2024;

#[derive(Template)]
#[template(path = "monitoring_new.html")]
struct Page {
    frame: Frame,
    back: String,
    action: String,
    form: Typed,
    /// Names of the fields of each window's days.
    windows: Vec<(String, String)>,
    parties: Vec<Choice>,
    /// Scoring models of the office.
    models: Vec<Choice>,
}

/// The form.
pub async fn form(desk: Desk, Path((_, id)): Path<(OfficeId, RoadmapId)>) -> Result<Response, Fault> {
    let command = desk.new_id().to_string();
    answer(&desk, id, Typed::begun([("command", command)]), StatusCode::OK).await
}

/// It is planned for what is left of the roadmap's period; sent twice, it is one.
pub async fn submit(
    desk: Desk,
    Path((office, id)): Path<(OfficeId, RoadmapId)>,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let mut typed = Typed::sent(sent);
    let (lang, today) = (desk.lang, desk.today);
    let title = typed.needed("title", lang);
    let windows = windows(&mut typed, lang);
    let answers: Vec<Party> = typed.all("answers").filter_map(party_of).collect();
    if answers.is_empty() {
        typed.refuse("answers", lang.say("monitorings-nobody"));
    }
    let scored_by = Some(typed.value("model").to_owned()).filter(|code| !code.is_empty());
    if let Some(code) = &scored_by
        && desk.asked().await?.state().office().model(code, today).is_none()
    {
        typed.refuse("model", lang.say("people-choose"));
    }
    let grounded = !typed.value("basis").trim().is_empty();
    let basis = if grounded { typed.basis("basis", "basis-date", lang).map(Some) } else { Some(None) };
    let (Some(title), Some(basis), true) = (title, basis, typed.wrong.is_empty()) else {
        return answer(&desk, id, typed, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let planned = MonitoringPlanned { roadmap: id, title, answers, basis, scored_by };
    let content = format!("{} {planned:?} {windows:?}", typed.value("command"));
    let command = desk.id(&content);
    let monitoring = MonitoringId(command);
    let done = desk.change(command, |state, _| {
        let roadmap = state.roadmap(id).ok_or(Refusal::RoadmapUnknown)?;
        let adopted = roadmap.adopted.as_ref().ok_or(Refusal::NotAdopted)?;
        match (&roadmap.closed, state.monitoring(monitoring)) {
            (Some(_), _) => Err(Refusal::RoadmapClosed),
            (None, Some(_)) => Ok(Vec::new()),
            (None, None) => {
                let period = (adopted.from.max(today), adopted.to);
                Monitoring::plan(monitoring, planned.clone(), &windows, period, (state.office(), today))
            }
        }
    });
    match done.await? {
        Ok(_) => Ok(Redirect::to(&format!("/offices/{office}/roadmaps/{id}/monitorings?done=planned")).into_response()),
        Err(Refusal::RoadmapUnknown) => Err(Fault::NotFound),
        Err(why) => {
            let fields = [("title", "title"), ("from", "from-1"), ("party", "answers"), ("model", "model")];
            typed.refused(&why, &fields, lang);
            answer(&desk, id, typed, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

fn names(at: usize) -> (String, String) {
    (format!("from-{at}"), format!("to-{at}"))
}

/// The windows typed; rows left empty are none.
fn windows(typed: &mut Typed, lang: Lang) -> Vec<Yearly> {
    let mut all = Vec::new();
    for at in 1..=MOST {
        let (from, to) = names(at);
        if typed.value(&from).trim().is_empty() && typed.value(&to).trim().is_empty() {
            continue;
        }
        let mut day = |field: &str| {
            let read = day_of_year(typed.value(field));
            if read.is_none() {
                typed.refuse(field, lang.say("monitorings-day-wrong"));
            }
            read
        };
        if let (Some(from), Some(to)) = (day(&from), day(&to)) {
            all.push((from, to));
        }
    }
    if all.is_empty() && typed.wrong.is_empty() {
        typed.refuse("from-1", lang.say("monitorings-no-window"));
    }
    all
}

/// «01.07» as month and day.
fn day_of_year(text: &str) -> Option<(u32, u32)> {
    let (day, month) = text.trim().trim_end_matches('.').split_once(['.', ',', ' ', '/'])?;
    let (day, month) = (day.trim().parse().ok()?, month.trim().parse().ok()?);
    NaiveDate::from_ymd_opt(LEAP, month, day).map(|_| (month, day))
}

async fn answer(desk: &Desk, id: RoadmapId, form: Typed, status: StatusCode) -> Result<Response, Fault> {
    let asked = desk.asked().await?;
    asked.roadmap(id)?;
    let mut parties = parties_to_choose(&asked);
    // People answer for no school: it is organisations that hand in data.
    parties.retain(|choice| !choice.value.starts_with('p'));
    let words = |model: &Model| Choice { value: model.code.clone(), words: format!("{}. {}", model.name, model.order) };
    let page = Page {
        models: asked.state().office().models(asked.as_of).map(words).collect(),
        frame: Frame { day: None, ..asked.frame(Some(id), Here::Monitorings) },
        back: asked.roadmap_path(id, "/monitorings"),
        action: asked.roadmap_path(id, "/monitorings/new"),
        windows: (1..=MOST).map(names).collect(),
        parties,
        form,
    };
    let mut response = show(asked.lang, status, &page)?;
    response.extensions_mut().insert(Worded);
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_of_the_year_is_read_as_it_is_usually_typed() {
        for typed in ["01.07", "1.7", " 1.07. ", "1/7"] {
            assert_eq!(day_of_year(typed), Some((7, 1)), "{typed}");
        }
        for wrong in ["", "июль", "31.06", "12.13", "1.7.2023"] {
            assert_eq!(day_of_year(wrong), None, "{wrong}");
        }
    }
}
