//! Letters: built once, then carried by SMTP, laid into a folder, or kept in memory for tests.
//!
//! [`Outbox::send`] says which phase failed, so that a queue may know whether a repetition can do harm. [`Carriage`] keeps the
//! way open for many letters, and lets a queue note that one is on its way before the first byte of it goes.

mod carriage;
mod folder;
mod memory;
mod message;
mod relay;
mod rest;
mod settings;

pub use carriage::Carriage;
pub use folder::{Folder, Kept, Opened};
pub use memory::Memory;
pub use relay::{Relay, Security};
pub use rest::{Cause, Rest};
pub use settings::{MailSettings, TlsMode, WrongMail};

use crate::wording::Lang;
use chrono::{DateTime, Utc};
use lettre::Address;
use std::fmt;
use uuid::Uuid;

/// A letter to one person.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Letter {
    /// Its own id: the Message-ID is made of it, so a repetition is the same letter to whoever receives it.
    pub id: Uuid,
    /// Stands in the Message-ID beside the id, so that an answer to the letter is known by what nobody guesses.
    pub code: Option<String>,
    /// The date it carries.
    pub at: DateTime<Utc>,
    /// Language of its words, for `Content-Language`.
    pub language: &'static str,
    /// The recipient's address.
    pub to: String,
    /// The recipient's name; may be empty.
    pub name: String,
    /// Subject, one line.
    pub subject: String,
    /// The whole letter as text.
    pub text: String,
    /// The whole letter as HTML.
    pub html: String,
    /// An invitation, its move or its cancellation, for calendar programs; attached as a file too.
    pub invitation: Option<Invitation>,
    /// Files.
    pub files: Vec<File>,
    /// A page that explains the letters and says how they stop, for `List-Unsubscribe`.
    pub explained: Option<String>,
}

/// What a calendar program does with a letter (RFC 6047).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Invitation {
    /// `REQUEST` or `CANCEL`.
    pub method: &'static str,
    /// The calendar.
    pub calendar: String,
}

/// A file of a letter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct File {
    /// Its name: ASCII.
    pub name: &'static str,
    /// Its type.
    pub kind: &'static str,
    /// What is in it.
    pub text: String,
}

/// Whom letters are from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sender {
    /// Shown before the address; may be empty.
    pub name: String,
    /// The address; its domain is that of the Message-ID too.
    pub address: Address,
    /// Where answers go, unless to the sender.
    pub reply_to: Option<Address>,
    /// Answers are read: letters say that they may be answered.
    pub answers: bool,
}

impl Sender {
    /// The program itself, at the host of the address where people reach it.
    pub fn of_program(base_url: &str) -> Sender {
        let url = url::Url::parse(base_url).ok();
        let host = url.as_ref().and_then(|url| url.domain()).filter(|host| host.parse::<std::net::IpAddr>().is_err());
        let own = host.and_then(|host| Address::new("vekha", host).ok());
        Sender {
            name: Lang::default().say("brand"),
            address: own.unwrap_or_else(|| Address::new_dangerous("vekha", "localhost")),
            reply_to: None,
            answers: false,
        }
    }
}

/// A letter was taken: what the other side answered, for the history.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sent {
    /// The server's answer, or the name of the file.
    pub answer: String,
}

/// A letter was not sent, or nobody knows; each with what was answered or what went wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NotSent {
    /// The server does not know the address, or no letter can be written to it; a repetition gives the same.
    AddressRefused(String),
    /// The server does not want the letter; a repetition gives the same.
    LetterRefused(String),
    /// Nothing was handed over: this letter may be tried again.
    Later(String),
    /// Nothing was handed over, and no other letter would be: the server is not reached or does not answer.
    Unreachable(String),
    /// The server does not let the program sign in: no letter goes until somebody mends the settings.
    NotSignedIn(String),
    /// The letter was on its way when the answer failed to come: it may have arrived.
    Unknown(String),
}

impl NotSent {
    /// What was answered or what went wrong. It may name addresses.
    pub fn why(&self) -> &str {
        match self {
            NotSent::AddressRefused(why)
            | NotSent::LetterRefused(why)
            | NotSent::Later(why)
            | NotSent::Unreachable(why)
            | NotSent::NotSignedIn(why)
            | NotSent::Unknown(why) => why,
        }
    }
}

impl fmt::Display for NotSent {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(self.why())
    }
}

/// Where letters go. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Outbox {
    sender: Sender,
    way: Way,
    rest: Rest,
}

/// How letters go.
#[derive(Clone, Debug)]
enum Way {
    Smtp(Relay),
    Folder(Folder),
    Memory(Memory),
}

impl Outbox {
    /// Letters go to a server.
    pub fn smtp(sender: Sender, relay: Relay) -> Outbox {
        Outbox { sender, way: Way::Smtp(relay), rest: Rest::default() }
    }

    /// Letters are laid into a folder as `.eml` files.
    pub fn folder(sender: Sender, folder: Folder) -> Outbox {
        Outbox { sender, way: Way::Folder(folder), rest: Rest::default() }
    }

    /// Letters are kept in memory, for tests.
    pub fn memory(sender: Sender, memory: Memory) -> Outbox {
        Outbox { sender, way: Way::Memory(memory), rest: Rest::default() }
    }

    /// Whom the letters are from.
    pub fn sender(&self) -> &Sender {
        &self.sender
    }

    /// The same, with letters that say that they may be answered.
    #[must_use]
    pub fn with_answers(mut self) -> Outbox {
        self.sender.answers = true;
        self
    }

    /// The folder that letters are laid into, if they are.
    pub fn laid_into(&self) -> Option<&Folder> {
        match &self.way {
            Way::Folder(folder) => Some(folder),
            Way::Smtp(_) | Way::Memory(_) => None,
        }
    }

    /// Whether the server rests after it did not answer. Clones share it.
    pub fn rest(&self) -> &Rest {
        &self.rest
    }

    /// Sends a letter, within the time-outs of its way. What is dropped half-way may have arrived.
    ///
    /// # Errors
    /// See [`NotSent`].
    pub async fn send(&self, letter: &Letter) -> Result<Sent, NotSent> {
        let mut carriage = Carriage::new(self.clone());
        let sent = carriage.carry(letter, std::future::ready(true)).await;
        carriage.close().await;
        sent
    }
}

#[cfg(test)]
mod tests;
