//! Erasing a person (152-FZ, article 21): the log says so, the key goes, the account goes.
//!
//! Three steps, each safe to repeat, in the one order a crash cannot spoil:
//! 1. `person_erasure_requested` in the log, with the end of every role. From here on [`Names`](super::Names) tells nobody the
//!    name, whether the key is still there or a backup brings it back, and nobody signs in without a role.
//! 2. One transaction over the service's own tables: sessions, drafts, account, key.
//! 3. `person_erased` in the log: it is written only after the key is gone, so it never claims what is not so.
//!
//! A row of `erasures` is written before the first step and goes after the last: whatever a crash leaves between them,
//! [`App::finish_erasures`] finds by the rows alone at the next start, and takes the steps that are missing, as the page does when it is
//! sent once more. No other office is folded for it. A rebuild folds the same events: it needs no key.
//!
//! Before the key goes, the person is put down in the list beside the database ([`ErasedList`]). Whoever is in it and has a key was
//! brought back by a backup made before, whose log does not know of it: that log is asked anew, and the steps are taken again.

use super::{
    App, AppError, Command,
    erased::{Erased, ErasedList},
    known,
};
use crate::sentence::ground_code;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use vekha_domain::{
    event::{Change, ErasureGround, Event, Role},
    ids::{OfficeId, PersonId},
    refusal::Refusal,
    stream::Stream,
};
use vekha_event_log::{Id, LogId, StoredEvent};
use vekha_projections::OfficeState;

/// All grounds there are.
pub const GROUNDS: [ErasureGround; 3] =
    [ErasureGround::ConsentWithdrawn, ErasureGround::PurposeReached, ErasureGround::Demanded];

/// Another copy of the program may be between the row and the log just now; one that was there so long ago is no more.
const UNASKED: Duration = Duration::hours(1);

/// A row of `erasures`.
struct Begun {
    office: OfficeId,
    person: PersonId,
    at: Option<DateTime<Utc>>,
    /// Why it has to be asked for where the log does not say so.
    ground: Option<ErasureGround>,
}

/// What the log has of somebody.
#[derive(Default)]
pub(super) struct Logged {
    known: bool,
    asked: Option<(NaiveDate, ErasureGround)>,
}

impl Logged {
    /// The line of the list, when it was asked for.
    pub(super) fn erased(&self, office: OfficeId, person: PersonId) -> Option<Erased> {
        self.asked.map(|(day, ground)| Erased { day, office, person, ground })
    }
}

impl App {
    /// Erases a person, or goes on where an earlier try stopped.
    ///
    /// # Errors
    /// No such person; the office's only coordinator; a fault of the log or the database.
    pub async fn erase(&self, command: Command, person: PersonId, ground: ErasureGround) -> Result<(), AppError> {
        let now = self.now();
        let ask = |state: &OfficeState| request(state, person, ground, state.local_day(now));
        // What is refused leaves no row.
        ask(&*self.office(command.office).await?).map_err(AppError::Refused)?;
        self.begin_erasure(command.office, person).await?;
        self.change_upon(command, |state, _| ask(state)).await?;
        self.finish_erasure(command.office, person, command.actor).await
    }

    /// Takes the steps that a crash, or a backup put back, left out. Returns how many people it was about.
    ///
    /// # Errors
    /// A fault of the log or the database, the first one; whoever can be erased is.
    pub async fn finish_erasures(&self) -> Result<usize, AppError> {
        let list = ErasedList::beside(self.log().path());
        let made = self.make_list(&list).await.err();
        let (mut finished, mut failed) = (0, made.or(list.recall(self.log()).await.err()));
        for begun in self.begun_erasures().await? {
            match self.go_on(&begun).await {
                Ok(taken) => finished += usize::from(taken),
                Err(e) => failed = failed.or(Some(e)),
            }
        }
        failed.map_or(Ok(finished), Err)
    }

    /// Goes on where an erasure stopped; false when there is nobody to erase.
    async fn go_on(&self, begun: &Begun) -> Result<bool, AppError> {
        let Begun { office, person, at, ground } = *begun;
        let logged = self.logged(office, person).await?;
        match ground {
            _ if logged.asked.is_some() => {}
            Some(ground) if logged.known => self.ask_anew(office, person, ground).await?,
            Some(_) => {
                self.destroy(office, person).await?;
                self.end_erasure(office, person).await?;
                return Ok(false);
            }
            None => {
                if at.is_none_or(|at| self.now() - at >= UNASKED) {
                    self.end_erasure(office, person).await?;
                }
                return Ok(false);
            }
        }
        self.finish_erasure(office, person, PersonId::PROGRAM).await?;
        Ok(true)
    }

    /// Looks up somebody's own stream, which folds nothing.
    pub(super) async fn logged(&self, office: OfficeId, person: PersonId) -> Result<Logged, AppError> {
        let mut logged = Logged::default();
        let visit = |stored: StoredEvent<'_>| {
            let told = known::recorded(&stored).ok().flatten();
            logged.known = true;
            if let Some(Event::PersonErasureRequested(asked)) = told.map(|told| told.event) {
                logged.asked = Some((stored.occurred_on, asked.ground));
            }
        };
        let stream = Stream::Person(person).to_string();
        let read = self.log().read_stream(LogId(office.0), &stream, None, visit).await;
        read.map_err(|e| AppError::broken("read what is known of a person", &e))?;
        Ok(logged)
    }

    /// Asks in this log for what was asked for in one that a backup has replaced since. Here the person may be the only coordinator,
    /// since the next one came after the backup: erased is erased, and `vekha user add` makes another.
    async fn ask_anew(&self, office: OfficeId, person: PersonId, ground: ErasureGround) -> Result<(), AppError> {
        let (now, command) = (self.now(), Command { office, actor: PersonId::PROGRAM, id: self.ids().next() });
        let ask = |state: &OfficeState| {
            let known = state.person(person).ok_or(Refusal::PersonUnknown)?;
            known.request_erasure(ground, state.local_day(now))
        };
        self.change(command, |state, _| ask(state)).await.map(drop)
    }

    async fn finish_erasure(&self, office: OfficeId, person: PersonId, actor: PersonId) -> Result<(), AppError> {
        if let Some(erased) = self.logged(office, person).await?.erased(office, person) {
            let list = ErasedList::beside(self.log().path());
            self.make_list(&list).await?;
            list.note(&[erased])?;
        }
        self.destroy(office, person).await?;
        let (now, command) = (self.now(), Command { office, actor, id: self.ids().next() });
        let finish = |state: &OfficeState| {
            let known = state.person(person).ok_or(Refusal::PersonUnknown)?;
            known.finish_erasure(state.local_day(now))
        };
        self.change(command, |state, _| finish(state)).await?;
        self.end_erasure(office, person).await
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

    async fn begun_erasures(&self) -> Result<Vec<Begun>, AppError> {
        let sql = "SELECT log_id, person_id, begun_at, ground FROM erasures ORDER BY begun_at, log_id, person_id";
        let rows: Vec<(Id, Id, i64, Option<String>)> = sqlx::query_as(sql)
            .fetch_all(self.log().reader())
            .await
            .map_err(|e| AppError::broken("read which erasures were begun", &e))?;
        let begun = |(office, person, at, ground): (Id, Id, i64, Option<String>)| Begun {
            office: OfficeId(office.0),
            person: PersonId(person.0),
            at: DateTime::from_timestamp_micros(at),
            ground: ground.as_deref().and_then(ground_of),
        };
        Ok(rows.into_iter().map(begun).collect())
    }

    async fn begin_erasure(&self, office: OfficeId, person: PersonId) -> Result<(), AppError> {
        let sql = "INSERT INTO erasures (log_id, person_id, begun_at) VALUES ($1, $2, $3) \
                   ON CONFLICT (log_id, person_id) DO UPDATE SET begun_at = excluded.begun_at";
        let begin = sqlx::query(sql).bind(Id(office.0)).bind(Id(person.0)).bind(self.now().timestamp_micros());
        let begun = begin.execute(self.log().writer()).await;
        begun.map(drop).map_err(|e| AppError::broken("begin to erase a person", &e))
    }

    async fn end_erasure(&self, office: OfficeId, person: PersonId) -> Result<(), AppError> {
        let end = sqlx::query("DELETE FROM erasures WHERE log_id = $1 AND person_id = $2");
        let ended = end.bind(Id(office.0)).bind(Id(person.0)).execute(self.log().writer()).await;
        ended.map(drop).map_err(|e| AppError::broken("end erasing a person", &e))
    }
}

/// The ground of a code, as `erasures` and the list have it.
pub(super) fn ground_of(code: &str) -> Option<ErasureGround> {
    GROUNDS.into_iter().find(|ground| ground_code(*ground) == code)
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
