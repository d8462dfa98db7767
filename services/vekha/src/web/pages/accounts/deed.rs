//! What is done with an account that is there: closing, opening, ending its sessions, inviting once more.

use super::{
    super::{
        super::{Site, access::Visitor, fault::Fault, fault::language},
        asked::Asked,
    },
    Extra, answer, invite, may_touch, to_list,
};
use crate::accounts::roll::{self, Listed};
use axum::{
    Extension,
    extract::{Path, State},
    http::request::Parts,
    response::Response,
};
use uuid::Uuid;
use vekha_domain::ids::OfficeId;

/// Which account of which office.
type Of = (OfficeId, Uuid);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Deed {
    Lock,
    Unlock,
    End,
    Invite,
}

/// Closes the account.
pub async fn lock(
    site: State<Site>,
    visitor: Extension<Visitor>,
    of: Path<Of>,
    parts: Parts,
) -> Result<Response, Fault> {
    Deed::Lock.carry_out(&site, &visitor, *of, &parts).await
}

/// Opens it again.
pub async fn unlock(
    site: State<Site>,
    visitor: Extension<Visitor>,
    of: Path<Of>,
    parts: Parts,
) -> Result<Response, Fault> {
    Deed::Unlock.carry_out(&site, &visitor, *of, &parts).await
}

/// Ends its sessions.
pub async fn end_sessions(
    site: State<Site>,
    visitor: Extension<Visitor>,
    of: Path<Of>,
    parts: Parts,
) -> Result<Response, Fault> {
    Deed::End.carry_out(&site, &visitor, *of, &parts).await
}

/// Sends the invitation once more, or one that lets a forgotten password be chosen anew.
pub async fn again(
    site: State<Site>,
    visitor: Extension<Visitor>,
    of: Path<Of>,
    parts: Parts,
) -> Result<Response, Fault> {
    Deed::Invite.carry_out(&site, &visitor, *of, &parts).await
}

impl Deed {
    async fn carry_out(
        self,
        site: &Site,
        visitor: &Visitor,
        (office, id): Of,
        parts: &Parts,
    ) -> Result<Response, Fault> {
        Asked::only_today(site, visitor, office, parts).await?;
        // Another office's account is none.
        let listed = roll::of_office(&site.app, office, id).await?.ok_or(Fault::NotFound)?;
        if let Err(refusal) = self.allowed(site, visitor, &listed, parts).await? {
            return answer(site, visitor, office, parts, Extra { refusal: Some(refusal), ..Extra::default() }).await;
        }
        let code = match self {
            Deed::Lock => roll::lock(&site.app, id).await.map(|()| "locked")?,
            Deed::Unlock => roll::unlock(&site.app, id).await.map(|()| "unlocked")?,
            Deed::End => roll::end_sessions(&site.app, id, None).await.map(|()| "ended")?,
            Deed::Invite => invite::letter(site, language(&parts.headers), &listed.account).await?,
        };
        tracing::info!(account = %id, login = listed.account.login, by = visitor.account.login, done = code, "an account was kept");
        Ok(to_list(office, code, id))
    }

    async fn allowed(
        self,
        site: &Site,
        visitor: &Visitor,
        listed: &Listed,
        parts: &Parts,
    ) -> Result<Result<(), String>, Fault> {
        let lang = language(&parts.headers);
        if listed.account.id == visitor.account.id && self == Deed::Lock {
            return Ok(Err(lang.say("accounts-not-own")));
        }
        let known = site.app.office(listed.account.office).await?;
        let roles = known.person(listed.account.person).map(|p| p.roles.clone()).unwrap_or_default();
        drop(known);
        if let Err(refusal) = may_touch(visitor, &roles, lang) {
            return Ok(Err(refusal));
        }
        if self != Deed::Invite {
            return Ok(Ok(()));
        }
        let refusal = if listed.locked {
            Some("accounts-locked")
        } else if roles.is_empty() {
            Some("accounts-roleless")
        } else {
            let names = site.app.names(listed.account.office).await?;
            let reached = names.contact(listed.account.person).is_some_and(|contact| contact.email.is_some());
            (!reached).then_some("accounts-no-address")
        };
        Ok(refusal.map_or(Ok(()), |key| Err(lang.say(key))))
    }
}
