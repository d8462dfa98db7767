//! Receipts: the letter that tells a sender what became of an answer. It is queued like any other, and worded from the row kept.

use super::kept::{Kept, answered_by};
use crate::{
    app::{App, AppError, Command},
    wording::Lang,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use vekha_domain::{
    event::{Change, LetterKind, ReminderQueued, ReplyOutcome, ReplyReceived},
    ids::{PersonId, ReminderId},
    refusal::Refusal,
    stream::Stream,
};

/// The receipt of a message.
pub fn id_of(reply: Uuid) -> ReminderId {
    ReminderId(derived(reply, b"receipt"))
}

fn derived(reply: Uuid, part: &[u8]) -> Uuid {
    let mut hash = Sha256::new();
    hash.update(part);
    hash.update(reply.as_bytes());
    let bytes = hash.finalize().first_chunk::<16>().copied().unwrap_or_default();
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// Writes into the log what is not there yet: that a letter was answered, and the receipt. A second time nothing changes.
///
/// # Errors
/// As [`App::change`].
pub async fn finish(app: &App, row: &Kept) -> Result<(), AppError> {
    let (Some(office), Some(letter)) = (row.office(), row.letter()) else { return Ok(()) };
    // Marks and requests leave their own trace; who is not trusted leaves none.
    let said = match row.outcome.as_str() {
        "refused" => Some(ReplyReceived { outcome: ReplyOutcome::Refused, item: row.item() }),
        "noted" if row.fault.is_none() => Some(ReplyReceived { outcome: ReplyOutcome::Noted, item: row.item() }),
        _ => None,
    };
    let receipt = row.receipt_id.map(ReminderId);
    let command = Command { office, actor: PersonId::PROGRAM, id: derived(row.reply_id, b"answer") };
    let now = app.now();
    let decide = |state: &vekha_projections::OfficeState| -> Result<Vec<Change>, Refusal> {
        let Some(answered) = state.mailbook().letter(letter) else { return Ok(Vec::new()) };
        let day = state.local_day(now);
        let said = said.clone().map(|said| Change::new(Stream::Reminder(letter), day, said));
        let queued = receipt.filter(|receipt| state.mailbook().letter(*receipt).is_none()).map(|receipt| {
            // Where no row was named, the receipt is about all of them.
            let one = row.item().and_then(|item| answered.items.get(usize::from(item)).cloned());
            let items = one.map_or_else(|| answered.items.clone(), |item| vec![item]);
            let queued = ReminderQueued { to: answered.to, day, letter: LetterKind::Receipt, items };
            Change::new(Stream::Reminder(receipt), day, queued)
        });
        Ok(said.into_iter().chain(queued).collect())
    };
    app.change(command, |state, _| decide(state)).await.map(drop)
}

/// Why the answer that a receipt is about was refused, as a code; none when it was not, or is not kept any longer.
///
/// # Errors
/// A fault of the database.
pub async fn fault(app: &App, receipt: ReminderId) -> Result<Option<String>, AppError> {
    Ok(answered_by(app, receipt).await?.and_then(|row| row.fault))
}

/// Why an answer was refused, as a sentence: one of the inbox's own, or the domain's.
pub fn why(lang: Lang, fault: &str) -> String {
    match fault {
        "no-link" | "attached" | "too-large" | "bad-link" | "which-row" | "no-row" | "no-day" | "no-reason"
        | "sender" | "code" | "no-letter" => lang.say(&format!("reply-fault-{fault}")),
        "day_ahead" => lang.say("reply-fault-day-ahead"),
        _ => lang.say(&format!("refusal-{fault}")),
    }
}
