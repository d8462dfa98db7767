//! Letters of the demonstration, which lie in its folder: the list, newest first, and one of them. HTML is shown as it is written.

use super::{
    super::{Site, access::Visitor, fault::Fault},
    asked::Asked,
    frame::{Frame, Here},
    show, written,
};
use crate::{
    app::AppError,
    mail::{Folder, Kept, Opened},
};
use askama::Template;
use axum::{
    Extension,
    extract::{Path, State},
    http::{StatusCode, request::Parts},
    response::Response,
};
use std::io;

/// How many letters the list shows.
const MOST: usize = 200;

#[derive(Template)]
#[template(path = "mail.html")]
struct ListPage {
    frame: Frame,
    folder: String,
    rows: Vec<Row>,
}

struct Row {
    at: String,
    to: String,
    subject: String,
    link: String,
}

#[derive(Template)]
#[template(path = "mail_letter.html")]
struct LetterPage {
    frame: Frame,
    at: String,
    letter: Opened,
    /// The text in lines; addresses are links of this site's own pages.
    lines: Vec<Line>,
}

struct Line {
    words: String,
    link: Option<String>,
}

/// The list.
pub async fn list(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    parts: Parts,
) -> Result<Response, Fault> {
    let folder = folder(&site)?;
    let letters = read(folder.clone(), |folder| folder.list(MOST)).await?;
    let asked = Asked::of(&site, &visitor, visitor.account.office, &parts).await?;
    let page = ListPage {
        rows: letters.iter().map(|kept| row(&asked, kept)).collect(),
        folder: folder.path().display().to_string(),
        frame: Frame { day: None, ..asked.frame(None, Here::Mail) },
    };
    show(asked.lang, StatusCode::OK, &page)
}

fn row(asked: &Asked, kept: &Kept) -> Row {
    Row {
        at: at(asked, kept),
        to: kept.to.clone(),
        subject: kept.subject.clone(),
        link: format!("/demo/mail/{}", kept.name),
    }
}

fn at(asked: &Asked, kept: &Kept) -> String {
    kept.at.map(|at| written::moment(at, asked.known.zone())).unwrap_or_default()
}

/// One letter.
pub async fn letter(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(name): Path<String>,
    parts: Parts,
) -> Result<Response, Fault> {
    let letter = read(folder(&site)?, move |folder| folder.open(&name)).await?.ok_or(Fault::NotFound)?;
    let asked = Asked::of(&site, &visitor, visitor.account.office, &parts).await?;
    let own = |line: &str| line.strip_prefix(&*site.base_url).filter(|path| path.starts_with('/')).map(str::to_owned);
    let page = LetterPage {
        frame: Frame { day: None, ..asked.frame(None, Here::Mail) },
        at: at(&asked, &letter.kept),
        lines: letter.text.lines().map(|line| Line { words: line.to_owned(), link: own(line.trim()) }).collect(),
        letter,
    };
    show(asked.lang, StatusCode::OK, &page)
}

/// The folder of the demonstration; a real office's letters are nobody else's to read.
fn folder(site: &Site) -> Result<Folder, Fault> {
    site.app.demo().and_then(|_| site.outbox.laid_into()).cloned().ok_or(Fault::NotFound)
}

async fn read<T: Send + 'static>(
    folder: Folder,
    read: impl FnOnce(&Folder) -> io::Result<T> + Send + 'static,
) -> Result<T, Fault> {
    let done = tokio::task::spawn_blocking(move || read(&folder)).await.map_err(|_| Fault::Broken)?;
    done.map_err(|e| AppError::broken("read the letters", &e).into())
}

#[cfg(test)]
mod tests;
