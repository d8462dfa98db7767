//! An activity (мероприятие): one row of the order with everything that was ever said of it, each fact with its day.

mod assigning;
mod fold;
mod kept;
mod marking;
mod marks;
mod planning;
mod proving;
mod requests;

pub use kept::Kept;
pub use marking::Report;
pub use marks::Marks;
pub use proving::{Check, Examined, Proof};
pub use requests::Request;

use crate::{
    event::{Basis, Change, DeadlineSet, DueKind, Event, Executor, Party, Wording},
    ids::{ActivityId, MarkId, PersonId, RoadmapId},
    refusal::Refusal,
    stream::Stream,
};
use chrono::{DateTime, NaiveDate, Utc};

/// An activity as the log knows it. Facts keep their days, so that any day can be asked about.
#[derive(Clone, PartialEq, Debug)]
pub struct Activity {
    /// Id.
    pub id: ActivityId,
    /// Its roadmap.
    pub roadmap: RoadmapId,
    /// Its direction.
    pub section: Option<u16>,
    /// Place in the roadmap's table, from 1.
    pub ordinal: u32,
    /// Number as printed.
    pub number: String,
    /// Since when it is planned.
    pub planned_on: NaiveDate,
    /// Words of the row with the day each became valid; the first is the order's.
    pub wordings: Kept<(NaiveDate, Wording)>,
    /// On what ground the words were changed: one for each wording after the first.
    pub reworded: Kept<Basis>,
    /// Terms with the day each became valid; none as long as nobody set one.
    pub terms: Kept<(NaiveDate, DeadlineSet)>,
    /// Every occurrence there ever was, by its number.
    pub occurrences: Kept<Occurrence>,
    /// Every party that ever was responsible, in the order of assignment.
    pub assignments: Kept<Assignment>,
    /// Leads chosen, with the day.
    pub leads: Kept<(NaiveDate, Party)>,
    /// Every mark, in the order it was recorded.
    pub marks: Marks,
    /// Every request for another term, in the order it was recorded.
    pub requests: Kept<Request>,
    /// Why and since when it is off control.
    pub withdrawn: Option<Basis>,
    newer: bool,
}

/// One occurrence (исполнение) with its moves.
#[derive(Clone, PartialEq, Debug)]
pub struct Occurrence {
    /// Its number within the activity.
    pub seq: u16,
    /// First day, if the term has one.
    pub start: Option<NaiveDate>,
    /// Due day as it was set, before moves.
    pub planned_due: Option<NaiveDate>,
    /// What the due day is.
    pub kind: DueKind,
    /// The window is cut by the roadmap's period.
    pub cut: bool,
    /// The due day was past when the order was signed.
    pub past_at_approval: bool,
    /// Since when it is planned.
    pub since: NaiveDate,
    /// The schedule that gave it its date, if one did.
    pub scheduled: Option<Basis>,
    /// Moves, in the order they were recorded.
    pub moves: Vec<Move>,
    /// Why and since when it will not be.
    pub cancelled: Option<Basis>,
    /// Since when a new term of the activity stands in its place.
    pub replaced: Option<NaiveDate>,
}

/// A due day moved (перенос срока).
#[derive(Clone, PartialEq, Debug)]
pub struct Move {
    /// Due day until then.
    pub old: NaiveDate,
    /// Due day from then on.
    pub new: NaiveDate,
    /// On what ground; its date is the day of the move.
    pub basis: Basis,
    /// When it was recorded: after the old day had passed, the obligation stays late.
    pub recorded_at: DateTime<Utc>,
}

/// A party's responsibility from one day to another.
#[derive(Clone, PartialEq, Debug)]
pub struct Assignment {
    /// Who.
    pub party: Party,
    /// First day.
    pub from: NaiveDate,
    /// First day without it.
    pub until: Option<NaiveDate>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// On what ground, when it was a later change.
    pub basis: Option<Basis>,
    /// On what ground it ended.
    pub ended: Option<Basis>,
}

/// A mark of fulfilment with its fate.
#[derive(Clone, PartialEq, Debug)]
pub struct Mark {
    /// Id.
    pub id: MarkId,
    /// Which occurrence.
    pub occurrence: u16,
    /// For whom.
    pub executor: Executor,
    /// The day the work was performed, as stated.
    pub performed_on: NaiveDate,
    /// When the mark was entered.
    pub recorded_at: DateTime<Utc>,
    /// Who entered it.
    pub entered_by: PersonId,
    /// Proofs, in the order they were given.
    pub proofs: Vec<Proof>,
    /// Short result.
    pub note: Option<String>,
    /// Since when it is accepted.
    pub accepted: Option<NaiveDate>,
    /// Since when it is returned, and why.
    pub returned: Option<(NaiveDate, String)>,
    /// Since when it is taken back, and why.
    pub retracted: Option<(NaiveDate, String)>,
}

impl Occurrence {
    /// The due day valid on `day`, with the moves made by then.
    pub fn due_on(&self, day: NaiveDate) -> Option<NaiveDate> {
        self.moves.iter().rfind(|m| m.basis.date <= day).map_or(self.planned_due, |m| Some(m.new))
    }

    /// The due day with all moves known.
    pub fn due(&self) -> Option<NaiveDate> {
        self.moves.last().map_or(self.planned_due, |m| Some(m.new))
    }

    /// Planned by `day` and neither cancelled nor replaced by then.
    pub fn stands_on(&self, day: NaiveDate) -> bool {
        self.since <= day
            && self.cancelled.as_ref().is_none_or(|basis| basis.date > day)
            && self.replaced.is_none_or(|since| since > day)
    }

    /// Neither cancelled nor replaced, as far as is known.
    pub fn stands(&self) -> bool {
        self.cancelled.is_none() && self.replaced.is_none()
    }
}

impl Assignment {
    /// Is the party responsible on this day?
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }
}

impl Mark {
    /// Neither returned nor taken back, as far as is known.
    pub fn stands(&self) -> bool {
        self.returned.is_none() && self.retracted.is_none()
    }

    /// Neither returned nor taken back by `day`.
    pub fn stands_on(&self, day: NaiveDate) -> bool {
        let gone = |fate: &Option<(NaiveDate, String)>| fate.as_ref().is_some_and(|(since, _)| *since <= day);
        !gone(&self.returned) && !gone(&self.retracted)
    }

    /// Proofs that stand at the mark, as far as is known: a document speaks of the work, whenever it was added.
    pub fn standing_proofs(&self) -> impl Iterator<Item = &Proof> {
        self.proofs.iter().filter(|p| p.removed.is_none())
    }
}

impl Activity {
    /// The words valid on a day.
    pub fn wording_on(&self, day: NaiveDate) -> Option<&Wording> {
        self.wordings.iter().rfind(|(since, _)| *since <= day).or(self.wordings.first()).map(|(_, words)| words)
    }

    /// The newest title.
    pub fn title(&self) -> &str {
        self.wordings.last().map_or("", |(_, words)| words.title.as_str())
    }

    /// The term valid on a day.
    pub fn term_on(&self, day: NaiveDate) -> Option<&DeadlineSet> {
        self.terms.iter().rfind(|(since, _)| *since <= day).map(|(_, term)| term)
    }

    /// One occurrence.
    pub fn occurrence(&self, seq: u16) -> Option<&Occurrence> {
        self.occurrences.iter().find(|o| o.seq == seq)
    }

    /// One mark.
    pub fn mark(&self, id: MarkId) -> Option<&Mark> {
        self.marks.iter().find(|m| m.id == id)
    }

    /// Parties responsible on a day, in the order of assignment.
    pub fn parties_on(&self, day: NaiveDate) -> impl Iterator<Item = &Party> {
        self.assignments.iter().filter(move |a| a.holds_on(day)).map(|a| &a.party)
    }

    /// The lead (ведущий) on a day: the chosen one while responsible, else the first party.
    pub fn lead_on(&self, day: NaiveDate) -> Option<&Party> {
        let chosen = self.leads.iter().rfind(|(since, _)| *since <= day).map(|(_, party)| party);
        chosen.filter(|party| self.parties_on(day).any(|p| p == *party)).or_else(|| self.parties_on(day).next())
    }

    /// Is it off control on this day?
    pub fn withdrawn_on(&self, day: NaiveDate) -> bool {
        self.withdrawn.as_ref().is_some_and(|basis| basis.date <= day)
    }

    /// What every decision asks first.
    fn open(&self) -> Result<(), Refusal> {
        match (self.newer, &self.withdrawn) {
            (true, _) => Err(Refusal::NewerHistory),
            (false, Some(_)) => Err(Refusal::ActivityWithdrawn),
            (false, None) => Ok(()),
        }
    }

    fn standing(&self, seq: u16) -> Result<&Occurrence, Refusal> {
        let occurrence = self.occurrence(seq).ok_or(Refusal::OccurrenceUnknown)?;
        if occurrence.stands() { Ok(occurrence) } else { Err(Refusal::OccurrenceGone) }
    }

    fn say(&self, day: NaiveDate, event: impl Into<Event>) -> Result<Vec<Change>, Refusal> {
        Ok(vec![Change::new(Stream::Activity(self.id), day, event)])
    }
}

#[cfg(test)]
mod tests;
