//! Which row of the letter an answer is about: the one it names, or the only one that waits.

use crate::reminders::asked_for::{AskedFor, asked_for};
use vekha_projections::{OfficeState, Reminder};

/// Why an answer was refused, or a message not trusted. [`Fault::code`] is the key of its sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// No link to a confirming document.
    NoLink,
    /// No link; a file was attached instead.
    Attached,
    /// The message is larger than is taken.
    TooLarge,
    /// What looks like a link is none.
    BadLink,
    /// The letter has several rows, and none of them was named, or one that is not there.
    WhichRow,
    /// The letter has no row to be marked.
    NoRow,
    /// Another term without a day.
    NoDay,
    /// Another term without a reason.
    NoReason,
    /// The address is not the one the letter went to.
    Sender,
    /// The code of the letter is wrong or missing.
    Code,
    /// It answers no letter.
    NoLetter,
    /// The domain refuses; its own code.
    Domain(&'static str),
}

impl Fault {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Fault::NoLink => "no-link",
            Fault::Attached => "attached",
            Fault::TooLarge => "too-large",
            Fault::BadLink => "bad-link",
            Fault::WhichRow => "which-row",
            Fault::NoRow => "no-row",
            Fault::NoDay => "no-day",
            Fault::NoReason => "no-reason",
            Fault::Sender => "sender",
            Fault::Code => "code",
            Fault::NoLetter => "no-letter",
            Fault::Domain(code) => code,
        }
    }
}

/// A row of a letter that can be marked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// Which item of the letter, from 0.
    pub item: u16,
    /// Its number in the order: «2.23».
    pub number: String,
    /// No mark stands yet.
    pub open: bool,
}

/// The rows of a letter that ask for a mark, each once.
pub fn of_letter(state: &OfficeState, letter: &Reminder) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut seen: Vec<AskedFor> = Vec::new();
    for (item, told) in (0_u16..).zip(&letter.items) {
        let Some(asked @ AskedFor::Row { activity, occurrence, executor }) = asked_for(state, told) else { continue };
        let Some(known) = state.activity(activity).filter(|_| !seen.contains(&asked)) else { continue };
        seen.push(asked);
        let standing = known.occurrence(occurrence).is_some_and(|o| o.stands());
        let marked = known.marks.iter().any(|m| m.stands() && (m.occurrence, m.executor) == (occurrence, executor));
        let number = known.number.trim_end_matches('.').to_owned();
        rows.push(Row { item, number, open: standing && !marked });
    }
    rows
}

/// The row meant.
///
/// # Errors
/// [`Fault::WhichRow`], [`Fault::NoRow`].
pub fn meant<'r>(rows: &'r [Row], named: Option<&str>) -> Result<&'r Row, Fault> {
    if rows.is_empty() {
        return Err(Fault::NoRow);
    }
    let fits = |row: &&Row| named.is_none_or(|number| row.number == number.trim_end_matches('.'));
    let all: Vec<&Row> = rows.iter().filter(fits).collect();
    let open: Vec<&Row> = all.iter().copied().filter(|row| row.open).collect();
    match (open.as_slice(), all.as_slice()) {
        ([only], _) | ([], [only]) => Ok(only),
        _ => Err(Fault::WhichRow),
    }
}
