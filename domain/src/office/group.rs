//! Groups of organisations: who belonged to which on which day, and on what ground.

use super::Office;
use crate::{
    event::{Basis, Change, GroupDefined, GroupMemberAdded, GroupMemberRemoved},
    ids::{GroupId, OrganisationId},
    refusal::{Refusal, grounded, words},
};
use chrono::NaiveDate;

/// A group such as «Руководители ОО».
#[derive(Clone, PartialEq, Debug)]
pub struct Group {
    /// Id.
    pub id: GroupId,
    /// Name as printed.
    pub name: String,
    memberships: Vec<Membership>,
}

/// An organisation's time in a group.
#[derive(Clone, PartialEq, Debug)]
pub struct Membership {
    /// Who.
    pub organisation: OrganisationId,
    /// First day.
    pub from: NaiveDate,
    /// First day outside; equal to the first day of one that was called off before it began.
    pub until: Option<NaiveDate>,
    /// On what ground it joined, when it was said.
    pub joined: Option<Basis>,
    /// On what ground it left.
    pub left: Option<Basis>,
}

impl Membership {
    /// Does it belong to the group on this day?
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }
}

impl Group {
    pub(super) fn new(id: GroupId, name: &str) -> Group {
        Group { id, name: name.to_owned(), memberships: Vec::new() }
    }

    /// Who belongs to it on a day; the day of leaving is the first one outside.
    pub fn members_on(&self, day: NaiveDate) -> impl Iterator<Item = OrganisationId> {
        self.memberships.iter().filter(move |m| m.holds_on(day)).map(|m| m.organisation)
    }

    /// Every membership there ever was, in the order they were recorded.
    pub fn memberships(&self) -> impl Iterator<Item = &Membership> {
        self.memberships.iter()
    }

    fn is_member_on(&self, organisation: OrganisationId, day: NaiveDate) -> bool {
        self.members_on(day).any(|member| member == organisation)
    }

    /// Joining before a membership that is known to begin later makes that one begin earlier: nobody belongs twice.
    pub(super) fn joined(&mut self, organisation: OrganisationId, day: NaiveDate, basis: Option<Basis>) {
        let later = |m: &&mut Membership| m.organisation == organisation && m.from > day && m.until != Some(m.from);
        if let Some(next) = self.memberships.iter_mut().filter(later).min_by_key(|m| m.from) {
            (next.from, next.joined) = (day, basis.or(next.joined.take()));
            return;
        }
        self.memberships.push(Membership { organisation, from: day, until: None, joined: basis, left: None });
    }

    /// Leaving ends what holds on the day, also when an end was known already.
    pub(super) fn left(&mut self, organisation: OrganisationId, day: NaiveDate, basis: &Basis) {
        let held = self.memberships.iter_mut().rev().find(|m| m.organisation == organisation && m.holds_on(day));
        if let Some(left) = held {
            (left.until, left.left) = (Some(day), Some(basis.clone()));
        }
    }
}

impl Office {
    /// A group of organisations.
    ///
    /// # Errors
    /// The id is taken or the name is empty.
    pub fn define_group(&self, id: GroupId, name: &str, day: NaiveDate) -> Result<Vec<Change>, Refusal> {
        let name = words(name, Refusal::NameMissing)?;
        if self.groups.contains_key(&id) {
            return Err(Refusal::AlreadyThere);
        }
        self.say(day, GroupDefined { group: id, name })
    }

    /// An organisation joins a group on a day.
    ///
    /// # Errors
    /// Group or organisation is unknown.
    pub fn add_member(
        &self,
        group: GroupId,
        organisation: OrganisationId,
        day: NaiveDate,
    ) -> Result<Vec<Change>, Refusal> {
        self.join(group, organisation, day, None)
    }

    /// An organisation joins a group on a day, past or to come, with the ground if there is one.
    ///
    /// # Errors
    /// The group is unknown; the organisation is unknown or closed by that day; the basis has no words.
    pub fn join(
        &self,
        group: GroupId,
        organisation: OrganisationId,
        day: NaiveDate,
        basis: Option<Basis>,
    ) -> Result<Vec<Change>, Refusal> {
        basis.as_ref().map_or(Ok(()), grounded)?;
        self.organisation_on(organisation, day)?;
        let known = self.groups.get(&group).ok_or(Refusal::GroupUnknown)?;
        if known.is_member_on(organisation, day) {
            return Ok(Vec::new());
        }
        self.say(day, GroupMemberAdded { group, organisation, basis })
    }

    /// An organisation leaves a group on the basis's date.
    ///
    /// # Errors
    /// As [`Office::leave`].
    pub fn remove_member(
        &self,
        group: GroupId,
        organisation: OrganisationId,
        basis: Basis,
    ) -> Result<Vec<Change>, Refusal> {
        self.leave(group, organisation, basis.date, basis)
    }

    /// An organisation leaves a group on a day, the first one outside: orders are signed before what they order.
    ///
    /// # Errors
    /// The group is unknown; the organisation does not belong to it on that day; the basis has no words.
    pub fn leave(
        &self,
        group: GroupId,
        organisation: OrganisationId,
        day: NaiveDate,
        basis: Basis,
    ) -> Result<Vec<Change>, Refusal> {
        grounded(&basis)?;
        let known = self.groups.get(&group).ok_or(Refusal::GroupUnknown)?;
        if !known.is_member_on(organisation, day) {
            let left = known.memberships.iter().any(|m| m.organisation == organisation && m.until == Some(day));
            return if left { Ok(Vec::new()) } else { Err(Refusal::NotAMember) };
        }
        self.say(day, GroupMemberRemoved { group, organisation, basis })
    }
}
