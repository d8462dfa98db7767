//! Obligations as documents: each with its state, and the overdue ones with those who answer for them.

use super::{activity::parties, codes};
use crate::{app::Names, sentence, wording::Lang};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use vekha_domain::{
    event::Executor,
    ids::{ActivityId, MarkId, OrganisationId, RoadmapId},
};
use vekha_projections::{Obligation, Scope, State, View};

/// One thing somebody has to do by a day, as it stood on a day.
#[derive(Clone, PartialEq, Debug, Serialize, ToSchema)]
pub struct ObligationShown {
    /// Its roadmap.
    #[schema(value_type = Uuid)]
    pub roadmap: RoadmapId,
    /// Its activity.
    #[schema(value_type = Uuid)]
    pub activity: ActivityId,
    /// Number of the activity as printed.
    pub number: String,
    /// Number of the occurrence within the activity.
    pub occurrence: u16,
    /// The member of a group whose mark it is; none for the responsible together.
    #[schema(value_type = Option<Uuid>)]
    pub organisation: Option<OrganisationId>,
    /// First day.
    pub start: Option<NaiveDate>,
    /// Due day as printed or moved.
    pub due: NaiveDate,
    /// The same after days off are considered.
    pub effective_due: NaiveDate,
    /// How it stands.
    #[schema(schema_with = codes::states)]
    pub state: &'static str,
    /// Working days since the due day, when overdue.
    pub working_days_late: Option<i64>,
    /// The mark that stands.
    #[schema(value_type = Option<Uuid>)]
    pub mark: Option<MarkId>,
    /// The day the work was performed, by that mark.
    pub performed_on: Option<NaiveDate>,
    /// The mark was made in time.
    pub marked_on_time: bool,
    /// At least one proof was not found dead.
    pub evidenced: bool,
}

impl ObligationShown {
    /// The obligation as it is known.
    pub fn of(obligation: &Obligation, view: &View<'_>) -> ObligationShown {
        let activity = view.state().activity(obligation.activity);
        ObligationShown {
            roadmap: obligation.roadmap,
            activity: obligation.activity,
            number: activity.map(|a| a.number.clone()).unwrap_or_default(),
            occurrence: obligation.occurrence,
            organisation: member(obligation.executor),
            start: obligation.start,
            due: obligation.due,
            effective_due: obligation.effective_due,
            state: obligation.state.code(),
            working_days_late: late(obligation.state),
            mark: obligation.mark,
            performed_on: obligation.performed_on,
            marked_on_time: obligation.marked_on_time,
            evidenced: obligation.evidenced,
        }
    }
}

/// An overdue obligation.
#[derive(Clone, PartialEq, Debug, Serialize, ToSchema)]
pub struct OverdueRow {
    /// Its roadmap.
    #[schema(value_type = Uuid)]
    pub roadmap: RoadmapId,
    /// Its activity.
    #[schema(value_type = Uuid)]
    pub activity: ActivityId,
    /// Number of the activity as printed.
    pub number: String,
    /// The activity as printed.
    pub title: String,
    /// Number of the occurrence within the activity.
    pub occurrence: u16,
    /// The member of a group who has not marked it; none for the responsible together.
    #[schema(value_type = Option<Uuid>)]
    pub organisation: Option<OrganisationId>,
    /// Due day as printed or moved.
    pub due: NaiveDate,
    /// The same after days off are considered.
    pub effective_due: NaiveDate,
    /// Working days since then, from 1.
    pub working_days_late: i64,
    /// Names of those who answer for it.
    pub responsible: Vec<String>,
}

/// What is overdue, the latest first.
pub fn overdue(view: &View<'_>, scope: &Scope, names: &Names) -> Vec<OverdueRow> {
    view.overdue(scope).iter().filter_map(|o| OverdueRow::of(o, view, names)).collect()
}

impl OverdueRow {
    /// The row; none when it is not overdue.
    pub fn of(obligation: &Obligation, view: &View<'_>, names: &Names) -> Option<OverdueRow> {
        let state = view.state();
        let activity = state.activity(obligation.activity)?;
        let responsible = match obligation.executor {
            Executor::Member(_) => vec![sentence::executor(Lang::Ru, obligation.executor, state, names)],
            Executor::Joint => {
                parties(activity, view.as_of(), state, names, Lang::Ru).into_iter().map(|party| party.name).collect()
            }
        };
        Some(OverdueRow {
            roadmap: obligation.roadmap,
            activity: obligation.activity,
            number: activity.number.clone(),
            title: activity.wording_on(view.as_of()).map(|words| words.title.clone()).unwrap_or_default(),
            occurrence: obligation.occurrence,
            organisation: member(obligation.executor),
            due: obligation.due,
            effective_due: obligation.effective_due,
            working_days_late: late(obligation.state)?,
            responsible,
        })
    }

    /// The row as one line.
    pub fn sentence(&self, lang: Lang) -> String {
        lang.say_with(
            "overdue-line",
            [
                ("number", self.number.clone().into()),
                ("title", self.title.clone().into()),
                ("due", self.due.format("%d.%m.%Y").to_string().into()),
                ("days", self.working_days_late.into()),
                ("responsible", self.responsible.join(", ").into()),
            ],
        )
    }
}

/// The member of a group; none for the responsible together.
pub(super) fn member(executor: Executor) -> Option<OrganisationId> {
    match executor {
        Executor::Joint => None,
        Executor::Member(id) => Some(id),
    }
}

fn late(state: State) -> Option<i64> {
    match state {
        State::Overdue { working_days } => Some(working_days),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_overdue_row_says_what_since_when_and_who() {
        let row = OverdueRow {
            roadmap: RoadmapId(uuid::Uuid::from_u128(2)),
            activity: ActivityId(uuid::Uuid::from_u128(3)),
            number: "1.1".to_owned(),
            title: "Совещание".to_owned(),
            occurrence: 1,
            organisation: None,
            due: NaiveDate::default(),
            effective_due: NaiveDate::default(),
            working_days_late: 4,
            responsible: vec!["Кочнева С.А.".to_owned(), "ЦРО".to_owned()],
        };
        let line = row.sentence(Lang::Ru);
        assert_eq!(line, "1.1 «Совещание», срок 01.01.1970, просрочено 4 раб. дн.: Кочнева С.А., ЦРО");
        assert!(row.sentence(Lang::En).contains("4 working days late"));
    }
}
