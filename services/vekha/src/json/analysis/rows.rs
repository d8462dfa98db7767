//! The rows behind the figures of an analysis: each names its activity, so that it can be followed to the events.

use super::scores::ScoresShown;
use crate::json::{BasisShown, codes, obligation::member};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use vekha_domain::{
    activity::Activity,
    event::{DeadlineStatus, LinkState},
    ids::{ActivityId, MarkId, MonitoringId, OrganisationId, PersonId},
};
use vekha_projections::{Cause, Document, Moved, OffControl, Returned, Waited, Windowed};

/// A due day moved.
#[derive(Serialize, ToSchema)]
pub struct MovedShown {
    /// The activity.
    #[schema(value_type = Uuid)]
    pub activity: ActivityId,
    /// Its number as printed.
    pub number: String,
    /// Which occurrence.
    pub occurrence: u16,
    /// The day given up, as printed.
    pub old: NaiveDate,
    /// The day instead.
    pub new: NaiveDate,
    /// On what ground.
    pub basis: BasisShown,
    /// Which move of this occurrence it is, from 1.
    pub nth: u64,
    /// How many moves of it there are by the day.
    pub times: u64,
    /// It was recorded after the old day had passed: what it concerns stays late.
    pub too_late: bool,
    /// How many obligations it concerns.
    pub obligations: u64,
}

/// Something taken off control.
#[derive(Serialize, ToSchema)]
pub struct OffControlShown {
    /// The activity.
    #[schema(value_type = Uuid)]
    pub activity: ActivityId,
    /// Its number as printed.
    pub number: String,
    /// The occurrence that will not be, when the activity itself stays.
    pub occurrence: Option<u16>,
    /// On what ground, and since when.
    pub basis: BasisShown,
    /// How many obligations of the period are not counted for it.
    pub obligations: u64,
}

/// A mark sent back.
#[derive(Serialize, ToSchema)]
pub struct ReturnedShown {
    /// The activity.
    #[schema(value_type = Uuid)]
    pub activity: ActivityId,
    /// Its number as printed.
    pub number: String,
    /// Which occurrence.
    pub occurrence: u16,
    /// The member of a group whose mark it was; null for the responsible together.
    #[schema(value_type = Option<Uuid>)]
    pub organisation: Option<OrganisationId>,
    /// The mark.
    #[schema(value_type = Uuid)]
    pub mark: MarkId,
    /// Since when.
    pub day: NaiveDate,
    /// What was wrong, as entered.
    pub reason: String,
    /// It had been accepted before.
    pub reopened: bool,
    /// The mark that stands in its place.
    #[schema(value_type = Option<Uuid>)]
    pub again: Option<MarkId>,
}

/// A reason as somebody entered it.
#[derive(Serialize, ToSchema)]
pub struct CauseShown {
    /// The activity.
    #[schema(value_type = Uuid)]
    pub activity: ActivityId,
    /// Its number as printed.
    pub number: String,
    /// Which occurrence.
    pub occurrence: u16,
    /// The member of a group whose obligation it is; null for the responsible together.
    #[schema(value_type = Option<Uuid>)]
    pub organisation: Option<OrganisationId>,
    /// The day.
    pub day: NaiveDate,
    /// Where it was entered.
    #[schema(schema_with = codes::sources)]
    pub source: &'static str,
    /// The words.
    pub words: String,
    /// At which mark.
    #[schema(value_type = Option<Uuid>)]
    pub mark: Option<MarkId>,
    /// Who entered it, where that is remembered.
    #[schema(value_type = Option<Uuid>)]
    pub by: Option<PersonId>,
}

/// An activity that waits for a date, or waited for its first one.
#[derive(Serialize, ToSchema)]
pub struct UndatedShown {
    /// The activity.
    #[schema(value_type = Uuid)]
    pub activity: ActivityId,
    /// Its number as printed.
    pub number: String,
    /// How far the words of its term are understood; null when no term was set, or it has a date by now.
    #[schema(schema_with = codes::terms_or_none)]
    pub status: Option<DeadlineStatus>,
    /// Since when it is planned.
    pub since: NaiveDate,
    /// The day that gave it its first date; null while it waits.
    pub until: Option<NaiveDate>,
    /// How many days it waited.
    pub days: i64,
}

/// A document that a look did not find as it should be.
#[derive(Serialize, ToSchema)]
pub struct DocumentShown {
    /// The activity.
    #[schema(value_type = Uuid)]
    pub activity: ActivityId,
    /// Its number as printed.
    pub number: String,
    /// The mark.
    #[schema(value_type = Uuid)]
    pub mark: MarkId,
    /// The address.
    pub link: String,
    /// What the last look found.
    #[schema(schema_with = codes::links)]
    pub state: LinkState,
    /// The day of that look.
    pub day: NaiveDate,
}

/// A window of a monitoring.
#[derive(Serialize, ToSchema)]
pub struct WindowShown {
    /// The monitoring.
    #[schema(value_type = Uuid)]
    pub monitoring: MonitoringId,
    /// What is looked at.
    pub title: String,
    /// Number of the window.
    pub window: u16,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// It was opened by the day.
    pub opened: bool,
    /// It was closed by the day.
    pub closed: bool,
    /// Organisations that have to answer.
    pub asked: u64,
    /// Of those, answered by the day.
    pub answered: u64,
    /// Of those answered, after the last day.
    pub late: u64,
    /// Those that have not answered.
    #[schema(value_type = Vec<Uuid>)]
    pub missing: Vec<OrganisationId>,
    /// What it came to; null where it is not scored.
    pub scores: Option<ScoresShown>,
}

/// The id of an activity and its number as printed.
fn named(activity: &Activity) -> (ActivityId, String) {
    (activity.id, activity.number.clone())
}

impl From<&Moved<'_>> for MovedShown {
    fn from(moved: &Moved<'_>) -> MovedShown {
        let (activity, number) = named(moved.activity);
        let Moved { occurrence, old, new, too_late, obligations, .. } = *moved;
        let (basis, nth, times) = (moved.basis.into(), moved.nth as u64, moved.times as u64);
        MovedShown { activity, number, occurrence, old, new, basis, nth, times, too_late, obligations }
    }
}

impl From<&OffControl<'_>> for OffControlShown {
    fn from(off: &OffControl<'_>) -> OffControlShown {
        let (activity, number) = named(off.activity);
        let OffControl { occurrence, basis, obligations, .. } = *off;
        OffControlShown { activity, number, occurrence, basis: basis.into(), obligations }
    }
}

impl From<&Returned<'_>> for ReturnedShown {
    fn from(returned: &Returned<'_>) -> ReturnedShown {
        let (activity, number) = named(returned.activity);
        let Returned { mark, day, reason, reopened, again, .. } = *returned;
        let (occurrence, organisation) = (mark.occurrence, member(mark.executor));
        let (mark, reason) = (mark.id, reason.to_owned());
        ReturnedShown { activity, number, occurrence, organisation, mark, day, reason, reopened, again }
    }
}

impl From<&Cause<'_>> for CauseShown {
    fn from(cause: &Cause<'_>) -> CauseShown {
        let (activity, number) = named(cause.activity);
        let Cause { occurrence, executor, day, source, words, mark, by, .. } = *cause;
        let (organisation, source, words) = (member(executor), source.code(), words.to_owned());
        CauseShown { activity, number, occurrence, organisation, day, source, words, mark, by }
    }
}

impl From<&Waited<'_>> for UndatedShown {
    fn from(waited: &Waited<'_>) -> UndatedShown {
        let (activity, number) = named(waited.activity);
        let Waited { status, since, until, days, .. } = *waited;
        UndatedShown { activity, number, status, since, until, days }
    }
}

impl DocumentShown {
    /// None for a document that opens, or that nobody has looked at.
    pub fn of(document: &Document<'_>) -> Option<DocumentShown> {
        let (activity, number) = named(document.activity);
        let look = document.proof.checks.last().filter(|look| look.state != LinkState::Opens)?;
        let link = document.proof.link.as_str().to_owned();
        Some(DocumentShown { activity, number, mark: document.mark.id, link, state: look.state, day: look.day })
    }
}

impl From<&Windowed<'_>> for WindowShown {
    fn from(windowed: &Windowed<'_>) -> WindowShown {
        let Windowed { monitoring, window, from, to, opened, closed, asked, answered, late, missing, scores } =
            windowed.clone();
        WindowShown {
            monitoring: monitoring.id,
            title: monitoring.title.clone(),
            window,
            from,
            to,
            opened,
            closed,
            asked,
            answered,
            late,
            missing,
            scores: scores.as_ref().map(ScoresShown::of),
        }
    }
}
