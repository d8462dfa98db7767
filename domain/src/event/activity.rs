//! Facts about an activity: its words, terms, executors, marks and proofs.

use super::Basis;
use crate::{
    deadline::Rule,
    ids::{GroupId, MarkId, OrganisationId, PersonId, RoadmapId},
    proof::ProofLink,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The words of one row of the order.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Wording {
    /// The activity as printed.
    pub title: String,
    /// The task (задача) the row stands under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<String>,
    /// Form of work: «совещание», «вебинар».
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// For whom (контингент, целевая аудитория).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Codes of risk factors: «1.1», «5.2».
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<String>,
    /// Expected result or indicator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
}

/// A row of the order became an activity.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ActivityPlanned {
    /// Its roadmap.
    pub roadmap: RoadmapId,
    /// Its direction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<u16>,
    /// Place in the roadmap's table, from 1.
    pub ordinal: u32,
    /// Number as printed: «1.19».
    pub number: String,
    /// Words of the row.
    #[serde(flatten)]
    pub wording: Wording,
}

/// The words of the row changed.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ActivityReworded {
    /// New words.
    #[serde(flatten)]
    pub wording: Wording,
    /// On what ground.
    pub basis: Basis,
}

/// The activity is taken off control (снято с контроля).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ActivityWithdrawn {
    /// On what ground.
    pub basis: Basis,
}

/// How a due day behaves on a day off (DEADLINES part 5, row 2).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DueKind {
    /// «до …»: moves off a day off by the roadmap's rule.
    Until,
    /// End of a window (month, quarter, term): stays.
    Window,
    /// An event on that very day: stays.
    Day,
}

/// One occurrence (исполнение) of an activity as chosen when the deadline was set.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PlannedOccurrence {
    /// Its number within the activity, from 1; never used again for another one.
    pub seq: u16,
    /// First day, if the term has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<NaiveDate>,
    /// Due day as printed, before days off are considered; none for an open end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
    /// What the due day is.
    pub kind: DueKind,
    /// The window is cut by the roadmap's period.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cut: bool,
    /// The due day was past when the order was signed: late at birth, never mailed about by surprise.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub past_at_approval: bool,
}

/// How far the words of a term are understood.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineStatus {
    /// Read by the program without doubt.
    Read,
    /// Several readings are possible; the default one stands until a person chooses.
    Ambiguous,
    /// A person chose the reading or entered the dates.
    Chosen,
    /// Words without a date: somebody's schedule, an event, «по мере необходимости».
    Waiting,
    /// Not understood; waits for a person.
    NotUnderstood,
    /// The cell is empty.
    Missing,
}

/// The term of an activity: the order's words, what was understood, the occurrences chosen.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct DeadlineSet {
    /// Words of the order, verbatim, for ever.
    pub words: String,
    /// How far they are understood.
    pub status: DeadlineStatus,
    /// Kind of the reading, as in the deadline language: `until_date`, `every_quarter`.
    pub kind: String,
    /// What the words mean, by that reader.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// What a bracket or an outside schedule adds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// The occurrences, sorted by due day.
    pub occurrences: Vec<PlannedOccurrence>,
    /// Version of the reader that expanded them.
    pub reader: u16,
    /// On what ground, when it replaces an earlier term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
}

/// One occurrence got another due day (перенос срока).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct DeadlineMoved {
    /// Which occurrence.
    pub occurrence: u16,
    /// Due day until now.
    pub old: NaiveDate,
    /// New due day.
    pub new: NaiveDate,
    /// On what ground.
    pub basis: Basis,
}

/// An outside schedule or an event gave a date to an activity that waited for one.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct OccurrenceScheduled {
    /// The new occurrence.
    #[serde(flatten)]
    pub occurrence: PlannedOccurrence,
    /// The schedule or event.
    pub basis: Basis,
}

/// One occurrence will not be (the activity itself stays).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct OccurrenceCancelled {
    /// Which occurrence.
    pub occurrence: u16,
    /// On what ground.
    pub basis: Basis,
}

/// Who is named in the cell «Ответственный».
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "party", content = "of")]
pub enum Party {
    /// A person.
    Person(PersonId),
    /// A school, a centre, the office.
    Organisation(OrganisationId),
    /// A group: every member makes its own mark.
    Group(GroupId),
    /// A post or community without a name: «муниципальные тьюторы».
    Post(String),
}

/// A party became responsible.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ResponsibleAssigned {
    /// Who.
    #[serde(flatten)]
    pub party: Party,
    /// On what ground, when it is a later change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
}

/// A party is responsible no longer.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ResponsibleReleased {
    /// Who.
    #[serde(flatten)]
    pub party: Party,
    /// On what ground.
    pub basis: Basis,
}

/// The lead (ведущий) among joint parties, when it is not the first one.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct LeadChosen {
    /// Who leads.
    #[serde(flatten)]
    pub party: Party,
}

/// Whose mark it is: one for all joint parties, or one for each member of a group.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "executor", content = "of")]
pub enum Executor {
    /// The joint parties together.
    Joint,
    /// One organisation of a group.
    Member(OrganisationId),
}

/// A mark of fulfilment (отметка об исполнении) with its proof links (order 1298 of 08.11.2022, item 2.2).
/// The event speaks of the day the work was performed; who entered the mark is its actor.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CompletionReported {
    /// Id of the mark.
    pub mark: MarkId,
    /// Which occurrence.
    pub occurrence: u16,
    /// For whom.
    #[serde(flatten)]
    pub executor: Executor,
    /// Links to the confirming documents, at least one.
    pub links: Vec<ProofLink>,
    /// Short result in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The coordinator accepted the mark.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CompletionAccepted {
    /// The mark.
    pub mark: MarkId,
}

/// The coordinator returned the mark (возвращено на доработку).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CompletionReturned {
    /// The mark.
    pub mark: MarkId,
    /// What is wrong.
    pub reason: String,
}

/// The mark was a mistake and is taken back by the one who made it or by the coordinator.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CompletionRetracted {
    /// The mark.
    pub mark: MarkId,
    /// Why.
    pub reason: String,
}

/// Whoever has to do it asks for another term, or says that it will not be.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct MoveRequested {
    /// Which occurrence.
    pub occurrence: u16,
    /// For whom.
    #[serde(flatten)]
    pub executor: Executor,
    /// The day asked for; none when only the reason is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// Why.
    pub reason: String,
}

/// The coordinator leaves the term as it is. A granted request is a [`DeadlineMoved`].
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct MoveDeclined {
    /// Which occurrence.
    pub occurrence: u16,
    /// Whose request.
    #[serde(flatten)]
    pub executor: Executor,
    /// Why.
    pub reason: String,
}
