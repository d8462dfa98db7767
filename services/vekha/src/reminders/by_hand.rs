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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        app::{AppError, Command},
        web::tests::{OFFICE, ROADMAP, Town, day},
    };
    use vekha_domain::{
        event::{LetterKind, MonitoringPlanned, Party, Role, WindowAnswered},
        ids::OrganisationId,
        monitoring::Monitoring,
        proof::ProofLink,
    };

    #[tokio::test]
    async fn the_missing_of_a_window_are_written_to_by_whoever_asked_once_a_day() {
        let town = Town::new().await;
        let schools = [town.school("МБОУ СОШ № 1").await, town.school("МБОУ СОШ № 2").await];
        let (coordinator, _) = town.person("coordinator", Role::Coordinator).await;
        let (head, _) = town.person_at("head", Role::Head, Some(schools[1])).await;
        let since = day("2023-03-01");
        town.decide(|s| s.office().set_mailbox(schools[0], Some("school1@example.org".to_owned()), since)).await;
        let monitoring = MonitoringId(town.app.ids().next());
        let planned = MonitoringPlanned {
            roadmap: ROADMAP,
            title: "Мониторинг сайтов".to_owned(),
            answers: schools.map(Party::Organisation).to_vec(),
            basis: None,
            scored_by: None,
        };
        let (window, years) = ([((4, 1), (4, 12))], (day("2023-01-01"), day("2023-12-31")));
        town.decide(|s| Monitoring::plan(monitoring, planned.clone(), &window, years, (s.office(), since))).await;
        let today = day("2023-04-03");
        let remind = async || {
            let names = town.app.names(OFFICE).await.unwrap();
            let silent = silent(&town.app.office(OFFICE).await.unwrap(), &names);
            assert!(silent.contains(&head), "no address is known");
            let command = Command { office: OFFICE, actor: coordinator, id: town.app.ids().next() };
            let of = (monitoring, 1);
            town.app.change(command, |state, ids| remind_missing(state, ids, of, &silent, today)).await
        };
        assert_eq!(remind().await.unwrap().events, 1, "who has no address gets no letter");
        assert_eq!(remind().await.unwrap().events, 0, "once a day");
        {
            let known = town.app.office(OFFICE).await.unwrap();
            let letter = known.mailbook().letters().next().unwrap();
            assert_eq!((letter.to, letter.letter), (Recipient::Organisation(schools[0]), LetterKind::ByHand));
            assert_eq!(letter.by, coordinator);
        }
        let answer = |school: OrganisationId| {
            WindowAnswered::new(1, school, vec![ProofLink::parse("https://school.example.org/1").unwrap()], "")
        };
        for school in schools {
            town.decide(|s| s.monitoring(monitoring).unwrap().answer(answer(school), s.office(), today)).await;
        }
        assert!(matches!(remind().await, Err(AppError::Refused(Refusal::NobodyMissing))));
    }
}
