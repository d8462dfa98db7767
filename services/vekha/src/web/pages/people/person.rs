//! One person: contact, work, roles, those who stand in, leaves, open activities, and the forms that change them.

use super::{
    super::{
        super::fault::{Fault, Worded},
        asked::Asked,
        frame::{Frame, Here},
        letters::{self, Line},
        show, written,
    },
    desk::{self, Desk},
    fields::Typed,
    told::{self, Choice},
};
use crate::sentence;
use askama::Template;
use axum::{extract::Path, http::StatusCode, response::Response};
use vekha_domain::{
    event::{LeaveKind, Party, Role},
    ids::{OfficeId, PersonId},
    person::Person,
    reminder::Recipient,
};

/// The forms of the page; each is a part that opens by itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// Name and addresses.
    Contact,
    /// Place of work and post.
    Work,
    /// Roles.
    Roles,
    /// Somebody stands in.
    Substitution,
    /// A substitution ends.
    SubstitutionEnd,
    /// A leave.
    Leave,
    /// A leave ends.
    LeaveEnd,
}

#[derive(Template)]
#[template(path = "person.html")]
struct Page {
    frame: Frame,
    name: String,
    /// The data are to go, or are gone; what of it is left to do.
    erasure: Option<String>,
    erasing: bool,
    keeps: bool,
    addresses: bool,
    path: String,
    people: String,
    receipt: Option<String>,
    post: String,
    place: String,
    place_link: String,
    email: String,
    phone: String,
    roles: String,
    today: Vec<String>,
    works: Vec<String>,
    substitutions: Vec<Span>,
    leaves: Vec<Span>,
    open: Vec<Open>,
    letters: Vec<Line>,
    unreachable: Option<String>,
    form: Typed,
    opened: Option<Form>,
    places: Vec<Choice>,
    others: Vec<Choice>,
    given: Vec<Given>,
    kinds: Vec<Choice>,
}

/// A substitution or a leave in the list.
pub struct Span {
    words: String,
    basis: String,
    ended: Option<String>,
    /// Its first day, when it can still be ended.
    from: Option<String>,
}

/// An open activity.
struct Open {
    number: String,
    title: String,
    link: String,
    note: String,
}

/// A role with a box to tick.
struct Given {
    value: &'static str,
    words: String,
    has: bool,
    fixed: bool,
}

impl Page {
    /// What of a list can still be ended: the first day and the words.
    fn ending<'a>(&self, spans: &'a [Span]) -> Vec<(&'a str, &'a str)> {
        spans.iter().filter_map(|span| Some((span.from.as_deref()?, span.words.as_str()))).collect()
    }

    fn opens(&self, form: Form) -> bool {
        self.opened == Some(form)
    }
}

/// A person this visitor may see.
///
/// # Errors
/// As [`Asked::missing`].
pub fn visible(asked: &Asked, id: PersonId) -> Result<&Person, Fault> {
    asked.state().person(id).filter(|person| asked.shows_person(person)).ok_or_else(|| asked.missing())
}

/// The page.
pub async fn page(asked: Asked, Path((_, id)): Path<(OfficeId, PersonId)>) -> Result<Response, Fault> {
    let person = visible(&asked, id)?;
    let form = begun(&asked, person);
    asked.show(&page_of(&asked, person, form, None))
}

/// The page with a form that was refused.
pub async fn refused(desk: &Desk, id: PersonId, typed: Typed, form: Form) -> Result<Response, Fault> {
    let asked = desk.asked_at(&format!("/people/{id}")).await?;
    let person = visible(&asked, id)?;
    let filled = fill(&asked, person, typed, Some(form));
    let mut response =
        show(asked.lang, StatusCode::UNPROCESSABLE_ENTITY, &page_of(&asked, person, filled, Some(form)))?;
    response.extensions_mut().insert(Worded);
    Ok(response)
}

fn begun(asked: &Asked, person: &Person) -> Typed {
    fill(asked, person, Typed::default(), None)
}

/// What was typed, with what is known in the fields of the other forms.
fn fill(asked: &Asked, person: &Person, typed: Typed, form: Option<Form>) -> Typed {
    let contact = asked.names.contact(person.id).cloned().unwrap_or_default();
    let today = written::day(asked.today);
    let typed = typed.or([
        ("name", contact.name),
        ("email", contact.email.unwrap_or_default()),
        ("phone", contact.phone.unwrap_or_default()),
        ("place", person.organisation.map(|id| id.to_string()).unwrap_or_default()),
        ("post", person.post.clone().unwrap_or_default()),
        ("since", today.clone()),
        ("sub-date", today.clone()),
        ("subend-date", today.clone()),
        ("leaveend-date", today),
    ]);
    // No box ticked is an answer too.
    if form == Some(Form::Roles) {
        return typed;
    }
    let roles = person.roles.iter().map(|role| ("role".to_owned(), sentence::role_code(*role).to_owned()));
    typed.and(roles.collect())
}

fn page_of(asked: &Asked, person: &Person, form: Typed, opened: Option<Form>) -> Page {
    let lang = asked.lang;
    let own = person.id == asked.visitor.person() && asked.visitor.account.office == asked.office;
    let contact = asked.names.contact(person.id).filter(|_| asked.keeps_people() || own).cloned().unwrap_or_default();
    let work = person.work_on(asked.as_of);
    let at = work.and_then(|w| w.organisation);
    let erasure = match (person.erasure, person.erased) {
        (Some((day, _)), None) => Some(("people-erasing", day)),
        (Some(_), Some(day)) => Some(("people-erased", day)),
        (None, _) => None,
    };
    let path = format!("/offices/{}/people/{}", asked.office, person.id);
    Page {
        frame: asked.frame(None, Here::People),
        name: asked.person_name(person.id),
        erasure: erasure.map(|(key, day)| lang.say_with(key, [("day", written::day(day).into())])),
        erasing: person.erasure.is_some() && person.erased.is_none(),
        keeps: asked.changes_people(),
        addresses: asked.keeps_people() || own,
        people: asked.link(&format!("/offices/{}/people", asked.office)),
        receipt: desk::receipt(asked),
        post: work.and_then(|w| w.post.clone()).unwrap_or_default(),
        place: at.map(|id| asked.organisation_name(id)).unwrap_or_default(),
        place_link: at
            .map(|id| asked.link(&format!("/offices/{}/organisations/{id}", asked.office)))
            .unwrap_or_default(),
        email: contact.email.unwrap_or_default(),
        phone: contact.phone.unwrap_or_default(),
        roles: asked.roles_of(person),
        today: asked.whereabouts(person),
        works: works(asked, person),
        substitutions: substitutions(asked, person),
        leaves: leaves(asked, person),
        open: open(asked, person),
        letters: letters::to(asked, Recipient::Person(person.id)),
        unreachable: letters::unreachable(asked, Recipient::Person(person.id)),
        places: asked.places_to_choose(),
        others: asked.people_to_choose(Some(person.id)),
        given: given(asked, &form),
        kinds: kinds(asked),
        path,
        form,
        opened,
    }
}

fn kinds(asked: &Asked) -> Vec<Choice> {
    let kinds = [LeaveKind::Leave, LeaveKind::Trip, LeaveKind::Absence].map(sentence::leave_code);
    kinds.map(|code| Choice { value: code.to_owned(), words: asked.lang.say(&format!("leave-{code}")) }).into()
}

fn given(asked: &Asked, form: &Typed) -> Vec<Given> {
    let given = |role: Role| {
        let value = sentence::role_code(role);
        let fixed = !told::gives(&asked.visitor.roles, role);
        Given { value, words: sentence::role(asked.lang, role), has: form.has("role", value), fixed }
    };
    told::ROLES.into_iter().map(given).collect()
}

fn works(asked: &Asked, person: &Person) -> Vec<String> {
    let told = |work: &vekha_domain::person::Work| {
        let place = work.organisation.map(|id| asked.organisation_name(id));
        let words: Vec<String> = place.into_iter().chain(work.post.clone()).collect();
        let words = if words.is_empty() { asked.lang.say("people-nowhere") } else { words.join(", ") };
        match work.from {
            Some(from) => {
                let since = [("day", written::day(from).into()), ("work", words.into())];
                asked.lang.say_with("people-work-since", since)
            }
            None => asked.lang.say_with("people-work-first", [("work", words.into())]),
        }
    };
    // One place tells nothing that the page does not say above.
    if person.works().count() < 2 { Vec::new() } else { person.works().map(told).collect() }
}

fn span(asked: &Asked, from: chrono::NaiveDate, to: chrono::NaiveDate, who: String) -> String {
    let days = [("from", written::day(from).into()), ("to", written::day(to).into()), ("who", who.into())];
    asked.lang.say_with("people-span", days)
}

fn ended(asked: &Asked, basis: Option<&vekha_domain::event::Basis>) -> Option<String> {
    let basis = basis?;
    let words = [("day", written::day(basis.date).into()), ("basis", basis.words.clone().into())];
    Some(asked.lang.say_with("people-ended", words))
}

fn substitutions(asked: &Asked, person: &Person) -> Vec<Span> {
    let told = |s: &vekha_domain::person::Substitution| Span {
        words: span(asked, s.from, s.to, asked.person_name(s.substitute)),
        basis: basis(asked, &s.basis),
        ended: ended(asked, s.ended.as_ref()),
        from: (s.ended.is_none() && s.to >= asked.today).then(|| s.from.to_string()),
    };
    person.substitutions.iter().rev().map(told).collect()
}

fn leaves(asked: &Asked, person: &Person) -> Vec<Span> {
    let kind =
        |leave: &vekha_domain::person::Leave| asked.lang.say(&format!("leave-{}", sentence::leave_code(leave.kind)));
    let told = |leave: &vekha_domain::person::Leave| Span {
        words: span(asked, leave.from, leave.to, kind(leave)),
        basis: String::new(),
        ended: ended(asked, leave.ended.as_ref()),
        from: (leave.ended.is_none() && leave.to >= asked.today).then(|| leave.from.to_string()),
    };
    person.leaves.iter().rev().map(told).collect()
}

/// A basis in words, with its day.
pub fn basis(asked: &Asked, basis: &vekha_domain::event::Basis) -> String {
    let words = [("words", basis.words.clone().into()), ("day", written::day(basis.date).into())];
    asked.lang.say_with("people-basis-of", words)
}

fn open(asked: &Asked, person: &Person) -> Vec<Open> {
    let party = Party::Person(person.id);
    let several = asked.state().roadmaps().count() > 1;
    let open = |id| {
        let activity = asked.state().activity(id)?;
        if !asked.visitor.shows(activity, asked.state().office(), asked.as_of) {
            return None;
        }
        let lead = activity.parties_on(asked.as_of).count() > 1 && activity.lead_on(asked.as_of) == Some(&party);
        let lead = lead.then(|| asked.lang.say("people-lead"));
        let roadmap = asked.state().roadmap(activity.roadmap).filter(|_| several).map(|r| r.title.clone());
        let title = activity.wording_on(asked.as_of).map(|w| w.title.clone()).unwrap_or_default();
        Some(Open {
            number: activity.number.clone(),
            title,
            link: asked.link(&format!("/offices/{}/activities/{id}", asked.office)),
            note: lead.into_iter().chain(roadmap).collect::<Vec<_>>().join(" · "),
        })
    };
    asked.view().open_activities_of(&party).into_iter().filter_map(open).collect()
}
