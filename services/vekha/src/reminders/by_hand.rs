//! Letters that a person sends by hand: who can be written to, and what is queued to remind the missing of a window.

use super::plan::queued;
use crate::app::Names;
use chrono::NaiveDate;
use std::collections::BTreeSet;
use vekha_domain::{
    event::Change,
    ids::{MonitoringId, PersonId, ReminderId},
    refusal::Refusal,
    reminder::Recipient,
};
use vekha_event_log::Ids;
use vekha_projections::{OfficeState, Planned, View};

/// People whose address is not known.
pub fn silent(known: &OfficeState, names: &Names) -> BTreeSet<PersonId> {
    let people = known.people().map(|person| person.id);
    people.filter(|id| names.contact(*id).is_none_or(|contact| contact.email.is_none())).collect()
}

/// Letters that can go, and those whose recipient has no address.
pub fn split(letters: Vec<Planned>, silent: &BTreeSet<PersonId>) -> (Vec<Planned>, Vec<Planned>) {
    letters.into_iter().partition(|letter| match letter.to {
        Recipient::Person(id) => !silent.contains(&id),
        Recipient::Organisation(_) => true,
    })
}

/// «Напомнить не ответившим»: the letters to everybody who is missing in a window and can be written to. What a page shows before
/// is [`View::missing_by_hand`], divided by [`split`].
///
/// # Errors
/// As [`View::missing_by_hand`].
pub fn remind_missing(
    state: &OfficeState,
    ids: &Ids,
    (monitoring, window): (MonitoringId, u16),
    silent: &BTreeSet<PersonId>,
    today: NaiveDate,
) -> Result<Vec<Change>, Refusal> {
    let planned = View::new(state, today).missing_by_hand(monitoring, window)?;
    let (letters, _) = split(planned.letters, silent);
    Ok(letters.iter().map(|letter| queued(ReminderId(ids.next()), letter, today)).collect())
}
