//! Decisions about who has to do it.

use super::Activity;
use crate::{
    event::{Basis, Change, LeadChosen, Party, ResponsibleAssigned, ResponsibleReleased},
    refusal::{Refusal, grounded, words},
};
use chrono::NaiveDate;

impl Activity {
    /// A party becomes responsible: with the order, or later with a basis.
    ///
    /// # Errors
    /// Off control, a post without a name, or a basis without words.
    pub fn assign(&self, party: Party, basis: Option<Basis>, day: NaiveDate) -> Result<Vec<Change>, Refusal> {
        self.open()?;
        if let Party::Post(name) = &party {
            words(name, Refusal::NameMissing)?;
        }
        let day = match &basis {
            Some(basis) => grounded(basis).map(|()| basis.date)?,
            None => day,
        };
        if self.assignments.iter().any(|a| a.party == party && a.until.is_none()) {
            return Ok(Vec::new());
        }
        self.say(day, ResponsibleAssigned { party, basis })
    }

    /// A party is responsible no longer from the basis's date on.
    ///
    /// # Errors
    /// The party is not responsible, or became so after the basis; the basis has no words.
    pub fn release(&self, party: Party, basis: Basis) -> Result<Vec<Change>, Refusal> {
        self.open()?;
        grounded(&basis)?;
        self.responsible(&party)?;
        // Whoever became responsible later than the basis would never have been.
        if !self.parties_on(basis.date).any(|held| *held == party) {
            return Err(Refusal::BasisTooEarly);
        }
        self.say(basis.date, ResponsibleReleased { party, basis })
    }

    /// What one party has to do passes to another on the basis's date: the lead with it.
    ///
    /// # Errors
    /// The party is not responsible, or not yet on that date; both are the same; off control, or a basis without words.
    pub fn hand_over(&self, from: &Party, to: &Party, basis: &Basis) -> Result<Vec<Change>, Refusal> {
        if from == to {
            return Err(Refusal::SameParty);
        }
        let mut changes = self.release(from.clone(), basis.clone())?;
        changes.extend(self.assign(to.clone(), Some(basis.clone()), basis.date)?);
        if self.lead_on(basis.date) == Some(from) {
            changes.extend(self.say(basis.date, LeadChosen { party: to.clone() })?);
        }
        Ok(changes)
    }

    /// Another lead (ведущий) than the first party.
    ///
    /// # Errors
    /// The party is not responsible.
    pub fn choose_lead(&self, party: Party, day: NaiveDate) -> Result<Vec<Change>, Refusal> {
        self.open()?;
        self.responsible(&party)?;
        if self.lead_on(day) == Some(&party) {
            return Ok(Vec::new());
        }
        self.say(day, LeadChosen { party })
    }

    fn responsible(&self, party: &Party) -> Result<(), Refusal> {
        let known = self.assignments.iter().any(|a| a.party == *party && a.until.is_none());
        if known { Ok(()) } else { Err(Refusal::PartyUnknown) }
    }
}
