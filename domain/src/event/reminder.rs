//! Facts about letters: who was told what and when, what the mail server answered, what became of the links.

use crate::{
    ids::MarkId,
    reminder::{Item, Policy, Recipient},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A roadmap reminds otherwise from the day the event speaks of.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ReminderPolicySet {
    /// When and of what letters remind.
    #[serde(flatten)]
    pub policy: Policy,
}

/// The letters of a morning were planned; they are queued in the same command. The first one begins reminding.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct RemindersPlanned {
    /// The day they are for.
    pub day: NaiveDate,
    /// How many letters.
    pub letters: u32,
}

/// What kind of letter it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterKind {
    /// The one letter of a working day.
    Daily,
    /// An invitation to a meeting, its move or its cancellation: a letter of its own, because calendars take one at a time.
    Invitation,
    /// The answer to what somebody did by mail.
    Receipt,
    /// A signed head for an outside keeper.
    Head,
    /// What a person sent by hand: «Напомнить всем».
    ByHand,
}

/// A letter waits to be sent. Its words are made when it goes; these are the facts in it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ReminderQueued {
    /// Who is told.
    pub to: Recipient,
    /// The working day it is for.
    pub day: NaiveDate,
    /// What kind of letter.
    pub letter: LetterKind,
    /// What it tells, in the order of its sections.
    pub items: Vec<Item>,
}

/// The mail server took the letter.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ReminderSent {
    /// What it answered, without addresses.
    pub answer: String,
    /// Which attempt it was, from 1.
    pub attempt: u16,
}

/// The letter was on its way when the answer failed to come: it may have arrived.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ReminderUncertain {
    /// What happened.
    pub answer: String,
    /// Which attempt it was, from 1.
    pub attempt: u16,
}

/// Why a letter will not be sent.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Undeliverable {
    /// The recipient has no address, or one that no letter can be written to.
    NoAddress,
    /// The server does not know the address.
    AddressRefused,
    /// The server did not want the letter.
    LetterRefused,
    /// Tried for too long.
    GivenUp,
    /// What it tells was settled before it could go.
    Pointless,
}

/// The letter will not be sent.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ReminderUndeliverable {
    /// Why.
    pub cause: Undeliverable,
    /// What the server answered, without addresses.
    pub answer: String,
}

/// A letter that a server had taken came back (RFC 3464).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ReminderBounced {
    /// Status as in the report: «5.1.1».
    pub status: String,
    /// For good, so that the address is not written to again.
    pub permanent: bool,
}

/// The page behind a link of the letter was looked at: by the recipient, or by a program that looks through mail.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct LinkOpened {
    /// Which item of the letter, from 0.
    pub item: u16,
}

/// The form behind a link was sent.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct LinkUsed {
    /// Which item of the letter, from 0.
    pub item: u16,
    /// The mark it made, unless it asked for another term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<MarkId>,
}

/// What an answer by mail became.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReplyOutcome {
    /// A mark of fulfilment.
    Marked,
    /// A request for another term.
    MoveRequested,
    /// A note to the coordinator; nothing else.
    Noted,
    /// Said to be done, and refused: the answer says why.
    Refused,
}

/// The recipient answered the letter.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ReplyReceived {
    /// What it became.
    pub outcome: ReplyOutcome,
    /// Which item of the letter it was about, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<u16>,
}
