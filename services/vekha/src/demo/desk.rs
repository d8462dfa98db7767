//! One activity as those see it who work on it: what is still to be marked, reviewed, looked at and repaired.

use super::{
    agenda::{Act, Deed},
    draw::Lot,
    fate::{self, Term, later, part},
    moment::{Moment, local_day},
    seed::Seed,
};
use chrono::{DateTime, Datelike, NaiveDate, Utc, Weekday};
use std::collections::HashMap;
use vekha_domain::{
    activity::{Activity, Mark, Occurrence, Proof},
    calendar::WorkCalendar,
    event::{DueKind, Executor, LinkState, Party, Role},
    ids::{OrganisationId, PersonId},
    roadmap::Settings,
};
use vekha_projections::OfficeState;

/// A link is looked at on the first Monday, and once more a quarter later.
const SECOND_LOOK: u32 = 12 * 7;

/// Of links that are alive: what a look finds now and then.
const ASKS_TO_SIGN_IN: f64 = 0.02;
const LEADS_ELSEWHERE: f64 = 0.015;

/// The moment of a day when the coordinator reviews, and when the program looks at links.
const REVIEW: u8 = 2;
const LOOK: u8 = 1;

pub(super) struct Desk<'a> {
    pub seed: &'static Seed,
    pub sites: &'a HashMap<OrganisationId, &'static str>,
    pub state: &'a OfficeState,
    pub activity: &'a Activity,
    pub settings: Settings,
}

impl Desk<'_> {
    /// Everything ahead at this activity, as things stand.
    pub fn deeds(&self) -> Vec<Deed> {
        let mut deeds = Vec::new();
        if self.activity.withdrawn.is_some() {
            return deeds;
        }
        let mut marks: HashMap<(u16, Executor), (usize, &Mark)> = HashMap::new();
        for mark in self.activity.marks.iter() {
            let (times, last) = marks.entry((mark.occurrence, mark.executor)).or_insert((0, mark));
            (*times, *last) = (*times + 1, mark);
        }
        for occurrence in self.activity.occurrences.iter().filter(|o| o.stands()) {
            let Some(term) = self.term(occurrence) else { continue };
            let day = occurrence.due().unwrap_or(term.due).max(term.since);
            for executor in self.activity.executors_on(day, self.state.office()) {
                deeds.extend(self.marking(occurrence.seq, &term, executor, marks.get(&(occurrence.seq, executor))));
            }
        }
        for mark in self.activity.marks.iter().filter(|mark| mark.stands()) {
            let times = marks.get(&(mark.occurrence, mark.executor)).map_or(1, |(times, _)| *times);
            let lot = self.lot(mark.occurrence, mark.executor);
            deeds.extend(self.review(mark, times, &lot));
            for (place, proof) in mark.proofs.iter().enumerate().filter(|(_, proof)| proof.removed.is_none()) {
                deeds.extend(self.look(mark, place, proof, &lot));
                deeds.extend(self.repair(mark, place, proof, &lot));
            }
        }
        deeds
    }

    /// All draws about one obligation.
    pub fn lot(&self, occurrence: u16, executor: Executor) -> Lot {
        let who = match executor {
            Executor::Joint => "",
            Executor::Member(id) => self.state.office().organisation(id).map_or("", |o| o.name.as_str()),
        };
        Lot::of(&[self.seed.folder, &self.activity.number, &occurrence.to_string(), who])
    }

    fn calendar(&self) -> &WorkCalendar {
        self.state.office().calendar()
    }

    /// The term that the work is planned against: a move that the history tells of is known to those who do it.
    fn term(&self, occurrence: &Occurrence) -> Option<Term> {
        let history = &self.seed.history;
        let planned = occurrence.planned_due?;
        let moved = history.moves.iter().find(|m| m.number == self.activity.number && m.due == planned);
        let due = match (occurrence.moves.last(), moved) {
            (None, Some(told)) => told.to,
            (_, _) => occurrence.due()?,
        };
        if history.withdrawals.iter().any(|w| w.number == self.activity.number && w.on <= due) {
            return None;
        }
        // The roadmaps of the demonstration keep the usual rule for days off.
        let effective = if occurrence.kind == DueKind::Until { self.calendar().next_working_day(due) } else { due };
        Some(Term {
            start: occurrence.start,
            due,
            effective,
            kind: occurrence.kind,
            since: occurrence.since,
            not_before: moved.map(|told| told.on),
            mark_days: self.settings.mark_days.into(),
        })
    }

    fn marking(&self, occurrence: u16, term: &Term, executor: Executor, last: Option<&(usize, &Mark)>) -> Option<Deed> {
        let lot = self.lot(occurrence, executor);
        let (history, calendar) = (&self.seed.history, self.calendar());
        let (attempt, performed_on, at) = match last {
            None => {
                let course = fate::course(&lot, term, history, calendar)?;
                (0, course.performed_on, course.marked)
            }
            Some((times, mark)) => {
                let gone = [&mark.returned, &mark.retracted].into_iter().flatten().map(|(since, _)| *since).max()?;
                (*times, mark.performed_on, fate::correction(&lot, gone, &history.pace, calendar))
            }
        };
        if self.is_mute(executor, at.day) {
            return None;
        }
        let actor = self.actor(executor, at.day, &lot);
        let act = Act::Mark { occurrence, executor, performed_on, attempt };
        Some(Deed { at, actor, activity: self.activity.id, act })
    }

    /// A school that answers no longer, or is closed.
    fn is_mute(&self, executor: Executor, day: NaiveDate) -> bool {
        let Executor::Member(id) = executor else { return false };
        let Some(school) = self.state.office().organisation(id) else { return true };
        school.closed.as_ref().is_some_and(|basis| basis.date <= day)
            || self.seed.history.silent.iter().any(|s| s.organisation == school.name && s.from <= day)
    }

    /// Who enters the mark: the head for a school; of joint parties one of the people, or somebody of an organisation; for a
    /// post without a name the coordinator.
    fn actor(&self, executor: Executor, day: NaiveDate, lot: &Lot) -> PersonId {
        let found = match executor {
            Executor::Member(school) => self.staff(school).next(),
            Executor::Joint => {
                let parties: Vec<&Party> = self.activity.parties_on(day).collect();
                let named = parties.iter().filter_map(|p| if let Party::Person(id) = p { Some(*id) } else { None });
                let named: Vec<PersonId> = named.collect();
                let employed =
                    parties.iter().filter_map(|p| if let Party::Organisation(id) = p { Some(*id) } else { None });
                let employed: Vec<PersonId> = employed.flat_map(|id| self.staff(id)).collect();
                lot.one_of("actor", &named).or_else(|| lot.one_of("actor", &employed)).copied()
            }
        };
        found.unwrap_or_else(|| self.seed.coordinator())
    }

    /// Those of an organisation who mark: its head, its responsible people.
    fn staff(&self, organisation: OrganisationId) -> impl Iterator<Item = PersonId> {
        let of_it = self.state.people().filter(move |person| person.organisation == Some(organisation));
        of_it.filter(|p| p.roles.contains(&Role::Head) || p.roles.contains(&Role::Responsible)).map(|p| p.id)
    }

    fn review(&self, mark: &Mark, times: usize, lot: &Lot) -> Option<Deed> {
        let history = &self.seed.history;
        let returns = times == 1 && lot.share("returned") < history.shares.returned;
        if mark.accepted.is_some() || !(returns || self.settings.acceptance) {
            return None;
        }
        let act = match lot.one_of("reason", &history.reasons).filter(|_| returns) {
            Some(reason) => Act::Return { mark: mark.id, reason: reason.clone() },
            None => Act::Accept { mark: mark.id },
        };
        let (at, actor) = (self.next_review(mark.recorded_at)?, self.seed.coordinator());
        Some(Deed { at, actor, activity: self.activity.id, act })
    }

    /// The coordinator reviews on Tuesdays and Fridays, unless absent.
    fn next_review(&self, after: DateTime<Utc>) -> Option<Moment> {
        let absent = |day| self.seed.history.absences.iter().any(|a| (a.from..=a.to).contains(&day));
        let mut days = local_day(after).iter_days().filter(|day| {
            matches!(day.weekday(), Weekday::Tue | Weekday::Fri)
                && self.calendar().is_working_day(*day)
                && !absent(*day)
        });
        days.by_ref().map(|day| Moment { day, part: REVIEW }).find(|review| review.at() > after)
    }

    fn look(&self, mark: &Mark, place: usize, proof: &Proof, lot: &Lot) -> Option<Deed> {
        let after = match proof.checks.as_slice() {
            [] => proof.added.max(local_day(mark.recorded_at)),
            [only] if only.state != LinkState::NotFound => later(only.day, SECOND_LOOK),
            _ => return None,
        };
        let mut mondays = after.iter_days().skip(1).filter(|d| d.weekday() == Weekday::Mon);
        let day = mondays.find(|day| self.calendar().is_working_day(*day))?;
        let state = self.found(place, proof.checks.len(), lot);
        let act = Act::Look { mark: mark.id, link: proof.link.clone(), state };
        let at = Moment { day, part: LOOK };
        Some(Deed { at, actor: PersonId::PROGRAM, activity: self.activity.id, act })
    }

    /// What a look finds: only the first document of a mark dies, two thirds of them before the first look.
    fn found(&self, place: usize, looks: usize, lot: &Lot) -> LinkState {
        let dead = place == 0 && lot.share("dead") < self.seed.history.shares.dead_link;
        if dead && (looks > 0 || lot.up_to("dead since", 2) > 0) {
            return LinkState::NotFound;
        }
        let seen = lot.share(&format!("link {place}"));
        if seen < ASKS_TO_SIGN_IN {
            LinkState::NeedsSignIn
        } else if seen < ASKS_TO_SIGN_IN + LEADS_ELSEWHERE {
            LinkState::Moved
        } else {
            LinkState::Opens
        }
    }

    /// A dead document is replaced by its author, and taken away a day later.
    fn repair(&self, mark: &Mark, place: usize, proof: &Proof, lot: &Lot) -> Option<Deed> {
        let found = proof.checks.last().filter(|check| check.state == LinkState::NotFound)?.day;
        let instead = mark.proofs.iter().skip(place + 1).find(|p| p.removed.is_none() && p.added >= found);
        let (since, act) = match instead {
            Some(instead) => (later(instead.added, 1), Act::Remove { mark: mark.id, link: proof.link.clone() }),
            None if lot.share("repaired") < self.seed.history.shares.repaired => {
                let days = 2 + lot.up_to("repair", self.seed.history.pace.correction);
                (later(found, days), Act::Replace { mark: mark.id, executor: mark.executor })
            }
            None => return None,
        };
        let at = Moment { day: self.calendar().next_working_day(since), part: part(lot, "repaired at") };
        if self.is_mute(mark.executor, at.day) {
            return None;
        }
        Some(Deed { at, actor: mark.entered_by, activity: self.activity.id, act })
    }
}
