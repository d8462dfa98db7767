//! The program between the log and its readers: commands go in through [`App::change`], knowledge comes out of [`App::office`].

mod addresses;
mod amend;
mod completing;
#[cfg(test)]
mod elsewhere;
mod erased;
mod erasure;
mod error;
mod history;
mod import;
mod known;
mod memory;
mod names;
mod offices;
pub(crate) mod people;
mod plan;
mod roadmaps;
mod roster;
pub mod scores;
mod secret;
mod snapshots;
pub(crate) mod summaries;
mod time;

pub use amend::{Amendment, Compared, Difference, amend};
pub use completing::completed;
pub use erased::ErasedList;
pub use erasure::{GROUNDS, keeps_a_coordinator};
pub use error::AppError;
pub use history::Entry;
pub use import::{ImportOptions, Imported, import_order};
pub use known::{BYTES_OF_EVENT, Known};
pub use memory::{MEMORY, Occupied};
pub use names::Names;
pub use offices::OfficeBrief;
pub use people::{Contact, is_address};
pub use plan::Plan;
pub use roster::{Doubt, Line, Listed, Roll, enter, roll};
pub use scores::{Deciding, NewActivity};
pub(crate) use secret::write_private;
pub use secret::{Secret, secret_path};
pub use summaries::{Region, RegionAsked, Told};

use chrono::{DateTime, NaiveDate, Utc};
use memory::Memory;
use std::{collections::BTreeMap, path::PathBuf, sync::Arc};
use tokio::sync::Mutex;
use uuid::Uuid;
use vekha_domain::{
    event::{Change, OfficeRegistered},
    ids::{OfficeId, PersonId},
    office::Office,
    refusal::Refusal,
    stream::Stream,
};
use vekha_event_log::{Append, AppendError, Clock, EventLog, Expected, Ids, LogId, NewEvent, OpenOptions, Tree, Write};
use vekha_projections::OfficeState;

/// How often a decision is taken anew when somebody else's command came first.
const TRIES: usize = 4;

/// What the program is started with.
pub struct Options {
    /// `sqlite://PATH`, a path or `postgres://…`.
    pub database: String,
    /// Create the database if it is not there.
    pub create: bool,
    /// Where time comes from.
    pub clock: Clock,
    /// Where ids come from.
    pub ids: Ids,
    /// The demonstration: accounts are shown, the clock can be moved.
    pub demo: Option<Demo>,
}

/// What only the demonstration has.
#[derive(Clone, Debug)]
pub struct Demo {
    /// Its folder: database, letters, `demo.json`.
    pub folder: PathBuf,
}

/// The running program. Cheap to clone.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
    ids: Ids,
}

struct Inner {
    log: EventLog,
    clock: Clock,
    secret: Secret,
    demo: Option<Demo>,
    memory: Memory,
    briefs: Mutex<BTreeMap<OfficeId, OfficeBrief>>,
    /// Whoever sums offices up waits for one who does already: it may be the same ones.
    summing: Mutex<()>,
    trees: Mutex<BTreeMap<OfficeId, Tree>>,
}

/// Who does what, once: the same `id` again has one effect and the same answer.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// Whose log.
    pub office: OfficeId,
    /// Who; [`PersonId::PROGRAM`] for the program itself.
    pub actor: PersonId,
    /// Made by the client.
    pub id: Uuid,
}

/// What became of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// Position of the last event it wrote, or of the state that already was so.
    pub position: u64,
    /// How many events it wrote; 0 when everything already was so, or it had been done before.
    pub events: usize,
}

impl App {
    /// Opens (and migrates) the database.
    ///
    /// # Errors
    /// The database cannot be opened, is newer than this program, or its secret cannot be read.
    pub async fn open(options: Options) -> Result<App, AppError> {
        #[cfg(test)]
        let options = Options { database: elsewhere::on_server(options.database), ..options };
        let log =
            EventLog::open(OpenOptions::new(&options.database).create(options.create).clock(options.clock.clone()))
                .await
                .map_err(AppError::unopened)?;
        let secret = Secret::beside(&log).await?;
        let (clock, demo, memory) = (options.clock, options.demo, Memory::default());
        let (briefs, summing, trees) = (Mutex::default(), Mutex::default(), Mutex::default());
        let inner = Inner { log, clock, secret, demo, memory, briefs, summing, trees };
        Ok(App { inner: Arc::new(inner), ids: options.ids })
    }

    /// The same program with another source of ids: the demonstration is the same on every machine.
    pub fn with_ids(&self, ids: Ids) -> App {
        App { inner: self.inner.clone(), ids }
    }

    /// Ids for what is made outside a command, such as command ids.
    pub fn ids(&self) -> &Ids {
        &self.ids
    }

    /// The log itself, for `verify`, `export` and `backup`.
    pub fn log(&self) -> &EventLog {
        &self.inner.log
    }

    /// The clock; the demonstration may move it.
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// Now, by this program's clock.
    pub fn now(&self) -> DateTime<Utc> {
        self.inner.clock.now()
    }

    /// The demonstration's folder, if this is one.
    pub fn demo(&self) -> Option<&Demo> {
        self.inner.demo.as_ref()
    }

    /// What is known now: the fold of the whole log, so everybody reads their own writes.
    ///
    /// # Errors
    /// No such office; the log cannot be read.
    pub async fn office(&self, id: OfficeId) -> Result<Known, AppError> {
        let loaded = self.loaded(id).await?;
        let before = loaded.bytes();
        let known = loaded.clone().caught_up(&self.inner.log).await?;
        if loaded.bytes() > before {
            self.make_room().await;
        }
        Ok(known)
    }

    /// What was known at a moment: the same fold of the log's prefix.
    ///
    /// # Errors
    /// As [`App::office`].
    pub async fn known_at(&self, id: OfficeId, moment: DateTime<Utc>) -> Result<Known, AppError> {
        let live = self.office(id).await?;
        if live.recorded_at().is_none_or(|last| last <= moment) {
            return Ok(live);
        }
        drop(live);
        let position = self.position_at(id, moment).await?;
        self.known_up_to(id, position).await
    }

    /// Forgets every past state kept in memory and says at which positions snapshots were: only time depends on them.
    ///
    /// # Errors
    /// As [`App::office`].
    pub async fn forget_snapshots(&self, id: OfficeId) -> Result<Vec<u64>, AppError> {
        let loaded = self.loaded(id).await?;
        Ok(loaded.with_snapshots(|kept| {
            let positions = kept.positions();
            kept.forget();
            positions
        }))
    }

    /// The fold from the first event up to a position, kept nowhere: what `rebuild` compares the live one with.
    ///
    /// # Errors
    /// The log cannot be read.
    pub async fn folded_anew(&self, id: OfficeId, position: u64) -> Result<OfficeState, AppError> {
        known::folded(&self.inner.log, id, Some(position)).await
    }

    /// The same fold with a stop half-way, as a program folds that was running meanwhile.
    ///
    /// # Errors
    /// The log cannot be read.
    pub async fn folded_in_two(&self, id: OfficeId, position: u64) -> Result<OfficeState, AppError> {
        known::folded_in_two(&self.inner.log, id, position).await
    }

    /// Names and addresses of the office's people.
    ///
    /// # Errors
    /// As [`App::office`].
    pub async fn names(&self, id: OfficeId) -> Result<Arc<Names>, AppError> {
        let loaded = self.loaded(id).await?;
        let known = loaded.clone().caught_up(&self.inner.log).await?;
        loaded.names(&self.inner, &known).await
    }

    /// Decides on the newest state and records the decision; decides anew if somebody else's command came between.
    ///
    /// # Errors
    /// What the decision refuses; a conflict that stays; [`AppError::Unknown`] when the disk did not say whether it is
    /// saved: the same command id again settles it.
    pub async fn change(
        &self,
        command: Command,
        decide: impl Fn(&OfficeState, &Ids) -> Result<Vec<Change>, Refusal>,
    ) -> Result<Done, AppError> {
        self.change_upon(command, |state, ids| Ok((decide(state, ids)?, None))).await
    }

    /// The same of a decision that rests on a stream it does not write to as well: it is taken anew if that one has moved.
    ///
    /// # Errors
    /// As [`App::change`].
    pub async fn change_upon(
        &self,
        command: Command,
        decide: impl Fn(&OfficeState, &Ids) -> Result<(Vec<Change>, Option<Stream>), Refusal>,
    ) -> Result<Done, AppError> {
        for _ in 0..TRIES {
            let known = self.office(command.office).await?;
            let (changes, upon) = decide(&known, &self.ids).map_err(AppError::Refused)?;
            let position = known.position();
            if changes.is_empty() {
                return Ok(Done { position, events: 0 });
            }
            let events = changes.len();
            let mut append = self.append_of(command, &known, changes);
            append.writes.extend(upon.map(|stream| write_to(&known, stream)));
            drop(known);
            match self.inner.log.append(append).await {
                // Sent again after something else came, it finds something to do and does it no second time.
                Ok(done) if done.repeated => return Ok(Done { position: done.last, events: 0 }),
                Ok(done) => return Ok(Done { position: done.last, events }),
                Err(AppendError::Conflict { .. }) => {}
                Err(AppendError::Unknown { command_id }) => return Err(AppError::Unknown { command_id }),
                Err(e) => return Err(AppError::broken("append to the log", &e)),
            }
        }
        Err(AppError::Conflict)
    }

    /// Begins an office's log.
    ///
    /// # Errors
    /// The office is there already, or the log cannot be written.
    pub async fn register_office(
        &self,
        command: Command,
        office: OfficeRegistered,
        today: NaiveDate,
    ) -> Result<Done, AppError> {
        let changes = Office::register(command.office, office, today).map_err(AppError::Refused)?;
        let events = changes.len();
        let append = self.append_of(command, &OfficeState::new(command.office), changes);
        match self.inner.log.append(append).await {
            Ok(done) => Ok(Done { position: done.last, events }),
            Err(AppendError::Conflict { .. }) => Err(AppError::Conflict),
            Err(AppendError::Unknown { command_id }) => Err(AppError::Unknown { command_id }),
            Err(e) => Err(AppError::broken("append to the log", &e)),
        }
    }

    /// One write per stream, in the order the streams first appear, each on the version the decision saw.
    fn append_of(&self, command: Command, known: &OfficeState, changes: Vec<Change>) -> Append {
        let mut writes: Vec<Write> = Vec::new();
        let mut place: std::collections::HashMap<Stream, usize> = std::collections::HashMap::new();
        for change in changes {
            let event = NewEvent {
                event_id: self.ids.next(),
                kind: change.event.kind().to_owned().into(),
                schema_version: change.event.schema_version(),
                occurred_on: change.occurred_on,
                payload: change.event.payload(),
            };
            let at = *place.entry(change.stream).or_insert_with(|| {
                writes.push(write_to(known, change.stream));
                writes.len() - 1
            });
            if let Some(write) = writes.get_mut(at) {
                write.events.push(event);
            }
        }
        Append {
            log: LogId(command.office.0),
            command_id: command.id,
            actor: command.actor.0,
            correlation: None,
            causation: None,
            writes,
            result: String::new(),
        }
    }
}

/// A write on the version that is known, without events yet: as it is, it only guards.
fn write_to(known: &OfficeState, stream: Stream) -> Write {
    let expected = match known.version_of(stream) {
        0 => Expected::New,
        version => Expected::Exact(version),
    };
    Write { stream: stream.to_string(), expected, events: Vec::new() }
}
