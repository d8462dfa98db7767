//! A mark of fulfilment, wherever it is made: the mark of a meeting closes the meeting.

use chrono::NaiveDate;
use vekha_domain::{
    activity::{Activity, Report},
    event::Change,
    ids::MarkId,
    refusal::Refusal,
};
use vekha_projections::OfficeState;

/// What marking an occurrence of an activity records.
///
/// # Errors
/// The roadmap has ended; what [`Activity::complete`] refuses.
pub fn completed(
    state: &OfficeState,
    activity: &Activity,
    mark: MarkId,
    report: &Report,
    today: NaiveDate,
) -> Result<Vec<Change>, Refusal> {
    if state.roadmap(activity.roadmap).is_some_and(|r| r.closed.is_some()) {
        return Err(Refusal::RoadmapClosed);
    }
    let mut changes = activity.complete(mark, report.clone(), state.office(), today)?;
    if let Some(series) = state.series_of(activity.id).filter(|s| s.meeting(report.occurrence).held.is_none()) {
        changes.extend(series.hold(report.occurrence, mark, report.performed_on)?);
    }
    Ok(changes)
}
