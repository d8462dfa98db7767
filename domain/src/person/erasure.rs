//! Erasing a person: the log says that it was asked for and that it is done; between the two the key is destroyed outside.

use super::Person;
use crate::{
    event::{Change, ErasureGround, PersonErased, PersonErasureRequested, RoleRevoked},
    refusal::Refusal,
};
use chrono::NaiveDate;

impl Person {
    /// Nobody is told any more who the person was, and every role ends: the person's sign-ins with them.
    ///
    /// # Errors
    /// [`Refusal::NewerHistory`].
    pub fn request_erasure(&self, ground: ErasureGround, today: NaiveDate) -> Result<Vec<Change>, Refusal> {
        self.decidable()?;
        if self.erasure.is_some() {
            return Ok(Vec::new());
        }
        let mut changes = self.say(today, PersonErasureRequested { ground })?;
        for role in &self.roles {
            changes.extend(self.say(today, RoleRevoked { role: *role })?);
        }
        Ok(changes)
    }

    /// The key is destroyed.
    ///
    /// # Errors
    /// Nobody asked for it; [`Refusal::NewerHistory`].
    pub fn finish_erasure(&self, today: NaiveDate) -> Result<Vec<Change>, Refusal> {
        self.decidable()?;
        match (self.erasure, self.erased) {
            (None, _) => Err(Refusal::ErasureNotRequested),
            (Some(_), Some(_)) => Ok(Vec::new()),
            (Some(_), None) => self.say(today, PersonErased {}),
        }
    }
}
