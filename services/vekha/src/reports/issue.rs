//! Issuing a report: from here on its figures are those of this place in the log.

use super::written::frozen;
use crate::app::{App, AppError, Command};
use chrono::NaiveDate;
use vekha_domain::{
    deadline::Period,
    event::Issued,
    ids::{ReportId, RoadmapId},
    refusal::Refusal,
    reminder::ReportKind,
};
use vekha_projections::{RULE_VERSION, Scope, View};

/// The report that is to be issued.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wanted {
    /// Of which roadmap.
    pub roadmap: RoadmapId,
    /// Which kind.
    pub kind: ReportKind,
    /// Its days.
    pub period: Period,
    /// The day of its figures.
    pub as_of: NaiveDate,
    /// What people concluded.
    pub conclusions: Option<String>,
}

/// Issues a report on what the log holds now. Its id is the command's, so the same command again finds it issued.
///
/// # Errors
/// No such roadmap; what [`vekha_domain::roadmap::Roadmap::issue`] refuses; as [`App::change`].
pub async fn issue(app: &App, command: Command, wanted: &Wanted) -> Result<ReportId, AppError> {
    let known = app.office(command.office).await?;
    let (position, today) = (known.position(), known.local_day(app.now()));
    known.roadmap(wanted.roadmap).ok_or(AppError::NotFound)?;
    let view = View::new(&known, wanted.as_of);
    let figures = frozen(&view, &Scope::roadmap(wanted.roadmap), wanted.period);
    drop(known);
    let report = ReportId(command.id);
    let issued = Issued {
        report,
        number: 0,
        from: wanted.period.from,
        to: wanted.period.to,
        as_of: wanted.as_of,
        position,
        chain: app.chain_at(command.office, position).await?.to_string(),
        rules: RULE_VERSION.to_owned(),
        figures,
        conclusions: wanted.conclusions.clone(),
    };
    let decide = |state: &vekha_projections::OfficeState, _: &vekha_event_log::Ids| {
        let roadmap = state.roadmap(wanted.roadmap).ok_or(Refusal::RoadmapUnknown)?;
        roadmap.issue(wanted.kind, issued.clone(), today)
    };
    app.change(command, decide).await?;
    Ok(report)
}
