//! What the history dates to a day: moves, outside schedules, withdrawals, handovers and closures, each with its basis.

use super::{DemoError, life::Life, moment::Moment, seed::Seed};
use crate::app::{App, AppError};
use chrono::NaiveDate;
use vekha_domain::{
    activity::Activity,
    calendar::WorkCalendar,
    event::{Basis, Change, DueKind, Party, PlannedOccurrence},
    refusal::Refusal,
};
use vekha_projections::OfficeState;

/// One dated event of `history.toml`.
struct Dated<'a> {
    basis: Basis,
    fact: Fact<'a>,
}

enum Fact<'a> {
    Moved { number: &'a str, due: NaiveDate, to: NaiveDate },
    Scheduled { number: &'a str, due: NaiveDate, kind: DueKind },
    Withdrawn { number: &'a str },
    HandedOver { number: &'a str, from: &'a str, to: &'a str },
    Closed { organisation: &'a str },
}

impl Seed {
    fn dated(&self) -> Vec<Dated<'_>> {
        let history = &self.history;
        let dated =
            |on: NaiveDate, words: &str, fact| Dated { basis: Basis { words: words.to_owned(), date: on }, fact };
        let mut all = Vec::new();
        for m in &history.moves {
            all.push(dated(m.on, &m.basis, Fact::Moved { number: &m.number, due: m.due, to: m.to }));
        }
        for s in &history.schedules {
            all.push(dated(s.on, &s.basis, Fact::Scheduled { number: &s.number, due: s.due, kind: s.kind }));
        }
        for w in &history.withdrawals {
            all.push(dated(w.on, &w.basis, Fact::Withdrawn { number: &w.number }));
        }
        for h in &history.handovers {
            all.push(dated(h.on, &h.basis, Fact::HandedOver { number: &h.number, from: &h.from, to: &h.to }));
        }
        for c in &history.closures {
            all.push(dated(c.on, &c.basis, Fact::Closed { organisation: &c.organisation }));
        }
        all
    }

    /// The next moment after this one to which something is dated.
    pub fn next_dated(&self, after: Moment, calendar: &WorkCalendar) -> Option<Moment> {
        self.dated().iter().map(|dated| dated.moment(calendar)).filter(|moment| *moment > after).min()
    }
}

impl Life {
    /// Applies what is dated to this moment.
    pub async fn tell(&self, app: &App, moment: Moment) -> Result<(), DemoError> {
        for dated in self.seed.dated() {
            let known = app.office(self.office).await?;
            let comes = dated.moment(known.office().calendar()) == moment;
            drop(known);
            if !comes {
                continue;
            }
            let (name, actor) = (dated.name(), self.seed.coordinator());
            match self.change(app, moment, actor, &name, |state, _| dated.decide(self.seed, state)).await {
                // Somebody who tries the demonstration got there first. The seeds alone never do: a test sees to it.
                Err(DemoError::Office { cause: AppError::Refused(refusal), .. }) if settled(&refusal) => {
                    tracing::warn!(office = self.seed.folder, event = name, %refusal, "a told event came too late");
                }
                done => done?,
            }
        }
        Ok(())
    }
}

/// There is nothing left to change.
fn settled(refusal: &Refusal) -> bool {
    let gone =
        [Refusal::ActivityWithdrawn, Refusal::OccurrenceGone, Refusal::PartyUnknown, Refusal::OrganisationUnknown];
    gone.contains(refusal)
}

impl Dated<'_> {
    /// The first thing on its day, or on the next working one.
    fn moment(&self, calendar: &WorkCalendar) -> Moment {
        Moment { day: calendar.next_working_day(self.basis.date), part: 0 }
    }

    /// As an error names it.
    fn name(&self) -> String {
        match self.fact {
            Fact::Moved { number, due, .. } => format!("history.toml, moves, number {number}, due {due}"),
            Fact::Scheduled { number, due, .. } => format!("history.toml, schedules, number {number}, due {due}"),
            Fact::Withdrawn { number } => format!("history.toml, withdrawals, number {number}"),
            Fact::HandedOver { number, from, .. } => format!("history.toml, handovers, number {number}, from {from}"),
            Fact::Closed { organisation } => format!("history.toml, closures, organisation {organisation}"),
        }
    }

    fn decide(&self, seed: &Seed, state: &OfficeState) -> Result<Vec<Change>, Refusal> {
        let basis = self.basis.clone();
        match self.fact {
            Fact::Moved { number, due, to } => {
                let activity = numbered(state, number)?;
                let moved = activity.occurrences.iter().find(|o| o.planned_due == Some(due));
                activity.move_deadline(moved.ok_or(Refusal::OccurrenceUnknown)?.seq, to, basis)
            }
            Fact::Scheduled { number, due, kind } => self.schedule(numbered(state, number)?, due, kind),
            Fact::Withdrawn { number } => numbered(state, number)?.withdraw(basis),
            Fact::HandedOver { number, from, to } => {
                let activity = numbered(state, number)?;
                let [from, to] = [from, to].map(|name| Party::Person(seed.person_id(name)));
                let done = |a: &vekha_domain::activity::Assignment| a.basis.as_ref() == Some(&basis) && a.party == to;
                if activity.assignments.iter().any(done) {
                    return Ok(Vec::new());
                }
                let mut changes = activity.release(from, basis.clone())?;
                changes.extend(activity.assign(to, Some(basis.clone()), basis.date)?);
                Ok(changes)
            }
            Fact::Closed { organisation } => {
                let id = seed.organisation_id(organisation);
                let closed = state.office().organisation(id).is_some_and(|o| o.closed.as_ref() == Some(&basis));
                if closed { Ok(Vec::new()) } else { state.office().close_organisation(id, basis) }
            }
        }
    }

    /// Only a row whose words give no date gets one from a schedule.
    fn schedule(&self, activity: &Activity, due: NaiveDate, kind: DueKind) -> Result<Vec<Change>, Refusal> {
        if activity.occurrences.iter().any(|o| o.scheduled.as_ref() == Some(&self.basis)) {
            return Ok(Vec::new());
        }
        if activity.occurrences.iter().any(|o| o.scheduled.is_none() && o.stands()) {
            return Err(Refusal::AlreadyThere);
        }
        let occurrence =
            PlannedOccurrence { seq: 0, start: None, due: Some(due), kind, cut: false, past_at_approval: false };
        activity.schedule(occurrence, self.basis.clone())
    }
}

pub(super) fn numbered<'a>(state: &'a OfficeState, number: &str) -> Result<&'a Activity, Refusal> {
    let mut all = state.roadmaps().flat_map(|roadmap| state.activities(roadmap.id));
    all.find(|activity| activity.number == number).ok_or(Refusal::ActivityUnknown)
}
