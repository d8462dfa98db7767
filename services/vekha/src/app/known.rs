//! One office in memory: the fold of its log, kept at the head.

use super::{AppError, Inner, Names, snapshots::Snapshots};
use chrono::{DateTime, Utc};
use std::{
    ops::Deref,
    sync::{
        Arc, Mutex as Briefly, PoisonError,
        atomic::{AtomicI64, AtomicU64, Ordering::Relaxed},
    },
};
use tokio::sync::{Mutex, OwnedRwLockReadGuard, RwLock, mpsc};
use vekha_domain::{
    event::{Event, Recorded, Undecodable},
    ids::{OfficeId, PersonId},
    stream::Stream,
};
use vekha_event_log::{EventLog, LogId, StoredEvent};
use vekha_projections::OfficeState;

/// Bytes of memory that an event takes once it is folded; the bench `region` measures it.
pub const BYTES_OF_EVENT: u64 = 350;
/// Pages of a thousand events that wait to be folded.
const PAGES_AHEAD: usize = 4;

/// What is known of an office, now or at a past moment. Do not keep it over a write: the live one holds writers up.
pub enum Known {
    /// At the head of the log.
    Live(OwnedRwLockReadGuard<OfficeState>),
    /// At an earlier position.
    Past(Arc<OfficeState>),
}

impl Deref for Known {
    type Target = OfficeState;

    fn deref(&self) -> &OfficeState {
        match self {
            Known::Live(state) => state,
            Known::Past(state) => state,
        }
    }
}

pub(super) struct Loaded {
    id: OfficeId,
    state: Arc<RwLock<OfficeState>>,
    snapshots: Briefly<Snapshots>,
    /// Whoever asks for a past state waits for one who asks already: it may be the same.
    past: Mutex<()>,
    names: Mutex<Option<(u64, Arc<Names>)>>,
    /// Events folded.
    folded: AtomicU64,
    /// Which turn it was when somebody last asked for it, and when that was.
    turn: AtomicU64,
    asked_at: AtomicI64,
}

impl Loaded {
    pub(super) fn new(id: OfficeId) -> Loaded {
        let state = Arc::new(RwLock::new(OfficeState::new(id)));
        let (folded, turn, asked_at) = (AtomicU64::default(), AtomicU64::default(), AtomicI64::default());
        let (past, names) = (Mutex::default(), Mutex::default());
        Loaded { id, state, snapshots: Briefly::default(), past, names, folded, turn, asked_at }
    }

    /// Somebody asks for it.
    pub(super) fn ask(&self, turn: u64, now: DateTime<Utc>) {
        self.turn.store(turn, Relaxed);
        self.asked_at.store(now.timestamp_micros(), Relaxed);
    }

    /// Which turn it was when somebody last asked for it.
    pub(super) fn turn(&self) -> u64 {
        self.turn.load(Relaxed)
    }

    /// When somebody last asked for it: microseconds since 1970.
    pub(super) fn asked_at(&self) -> i64 {
        self.asked_at.load(Relaxed)
    }

    /// Does somebody hold its state?
    pub(super) fn is_read(&self) -> bool {
        Arc::strong_count(&self.state) > 1
    }

    /// About how many bytes it takes.
    pub(super) fn bytes(&self) -> u64 {
        self.folded.load(Relaxed) * BYTES_OF_EVENT + self.with_snapshots(|kept| kept.bytes())
    }

    /// Forgets past states; says about how many bytes they took.
    pub(super) fn forget_past(&self) -> u64 {
        self.with_snapshots(|kept| {
            let bytes = kept.bytes();
            kept.forget();
            bytes
        })
    }

    /// The state at the head of the log, read on from where it was.
    pub(super) async fn caught_up(self: Arc<Self>, log: &EventLog) -> Result<Known, AppError> {
        let head = log.head(LogId(self.id.0)).await.map_err(|e| AppError::broken("read the head", &e))?;
        let state = self.state.clone().read_owned().await;
        if state.position() >= head.position {
            return Ok(Known::Live(state));
        }
        drop(state);
        let mut state = self.state.clone().write_owned().await;
        let mut mark = self.with_snapshots(|kept| kept.next(state.position()));
        let keep = |state: &OfficeState| {
            if state.position() == mark {
                mark = self.with_snapshots(|kept| {
                    kept.keep(state);
                    kept.next(mark)
                });
            }
        };
        fold(log, self.id, &mut state, None, keep).await?;
        self.folded.store(state.position(), Relaxed);
        Ok(Known::Live(state.downgrade()))
    }

    /// The state at an earlier position: the nearest snapshot before it and what follows, by the same fold.
    pub(super) async fn as_known_at(&self, log: &EventLog, position: u64) -> Result<Known, AppError> {
        let _one = self.past.lock().await;
        let nearest = self.with_snapshots(|kept| kept.nearest(position));
        if let Some(state) = nearest.as_ref().filter(|state| state.position() == position) {
            return Ok(Known::Past(state.clone()));
        }
        let mut state = nearest.map_or_else(|| OfficeState::new(self.id), |state| (*state).clone());
        fold(log, self.id, &mut state, Some(position), |_| {}).await?;
        let state = Arc::new(state);
        self.with_snapshots(|kept| kept.asked(&state));
        Ok(Known::Past(state))
    }

    /// Something quick with the snapshots.
    pub(super) fn with_snapshots<T>(&self, quick: impl FnOnce(&mut Snapshots) -> T) -> T {
        quick(&mut self.snapshots.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Names as of the newest event on any person's stream.
    pub(super) async fn names(&self, inner: &Inner, known: &OfficeState) -> Result<Arc<Names>, AppError> {
        let mut cached = self.names.lock().await;
        if let Some((_, names)) = cached.as_ref().filter(|(position, _)| *position == known.position()) {
            return Ok(names.clone());
        }
        let before = cached.take().map(|(_, names)| names);
        let names = Arc::new(Names::open(inner, self.id, known, before.as_deref()).await?);
        *cached = Some((known.position(), names.clone()));
        Ok(names)
    }
}

/// The fold from the first event up to a position, or of all there is.
pub(super) async fn folded(log: &EventLog, id: OfficeId, up_to: Option<u64>) -> Result<OfficeState, AppError> {
    let mut state = OfficeState::new(id);
    fold(log, id, &mut state, up_to, |_| {}).await?;
    Ok(state)
}

/// The fold up to a position, with a stop half-way.
pub(super) async fn folded_in_two(log: &EventLog, id: OfficeId, up_to: u64) -> Result<OfficeState, AppError> {
    let half = up_to / 2;
    let mut state = folded(log, id, Some(half)).await?;
    fold(log, id, &mut state, Some(up_to), |_| {}).await?;
    Ok(state)
}

/// Reads on from where the state is and applies; the one way a state comes to be. `seen` looks at it after each event.
async fn fold(
    log: &EventLog,
    id: OfficeId,
    state: &mut OfficeState,
    up_to: Option<u64>,
    mut seen: impl FnMut(&OfficeState),
) -> Result<(), AppError> {
    let from = state.position();
    let mut take = |page: Page| {
        for event in page.events {
            match event {
                Ok(event) => state.apply(&event),
                Err(Newer { position, recorded_at }) => state.skip(position, recorded_at),
            }
            seen(state);
        }
    };
    let first = Page::read(log, id, from, up_to).await?;
    let Some(after) = first.more else {
        take(first);
        return Ok(());
    };
    // A long way to go: the next pages are read and understood while these are folded.
    let (ahead, mut pages) = mpsc::channel(PAGES_AHEAD);
    let reading = tokio::spawn(read_ahead(log.clone(), id, after, up_to, ahead));
    take(first);
    while let Some(page) = pages.recv().await {
        take(page?);
    }
    // Pages end where the log does, or where the reader was ended before it: then the state is not what was asked for.
    reading.await.map_err(|e| AppError::broken("read the log to its end", &e))
}

async fn read_ahead(
    log: EventLog,
    id: OfficeId,
    after: u64,
    up_to: Option<u64>,
    ahead: mpsc::Sender<Result<Page, AppError>>,
) {
    let mut after = Some(after);
    while let Some(position) = after {
        let page = Page::read(&log, id, position, up_to).await;
        after = page.as_ref().ok().and_then(|page| page.more);
        if ahead.send(page).await.is_err() {
            return;
        }
    }
}

/// Some events of a log, one after the other.
struct Page {
    events: Vec<Result<Recorded, Newer>>,
    /// After which position there may be more.
    more: Option<u64>,
}

/// An event on a stream of a newer program.
struct Newer {
    position: u64,
    recorded_at: DateTime<Utc>,
}

impl Page {
    async fn read(log: &EventLog, id: OfficeId, after: u64, up_to: Option<u64>) -> Result<Page, AppError> {
        let (mut events, mut last, mut damage) = (Vec::new(), after, None);
        let more = log.read_some(LogId(id.0), after, up_to, |stored| {
            last = stored.position;
            match recorded(&stored) {
                Ok(Some(event)) => events.push(Ok(event)),
                Ok(None) => events.push(Err(Newer { position: stored.position, recorded_at: stored.recorded_at })),
                Err(e) => damage = damage.take().or(Some(e)),
            }
        });
        let more = more.await.map_err(|e| AppError::broken("read the log", &e))?;
        match damage {
            Some(e) => Err(AppError::broken("read an event", &e)),
            None => Ok(Page { events, more: more.then_some(last) }),
        }
    }
}

/// A stored event as the folds take it; `None` for a stream of a newer program.
pub(super) fn recorded(stored: &StoredEvent<'_>) -> Result<Option<Recorded>, Undecodable> {
    let Ok(stream) = stored.stream.parse::<Stream>() else { return Ok(None) };
    Ok(Some(Recorded {
        position: stored.position,
        stream,
        version: stored.version,
        occurred_on: stored.occurred_on,
        recorded_at: stored.recorded_at,
        actor: PersonId(stored.actor),
        event: Event::decode(stored.kind, stored.schema_version, stored.payload)?,
    }))
}
