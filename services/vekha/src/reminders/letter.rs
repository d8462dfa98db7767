//! A queued letter in words: to which address, and what still stands of what it tells.

use crate::{app::AppError, inbox::receipts, mail::Letter, web::Site, wording::Lang};
use vekha_domain::{
    ids::{OfficeId, ReminderId},
    reminder::Recipient,
};

/// What a queued letter came to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Composed {
    /// A letter to send.
    Letter(Box<Letter>),
    /// The recipient has no address.
    NoAddress,
    /// Everything it tells was settled meanwhile.
    Pointless,
}

/// Puts a queued letter into words, with its links made good. The same letter again has the same id, links and words.
///
/// # Errors
/// No such letter; the log or the database cannot be read.
pub async fn compose(site: &Site, office: OfficeId, id: ReminderId) -> Result<Composed, AppError> {
    let receipt = receipts::words(&site.app, id, Lang::default()).await?;
    let names = site.app.names(office).await?;
    let known = site.app.office(office).await?;
    let reminder = known.mailbook().letter(id).ok_or(AppError::NotFound)?;
    let (name, to) = match reminder.to {
        Recipient::Person(person) => {
            let contact = names.contact(person);
            (contact.map(|c| c.name.clone()), contact.and_then(|c| c.email.clone()))
        }
        Recipient::Organisation(organisation) => {
            let organisation = known.office().organisation(organisation);
            (organisation.map(|o| o.name.clone()), organisation.and_then(|o| o.mailbox.clone()))
        }
    };
    let Some(to) = to else { return Ok(Composed::NoAddress) };
    let subject = receipt.as_ref().map_or_else(|| known.office().name.clone(), |receipt| receipt.subject.clone());
    let text = receipt.map_or_else(|| subject.clone(), |receipt| receipt.paragraphs.join("\n\n"));
    Ok(Composed::Letter(Box::new(Letter {
        id: id.0,
        at: reminder.queued_at,
        language: Lang::default().tag(),
        to,
        name: name.unwrap_or_default(),
        subject,
        text,
        html: String::new(),
    })))
}
