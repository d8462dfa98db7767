//! An order becomes a roadmap: sections, activities, terms, people, organisations and groups, in one command.

use super::{
    App, AppError, Command,
    plan::{People, Plan, wording},
};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use vekha_domain::{
    activity::Activity,
    deadline::{Decision, Period},
    event::RoadmapAdopted,
    ids::{ActivityId, RoadmapId},
    refusal::Refusal,
    roadmap::Roadmap,
};
use vekha_event_log::Ids;
use vekha_office::Order;

/// What the person who imports adds to the order's own words.
#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    /// Title instead of the order's.
    pub title: Option<String>,
    /// Period instead of the one found in the heading.
    pub period: Option<(NaiveDate, NaiveDate)>,
    /// Name of the file.
    pub source: Option<String>,
    /// What a person decided about terms, by the place of the row in the table, from 0.
    pub terms: BTreeMap<usize, Decision>,
}

/// What an import made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The new roadmap.
    pub roadmap: RoadmapId,
    /// Position of its last event.
    pub position: u64,
}

/// Adopts an order as a roadmap of the office.
///
/// # Errors
/// No period is stated and none is found in the heading; the domain refuses; the log cannot be written.
pub async fn import_order(
    app: &App,
    command: Command,
    order: &Order,
    options: &ImportOptions,
) -> Result<Imported, AppError> {
    // Years that terms happen to name are a proposal for a person to look at, not a period to adopt unseen.
    let stated = order.period.is_some() || order.date.is_some();
    let (from, to) = match (options.period, vekha_office::proposed_period(order).filter(|_| stated)) {
        (Some(period), _) => period,
        (None, Some(found)) => (found.from, found.to),
        (None, None) => return Err(AppError::Refused(Refusal::PeriodMissing)),
    };
    let names = app.names(command.office).await?;
    let people = People::of(app, command, order, &names).await?;
    // The command repeated names the roadmap that it made.
    let roadmap = RoadmapId(command.id);
    let heading = Heading { roadmap, period: Period { from, to }, options };
    let now = app.now();
    let done = app
        .change(command, |state, ids| {
            // Sent once more, the command finds its own roadmap: it has nothing left to do.
            if state.roadmap(roadmap).is_some() {
                return Ok(Vec::new());
            }
            let title = title(order, options)?;
            if state.roadmaps().any(|known| is_of(known, order, title)) {
                return Err(Refusal::OrderAdopted);
            }
            let mut plan = Plan::new(state, now);
            plan.lay(order, &heading, &people, ids)?;
            Ok(plan.decided())
        })
        .await?;
    Ok(Imported { roadmap, position: done.position })
}

fn title<'a>(order: &'a Order, options: &'a ImportOptions) -> Result<&'a str, Refusal> {
    options.title.as_deref().or(order.title.as_deref()).ok_or(Refusal::TitleMissing)
}

/// Is it that order's roadmap of that title? One order may adopt several roadmaps, and none of them twice.
fn is_of(known: &Roadmap, order: &Order, title: &str) -> bool {
    let numbered = order.number.is_some() && order.date.is_some() && known.closed.is_none();
    let same = |adopted: &RoadmapAdopted| adopted.number == order.number && adopted.date == order.date;
    numbered && known.title == title.trim() && known.adopted.as_ref().is_some_and(same)
}

struct Heading<'a> {
    roadmap: RoadmapId,
    period: Period,
    options: &'a ImportOptions,
}

impl Plan {
    fn lay(&mut self, order: &Order, heading: &Heading<'_>, people: &People, ids: &Ids) -> Result<(), Refusal> {
        // What the order says holds from its date on, whenever it is typed in.
        let day = order.date.unwrap_or(heading.period.from).min(self.today());
        let roadmap = heading.roadmap;
        let title = title(order, heading.options)?;
        self.take(Roadmap::draft(roadmap, title, heading.options.source.clone(), day))?;
        let sections = self.sections(order, roadmap, day)?;
        let signed = order.date.unwrap_or(heading.period.from);
        for (at, (ordinal, row)) in (1..).zip(&order.rows).enumerate() {
            let activity = ActivityId(ids.next());
            let section = sections.get(&row.section).copied();
            self.take(Activity::plan(activity, roadmap, section, ordinal, &row.number, wording(row), day))?;
            let term = self.term(row, heading.options.terms.get(&at), heading.period, signed);
            self.with_activity(activity, |a| a.set_deadline(term, day))?;
            for party in &row.responsible {
                let party = self.party(party, people, ids, day)?;
                self.with_activity(activity, |a| a.assign(party, None, day))?;
            }
        }
        let Period { from, to } = heading.period;
        self.with_roadmap(roadmap, |r| r.adopt(order.number.clone(), order.date, from, to, day))
    }
}
