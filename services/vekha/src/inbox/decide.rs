//! What an answer does that is trusted: code and sender were checked before.

use super::{
    Handled,
    kept::{self, Kept},
    letters::Named,
    message::Received,
    reading::{self, Said},
    receipts, reply_id,
    rows::{self, Fault, Row},
    with_words,
};
use crate::{
    app::AppError,
    reminders::answering::{self, Answer, Way},
    web::Site,
};
use chrono::{Duration, NaiveDate};
use uuid::Uuid;
use vekha_domain::{ids::ReminderId, proof::ProofLink};

/// Most receipts that one sender gets within a day: two programs that answer each other come to an end.
const MOST_RECEIPTS: i64 = 5;
/// Most characters of a reason, as the domain takes it.
const REASON: usize = 500;

/// Does what the answer says, and keeps what has to be read.
pub async fn answer(site: &Site, message: &Received, named: Named, row: Kept) -> Result<Handled, AppError> {
    let app = &site.app;
    let (rows, today) = {
        let known = app.office(named.office).await?;
        let Some(letter) = known.mailbook().letter(named.letter) else { return Ok(Handled::Unknown) };
        (rows::of_letter(&known, letter), known.local_day(app.now()))
    };
    let numbers: Vec<&str> = rows.iter().map(|row| row.number.as_str()).collect();
    let said = reading::read(&message.text, &numbers, today);
    let (handled, item) = match said {
        Said::Done { row, day, links } => {
            done(site, message, named, &rows, row.as_deref(), day.unwrap_or(today), &links).await?
        }
        Said::Move { row, to, reason } => another_term(site, message, named, &rows, row.as_deref(), to, reason).await?,
        Said::Other => (Handled::Noted(None), None),
    };
    let mut row = Kept { outcome: handled.code().to_owned(), item: item.map(i64::from), ..row };
    match handled {
        Handled::Noted(_) => row = with_words(site, message, row),
        Handled::Refused(fault) => {
            row = Kept { fault: Some(fault.code().to_owned()), ..with_words(site, message, row) };
        }
        _ => {}
    }
    if !matches!(handled, Handled::Noted(_)) {
        let sent = kept::receipts(app, &row.sender, app.now() - Duration::days(1)).await?;
        row.receipt_id = (sent < MOST_RECEIPTS).then(|| receipts::id_of(row.reply_id).0);
    }
    // First the row, then its receipt, which is worded from the row.
    kept::keep(app, &row).await?;
    receipts::finish(app, &row).await?;
    Ok(handled)
}

type Decided = (Handled, Option<u16>);

fn refused(fault: Fault, row: Option<&Row>) -> Decided {
    (Handled::Refused(fault), row.map(|row| row.item))
}

async fn done(
    site: &Site,
    message: &Received,
    named: Named,
    rows: &[Row],
    number: Option<&str>,
    performed_on: NaiveDate,
    links: &[String],
) -> Result<Decided, AppError> {
    let row = match rows::meant(rows, number) {
        Ok(row) => row,
        Err(fault) => return Ok(refused(fault, None)),
    };
    // The links of the letter itself prove nothing.
    let own = format!("{}/o/", site.base_url);
    let typed: Vec<&String> = links.iter().filter(|link| !link.starts_with(&own)).collect();
    let links: Vec<ProofLink> = typed.iter().filter_map(|link| ProofLink::parse(link).ok()).collect();
    let fault = match (message.too_large, typed.is_empty(), links.len() < typed.len()) {
        (true, _, _) => Some(Fault::TooLarge),
        (_, true, _) if message.attached => Some(Fault::Attached),
        (_, true, _) => Some(Fault::NoLink),
        (_, _, true) => Some(Fault::BadLink),
        (false, false, false) => None,
    };
    if let Some(fault) = fault {
        return Ok(refused(fault, Some(row)));
    }
    let answer = answer_of(message, named, row);
    let said = answering::Said { performed_on, links, note: None };
    settled(answering::mark(&site.app, &answer, said).await.map(drop), Handled::Marked, row)
}

async fn another_term(
    site: &Site,
    message: &Received,
    named: Named,
    rows: &[Row],
    number: Option<&str>,
    to: Option<NaiveDate>,
    reason: Option<String>,
) -> Result<Decided, AppError> {
    let row = match rows::meant(rows, number) {
        Ok(row) => row,
        Err(fault) => return Ok(refused(fault, None)),
    };
    let Some(to) = to else { return Ok(refused(Fault::NoDay, Some(row))) };
    let Some(reason) = reason else { return Ok(refused(Fault::NoReason, Some(row))) };
    let reason: String = reason.chars().take(REASON).collect();
    let answer = answer_of(message, named, row);
    let asked = answering::ask_move(&site.app, &answer, Some(to), &reason).await;
    settled(asked.map(drop), Handled::MoveRequested, row)
}

fn settled(done: Result<(), AppError>, well: Handled, row: &Row) -> Result<Decided, AppError> {
    match done {
        Ok(()) => Ok((well, Some(row.item))),
        Err(AppError::Refused(why)) => Ok(refused(Fault::Domain(why.code()), Some(row))),
        Err(AppError::NotFound) => Ok(refused(Fault::NoRow, None)),
        Err(e) => Err(e),
    }
}

fn answer_of(message: &Received, named: Named, row: &Row) -> Answer {
    let reply: Uuid = reply_id(message, message.from.as_deref().unwrap_or_default());
    let command = answering::command_id(named.letter, row.item, reply.as_bytes());
    let reminder: ReminderId = named.letter;
    Answer { office: named.office, reminder, item: row.item, command, way: Way::Mail }
}
