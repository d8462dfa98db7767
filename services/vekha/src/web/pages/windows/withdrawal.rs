//! «Отозвать значение»: a value is taken back with a reason; what stood stays in the journal.

use super::{
    super::{
        super::fault::{Fault, Worded},
        people::desk::Desk,
        show,
    },
    of_window, path, sent_for, sight,
    values::{OfValues, ids, page_of},
};
use crate::{app::scores, refusals};
use axum::{
    Form as Sent,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use vekha_domain::{event::Whose, refusal::Refusal};

/// The value whose button was pressed is taken back; whatever else stands in the form is left as it is.
pub async fn submit(
    desk: Desk,
    Path((office, id, number, of)): OfValues,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let mut typed = sent_for(&desk, of, sent)?;
    let wanted = typed.value("withdraw").to_owned();
    let given: Option<(Whose, String)> = {
        let asked = desk.asked().await?;
        of_window(&asked, id, number)?;
        let seen = sight(&asked, id, number).ok_or(Fault::NotFound)?;
        let own = seen.subjects.iter().filter(|subject| subject.whose.organisation == of);
        let mut all = own.flat_map(|subject| {
            let fields = seen.model().indicators.iter().enumerate();
            fields.map(|(place, indicator)| (ids(subject, place).0, (subject.whose, indicator.code.clone())))
        });
        all.find(|(field, _)| *field == wanted).map(|(_, value)| value)
    };
    let given = [given.ok_or(Fault::BadRequest("fault-bad-request-note"))?];
    let (reason, today) = (typed.value("reason").trim().to_owned(), desk.today);
    let content = format!("{} withdrawn {given:?} {reason}", typed.value("command"));
    let done = desk.change(desk.id(&content), |state, _| scores::withdraw(state, (id, number), &given, &reason, today));
    if let Err(why) = done.await? {
        match &why {
            Refusal::Value { refused, .. } if refused.field() == Some("reason") => {
                typed.refuse("reason", desk.lang.say("windows-withdraw-reason"));
            }
            Refusal::Value { refused, .. } => typed.refuse(&wanted, refusals::sheet(desk.lang, refused)),
            _ => typed.refused(&why, &[], desk.lang),
        }
        let asked = desk.asked_at(&format!("/monitorings/{id}/{number}/values/{of}")).await?;
        let page = page_of(&asked, (id, number), of, typed)?;
        let mut response = show(asked.lang, StatusCode::UNPROCESSABLE_ENTITY, &page)?;
        response.extensions_mut().insert(Worded);
        return Ok(response);
    }
    Ok(Redirect::to(&path(office, id, number, &format!("/values/{of}?done=withdrawn"))).into_response())
}
