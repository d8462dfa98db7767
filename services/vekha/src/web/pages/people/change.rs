//! Changing a person: contact, place of work and post, roles.

use super::{
    super::{super::fault::Fault, asked::Asked},
    desk::Desk,
    fields::Typed,
    person::{self, Form},
    told,
};
use crate::{
    app::{self, Contact, keeps_a_coordinator},
    sentence,
    wording::Lang,
};
use axum::{Form as Sent, extract::Path, response::Response};
use vekha_domain::{
    event::Role,
    ids::{OfficeId, OrganisationId, PersonId},
    refusal::Refusal,
};

type OfPerson = Path<(OfficeId, PersonId)>;

/// Name, e-mail and telephone.
pub async fn contact(
    desk: Desk,
    Path((_, id)): OfPerson,
    Sent(fields): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let mut typed = Typed::sent(fields);
    let Some(contact) = contact_of(&mut typed, desk.lang) else {
        return person::refused(&desk, id, typed, Form::Contact).await;
    };
    known(&desk.asked().await?, id)?;
    // Words that are the same are not sealed anew: another nonce would look like another contact.
    if desk.site.app.names(desk.office).await?.contact(id) == Some(&contact) {
        return Ok(desk.done(&format!("/people/{id}"), "contact"));
    }
    let sealed = match desk.site.app.seal(desk.office, id, &contact).await {
        Ok(sealed) => sealed,
        Err(app::AppError::Refused(why)) => return refuse(&desk, id, typed, Form::Contact, &why).await,
        Err(e) => return Err(e.into()),
    };
    let today = desk.today;
    let change = |state: &vekha_projections::OfficeState| {
        state.person(id).ok_or(Refusal::PersonUnknown)?.change_contact(sealed.clone(), today)
    };
    match desk.change(desk.new_id(), |state, _| change(state)).await? {
        Ok(_) => Ok(desk.done(&format!("/people/{id}"), "contact")),
        Err(why) => refuse(&desk, id, typed, Form::Contact, &why).await,
    }
}

/// The contact as typed: a name at least.
pub fn contact_of(typed: &mut Typed, lang: Lang) -> Option<Contact> {
    let (name, email, phone) = (typed.needed("name", lang), typed.line("email", lang), typed.line("phone", lang));
    if email.as_ref().is_some_and(|email| !email.is_empty() && !app::is_address(email)) {
        typed.refuse("email", lang.say("people-bad-email"));
        return None;
    }
    let filled = |text: String| Some(text).filter(|text| !text.is_empty());
    Some(Contact { name: name?, email: filled(email?), phone: filled(phone?) })
}

/// Where the person works, at which post, since when.
pub async fn work(
    desk: Desk,
    Path((_, id)): OfPerson,
    Sent(fields): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let mut typed = Typed::sent(fields);
    let lang = desk.lang;
    let (place, post, since) = (place_of(&mut typed, lang), typed.line("post", lang), typed.day("since", lang));
    let (Some(place), Some(post), Some(since)) = (place, post, since) else {
        return person::refused(&desk, id, typed, Form::Work).await;
    };
    known(&desk.asked().await?, id)?;
    let today = desk.today;
    let moved = desk.change(desk.new_id(), |state, _| {
        let known = state.person(id).ok_or(Refusal::PersonUnknown)?;
        known.move_to(place, Some(post.clone()), since, state.office(), today)
    });
    match moved.await? {
        Ok(_) => Ok(desk.done(&format!("/people/{id}"), "work")),
        Err(why) => refuse(&desk, id, typed, Form::Work, &why).await,
    }
}

/// The organisation chosen; the inner none is «nowhere».
pub fn place_of(typed: &mut Typed, lang: Lang) -> Option<Option<OrganisationId>> {
    if typed.value("place").is_empty() {
        return Some(None);
    }
    typed.chosen("place", lang).map(Some)
}

/// Roles: those ticked are given, the others taken. Roles the visitor may not give stay as they are.
pub async fn roles(
    desk: Desk,
    Path((_, id)): OfPerson,
    Sent(fields): Sent<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed::sent(fields);
    known(&desk.asked().await?, id)?;
    let wanted: Vec<(Role, bool)> = told::ROLES
        .into_iter()
        .filter(|role| told::gives(&desk.visitor.roles, *role))
        .map(|role| (role, typed.has("role", sentence::role_code(role))))
        .collect();
    let today = desk.today;
    let changed = desk.change_upon(desk.new_id(), |state, _| {
        let known = state.person(id).ok_or(Refusal::PersonUnknown)?;
        let (mut changes, mut upon) = (Vec::new(), None);
        for (role, given) in &wanted {
            if !given && *role == Role::Coordinator {
                upon = keeps_a_coordinator(state, id)?;
            }
            changes.extend(if *given { known.grant(*role, today)? } else { known.revoke(*role, today)? });
        }
        Ok((changes, upon))
    });
    match changed.await? {
        Ok(_) if id == desk.visitor.person() => Ok(desk.home()),
        Ok(_) => Ok(desk.done(&format!("/people/{id}"), "roles")),
        Err(why) => refuse(&desk, id, typed, Form::Roles, &why).await,
    }
}

/// A person of the office, before anything about them is sealed or decided.
pub fn known(asked: &Asked, id: PersonId) -> Result<(), Fault> {
    person::visible(asked, id).map(drop)
}

/// Fields that refusals speak of, by the form.
fn fields(form: Form) -> &'static [(&'static str, &'static str)] {
    match form {
        Form::Contact => &[("person", "name"), ("name", "name")],
        Form::Work => &[("performed_on", "since"), ("organisation", "place"), ("person", "place")],
        Form::Roles => &[],
        Form::Substitution => &[
            ("substitute", "sub-by"),
            ("person", "sub-by"),
            ("from", "sub-from"),
            ("to", "sub-to"),
            ("basis", "sub-basis"),
        ],
        Form::SubstitutionEnd => &[("from", "subend-from"), ("basis", "subend-basis")],
        Form::Leave => &[("from", "leave-from"), ("to", "leave-to")],
        Form::LeaveEnd => &[("from", "leaveend-from"), ("basis", "leaveend-basis")],
    }
}

/// The page with what the domain refused.
pub async fn refuse(desk: &Desk, id: PersonId, mut typed: Typed, form: Form, why: &Refusal) -> Result<Response, Fault> {
    typed.refused(why, fields(form), desk.lang);
    person::refused(desk, id, typed, form).await
}
