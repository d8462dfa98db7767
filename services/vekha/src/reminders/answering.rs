//! Answering a letter: the page behind a personal link and an answer by mail decide here, each in one command with its own
//! trace in the letter's stream.
//!
//! ```text
//! let answer = Answer { office, reminder, item, command, way };        // way: Way::Link or Way::Mail
//! mark(app, &answer, Said { performed_on, links, note }).await         // complete(), and MeetingHeld for a meeting
//! ask_move(app, &answer, Some(day), "reason").await                    // request_move()
//! name_date(app, &answer, at, minutes, place).await                    // MeetingDateSet
//! hand_in(app, &answer, links, "note").await                           // WindowAnswered
//! enter(app, &answer, values, confirmed, "reason").await               // ValuesReported, ValuesCorrected
//! follow(app, &answer, links).await                                    // RecommendationDone
//! ```
//!
//! `Ok(Answered { new: false, .. })` when this very command was carried out before, and for a link that is used up: nothing is
//! written, the receipt tells what was. `Err(AppError::Refused(_))` when the domain says no: `PassedOn` when the row is not the
//! recipient's any longer, `NothingToAnswer` when the item asks for nothing of the kind, `AlreadyMarked`, `RoadmapClosed`, ….
//! `Err(AppError::NotFound)` when there is no such letter or item. The actor is the recipient; the program for a mailbox of an
//! organisation. The command id is made by the caller from what was sent (see [`command_id`]): the same id again has one effect,
//! and is the id of the mark.

use super::asked_for::{AskedFor, actor, asked_for, is_theirs, used};
use crate::app::{App, AppError, Command, completed, scores};
use chrono::{NaiveDate, NaiveDateTime};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use vekha_domain::{
    activity::{Activity, Report},
    event::{Change, LinkUsed, MeetingDateSet, MoveRequested, ReplyOutcome, ReplyReceived, Whose, WindowAnswered},
    ids::{ActivityId, MarkId, MonitoringId, OfficeId, ReminderId},
    monitoring::Monitoring,
    proof::ProofLink,
    refusal::Refusal,
    stream::Stream,
};
use vekha_projections::{OfficeState, Reminder};

/// How an answer came.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// By the personal link: used up with it.
    Link,
    /// By a letter.
    Mail,
}

/// Which item of which letter is answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Answer {
    /// Whose log.
    pub office: OfficeId,
    /// Which letter.
    pub reminder: ReminderId,
    /// Which item of it, from 0.
    pub item: u16,
    /// The command, and the mark it makes.
    pub command: Uuid,
    /// How it came.
    pub way: Way,
}

/// A mark as its author states it; the row is the item's.
#[derive(Clone, PartialEq, Debug)]
pub struct Said {
    /// The day the work was performed.
    pub performed_on: NaiveDate,
    /// Confirming documents.
    pub links: Vec<ProofLink>,
    /// Short result.
    pub note: Option<String>,
}

/// What became of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Answered {
    /// The mark it made, if it made one.
    pub mark: Option<MarkId>,
    /// Place in the office's log.
    pub position: u64,
    /// False when it had been carried out before.
    pub new: bool,
}

/// The command of what one typed: the same key of the same item again is the same command, and nobody else's.
pub fn command_id(reminder: ReminderId, item: u16, key: &[u8]) -> Uuid {
    let mut hash = Sha256::new();
    hash.update(reminder.0.as_bytes());
    hash.update(item.to_be_bytes());
    hash.update(key);
    let bytes = hash.finalize().first_chunk::<16>().copied().unwrap_or_default();
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// Marks the row of an item as done; the mark of a meeting closes the meeting.
///
/// # Errors
/// As the head of this file says.
pub async fn mark(app: &App, answer: &Answer, said: Said) -> Result<Answered, AppError> {
    let mark = MarkId(answer.command);
    let decide = |state: &OfficeState, asked: AskedFor, today: NaiveDate| {
        let AskedFor::Row { activity, occurrence, executor } = asked else { return Err(Refusal::NothingToAnswer) };
        let known = in_force(state, activity)?;
        let Said { performed_on, links, note } = said.clone();
        let report = Report { occurrence, executor, performed_on, links, note };
        completed(state, known, mark, &report, today)
    };
    carry_out(app, answer, Some(mark), ReplyOutcome::Marked, decide).await
}

/// Asks for another term of the row of an item; the coordinator decides.
///
/// # Errors
/// As the head of this file says.
pub async fn ask_move(app: &App, answer: &Answer, to: Option<NaiveDate>, reason: &str) -> Result<Answered, AppError> {
    let decide = |state: &OfficeState, asked: AskedFor, today: NaiveDate| {
        let AskedFor::Row { activity, occurrence, executor } = asked else { return Err(Refusal::NothingToAnswer) };
        let requested = MoveRequested { occurrence, executor, to, reason: reason.to_owned() };
        in_force(state, activity)?.request_move(requested, state.office(), today)
    };
    carry_out(app, answer, None, ReplyOutcome::MoveRequested, decide).await
}

/// Names the date of a meeting, in the office's time.
///
/// # Errors
/// As the head of this file says.
pub async fn name_date(
    app: &App,
    answer: &Answer,
    at: NaiveDateTime,
    minutes: u16,
    place: Option<String>,
) -> Result<Answered, AppError> {
    let decide = |state: &OfficeState, asked: AskedFor, today: NaiveDate| {
        let AskedFor::Date { series, occurrence } = asked else { return Err(Refusal::NothingToAnswer) };
        let series = state.series(series).ok_or(Refusal::SeriesEnded)?;
        in_force(state, series.activity)?;
        series.set_date(MeetingDateSet { occurrence, at, minutes, place: place.clone() }, today)
    };
    carry_out(app, answer, None, ReplyOutcome::Noted, decide).await
}

/// Hands in what a window asks an organisation for.
///
/// # Errors
/// As the head of this file says.
pub async fn hand_in(app: &App, answer: &Answer, links: Vec<ProofLink>, note: &str) -> Result<Answered, AppError> {
    let decide = |state: &OfficeState, asked: AskedFor, today: NaiveDate| {
        let AskedFor::Answer { monitoring, window, organisation } = asked else {
            return Err(Refusal::NothingToAnswer);
        };
        let monitoring = asking(state, monitoring)?;
        let answered = WindowAnswered::new(window, organisation, links.clone(), note);
        monitoring.answer(answered, state.office(), today)
    };
    carry_out(app, answer, None, ReplyOutcome::Marked, decide).await
}

/// Enters or corrects values of a scored window, all or none; `confirmed` says that the fulfilment of the roadmap is taken with
/// its figures of today.
///
/// # Errors
/// As the head of this file says; the place of a refused value is that in `values`.
pub async fn enter(
    app: &App,
    answer: &Answer,
    values: Vec<scores::Given>,
    confirmed: bool,
    reason: &str,
) -> Result<Answered, AppError> {
    let decide = |state: &OfficeState, asked: AskedFor, today: NaiveDate| {
        let AskedFor::Values { monitoring, window, organisation } = asked else {
            return Err(Refusal::NothingToAnswer);
        };
        asking(state, monitoring)?;
        let typed = |given: &scores::Given| scores::Typed {
            whose: Whose::of(organisation),
            indicator: given.indicator.clone(),
            text: given.text.clone(),
            links: given.links.clone(),
        };
        let typed: Vec<scores::Typed> = values.iter().map(typed).collect();
        let read = scores::read(state, (monitoring, window), &typed, confirmed, today)?;
        scores::report(state, (monitoring, window), &read, reason, today)
    };
    carry_out(app, answer, None, ReplyOutcome::Marked, decide).await
}

/// Reports a recommendation as followed.
///
/// # Errors
/// As the head of this file says.
pub async fn follow(app: &App, answer: &Answer, links: Vec<ProofLink>) -> Result<Answered, AppError> {
    let decide = |state: &OfficeState, asked: AskedFor, today: NaiveDate| {
        let AskedFor::Recommendation { monitoring, window, number, .. } = asked else {
            return Err(Refusal::NothingToAnswer);
        };
        asking(state, monitoring)?.follow(window, number, links.clone(), state.office(), today)
    };
    carry_out(app, answer, None, ReplyOutcome::Marked, decide).await
}

/// One command: what is decided, and the trace of it in the letter's stream.
async fn carry_out(
    app: &App,
    answer: &Answer,
    mark: Option<MarkId>,
    outcome: ReplyOutcome,
    decide: impl Fn(&OfficeState, AskedFor, NaiveDate) -> Result<Vec<Change>, Refusal>,
) -> Result<Answered, AppError> {
    let now = app.now();
    let known = app.office(answer.office).await?;
    let to = letter_of(&known, answer).ok_or(AppError::NotFound)?.to;
    drop(known);
    let command = Command { office: answer.office, actor: actor(to), id: answer.command };
    let done = app
        .change(command, |state, _| {
            let letter = letter_of(state, answer).ok_or(Refusal::NothingToAnswer)?;
            let item = letter.items.get(usize::from(answer.item)).ok_or(Refusal::NothingToAnswer)?;
            let asked = asked_for(state, item).ok_or(Refusal::NothingToAnswer)?;
            let once = answer.way == Way::Link && asked.is_answered_once();
            let spent = once && used(state, letter, asked).is_some();
            if spent || mark.is_some_and(|mark| is_made(state, asked, mark)) {
                return Ok(Vec::new());
            }
            let today = state.local_day(now);
            if !is_theirs(state, letter.to, asked, today) {
                return Err(Refusal::PassedOn);
            }
            let mut changes = decide(state, asked, today)?;
            if !changes.is_empty() || asked.is_answered_once() {
                changes.push(trace(answer, mark, outcome, today));
            }
            Ok(changes)
        })
        .await?;
    Ok(Answered { mark, position: done.position, new: done.events > 0 })
}

fn trace(answer: &Answer, mark: Option<MarkId>, outcome: ReplyOutcome, today: NaiveDate) -> Change {
    let stream = Stream::Reminder(answer.reminder);
    match answer.way {
        Way::Link => Change::new(stream, today, LinkUsed { item: answer.item, mark }),
        Way::Mail => Change::new(stream, today, ReplyReceived { outcome, item: Some(answer.item) }),
    }
}

fn letter_of<'a>(state: &'a OfficeState, answer: &Answer) -> Option<&'a Reminder> {
    let letter = state.mailbook().letter(answer.reminder)?;
    letter.items.get(usize::from(answer.item)).map(|_| letter)
}

fn is_made(state: &OfficeState, asked: AskedFor, mark: MarkId) -> bool {
    let AskedFor::Row { activity, .. } = asked else { return false };
    state.activity(activity).is_some_and(|activity| activity.mark(mark).is_some())
}

/// The monitoring, of a roadmap that has not ended.
fn asking(state: &OfficeState, id: MonitoringId) -> Result<&Monitoring, Refusal> {
    let monitoring = state.monitoring(id).ok_or(Refusal::WindowUnknown)?;
    let closed = state.roadmap(monitoring.roadmap).is_some_and(|r| r.closed.is_some());
    if closed { Err(Refusal::RoadmapClosed) } else { Ok(monitoring) }
}

/// The activity, of a roadmap that has not ended.
fn in_force(state: &OfficeState, activity: ActivityId) -> Result<&Activity, Refusal> {
    let known = state.activity(activity).ok_or(Refusal::ActivityUnknown)?;
    let closed = state.roadmap(known.roadmap).is_some_and(|r| r.closed.is_some());
    if closed { Err(Refusal::RoadmapClosed) } else { Ok(known) }
}
