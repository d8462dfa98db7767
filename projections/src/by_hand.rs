//! «Напомнить всем»: a letter to everybody who is late, or who is missing in a window, sent by a person and not by the rules; and
//! who would get none, and why.

use crate::{mailbook::Mailbook, obligation::Obligation, reminders::Planned, view::View, whom::Whom};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use vekha_domain::{
    activity::Activity,
    event::{LetterKind, Party},
    ids::{MonitoringId, OrganisationId, PersonId},
    refusal::Refusal,
    reminder::{Item, Recipient, WindowCall},
};

/// What reminding by hand would send.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ByHand {
    /// One letter a recipient, the rows in the order of the tables.
    pub letters: Vec<Planned>,
    /// Rows of which nobody is told.
    pub unsent: Vec<Unsent>,
}

/// What reminding the missing of a window by hand would send.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MissingByHand {
    /// One letter a recipient.
    pub letters: Vec<Planned>,
    /// Organisations whose letter does not go to somebody, and why.
    pub unsent: Vec<(OrganisationId, Silence)>,
}

/// A row of which somebody is not told.
#[derive(Clone, PartialEq, Debug)]
pub struct Unsent {
    /// What is overdue.
    pub obligation: Obligation,
    /// Why.
    pub why: Silence,
}

/// Why nobody is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Silence {
    /// No person and no mailbox is known to whom a letter could go.
    Nobody,
    /// The person is away until that day, and nobody stands in.
    Away(PersonId, NaiveDate),
    /// The address does not work.
    Unreachable(Recipient),
    /// Reminded by hand today already.
    Told(Recipient),
}

impl View<'_> {
    /// Letters about these overdue obligations, for today. Leave and substitutes are heeded; the same row goes to the same
    /// recipient once a day; an address that letters do not reach gets none.
    pub fn by_hand(&self, overdue: &[Obligation]) -> ByHand {
        let (state, day) = (self.state(), self.as_of());
        let (book, whom) = (state.mailbook(), Whom::on(state, day));
        let mut letters: BTreeMap<Recipient, Vec<Item>> = BTreeMap::new();
        let mut unsent = Vec::new();
        for obligation in overdue {
            let Some(activity) = state.activity(obligation.activity) else { continue };
            let Obligation { activity: id, occurrence, executor, .. } = *obligation;
            let item = Item::ByHand { activity: id, occurrence, executor, day };
            let recipients = whom.executor(activity, executor);
            let mut not = |why| unsent.push(Unsent { obligation: obligation.clone(), why });
            if recipients.is_empty() {
                not(self.away(activity).unwrap_or(Silence::Nobody));
            }
            for (to, _) in recipients {
                match silent(book, to, &item) {
                    Some(why) => not(why),
                    None => letters.entry(to).or_default().push(item.clone()),
                }
            }
        }
        ByHand { letters: planned(letters), unsent }
    }

    /// Letters to those who are missing in a window, for today; whoever has answered gets none. Each is told once a day.
    ///
    /// # Errors
    /// No such window, it is not open yet or over, the monitoring has ended, or nobody is missing.
    pub fn missing_by_hand(&self, monitoring: MonitoringId, number: u16) -> Result<MissingByHand, Refusal> {
        let (state, day) = (self.state(), self.as_of());
        let of = state.monitoring(monitoring).ok_or(Refusal::WindowUnknown)?;
        let window = of.window(number).ok_or(Refusal::WindowUnknown)?;
        if of.ended.as_ref().is_some_and(|basis| basis.date <= day) {
            return Err(Refusal::MonitoringEnded);
        }
        if day < window.from {
            return Err(Refusal::WindowNotOpen);
        }
        if day > window.to {
            return Err(Refusal::WindowPast);
        }
        let missing = self.missing(of, window);
        if missing.is_empty() {
            return Err(Refusal::NobodyMissing);
        }
        let (book, whom) = (state.mailbook(), Whom::on(state, day));
        let mut letters: BTreeMap<Recipient, Vec<Item>> = BTreeMap::new();
        let mut unsent = Vec::new();
        for organisation in missing {
            let (version, call) = (window.version(), WindowCall::ByHand(day));
            let item = Item::Window { monitoring, window: number, version, organisation: Some(organisation), call };
            let recipients = whom.organisation(organisation);
            if recipients.is_empty() {
                unsent.push((organisation, Silence::Nobody));
            }
            for to in recipients {
                match silent(book, to, &item) {
                    Some(why) => unsent.push((organisation, why)),
                    None => letters.entry(to).or_default().push(item.clone()),
                }
            }
        }
        Ok(MissingByHand { letters: planned(letters), unsent })
    }

    /// Somebody of those responsible who is away with nobody standing in.
    fn away(&self, activity: &Activity) -> Option<Silence> {
        let (state, day) = (self.state(), self.as_of());
        activity.parties_on(day).find_map(|party| match party {
            Party::Person(id) => {
                let leave = state.person(*id).and_then(|person| person.leave_on(day))?;
                state.stand_in(*id, day).is_none().then_some(Silence::Away(*id, leave.last()))
            }
            Party::Organisation(_) | Party::Group(_) | Party::Post(_) => None,
        })
    }
}

fn planned(letters: BTreeMap<Recipient, Vec<Item>>) -> Vec<Planned> {
    let letter = |(to, items)| Planned { to, letter: LetterKind::ByHand, items };
    letters.into_iter().map(letter).collect()
}

/// Why a recipient gets no letter about an item.
fn silent(book: &Mailbook, to: Recipient, item: &Item) -> Option<Silence> {
    if book.unreachable(to).is_some() {
        return Some(Silence::Unreachable(to));
    }
    book.told().has(to, item).then_some(Silence::Told(to))
}
