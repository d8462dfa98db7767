//! Where people are kept from: who does it, in which office, today.

use super::super::{
    super::{Site, access::Visitor, fault::Fault, marking},
    asked::Asked,
};
use crate::{
    app::{AppError, Command, Done},
    wording::Lang,
};
use axum::{
    extract::FromRequestParts,
    http::request::Parts,
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use uuid::Uuid;
use vekha_domain::{event::Change, ids::OfficeId, refusal::Refusal, stream::Stream};
use vekha_event_log::Ids;
use vekha_projections::OfficeState;

/// A request to change something about people. It holds no state: that is asked for when it is needed.
pub struct Desk {
    pub site: Site,
    pub visitor: Visitor,
    pub office: OfficeId,
    pub lang: Lang,
    /// Today where the office is.
    pub today: NaiveDate,
    parts: Parts,
}

impl FromRequestParts<Site> for Desk {
    type Rejection = Fault;

    /// Things are changed today only.
    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Desk, Fault> {
        let asked = Asked::from_request_parts(parts, site).await?;
        if !asked.live() {
            return Err(Fault::LookingBack);
        }
        let (visitor, office, lang, today) = (asked.visitor.clone(), asked.office, asked.lang, asked.today);
        drop(asked);
        Ok(Desk { site: site.clone(), visitor, office, lang, today, parts: parts.clone() })
    }
}

impl Desk {
    /// The question behind the page, of now.
    pub async fn asked(&self) -> Result<Asked, Fault> {
        Asked::of(&self.site, &self.visitor, self.office, &self.parts).await
    }

    /// The same for a page that answers a form sent elsewhere.
    pub async fn asked_at(&self, page: &str) -> Result<Asked, Fault> {
        Ok(self.asked().await?.lying_at(self.path(page)))
    }

    /// An id that the same form sent twice has once.
    pub fn id(&self, typed: &str) -> Uuid {
        marking::command_id(self.visitor.person(), typed.as_bytes())
    }

    /// A new id.
    pub fn new_id(&self) -> Uuid {
        self.site.app.ids().next()
    }

    /// The command of an id.
    pub fn command(&self, id: Uuid) -> Command {
        Command { office: self.office, actor: self.visitor.person(), id }
    }

    /// Decides; a refusal is an answer and no fault.
    pub async fn change(
        &self,
        id: Uuid,
        decide: impl Fn(&OfficeState, &Ids) -> Result<Vec<Change>, Refusal>,
    ) -> Result<Result<Done, Refusal>, Fault> {
        self.change_upon(id, |state, ids| Ok((decide(state, ids)?, None))).await
    }

    /// The same of a decision that rests on a stream it does not write to as well.
    pub async fn change_upon(
        &self,
        id: Uuid,
        decide: impl Fn(&OfficeState, &Ids) -> Result<(Vec<Change>, Option<Stream>), Refusal>,
    ) -> Result<Result<Done, Refusal>, Fault> {
        match self.site.app.change_upon(self.command(id), decide).await {
            Ok(done) => Ok(Ok(done)),
            Err(AppError::Refused(why)) => Ok(Err(why)),
            Err(e) => Err(e.into()),
        }
    }

    /// Path of one of the office's pages.
    pub fn path(&self, page: &str) -> String {
        format!("/offices/{}{page}", self.office)
    }

    /// On to the first page: what the visitor may do has changed.
    pub fn home(&self) -> Response {
        Redirect::to("/").into_response()
    }

    /// On to a page that says what was done.
    pub fn done(&self, page: &str, what: &str) -> Response {
        Redirect::to(&format!("{}?done={what}", self.path(page))).into_response()
    }
}

/// Codes of what was done, as addresses carry them: the key of each sentence.
const RECEIPTS: [&str; 17] = [
    "mailbox",
    "added",
    "contact",
    "work",
    "roles",
    "substitution",
    "substitution-ended",
    "leave",
    "leave-ended",
    "handover",
    "erased",
    "organisation",
    "renamed",
    "closed",
    "group",
    "joined",
    "left",
];

/// What was done just now, when the address says so.
pub fn receipt(asked: &Asked) -> Option<String> {
    let (_, code) = asked.others.iter().find(|(key, _)| key == "done")?;
    let known = RECEIPTS.iter().find(|known| *known == code).filter(|_| asked.live())?;
    Some(asked.lang.say(&format!("people-done-{known}")))
}
