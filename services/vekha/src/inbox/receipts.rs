//! Receipts: the letter that tells a sender what became of an answer. It is queued like any other, and worded from the row kept.

use super::{
    kept::{Kept, answered_by},
    message::clipped,
};
use crate::{
    app::{App, AppError, Command},
    wording::Lang,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use vekha_domain::{
    activity::Activity,
    event::{Change, LetterKind, ReminderQueued, ReplyOutcome, ReplyReceived},
    ids::{PersonId, ReminderId},
    refusal::Refusal,
    stream::Stream,
};
use vekha_projections::{Reminder, activity_of};

/// Most characters of a title in a receipt.
const TITLE: usize = 200;

/// A receipt in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Receipt {
    /// Subject.
    pub subject: String,
    /// What became of the answer, in paragraphs.
    pub paragraphs: Vec<String>,
}

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

/// The words of a receipt; none for a letter that is no receipt of an answer by mail, or one whose answer is not kept any longer.
///
/// # Errors
/// A fault of the log or the database.
pub async fn words(app: &App, receipt: ReminderId, lang: Lang) -> Result<Option<Receipt>, AppError> {
    let Some(row) = answered_by(app, receipt).await? else { return Ok(None) };
    let Some(office) = row.office() else { return Ok(None) };
    let known = app.office(office).await?;
    let answered = row.letter().and_then(|letter| known.mailbook().letter(letter));
    let item = |letter: &Reminder| letter.items.get(usize::from(row.item()?)).and_then(activity_of);
    let activity = answered.and_then(item).and_then(|id| known.activity(id));
    let day = known.local_day(row.received_at());
    let what = activity.map(|activity| named(activity, day)).unwrap_or_default();
    let subject = lang.say_with("receipt-subject", [("outcome", row.outcome.clone().into())]);
    let mut paragraphs = vec![lang.say("receipt-greeting")];
    paragraphs.push(lang.say_with("receipt-outcome", [("outcome", row.outcome.clone().into())]));
    if !what.is_empty() {
        paragraphs.push(what);
    }
    if row.outcome == "refused" {
        paragraphs.push(why(lang, row.fault.as_deref().unwrap_or_default()));
        paragraphs.push(lang.say("receipt-how"));
    }
    Ok(Some(Receipt { subject, paragraphs }))
}

/// «2.23. Analysis …».
fn named(activity: &Activity, day: chrono::NaiveDate) -> String {
    let title = activity.wording_on(day).map(|words| clipped(&words.title, TITLE)).unwrap_or_default();
    format!("{}. {title}", activity.number.trim_end_matches('.'))
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
