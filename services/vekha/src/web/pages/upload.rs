//! An order on its way to a roadmap: a file or a pasted table is read and kept as a draft; nothing is in the log before it is adopted.

pub mod draft;
mod flags;
mod heading;
mod preview;
pub mod terms;

use super::{
    super::{
        Site,
        access::Visitor,
        fault::{Fault, language},
    },
    asked::Asked,
    frame::{Frame, Here},
    show, written,
};
use crate::{
    app::AppError,
    drafts::{self, Owner},
    import_worker::{self, ImportError},
    refusals,
    wording::Lang,
};
use askama::Template;
use axum::{
    Extension,
    extract::{Multipart, Path, State, multipart::MultipartError},
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use vekha_domain::ids::{OfficeId, RoadmapId};
use vekha_office::Order;

/// Largest body of the form, in bytes: the largest file that is read, and what stands around it.
pub const LARGEST: usize = 12 << 20;
/// What a pasted table is read as.
const PASTED: &str = "pasted.txt";

#[derive(Template)]
#[template(path = "upload.html")]
struct Page {
    frame: Frame,
    heading: String,
    lead: String,
    action: String,
    begun: Vec<Begun>,
    file_error: Option<String>,
    text_error: Option<String>,
    text: String,
}

struct Begun {
    name: String,
    when: String,
    link: String,
}

/// What is wrong with the form as it was sent.
#[derive(Default)]
pub struct Wrong {
    file: Option<String>,
    text: Option<String>,
    typed: String,
}

/// The form sent.
#[derive(Default)]
pub(super) struct Sent {
    pub name: String,
    pub file: Vec<u8>,
    pub text: String,
}

/// Whose drafts a visitor sees.
pub fn owner(visitor: &Visitor, office: OfficeId) -> Owner {
    Owner { office, account: visitor.account.id }
}

/// The form, with the drafts begun before.
pub async fn form(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(office): Path<OfficeId>,
    parts: Parts,
) -> Result<Response, Fault> {
    answer(&site, &visitor, office, None, &parts, Wrong::default()).await
}

/// The form sent: the order is read in a child process and kept.
pub async fn submit(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(office): Path<OfficeId>,
    parts: Parts,
    form: Multipart,
) -> Result<Response, Fault> {
    match read(form, language(&parts.headers)).await? {
        Read::Order(name, order) => {
            let id = drafts::make(&site.app, owner(&visitor, office), &name, &order, None).await?;
            Ok(Redirect::to(&format!("/offices/{office}/orders/{id}")).into_response())
        }
        Read::Wrong(wrong) => answer(&site, &visitor, office, None, &parts, wrong).await,
    }
}

/// What became of the form sent.
pub enum Read {
    /// The order with the name of its file; none for a pasted table.
    Order(String, Box<Order>),
    /// Nothing was read.
    Wrong(Wrong),
}

/// Reads the file or the pasted table.
///
/// # Errors
/// The form is damaged, or the reader broke.
pub async fn read(form: Multipart, lang: Lang) -> Result<Read, Fault> {
    let sent = match sent(form).await {
        Ok(sent) => sent,
        Err(e) if e.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            return Ok(Read::Wrong(Wrong { file: Some(lang.say("import-too-large")), ..Wrong::default() }));
        }
        Err(_) => return Err(Fault::BadRequest("fault-bad-request-note")),
    };
    let (file, text) = (!sent.file.is_empty() || !sent.name.is_empty(), !sent.text.trim().is_empty());
    let wrong = |file, text| Ok(Read::Wrong(Wrong { file, text, typed: sent.text.clone() }));
    let (name, bytes) = match (file, text) {
        (true, false) => (sent.name.clone(), sent.file.as_slice()),
        (false, true) => (PASTED.to_owned(), sent.text.as_bytes()),
        (false, false) => return wrong(Some(lang.say("upload-nothing")), None),
        (true, true) => return wrong(None, Some(lang.say("upload-both"))),
    };
    match import_worker::read(&name, bytes).await {
        Ok(order) => Ok(Read::Order(if file { name } else { String::new() }, Box::new(order))),
        Err(ImportError::Broken(e)) => Err(AppError::broken("read an order", &e).into()),
        Err(e) if file => wrong(Some(refusals::import_error(lang, &e)), None),
        Err(e) => wrong(None, Some(refusals::import_error(lang, &e))),
    }
}

pub(super) async fn sent(mut form: Multipart) -> Result<Sent, MultipartError> {
    let mut sent = Sent::default();
    while let Some(field) = form.next_field().await? {
        match field.name() {
            Some("file") => {
                sent.name = file_name(field.file_name().unwrap_or_default());
                sent.file = field.bytes().await?.to_vec();
            }
            Some("text") => sent.text = String::from_utf8_lossy(&field.bytes().await?).into_owned(),
            _ => {}
        }
    }
    Ok(sent)
}

/// The name without its folders: some browsers send the whole path.
fn file_name(sent: &str) -> String {
    let name = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: Vec<char> = name.chars().filter(|c| !c.is_control()).collect();
    // The ending tells the format.
    kept.iter().skip(kept.len().saturating_sub(200)).collect()
}

/// The form for a new roadmap, or for an amendment of one.
pub async fn answer(
    site: &Site,
    visitor: &Visitor,
    office: OfficeId,
    amends: Option<RoadmapId>,
    parts: &Parts,
    wrong: Wrong,
) -> Result<Response, Fault> {
    let begun = drafts::list(&site.app, owner(visitor, office), amends).await?;
    let asked = Asked::of(site, visitor, office, parts).await?;
    if !asked.live() {
        return Err(Fault::LookingBack);
    }
    if let Some(roadmap) = amends {
        asked.roadmap(roadmap)?;
    }
    let lang = asked.lang;
    let path = match amends {
        Some(roadmap) => asked.roadmap_path(roadmap, "/amendments"),
        None => format!("/offices/{office}/orders"),
    };
    let draft = |draft: &drafts::Begun| Begun {
        name: named(&draft.name, lang),
        when: written::moment(draft.created_at(), asked.known.zone()),
        link: format!("{path}/{}", draft.draft_id),
    };
    let status = match (&wrong.file, &wrong.text) {
        (None, None) => StatusCode::OK,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let (heading, lead, here) = match amends {
        Some(_) => ("changes-amend", "amend-lead", Here::Changes),
        None => ("menu-upload", "upload-lead", Here::Upload),
    };
    let page = Page {
        // Orders are entered today: there is no other day to look at here.
        frame: Frame { day: None, ..asked.frame(amends, here) },
        heading: lang.say(heading),
        lead: lang.say(lead),
        action: format!("{path}/new"),
        begun: begun.iter().map(draft).collect(),
        file_error: wrong.file,
        text_error: wrong.text,
        text: wrong.typed,
    };
    show(lang, status, &page)
}

/// The file's name, or what stands in its place.
pub fn named(name: &str, lang: Lang) -> String {
    if name.is_empty() { lang.say("upload-pasted") } else { name.to_owned() }
}

#[cfg(test)]
mod tests;
