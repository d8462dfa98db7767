//! Whose address it is, asked of many offices: people are read from their own streams, so that no log is folded for it.

use super::{
    App, AppError, Contact,
    people::{open_contact, person_key, person_keys},
};
use vekha_domain::{
    event::Recorded,
    ids::{OfficeId, PersonId},
    office::Office,
    person::Person,
    stream::Stream,
};

impl App {
    /// Name and addresses of one person; none of somebody unknown or erased.
    ///
    /// # Errors
    /// The log or the keys cannot be read.
    pub async fn contact(&self, office: OfficeId, person: PersonId) -> Result<Option<Contact>, AppError> {
        let Some(key) = person_key(&self.inner, office, person).await? else { return Ok(None) };
        self.opened(office, person, &key).await
    }

    /// The same of everybody of an office.
    ///
    /// # Errors
    /// As [`App::contact`].
    pub async fn contacts(&self, office: OfficeId) -> Result<Vec<(PersonId, Contact)>, AppError> {
        let mut contacts = Vec::new();
        for (person, key) in person_keys(&self.inner, office).await? {
            contacts.extend(self.opened(office, person, &key).await?.map(|contact| (person, contact)));
        }
        contacts.sort_by_key(|(person, _)| *person);
        Ok(contacts)
    }

    /// Mailboxes of an office's organisations.
    ///
    /// # Errors
    /// The log cannot be read.
    pub async fn mailboxes(&self, id: OfficeId) -> Result<Vec<String>, AppError> {
        let mut office = Office::new(id);
        self.events(id, Some(Stream::Office(id)), None).await?.iter().for_each(|event| office.apply(event));
        Ok(office.organisations().filter_map(|organisation| organisation.mailbox.clone()).collect())
    }

    async fn opened(&self, office: OfficeId, id: PersonId, key: &[u8; 32]) -> Result<Option<Contact>, AppError> {
        let events = self.events(office, Some(Stream::Person(id)), None).await?;
        let person = folded(id, &events).filter(|person| person.erasure.is_none());
        Ok(person.and_then(|person| open_contact(key, &person.contact)))
    }
}

fn folded(id: PersonId, events: &[Recorded]) -> Option<Person> {
    let (first, rest) = events.split_first()?;
    let mut person = Person::begun(id, first)?;
    rest.iter().for_each(|event| person.apply(event));
    Some(person)
}
