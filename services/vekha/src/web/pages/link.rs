//! The page a link of a letter leads to. Opening it changes nothing, as scanners of mail open everything; its button signs in.

use super::{
    super::{
        Site,
        access::visitor_of,
        fault::{Fault, language},
        letters,
        proxies::Peer,
        sign_in,
    },
    Frame, show,
};
use crate::{
    accounts::links::{self, Opens, Purpose},
    wording::Lang,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};

#[derive(Template)]
#[template(path = "signin_link.html")]
struct LinkPage {
    frame: Frame,
    opens: Option<Shown>,
}

/// Whose sign-in it is.
struct Shown {
    name: String,
    login: String,
    office: String,
    action: String,
    invitation: bool,
}

/// Says whose sign-in it is.
pub async fn page(State(site): State<Site>, Path(token): Path<String>, headers: HeaderMap) -> Result<Response, Fault> {
    let lang = language(&headers);
    let Some(opens) = welcome(&site, links::look(&site.app, &token).await?).await? else { return over(lang) };
    let account = opens.account;
    let name = site.app.names(account.office).await?.name(account.person).map(str::to_owned);
    let shown = Shown {
        name: name.unwrap_or_default(),
        office: letters::office_name(&site, account.office).await?,
        login: account.login,
        action: format!("/signin/link/{token}"),
        invitation: opens.purpose == Purpose::Invitation,
    };
    show(lang, StatusCode::OK, &LinkPage { frame: Frame::bare(lang), opens: Some(shown) })
}

/// Signs in and uses the link up.
pub async fn submit(
    State(site): State<Site>,
    Path(token): Path<String>,
    Peer(from): Peer,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let Some(opens) = welcome(&site, links::take(&site.app, &token).await?).await? else {
        return over(language(&headers));
    };
    let cookie = sign_in::begun(&site, opens.account.id, from, &headers, true).await?;
    tracing::info!(account = %opens.account.id, login = opens.account.login, %from, purpose = ?opens.purpose, "signed in by a link");
    let to = match opens.purpose {
        Purpose::SignIn => "/",
        Purpose::Invitation => "/account#password",
    };
    Ok(match cookie {
        Some(cookie) => ([(header::SET_COOKIE, cookie)], Redirect::to(to)).into_response(),
        None => Redirect::to("/signin").into_response(),
    })
}

/// Whoever may do nothing any more is not let in.
async fn welcome(site: &Site, opens: Option<Opens>) -> Result<Option<Opens>, Fault> {
    let Some(opens) = opens else { return Ok(None) };
    let known = site.app.office(opens.account.office).await?;
    let welcome = visitor_of(opens.account.clone(), &known, false).is_some();
    Ok(welcome.then_some(opens))
}

/// Used, out of time or never made: which of them is nobody's business.
fn over(lang: Lang) -> Result<Response, Fault> {
    show(lang, StatusCode::GONE, &LinkPage { frame: Frame::bare(lang), opens: None })
}

#[cfg(test)]
pub(super) mod tests;
