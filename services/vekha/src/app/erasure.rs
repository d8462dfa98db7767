//! Erasing a person (152-FZ, article 21): the log says so, the key goes, the account goes.
//!
//! Three steps, each safe to repeat, in the one order a crash cannot spoil:
//! 1. `person_erasure_requested` in the log, with the end of every role. From here on [`Names`](super::Names) tells nobody the
//!    name, whether the key is still there or a backup brings it back, and nobody signs in without a role.
//! 2. One transaction over the service's own tables: sessions, drafts, account, key.
//! 3. `person_erased` in the log: it is written only after the key is gone, so it never claims what is not so.
//!
//! A crash after 1 or 2 leaves a person asked for and not erased; [`App::finish_erasures`] takes the steps that are missing at the
//! next start, as the page does when it is sent once more. A rebuild folds the same events: it needs no key.

use super::{App, AppError, Command};
use vekha_domain::{
    event::{Change, ErasureGround, Role},
    ids::{OfficeId, PersonId},
    refusal::Refusal,
    stream::Stream,
};
use vekha_event_log::Id;
use vekha_projections::OfficeState;

impl App {
    /// Erases a person, or goes on where an earlier try stopped.
    ///
    /// # Errors
    /// No such person; the office's only coordinator; a fault of the log or the database.
    pub async fn erase(&self, command: Command, person: PersonId, ground: ErasureGround) -> Result<(), AppError> {
        let now = self.now();
        self.change_upon(command, |state, _| request(state, person, ground, state.local_day(now))).await?;
        self.finish_erasure(command.office, person, command.actor).await
    }

    /// Takes the steps that a crash, or a backup put back, left out, in every office. Returns how many people it was about.
    ///
    /// # Errors
    /// A fault of the log or the database.
    pub async fn finish_erasures(&self) -> Result<usize, AppError> {
        let mut finished = 0;
        for office in self.offices().await? {
            let keys = self.keys_of(office.id).await?;
            let known = self.office(office.id).await?;
            let left = |person: &&vekha_domain::person::Person| {
                person.erasure.is_some() && (person.erased.is_none() || keys.contains(&person.id))
            };
            let people: Vec<PersonId> = known.people().filter(left).map(|person| person.id).collect();
            drop(known);
            for person in people {
                self.finish_erasure(office.id, person, PersonId::PROGRAM).await?;
                finished += 1;
            }
        }
        Ok(finished)
    }

    async fn finish_erasure(&self, office: OfficeId, person: PersonId, actor: PersonId) -> Result<(), AppError> {
        self.destroy(office, person).await?;
        let (now, command) = (self.now(), Command { office, actor, id: self.ids().next() });
        let finish = |state: &OfficeState| {
            let known = state.person(person).ok_or(Refusal::PersonUnknown)?;
            known.finish_erasure(state.local_day(now))
        };
        self.change(command, |state, _| finish(state)).await.map(drop)
    }

    /// Everything outside the log that could tell who it was.
    async fn destroy(&self, office: OfficeId, person: PersonId) -> Result<(), AppError> {
        let failed = |e: sqlx::Error| AppError::broken("erase a person", &e);
        let mut both = self.log().writer().begin().await.map_err(failed)?;
        const OF: &str = "(SELECT account_id FROM accounts WHERE log_id = $1 AND person_id = $2)";
        let statements = [
            format!("DELETE FROM sessions WHERE account_id IN {OF}"),
            format!("DELETE FROM drafts WHERE account_id IN {OF}"),
            "DELETE FROM accounts WHERE log_id = $1 AND person_id = $2".to_owned(),
            "DELETE FROM replies WHERE log_id = $1 AND person_id = $2".to_owned(),
            "DELETE FROM person_keys WHERE log_id = $1 AND person_id = $2".to_owned(),
        ];
        for statement in statements {
            let delete = sqlx::query(sqlx::AssertSqlSafe(statement)).bind(Id(office.0)).bind(Id(person.0));
            delete.execute(&mut *both).await.map_err(failed)?;
        }
        both.commit().await.map_err(failed)?;
        self.log().forget_deleted().await.map_err(failed)
    }

    async fn keys_of(&self, office: OfficeId) -> Result<Vec<PersonId>, AppError> {
        let keys: Vec<Id> = sqlx::query_scalar("SELECT person_id FROM person_keys WHERE log_id = $1")
            .bind(Id(office.0))
            .fetch_all(self.log().reader())
            .await
            .map_err(|e| AppError::broken("read people's keys", &e))?;
        Ok(keys.into_iter().map(|id| PersonId(id.0)).collect())
    }
}

fn request(
    state: &OfficeState,
    person: PersonId,
    ground: ErasureGround,
    today: chrono::NaiveDate,
) -> Result<(Vec<Change>, Option<Stream>), Refusal> {
    let upon = keeps_a_coordinator(state, person)?;
    Ok((state.person(person).ok_or(Refusal::PersonUnknown)?.request_erasure(ground, today)?, upon))
}

/// An office without a coordinator could not be given one by anybody in it. Who stays one is told by stream: whoever takes the role
/// away rests on it, so that of two who take it from the last two at once one comes too late.
///
/// # Errors
/// The person is the only coordinator.
pub fn keeps_a_coordinator(state: &OfficeState, without: PersonId) -> Result<Option<Stream>, Refusal> {
    let (leaving, staying): (Vec<_>, Vec<_>) =
        state.people().filter(|p| p.roles.contains(&Role::Coordinator)).partition(|p| p.id == without);
    match (leaving.is_empty(), staying.first()) {
        (true, _) => Ok(None),
        (false, Some(other)) => Ok(Some(Stream::Person(other.id))),
        (false, None) => Err(Refusal::LastCoordinator),
    }
}

#[cfg(test)]
mod tests;
