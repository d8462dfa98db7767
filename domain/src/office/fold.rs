//! The one fold of an office's stream: no checks, no failures.

use super::{Group, Office, Organisation};
use crate::event::{Event, Recorded};

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
                let added = Organisation { id, name, kind: e.kind, closed: None, former: Vec::new() };
                self.organisations.insert(id, added);
            }
            Event::OrganisationRenamed(e) => {
                if let Some(organisation) = self.organisations.get_mut(&e.organisation) {
                    let former = std::mem::replace(&mut organisation.name, e.name.clone());
                    organisation.former.push((former, e.basis.clone()));
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
            Event::Unknown(_) => self.newer = true,
            Event::PersonRegistered(_)
            | Event::ContactChanged(_)
            | Event::RoleGranted(_)
            | Event::RoleRevoked(_)
            | Event::PersonMoved(_)
            | Event::SubstitutionSet(_)
            | Event::SubstitutionEnded(_)
            | Event::LeaveSet(_)
            | Event::LeaveEnded(_)
            | Event::PersonErasureRequested(_)
            | Event::PersonErased(_)
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
