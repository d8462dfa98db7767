//! Answers by mail: a message from the office's mailbox, or from a pipe, becomes a mark, a request for another term, or a note to the
//! coordinator. Handling the same message again changes nothing, so a mailbox may be read as often as need be.
//!
//! What a message may do needs both the code that only the letter tells and the recipient's own address; see `letters`.

mod bounces;
mod decide;
mod html;
mod imap;
pub mod kept;
mod letters;
mod message;
mod reading;
pub mod receipts;
mod rows;
mod settings;

pub use imap::{Mailbox, NotRead, Polled, poll};
pub use message::{HEAD, LARGEST};
pub use settings::{InboxSettings, WrongInbox};

use crate::{
    app::{AppError, Command},
    web::Site,
};
use kept::{Kept, Words};
use letters::Named;
use message::Received;
use rows::Fault;
use sha2::{Digest, Sha256};
use uuid::Uuid;
use vekha_domain::{
    event::{Change, ReminderBounced},
    ids::PersonId,
    reminder::Recipient,
    stream::Stream,
};
use vekha_projections::Delivery;

/// What became of a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Handled {
    /// A mark of fulfilment.
    Marked,
    /// A request for another term.
    MoveRequested,
    /// Refused, with a receipt that says why.
    Refused(Fault),
    /// A note to the coordinator; the fault says why nothing else, when it was not trusted.
    Noted(Option<Fault>),
    /// A letter came back.
    Bounced,
    /// A program sent it by itself.
    Automatic,
    /// No office knows the sender, or it is no message.
    Unknown,
    /// It was handled before.
    Again,
}

impl Handled {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Handled::Marked => "marked",
            Handled::MoveRequested => "move_requested",
            Handled::Refused(_) => "refused",
            Handled::Noted(_) => "noted",
            Handled::Bounced => "bounced",
            Handled::Automatic => "automatic",
            Handled::Unknown => "unknown",
            Handled::Again => "again",
        }
    }
}

/// Handles a message, once however often it comes.
///
/// # Errors
/// A fault of the log or the database: the message is to be brought again.
pub async fn handle(site: &Site, bytes: &[u8]) -> Result<Handled, AppError> {
    handle_part(site, bytes, bytes.len()).await
}

/// The same with the beginning of a message that weighs `size` bytes.
///
/// # Errors
/// As [`handle`].
pub async fn handle_part(site: &Site, bytes: &[u8], size: usize) -> Result<Handled, AppError> {
    let bytes = bytes.to_vec();
    // Apart from everything else: whatever a message makes the reader do, the program goes on.
    let read = tokio::task::spawn_blocking(move || message::received(&bytes, size)).await;
    let handled = match read {
        Ok(Some(message)) => take(site, &message).await?,
        Ok(None) | Err(_) => Handled::Unknown,
    };
    tracing::info!(outcome = handled.code(), "a message was handled");
    Ok(handled)
}

async fn take(site: &Site, message: &Received) -> Result<Handled, AppError> {
    let app = &site.app;
    let sender = message.from.clone().unwrap_or_default();
    let id = reply_id(message, &sender);
    if let Some(before) = kept::find(app, id).await? {
        // A crash may have come between the row and its receipt.
        receipts::finish(app, &before).await?;
        return Ok(Handled::Again);
    }
    let hash = app.keyed_hash(&[b"sender", sender.as_bytes()]).unwrap_or_default().to_vec();
    let kept = |outcome: Handled| Kept::new(id, hash.clone(), outcome.code(), app.now());
    if let Some(text) = &message.report
        && let Some(report) = bounces::read(text)
        && let Some(named) = letters::returned(app, message, text).await?
    {
        bounced(site, named, report, id).await?;
        let row = Kept { log_id: Some(named.office.0), reminder_id: Some(named.letter.0), ..kept(Handled::Bounced) };
        kept::keep(app, &row).await?;
        return Ok(Handled::Bounced);
    }
    if message.automatic {
        kept::keep(app, &kept(Handled::Automatic)).await?;
        return Ok(Handled::Automatic);
    }
    let Some(named) = letters::answered(app, message).await? else {
        return stray(site, message, &sender, kept(Handled::Noted(None))).await;
    };
    let to = {
        let known = app.office(named.office).await?;
        known.mailbook().letter(named.letter).map(|letter| letter.to)
    };
    let Some(to) = to else { return Ok(Handled::Unknown) };
    let own = letters::address(app, named.office, to).await?.is_some_and(|address| address == sender);
    let fault = match (named.proven, own && !message.sent_for) {
        (false, _) => Some(Fault::Code),
        (true, false) => Some(Fault::Sender),
        (true, true) => None,
    };
    let person = match to {
        Recipient::Person(person) if own => Some(person.0),
        Recipient::Person(_) | Recipient::Organisation(_) => None,
    };
    let row = Kept { log_id: Some(named.office.0), person_id: person, ..kept(Handled::Noted(fault)) };
    let row = Kept { reminder_id: Some(named.letter.0), ..row };
    match fault {
        None => decide::answer(site, message, named, row).await,
        Some(fault) => {
            let row = Kept { fault: Some(fault.code().to_owned()), ..with_words(site, message, row) };
            kept::keep(app, &row).await?;
            Ok(Handled::Noted(Some(fault)))
        }
    }
}

/// A message that answers no letter: whoever is known is heard by the own office, others are counted.
async fn stray(site: &Site, message: &Received, sender: &str, row: Kept) -> Result<Handled, AppError> {
    let Some((office, person)) = letters::known_by(&site.app, sender).await? else {
        kept::keep(&site.app, &Kept { outcome: Handled::Unknown.code().to_owned(), ..row }).await?;
        return Ok(Handled::Unknown);
    };
    let row = Kept { log_id: Some(office.0), person_id: person.map(|person| person.0), ..row };
    let row = Kept { fault: Some(Fault::NoLetter.code().to_owned()), ..with_words(site, message, row) };
    kept::keep(&site.app, &row).await?;
    Ok(Handled::Noted(Some(Fault::NoLetter)))
}

/// The row with what people have to read.
fn with_words(site: &Site, message: &Received, row: Kept) -> Kept {
    let own = reading::own_text(&message.text);
    let text = if own.is_empty() { message.text.trim().to_owned() } else { own };
    let words = Words {
        from: message.from.clone().unwrap_or_default(),
        subject: message.subject.clone(),
        text: message::clipped(&text, message::WORDS),
    };
    Kept { sealed: kept::sealed(&site.app, &words), ..row }
}

async fn bounced(site: &Site, named: Named, report: bounces::Report, id: Uuid) -> Result<(), AppError> {
    let now = site.app.now();
    let command = Command { office: named.office, actor: PersonId::PROGRAM, id };
    let done = site.app.change(command, |state, _| {
        let standing = state.mailbook().letter(named.letter).map(|letter| &letter.delivery);
        if standing.is_none_or(|delivery| matches!(delivery, Delivery::Bounced(..))) {
            return Ok(Vec::new());
        }
        let bounced = ReminderBounced { status: report.status.clone(), permanent: report.permanent };
        Ok(vec![Change::new(Stream::Reminder(named.letter), state.local_day(now), bounced)])
    });
    done.await.map(drop)
}

/// The same message from the same sender is the same row.
fn reply_id(message: &Received, sender: &str) -> Uuid {
    let mut hash = Sha256::new();
    hash.update(message.key);
    hash.update(sender);
    let bytes = hash.finalize().first_chunk::<16>().copied().unwrap_or_default();
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

#[cfg(test)]
mod tests;
