//! An order on its way to a roadmap: a file or a pasted table is read and kept as a draft; nothing is in the log before it is adopted.

pub mod draft;
mod flags;
mod heading;
mod preview;
mod terms;

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
};
use askama::Template;
use axum::{
    Extension,
    extract::{Multipart, Path, State, multipart::MultipartError},
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use vekha_domain::ids::OfficeId;

/// Largest body of the form, in bytes: the largest file that is read, and what stands around it.
pub const LARGEST: usize = 12 << 20;
/// What a pasted table is read as.
const PASTED: &str = "pasted.txt";

#[derive(Template)]
#[template(path = "upload.html")]
struct Page {
    frame: Frame,
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
struct Wrong {
    file: Option<String>,
    text: Option<String>,
}

/// The form sent.
#[derive(Default)]
pub(super) struct Sent {
    pub name: String,
    pub file: Vec<u8>,
    pub text: String,
}

/// Whose drafts a visitor sees.
fn owner(visitor: &Visitor, office: OfficeId) -> Owner {
    Owner { office, account: visitor.account.id }
}

/// The form, with the drafts begun before.
pub async fn form(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(office): Path<OfficeId>,
    parts: Parts,
) -> Result<Response, Fault> {
    answer(&site, &visitor, office, &parts, String::new(), Wrong::default()).await
}

/// The form sent: the order is read in a child process and kept.
pub async fn submit(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(office): Path<OfficeId>,
    parts: Parts,
    form: Multipart,
) -> Result<Response, Fault> {
    let lang = language(&parts.headers);
    let sent = match sent(form).await {
        Ok(sent) => sent,
        Err(e) if e.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            let wrong = Wrong { file: Some(lang.say("import-too-large")), text: None };
            return answer(&site, &visitor, office, &parts, String::new(), wrong).await;
        }
        Err(_) => return Err(Fault::BadRequest("fault-bad-request-note")),
    };
    let (file, text) = (!sent.file.is_empty() || !sent.name.is_empty(), !sent.text.trim().is_empty());
    let (name, bytes) = match (file, text) {
        (true, false) => (sent.name.clone(), sent.file.as_slice()),
        (false, true) => (PASTED.to_owned(), sent.text.as_bytes()),
        (false, false) => {
            let wrong = Wrong { file: Some(lang.say("upload-nothing")), text: None };
            return answer(&site, &visitor, office, &parts, sent.text, wrong).await;
        }
        (true, true) => {
            let wrong = Wrong { file: None, text: Some(lang.say("upload-both")) };
            return answer(&site, &visitor, office, &parts, sent.text, wrong).await;
        }
    };
    let order = match import_worker::read(&name, bytes).await {
        Ok(order) => order,
        Err(ImportError::Broken(e)) => return Err(AppError::broken("read an order", &e).into()),
        Err(e) => {
            let sentence = Some(refusals::import_error(lang, &e));
            let wrong = if file { Wrong { file: sentence, text: None } } else { Wrong { file: None, text: sentence } };
            return answer(&site, &visitor, office, &parts, sent.text, wrong).await;
        }
    };
    let name = if file { name } else { String::new() };
    let id = drafts::make(&site.app, owner(&visitor, office), &name, &order).await?;
    Ok(Redirect::to(&format!("/offices/{office}/orders/{id}")).into_response())
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

async fn answer(
    site: &Site,
    visitor: &Visitor,
    office: OfficeId,
    parts: &Parts,
    text: String,
    wrong: Wrong,
) -> Result<Response, Fault> {
    let begun = drafts::list(&site.app, owner(visitor, office)).await?;
    let asked = Asked::of(site, visitor, office, parts).await?;
    if !asked.live() {
        return Err(Fault::LookingBack);
    }
    let lang = asked.lang;
    let draft = |draft: &drafts::Begun| Begun {
        name: named(&draft.name, lang),
        when: written::moment(draft.created_at(), asked.known.zone()),
        link: format!("/offices/{office}/orders/{}", draft.draft_id),
    };
    let status = match (&wrong.file, &wrong.text) {
        (None, None) => StatusCode::OK,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = Page {
        // Orders are entered today: there is no other day to look at here.
        frame: Frame { day: None, ..asked.frame(None, Here::Upload) },
        action: format!("/offices/{office}/orders/new"),
        begun: begun.iter().map(draft).collect(),
        file_error: wrong.file,
        text_error: wrong.text,
        text,
    };
    show(lang, status, &page)
}

/// The file's name, or what stands in its place.
fn named(name: &str, lang: crate::wording::Lang) -> String {
    if name.is_empty() { lang.say("upload-pasted") } else { name.to_owned() }
}

#[cfg(test)]
mod tests;
