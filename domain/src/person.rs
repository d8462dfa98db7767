//! A person: who may act, never by name.

use crate::{
    event::{Change, ContactChanged, Event, PersonRegistered, Recorded, Role, RoleGranted, RoleRevoked, Sealed},
    ids::{OrganisationId, PersonId},
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
    /// Post without a name.
    pub post: Option<String>,
    /// Where the person works.
    pub organisation: Option<OrganisationId>,
    /// What the person may do.
    pub roles: BTreeSet<Role>,
    newer: bool,
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
    pub fn begun(id: PersonId, first: &Recorded) -> Option<Person> {
        let Event::PersonRegistered(e) = &first.event else { return None };
        Some(Person {
            id,
            contact: e.contact.clone(),
            post: e.post.clone(),
            organisation: e.organisation,
            roles: BTreeSet::new(),
            newer: false,
        })
    }

    /// Another name, e-mail or phone.
    ///
    /// # Errors
    /// [`Refusal::NewerHistory`].
    pub fn change_contact(&self, contact: Sealed, today: NaiveDate) -> Result<Vec<Change>, Refusal> {
        self.decidable()?;
        if contact == self.contact {
            return Ok(Vec::new());
        }
        Ok(vec![Change::new(Stream::Person(self.id), today, ContactChanged { contact })])
    }

    /// May act in a role from now on.
    ///
    /// # Errors
    /// [`Refusal::NewerHistory`].
    pub fn grant(&self, role: Role, today: NaiveDate) -> Result<Vec<Change>, Refusal> {
        self.decidable()?;
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
        Ok(vec![Change::new(Stream::Person(self.id), today, RoleRevoked { role })])
    }

    fn decidable(&self) -> Result<(), Refusal> {
        if self.newer { Err(Refusal::NewerHistory) } else { Ok(()) }
    }

    /// Takes in one event of this person's stream.
    pub fn apply(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::PersonRegistered(_) => {}
            Event::ContactChanged(e) => self.contact = e.contact.clone(),
            Event::RoleGranted(e) => drop(self.roles.insert(e.role)),
            Event::RoleRevoked(e) => drop(self.roles.remove(&e.role)),
            Event::Unknown(_) => self.newer = true,
            Event::OfficeRegistered(_)
            | Event::OrganisationAdded(_)
            | Event::OrganisationClosed(_)
            | Event::GroupDefined(_)
            | Event::GroupMemberAdded(_)
            | Event::GroupMemberRemoved(_)
            | Event::CalendarDayChanged(_)
            | Event::SchoolTermsSet(_)
            | Event::RoadmapDrafted(_)
            | Event::SectionAdded(_)
            | Event::RoadmapAdopted(_)
            | Event::RoadmapAmended(_)
            | Event::RoadmapClosed(_)
            | Event::SettingChanged(_)
            | Event::ActivityPlanned(_)
            | Event::ActivityReworded(_)
            | Event::ActivityWithdrawn(_)
            | Event::DeadlineSet(_)
            | Event::DeadlineMoved(_)
            | Event::OccurrenceScheduled(_)
            | Event::OccurrenceCancelled(_)
            | Event::ResponsibleAssigned(_)
            | Event::ResponsibleReleased(_)
            | Event::LeadChosen(_)
            | Event::CompletionReported(_)
            | Event::CompletionAccepted(_)
            | Event::CompletionReturned(_)
            | Event::CompletionRetracted(_)
            | Event::ProofLinkAdded(_)
            | Event::ProofLinkRemoved(_)
            | Event::ProofLinkChecked(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, Utc};

    fn sealed(text: &str) -> Sealed {
        Sealed { key: 1, box64: text.to_owned() }
    }

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2023, 2, 3).unwrap()
    }

    fn given(changes: Vec<Change>) -> Person {
        let id = PersonId(uuid::Uuid::from_u128(1));
        let recorded = changes.into_iter().zip(1..).map(|(change, position)| Recorded {
            position,
            stream: change.stream,
            version: position,
            occurred_on: change.occurred_on,
            recorded_at: DateTime::<Utc>::UNIX_EPOCH,
            actor: PersonId::PROGRAM,
            event: change.event,
        });
        let mut person = None;
        for event in recorded {
            match &mut person {
                None => person = Person::begun(id, &event),
                Some(person) => person.apply(&event),
            }
        }
        person.unwrap()
    }

    #[test]
    fn a_role_is_granted_once_and_revoked_once() {
        let id = PersonId(uuid::Uuid::from_u128(1));
        let mut history = Person::register(id, sealed("a"), None, None, day()).unwrap();
        history.extend(given(history.clone()).grant(Role::Auditor, day()).unwrap());
        let auditor = given(history.clone());
        assert!(auditor.roles.contains(&Role::Auditor));
        assert_eq!(auditor.grant(Role::Auditor, day()), Ok(Vec::new()));
        history.extend(auditor.revoke(Role::Auditor, day()).unwrap());
        assert!(given(history.clone()).roles.is_empty());
        assert_eq!(given(history).revoke(Role::Auditor, day()), Ok(Vec::new()));
    }

    #[test]
    fn nothing_is_decided_over_a_newer_history() {
        let id = PersonId(uuid::Uuid::from_u128(1));
        let mut history = Person::register(id, sealed("a"), None, None, day()).unwrap();
        let unknown = Event::decode("person_knighted", 1, "{}").unwrap();
        history.push(Change { stream: Stream::Person(id), occurred_on: day(), event: unknown });
        assert_eq!(given(history).change_contact(sealed("b"), day()), Err(Refusal::NewerHistory));
    }
}
