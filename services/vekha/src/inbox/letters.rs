//! Which letter a message answers, and whether it comes from whom the letter went to.
//!
//! Two things must hold together: the code in the letter's Message-ID (or a personal link of it), which only the letter tells, and
//! the sender's address. The address alone can be written by anybody; whether it is genuine (DMARC) the mail server has to check.

use super::message::Received;
use crate::{
    app::{App, AppError},
    reminders::links,
};
use subtle::ConstantTimeEq;
use uuid::Uuid;
use vekha_domain::{
    ids::{OfficeId, PersonId, ReminderId},
    reminder::Recipient,
    stream::Stream,
};

/// Characters of what a personal link ends with.
const TOKEN: usize = 20;
/// Most links of a quoted letter that are looked at.
const TRIES: usize = 20;

/// A letter that a message names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Named {
    /// Whose log.
    pub office: OfficeId,
    /// Which letter.
    pub letter: ReminderId,
    /// The code or a link of it came along.
    pub proven: bool,
}

/// The letter that a message answers: by the ids of what it answers, or by a link in the letter it quotes.
///
/// # Errors
/// A fault of the log or the database.
pub async fn answered(app: &App, message: &Received) -> Result<Option<Named>, AppError> {
    let by_id = by_ids(app, message.answers.iter().map(String::as_str)).await?;
    if by_id.is_some_and(|named| named.proven) {
        return Ok(by_id);
    }
    let whole = [Some(message.text.as_str()), message.html.as_deref()].into_iter().flatten();
    for token in whole.flat_map(tokens).take(TRIES) {
        if let Some(behind) = links::behind(app, token).await?.filter(|behind| behind.until >= app.now()) {
            return Ok(Some(Named { office: behind.office, letter: behind.reminder, proven: true }));
        }
    }
    Ok(by_id)
}

/// The letter that a report of a mail system is about.
///
/// # Errors
/// A fault of the log.
pub async fn returned(app: &App, message: &Received, report: &str) -> Result<Option<Named>, AppError> {
    let in_text = report.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | ';' | ','));
    let in_text = in_text.filter(|word| word.len() > 46 && word.len() < 300 && word.contains('@'));
    let named = by_ids(app, message.answers.iter().map(String::as_str).chain(in_text).take(TRIES * 5)).await?;
    Ok(named.filter(|named| named.proven))
}

/// The first letter that is proven, or else the first that there is.
async fn by_ids(app: &App, ids: impl Iterator<Item = &str>) -> Result<Option<Named>, AppError> {
    let mut known = None;
    for (letter, said) in ids.filter_map(parted) {
        let Some(office) = app.office_of(Stream::Reminder(letter)).await? else { continue };
        let code = links::code(app, letter).unwrap_or_default();
        let proven = !code.is_empty() && bool::from(code.as_bytes().ct_eq(said.as_bytes()));
        let named = Named { office, letter, proven };
        if proven {
            return Ok(Some(named));
        }
        known.get_or_insert(named);
    }
    Ok(known)
}

/// `<letter>.<code>@domain`; also without a code, which proves nothing.
fn parted(id: &str) -> Option<(ReminderId, &str)> {
    let (local, _) = id.trim().trim_start_matches('<').trim_end_matches('>').split_once('@')?;
    let (uuid, code) = local.split_once('.').unwrap_or((local, ""));
    Some((ReminderId(Uuid::try_parse(uuid).ok()?), code))
}

fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    text.match_indices("/o/").filter_map(move |(at, found)| {
        let rest = text.get(at + found.len()..)?;
        let end = rest.find(|c: char| !part(c)).unwrap_or(rest.len());
        rest.get(..end).filter(|token| token.len() == TOKEN)
    })
}

/// The address a letter to this recipient goes to now, in small letters.
///
/// # Errors
/// As [`App::office`].
pub async fn address(app: &App, office: OfficeId, to: Recipient) -> Result<Option<String>, AppError> {
    let address = match to {
        Recipient::Person(person) => app.names(office).await?.contact(person).and_then(|contact| contact.email.clone()),
        Recipient::Organisation(id) => {
            app.office(office).await?.office().organisation(id).and_then(|known| known.mailbox.clone())
        }
    };
    Ok(address.map(|address| address.trim().to_lowercase()))
}

/// Whose address it is: the only office that knows it, and the person there, unless it is an organisation's.
///
/// # Errors
/// As [`App::office`].
pub async fn known_by(app: &App, address: &str) -> Result<Option<(OfficeId, Option<PersonId>)>, AppError> {
    let mut found = Vec::new();
    for office in app.offices().await? {
        let same = |known: Option<&str>| known.is_some_and(|known| known.trim().to_lowercase() == address);
        let contacts = app.contacts(office.id).await?;
        let person = contacts.iter().find(|(_, contact)| same(contact.email.as_deref())).map(|(id, _)| *id);
        let organisation = app.mailboxes(office.id).await?.iter().any(|mailbox| same(Some(mailbox)));
        if person.is_some() || organisation {
            found.push((office.id, person));
        }
    }
    Ok(match found.as_slice() {
        [only] => Some(*only),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_links_are_found_where_mail_programs_leave_them() {
        let id = "00000000-0000-0000-0000-000000000007";
        let parts = |text: &str| parted(text).map(|(letter, code)| (letter.0.as_u128(), code.to_owned()));
        assert_eq!(parts(&format!("<{id}.Ab-_123456@example.org>")), Some((7, "Ab-_123456".to_owned())));
        assert_eq!(parts(&format!("{id}@example.org")), Some((7, String::new())));
        assert_eq!(parts("CAF+abc@mail.example.org"), None);
        let quoted = "> https://vekha.example.org/o/abcdefghij_-23456789\n/o/short <a href=\"https://x/o/ABCDEFGHIJ0123456789\">";
        assert_eq!(tokens(quoted).collect::<Vec<_>>(), ["abcdefghij_-23456789", "ABCDEFGHIJ0123456789"]);
    }
}
