//! An invitation: an account for a person the log knows, and a letter with a link to choose its password.

use super::{
    super::{
        super::{Site, access::Visitor, fault::Fault, fault::language, letters},
        asked::Asked,
    },
    Extra, Typed, Wrong, answer, code_of, may_touch, to_list,
};
use crate::{
    accounts::{self, Account, NewAccount, links::Purpose, roll, rules},
    app::AppError,
    wording::Lang,
};
use axum::{
    Extension, Form,
    extract::{Path, State},
    http::request::Parts,
    response::Response,
};
use serde::Deserialize;
use std::time::Duration;
use vekha_domain::ids::{OfficeId, PersonId};

/// How long an answer waits for the letter; it goes on without it.
const PATIENCE: Duration = Duration::from_secs(10);

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    person: String,
    login: String,
}

/// Makes the account and sends its invitation, or says beside the field why not.
pub async fn submit(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(office): Path<OfficeId>,
    parts: Parts,
    Form(sent): Form<Sent>,
) -> Result<Response, Fault> {
    let lang = language(&parts.headers);
    Asked::only_today(&site, &visitor, office, &parts).await?;
    let wrong = match checked(&site, &visitor, office, &sent, lang).await? {
        Ok(person) => {
            let new = NewAccount { login: sent.login.clone(), password: None, office, person };
            match accounts::create(&site.app, new).await {
                Ok(account) => {
                    tracing::info!(account = %account.id, login = account.login, by = visitor.account.login, "an account was made");
                    let code = letter(&site, lang, &account).await?;
                    return Ok(to_list(office, code, account.id));
                }
                Err(AppError::Conflict) => vec![wrong(lang, "login", "accounts-login-taken")],
                Err(e) => return Err(e.into()),
            }
        }
        Err(wrong) => wrong,
    };
    let typed = Typed { person: sent.person, login: sent.login };
    answer(&site, &visitor, office, &parts, Extra { typed, wrong, refusal: None }).await
}

fn wrong(lang: Lang, field: &'static str, key: &str) -> Wrong {
    Wrong { field, sentence: lang.say(key) }
}

/// The person, when an account can be made for them under this login.
async fn checked(
    site: &Site,
    visitor: &Visitor,
    office: OfficeId,
    sent: &Sent,
    lang: Lang,
) -> Result<Result<PersonId, Vec<Wrong>>, Fault> {
    let mut found = Vec::new();
    if !rules::is_login(sent.login.trim()) {
        found.push(wrong(lang, "login", "accounts-login-wrong"));
    }
    let person = sent.person.parse::<PersonId>().ok();
    let names = site.app.names(office).await?;
    let known = site.app.office(office).await?;
    let roles = person.and_then(|id| known.person(id)).map(|p| p.roles.clone());
    drop(known);
    let reached = person.and_then(|id| names.contact(id)).is_some_and(|contact| contact.email.is_some());
    match (person, roles) {
        (Some(_), Some(roles)) if roles.is_empty() => found.push(wrong(lang, "person", "accounts-roleless")),
        (Some(id), Some(roles)) => {
            if let Err(sentence) = may_touch(visitor, &roles, lang) {
                found.push(Wrong { field: "person", sentence });
            } else if !reached {
                found.push(wrong(lang, "person", "accounts-no-address"));
            } else if roll::list(&site.app, office).await?.iter().any(|listed| listed.account.person == id) {
                found.push(wrong(lang, "person", "accounts-already"));
            }
            if found.is_empty() {
                return Ok(Ok(id));
            }
        }
        (None, _) | (_, None) => found.push(wrong(lang, "person", "accounts-person-wrong")),
    }
    Ok(Err(found))
}

/// Sends the invitation and waits for it a while; the receipt's code.
pub async fn letter(site: &Site, lang: Lang, account: &Account) -> Result<&'static str, Fault> {
    let (own, to) = (site.clone(), account.clone());
    // In a task of its own: whoever goes away does not leave a letter half sent.
    let sending = tokio::spawn(async move { letters::send(&own, lang, &to, Purpose::Invitation).await });
    match tokio::time::timeout(PATIENCE, sending).await {
        Ok(Ok(sent)) => Ok(sent?.map_or("unsent-refused", |sent| code_of(Some(&sent)))),
        Ok(Err(_)) => Err(Fault::Broken),
        Err(_) => Ok(code_of(None)),
    }
}
