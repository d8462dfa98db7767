//! The integrity of the log: where it ends, whether it is whole, heads that were signed, who keeps them, how to check without us.

mod files;
mod keepers;

use files::{log, note, package, proof};
use keepers::{dismiss, name};

use super::{
    super::{
        Site,
        access::{Action, Need},
        fault::{Fault, Worded},
    },
    asked::Asked,
    frame::{Frame, Here},
    people::fields::Typed,
    show, written,
};
use crate::{
    integrity::{self, Qr, qr, told},
    wording::Lang,
};
use askama::Template;
use axum::{
    extract::Path,
    http::StatusCode,
    response::Response,
    routing::{MethodRouter, get, post},
};
use vekha_domain::{audit::SignedHead, ids::OfficeId};
use vekha_event_log::{Head, LogId, Verdict};

/// Signed heads on the page; the package has all.
const SHOWN: usize = 30;

/// What makes the log checkable, and what is taken away to check it elsewhere.
pub fn table() -> Vec<(&'static str, Need, MethodRouter<Site>)> {
    let (read, keep) = (Need::May(Action::Read), Need::May(Action::ManagePeople));
    let (take_log, take_package) = (Need::May(Action::TakeLog), Need::May(Action::TakePackage));
    vec![
        ("/offices/{office}/integrity", read, get(page)),
        ("/offices/{office}/integrity/heads/{position}", read, get(note)),
        ("/offices/{office}/integrity/log.jsonl", take_log, get(log)),
        ("/offices/{office}/integrity/package.zip", take_package, get(package)),
        ("/offices/{office}/integrity/keepers", keep, post(name)),
        ("/offices/{office}/integrity/keepers/{organisation}/dismissal", keep, post(dismiss)),
        ("/offices/{office}/activities/{activity}/proof", read, get(proof)),
    ]
}

#[derive(Template)]
#[template(path = "integrity.html")]
struct Page {
    frame: Frame,
    receipt: Option<String>,
    ends: String,
    hash: String,
    anchor: String,
    qr: Option<Qr>,
    /// What the check just made found, and whether it is good.
    verdict: Option<(String, bool)>,
    check: String,
    key: Option<String>,
    heads: Vec<Signed>,
    more: Option<String>,
    package: Option<String>,
    log: Option<String>,
    keepers: Vec<keepers::Keeper>,
    /// Who could keep heads; none for those who name nobody.
    choices: Option<Vec<keepers::Choice>>,
    path: String,
    form: Typed,
}

/// A signed head in the list.
struct Signed {
    day: String,
    number: String,
    link: String,
    hash: String,
}

/// The page.
pub async fn page(Path(_): Path<OfficeId>, asked: Asked) -> Result<Response, Fault> {
    if asked.state().position() == 0 {
        return Err(asked.missing());
    }
    answer(asked, Typed::default()).await
}

/// The page, with what is wrong with the form.
async fn answer(asked: Asked, form: Typed) -> Result<Response, Fault> {
    let (site, log, position) = (asked.site.clone(), LogId(asked.office.0), asked.state().position());
    let anchors: Vec<Head> = asked.state().audit().heads.iter().filter_map(signed).map(|told| told.head).collect();
    let wants = asked.others.iter().any(|(name, _)| name == "check");
    let refused = asked.times.wrong() || !form.wrong.is_empty();
    let (lang, status) = (asked.lang, if refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK });
    let zone = asked.state().zone();
    let mut page = page_of(&asked, form);
    // Nobody has to wait for the check but who asked for it.
    drop(asked);
    let head = site.app.log().at(log, position, |event, hashes| (event.recorded_at, hashes.chain)).await;
    let head = head.map_err(|e| crate::app::AppError::broken("read the log", &e))?;
    let (recorded_at, chain_hash) = head.ok_or(Fault::NotFound)?;
    page.key = integrity::signing_key(&site.app).ok().map(|key| key.public());
    page.hash = chain_hash.to_string();
    page.anchor = format!("{} {position} {chain_hash}", log.0);
    page.qr = qr(&page.anchor);
    let head = Head { log, position, chain_hash, recorded_at };
    if wants {
        let found = site.app.log().verify(log, anchors.into_iter().chain([head])).await;
        let found = found.map_err(|e| crate::app::AppError::broken("check the log", &e))?;
        let at = written::moment(site.app.now(), zone);
        page.verdict = Some(verdict(lang, &found, at));
    }
    let mut response = show(lang, status, &page)?;
    if !status.is_success() {
        response.extensions_mut().insert(Worded);
    }
    Ok(response)
}

fn signed(head: &SignedHead) -> Option<integrity::Told> {
    told(&head.note)
}

fn verdict(lang: Lang, found: &Verdict, at: String) -> (String, bool) {
    match found {
        Verdict::Whole { events, .. } => {
            (lang.say_with("integrity-whole", [("n", (*events).into()), ("at", at.into())]), true)
        }
        Verdict::Broken { position, kind } => {
            let why = lang.say(&format!("break-{}", kind.code()));
            let args = [("position", position.to_string().into()), ("why", why.into()), ("at", at.into())];
            (lang.say_with("integrity-broken", args), false)
        }
    }
}

fn page_of(asked: &Asked, form: Typed) -> Page {
    let lang = asked.lang;
    let base = format!("/offices/{}/integrity", asked.office);
    let state = asked.state();
    let own = asked.visitor.account.office == asked.office;
    let moment = |at: chrono::DateTime<chrono::Utc>| written::moment(at, state.zone());
    let of = |head: &SignedHead| Signed {
        day: moment(head.recorded_at),
        number: head.position.to_string(),
        link: asked.link(&format!("{base}/heads/{}", head.position)),
        hash: signed(head).map(|told| told.head.chain_hash.to_string()).unwrap_or_default(),
    };
    let heads = &state.audit().heads;
    let left = heads.len().saturating_sub(SHOWN);
    let ends = [("n", state.position().into()), ("at", state.recorded_at().map(moment).unwrap_or_default().into())];
    let take = |action, file: &str| (own && asked.visitor.may(action)).then(|| asked.link(&format!("{base}/{file}")));
    let names = asked.live() && own && asked.visitor.may(Action::ManagePeople);
    Page {
        frame: asked.frame(None, Here::Integrity),
        receipt: keepers::receipt(asked),
        ends: lang.say_with("integrity-ends", ends),
        hash: String::new(),
        anchor: String::new(),
        qr: None,
        verdict: None,
        check: asked.link(&format!("{base}?check=1")),
        key: None,
        heads: heads.iter().rev().take(SHOWN).map(of).collect(),
        more: (left > 0).then(|| lang.say_with("integrity-more", [("n", left.into())])),
        package: take(Action::TakePackage, "package.zip"),
        log: take(Action::TakeLog, "log.jsonl"),
        keepers: keepers::all(asked),
        choices: names.then(|| keepers::choices(asked)),
        path: base,
        form: form.or([("basis-date", written::day(asked.today))]),
    }
}

#[cfg(test)]
mod tests;
