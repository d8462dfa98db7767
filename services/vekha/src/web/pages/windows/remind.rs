//! «Напомнить не ответившим»: who of a window would get a letter and who would not, and the letters queued once somebody says so.

use super::{
    super::{
        super::fault::{Fault, Worded},
        asked::Asked,
        frame::{Frame, Here},
        monitorings::days,
        overdue::by_hand::silence,
        people::desk::Desk,
        reminders::recipient,
        show,
    },
    OfWindow, of_window, path,
};
use crate::{
    refusals,
    reminders::by_hand::{remind_missing, silent, split},
};
use askama::Template;
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use vekha_domain::{ids::MonitoringId, monitoring::Window, reminder::Recipient};

#[derive(Template)]
#[template(path = "window_letters.html")]
struct Page {
    frame: Frame,
    back: (String, String),
    title: String,
    action: String,
    refusal: Option<String>,
    letters: Vec<String>,
    unsent: Vec<(String, String)>,
}

/// Asks first: to whom letters would go, and to whom not.
pub async fn form(asked: Asked, Path((_, id, number)): OfWindow) -> Result<Response, Fault> {
    if !asked.live() {
        return Err(Fault::LookingBack);
    }
    asked.show(&page_of(&asked, id, number)?)
}

/// Queues the letters, one a recipient.
pub async fn submit(desk: Desk, Path((office, id, number)): OfWindow) -> Result<Response, Fault> {
    let silent = {
        let asked = desk.asked().await?;
        of_window(&asked, id, number)?;
        silent(asked.state(), &asked.names)
    };
    let today = desk.today;
    let queued = desk.change(desk.new_id(), |state, ids| remind_missing(state, ids, (id, number), &silent, today));
    match queued.await? {
        Ok(done) => {
            let to = path(office, id, number, &format!("?reminded={}", done.events));
            Ok(Redirect::to(&to).into_response())
        }
        Err(_) => {
            let asked = desk.asked_at(&format!("/monitorings/{id}/{number}/letters")).await?;
            let mut response = show(asked.lang, StatusCode::UNPROCESSABLE_ENTITY, &page_of(&asked, id, number)?)?;
            response.extensions_mut().insert(Worded);
            Ok(response)
        }
    }
}

/// Where the question is asked, while somebody is missing in an open window.
pub fn link(asked: &Asked, id: MonitoringId, window: &Window, missing: bool) -> Option<String> {
    let open = (window.from..=window.to).contains(&asked.as_of);
    let may = super::super::overdue::may_remind(asked);
    (missing && open && may).then(|| path(asked.office, id, window.number, "/letters"))
}

/// The recipient, a person with the organisation.
fn with_place(asked: &Asked, to: Recipient) -> String {
    let place = match to {
        Recipient::Person(id) => asked.state().person(id).and_then(|person| person.organisation_on(asked.as_of)),
        Recipient::Organisation(_) => None,
    };
    let place = place.map(|id| format!(", {}", asked.organisation_name(id))).unwrap_or_default();
    format!("{}{place}", recipient(asked, to))
}

fn page_of(asked: &Asked, id: MonitoringId, number: u16) -> Result<Page, Fault> {
    let (monitoring, window) = of_window(asked, id, number)?;
    let base = path(asked.office, id, number, "");
    let (planned, refusal) = match asked.view().missing_by_hand(id, number) {
        Ok(planned) => (Some(planned), None),
        Err(why) => (None, Some(refusals::refusal(asked.lang, &why))),
    };
    let (letters, unsent) = planned.map(|p| (p.letters, p.unsent)).unwrap_or_default();
    let (letters, lost) = split(letters, &silent(asked.state(), &asked.names));
    let without = lost.iter().map(|letter| {
        let who = recipient(asked, letter.to);
        (who.clone(), asked.lang.say_with("hand-no-address", [("who", who.into())]))
    });
    let not = unsent.iter().map(|(organisation, why)| (asked.organisation_name(*organisation), silence(asked, *why)));
    Ok(Page {
        frame: Frame { day: None, ..asked.frame(Some(monitoring.roadmap), Here::Monitorings) },
        back: (base.clone(), asked.lang.say_with("monitorings-window", [("days", days(window).into())])),
        title: monitoring.title.clone(),
        action: format!("{base}/letters"),
        refusal,
        letters: letters.iter().map(|letter| with_place(asked, letter.to)).collect(),
        unsent: not.chain(without).collect(),
    })
}
