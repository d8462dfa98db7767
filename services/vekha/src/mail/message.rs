//! A letter as it is written down (RFC 5322): both parts, its own Message-ID, and the mark of a program's letter.

use super::{Letter, NotSent, Sender};
use lettre::{
    Address, Message,
    message::{
        Mailbox, MultiPart,
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
        .message_id(Some(format!("<{}@{}>", letter.id, sender.address.domain())))
        .date(SystemTime::from(letter.at))
        .raw_header(raw("Auto-Submitted", "auto-generated"))
        .raw_header(raw("Content-Language", letter.language));
    if let Some(address) = &sender.reply_to {
        message = message.reply_to(Mailbox::new(None, address.clone()));
    }
    message
        .multipart(
            MultiPart::alternative()
                .singlepart(part(ContentType::TEXT_PLAIN, &letter.text))
                .singlepart(part(ContentType::TEXT_HTML, &letter.html)),
        )
        .map_err(|e| refused(&e))
}

fn part(kind: ContentType, text: &str) -> lettre::message::SinglePart {
    lettre::message::SinglePart::builder().header(kind).body(text.to_owned())
}

fn raw(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// A header cannot be gone on with by what somebody typed.
fn one_line(text: &str) -> String {
    text.split(char::is_control).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
