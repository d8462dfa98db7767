//! Reports of the demonstration: issued on their day by the coordinator, by the same command as everybody's.

use super::{DemoError, life::Life, moment::Moment, seed::Seed};
use crate::{
    app::App,
    reports::{self, Wanted},
};
use chrono::NaiveDate;
use serde::Deserialize;
use vekha_domain::calendar::WorkCalendar;
use vekha_projections::Called;

/// In the afternoon: the day's letters are out, the day's marks are mostly in.
const PART: u8 = 2;

/// A report that is issued.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReportSeed {
    /// Code of its period: `2023`, `2022-23`, `2023-Q2`, `2022-23-3`.
    pub period: String,
    /// The day of issue, or the next working one.
    pub on: NaiveDate,
    /// What the office concluded.
    pub conclusions: String,
}

impl ReportSeed {
    fn moment(&self, calendar: &WorkCalendar) -> Moment {
        Moment { day: calendar.next_working_day(self.on), part: PART }
    }
}

impl Seed {
    /// Does every report name a period?
    pub fn check_reports(&self) -> Result<(), String> {
        let lost = self.history.reports.iter().find(|report| Called::parse(&report.period).is_none());
        lost.map_or(Ok(()), |report| Err(format!("reports.period: «{}» names no period", report.period)))
    }

    /// The next moment after this one at which a report is issued.
    pub fn next_report(&self, after: Moment, calendar: &WorkCalendar) -> Option<Moment> {
        self.history.reports.iter().map(|report| report.moment(calendar)).filter(|moment| *moment > after).min()
    }
}

impl Life {
    /// Issues the reports of this moment. Done again it changes nothing.
    pub async fn report(&self, app: &App, moment: Moment) -> Result<(), DemoError> {
        for told in &self.seed.history.reports {
            let known = app.office(self.office).await?;
            let comes = told.moment(known.office().calendar()) == moment;
            let wanted = known.roadmaps().next().filter(|_| comes).and_then(|roadmap| {
                let called = Called::parse(&told.period)?;
                Some(Wanted {
                    roadmap: roadmap.id,
                    kind: called.kind(),
                    period: reports::period_of(&known, roadmap, called)?,
                    as_of: moment.day,
                    conclusions: Some(told.conclusions.clone()),
                })
            });
            drop(known);
            let Some(wanted) = wanted else { continue };
            let name = format!("report {}", told.period);
            let command = self.command(moment, self.seed.coordinator(), &name);
            let issued = reports::issue(&app.with_ids(self.ids(&command)), command, &wanted).await;
            issued.map_err(|e| self.failed(moment, &name, e))?;
        }
        Ok(())
    }
}
