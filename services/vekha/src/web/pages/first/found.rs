//! The office and the first account of an installation, made for the form of the first run.

use super::{super::super::Site, Typed};
use crate::{
    accounts::{self, Account, NewAccount},
    app::{App, AppError, Command, Contact},
};
use vekha_domain::{
    event::{OfficeRegistered, Role},
    ids::{OfficeId, PersonId},
    person::Person,
};

/// What the first one may do: there is nobody else yet to do any of it.
const ROLES: [Role; 2] = [Role::Coordinator, Role::Administrator];

/// Makes the office, if none is there, and the account. Repeated after a fault it goes on with what is there.
pub async fn first_account(site: &Site, office: Option<OfficeId>, typed: &Typed) -> Result<Account, AppError> {
    let app = &site.app;
    let office = match office {
        Some(office) => office,
        None => registered(app, typed).await?,
    };
    let person = person(app, office, typed).await?;
    let password = Some(typed.password.clone());
    accounts::create(app, NewAccount { login: typed.login.clone(), password, office, person }).await
}

async fn registered(app: &App, typed: &Typed) -> Result<OfficeId, AppError> {
    let office = OfficeId(app.ids().next());
    let zone: chrono_tz::Tz = typed.zone.parse().unwrap_or(chrono_tz::Tz::Europe__Moscow);
    let registered = OfficeRegistered {
        name: typed.office_name.trim().to_owned(),
        territory: typed.territory.trim().to_owned(),
        time_zone: zone.name().to_owned(),
        demonstration: false,
    };
    let today = app.now().with_timezone(&zone).date_naive();
    app.register_office(command(app, office), registered, today).await?;
    Ok(office)
}

fn command(app: &App, office: OfficeId) -> Command {
    Command { office, actor: PersonId::PROGRAM, id: app.ids().next() }
}

/// The person of that name, or a new one, with both roles.
async fn person(app: &App, office: OfficeId, typed: &Typed) -> Result<PersonId, AppError> {
    let key = vekha_office::name_key(&typed.name);
    let names = app.names(office).await?;
    let known = names.iter().find(|(_, c)| vekha_office::name_key(&c.name) == key).map(|(id, c)| (id, c.clone()));
    let (person, before) = known.unwrap_or_else(|| (PersonId(app.ids().next()), Contact::default()));
    let email = Some(typed.email.trim().to_owned()).filter(|email| !email.is_empty());
    let contact = Contact {
        name: if before.name.is_empty() { typed.name.trim().to_owned() } else { before.name.clone() },
        email: email.or_else(|| before.email.clone()),
        phone: before.phone.clone(),
    };
    let sealed = if contact == before { None } else { Some(app.seal(office, person, &contact).await?) };
    let today = app.today(office).await?;
    let decide = |state: &vekha_projections::OfficeState, _: &vekha_event_log::Ids| {
        let mut changes = Vec::new();
        match (state.person(person), sealed.clone()) {
            (Some(known), sealed) => {
                if let Some(sealed) = sealed {
                    changes.extend(known.change_contact(sealed, today)?);
                }
                for role in ROLES {
                    changes.extend(known.grant(role, today)?);
                }
            }
            (None, Some(sealed)) => {
                changes.extend(Person::register(person, sealed, None, None, today)?);
                changes.extend(ROLES.iter().flat_map(|role| Person::granted(person, *role, today)));
            }
            (None, None) => return Err(vekha_domain::refusal::Refusal::PersonUnknown),
        }
        Ok(changes)
    };
    app.change(command(app, office), decide).await?;
    Ok(person)
}
