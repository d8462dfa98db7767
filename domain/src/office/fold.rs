//! The one fold of an office's stream: no checks, no failures.

use super::{Group, Office, Organisation};
use crate::event::{
    Event, Recorded, of_activity, of_audit, of_meeting, of_monitoring, of_person, of_reminder, of_roadmap,
};

impl Office {
    /// Takes in one event of the office's stream.
    pub fn apply(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::OfficeRegistered(e) => {
                self.name.clone_from(&e.name);
                self.territory.clone_from(&e.territory);
                self.time_zone.clone_from(&e.time_zone);
                self.demonstration = e.demonstration;
            }
            Event::OrganisationAdded(e) => {
                let (id, name) = (e.organisation, e.name.clone());
                let added = Organisation { id, name, kind: e.kind, closed: None, mailbox: None, former: Vec::new() };
                self.organisations.insert(id, added);
            }
            Event::OrganisationRenamed(e) => {
                if let Some(organisation) = self.organisations.get_mut(&e.organisation) {
                    let former = std::mem::replace(&mut organisation.name, e.name.clone());
                    organisation.former.push((former, e.basis.clone()));
                }
            }
            Event::OrganisationMailboxSet(e) => {
                if let Some(organisation) = self.organisations.get_mut(&e.organisation) {
                    organisation.mailbox.clone_from(&e.mailbox);
                }
            }
            Event::OrganisationClosed(e) => {
                if let Some(organisation) = self.organisations.get_mut(&e.organisation) {
                    organisation.closed = Some(e.basis.clone());
                }
            }
            Event::GroupDefined(e) => drop(self.groups.insert(e.group, Group::new(e.group, &e.name))),
            Event::GroupMemberAdded(e) => {
                if let Some(group) = self.groups.get_mut(&e.group) {
                    group.joined(e.organisation, recorded.occurred_on, e.basis.clone());
                }
            }
            Event::GroupMemberRemoved(e) => {
                if let Some(group) = self.groups.get_mut(&e.group) {
                    group.left(e.organisation, recorded.occurred_on, &e.basis);
                }
            }
            Event::CalendarDayChanged(e) => self.calendar.set_day(e.day, e.kind),
            Event::SchoolTermsSet(e) => self.school_terms.set_year(e.school_year, e.terms.clone()),
            Event::ScoringModelAdopted(e) => self.models.adopted(&e.model, recorded.occurred_on),
            Event::Unknown(_) => self.newer = true,
            of_person!()
            | of_roadmap!()
            | of_activity!()
            | of_meeting!()
            | of_monitoring!()
            | of_reminder!()
            | of_audit!() => {}
        }
    }
}
