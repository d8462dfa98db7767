//! Letters about what was due, and how far they had gone when it was marked. What a letter caused nobody knows: only what came
//! after what is told.

use super::{Key, Question, key};
use crate::{
    mailbook::{Delivery, Reminder},
    obligation::{Obligation, Share},
    reminders::version,
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use vekha_domain::{
    event::{Executor, LetterKind, Undeliverable},
    ids::ActivityId,
    reminder::{Item, MeetingCall},
};

/// Days before a period in which its first letters may lie: the farthest rule counts 60 working days, New Year among them.
const AHEAD: u64 = 120;

/// How far letters about an obligation had gone when it was marked, or by the day while it is not.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum After {
    /// No letter had been sent.
    NoLetter,
    /// Letters of one day, before the due day was over.
    First,
    /// Letters of more days, all before the due day was over.
    Second,
    /// A letter after the due day was over.
    Overdue,
}

/// What was done after so many letters. All rows together are what was due.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Effect {
    /// How far the letters had gone.
    pub after: After,
    /// Done, and marked then.
    pub done: u64,
    /// Not done by the day.
    pub not_done: u64,
}

/// Letters about what was due within the period, to those who have to do it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reminded {
    /// Letters that a server took and that did not come back.
    pub sent: u64,
    /// Letters that may have arrived.
    pub uncertain: u64,
    /// Letters that were not sent, or came back; without those whose matter was settled before they could go.
    pub lost: u64,
    /// What was done after them; every step is there, in its order.
    pub effects: Vec<Effect>,
}

impl After {
    /// Every step.
    pub const ALL: [After; 4] = [After::NoLetter, After::First, After::Second, After::Overdue];

    /// Stable code: the key of its words.
    pub fn code(self) -> &'static str {
        match self {
            After::NoLetter => "no-letter",
            After::First => "first",
            After::Second => "second",
            After::Overdue => "overdue",
        }
    }

    /// By the letters sent before a moment.
    fn letters(told: &[Letter], before: DateTime<Utc>) -> After {
        let sent = || told.iter().filter(|letter| letter.at < before);
        let days: BTreeSet<NaiveDate> = sent().map(|letter| letter.day).collect();
        match days.len() {
            0 => After::NoLetter,
            _ if sent().any(|letter| letter.overdue) => After::Overdue,
            1 => After::First,
            _ => After::Second,
        }
    }
}

/// A letter that was sent about one obligation.
struct Letter {
    at: DateTime<Utc>,
    day: NaiveDate,
    overdue: bool,
}

impl Question<'_, '_> {
    pub(super) fn reminded(&self) -> Reminded {
        let state = self.view.state();
        let due = self.obligations.iter().filter(|o| o.share(self.as_of()).is_due());
        // A moved term is reminded of anew: only letters about the term that stands are asked for.
        let versioned = due.filter_map(|o| {
            let activity = state.activity(o.activity)?;
            Some((key(o), (o, version(activity, o, self.as_of()))))
        });
        let due: FxHashMap<Key, (&Obligation, u16)> = versioned.collect();
        let series: FxHashMap<_, ActivityId> = state.meetings().map(|series| (series.id, series.activity)).collect();
        let mut reminded = Reminded::default();
        let mut told: FxHashMap<Key, Vec<Letter>> = FxHashMap::default();
        let since = self.period.from.checked_sub_days(Days::new(AHEAD)).unwrap_or(self.period.from);
        let letters = state.mailbook().letters().filter(|letter| letter.day <= self.as_of());
        // The newest come first, and each is of the day it was queued on.
        for letter in letters.take_while(|letter| letter.day >= since) {
            if !matches!(letter.letter, LetterKind::Daily | LetterKind::Invitation | LetterKind::ByHand) {
                continue;
            }
            let about = letter.items.iter().filter_map(|item| {
                let (key, overdue, of_version) = about(item, &series)?;
                let (obligation, version) = due.get(&key)?;
                let this = of_version.is_none_or(|of| of == *version);
                this.then(|| (key, overdue.unwrap_or(letter.day > obligation.effective_due)))
            });
            let about: Vec<(Key, bool)> = about.collect();
            if !about.is_empty() {
                reminded.count(letter);
                if let Delivery::Sent(at, _) = letter.delivery {
                    let day = letter.day;
                    about.iter().for_each(|(key, overdue)| {
                        told.entry(*key).or_default().push(Letter { at, day, overdue: *overdue });
                    });
                }
            }
        }
        reminded.effects = self.effects(due.values().map(|(obligation, _)| *obligation), &told);
        reminded
    }

    fn effects<'o>(
        &self,
        due: impl Iterator<Item = &'o Obligation>,
        told: &FxHashMap<Key, Vec<Letter>>,
    ) -> Vec<Effect> {
        let state = self.view.state();
        let mut effects = After::ALL.map(|after| Effect { after, done: 0, not_done: 0 });
        for obligation in due {
            let done = obligation.share(self.as_of()) != Share::NotDone;
            let mark = obligation.mark.filter(|_| done);
            let marked = mark.and_then(|id| state.activity(obligation.activity)?.mark(id)).map(|mark| mark.recorded_at);
            let letters = told.get(&key(obligation)).map_or(&[][..], Vec::as_slice);
            let after = After::letters(letters, marked.unwrap_or(DateTime::<Utc>::MAX_UTC));
            if let Some(effect) = effects.iter_mut().find(|effect| effect.after == after) {
                effect.done += u64::from(done);
                effect.not_done += u64::from(!done);
            }
        }
        effects.into()
    }
}

impl Reminded {
    fn count(&mut self, letter: &Reminder) {
        match &letter.delivery {
            Delivery::Sent(..) => self.sent += 1,
            Delivery::Uncertain(..) => self.uncertain += 1,
            Delivery::Undeliverable(_, Undeliverable::Pointless, _) | Delivery::Queued => {}
            Delivery::Undeliverable(..) | Delivery::Bounced(..) => self.lost += 1,
        }
    }
}

/// The obligation that an item reminds its executor of, whether it says that it is overdue, and the version of the due day.
fn about(
    item: &Item,
    series: &FxHashMap<vekha_domain::ids::MeetingSeriesId, ActivityId>,
) -> Option<(Key, Option<bool>, Option<u16>)> {
    match item {
        Item::Due { activity, occurrence, executor, version, days } => {
            Some(((*activity, *occurrence, *executor), Some(*days > 0), Some(*version)))
        }
        Item::ByHand { activity, occurrence, executor, .. } => {
            Some(((*activity, *occurrence, *executor), Some(true), None))
        }
        Item::Meeting { call: MeetingCall::Cancelled, .. } => None,
        Item::Meeting { series: of, occurrence, .. } => {
            Some(((*series.get(of)?, *occurrence, Executor::Joint), None, None))
        }
        Item::Returned { .. }
        | Item::Window { .. }
        | Item::Recommendation { .. }
        | Item::Report { .. }
        | Item::Escalated { .. }
        | Item::Asked { .. }
        | Item::Appointed { .. }
        | Item::Week { .. }
        | Item::Digest { .. }
        | Item::Head { .. } => None,
    }
}
