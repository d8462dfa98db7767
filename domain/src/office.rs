//! An office: its organisations, groups, working days and school terms.

use crate::{
    calendar::WorkCalendar,
    event::{
        Basis, CalendarDayChanged, Change, Event, GroupDefined, GroupMemberAdded, GroupMemberRemoved, OfficeDay,
        OfficeRegistered, OrganisationAdded, OrganisationClosed, OrganisationKind, Recorded, SchoolTermsSet, TermDates,
    },
    ids::{GroupId, OfficeId, OrganisationId},
    refusal::{Refusal, grounded, words},
    school::SchoolTerms,
    stream::Stream,
};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// A school, a centre or the office itself.
#[derive(Clone, PartialEq, Debug)]
pub struct Organisation {
    /// Id.
    pub id: OrganisationId,
    /// Name as printed.
    pub name: String,
    /// What it is.
    pub kind: OrganisationKind,
    /// Why and since when it is closed.
    pub closed: Option<Basis>,
}

/// A group such as «Руководители ОО».
#[derive(Clone, PartialEq, Debug)]
pub struct Group {
    /// Id.
    pub id: GroupId,
    /// Name as printed.
    pub name: String,
    memberships: Vec<Membership>,
}

#[derive(Clone, PartialEq, Debug)]
struct Membership {
    organisation: OrganisationId,
    from: NaiveDate,
    until: Option<NaiveDate>,
}

impl Group {
    /// Who belongs to it on a day; the day of leaving is the first one outside.
    pub fn members_on(&self, day: NaiveDate) -> impl Iterator<Item = OrganisationId> {
        self.memberships
            .iter()
            .filter(move |m| m.from <= day && m.until.is_none_or(|until| day < until))
            .map(|m| m.organisation)
    }
}

/// An office as the log knows it. Before its first event it has no name.
#[derive(Clone, PartialEq, Debug)]
pub struct Office {
    /// Id.
    pub id: OfficeId,
    /// Full name as in its orders.
    pub name: String,
    /// Municipality or region, short.
    pub territory: String,
    /// IANA time zone.
    pub time_zone: String,
    /// Generated demonstration data.
    pub demonstration: bool,
    organisations: BTreeMap<OrganisationId, Organisation>,
    groups: BTreeMap<GroupId, Group>,
    calendar: WorkCalendar,
    school_terms: SchoolTerms,
    newer: bool,
}

impl Office {
    /// An office nobody has registered yet.
    pub fn new(id: OfficeId) -> Office {
        Office {
            id,
            name: String::new(),
            territory: String::new(),
            time_zone: String::new(),
            demonstration: false,
            organisations: BTreeMap::new(),
            groups: BTreeMap::new(),
            calendar: WorkCalendar::federal(),
            school_terms: SchoolTerms::default(),
            newer: false,
        }
    }

    /// An office begins to keep its roadmaps here.
    ///
    /// # Errors
    /// Name or territory is empty.
    pub fn register(id: OfficeId, office: OfficeRegistered, today: NaiveDate) -> Result<Vec<Change>, Refusal> {
        words(&office.name, Refusal::NameMissing)?;
        words(&office.territory, Refusal::NameMissing)?;
        words(&office.time_zone, Refusal::TimeZoneUnknown)?;
        Ok(vec![Change::new(Stream::Office(id), today, office)])
    }

    /// A school, a centre or the office itself.
    ///
    /// # Errors
    /// The id is taken or the name is empty.
    pub fn add_organisation(
        &self,
        id: OrganisationId,
        name: &str,
        kind: OrganisationKind,
        day: NaiveDate,
    ) -> Result<Vec<Change>, Refusal> {
        let name = words(name, Refusal::NameMissing)?;
        if self.organisations.contains_key(&id) {
            return Err(Refusal::AlreadyThere);
        }
        self.say(day, OrganisationAdded { organisation: id, name, kind })
    }

    /// An organisation exists no longer from the basis's date on.
    ///
    /// # Errors
    /// It is unknown or closed already; the basis has no words.
    pub fn close_organisation(&self, id: OrganisationId, basis: Basis) -> Result<Vec<Change>, Refusal> {
        grounded(&basis)?;
        self.open_organisation(id)?;
        self.say(basis.date, OrganisationClosed { organisation: id, basis })
    }

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
        self.open_organisation(organisation)?;
        let known = self.groups.get(&group).ok_or(Refusal::GroupUnknown)?;
        if known.members_on(day).any(|member| member == organisation) {
            return Ok(Vec::new());
        }
        self.say(day, GroupMemberAdded { group, organisation })
    }

    /// An organisation leaves a group on the basis's date.
    ///
    /// # Errors
    /// The group is unknown; the basis has no words.
    pub fn remove_member(
        &self,
        group: GroupId,
        organisation: OrganisationId,
        basis: Basis,
    ) -> Result<Vec<Change>, Refusal> {
        grounded(&basis)?;
        let known = self.groups.get(&group).ok_or(Refusal::GroupUnknown)?;
        if !known.members_on(basis.date).any(|member| member == organisation) {
            return Ok(Vec::new());
        }
        self.say(basis.date, GroupMemberRemoved { group, organisation, basis })
    }

    /// The office's own word on one calendar day.
    ///
    /// # Errors
    /// The basis has no words.
    pub fn change_day(&self, day: NaiveDate, kind: OfficeDay, basis: Basis) -> Result<Vec<Change>, Refusal> {
        grounded(&basis)?;
        let now = self.calendar.own_days().find(|(own, _)| *own == day).map_or(OfficeDay::AsFederal, |(_, kind)| kind);
        if now == kind {
            return Ok(Vec::new());
        }
        self.say(basis.date, CalendarDayChanged { day, kind, basis })
    }

    /// The terms of one school year.
    ///
    /// # Errors
    /// [`Refusal::TermsWrong`]: none, backwards, overlapping, or outside 1 September – 31 August.
    pub fn set_terms(&self, school_year: u16, terms: Vec<TermDates>, today: NaiveDate) -> Result<Vec<Change>, Refusal> {
        let year = i32::from(school_year);
        let inside =
            |day: NaiveDate| (day.month() >= 9 && day.year() == year) || (day.month() < 9 && day.year() == year + 1);
        let each = terms.iter().all(|t| t.from <= t.to && inside(t.from) && inside(t.to));
        let apart = terms.iter().zip(terms.iter().skip(1)).all(|(earlier, later)| earlier.to < later.from);
        if terms.is_empty() || !each || !apart {
            return Err(Refusal::TermsWrong);
        }
        if self.school_terms.is_own(school_year) && self.school_terms.terms_of(school_year) == terms {
            return Ok(Vec::new());
        }
        self.say(today, SchoolTermsSet { school_year, terms })
    }

    /// All organisations, closed ones too.
    pub fn organisations(&self) -> impl Iterator<Item = &Organisation> {
        self.organisations.values()
    }

    /// One organisation.
    pub fn organisation(&self, id: OrganisationId) -> Option<&Organisation> {
        self.organisations.get(&id)
    }

    /// All groups.
    pub fn groups(&self) -> impl Iterator<Item = &Group> {
        self.groups.values()
    }

    /// One group.
    pub fn group(&self, id: GroupId) -> Option<&Group> {
        self.groups.get(&id)
    }

    /// The federal calendar with the office's own days over it.
    pub fn calendar(&self) -> &WorkCalendar {
        &self.calendar
    }

    /// School terms as this office keeps them.
    pub fn school_terms(&self) -> &SchoolTerms {
        &self.school_terms
    }

    fn open_organisation(&self, id: OrganisationId) -> Result<(), Refusal> {
        let open = self.organisations.get(&id).is_some_and(|o| o.closed.is_none());
        if open { Ok(()) } else { Err(Refusal::OrganisationUnknown) }
    }

    fn say(&self, day: NaiveDate, event: impl Into<Event>) -> Result<Vec<Change>, Refusal> {
        if self.newer {
            return Err(Refusal::NewerHistory);
        }
        Ok(vec![Change::new(Stream::Office(self.id), day, event)])
    }

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
                let added = Organisation { id: e.organisation, name: e.name.clone(), kind: e.kind, closed: None };
                self.organisations.insert(e.organisation, added);
            }
            Event::OrganisationClosed(e) => {
                if let Some(organisation) = self.organisations.get_mut(&e.organisation) {
                    organisation.closed = Some(e.basis.clone());
                }
            }
            Event::GroupDefined(e) => {
                self.groups.insert(e.group, Group { id: e.group, name: e.name.clone(), memberships: Vec::new() });
            }
            Event::GroupMemberAdded(e) => {
                if let Some(group) = self.groups.get_mut(&e.group) {
                    let joined = Membership { organisation: e.organisation, from: recorded.occurred_on, until: None };
                    group.memberships.push(joined);
                }
            }
            Event::GroupMemberRemoved(e) => {
                let memberships =
                    self.groups.get_mut(&e.group).map(|g| g.memberships.as_mut_slice()).unwrap_or_default();
                if let Some(left) =
                    memberships.iter_mut().rev().find(|m| m.organisation == e.organisation && m.until.is_none())
                {
                    left.until = Some(recorded.occurred_on);
                }
            }
            Event::CalendarDayChanged(e) => self.calendar.set_day(e.day, e.kind),
            Event::SchoolTermsSet(e) => self.school_terms.set_year(e.school_year, e.terms.clone()),
            Event::Unknown(_) => self.newer = true,
            Event::PersonRegistered(_)
            | Event::ContactChanged(_)
            | Event::RoleGranted(_)
            | Event::RoleRevoked(_)
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
mod tests;
