//! A change after adoption as a document: its kind, its day, its basis, and what stood before and after.

use super::codes;
use crate::{app::Names, sentence, wording::Lang};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use vekha_domain::{
    event::{Basis, Wording},
    ids::ActivityId,
};
use vekha_projections::{Changed, View, What};

/// Codes of the kinds of changes, in the order they are offered.
pub const KINDS: [&str; 8] =
    ["moved", "scheduled", "term-set", "cancelled", "responsible", "reworded", "added", "withdrawn"];

/// Fields that a change gives another value.
pub(super) const FIELDS: [&str; 10] =
    ["due", "term", "responsible", "title", "task", "form", "audience", "place", "codes", "result"];

/// A change after adoption.
#[derive(Clone, PartialEq, Debug, Serialize, ToSchema)]
pub struct ChangeShown {
    /// What was done.
    #[schema(schema_with = codes::changes)]
    pub kind: &'static str,
    /// The day it speaks of: that of its basis.
    pub day: NaiveDate,
    /// On what ground; null where none is needed.
    pub basis: Option<BasisShown>,
    /// The activity changed.
    #[schema(value_type = uuid::Uuid)]
    pub activity: ActivityId,
    /// Its number as printed.
    pub number: String,
    /// Which occurrence, where one was changed.
    pub occurrence: Option<u16>,
    /// A move recorded after the old day had passed: the figures keep to the old one.
    pub too_late: bool,
    /// What stood before and what stands since; empty for an activity added or off control.
    pub differences: Vec<Difference>,
}

/// A ground (основание) of a change.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct BasisShown {
    /// The document in words.
    pub words: String,
    /// Its date.
    pub date: NaiveDate,
}

/// One value before and after.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct Difference {
    /// Which value.
    #[schema(schema_with = codes::fields)]
    pub field: &'static str,
    /// Before: a date, words or a name; null for nothing.
    pub old: Option<String>,
    /// Since then; null for nothing.
    pub new: Option<String>,
}

impl From<&Basis> for BasisShown {
    fn from(basis: &Basis) -> BasisShown {
        BasisShown { words: basis.words.clone(), date: basis.date }
    }
}

/// Stable code of what a change did.
pub fn kind_of(what: &What<'_>) -> &'static str {
    match what {
        What::Added => "added",
        What::Reworded { .. } => "reworded",
        What::TermSet { .. } => "term-set",
        What::Moved { .. } => "moved",
        What::Scheduled(_) => "scheduled",
        What::Cancelled(_) => "cancelled",
        What::Withdrawn => "withdrawn",
        What::Assigned(_) | What::Released(_) => "responsible",
    }
}

impl ChangeShown {
    /// The change as of the view's day.
    pub fn of(change: &Changed<'_>, view: &View<'_>, names: &Names, lang: Lang) -> ChangeShown {
        let (occurrence, too_late) = match change.what {
            What::Moved { occurrence, too_late, .. } => (Some(occurrence.seq), too_late),
            What::Scheduled(occurrence) | What::Cancelled(occurrence) => (Some(occurrence.seq), false),
            What::Added | What::Reworded { .. } | What::TermSet { .. } => (None, false),
            What::Withdrawn | What::Assigned(_) | What::Released(_) => (None, false),
        };
        ChangeShown {
            kind: kind_of(&change.what),
            day: change.day,
            basis: change.basis.map(BasisShown::from),
            activity: change.activity.id,
            number: change.activity.number.clone(),
            occurrence,
            too_late,
            differences: differences(change, view, names, lang),
        }
    }
}

fn differences(change: &Changed<'_>, view: &View<'_>, names: &Names, lang: Lang) -> Vec<Difference> {
    let one = |field, old, new| vec![Difference { field, old, new }];
    let date = |day: Option<NaiveDate>| day.map(|day| day.to_string());
    let name = |party| Some(sentence::party(lang, party, view.state(), names));
    match change.what {
        What::Added | What::Withdrawn => Vec::new(),
        What::Reworded { before, after } => reworded(before, after),
        What::TermSet { before, after } => one("term", Some(before.words.clone()), Some(after.words.clone())),
        What::Moved { of, .. } => one("due", date(Some(of.old)), date(Some(of.new))),
        What::Scheduled(occurrence) => one("due", None, date(occurrence.planned_due)),
        What::Cancelled(occurrence) => one("due", date(occurrence.due_on(change.day)), None),
        What::Assigned(party) => one("responsible", None, name(party)),
        What::Released(party) => one("responsible", name(party), None),
    }
}

/// Each field of the row that is another one.
fn reworded(before: &Wording, after: &Wording) -> Vec<Difference> {
    let of = |words: &Wording| {
        let codes = (!words.codes.is_empty()).then(|| words.codes.join(", "));
        let Wording { title, task, form, audience, place, codes: _, result } = words.clone();
        [
            ("title", Some(title)),
            ("task", task),
            ("form", form),
            ("audience", audience),
            ("place", place),
            ("codes", codes),
            ("result", result),
        ]
    };
    let pairs = of(before).into_iter().zip(of(after));
    let differs = pairs.filter(|((_, old), (_, new))| old != new);
    differs.map(|((field, old), (_, new))| Difference { field, old, new }).collect()
}
