//! The one fold of a person's stream: no checks, no failures.

use super::{Leave, Person, Substitution, Work};
use crate::event::{
    Event, Recorded, of_activity, of_audit, of_meeting, of_monitoring, of_office, of_reminder, of_roadmap,
};

impl Person {
    /// Takes in one event of this person's stream.
    pub fn apply(&mut self, recorded: &Recorded) {
        let day = recorded.occurred_on;
        match &recorded.event {
            Event::PersonRegistered(_) => {}
            Event::ContactChanged(e) => self.contact = e.contact.clone(),
            Event::RoleGranted(e) => drop(self.roles.insert(e.role)),
            Event::RoleRevoked(e) => drop(self.roles.remove(&e.role)),
            Event::PersonMoved(e) => {
                let moved = Work { from: Some(day), organisation: e.organisation, post: e.post.clone() };
                let at = self.works.partition_point(|work| work.from.is_none_or(|from| from <= day));
                self.works.insert(at, moved);
                if let Some(newest) = self.works.last() {
                    (self.organisation, self.post) = (newest.organisation, newest.post.clone());
                }
            }
            Event::SubstitutionSet(e) => {
                let (substitute, from, to, basis) = (e.substitute, e.from, e.to, e.basis.clone());
                self.substitutions.push(Substitution { substitute, from, to, basis, ended: None });
            }
            Event::SubstitutionEnded(e) => {
                let begun = self.substitutions.iter_mut().rfind(|s| s.from == e.from && s.ended.is_none());
                if let Some(substitution) = begun {
                    substitution.ended = Some(e.basis.clone());
                }
            }
            Event::LeaveSet(e) => {
                self.leaves.push(Leave { kind: e.kind, from: e.from, to: e.to, ended: None });
            }
            Event::LeaveEnded(e) => {
                if let Some(leave) = self.leaves.iter_mut().rfind(|l| l.from == e.from && l.ended.is_none()) {
                    leave.ended = Some(e.basis.clone());
                }
            }
            Event::PersonErasureRequested(e) => self.erasure = self.erasure.or(Some((day, e.ground))),
            Event::PersonErased(_) => self.erased = self.erased.or(Some(day)),
            Event::Unknown(_) => self.newer = true,
            of_office!()
            | of_roadmap!()
            | of_activity!()
            | of_meeting!()
            | of_monitoring!()
            | of_reminder!()
            | of_audit!() => {}
        }
    }
}
