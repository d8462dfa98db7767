//! «Напомнить всем»: a letter to everybody who is late, sent by a person and not by the rules; and who would get none, and why.

use crate::{obligation::Obligation, reminders::Planned, view::View, whom::Whom};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use vekha_domain::{
    activity::Activity,
    event::{LetterKind, Party},
    ids::PersonId,
    reminder::{Item, Recipient},
};

/// What reminding by hand would send.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ByHand {
    /// One letter a recipient, the rows in the order of the tables.
    pub letters: Vec<Planned>,
    /// Rows of which nobody is told.
    pub unsent: Vec<Unsent>,
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
                if book.unreachable(to).is_some() {
                    not(Silence::Unreachable(to));
                } else if book.told().has(to, &item) {
                    not(Silence::Told(to));
                } else {
                    letters.entry(to).or_default().push(item.clone());
                }
            }
        }
        let letter = |(to, items)| Planned { to, letter: LetterKind::ByHand, items };
        ByHand { letters: letters.into_iter().map(letter).collect(), unsent }
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
