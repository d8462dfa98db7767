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
    /// The party is not responsible, or the basis has no words.
    pub fn release(&self, party: Party, basis: Basis) -> Result<Vec<Change>, Refusal> {
        self.open()?;
        grounded(&basis)?;
        self.responsible(&party)?;
        self.say(basis.date, ResponsibleReleased { party, basis })
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
