//! Decisions about what has to be done and by when.

use super::Activity;
use crate::{
    event::{
        ActivityPlanned, ActivityReworded, ActivityWithdrawn, Basis, Change, DeadlineMoved, DeadlineSet,
        OccurrenceCancelled, OccurrenceScheduled, PlannedOccurrence, Wording,
    },
    ids::{ActivityId, RoadmapId},
    refusal::{Refusal, grounded, words},
    stream::Stream,
};
use chrono::NaiveDate;

impl Activity {
    /// A row of the order becomes an activity.
    ///
    /// # Errors
    /// [`Refusal::TitleMissing`].
    pub fn plan(
        id: ActivityId,
        roadmap: RoadmapId,
        section: Option<u16>,
        ordinal: u32,
        number: &str,
        wording: Wording,
        day: NaiveDate,
    ) -> Result<Vec<Change>, Refusal> {
        words(&wording.title, Refusal::TitleMissing)?;
        let planned = ActivityPlanned { roadmap, section, ordinal, number: number.to_owned(), wording };
        Ok(vec![Change::new(Stream::Activity(id), day, planned)])
    }

    /// Other words for the row.
    ///
    /// # Errors
    /// Off control, no title, or a basis without words.
    pub fn reword(&self, wording: Wording, basis: Basis) -> Result<Vec<Change>, Refusal> {
        self.open()?;
        grounded(&basis)?;
        words(&wording.title, Refusal::TitleMissing)?;
        if self.wordings.last().is_some_and(|(_, now)| *now == wording) {
            return Ok(Vec::new());
        }
        self.say(basis.date, ActivityReworded { wording, basis })
    }

    /// Off control (снято с контроля) from the basis's date on.
    ///
    /// # Errors
    /// A basis without words.
    pub fn withdraw(&self, basis: Basis) -> Result<Vec<Change>, Refusal> {
        grounded(&basis)?;
        match self.open() {
            Err(Refusal::ActivityWithdrawn) => Ok(Vec::new()),
            Err(refusal) => Err(refusal),
            Ok(()) => self.say(basis.date, ActivityWithdrawn { basis }),
        }
    }

    /// Sets the term: the first one with the order, a later one with a basis.
    /// Occurrences that stay the same keep their numbers; new ones get numbers never used before.
    ///
    /// # Errors
    /// A later term without a basis; an occurrence that ends before it begins.
    pub fn set_deadline(&self, mut term: DeadlineSet, day: NaiveDate) -> Result<Vec<Change>, Refusal> {
        self.open()?;
        let day = match (&term.basis, self.terms.is_empty()) {
            (Some(basis), _) => {
                grounded(basis)?;
                basis.date
            }
            (None, true) => day,
            (None, false) => return Err(Refusal::BasisMissing),
        };
        term.occurrences.iter().try_for_each(forwards)?;
        let mut next = self.next_seq();
        for occurrence in &mut term.occurrences {
            let same = self
                .occurrences
                .iter()
                .find(|o| o.stands() && o.start == occurrence.start && o.due() == occurrence.due);
            occurrence.seq = same.map_or(next, |o| o.seq);
            next += u16::from(same.is_none());
        }
        self.say(day, term)
    }

    /// An outside schedule or an event gives a date to an activity that waited for one.
    ///
    /// # Errors
    /// Off control, a term that ends before it begins, or a basis without words.
    pub fn schedule(&self, occurrence: PlannedOccurrence, basis: Basis) -> Result<Vec<Change>, Refusal> {
        self.open()?;
        grounded(&basis)?;
        forwards(&occurrence)?;
        let occurrence = PlannedOccurrence { seq: self.next_seq(), ..occurrence };
        self.say(basis.date, OccurrenceScheduled { occurrence, basis })
    }

    /// Another due day (перенос срока) for one occurrence.
    ///
    /// # Errors
    /// No such standing occurrence, no due day to move, a new day before the first one, or a basis without words.
    pub fn move_deadline(&self, occurrence: u16, new: NaiveDate, basis: Basis) -> Result<Vec<Change>, Refusal> {
        self.open()?;
        grounded(&basis)?;
        let moved = self.standing(occurrence)?;
        let old = moved.due().ok_or(Refusal::OccurrenceUndated)?;
        if moved.start.is_some_and(|start| new < start) {
            return Err(Refusal::TermBackwards);
        }
        if old == new {
            return Ok(Vec::new());
        }
        self.say(basis.date, DeadlineMoved { occurrence, old, new, basis })
    }

    /// One occurrence will not be; the activity stays.
    ///
    /// # Errors
    /// No such occurrence, or a basis without words.
    pub fn cancel_occurrence(&self, occurrence: u16, basis: Basis) -> Result<Vec<Change>, Refusal> {
        self.open()?;
        grounded(&basis)?;
        let known = self.occurrence(occurrence).ok_or(Refusal::OccurrenceUnknown)?;
        if !known.stands() {
            return Ok(Vec::new());
        }
        self.say(basis.date, OccurrenceCancelled { occurrence, basis })
    }

    fn next_seq(&self) -> u16 {
        self.occurrences.iter().map(|o| o.seq).max().unwrap_or(0).saturating_add(1)
    }
}

fn forwards(occurrence: &PlannedOccurrence) -> Result<(), Refusal> {
    let backwards = occurrence.start.zip(occurrence.due).is_some_and(|(start, due)| due < start);
    if backwards { Err(Refusal::TermBackwards) } else { Ok(()) }
}
