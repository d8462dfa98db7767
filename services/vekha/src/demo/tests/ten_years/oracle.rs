//! What should have been told, reckoned otherwise than the program does: by places in one list of all working days.

use super::{NaiveDate, Obligation, OfficeState, Scope, State, View, day};
use std::collections::{BTreeMap, HashSet};
use vekha_domain::{
    activity::Activity,
    calendar::WorkCalendar,
    event::{Executor, Party, Role},
    ids::OrganisationId,
    reminder::{Item, Recipient},
};

/// A thing told, and to whom.
pub type Key = (Recipient, Item);

pub struct Oracle {
    /// Every working day from 2018 to 2031.
    work: Vec<NaiveDate>,
    told: HashSet<Key>,
    since: Option<NaiveDate>,
}

/// Somebody still has to do it.
pub fn awaits(obligation: &Obligation) -> bool {
    !matches!(obligation.state, State::OnReview | State::DoneOnTime | State::DoneLate | State::Withdrawn)
}

impl Oracle {
    pub fn new() -> Oracle {
        let calendar = WorkCalendar::federal();
        let days = day("2018-01-01").iter_days().take_while(|today| *today < day("2031-01-01"));
        Oracle {
            work: days.filter(|today| calendar.is_working_day(*today)).collect(),
            told: HashSet::new(),
            since: None,
        }
    }

    pub fn told(&mut self, keys: impl Iterator<Item = Key>) {
        self.told.extend(keys);
    }

    /// The last of the days -10, -3, 0, +1, +3, +8, +13 … that has come.
    fn last_call(&self, due: NaiveDate, today: NaiveDate) -> Option<(i16, NaiveDate)> {
        // Working days up to and with the due day: its own letter goes on the last of them.
        let upto = self.work.partition_point(|work| *work <= due);
        let is_work = self.work[upto - 1] == due;
        let back = |days: usize| self.work[upto - 1 - if is_work { days } else { days.saturating_sub(1) }];
        let mut calls = vec![(-10, back(10)), (-3, back(3)), (0, back(0))];
        let late = |days: i16| (days, self.work[upto + usize::try_from(days).unwrap() - 1]);
        calls.extend([late(1), late(3)]);
        calls.extend((8..).step_by(5).map(late).take_while(|(_, on)| *on <= today));
        calls.into_iter().rfind(|(_, on)| *on <= today)
    }

    /// Everything about due days that has to be told on a morning, with the day it should have been told on.
    pub fn expected(&mut self, state: &OfficeState, today: NaiveDate) -> BTreeMap<Key, NaiveDate> {
        let mut all = BTreeMap::new();
        let in_force = state.roadmaps().any(|roadmap| roadmap.adopted.is_some());
        if !in_force || self.work.binary_search(&today).is_err() {
            return all;
        }
        let since = *self.since.get_or_insert(today);
        for obligation in View::new(state, today).obligations(&Scope::office()).iter().filter(|o| awaits(o)) {
            let Some((days, on)) = self.last_call(obligation.effective_due, today) else { continue };
            let activity = state.activity(obligation.activity).unwrap();
            let moves = activity.occurrence(obligation.occurrence).unwrap().moves.len();
            let version = if obligation.moved_too_late { 0 } else { u16::try_from(moves).unwrap() };
            if obligation.past_at_approval && version == 0 && days > 0 {
                continue;
            }
            for (to, known) in recipients(state, activity, obligation.executor) {
                let Obligation { activity, occurrence, executor, .. } = *obligation;
                let key = (to, Item::Due { activity, occurrence, executor, version, days });
                if on >= since.max(known) && !self.told.contains(&key) {
                    all.insert(key, on);
                }
            }
        }
        all
    }
}

fn recipients(state: &OfficeState, activity: &Activity, executor: Executor) -> Vec<(Recipient, NaiveDate)> {
    let at = |organisation: OrganisationId| -> Vec<Recipient> {
        let with = |role: Role| {
            let there = state.people().filter(|p| p.organisation == Some(organisation) && p.roles.contains(&role));
            there.map(|person| Recipient::Person(person.id)).collect::<Vec<_>>()
        };
        let heads = with(Role::Head);
        if heads.is_empty() { with(Role::Responsible) } else { heads }
    };
    let mut all: BTreeMap<Recipient, NaiveDate> = BTreeMap::new();
    for assignment in &activity.assignments {
        let to = match (&assignment.party, executor) {
            (Party::Person(id), Executor::Joint) => vec![Recipient::Person(*id)],
            (Party::Organisation(id), Executor::Joint) => at(*id),
            (Party::Group(_), Executor::Member(id)) => at(id),
            _ => Vec::new(),
        };
        for recipient in to {
            all.entry(recipient).or_insert(state.local_day(assignment.recorded_at));
        }
    }
    all.into_iter().collect()
}
