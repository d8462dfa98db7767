//! An activity as a document: the words of its row, its term, occurrences, executors, marks and proofs on a day.

use super::codes;
use crate::{app::Names, sentence, wording::Lang};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use vekha_domain::{
    activity::{Activity, Mark, Occurrence},
    event::{DeadlineStatus, Executor, LinkState, Party},
    ids::{ActivityId, MarkId, RoadmapId},
    stream::Stream,
};
use vekha_projections::OfficeState;

/// An activity (мероприятие) as of a day.
#[derive(Serialize, ToSchema)]
pub struct ActivityShown {
    /// Id.
    #[schema(value_type = Uuid)]
    pub id: ActivityId,
    /// Its roadmap.
    #[schema(value_type = Uuid)]
    pub roadmap: RoadmapId,
    /// Place in the roadmap's table, from 1.
    pub ordinal: u32,
    /// Number as printed.
    pub number: String,
    /// Number of its direction.
    pub section: Option<u16>,
    /// The activity as printed.
    pub title: String,
    /// The task the row stands under.
    pub task: Option<String>,
    /// Form of work.
    pub form: Option<String>,
    /// For whom.
    pub audience: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// Codes of risk factors.
    pub codes: Vec<String>,
    /// Expected result.
    pub result: Option<String>,
    /// The term; none as long as nobody set one.
    pub term: Option<TermShown>,
    /// Occurrences that stand on the day.
    pub occurrences: Vec<OccurrenceShown>,
    /// Who is responsible on the day.
    pub responsible: Vec<PartyShown>,
    /// Marks of work performed by the day, the returned and retracted ones too.
    pub marks: Vec<MarkShown>,
    /// On what ground it is off control, if it is.
    pub withdrawn: Option<String>,
    /// How many events its history has; the `ETag`.
    pub version: u64,
}

/// The words of a term and how far they are understood.
#[derive(Serialize, ToSchema)]
pub struct TermShown {
    /// Words of the order, verbatim.
    pub words: String,
    /// How far they are understood.
    #[schema(schema_with = codes::terms)]
    pub status: DeadlineStatus,
    /// Kind of the reading.
    pub kind: String,
    /// What a bracket or an outside schedule adds.
    pub comment: Option<String>,
}

/// One occurrence.
#[derive(Serialize, ToSchema)]
pub struct OccurrenceShown {
    /// Its number within the activity.
    pub occurrence: u16,
    /// First day.
    pub start: Option<NaiveDate>,
    /// Due day with the moves made by the day.
    pub due: Option<NaiveDate>,
    /// Due day as it was first set.
    pub planned_due: Option<NaiveDate>,
    /// Grounds of the moves.
    pub moved: Vec<String>,
}

/// Somebody responsible.
#[derive(Serialize, ToSchema)]
pub struct PartyShown {
    /// What it is.
    #[schema(schema_with = codes::parties)]
    pub kind: &'static str,
    /// Id; none for a post without a name.
    pub id: Option<Uuid>,
    /// Name.
    pub name: String,
}

/// A mark of fulfilment.
#[derive(Serialize, ToSchema)]
pub struct MarkShown {
    /// Id.
    #[schema(value_type = Uuid)]
    pub mark: MarkId,
    /// Which occurrence.
    pub occurrence: u16,
    /// The member of a group whose mark it is; none for the responsible together.
    pub organisation: Option<Uuid>,
    /// Day the work was performed, as stated.
    pub performed_on: NaiveDate,
    /// When the mark was entered.
    pub recorded_at: DateTime<Utc>,
    /// Confirming documents that stand on the day.
    pub links: Vec<LinkShown>,
    /// Short result.
    pub note: Option<String>,
    /// How it stands.
    #[schema(schema_with = codes::mark_states)]
    pub state: &'static str,
    /// Why it was returned or taken back.
    pub reason: Option<String>,
}

/// A confirming document.
#[derive(Serialize, ToSchema)]
pub struct LinkShown {
    /// Its address.
    pub url: String,
    /// What the last look found; none when nobody looked.
    #[schema(schema_with = codes::links)]
    pub state: Option<LinkState>,
}

impl ActivityShown {
    /// The activity as of `day`; none when it is unknown.
    pub fn of(known: &OfficeState, id: ActivityId, day: NaiveDate, names: &Names, lang: Lang) -> Option<ActivityShown> {
        let activity = known.activity(id)?;
        let words = activity.wording_on(day).cloned().unwrap_or_default();
        let term = activity.term_on(day);
        Some(ActivityShown {
            id,
            roadmap: activity.roadmap,
            ordinal: activity.ordinal,
            number: activity.number.clone(),
            section: activity.section,
            title: words.title,
            task: words.task,
            form: words.form,
            audience: words.audience,
            place: words.place,
            codes: words.codes,
            result: words.result,
            term: term.map(|t| TermShown {
                words: t.words.clone(),
                status: t.status,
                kind: t.kind.clone(),
                comment: t.comment.clone(),
            }),
            occurrences: activity.occurrences.iter().filter(|o| o.stands_on(day)).map(|o| occurrence(o, day)).collect(),
            responsible: parties(activity, day, known, names, lang),
            marks: activity.marks.iter().filter(|m| m.performed_on <= day).map(|m| mark(m, day)).collect(),
            withdrawn: activity.withdrawn.as_ref().filter(|b| b.date <= day).map(|b| b.words.clone()),
            version: known.version_of(Stream::Activity(id)),
        })
    }
}

/// Who is responsible on a day, by name.
pub fn parties(activity: &Activity, day: NaiveDate, known: &OfficeState, names: &Names, lang: Lang) -> Vec<PartyShown> {
    let shown = |party: &Party| {
        let (kind, id) = match party {
            Party::Person(id) => ("person", Some(id.0)),
            Party::Organisation(id) => ("organisation", Some(id.0)),
            Party::Group(id) => ("group", Some(id.0)),
            Party::Post(_) => ("post", None),
        };
        PartyShown { kind, id, name: sentence::party(lang, party, known, names) }
    };
    activity.parties_on(day).map(shown).collect()
}

fn occurrence(occurrence: &Occurrence, day: NaiveDate) -> OccurrenceShown {
    OccurrenceShown {
        occurrence: occurrence.seq,
        start: occurrence.start,
        due: occurrence.due_on(day),
        planned_due: occurrence.planned_due,
        moved: occurrence.moves.iter().filter(|m| m.basis.date <= day).map(|m| m.basis.words.clone()).collect(),
    }
}

fn mark(mark: &Mark, day: NaiveDate) -> MarkShown {
    let by = |fate: &Option<(NaiveDate, String)>| {
        fate.as_ref().filter(|(since, _)| *since <= day).map(|(_, why)| why.clone())
    };
    let (state, reason) =
        match (by(&mark.retracted), by(&mark.returned), mark.accepted.is_some_and(|since| since <= day)) {
            (Some(why), _, _) => ("retracted", Some(why)),
            (None, Some(why), _) => ("returned", Some(why)),
            (None, None, true) => ("accepted", None),
            (None, None, false) => ("reported", None),
        };
    MarkShown {
        mark: mark.id,
        occurrence: mark.occurrence,
        organisation: match mark.executor {
            Executor::Joint => None,
            Executor::Member(id) => Some(id.0),
        },
        performed_on: mark.performed_on,
        recorded_at: mark.recorded_at,
        links: mark
            .standing_proofs()
            .map(|p| LinkShown { url: p.link.as_str().to_owned(), state: p.state() })
            .collect(),
        note: mark.note.clone(),
        state,
        reason,
    }
}
