//! Which letters a working morning calls for: (what is known, the day, what has been told) → letters. Pure, so the same rules
//! send, preview and are tested; nothing here knows of time or mail.

mod meetings;
mod obligations;
mod office;
mod recommendations;
mod windows;

use crate::{mailbook::Told, scope::Scope, state::OfficeState, view::View, whom::Whom};
use chrono::{Days, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};
use vekha_domain::{
    calendar::WorkCalendar,
    event::{LetterKind, Recorded, ReminderPolicySet},
    ids::{PersonId, RoadmapId},
    reminder::{Item, Policy, Recipient, monday_of},
    roadmap::Roadmap,
    stream::Stream,
};

pub use obligations::version;

/// A letter that a morning calls for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Planned {
    /// Who is told.
    pub to: Recipient,
    /// What kind of letter.
    pub letter: LetterKind,
    /// What it tells, in the order of its sections.
    pub items: Vec<Item>,
}

/// The letters of a day to come, if nothing changes until then.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Preview {
    /// The working day.
    pub day: NaiveDate,
    /// Its letters.
    pub letters: Vec<Planned>,
}

/// What one morning looks at while its letters grow.
struct Morning<'a> {
    view: View<'a>,
    told: &'a Told,
    whom: Whom<'a>,
    letters: BTreeMap<Recipient, BTreeSet<Item>>,
}

impl<'a> View<'a> {
    /// The letters of the day, one a recipient: none on a day off, none for whoever had one that day.
    pub fn reminders(&self, told: &Told) -> Vec<Planned> {
        if !self.state().office().calendar().is_working_day(self.as_of()) {
            return Vec::new();
        }
        let mut morning =
            Morning { view: *self, told, whom: Whom::on(self.state(), self.as_of()), letters: BTreeMap::new() };
        for roadmap in self.state().roadmaps() {
            if let Some(policy) = morning.reminding(roadmap) {
                let obligations = self.obligations(&Scope::roadmap(roadmap.id));
                morning.obligations(roadmap, &policy, &obligations);
                morning.meetings(roadmap, &policy, &obligations);
                morning.windows(roadmap, &policy);
                morning.recommendations(roadmap, &policy);
                morning.reports(roadmap, &policy);
            }
        }
        morning.digests();
        let day = self.as_of();
        let letters = morning.letters.into_iter().filter(|(to, _)| !told.wrote(*to, day));
        let reachable = letters.filter(|(to, _)| self.state().mailbook().unreachable(*to).is_none());
        reachable
            .map(|(to, items)| Planned { to, letter: LetterKind::Daily, items: items.into_iter().collect() })
            .collect()
    }

    /// The letters of the coming days, if nothing changes: what the page of reminders shows.
    pub fn preview(&self, days: u64) -> Vec<Preview> {
        let mut told = self.state().mailbook().told().clone();
        let mut all = Vec::new();
        for day in self.as_of().iter_days().take(usize::try_from(days).unwrap_or(0)) {
            if !self.state().office().calendar().is_working_day(day) {
                continue;
            }
            let letters = View::new(self.state(), day).reminders(&told);
            letters.iter().for_each(|letter| told.note(letter.to, day, letter.letter, &letter.items));
            told.plan(day);
            if !letters.is_empty() {
                all.push(Preview { day, letters });
            }
        }
        all
    }
}

impl OfficeState {
    /// What would be known if a roadmap reminded otherwise from a day on; for looking at values before they are recorded.
    #[must_use]
    pub fn reminding_by(&self, roadmap: RoadmapId, policy: Policy, day: NaiveDate) -> OfficeState {
        let mut state = self.clone();
        let stream = Stream::Roadmap(roadmap);
        state.apply(&Recorded {
            position: self.position() + 1,
            stream,
            version: self.version_of(stream) + 1,
            occurred_on: day,
            recorded_at: self.recorded_at().unwrap_or_default(),
            actor: PersonId::PROGRAM,
            event: ReminderPolicySet { policy }.into(),
        });
        state
    }
}

impl<'a> Morning<'a> {
    fn day(&self) -> NaiveDate {
        self.view.as_of()
    }

    fn calendar(&self) -> &'a WorkCalendar {
        self.view.state().office().calendar()
    }

    /// Nothing older than this is reminded of: the first morning ever, unless letters were switched on later.
    fn since(&self, roadmap: &Roadmap) -> NaiveDate {
        let first = self.told.since().unwrap_or(self.day());
        roadmap.reminds_since(self.day()).map_or(first, |since| since.max(first))
    }

    /// The policy of a roadmap in force that sends letters.
    fn reminding(&self, roadmap: &Roadmap) -> Option<Policy> {
        let closed = roadmap.closed.as_ref().is_some_and(|basis| basis.date <= self.day());
        let policy = roadmap.policy_on(self.day());
        (roadmap.adopted.is_some() && !closed && policy.on).then_some(policy)
    }

    /// The Monday whose lists are sent today: today's own, or one that fell on a day off or on days without the program.
    fn monday(&self) -> Option<NaiveDate> {
        let this = monday_of(self.day());
        let next = this.checked_add_days(Days::new(7)).unwrap_or(this);
        let sent_on = |monday| self.calendar().previous_working_day(monday);
        let monday = if sent_on(next) <= self.day() { next } else { this };
        let missed = self.told.last(self.day()).is_none_or(|last| last < sent_on(monday));
        (missed || sent_on(monday) == self.day()).then_some(monday)
    }

    fn tell(&mut self, to: Recipient, item: Item) {
        if !self.told.has(to, &item) {
            self.letters.entry(to).or_default().insert(item);
        }
    }

    fn tell_all(&mut self, to: &[Recipient], item: &Item) {
        to.iter().for_each(|to| self.tell(*to, item.clone()));
    }
}
