//! A person: who may act, never by name.

mod absence;
mod erasure;
mod fold;

pub use absence::{Leave, Substitution, stand_in};

use crate::{
    event::{
        Change, ContactChanged, ErasureGround, Event, PersonMoved, PersonRegistered, Role, RoleGranted, RoleRevoked,
        Sealed,
    },
    ids::{OrganisationId, PersonId},
    office::Office,
    refusal::Refusal,
    stream::Stream,
};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// A person as the log knows them.
#[derive(Clone, PartialEq, Debug)]
pub struct Person {
    /// Id.
    pub id: PersonId,
    /// Name, e-mail and phone, sealed.
    pub contact: Sealed,
    /// Post without a name, the newest.
    pub post: Option<String>,
    /// Where the person works, as far as is known.
    pub organisation: Option<OrganisationId>,
    /// What the person may do.
    pub roles: BTreeSet<Role>,
    /// Where the person worked from which day on, by the day.
    works: Vec<Work>,
    /// Everybody who stood, stands or will stand in, in the order it was recorded.
    pub substitutions: Vec<Substitution>,
    /// Times away, in the order they were recorded.
    pub leaves: Vec<Leave>,
    /// Since when the personal data are to be erased, and why.
    pub erasure: Option<(NaiveDate, ErasureGround)>,
    /// Since when the key is destroyed.
    pub erased: Option<NaiveDate>,
    newer: bool,
}

/// A place of work with its first day.
#[derive(Clone, PartialEq, Debug)]
pub struct Work {
    /// First day; none when it is not known since when.
    pub from: Option<NaiveDate>,
    /// Where.
    pub organisation: Option<OrganisationId>,
    /// Post without a name.
    pub post: Option<String>,
}

impl Person {
    /// A person becomes known to the office.
    ///
    /// # Errors
    /// None today; decisions share one shape.
    pub fn register(
        id: PersonId,
        contact: Sealed,
        post: Option<String>,
        organisation: Option<OrganisationId>,
        today: NaiveDate,
    ) -> Result<Vec<Change>, Refusal> {
        Ok(vec![Change::new(Stream::Person(id), today, PersonRegistered { contact, post, organisation })])
    }

    /// The role for somebody registered in the same command.
    pub fn granted(id: PersonId, role: Role, today: NaiveDate) -> Vec<Change> {
        vec![Change::new(Stream::Person(id), today, RoleGranted { role })]
    }

    /// The person that the first event of a stream makes.
    pub fn begun(id: PersonId, first: &crate::event::Recorded) -> Option<Person> {
        let Event::PersonRegistered(e) = &first.event else { return None };
        Some(Person {
            id,
            contact: e.contact.clone(),
            post: e.post.clone(),
            organisation: e.organisation,
            roles: BTreeSet::new(),
            works: vec![Work { from: None, organisation: e.organisation, post: e.post.clone() }],
            substitutions: Vec::new(),
            leaves: Vec::new(),
            erasure: None,
            erased: None,
            newer: false,
        })
    }

    /// Where the person worked on a day, with the post.
    pub fn work_on(&self, day: NaiveDate) -> Option<&Work> {
        self.works.iter().rfind(|work| work.from.is_none_or(|from| from <= day))
    }

    /// Where the person worked on a day.
    pub fn organisation_on(&self, day: NaiveDate) -> Option<OrganisationId> {
        self.work_on(day)?.organisation
    }

    /// Every place of work known, the earliest first.
    pub fn works(&self) -> impl Iterator<Item = &Work> {
        self.works.iter()
    }

    /// Works elsewhere, or at another post, from a day on. What is still to come is entered when it has come: what a person
    /// may see today hangs on it.
    ///
    /// # Errors
    /// The day is ahead; the organisation is unknown or closed by that day; the person's data are erased.
    pub fn move_to(
        &self,
        organisation: Option<OrganisationId>,
        post: Option<String>,
        day: NaiveDate,
        office: &Office,
        today: NaiveDate,
    ) -> Result<Vec<Change>, Refusal> {
        self.nameable()?;
        if day > today {
            return Err(Refusal::DayAhead { day, today });
        }
        if organisation.is_some_and(|id| !office.organisation(id).is_some_and(|o| o.stands_on(day))) {
            return Err(Refusal::OrganisationUnknown);
        }
        let post = post.map(|post| post.trim().to_owned()).filter(|post| !post.is_empty());
        if self.work_on(day).is_some_and(|work| work.organisation == organisation && work.post == post) {
            return Ok(Vec::new());
        }
        self.say(day, PersonMoved { organisation, post })
    }

    /// Another name, e-mail or phone.
    ///
    /// # Errors
    /// [`Refusal::NewerHistory`]; the person's data are erased.
    pub fn change_contact(&self, contact: Sealed, today: NaiveDate) -> Result<Vec<Change>, Refusal> {
        self.nameable()?;
        if contact == self.contact {
            return Ok(Vec::new());
        }
        self.say(today, ContactChanged { contact })
    }

    /// May act in a role from now on.
    ///
    /// # Errors
    /// [`Refusal::NewerHistory`]; the person's data are erased.
    pub fn grant(&self, role: Role, today: NaiveDate) -> Result<Vec<Change>, Refusal> {
        self.nameable()?;
        if self.roles.contains(&role) {
            return Ok(Vec::new());
        }
        Ok(Person::granted(self.id, role, today))
    }

    /// May act in a role no longer.
    ///
    /// # Errors
    /// [`Refusal::NewerHistory`].
    pub fn revoke(&self, role: Role, today: NaiveDate) -> Result<Vec<Change>, Refusal> {
        self.decidable()?;
        if !self.roles.contains(&role) {
            return Ok(Vec::new());
        }
        self.say(today, RoleRevoked { role })
    }

    fn decidable(&self) -> Result<(), Refusal> {
        if self.newer { Err(Refusal::NewerHistory) } else { Ok(()) }
    }

    /// Nothing more is learned about a person whose data are to go.
    fn nameable(&self) -> Result<(), Refusal> {
        self.decidable()?;
        if self.erasure.is_some() { Err(Refusal::PersonErased) } else { Ok(()) }
    }

    fn say(&self, day: NaiveDate, event: impl Into<Event>) -> Result<Vec<Change>, Refusal> {
        Ok(vec![Change::new(Stream::Person(self.id), day, event)])
    }
}

#[cfg(test)]
mod tests;
