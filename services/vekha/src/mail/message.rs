//! A letter as it is written down (RFC 5322): its parts, its own Message-ID, and the marks of a program's letter. The same
//! letter is the same bytes.

use super::{Invitation, Letter, NotSent, Sender};
use lettre::{
    Address, Message,
    message::{
        Attachment, Mailbox, MultiPart, MultiPartKind, SinglePart,
        header::{ContentType, HeaderName, HeaderValue},
    },
};
use std::{error::Error, time::SystemTime};

/// Builds the message.
///
/// # Errors
/// [`NotSent::AddressRefused`]: no message can be made to such an address.
pub fn built(sender: &Sender, letter: &Letter) -> Result<Message, NotSent> {
    let refused = |e: &dyn Error| NotSent::AddressRefused(e.to_string());
    let to: Address = letter.to.trim().parse().map_err(|e| refused(&e))?;
    // Without SMTPUTF8 on the whole way, and that cannot be known, such an address reaches nobody.
    if !letter.to.is_ascii() {
        return Err(NotSent::AddressRefused(format!("{}: not ASCII", letter.to)));
    }
    let named = |name: &str, address: &Address| {
        let name = one_line(name);
        Mailbox::new((!name.is_empty()).then_some(name), address.clone())
    };
    let mut message = Message::builder()
        .from(named(&sender.name, &sender.address))
        .to(named(&letter.name, &to))
        .subject(one_line(&letter.subject))
        .message_id(Some(message_id(sender, letter)))
        .date(SystemTime::from(letter.at))
        .raw_header(raw("Auto-Submitted", "auto-generated"))
        .raw_header(raw("X-Auto-Response-Suppress", "All"))
        .raw_header(raw("Content-Language", letter.language));
    if let Some(address) = &sender.reply_to {
        message = message.reply_to(Mailbox::new(None, address.clone()));
    }
    // A page and no more: what the order demands is not silenced by one click (RELIABILITY part 4).
    if let Some(page) = letter.explained.as_ref().filter(|page| page.is_ascii()) {
        message = message.raw_header(raw("List-Unsubscribe", &format!("<{}>", one_line(page))));
    }
    let words = alternative(letter, &refused)?;
    let files = attached(letter, &refused)?;
    if files.is_empty() {
        return message.multipart(words).map_err(|e| refused(&e));
    }
    let whole = files.into_iter().fold(parts(letter, MultiPartKind::Mixed).multipart(words), MultiPart::singlepart);
    message.multipart(whole).map_err(|e| refused(&e))
}

fn message_id(sender: &Sender, letter: &Letter) -> String {
    let code = letter.code.as_ref().map(|code| format!(".{code}")).unwrap_or_default();
    format!("<{}{code}@{}>", letter.id, sender.address.domain())
}

/// The words, the plainest first, and what a calendar program reads last (RFC 2046, 5.1.4).
fn alternative(letter: &Letter, refused: &impl Fn(&dyn Error) -> NotSent) -> Result<MultiPart, NotSent> {
    let words = parts(letter, MultiPartKind::Alternative)
        .singlepart(part(ContentType::TEXT_PLAIN, &letter.text))
        .singlepart(part(ContentType::TEXT_HTML, &letter.html));
    let Some(invitation) = &letter.invitation else { return Ok(words) };
    Ok(words.singlepart(part(calendar(invitation, refused)?, &invitation.calendar)))
}

fn attached(letter: &Letter, refused: &impl Fn(&dyn Error) -> NotSent) -> Result<Vec<SinglePart>, NotSent> {
    let mut all = Vec::new();
    if let Some(invitation) = &letter.invitation {
        let kind = calendar(invitation, refused)?;
        all.push(Attachment::new("invite.ics".to_owned()).body(invitation.calendar.clone(), kind));
    }
    for file in &letter.files {
        let kind = ContentType::parse(file.kind).map_err(|e| refused(&e))?;
        all.push(Attachment::new(file.name.to_owned()).body(file.text.clone(), kind));
    }
    Ok(all)
}

fn calendar(invitation: &Invitation, refused: &impl Fn(&dyn Error) -> NotSent) -> Result<ContentType, NotSent> {
    let kind = format!("text/calendar; charset=utf-8; method={}", invitation.method);
    ContentType::parse(&kind).map_err(|e| refused(&e))
}

/// Parts with a boundary made of the letter's id: the library's own is another one each time.
fn parts(letter: &Letter, kind: MultiPartKind) -> MultiPart {
    let inner = if matches!(kind, MultiPartKind::Mixed) { "m" } else { "a" };
    MultiPart::builder().kind(kind).boundary(format!("{inner}{}", letter.id.simple())).build()
}

fn part(kind: ContentType, text: &str) -> SinglePart {
    SinglePart::builder().header(kind).body(text.to_owned())
}

fn raw(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// A header cannot be gone on with by what somebody typed.
fn one_line(text: &str) -> String {
    text.split(char::is_control).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
