//! «Учётные записи»: who can sign in to the office; inviting, closing, opening, ending sessions.

mod deed;
mod invite;

pub use deed::{again, end_sessions, lock, unlock};
pub use invite::submit as invite;

use super::{
    super::{Site, access::Visitor, fault::Fault},
    asked::Asked,
    frame::{Frame, Here},
    show, written,
};
use crate::{
    accounts::roll::{self, Listed},
    mail::{NotSent, Sent},
    sentence,
    wording::Lang,
};
use askama::Template;
use axum::{
    Extension,
    extract::{Path, State},
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use std::collections::BTreeSet;
use uuid::Uuid;
use vekha_domain::{
    event::Role,
    ids::{OfficeId, PersonId},
};

#[derive(Template)]
#[template(path = "accounts.html")]
struct Page {
    frame: Frame,
    counted: String,
    done: Option<Done>,
    /// Why something was not done.
    refusal: Option<String>,
    rows: Vec<Row>,
    action: String,
    /// Who can be invited.
    people: Vec<(String, String)>,
    /// How many more have no address.
    unreached: Option<String>,
    typed: Typed,
    wrong: Vec<Wrong>,
}

/// A receipt; one that asks for something more is no good news.
struct Done {
    sentence: String,
    good: bool,
}

struct Row {
    login: String,
    name: String,
    roles: String,
    seen: String,
    state: String,
    class: &'static str,
    locked: bool,
    invited: bool,
    own: bool,
    /// Kept by those who may do more.
    above: bool,
    sessions: bool,
    path: String,
}

/// What was typed into the form of an invitation.
#[derive(Default)]
struct Typed {
    person: String,
    login: String,
}

/// What is wrong, beside its field.
struct Wrong {
    field: &'static str,
    sentence: String,
}

impl Page {
    fn error(&self, field: &str) -> Option<&str> {
        self.wrong.iter().find(|wrong| wrong.field == field).map(|wrong| wrong.sentence.as_str())
    }
}

/// What the page says beside the list.
#[derive(Default)]
struct Extra {
    refusal: Option<String>,
    typed: Typed,
    wrong: Vec<Wrong>,
}

/// The list, with the form of an invitation.
pub async fn page(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(office): Path<OfficeId>,
    parts: Parts,
) -> Result<Response, Fault> {
    answer(&site, &visitor, office, &parts, Extra::default()).await
}

async fn answer(
    site: &Site,
    visitor: &Visitor,
    office: OfficeId,
    parts: &Parts,
    extra: Extra,
) -> Result<Response, Fault> {
    let accounts = roll::list(&site.app, office).await?;
    let asked = Asked::of(site, visitor, office, parts).await?;
    if !asked.live() {
        return Err(Fault::LookingBack);
    }
    let lang = asked.lang;
    let (people, unreached) = people(&asked, &accounts);
    let refused = extra.refusal.is_some() || !extra.wrong.is_empty();
    let page = Page {
        // Accounts are of today: there is no other day to look at here.
        frame: Frame { day: None, ..asked.frame(None, Here::Accounts) },
        counted: lang.say_with("accounts-counted", [("n", accounts.len().into())]),
        done: done(&asked, &accounts).filter(|_| !refused),
        refusal: extra.refusal,
        rows: accounts.iter().map(|account| row(&asked, account)).collect(),
        action: format!("/offices/{office}/accounts"),
        people,
        unreached: (unreached > 0).then(|| lang.say_with("accounts-unreached", [("n", unreached.into())])),
        typed: extra.typed,
        wrong: extra.wrong,
    };
    show(lang, if refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }, &page)
}

fn row(asked: &Asked, listed: &Listed) -> Row {
    let (lang, account) = (asked.lang, &listed.account);
    let roles = asked.known.person(account.person).map(|p| p.roles.clone()).unwrap_or_default();
    let words: Vec<String> = roles.iter().map(|role| sentence::role(lang, *role)).collect();
    let (key, class) = match (listed.locked, listed.invited) {
        (true, _) => ("locked", "out"),
        (false, true) => ("invited", "warn"),
        (false, false) => ("open", "ok"),
    };
    Row {
        login: account.login.clone(),
        name: asked.names.name(account.person).map_or_else(|| lang.say("accounts-nameless"), written::unbroken),
        roles: if words.is_empty() { lang.say("accounts-no-role") } else { words.join(", ") },
        seen: listed
            .seen
            .map(|at| written::moment(at, asked.known.zone()))
            .unwrap_or_else(|| lang.say("accounts-never")),
        state: lang.say(&format!("accounts-state-{key}")),
        class,
        locked: listed.locked,
        invited: listed.invited,
        own: account.id == asked.visitor.account.id,
        above: may_touch(&asked.visitor, &roles, lang).is_err(),
        sessions: listed.sessions > 0,
        path: format!("/offices/{}/accounts/{}", asked.office, account.id),
    }
}

/// People with a role and without an account, by name; and how many of them have no address.
fn people(asked: &Asked, accounts: &[Listed]) -> (Vec<(String, String)>, usize) {
    let taken: BTreeSet<PersonId> = accounts.iter().map(|listed| listed.account.person).collect();
    let mut reached = Vec::new();
    let mut unreached = 0;
    for person in asked.known.people().filter(|p| !p.roles.is_empty() && !taken.contains(&p.id)) {
        let Some(contact) = asked.names.contact(person.id) else { continue };
        match &contact.email {
            Some(email) => reached.push((person.id.to_string(), format!("{}, {email}", contact.name))),
            None => unreached += 1,
        }
    }
    reached.sort_by(|a, b| a.1.cmp(&b.1));
    (reached, unreached)
}

/// Codes of the receipts; what else stands in the address is passed over.
const DONE: [&str; 8] =
    ["invited", "sending", "unsent-refused", "unsent-later", "unsent-unknown", "locked", "unlocked", "ended"];

fn done(asked: &Asked, accounts: &[Listed]) -> Option<Done> {
    let said = |name: &str| asked.others.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let code = said("done").filter(|code| DONE.contains(code))?;
    let of: Uuid = said("of")?.parse().ok()?;
    let login = &accounts.iter().find(|listed| listed.account.id == of)?.account.login;
    let sentence = asked.lang.say_with(&format!("accounts-done-{code}"), [("login", login.clone().into())]);
    Some(Done { sentence, good: !code.starts_with("unsent") })
}

/// Back to the list with a receipt.
fn to_list(office: OfficeId, code: &str, account: Uuid) -> Response {
    Redirect::to(&format!("/offices/{office}/accounts?done={code}&of={account}")).into_response()
}

/// The receipt's code of a letter; none while it is still on its way.
fn code_of(sent: Option<&Result<Sent, NotSent>>) -> &'static str {
    match sent {
        Some(Ok(_)) => "invited",
        Some(Err(NotSent::AddressRefused(_) | NotSent::LetterRefused(_))) => "unsent-refused",
        Some(Err(NotSent::Later(_) | NotSent::Unreachable(_) | NotSent::NotSignedIn(_))) => "unsent-later",
        Some(Err(NotSent::Unknown(_))) => "unsent-unknown",
        None => "sending",
    }
}

/// Only an administrator touches an administrator's account: whoever may less must not shut out those who may more.
fn may_touch(visitor: &Visitor, roles: &BTreeSet<Role>, lang: Lang) -> Result<(), String> {
    let above = roles.contains(&Role::Administrator) && !visitor.roles.contains(&Role::Administrator);
    if above { Err(lang.say("accounts-not-above")) } else { Ok(()) }
}

#[cfg(test)]
mod tests;
