//! Sending: letters of the queue go one by one, and what became of each is an event before its row goes. A letter may be sent
//! twice only when its body was on its way while the program or the line ended (RELIABILITY of mail: RFC 1047).

use super::{
    answer::without_addresses,
    letter::{Composed, compose},
    plan::{invite, morning, turn_windows},
    queue::{Claim, ONCE_MORE, Queue},
};
use crate::{
    app::{App, AppError, Command},
    ending::Ending,
    mail::{Carriage, Cause, Letter, NotSent, Sent},
    web::Site,
};
use chrono::{DateTime, Duration, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use vekha_domain::{
    event::{Change, ReminderSent, ReminderUncertain, ReminderUndeliverable, Undeliverable},
    ids::{OfficeId, PersonId, ReminderId},
    stream::Stream,
};

/// Letters taken at once; what is taken and not begun is given back when the program ends.
const BATCH: u32 = 20;
/// How long a letter that was not taken waits before the next attempt, in minutes; the last goes on for ever. Greylisting wants
/// five at least.
const WAITS: [i64; 4] = [5, 30, 120, 180];
/// After so long a letter is given up (RFC 5321, 4.5.4.1).
const PATIENCE: Duration = Duration::days(5);
/// How often an event that could not be recorded is tried again, and after what pause, which doubles.
const TRIES: u32 = 7;
const PAUSE: std::time::Duration = std::time::Duration::from_millis(100);

/// What sending came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sending {
    /// Letters the server took.
    pub sent: usize,
    /// Letters that are tried again.
    pub later: usize,
    /// Letters that may have arrived.
    pub unknown: usize,
    /// Letters that will not be sent.
    pub undeliverable: usize,
}

/// Plans what today calls for and sends everything that is due, now, of all offices, whatever the hour.
///
/// # Errors
/// The log or the database cannot be read or written.
pub async fn run_due(site: &Site) -> Result<Sending, AppError> {
    for office in site.app.offices().await? {
        turn_windows(&site.app, office.id).await?;
        morning(&site.app, office.id).await?;
        invite(&site.app, office.id).await?;
    }
    send_all(site).await
}

/// Sends everything that is due, of all offices.
///
/// # Errors
/// The log or the database cannot be read or written.
pub async fn send_all(site: &Site) -> Result<Sending, AppError> {
    let mut all = Sending::default();
    for office in site.app.offices().await? {
        let sent = send(site, office.id, &Ending::default()).await?;
        all.sent += sent.sent;
        all.later += sent.later;
        all.unknown += sent.unknown;
        all.undeliverable += sent.undeliverable;
    }
    Ok(all)
}

/// Sends everything that is due of an office, until an end is asked for.
///
/// # Errors
/// The log or the database cannot be read or written. What was taken is given back.
pub async fn send(site: &Site, office: OfficeId, ending: &Ending) -> Result<Sending, AppError> {
    let queue = Queue::new(&site.app, office);
    let mut round =
        Round { site, office, queue, carriage: Carriage::new(site.outbox.clone()), done: Sending::default() };
    let outcome = round.run(ending).await;
    round.carriage.close().await;
    round.queue.release().await?;
    outcome.map(|()| round.done)
}

/// What became of a letter, for the log.
#[derive(Clone, Debug)]
enum Outcome {
    Sent(String),
    Uncertain(String),
    Undeliverable(Undeliverable, String),
}

struct Round<'a> {
    site: &'a Site,
    office: OfficeId,
    queue: Queue,
    carriage: Carriage,
    done: Sending,
}

impl Round<'_> {
    async fn run(&mut self, ending: &Ending) -> Result<(), AppError> {
        self.queue.fill().await?;
        for claim in self.queue.abandoned().await? {
            self.settle(claim, None, Outcome::Uncertain("the program ended while the letter was going".to_owned()))
                .await?;
        }
        loop {
            let claims = if self.pauses(ending) { Vec::new() } else { self.queue.claim(BATCH).await? };
            if claims.is_empty() {
                return Ok(());
            }
            for claim in claims {
                if self.pauses(ending) {
                    return Ok(());
                }
                self.one(claim).await?;
            }
        }
    }

    fn pauses(&self, ending: &Ending) -> bool {
        ending.is_asked() || self.site.outbox.rest().until(self.site.app.now()).is_some()
    }

    async fn one(&mut self, claim: Claim) -> Result<(), AppError> {
        let Some((since, unanswered)) = self.stands(claim.reminder).await? else {
            return self.queue.take_away(claim.reminder).await;
        };
        let letter = match compose(self.site, self.office, claim.reminder).await {
            Ok(Composed::Letter(letter)) => letter,
            Ok(Composed::NoAddress) => {
                return self.give_up(claim, unanswered, Undeliverable::NoAddress, String::new()).await;
            }
            Ok(Composed::Pointless) => {
                return self.give_up(claim, unanswered, Undeliverable::Pointless, String::new()).await;
            }
            Err(e) => {
                tracing::error!(letter = %claim.reminder, error = %e, "a letter could not be written");
                return self.later(claim, unanswered, since, String::new()).await;
            }
        };
        let noted = async {
            let begun = self.queue.begin(claim).await;
            begun
                .inspect_err(|e| tracing::warn!(letter = %claim.reminder, error = %e, "a letter was held back"))
                .unwrap_or(false)
        };
        let carried = self.carriage.carry(&letter, noted).await;
        self.judge(claim, since, unanswered, &letter, carried).await
    }

    /// Since when a letter waits and how often it went without an answer; none when it is settled.
    async fn stands(&self, id: ReminderId) -> Result<Option<(DateTime<Utc>, u8)>, AppError> {
        let known = self.site.app.office(self.office).await?;
        let book = known.mailbook();
        let letter = book.letter(id).filter(|_| book.is_unsettled(id));
        Ok(letter.map(|letter| (letter.queued_at, letter.unanswered)))
    }

    async fn judge(
        &mut self,
        claim: Claim,
        since: DateTime<Utc>,
        unanswered: u8,
        letter: &Letter,
        carried: Result<Sent, NotSent>,
    ) -> Result<(), AppError> {
        let (rest, now) = (self.site.outbox.rest(), self.site.app.now());
        let why = match &carried {
            Ok(sent) => without_addresses(&sent.answer, &letter.to),
            Err(why) => without_addresses(why.why(), &letter.to),
        };
        match carried {
            Err(NotSent::Unreachable(_)) => {
                if rest.begin(Cause::Silent, now) {
                    tracing::warn!(why, "the mail server does not answer; letters wait");
                }
                self.later(claim, unanswered, since, why).await
            }
            // The letter is given back as it was: nothing was said about it.
            Err(NotSent::NotSignedIn(_)) => {
                if rest.begin(Cause::NotSignedIn, now) {
                    tracing::error!(
                        why,
                        "the mail server does not let the program sign in: no letter goes until [mail] is mended"
                    );
                }
                self.done.later += 1;
                Ok(())
            }
            Err(NotSent::Unknown(_)) => {
                self.done.unknown += 1;
                self.settle(claim, Some(unanswered), Outcome::Uncertain(why)).await
            }
            Ok(_) => {
                rest.end();
                self.done.sent += 1;
                self.settle(claim, Some(unanswered), Outcome::Sent(why)).await
            }
            Err(NotSent::Later(_)) => {
                rest.end();
                self.later(claim, unanswered, since, why).await
            }
            Err(NotSent::AddressRefused(_)) => {
                rest.end();
                self.give_up(claim, unanswered, Undeliverable::AddressRefused, why).await
            }
            Err(NotSent::LetterRefused(_)) => {
                rest.end();
                tracing::error!(letter = %claim.reminder, why, "the mail server does not want a letter");
                self.give_up(claim, unanswered, Undeliverable::LetterRefused, why).await
            }
        }
    }

    /// Tried again after a while, unless that is too late.
    async fn later(&mut self, claim: Claim, unanswered: u8, since: DateTime<Utc>, why: String) -> Result<(), AppError> {
        let nth = usize::from(claim.attempt.saturating_sub(1)).min(WAITS.len() - 1);
        let wait = Duration::minutes(WAITS.get(nth).copied().unwrap_or(180));
        if self.site.app.now() + wait > since + PATIENCE {
            return self.give_up(claim, unanswered, Undeliverable::GivenUp, why).await;
        }
        self.done.later += 1;
        self.queue.put_back(claim, false, wait, &why).await
    }

    async fn give_up(
        &mut self,
        claim: Claim,
        unanswered: u8,
        cause: Undeliverable,
        why: String,
    ) -> Result<(), AppError> {
        self.done.undeliverable += 1;
        self.settle(claim, Some(unanswered), Outcome::Undeliverable(cause, why)).await
    }

    /// The event first, the row after; whoever was replaced meanwhile says nothing. `unanswered` is what the letter stood at when
    /// it was taken: if somebody else has said since that it may have arrived, that stays.
    async fn settle(&self, claim: Claim, unanswered: Option<u8>, outcome: Outcome) -> Result<(), AppError> {
        if !self.queue.holds(claim).await? {
            tracing::warn!(letter = %claim.reminder, ?outcome, "somebody else has the letter by now");
            return Ok(());
        }
        record(&self.site.app, self.office, claim, unanswered, &outcome).await?;
        match (outcome, self.stands(claim.reminder).await?) {
            (Outcome::Uncertain(why), Some(_)) => self.queue.put_back(claim, true, ONCE_MORE, &why).await,
            (_, _) => self.queue.take_away(claim.reminder).await,
        }
    }
}

/// Records what became of a letter. The command's id is made of letter, attempt and outcome, so whoever tries again adds nothing.
async fn record(
    app: &App,
    office: OfficeId,
    claim: Claim,
    unanswered: Option<u8>,
    outcome: &Outcome,
) -> Result<(), AppError> {
    let (id, now) = (claim.reminder, app.now());
    let command = Command { office, actor: PersonId::PROGRAM, id: command_id(claim, outcome) };
    let mut pause = PAUSE;
    for _ in 1..TRIES {
        let done = app
            .change(command, |state, _| {
                let book = state.mailbook();
                let asked = book.letter(id).filter(|letter| unanswered.is_none_or(|n| n == letter.unanswered));
                let day = state.local_day(now);
                Ok(asked.filter(|_| book.is_unsettled(id)).map(|_| outcome.change(claim, day)).into_iter().collect())
            })
            .await;
        match done {
            Ok(_) => return Ok(()),
            Err(e) => tracing::warn!(letter = %id, error = %e, "what became of a letter could not be recorded yet"),
        }
        tokio::time::sleep(pause).await;
        pause *= 2;
    }
    Err(AppError::Conflict)
}

impl Outcome {
    fn code(&self) -> &'static str {
        match self {
            Outcome::Sent(_) => "sent",
            Outcome::Uncertain(_) => "uncertain",
            Outcome::Undeliverable(..) => "undeliverable",
        }
    }

    fn change(&self, claim: Claim, day: chrono::NaiveDate) -> Change {
        let (stream, attempt) = (Stream::Reminder(claim.reminder), claim.attempt);
        match self.clone() {
            Outcome::Sent(answer) => Change::new(stream, day, ReminderSent { answer, attempt }),
            Outcome::Uncertain(answer) => Change::new(stream, day, ReminderUncertain { answer, attempt }),
            Outcome::Undeliverable(cause, answer) => Change::new(stream, day, ReminderUndeliverable { cause, answer }),
        }
    }
}

fn command_id(claim: Claim, outcome: &Outcome) -> Uuid {
    let mut hash = Sha256::new();
    hash.update(claim.reminder.0.as_bytes());
    hash.update(claim.attempt.to_be_bytes());
    hash.update(outcome.code());
    let digest = hash.finalize();
    let bytes = digest.first_chunk::<16>().copied().unwrap_or_default();
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}
