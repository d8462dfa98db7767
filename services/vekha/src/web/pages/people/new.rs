//! Somebody or something new: a person, a group, an organisation. A form sent twice adds one.

use super::{
    super::{
        super::fault::{Fault, Worded},
        frame::{Frame, Here},
        show, written,
    },
    change::{contact_of, place_of},
    desk::Desk,
    fields::Typed,
    told::{self, Choice},
};
use crate::sentence;
use askama::Template;
use axum::{Form as Sent, http::StatusCode, response::Response};
use vekha_domain::{
    event::OrganisationKind,
    ids::{GroupId, OrganisationId, PersonId},
    person::Person,
    refusal::Refusal,
};
use vekha_office::{name_key, organisation_kind};

/// What is added.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Person,
    Group,
    Organisation,
}

impl What {
    fn code(self) -> &'static str {
        match self {
            What::Person => "person",
            What::Group => "group",
            What::Organisation => "organisation",
        }
    }

    fn path(self) -> &'static str {
        match self {
            What::Person => "/people/new",
            What::Group => "/groups/new",
            What::Organisation => "/organisations/new",
        }
    }
}

/// Kinds of organisations with their codes.
const KINDS: [(OrganisationKind, &str); 5] = [
    (OrganisationKind::School, "school"),
    (OrganisationKind::Kindergarten, "kindergarten"),
    (OrganisationKind::Centre, "centre"),
    (OrganisationKind::Office, "office"),
    (OrganisationKind::Other, "other"),
];

#[derive(Template)]
#[template(path = "person_new.html")]
struct Page {
    frame: Frame,
    what: What,
    heading: String,
    action: String,
    back: String,
    form: Typed,
    places: Vec<Choice>,
    roles: Vec<Choice>,
    kinds: Vec<Choice>,
    /// People of that name who are there already.
    alike: Vec<Choice>,
}

/// The form of a person.
pub async fn form(desk: Desk) -> Result<Response, Fault> {
    answer(&desk, What::Person, begun(&desk), StatusCode::OK).await
}

/// The form of a group.
pub async fn group_form(desk: Desk) -> Result<Response, Fault> {
    answer(&desk, What::Group, begun(&desk), StatusCode::OK).await
}

/// The form of an organisation.
pub async fn organisation_form(desk: Desk) -> Result<Response, Fault> {
    answer(&desk, What::Organisation, begun(&desk), StatusCode::OK).await
}

fn begun(desk: &Desk) -> Typed {
    let command = desk.new_id().to_string();
    Typed::begun([("command", command), ("role", "responsible".to_owned()), ("since", written::day(desk.today))])
}

/// A person is added.
pub async fn submit(desk: Desk, Sent(fields): Sent<Vec<(String, String)>>) -> Result<Response, Fault> {
    let mut typed = Typed::sent(fields);
    let lang = desk.lang;
    let (contact, place, post) = (contact_of(&mut typed, lang), place_of(&mut typed, lang), typed.line("post", lang));
    let (Some(contact), Some(place), Some(post)) = (contact, place, post) else {
        return answer(&desk, What::Person, typed, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let command = desk.id(typed.value("command"));
    let id = PersonId(command);
    // Two people may have one name; that it is meant so is said by the box.
    let key = name_key(&contact.name);
    let names = desk.site.app.names(desk.office).await?;
    if typed.value("another") != "yes" && names.iter().any(|(known, c)| known != id && name_key(&c.name) == key) {
        typed.refuse("name", lang.say("people-alike"));
        return answer(&desk, What::Person, typed, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let sealed = desk.site.app.seal(desk.office, id, &contact).await?;
    let role = told::ROLES.into_iter().find(|role| sentence::role_code(*role) == typed.value("role"));
    let role = role.filter(|role| told::gives(&desk.visitor.roles, *role));
    let (post, today) = (Some(post).filter(|post| !post.is_empty()), desk.today);
    let added = desk.change(command, |state, _| {
        if state.person(id).is_some() {
            return Ok(Vec::new());
        }
        if place.is_some_and(|id| !state.office().organisation(id).is_some_and(|o| o.stands_on(today))) {
            return Err(Refusal::OrganisationUnknown);
        }
        let mut changes = Person::register(id, sealed.clone(), post.clone(), place, today)?;
        changes.extend(role.map(|role| Person::granted(id, role, today)).unwrap_or_default());
        Ok(changes)
    });
    match added.await? {
        Ok(_) => Ok(desk.done(&format!("/people/{id}"), "added")),
        Err(why) => {
            typed.refused(&why, &[("organisation", "place")], lang);
            answer(&desk, What::Person, typed, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// A group is added.
pub async fn group(desk: Desk, Sent(fields): Sent<Vec<(String, String)>>) -> Result<Response, Fault> {
    let mut typed = Typed::sent(fields);
    let Some(name) = typed.needed("name", desk.lang) else {
        return answer(&desk, What::Group, typed, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let command = desk.id(typed.value("command"));
    let (id, today, key) = (GroupId(command), desk.today, name_key(&name));
    let added = desk.change(command, |state, _| {
        let mut groups = state.office().groups();
        match groups.find(|g| g.id == id || name_key(&g.name) == key) {
            Some(known) if known.id == id => Ok(Vec::new()),
            Some(_) => Err(Refusal::AlreadyThere),
            None => state.office().define_group(id, &name, today),
        }
    });
    match added.await? {
        Ok(_) => Ok(desk.done(&format!("/groups/{id}"), "group")),
        Err(why) => taken(&desk, What::Group, typed, &why).await,
    }
}

/// An organisation is added.
pub async fn organisation(desk: Desk, Sent(fields): Sent<Vec<(String, String)>>) -> Result<Response, Fault> {
    let mut typed = Typed::sent(fields);
    let (name, since) = (typed.needed("name", desk.lang), typed.day("since", desk.lang));
    let (Some(name), Some(since)) = (name, since) else {
        return answer(&desk, What::Organisation, typed, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let chosen = KINDS.into_iter().find(|(_, code)| *code == typed.value("kind")).map(|(kind, _)| kind);
    let kind = chosen.unwrap_or_else(|| organisation_kind(&name));
    let command = desk.id(typed.value("command"));
    let (id, key) = (OrganisationId(command), name_key(&name));
    let added = desk.change(command, |state, _| {
        let mut open = state.office().organisations().filter(|o| o.closed.is_none() || o.id == id);
        match open.find(|o| o.id == id || name_key(&o.name) == key) {
            Some(known) if known.id == id => Ok(Vec::new()),
            Some(_) => Err(Refusal::AlreadyThere),
            None => state.office().add_organisation(id, &name, kind, since),
        }
    });
    match added.await? {
        Ok(_) => Ok(desk.done(&format!("/organisations/{id}"), "organisation")),
        Err(why) => taken(&desk, What::Organisation, typed, &why).await,
    }
}

async fn taken(desk: &Desk, what: What, mut typed: Typed, why: &Refusal) -> Result<Response, Fault> {
    match why {
        Refusal::AlreadyThere => typed.refuse("name", desk.lang.say("people-name-taken")),
        other => typed.refused(other, &[("name", "name")], desk.lang),
    }
    answer(desk, what, typed, StatusCode::UNPROCESSABLE_ENTITY).await
}

async fn answer(desk: &Desk, what: What, form: Typed, status: StatusCode) -> Result<Response, Fault> {
    let asked = desk.asked().await?;
    let lang = desk.lang;
    let role = |role| Choice { value: sentence::role_code(role).to_owned(), words: sentence::role(lang, role) };
    let given = told::ROLES.into_iter().filter(|role| told::gives(&desk.visitor.roles, *role));
    let kind =
        |(_, code): (_, &str)| Choice { value: code.to_owned(), words: lang.say(&format!("organisation-{code}")) };
    let key = name_key(form.value("name"));
    let alike = asked.people_to_choose(None).into_iter().filter(|_| what == What::Person && !key.is_empty());
    let same = |choice: &Choice| {
        let known = choice.value.parse().ok().and_then(|id| asked.names.name(id));
        known.is_some_and(|name| name_key(name) == key)
    };
    let page = Page {
        // Everything is entered today: there is no other day to look at here.
        frame: Frame { day: None, ..asked.frame(None, Here::People) },
        what,
        heading: lang.say(&format!("people-new-{}", what.code())),
        action: desk.path(what.path()),
        back: desk.path("/people"),
        places: asked.places_to_choose(),
        roles: given.map(role).collect(),
        kinds: KINDS.into_iter().map(kind).collect(),
        alike: alike.filter(same).collect(),
        form,
    };
    let mut response = show(lang, status, &page)?;
    response.extensions_mut().insert(Worded);
    Ok(response)
}
