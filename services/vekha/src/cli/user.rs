//! `vekha user add`: a person with a role and an account; the password comes on standard input.

use super::{Failure, Outcome, lang, place, place::Place, say, say_json};
use crate::{
    accounts::{self, NewAccount, rules},
    app::{AppError, Command, Contact},
};
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::{
    io::{self, BufRead, ErrorKind},
    process::ExitCode,
    sync::atomic::{AtomicBool, Ordering},
};
use vekha_domain::{
    event::Role,
    ids::{OrganisationId, PersonId},
    person::Person,
    refusal::Refusal,
};

/// Arguments of `vekha user add`.
#[derive(Args)]
pub struct Add {
    /// Name to sign in with
    #[arg(long)]
    login: String,
    /// Name as printed in orders
    #[arg(long)]
    name: String,
    /// What the person may do
    #[arg(long)]
    role: RoleName,
    /// For letters
    #[arg(long)]
    email: Option<String>,
    /// Where the person works: words of the organisation's name; needed for a head
    #[arg(long)]
    organisation: Option<String>,
    /// The office: words of its name
    #[arg(long)]
    office: Option<String>,
    /// Also print a token for programs
    #[arg(long)]
    token: bool,
    #[command(flatten)]
    place: Place,
    /// Print for programs
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RoleName {
    Coordinator,
    Responsible,
    Head,
    Auditor,
    Region,
    Administrator,
}

impl From<RoleName> for Role {
    fn from(name: RoleName) -> Role {
        match name {
            RoleName::Coordinator => Role::Coordinator,
            RoleName::Responsible => Role::Responsible,
            RoleName::Head => Role::Head,
            RoleName::Auditor => Role::Auditor,
            RoleName::Region => Role::Region,
            RoleName::Administrator => Role::Administrator,
        }
    }
}

#[derive(Serialize)]
struct Added {
    login: String,
    person: PersonId,
    #[serde(skip_serializing_if = "Option::is_none")]
    api_token: Option<String>,
}

impl Add {
    /// Registers the person (or takes the one of that name), grants the role, makes the account.
    pub async fn run(self) -> Outcome {
        if self.role == RoleName::Head && self.organisation.is_none() {
            return Err(Failure::Use(lang().say("cli-head-of-what")));
        }
        if [&self.login, &self.name].iter().any(|words| words.trim().is_empty()) {
            return Err(Failure::Use(lang().say("cli-nameless")));
        }
        let password = password(&self.login)?;
        let app = self.place.open().await?;
        let office = place::office(&app, self.office.as_deref()).await?.id;
        if accounts::by_login(&app, &self.login).await?.is_some() {
            return Err(Failure::Refused(lang().say_with("cli-login-taken", [("login", self.login.clone().into())])));
        }
        let organisation = self.workplace(&app, office).await?;
        let key = vekha_office::name_key(&self.name);
        let names = app.names(office).await?;
        let known = names.iter().find(|(_, c)| vekha_office::name_key(&c.name) == key).map(|(id, c)| (id, c.clone()));
        let before = known.as_ref().map(|(_, contact)| contact.clone()).unwrap_or_default();
        let person = known.map_or_else(|| PersonId(app.ids().next()), |(id, _)| id);
        let contact = Contact {
            name: if before.name.is_empty() { self.name.clone() } else { before.name.clone() },
            email: self.email.clone().or_else(|| before.email.clone()),
            phone: before.phone.clone(),
        };
        let sealed = if contact == before { None } else { Some(app.seal(office, person, &contact).await?) };
        let role = Role::from(self.role);
        let today = app.today(office).await?;
        let command = Command { office, actor: PersonId::PROGRAM, id: app.ids().next() };
        let elsewhere = AtomicBool::new(false);
        app.change(command, |state, _| match (state.person(person), sealed.clone()) {
            // Nothing moves a person to another organisation; a head would read the rows of the wrong one.
            (Some(known), _) if organisation.is_some() && known.organisation != organisation => {
                elsewhere.store(true, Ordering::Relaxed);
                Ok(Vec::new())
            }
            (Some(known), Some(sealed)) => {
                Ok([known.change_contact(sealed, today)?, known.grant(role, today)?].concat())
            }
            (Some(known), None) => known.grant(role, today),
            (None, Some(sealed)) => {
                let registered = Person::register(person, sealed, None, organisation, today)?;
                Ok([registered, Person::granted(person, role, today)].concat())
            }
            (None, None) => Err(Refusal::PersonUnknown),
        })
        .await?;
        if elsewhere.into_inner() {
            return Err(Failure::Refused(lang().say("cli-works-elsewhere")));
        }
        let new = NewAccount { login: self.login.clone(), password: Some(password), office, person };
        let account = accounts::create(&app, new).await?;
        let api_token = match self.token {
            true => Some(accounts::issue_token(&app, account.id).await?),
            false => None,
        };
        let added = Added { login: account.login, person, api_token };
        if self.json {
            say_json(&added)?;
        } else {
            say(&lang().say_with("cli-user-added", [("login", added.login.clone().into())]))?;
            added.api_token.iter().try_for_each(|token| say(token))?;
        }
        Ok(ExitCode::SUCCESS)
    }

    async fn workplace(
        &self,
        app: &crate::app::App,
        office: vekha_domain::ids::OfficeId,
    ) -> Result<Option<OrganisationId>, Failure> {
        let Some(words) = &self.organisation else { return Ok(None) };
        let known = app.office(office).await?;
        let wanted = vekha_office::name_key(words);
        let found: Vec<_> =
            known.office().organisations().filter(|o| vekha_office::name_key(&o.name) == wanted).collect();
        match found.as_slice() {
            [only] => Ok(Some(only.id)),
            _ => {
                let names: Vec<&str> = known.office().organisations().map(|o| o.name.as_str()).collect();
                let args = [("organisations", names.join(", ").into())];
                Err(Failure::Use(lang().say_with("cli-which-organisation", args)))
            }
        }
    }
}

fn password(login: &str) -> Result<String, Failure> {
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).map_err(|e| match e.kind() {
        ErrorKind::InvalidData => Failure::Use(lang().say("cli-unread-password")),
        _ => AppError::broken("read the password", &e).into(),
    })?;
    let password = line.trim_end_matches(['\r', '\n']);
    if let Some(weak) = rules::weakness(password, login) {
        return Err(Failure::Refused(lang().say(&format!("password-{}", weak.code()))));
    }
    Ok(password.to_owned())
}
