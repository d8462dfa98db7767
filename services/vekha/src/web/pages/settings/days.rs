//! The office's own days off and working days, over the federal calendar.

use super::{
    super::{
        super::{Site, access::Visitor, fault::Fault},
        asked::Asked,
        form::{self, Fields, Wrong},
        written,
    },
    answer, change, path, refused, today,
};
use crate::app::AppError;
use axum::{
    Extension, Form,
    extract::{Path, State},
    http::request::Parts,
    response::{IntoResponse, Redirect, Response},
};
use vekha_domain::{event::OfficeDay, ids::OfficeId};

/// A day that the office keeps differently.
pub struct OwnDay {
    /// «23.04.2023, воскресенье».
    pub day: String,
    /// «нерабочий» or «рабочий».
    pub kind: String,
}

/// The office's own days, the latest first.
pub fn own(asked: &Asked) -> Vec<OwnDay> {
    let lang = asked.lang;
    let told = |(day, kind)| OwnDay {
        day: format!("{}, {}", written::day(day), written::weekday(lang, day)),
        kind: lang.say(match kind {
            OfficeDay::Off => "settings-day-off",
            OfficeDay::Working => "settings-day-working",
            OfficeDay::AsFederal => "settings-day-federal",
        }),
    };
    let mut days: Vec<_> = asked.state().office().calendar().own_days().collect();
    days.reverse();
    days.into_iter().map(told).collect()
}

/// The form sent: a day is a day off, a working day, or as in the federal calendar again.
pub async fn submit(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(office): Path<OfficeId>,
    parts: Parts,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let asked = today(&site, &visitor, office, &parts).await?;
    let (lang, mut wrong) = (asked.lang, Vec::new());
    let day = form::day(&fields, "own-day", lang, &mut wrong);
    let kind = match fields.get("kind") {
        "off" => Some(OfficeDay::Off),
        "working" => Some(OfficeDay::Working),
        "federal" => Some(OfficeDay::AsFederal),
        _ => {
            wrong.push(Wrong::beside("kind", lang.say("settings-kind-missing")));
            None
        }
    };
    let basis = form::basis(&fields, asked.today, lang, &mut wrong);
    let (Some(day), Some(kind), Some(basis), true) = (day, kind, basis, wrong.is_empty()) else {
        return answer(&asked.lying_at(path(office)), fields, wrong);
    };
    drop(asked);
    match change(&site, &visitor, office, |state| state.office().change_day(day, kind, basis.clone())).await {
        Ok(_) => Ok(Redirect::to(&format!("/offices/{office}/settings?saved=1#days")).into_response()),
        Err(AppError::Refused(refusal)) => {
            let asked = today(&site, &visitor, office, &parts).await?.lying_at(path(office));
            let wrong = vec![refused(&refusal, asked.lang)];
            answer(&asked, fields, wrong)
        }
        Err(e) => Err(e.into()),
    }
}
