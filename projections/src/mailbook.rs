//! The mail journal: every letter from the queue to its answer, and what each recipient has been told.

use chrono::{DateTime, NaiveDate, Utc};
use rpds::{HashTrieMapSync, HashTrieSetSync, VectorSync};
use rustc_hash::FxHasher;
use std::{
    collections::{BTreeMap, BTreeSet},
    hash::{BuildHasherDefault, Hash},
    sync::Arc,
};
use vekha_domain::{
    event::{Event, Executor, LetterKind, Recorded, ReminderQueued, ReplyOutcome, Undeliverable},
    ids::{ActivityId, MarkId, PersonId, ReminderId},
    of_activity, of_audit, of_meeting, of_monitoring, of_office, of_person, of_roadmap,
    reminder::{Item, Recipient},
};

/// A letter whose sending ended so often without an answer stays uncertain for good: it was sent twice.
const UNANSWERED: u8 = 2;

/// A letter with everything that became of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Reminder {
    /// Id.
    pub id: ReminderId,
    /// How many events its stream has.
    pub version: u64,
    /// Who is told.
    pub to: Recipient,
    /// The working day it is for.
    pub day: NaiveDate,
    /// What kind of letter.
    pub letter: LetterKind,
    /// What it tells.
    pub items: Vec<Item>,
    /// When it was queued.
    pub queued_at: DateTime<Utc>,
    /// Who sent it, when a person did by hand.
    pub by: PersonId,
    /// How the sending stands.
    pub delivery: Delivery,
    /// How often its sending ended without an answer.
    pub unanswered: u8,
    /// When links of it were looked at: the item's number and the moment of the first look.
    pub opened: BTreeMap<u16, DateTime<Utc>>,
    /// When links of it were used, with the mark that was made.
    pub used: BTreeMap<u16, (DateTime<Utc>, Option<MarkId>)>,
    /// What answers by mail became.
    pub replies: Vec<(DateTime<Utc>, ReplyOutcome)>,
}

/// How the sending of a letter stands (RELIABILITY part 4).
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Delivery {
    /// It waits, or is on its way.
    Queued,
    /// A server has taken it: when, and with what answer. Not «delivered»: nobody knows that.
    Sent(DateTime<Utc>, String),
    /// It may have arrived; it goes once more a day later, with the same Message-ID.
    Uncertain(DateTime<Utc>, String),
    /// It will not be sent.
    Undeliverable(DateTime<Utc>, Undeliverable, String),
    /// It was taken and came back.
    Bounced(DateTime<Utc>, String),
}

impl Delivery {
    /// Stable code: the key of its words.
    pub fn code(&self) -> &'static str {
        match self {
            Delivery::Queued => "queued",
            Delivery::Sent(..) => "sent",
            Delivery::Uncertain(..) => "uncertain",
            Delivery::Undeliverable(..) => "undeliverable",
            Delivery::Bounced(..) => "bounced",
        }
    }

    /// Since when it stands so; none while it waits.
    pub fn since(&self) -> Option<DateTime<Utc>> {
        match self {
            Delivery::Queued => None,
            Delivery::Sent(at, _)
            | Delivery::Uncertain(at, _)
            | Delivery::Undeliverable(at, ..)
            | Delivery::Bounced(at, _) => Some(*at),
        }
    }
}

/// What about an obligation somebody was told: activity, occurrence, executor, version of its due day.
type About = (Recipient, ActivityId, u16, Executor, u16);

/// Something by something, shared with the past states that are remembered but for what changed since.
type Shared<K, V> = HashTrieMapSync<K, V, BuildHasherDefault<FxHasher>>;
type SharedSet<T> = HashTrieSetSync<T, BuildHasherDefault<FxHasher>>;

/// The mail journal of an office. It grows with every letter, so a copy of it shares what both have.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Mailbook {
    letters: Shared<ReminderId, Arc<Reminder>>,
    /// In the order they were queued.
    order: VectorSync<ReminderId>,
    told: Told,
    unsettled: BTreeSet<ReminderId>,
    /// Letters with a link that was used.
    used: BTreeSet<ReminderId>,
    /// Letters that tell of an activity.
    about: Shared<ActivityId, Vec<ReminderId>>,
    /// Since when nothing can be sent to a recipient.
    unreachable: BTreeMap<Recipient, DateTime<Utc>>,
}

/// What has been told, and on which days: all that the rules of reminding ask of the past.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Told {
    items: SharedSet<(Recipient, Item)>,
    calls: Shared<About, Vec<(NaiveDate, i16)>>,
    days: SharedSet<(Recipient, NaiveDate)>,
    mornings: BTreeSet<NaiveDate>,
}

impl Told {
    /// Was this told to this recipient?
    pub fn has(&self, to: Recipient, item: &Item) -> bool {
        self.items.contains(&(to, item.clone()))
    }

    /// Did this recipient have the one letter of this day?
    pub fn wrote(&self, to: Recipient, day: NaiveDate) -> bool {
        self.days.contains(&(to, day))
    }

    /// The first morning planned: nothing older is reminded of.
    pub fn since(&self) -> Option<NaiveDate> {
        self.mornings.first().copied()
    }

    /// Was this morning planned?
    pub fn planned(&self, day: NaiveDate) -> bool {
        self.mornings.contains(&day)
    }

    /// The last morning planned up to and with a day.
    pub fn last(&self, day: NaiveDate) -> Option<NaiveDate> {
        self.mornings.range(..=day).next_back().copied()
    }

    /// Notes that a morning was planned.
    pub fn plan(&mut self, day: NaiveDate) {
        self.mornings.insert(day);
    }

    /// The furthest call about a due day that this recipient got up to a day.
    pub(crate) fn furthest(&self, about: About, up_to: NaiveDate) -> Option<i16> {
        self.calls.get(&about)?.iter().filter(|(day, _)| *day <= up_to).map(|(_, days)| *days).max()
    }

    /// Notes a letter.
    pub fn note(&mut self, to: Recipient, day: NaiveDate, letter: LetterKind, items: &[Item]) {
        if letter == LetterKind::Daily {
            self.days.insert_mut((to, day));
        }
        for item in items {
            if let Item::Due { activity, occurrence, executor, version, days } = item {
                push(&mut self.calls, (to, *activity, *occurrence, *executor, *version), (day, *days));
            }
            self.items.insert_mut((to, item.clone()));
        }
    }
}

impl Mailbook {
    /// Takes in one event of a letter's stream; false when there is no letter yet.
    pub(crate) fn apply(&mut self, id: ReminderId, recorded: &Recorded) -> bool {
        let at = recorded.recorded_at;
        match &recorded.event {
            Event::ReminderQueued(e) => self.queued(id, e, recorded),
            Event::ReminderSent(e) => self.settle(id, Delivery::Sent(at, e.answer.clone())),
            Event::ReminderUncertain(e) => {
                self.with(id, |r| {
                    r.delivery = Delivery::Uncertain(at, e.answer.clone());
                    r.unanswered = r.unanswered.saturating_add(1);
                });
                if self.letters.get(&id).is_some_and(|r| r.unanswered >= UNANSWERED) {
                    self.unsettled.remove(&id);
                }
            }
            Event::ReminderUndeliverable(e) => {
                self.settle(id, Delivery::Undeliverable(at, e.cause, e.answer.clone()));
                if matches!(e.cause, Undeliverable::NoAddress | Undeliverable::AddressRefused) {
                    self.lose(id, at);
                }
            }
            Event::ReminderBounced(e) => {
                self.settle(id, Delivery::Bounced(at, e.status.clone()));
                if e.permanent {
                    self.lose(id, at);
                }
            }
            Event::LinkOpened(e) => {
                self.with(id, |r| {
                    r.opened.entry(e.item).or_insert(at);
                });
            }
            Event::LinkUsed(e) => {
                self.used.insert(id);
                self.with(id, |r| {
                    r.used.insert(e.item, (at, e.mark));
                });
            }
            Event::ReplyReceived(e) => {
                self.with(id, |r| r.replies.push((at, e.outcome)));
            }
            Event::RemindersPlanned(_) | Event::Unknown(_) => {}
            of_office!()
            | of_person!()
            | of_roadmap!()
            | of_activity!()
            | of_meeting!()
            | of_monitoring!()
            | of_audit!() => {}
        }
        self.with(id, |letter| letter.version = recorded.version)
    }

    /// A morning was planned.
    pub(crate) fn planned(&mut self, day: NaiveDate) {
        self.told.plan(day);
    }

    /// The address is another one: letters are tried again.
    pub(crate) fn found(&mut self, to: Recipient) {
        self.unreachable.remove(&to);
    }

    fn queued(&mut self, id: ReminderId, e: &ReminderQueued, recorded: &Recorded) {
        self.told.note(e.to, e.day, e.letter, &e.items);
        self.order.push_back_mut(id);
        self.unsettled.insert(id);
        let activities: BTreeSet<ActivityId> = e.items.iter().filter_map(activity_of).collect();
        for activity in activities {
            push(&mut self.about, activity, id);
        }
        let reminder = Reminder {
            id,
            version: recorded.version,
            to: e.to,
            day: e.day,
            letter: e.letter,
            items: e.items.clone(),
            queued_at: recorded.recorded_at,
            by: recorded.actor,
            delivery: Delivery::Queued,
            unanswered: 0,
            opened: BTreeMap::new(),
            used: BTreeMap::new(),
            replies: Vec::new(),
        };
        self.letters.insert_mut(id, Arc::new(reminder));
    }

    /// False when there is no such letter.
    fn with(&mut self, id: ReminderId, change: impl FnOnce(&mut Reminder)) -> bool {
        self.letters.get_mut(&id).map(|reminder| change(Arc::make_mut(reminder))).is_some()
    }

    fn settle(&mut self, id: ReminderId, delivery: Delivery) {
        self.unsettled.remove(&id);
        self.with(id, |r| r.delivery = delivery);
    }

    fn lose(&mut self, id: ReminderId, at: DateTime<Utc>) {
        if let Some(reminder) = self.letters.get(&id) {
            self.unreachable.entry(reminder.to).or_insert(at);
        }
    }

    /// One letter.
    pub fn letter(&self, id: ReminderId) -> Option<&Reminder> {
        self.letters.get(&id).map(Arc::as_ref)
    }

    /// Every letter, the newest first.
    pub fn letters(&self) -> impl Iterator<Item = &Reminder> {
        self.order.iter().rev().filter_map(|id| self.letter(*id))
    }

    /// Letters that tell of an activity, the newest first.
    pub fn letters_about(&self, activity: ActivityId) -> impl Iterator<Item = &Reminder> {
        self.about.get(&activity).into_iter().flatten().rev().filter_map(|id| self.letter(*id))
    }

    /// Whether the sending of a letter is not over yet.
    pub fn is_unsettled(&self, id: ReminderId) -> bool {
        self.unsettled.contains(&id)
    }

    /// Letters whose sending is not over yet: queued, or uncertain and to be sent once more.
    pub fn unsettled(&self) -> impl Iterator<Item = &Reminder> {
        self.unsettled.iter().filter_map(|id| self.letter(*id))
    }

    /// Letters with a link that was used.
    pub fn used(&self) -> impl Iterator<Item = &Reminder> {
        self.used.iter().filter_map(|id| self.letter(*id))
    }

    /// What has been told.
    pub fn told(&self) -> &Told {
        &self.told
    }

    /// Since when nothing can be sent to a recipient; none when it can.
    pub fn unreachable(&self, to: Recipient) -> Option<DateTime<Utc>> {
        self.unreachable.get(&to).copied()
    }

    /// Everybody to whom nothing can be sent.
    pub fn lost(&self) -> impl Iterator<Item = (Recipient, DateTime<Utc>)> {
        self.unreachable.iter().map(|(to, at)| (*to, *at))
    }
}

/// Adds to a list.
fn push<K: Clone + Eq + Hash, V: Clone>(all: &mut Shared<K, Vec<V>>, key: K, one: V) {
    match all.get_mut(&key) {
        Some(list) => list.push(one),
        None => all.insert_mut(key, vec![one]),
    }
}

/// The activity an item is about.
pub fn activity_of(item: &Item) -> Option<ActivityId> {
    match item {
        Item::Returned { activity, .. }
        | Item::Due { activity, .. }
        | Item::Escalated { activity, .. }
        | Item::Asked { activity, .. }
        | Item::Appointed { activity, .. }
        | Item::ByHand { activity, .. } => Some(*activity),
        Item::Meeting { .. }
        | Item::Window { .. }
        | Item::Recommendation { .. }
        | Item::Report { .. }
        | Item::Week { .. }
        | Item::Digest { .. }
        | Item::Head { .. } => None,
    }
}
