//! Answers to letters that people have to read: what was refused, what was not understood, and what could not be trusted.

use super::{
    super::{Site, access::Visitor, fault::Fault},
    asked::Asked,
    frame::{Frame, Here},
    written,
};
use crate::{
    inbox::{
        kept::{self, Kept},
        receipts,
    },
    sentence,
};
use askama::Template;
use axum::{
    Extension,
    extract::{Path, State},
    http::request::Parts,
    response::{IntoResponse, Redirect, Response},
};
use uuid::Uuid;
use vekha_domain::ids::OfficeId;

#[derive(Template)]
#[template(path = "replies.html")]
struct Page {
    frame: Frame,
    counted: String,
    rows: Vec<Row>,
}

struct Row {
    id: Uuid,
    at: String,
    from: String,
    letter: String,
    subject: String,
    lines: Vec<String>,
    outcome: String,
    /// Why it did nothing; none when there was nothing to do.
    why: Option<String>,
    /// Where it is sent to say that it was read; none when somebody has.
    action: Option<String>,
}

/// The answers of the last 90 days, those that wait first.
pub async fn list(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(office): Path<OfficeId>,
    parts: Parts,
) -> Result<Response, Fault> {
    let replies = kept::list(&site.app, office).await?;
    let asked = Asked::of(&site, &visitor, office, &parts).await?;
    if !asked.live() {
        return Err(Fault::LookingBack);
    }
    let waiting = replies.iter().filter(|reply| reply.read_at.is_none()).count();
    let page = Page {
        // Answers are of today: there is no other day to look at here.
        frame: Frame { day: None, ..asked.frame(None, Here::Replies) },
        counted: asked.lang.say_with("replies-counted", [("n", waiting.into())]),
        rows: replies.iter().map(|reply| row(&asked, reply)).collect(),
    };
    asked.show(&page)
}

fn row(asked: &Asked, reply: &Kept) -> Row {
    let lang = asked.lang;
    let words = reply.words(&asked.site.app);
    let name = kept::person(reply).and_then(|person| asked.names.name(person));
    let letter = reply.letter().and_then(|id| asked.known.mailbook().letter(id));
    let of = |letter: &vekha_projections::Reminder| {
        let to = sentence::recipient(lang, letter.to, &asked.known, &asked.names);
        lang.say_with("letter-of", [("to", to.into()), ("day", written::day(letter.day).into())])
    };
    Row {
        id: reply.reply_id,
        at: written::moment(reply.received_at(), asked.known.zone()),
        from: name.map_or_else(|| words.from.clone(), |name| format!("{name}, {}", words.from)),
        letter: letter.map_or_else(|| lang.say("replies-no-letter"), of),
        subject: words.subject,
        lines: words.text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect(),
        outcome: lang.say(&format!("replies-{}", reply.outcome)),
        why: reply.fault.as_deref().map(|fault| receipts::why(lang, fault)),
        action: reply.read_at.is_none().then(|| format!("/offices/{}/replies/{}", asked.office, reply.reply_id)),
    }
}

/// Somebody of the office has read it.
pub async fn read(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path((office, reply)): Path<(OfficeId, Uuid)>,
    parts: Parts,
) -> Result<Response, Fault> {
    Asked::only_today(&site, &visitor, office, &parts).await?;
    if !kept::read(&site.app, office, reply).await? {
        return Err(Fault::NotFound);
    }
    Ok(Redirect::to(&format!("/offices/{office}/replies")).into_response())
}
