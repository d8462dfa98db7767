//! Handing over what a person has to do: the rows are shown first, those ticked pass to another in one command, on a ground.

use super::{
    super::{
        super::fault::{Fault, Worded},
        frame::{Frame, Here},
        show, written,
    },
    desk::Desk,
    fields::Typed,
    person::visible,
    told::Choice,
};
use askama::Template;
use axum::{Form as Sent, extract::Path, http::StatusCode, response::Response};
use vekha_domain::{
    event::{Basis, Change, Party},
    ids::{ActivityId, OfficeId, PersonId},
    refusal::Refusal,
};
use vekha_projections::OfficeState;

#[derive(Template)]
#[template(path = "person_handover.html")]
struct Page {
    frame: Frame,
    name: String,
    form: Typed,
    action: String,
    back: String,
    rows: Vec<Row>,
    others: Vec<Choice>,
}

struct Row {
    id: String,
    number: String,
    title: String,
    lead: bool,
    ticked: bool,
}

/// The rows with their boxes, all ticked.
pub async fn form(desk: Desk, Path((_, id)): Path<(OfficeId, PersonId)>) -> Result<Response, Fault> {
    let begun = Typed::begun([("command", desk.new_id().to_string()), ("date", written::day(desk.today))]);
    answer(&desk, id, begun, true, StatusCode::OK).await
}

/// The form sent.
pub async fn submit(
    desk: Desk,
    Path((_, id)): Path<(OfficeId, PersonId)>,
    Sent(fields): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let mut typed = Typed::sent(fields);
    let lang = desk.lang;
    visible(&desk.asked().await?, id)?;
    let to = typed.chosen::<PersonId>("receiver", lang);
    let basis = typed.basis("basis", "date", lang);
    let rows: Vec<ActivityId> = typed.all("row").filter_map(|id| id.parse().ok()).collect();
    if rows.is_empty() {
        typed.refuse("rows", lang.say("handover-nothing"));
    }
    let (Some(to), Some(basis), false) = (to, basis, rows.is_empty()) else {
        return answer(&desk, id, typed, false, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let command = desk.id(typed.value("command"));
    match desk.change(command, |state, _| hand_over(state, id, to, &rows, &basis)).await? {
        Ok(_) => Ok(desk.done(&format!("/people/{id}"), "handover")),
        Err(why) => {
            let fields = [("receiver", "receiver"), ("person", "receiver"), ("basis", "basis"), ("date", "date")];
            typed.refused(&why, &fields, lang);
            answer(&desk, id, typed, false, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// Every row in one command, or none. A row that has passed already, the same form sent twice, stays as it is.
fn hand_over(
    state: &OfficeState,
    from: PersonId,
    to: PersonId,
    rows: &[ActivityId],
    basis: &Basis,
) -> Result<Vec<Change>, Refusal> {
    let receiver = state.person(to).ok_or(Refusal::PersonUnknown)?;
    if receiver.erasure.is_some() {
        return Err(Refusal::PersonErased);
    }
    let (from, to) = (Party::Person(from), Party::Person(to));
    let mut changes = Vec::new();
    for id in rows {
        let activity = state.activity(*id).ok_or(Refusal::ActivityUnknown)?;
        let holds = |party: &Party| activity.assignments.iter().any(|a| a.party == *party && a.until.is_none());
        if !holds(&from) && holds(&to) {
            continue;
        }
        changes.extend(activity.hand_over(&from, &to, basis)?);
    }
    Ok(changes)
}

async fn answer(desk: &Desk, id: PersonId, form: Typed, all: bool, status: StatusCode) -> Result<Response, Fault> {
    let asked = desk.asked().await?;
    visible(&asked, id)?;
    let party = Party::Person(id);
    let row = |id: ActivityId| {
        let activity = asked.state().activity(id)?;
        Some(Row {
            id: id.to_string(),
            number: activity.number.clone(),
            title: activity.title().to_owned(),
            lead: activity.lead_on(asked.today) == Some(&party),
            ticked: all || form.has("row", &id.to_string()),
        })
    };
    let rows = asked.view().open_activities_of(&party).into_iter().filter_map(row).collect();
    let page = Page {
        frame: Frame { day: None, ..asked.frame(None, Here::People) },
        name: asked.person_name(id),
        action: desk.path(&format!("/people/{id}/handover")),
        back: desk.path(&format!("/people/{id}")),
        rows,
        others: asked.people_to_choose(Some(id)),
        form,
    };
    let mut response = show(desk.lang, status, &page)?;
    response.extensions_mut().insert(Worded);
    Ok(response)
}
