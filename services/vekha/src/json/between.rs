//! What changed between two days as a document: the figures of both, and each difference with the entries it came by.

use super::{BasisShown, ChangeShown, Difference as Value, Fulfilment, codes};
use crate::{app::Names, sentence, wording::Lang};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use vekha_domain::{
    event::{Executor, Recorded},
    ids::{ActivityId, MarkId, OrganisationId, RoadmapId},
};
use vekha_projections::{Difference, Fact, View};

/// What changed between two days, each as known then.
#[derive(Serialize, ToSchema)]
pub struct BetweenShown {
    /// The roadmap.
    #[schema(value_type = Uuid)]
    pub roadmap: RoadmapId,
    /// The first day.
    pub from: NaiveDate,
    /// The moment knowledge ends on the first day.
    pub from_known_at: DateTime<Utc>,
    /// The second day.
    pub to: NaiveDate,
    /// The moment knowledge ends on the second day.
    pub to_known_at: DateTime<Utc>,
    /// Figures of the first day as known then.
    pub before: Fulfilment,
    /// Figures of the first day as known on the second.
    pub before_as_known_later: Fulfilment,
    /// Figures of the second day.
    pub after: Fulfilment,
    /// What counts on the second day and did not on the first, by kind, then in the order of the roadmap's table.
    pub differences: Vec<DifferenceShown>,
}

/// A fact that came to count.
#[derive(Serialize, ToSchema)]
pub struct DifferenceShown {
    /// Under which heading it is told.
    #[schema(schema_with = codes::differences)]
    pub kind: &'static str,
    /// The day the fact speaks of.
    pub day: NaiveDate,
    /// That is not after the first day: what was reported then is another thing now.
    pub reaches_back: bool,
    /// The activity; null where it is the roadmap or the office as a whole.
    #[schema(value_type = Option<Uuid>)]
    pub activity: Option<ActivityId>,
    /// Its number as printed.
    pub number: Option<String>,
    /// Which occurrence, where it is about one.
    pub occurrence: Option<u16>,
    /// The member of a group whose obligation it is; null for the responsible together, or where it is about none.
    #[schema(value_type = Option<Uuid>)]
    pub organisation: Option<OrganisationId>,
    /// The mark it is about.
    #[schema(value_type = Option<Uuid>)]
    pub mark: Option<MarkId>,
    /// On what ground; null where none is needed.
    pub basis: Option<BasisShown>,
    /// What stood before and what stands since, where a row is another one.
    pub differences: Vec<Value>,
    /// Places in the log of the entries it came by; none where only time passed.
    pub entries: Vec<u64>,
    /// The same entries in words.
    pub sentences: Vec<String>,
}

impl DifferenceShown {
    /// The difference with its entries; `after` is the view of the second day.
    pub fn of(
        of: &Difference<'_>,
        events: &[Recorded],
        (first, after): (NaiveDate, &View<'_>),
        names: &Names,
        lang: Lang,
    ) -> DifferenceShown {
        let change = match &of.fact {
            Fact::Changed(change) => Some(ChangeShown::of(change, after, names, lang)),
            _ => None,
        };
        let obligation = match (&of.fact, of.mark()) {
            (_, Some(mark)) => Some((mark.occurrence, mark.executor)),
            (Fact::Overdue(late), None) => Some((late.occurrence, late.executor)),
            _ => None,
        };
        let basis = match &of.fact {
            Fact::Amended(basis) | Fact::Closed(basis) => Some(BasisShown::from(*basis)),
            _ => change.as_ref().and_then(|change| change.basis.clone()),
        };
        DifferenceShown {
            kind: of.kind().code(),
            day: of.day,
            // Time passing needs nobody to enter it: it cannot reach back.
            reaches_back: of.day <= first && !matches!(of.fact, Fact::Overdue(_)),
            activity: of.activity.map(|activity| activity.id),
            number: of.activity.map(|activity| activity.number.clone()),
            occurrence: obligation.map(|(occurrence, _)| occurrence).or(change.as_ref().and_then(|c| c.occurrence)),
            organisation: obligation.and_then(|(_, executor)| match executor {
                Executor::Member(id) => Some(id),
                Executor::Joint => None,
            }),
            mark: of.mark().map(|mark| mark.id),
            basis,
            differences: change.map(|change| change.differences).unwrap_or_default(),
            entries: events.iter().map(|event| event.position).collect(),
            sentences: events.iter().map(|event| sentence::of(lang, event, after.state(), names)).collect(),
        }
    }
}
