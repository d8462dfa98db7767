//! Who stands in for a person, and when the person is away.

use super::{
    super::super::fault::Fault,
    change::{known, refuse},
    desk::Desk,
    fields::Typed,
    person::{self, Form},
};
use axum::{Form as Sent, extract::Path, response::Response};
use vekha_domain::{
    event::{Change, LeaveKind},
    ids::{OfficeId, PersonId},
    person::Person,
    refusal::Refusal,
};
use vekha_projections::OfficeState;

type OfPerson = Path<(OfficeId, PersonId)>;

/// Somebody stands in.
pub async fn substitute(
    desk: Desk,
    Path((_, id)): OfPerson,
    Sent(fields): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let mut typed = Typed::sent(fields);
    let lang = desk.lang;
    let by = typed.chosen::<PersonId>("sub-by", lang);
    let days = (typed.day("sub-from", lang), typed.day("sub-to", lang));
    let basis = typed.basis("sub-basis", "sub-date", lang);
    let (Some(by), (Some(from), Some(to)), Some(basis)) = (by, days, basis) else {
        return person::refused(&desk, id, typed, Form::Substitution).await;
    };
    decide(&desk, id, typed, Form::Substitution, "substitution", |person, state| {
        person.set_substitution(by, (from, to), basis.clone(), |id| state.person(id))
    })
    .await
}

/// A substitution ends early.
pub async fn end_substitution(
    desk: Desk,
    Path((_, id)): OfPerson,
    Sent(fields): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let mut typed = Typed::sent(fields);
    let (from, basis) = (typed.day("subend-from", desk.lang), typed.basis("subend-basis", "subend-date", desk.lang));
    let Some((from, basis)) = from.zip(basis) else {
        return person::refused(&desk, id, typed, Form::SubstitutionEnd).await;
    };
    decide(&desk, id, typed, Form::SubstitutionEnd, "substitution-ended", |person, _| {
        person.end_substitution(from, basis.clone())
    })
    .await
}

/// The person is away.
pub async fn leave(
    desk: Desk,
    Path((_, id)): OfPerson,
    Sent(fields): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let mut typed = Typed::sent(fields);
    let kinds = [LeaveKind::Leave, LeaveKind::Trip, LeaveKind::Absence];
    let kind = kinds.into_iter().find(|kind| crate::sentence::leave_code(*kind) == typed.value("leave-kind"));
    if kind.is_none() {
        typed.refuse("leave-kind", desk.lang.say("people-choose"));
    }
    let (from, to) = (typed.day("leave-from", desk.lang), typed.day("leave-to", desk.lang));
    let (Some(kind), Some(from), Some(to)) = (kind, from, to) else {
        return person::refused(&desk, id, typed, Form::Leave).await;
    };
    decide(&desk, id, typed, Form::Leave, "leave", |person, _| person.set_leave(kind, from, to)).await
}

/// The person is back early.
pub async fn end_leave(
    desk: Desk,
    Path((_, id)): OfPerson,
    Sent(fields): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let mut typed = Typed::sent(fields);
    let (from, basis) =
        (typed.day("leaveend-from", desk.lang), typed.basis("leaveend-basis", "leaveend-date", desk.lang));
    let Some((from, basis)) = from.zip(basis) else {
        return person::refused(&desk, id, typed, Form::LeaveEnd).await;
    };
    decide(&desk, id, typed, Form::LeaveEnd, "leave-ended", |person, _| person.end_leave(from, basis.clone())).await
}

async fn decide(
    desk: &Desk,
    id: PersonId,
    typed: Typed,
    form: Form,
    done: &str,
    decide: impl Fn(&Person, &OfficeState) -> Result<Vec<Change>, Refusal>,
) -> Result<Response, Fault> {
    known(&desk.asked().await?, id)?;
    let decided = desk.change(desk.new_id(), |state, _| decide(state.person(id).ok_or(Refusal::PersonUnknown)?, state));
    match decided.await? {
        Ok(_) => Ok(desk.done(&format!("/people/{id}"), done)),
        Err(why) => refuse(desk, id, typed, form, &why).await,
    }
}
