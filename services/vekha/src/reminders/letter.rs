//! A queued letter in words: to which address, and what still stands of what it tells.

mod above;
mod appointed;
mod desk;
mod foot;
mod head;
mod meetings;
mod monday;
mod page;
mod receipt;
mod recommendations;
mod rows;
mod subject;
mod text;
mod windows;

use super::links;
use crate::{
    app::{AppError, Names},
    inbox::receipts,
    mail::Letter,
    web::Site,
    wording::Lang,
};
use chrono::{DateTime, Utc};
use desk::Desk;
use page::Page;
use vekha_domain::{
    event::LetterKind,
    ids::{OfficeId, ReminderId},
    reminder::Recipient,
};
use vekha_projections::{OfficeState, Reminder};

/// The page that explains the letters and says how they stop.
const EXPLAINED: &str = "/help/responsible#letter";

/// What a queued letter came to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Composed {
    /// A letter to send.
    Letter(Box<Letter>),
    /// The recipient has no address, or one that no letter can be written to.
    NoAddress,
    /// Everything it tells was settled meanwhile.
    Pointless,
}

/// Puts a queued letter into words, with its links made good. The same letter again has the same id, links and words.
///
/// # Errors
/// No such letter; the log or the database cannot be read.
pub async fn compose(site: &Site, office: OfficeId, id: ReminderId) -> Result<Composed, AppError> {
    let fault = receipts::fault(&site.app, id).await?;
    let names = site.app.names(office).await?;
    let known = site.app.office(office).await?;
    let reminder = known.mailbook().letter(id).ok_or(AppError::NotFound)?;
    let Some((name, to)) = addressee(reminder, &known, &names) else { return Ok(Composed::NoAddress) };
    let lang = Lang::default();
    let desk = Desk { lang, site, state: &known, names: &names, reminder, fault: fault.as_deref() };
    let (page, zone, at) = (desk.page(&name, &to), known.zone(), reminder.queued_at);
    // What follows writes to the database.
    drop(known);
    let Some(mut page) = page else { return Ok(Composed::Pointless) };
    if let Some(until) = opened(site, office, id, &page.items()).await? {
        page.good_until(until.with_timezone(&zone).date_naive());
    }
    let html = page.html().map_err(|e| AppError::broken("write a letter", &e))?;
    Ok(Composed::Letter(Box::new(Letter {
        id: id.0,
        code: links::code(&site.app, id),
        at,
        language: page.lang.tag(),
        to,
        name,
        subject: page.subject.clone(),
        text: page.text(),
        html,
        invitation: page.invitation,
        files: page.files,
        explained: site.base_url.starts_with("https://").then(|| format!("{}{EXPLAINED}", site.base_url)),
    })))
}

/// Name and address; none when nothing can be written to it.
fn addressee(reminder: &Reminder, known: &OfficeState, names: &Names) -> Option<(String, String)> {
    let (name, to) = match reminder.to {
        Recipient::Person(person) => {
            let contact = names.contact(person)?;
            (contact.name.clone(), contact.email.clone()?)
        }
        Recipient::Organisation(organisation) => {
            let organisation = known.office().organisation(organisation)?;
            (organisation.name.clone(), organisation.mailbox.clone()?)
        }
    };
    let to = to.trim().to_owned();
    // Without SMTPUTF8 on the whole way an address in other letters reaches nobody.
    (to.is_ascii() && to.parse::<lettre::Address>().is_ok()).then_some((name, to))
}

/// Makes the links good, and says until when they are.
async fn opened(
    site: &Site,
    office: OfficeId,
    id: ReminderId,
    items: &[u16],
) -> Result<Option<DateTime<Utc>>, AppError> {
    links::open(&site.app, office, id, items).await?;
    let Some(token) = items.first().and_then(|item| links::token(&site.app, id, *item)) else { return Ok(None) };
    // As it stands there, and not as it would be today: a letter sent again says the same day.
    Ok(links::behind(&site.app, &token).await?.map(|behind| behind.until))
}

impl Desk<'_> {
    /// The whole letter, but for the day until which its links are good; none when nothing of it stands.
    fn page(&self, name: &str, to: &str) -> Option<Page> {
        let (sections, files, invitation) = match self.reminder.letter {
            LetterKind::Invitation => {
                let (section, invitation) = self.invitation(name, to)?;
                (vec![section], Vec::new(), Some(invitation))
            }
            LetterKind::Head => {
                let (section, file) = self.signed_head()?;
                (vec![section], vec![file], None)
            }
            LetterKind::Receipt => (vec![self.receipt()?], Vec::new(), None),
            LetterKind::Daily | LetterKind::ByHand => (self.sections(), Vec::from_iter(self.calendar_file()), None),
        };
        if sections.is_empty() {
            return None;
        }
        Some(Page::of(self, sections, files, invitation))
    }

    /// The sections of a day in their order.
    fn sections(&self) -> Vec<page::Section> {
        let all = [
            self.returned(),
            self.due(),
            self.meetings(),
            self.windows(),
            self.recommendations(),
            self.reports(),
            self.escalated(),
            self.recommendations_above(),
            self.asked(),
            self.appointed(),
            self.week(),
            self.digest(),
            self.by_hand(),
        ];
        all.into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests;
