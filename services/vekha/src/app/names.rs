//! Who the office's people are by name, opened once and kept until something about a person changes.

use super::{
    AppError, Contact, Inner,
    people::{open_contact, person_keys},
};
use std::collections::HashMap;
use vekha_domain::{
    event::Sealed,
    ids::{OfficeId, PersonId},
};
use vekha_projections::OfficeState;

/// The people of an office by name. Someone whose key is destroyed has none.
#[derive(Default, Debug)]
pub struct Names {
    people: HashMap<PersonId, (Sealed, Option<Contact>)>,
}

impl Names {
    /// Opens what changed since `before`.
    pub(super) async fn open(
        inner: &Inner,
        office: OfficeId,
        known: &OfficeState,
        before: Option<&Names>,
    ) -> Result<Names, AppError> {
        let mut people = HashMap::new();
        let mut unopened = Vec::new();
        for person in known.people() {
            // From the moment the log says so, whether the key is destroyed yet or a backup has brought it back.
            if person.erasure.is_some() {
                people.insert(person.id, (person.contact.clone(), None));
                continue;
            }
            match before.and_then(|names| names.people.get(&person.id)).filter(|(sealed, _)| *sealed == person.contact)
            {
                Some(same) => drop(people.insert(person.id, same.clone())),
                None => unopened.push((person.id, person.contact.clone())),
            }
        }
        if !unopened.is_empty() {
            let keys = person_keys(inner, office).await?;
            for (id, sealed) in unopened {
                let contact = keys.get(&id).and_then(|key| open_contact(key, &sealed));
                people.insert(id, (sealed, contact));
            }
        }
        Ok(Names { people })
    }

    /// The contact, unless the person is unknown or erased.
    pub fn contact(&self, person: PersonId) -> Option<&Contact> {
        self.people.get(&person)?.1.as_ref()
    }

    /// The name as printed, unless the person is unknown or erased.
    pub fn name(&self, person: PersonId) -> Option<&str> {
        self.contact(person).map(|contact| contact.name.as_str())
    }

    /// Everybody with a name.
    pub fn iter(&self) -> impl Iterator<Item = (PersonId, &Contact)> {
        self.people.iter().filter_map(|(id, (_, contact))| Some((*id, contact.as_ref()?)))
    }
}
