//! An office: its organisations, groups, working days and school terms.

mod fold;
mod group;
mod models;

pub use group::{Group, Membership};
use models::Models;

use crate::{
    calendar::WorkCalendar,
    event::{
        Basis, CalendarDayChanged, Change, Event, OfficeDay, OfficeRegistered, OrganisationAdded, OrganisationClosed,
        OrganisationKind, OrganisationMailboxSet, OrganisationRenamed, SchoolTermsSet, TermDates,
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
    /// A mailbox that nobody in particular reads.
    pub mailbox: Option<String>,
    /// Names it had before, the oldest first, each with the ground on which it was given up.
    pub former: Vec<(String, Basis)>,
}

impl Organisation {
    /// Not closed by this day.
    pub fn stands_on(&self, day: NaiveDate) -> bool {
        self.closed.as_ref().is_none_or(|basis| basis.date > day)
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
    models: Models,
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
            models: Models::default(),
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

    /// An organisation has another name from the basis's date on.
    ///
    /// # Errors
    /// It is unknown or closed; the name is empty, or the basis has no words.
    pub fn rename_organisation(&self, id: OrganisationId, name: &str, basis: Basis) -> Result<Vec<Change>, Refusal> {
        let name = words(name, Refusal::NameMissing)?;
        self.open_organisation(id)?;
        if self.organisation(id).is_some_and(|o| o.name == name) {
            return Ok(Vec::new());
        }
        grounded(&basis)?;
        self.say(basis.date, OrganisationRenamed { organisation: id, name, basis })
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

    /// An organisation has a mailbox where letters go when no person is known, or has it no longer.
    ///
    /// # Errors
    /// It is unknown or closed; what is given is no address.
    pub fn set_mailbox(
        &self,
        id: OrganisationId,
        mailbox: Option<String>,
        today: NaiveDate,
    ) -> Result<Vec<Change>, Refusal> {
        self.open_organisation(id)?;
        let mailbox = mailbox.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        // Letters to it are written by the mail server's rules; here only what can never be an address is kept out.
        let plausible = |text: &String| {
            text.is_ascii()
                && !text.contains(char::is_whitespace)
                && matches!(text.split_once('@'), Some((a, b)) if !a.is_empty() && !b.is_empty())
        };
        if mailbox.as_ref().is_some_and(|text| !plausible(text)) {
            return Err(Refusal::MailboxWrong);
        }
        if self.organisation(id).is_some_and(|o| o.mailbox == mailbox) {
            return Ok(Vec::new());
        }
        self.say(today, OrganisationMailboxSet { organisation: id, mailbox })
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

    /// Open on a day: a school that closes in August still joins a group in May.
    fn organisation_on(&self, id: OrganisationId, day: NaiveDate) -> Result<(), Refusal> {
        let open = self.organisations.get(&id).is_some_and(|o| o.stands_on(day));
        if open { Ok(()) } else { Err(Refusal::OrganisationUnknown) }
    }

    fn say(&self, day: NaiveDate, event: impl Into<Event>) -> Result<Vec<Change>, Refusal> {
        if self.newer {
            return Err(Refusal::NewerHistory);
        }
        Ok(vec![Change::new(Stream::Office(self.id), day, event)])
    }
}

#[cfg(test)]
mod tests;
