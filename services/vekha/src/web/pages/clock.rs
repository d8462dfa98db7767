//! The clock of the demonstration: it is moved forward to a morning, and the offices live on until then.

use super::{
    super::{Site, access::Visitor, fault::Fault, fault::language, session},
    Frame,
    frame::{ClockBar, clock},
    show,
    signin::within,
    written,
};
use crate::{demo, integrity, reminders, wording::Lang};
use askama::Template;
use axum::{
    Extension, Form,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use serde::Deserialize;

/// When the day of the demonstration begins.
const MORNING: NaiveTime = match NaiveTime::from_hms_opt(9, 0, 0) {
    Some(nine) => nine,
    None => NaiveTime::MIN,
};

/// The last day the clock goes to: later nothing is due in any of the orders, and every day there costs time.
const LAST: i32 = 2030;

#[derive(Template)]
#[template(path = "clock.html")]
struct ClockPage {
    frame: Frame,
    bar: ClockBar,
    day: String,
    error: String,
}

/// What the form sends.
#[derive(Deserialize)]
pub struct MoveTo {
    day: String,
    #[serde(default)]
    to: String,
}

/// Moves the clock, or says beside the field why not.
pub async fn submit(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    Form(sent): Form<MoveTo>,
) -> Result<Response, Fault> {
    let lang = language(&headers);
    let zone = site.app.office(visitor.account.office).await?.zone();
    match morning(&sent.day, zone, site.app.now()) {
        Ok(moment) => {
            move_to(&site, moment).await?;
            Ok(Redirect::to(&within(&sent.to)).into_response())
        }
        Err(why) => refused(&site, lang, zone, sent, why),
    }
}

/// Nine o'clock of the day typed, or the key of the sentence that says what is wrong with it.
fn morning(typed: &str, zone: Tz, now: DateTime<Utc>) -> Result<DateTime<Utc>, &'static str> {
    let day = written::read_day(typed).ok_or("clock-wrong")?;
    let today = now.with_timezone(&zone).date_naive();
    if day > NaiveDate::from_ymd_opt(LAST, 12, 31).unwrap_or(NaiveDate::MAX) {
        return Err("clock-too-far");
    }
    if day < today {
        return Err("clock-backwards");
    }
    let at = zone.from_local_datetime(&day.and_time(MORNING)).earliest().ok_or("clock-wrong")?.with_timezone(&Utc);
    if at > now { Ok(at) } else { Err("clock-there") }
}

/// The offices live on, and every session with them. Whoever closes the browser meanwhile stops nothing.
async fn move_to(site: &Site, moment: DateTime<Utc>) -> Result<(), Fault> {
    let site = site.clone();
    let moving = tokio::spawn(async move {
        let from = site.app.now();
        let lived = demo::live_to(&site.app, moment).await;
        session::shift(&site.app, from, site.app.now()).await?;
        integrity::sign_all(&site.app).await?;
        reminders::run_due(&site).await?;
        lived.map_err(|e| {
            tracing::error!(error = %e, "the demonstration could not go on");
            Fault::Broken
        })
    });
    moving.await.unwrap_or(Err(Fault::Broken))
}

fn refused(site: &Site, lang: Lang, zone: Tz, sent: MoveTo, why: &str) -> Result<Response, Fault> {
    let bar = clock(site, lang, zone, within(&sent.to)).ok_or(Fault::NotFound)?;
    let page = ClockPage { frame: Frame::bare(lang), bar, day: sent.day, error: lang.say(why) };
    show(lang, StatusCode::UNPROCESSABLE_ENTITY, &page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_goes_forward_to_a_morning() {
        let now = "2023-07-05T09:00:00Z".parse().unwrap();
        let at = |typed: &str| morning(typed, Tz::Europe__Moscow, now);
        assert_eq!(at("06.07.2023"), Ok("2023-07-06T06:00:00Z".parse().unwrap()));
        assert_eq!(at("05.07.2023"), Err("clock-there"));
        assert_eq!(at("04.07.2023"), Err("clock-backwards"));
        assert_eq!(at("завтра"), Err("clock-wrong"));
        assert_eq!(at("01.01.2031"), Err("clock-too-far"));
    }
}
