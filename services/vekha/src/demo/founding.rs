//! How an office begins: it is registered with its organisations, groups and people, gets its sign-ins, and adopts its order.

use super::{
    DemoError, draw,
    life::Life,
    moment::Moment,
    seed::{PersonSeed, Seed, SignIn},
};
use crate::{
    accounts::{self, NewAccount},
    app::{App, AppError, Contact, ImportOptions, import_order},
};
use vekha_domain::{
    event::{Change, OfficeRegistered, Role, Sealed, Setting},
    ids::{GroupId, OfficeId, OrganisationId, PersonId},
    person::Person,
    roadmap::Roadmap,
};
use vekha_event_log::Ids;

/// Somebody to be registered, staff and heads alike.
struct Newcomer {
    id: PersonId,
    contact: Contact,
    post: Option<String>,
    organisation: Option<OrganisationId>,
    roles: Vec<Role>,
}

/// A sign-in with the person it belongs to.
pub(super) struct SeededAccount<'a> {
    pub person: PersonId,
    pub name: &'a str,
    pub role: Role,
    pub sign_in: &'a SignIn,
}

impl Seed {
    pub fn office_id(&self) -> OfficeId {
        OfficeId(draw::id(&["office", self.folder]))
    }

    pub fn organisation_id(&self, name: &str) -> OrganisationId {
        OrganisationId(draw::id(&["organisation", self.folder, name]))
    }

    pub fn group_id(&self, name: &str) -> GroupId {
        GroupId(draw::id(&["group", self.folder, name]))
    }

    pub fn person_id(&self, name: &str) -> PersonId {
        PersonId(draw::id(&["person", self.folder, name]))
    }

    fn head_id(&self, organisation: &str) -> PersonId {
        PersonId(draw::id(&["head", self.folder, organisation]))
    }

    /// Who keeps the roadmap.
    pub fn coordinator(&self) -> PersonId {
        self.with_role(Role::Coordinator).map_or(PersonId::PROGRAM, |person| self.person_id(&person.name))
    }

    fn newcomers(&self) -> Vec<Newcomer> {
        let staff = self.office.people.iter().map(|person: &PersonSeed| Newcomer {
            id: self.person_id(&person.name),
            contact: Contact { name: person.name.clone(), email: Some(person.email.clone()), phone: None },
            post: person.post.clone(),
            organisation: person.organisation.as_deref().map(|name| self.organisation_id(name)),
            roles: person.roles.clone(),
        });
        let heads = self.office.organisations.iter().filter_map(|organisation| {
            let name = organisation.head.clone()?;
            let email = organisation.site.as_ref().map(|site| format!("director@{site}"));
            Some(Newcomer {
                id: self.head_id(&organisation.name),
                contact: Contact { name, email, phone: None },
                post: Some(self.office.head_post.clone()),
                organisation: Some(self.organisation_id(&organisation.name)),
                roles: vec![Role::Head],
            })
        });
        staff.chain(heads).collect()
    }

    /// Everybody who can sign in.
    pub fn accounts(&self) -> impl Iterator<Item = SeededAccount<'_>> {
        let staff = self.office.people.iter().filter_map(|person| {
            let (sign_in, role) = person.account.as_ref().zip(person.roles.first())?;
            Some(SeededAccount { person: self.person_id(&person.name), name: &person.name, role: *role, sign_in })
        });
        let head = self.office.head_account.iter().filter_map(|head| {
            let school = self.office.organisations.iter().find(|o| o.name == head.organisation)?;
            let person = self.head_id(&head.organisation);
            Some(SeededAccount { person, name: school.head.as_deref()?, role: Role::Head, sign_in: &head.account })
        });
        staff.chain(head)
    }
}

impl Life {
    /// Registers the office with everybody in it. Done again it changes nothing.
    pub async fn found(&self, app: &App, moment: Moment) -> Result<(), DemoError> {
        let (seed, day) = (self.seed, moment.day);
        let registered = OfficeRegistered {
            name: seed.office.name.clone(),
            territory: seed.office.territory.clone(),
            time_zone: seed.office.time_zone.clone(),
            demonstration: true,
        };
        let command = self.command(moment, PersonId::PROGRAM, "registered");
        let own = app.with_ids(self.ids(&command));
        own.register_office(command, registered, day).await.map_err(|e| self.failed(moment, "registered", e))?;
        self.change(app, moment, PersonId::PROGRAM, "organisations", |state, _| {
            let mut changes = Vec::new();
            let office = state.office();
            for organisation in seed.office.organisations.iter().filter(|_| office.organisations().next().is_none()) {
                let id = seed.organisation_id(&organisation.name);
                changes.extend(office.add_organisation(id, &organisation.name, organisation.kind, day)?);
            }
            for group in seed.office.groups.iter().filter(|_| office.groups().next().is_none()) {
                changes.extend(office.define_group(seed.group_id(&group.name), &group.name, day)?);
            }
            Ok(changes)
        })
        .await?;
        let sealed = self.sealed(app, moment).await?;
        self.change(app, moment, PersonId::PROGRAM, "people", |state, _| {
            let mut changes = Vec::new();
            for group in &seed.office.groups {
                for member in seed.office.organisations.iter().filter(|o| o.kind == group.members) {
                    let (group, member) = (seed.group_id(&group.name), seed.organisation_id(&member.name));
                    changes.extend(state.office().add_member(group, member, day)?);
                }
            }
            for (person, contact) in sealed.iter().filter(|(person, _)| state.person(person.id).is_none()) {
                let (post, organisation) = (person.post.clone(), person.organisation);
                changes.extend(Person::register(person.id, contact.clone(), post, organisation, day)?);
                changes.extend(person.roles.iter().flat_map(|role| Person::granted(person.id, *role, day)));
            }
            Ok::<Vec<Change>, _>(changes)
        })
        .await
    }

    async fn sealed(&self, app: &App, moment: Moment) -> Result<Vec<(Newcomer, Sealed)>, DemoError> {
        let mut sealed = Vec::new();
        for person in self.seed.newcomers() {
            let own = app.with_ids(Ids::seeded(draw::number(&["contact", &person.id.to_string()])));
            let contact = own.seal(self.office, person.id, &person.contact).await;
            sealed.push((person, contact.map_err(|e| self.failed(moment, "contacts", e))?));
        }
        Ok(sealed)
    }

    /// Makes the sign-ins that are missing.
    pub async fn make_accounts(&self, app: &App) -> Result<(), DemoError> {
        for SeededAccount { person, sign_in, .. } in self.seed.accounts() {
            if accounts::by_login(app, &sign_in.login).await?.is_some() {
                continue;
            }
            let own = app.with_ids(Ids::seeded(draw::number(&["account", &sign_in.login])));
            let (login, password) = (sign_in.login.clone(), sign_in.password.clone());
            match accounts::create(&own, NewAccount { login, password: Some(password), office: self.office, person })
                .await
            {
                // Another start was quicker.
                Ok(_) | Err(AppError::Conflict) => {}
                Err(e) => return Err(e.into()),
            }
        }
        Ok(())
    }

    /// The order becomes a roadmap, as a file of it would by an import.
    pub async fn adopt(&self, app: &App, moment: Moment) -> Result<(), DemoError> {
        let command = self.command(moment, self.seed.coordinator(), "adopted");
        let options = ImportOptions { source: Some(format!("{}.docx", self.seed.folder)), ..ImportOptions::default() };
        let own = app.with_ids(self.ids(&command));
        let imported = import_order(&own, command, &self.seed.order, &options).await;
        imported.map(drop).map_err(|e| self.failed(moment, "adopted", e))
    }

    /// How the roadmap is counted. Done again it changes nothing.
    pub async fn set_settings(&self, app: &App, moment: Moment) -> Result<(), DemoError> {
        let history = &self.seed.history;
        let settings = [Setting::Acceptance(history.acceptance), Setting::Threshold(history.threshold)];
        self.change(app, moment, self.seed.coordinator(), "settings", |state, _| {
            let set = |roadmap: &Roadmap| settings.iter().map(|s| roadmap.set(*s, moment.day)).collect::<Vec<_>>();
            state.roadmaps().flat_map(set).collect::<Result<Vec<_>, _>>().map(|changes| changes.concat())
        })
        .await
    }
}
