//! Who is away and who stands in (замещение), as of a day.

use super::Person;
use crate::{
    event::{Basis, Change, LeaveEnded, LeaveKind, LeaveSet, SubstitutionEnded, SubstitutionSet},
    ids::PersonId,
    refusal::{Refusal, grounded},
};
use chrono::NaiveDate;

/// Longest chain of substitutes that is followed: an office has fewer people who could be away at once.
const CHAIN: usize = 32;

/// Somebody stands in for the person.
#[derive(Clone, PartialEq, Debug)]
pub struct Substitution {
    /// Who.
    pub substitute: PersonId,
    /// First day.
    pub from: NaiveDate,
    /// Last day, unless it ended before.
    pub to: NaiveDate,
    /// On what ground.
    pub basis: Basis,
    /// On what ground it ended early; from that date on it does not hold.
    pub ended: Option<Basis>,
}

/// The person is away.
#[derive(Clone, PartialEq, Debug)]
pub struct Leave {
    /// Why.
    pub kind: LeaveKind,
    /// First day.
    pub from: NaiveDate,
    /// Last day, unless it ended before.
    pub to: NaiveDate,
    /// On what ground it ended early; from that date on the person is back.
    pub ended: Option<Basis>,
}

impl Substitution {
    /// The last day on which it holds; before its first day when it was called off.
    pub fn last(&self) -> NaiveDate {
        last(self.to, self.ended.as_ref())
    }

    /// Does it hold on this day?
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.last()
    }
}

impl Leave {
    /// The last day away; before the first one when it was called off.
    pub fn last(&self) -> NaiveDate {
        last(self.to, self.ended.as_ref())
    }

    /// Is the person away on this day?
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.last()
    }
}

fn last(to: NaiveDate, ended: Option<&Basis>) -> NaiveDate {
    let before = |basis: &Basis| basis.date.pred_opt().unwrap_or(basis.date);
    ended.map_or(to, |basis| before(basis).min(to))
}

/// Who stands in for a person on a day, at the end of the chain; none when nobody does, or only somebody unknown or erased.
pub fn stand_in<'a>(
    person: PersonId,
    day: NaiveDate,
    people: impl Fn(PersonId) -> Option<&'a Person>,
) -> Option<PersonId> {
    let mut last = None;
    let mut at = people(person)?;
    for _ in 0..CHAIN {
        let next = at.substitution_on(day).and_then(|s| people(s.substitute));
        let Some(next) = next.filter(|next| next.erasure.is_none() && next.id != person) else { break };
        last = Some(next.id);
        at = next;
    }
    last
}

impl Person {
    /// The substitution that holds on a day.
    pub fn substitution_on(&self, day: NaiveDate) -> Option<&Substitution> {
        self.substitutions.iter().rfind(|s| s.holds_on(day))
    }

    /// The leave that holds on a day.
    pub fn leave_on(&self, day: NaiveDate) -> Option<&Leave> {
        self.leaves.iter().rfind(|l| l.holds_on(day))
    }

    /// Somebody stands in from one day to another, both included.
    ///
    /// # Errors
    /// Backwards days, a basis without words, the person themselves, somebody unknown or erased, another substitute on one of
    /// these days, or a chain that would come back to the person.
    pub fn set_substitution<'a>(
        &self,
        substitute: PersonId,
        (from, to): (NaiveDate, NaiveDate),
        basis: Basis,
        people: impl Fn(PersonId) -> Option<&'a Person>,
    ) -> Result<Vec<Change>, Refusal> {
        self.nameable()?;
        if substitute == self.id {
            return Err(Refusal::SelfSubstitution);
        }
        let other = people(substitute).ok_or(Refusal::PersonUnknown)?;
        if other.erasure.is_some() {
            return Err(Refusal::PersonErased);
        }
        grounded(&basis)?;
        if to < from {
            return Err(Refusal::DatesBackwards);
        }
        let same = |s: &Substitution| (s.substitute, s.from, s.to) == (substitute, from, to) && s.ended.is_none();
        if self.substitutions.iter().any(same) {
            return Ok(Vec::new());
        }
        if self.substitutions.iter().any(|s| s.from <= to && from <= s.last()) {
            return Err(Refusal::SubstitutionOverlaps);
        }
        if leads_to(other, self.id, (from, to), &people, CHAIN) {
            return Err(Refusal::SubstitutionLoops);
        }
        self.say(basis.date, SubstitutionSet { substitute, from, to, basis })
    }

    /// The substitution that begins on a day holds no longer from the basis's date on.
    ///
    /// # Errors
    /// None begins on that day; the basis has no words.
    pub fn end_substitution(&self, from: NaiveDate, basis: Basis) -> Result<Vec<Change>, Refusal> {
        self.decidable()?;
        grounded(&basis)?;
        let begun = self.substitutions.iter().rfind(|s| s.from == from).ok_or(Refusal::AbsenceUnknown)?;
        if begun.ended.is_some() {
            return Ok(Vec::new());
        }
        self.say(basis.date, SubstitutionEnded { from, basis })
    }

    /// The person is away from one day to another, both included.
    ///
    /// # Errors
    /// Backwards days, or days on which the person is away already.
    pub fn set_leave(&self, kind: LeaveKind, from: NaiveDate, to: NaiveDate) -> Result<Vec<Change>, Refusal> {
        self.nameable()?;
        if to < from {
            return Err(Refusal::DatesBackwards);
        }
        if self.leaves.iter().any(|l| (l.kind, l.from, l.to) == (kind, from, to) && l.ended.is_none()) {
            return Ok(Vec::new());
        }
        if self.leaves.iter().any(|l| l.from <= to && from <= l.last()) {
            return Err(Refusal::LeaveOverlaps);
        }
        self.say(from, LeaveSet { kind, from, to })
    }

    /// The leave that begins on a day is over, or called off, from the basis's date on.
    ///
    /// # Errors
    /// None begins on that day; the basis has no words.
    pub fn end_leave(&self, from: NaiveDate, basis: Basis) -> Result<Vec<Change>, Refusal> {
        self.decidable()?;
        grounded(&basis)?;
        let begun = self.leaves.iter().rfind(|l| l.from == from).ok_or(Refusal::AbsenceUnknown)?;
        if begun.ended.is_some() {
            return Ok(Vec::new());
        }
        self.say(basis.date, LeaveEnded { from, basis })
    }
}

/// Does the chain that begins with `from` come to `to` on any day of the period?
fn leads_to<'a>(
    from: &Person,
    to: PersonId,
    (first, last): (NaiveDate, NaiveDate),
    people: &impl Fn(PersonId) -> Option<&'a Person>,
    left: usize,
) -> bool {
    let within = |s: &&Substitution| s.from <= last && first <= s.last();
    from.substitutions.iter().filter(within).any(|s| {
        let shared = (first.max(s.from), last.min(s.last()));
        s.substitute == to
            || left > 0 && people(s.substitute).is_some_and(|next| leads_to(next, to, shared, people, left - 1))
    })
}
