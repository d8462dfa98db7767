//! What a page shows, as a file for Excel or Word: the same rows, for the same day, for the same eyes.

mod about;
mod between;
mod facts;
pub mod figures;
mod obligations;
mod overdue;
mod plan;
mod proofs;

pub use about::heading;
pub use between::{between_csv, between_excel, between_word};
pub use facts::{column, documents};
pub use plan::tables;

use super::{
    super::fault::Fault,
    asked::{Asked, with_query},
    breakdown,
    plan::filter::Wanted,
    proofs::{Wanted as Documents, sample},
    written,
};
use axum::{
    extract::{Path, Query},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use vekha_domain::ids::{OfficeId, RoadmapId, SampleId};
use vekha_office::{Document, Table, Unwritten, comma, document_excel, document_word, excel, word};

/// A kind of file that a table is written as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileKind {
    /// A workbook.
    Excel,
    /// A document.
    Word,
    /// Values with semicolons between.
    Csv,
}

impl FileKind {
    /// Ending of its name.
    pub fn ending(self) -> &'static str {
        match self {
            FileKind::Excel => "xlsx",
            FileKind::Word => "docx",
            FileKind::Csv => "csv",
        }
    }

    fn content_type(self) -> &'static str {
        match self {
            FileKind::Excel => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            FileKind::Word => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            FileKind::Csv => "text/csv; charset=utf-8",
        }
    }

    /// The file: a workbook holds all tables, the others the first.
    ///
    /// # Errors
    /// [`Unwritten`].
    pub fn write(self, tables: &[Table], made_at: DateTime<Utc>) -> Result<Vec<u8>, Unwritten> {
        match (self, tables.first()) {
            (FileKind::Excel, _) => excel(tables, made_at),
            (FileKind::Word, Some(first)) => word(first, made_at),
            (FileKind::Csv, Some(first)) => comma(first),
            (FileKind::Word | FileKind::Csv, None) => Ok(Vec::new()),
        }
    }

    /// The file of a document; its words have no place among values with semicolons.
    ///
    /// # Errors
    /// [`Unwritten`].
    pub fn document(self, document: &Document, made_at: DateTime<Utc>) -> Result<Vec<u8>, Unwritten> {
        match self {
            FileKind::Excel => document_excel(document, made_at),
            FileKind::Word | FileKind::Csv => document_word(document),
        }
    }
}

/// A link to the page's table as a file.
pub struct FileLink {
    /// «Excel».
    pub words: String,
    /// Where it is.
    pub link: String,
}

/// The files of a page that lies at `/{page}`, for what its address asks.
pub fn files(asked: &Asked, kinds: &[FileKind]) -> Vec<FileLink> {
    let kept = asked.others.iter().filter(|(name, _)| name != "page");
    let kept: Vec<(&str, &str)> = kept.map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let file = |kind: &FileKind| {
        let path = with_query(&format!("{}.{}", asked.path, kind.ending()), kept.iter().copied());
        FileLink { words: asked.lang.say(&format!("export-as-{}", kind.ending())), link: asked.link(&path) }
    };
    kinds.iter().map(file).collect()
}

type Of = Path<(OfficeId, RoadmapId)>;

/// The roadmap as a workbook.
pub async fn plan_excel(Path((_, id)): Of, wanted: Query<Wanted>, asked: Asked) -> Result<Response, Fault> {
    plan_as(FileKind::Excel, id, &wanted, asked).await
}

/// The roadmap as a document.
pub async fn plan_word(Path((_, id)): Of, wanted: Query<Wanted>, asked: Asked) -> Result<Response, Fault> {
    plan_as(FileKind::Word, id, &wanted, asked).await
}

/// The roadmap as CSV.
pub async fn plan_csv(Path((_, id)): Of, wanted: Query<Wanted>, asked: Asked) -> Result<Response, Fault> {
    plan_as(FileKind::Csv, id, &wanted, asked).await
}

/// What is overdue as a workbook.
pub async fn overdue_excel(Path((_, id)): Of, asked: Asked) -> Result<Response, Fault> {
    overdue_as(FileKind::Excel, id, asked).await
}

/// What is overdue as CSV.
pub async fn overdue_csv(Path((_, id)): Of, asked: Asked) -> Result<Response, Fault> {
    overdue_as(FileKind::Csv, id, asked).await
}

/// What fulfilment is made of as a workbook.
pub async fn fulfilment_excel(Path((_, id)): Of, asked: Asked) -> Result<Response, Fault> {
    understood(&asked)?;
    let tables = breakdown::tables(&asked, asked.roadmap(id)?);
    send(FileKind::Excel, "made-file", tables, asked).await
}

/// Confirming documents as a workbook.
pub async fn proofs_excel(Path((_, id)): Of, wanted: Query<Documents>, asked: Asked) -> Result<Response, Fault> {
    understood(&asked)?;
    let table = proofs::table(&asked, id, &wanted)?;
    send(FileKind::Excel, "export-file-proofs", vec![table], asked).await
}

/// A sample of documents as a workbook.
pub async fn sample_excel(Path((_, id)): Path<(OfficeId, SampleId)>, asked: Asked) -> Result<Response, Fault> {
    understood(&asked)?;
    let table = proofs::of_sample(&asked, sample::of(&asked, id)?);
    send(FileKind::Excel, "export-file-sample", vec![table], asked).await
}

async fn plan_as(kind: FileKind, id: RoadmapId, wanted: &Wanted, asked: Asked) -> Result<Response, Fault> {
    understood(&asked)?;
    let tables = tables(asked.look(), asked.roadmap(id)?, &wanted.ready(asked.as_of), kind);
    send(kind, "export-file-plan", tables, asked).await
}

async fn overdue_as(kind: FileKind, id: RoadmapId, asked: Asked) -> Result<Response, Fault> {
    understood(&asked)?;
    let table = overdue::table(&asked, asked.roadmap(id)?);
    send(kind, "export-file-overdue", vec![table], asked).await
}

/// A page says beside its table that it did not understand the day and shows today; a file could not.
pub fn understood(asked: &Asked) -> Result<(), Fault> {
    if asked.times.wrong() { Err(Fault::BadRequest("export-bad-time")) } else { Ok(()) }
}

async fn send(kind: FileKind, key: &str, tables: Vec<Table>, asked: Asked) -> Result<Response, Fault> {
    let territory = asked.state().office().territory.clone();
    let args = [("territory", territory.into()), ("day", written::day(asked.as_of).into())];
    let name = asked.lang.say_with(key, args);
    let made_at = asked.site.app.now();
    // Writers must not wait for the file to be packed.
    drop(asked);
    sent(&name, kind, move || kind.write(&tables, made_at)).await
}

/// A file by its name, put together where no other request waits for it.
pub async fn sent(
    name: &str,
    kind: FileKind,
    write: impl FnOnce() -> Result<Vec<u8>, Unwritten> + Send + 'static,
) -> Result<Response, Fault> {
    let bytes = tokio::task::spawn_blocking(write).await;
    let bytes = bytes.map_err(|e| e.to_string()).and_then(|done| done.map_err(|e| e.to_string())).map_err(|error| {
        tracing::error!(error, "a file could not be written");
        Fault::Broken
    })?;
    let name = disposition(&format!("{name}.{}", kind.ending()), kind);
    let disposition = HeaderValue::from_str(&name).map_err(|_| Fault::Broken)?;
    let content_type = HeaderValue::from_static(kind.content_type());
    Ok(([(header::CONTENT_TYPE, content_type), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response())
}

/// The header of a file to be kept under a name in any letters (RFC 6266), with a plain one for old programs.
fn disposition(name: &str, kind: FileKind) -> String {
    let mut encoded = String::new();
    for sign in name.chars().map(|sign| if may_name(sign) { sign } else { ' ' }) {
        if sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-' | '_') {
            encoded.push(sign);
        } else {
            let mut bytes = [0; 4];
            sign.encode_utf8(&mut bytes).bytes().for_each(|byte| encoded.push_str(&format!("%{byte:02X}")));
        }
    }
    format!("attachment; filename=\"vekha.{}\"; filename*=UTF-8''{encoded}", kind.ending())
}

/// May the sign stand in the name of a file, on any system?
fn may_name(sign: char) -> bool {
    !sign.is_control() && !matches!(sign, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
}

#[cfg(test)]
mod tests;
