//! Who is written to on a day: people who are there, whoever stands in for them, the mailbox of a school without people. At an
//! organisation that is closed by then nobody is, though its people may still be written to about their own work.

use crate::state::OfficeState;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use vekha_domain::{
    activity::Activity,
    event::{Executor, Party, Role},
    ids::{OrganisationId, PersonId},
    reminder::Recipient,
};

pub(crate) struct Whom<'a> {
    state: &'a OfficeState,
    day: NaiveDate,
    heads: BTreeMap<OrganisationId, Vec<PersonId>>,
    staff: BTreeMap<OrganisationId, Vec<PersonId>>,
    coordinators: Vec<PersonId>,
}

impl<'a> Whom<'a> {
    pub fn on(state: &'a OfficeState, day: NaiveDate) -> Whom<'a> {
        let mut whom = Whom { state, day, heads: BTreeMap::new(), staff: BTreeMap::new(), coordinators: Vec::new() };
        for person in state.people().filter(|p| p.erasure.is_none()) {
            if person.roles.contains(&Role::Coordinator) {
                whom.coordinators.push(person.id);
            }
            let Some(at) = person.organisation_on(day).filter(|at| whom.stands(*at)) else { continue };
            if person.roles.contains(&Role::Head) {
                whom.heads.entry(at).or_default().push(person.id);
            } else if person.roles.contains(&Role::Responsible) {
                whom.staff.entry(at).or_default().push(person.id);
            }
        }
        whom
    }

    /// Who gets a person's letters on the day: the person, or whoever stands in; nobody while away without a substitute, so
    /// that the letter waits for the return.
    pub fn person(&self, id: PersonId) -> Option<Recipient> {
        if let Some(other) = self.state.stand_in(id, self.day) {
            return Some(Recipient::Person(other));
        }
        let person = self.state.person(id).filter(|p| p.erasure.is_none())?;
        person.leave_on(self.day).is_none().then_some(Recipient::Person(id))
    }

    fn stands(&self, id: OrganisationId) -> bool {
        self.state.office().organisation(id).is_some_and(|o| o.stands_on(self.day))
    }

    /// Who gets an organisation's letters: its heads, else its staff, else its mailbox; nobody once it is closed.
    pub fn organisation(&self, id: OrganisationId) -> Vec<Recipient> {
        let of = |people: &BTreeMap<OrganisationId, Vec<PersonId>>| -> Vec<Recipient> {
            people.get(&id).into_iter().flatten().filter_map(|person| self.person(*person)).collect()
        };
        let heads = of(&self.heads);
        if !heads.is_empty() {
            return heads;
        }
        let staff = of(&self.staff);
        if !staff.is_empty() {
            return staff;
        }
        let mailbox = self.state.office().organisation(id).is_some_and(|o| o.mailbox.is_some());
        Vec::from_iter((mailbox && self.stands(id)).then_some(Recipient::Organisation(id)))
    }

    /// Who gets the coordinator's letters.
    pub fn coordinators(&self) -> Vec<Recipient> {
        let mut all: Vec<Recipient> = self.coordinators.iter().filter_map(|id| self.person(*id)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The heads of the organisation where a person works.
    pub fn heads_over(&self, id: PersonId) -> Vec<Recipient> {
        let at = self.state.person(id).and_then(|p| p.organisation_on(self.day));
        at.and_then(|at| self.heads.get(&at)).into_iter().flatten().filter_map(|head| self.person(*head)).collect()
    }

    /// Who is told of a party's work.
    pub fn party(&self, party: &Party) -> Vec<Recipient> {
        match party {
            Party::Person(id) => self.person(*id).into_iter().collect(),
            Party::Organisation(id) => self.organisation(*id),
            Party::Group(id) => {
                let group = self.state.office().group(*id);
                group.into_iter().flat_map(|g| g.members_on(self.day)).flat_map(|id| self.organisation(id)).collect()
            }
            Party::Post(_) => Vec::new(),
        }
    }

    /// Who is told of an executor's obligation, each with the day on which the responsibility became known.
    pub fn executor(&self, activity: &Activity, executor: Executor) -> Vec<(Recipient, NaiveDate)> {
        let held = activity.assignments.iter().filter(|a| a.holds_on(self.day));
        let mut all = Vec::new();
        for assignment in held {
            let known = self.state.local_day(assignment.recorded_at);
            let told = match (executor, &assignment.party) {
                (Executor::Member(id), Party::Group(group)) => {
                    let belongs =
                        self.state.office().group(*group).is_some_and(|g| g.members_on(self.day).any(|m| m == id));
                    if belongs { self.organisation(id) } else { Vec::new() }
                }
                (Executor::Joint, Party::Person(_) | Party::Organisation(_) | Party::Post(_)) => {
                    self.party(&assignment.party)
                }
                (Executor::Joint, Party::Group(_)) | (Executor::Member(_), _) => Vec::new(),
            };
            all.extend(told.into_iter().map(|to| (to, known)));
        }
        all.sort_unstable();
        all.dedup_by_key(|(to, _)| *to);
        all
    }
}
