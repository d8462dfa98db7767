//! The auditor's package: all that an outsider needs to check an office's log and what was shown from it, in one signed file.

use super::{
    archive::{Archive, Listed, Packing},
    contents::Contents,
    head::signed_note,
    key::{SigningKey, signing_key},
    note::told,
};
use crate::{
    app::{App, AppError},
    reports,
    wording::Lang,
};
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::io;
use vekha_domain::{
    audit::SignedHead,
    ids::{OfficeId, RoadmapId},
    roadmap::Roadmap,
};
use vekha_event_log::{Hash, LogId};
use vekha_office::document_word;

#[derive(Serialize)]
struct Manifest {
    format: &'static str,
    log: LogId,
    position: u64,
    chain: Hash,
    root: Hash,
    as_of: NaiveDate,
    made: String,
    files: Vec<Listed>,
}

/// The package of an office, or of one roadmap of it, as of a day and as known at a moment. The log is in it whole up to that moment,
/// because a part of a chain proves nothing.
///
/// # Errors
/// Nothing was known by then; the log cannot be read; the secret is lost; it would be larger than 4 GiB.
pub async fn package(
    app: &App,
    office: OfficeId,
    roadmap: Option<RoadmapId>,
    as_of: NaiveDate,
    known_at: DateTime<Utc>,
    lang: Lang,
) -> Result<Vec<u8>, AppError> {
    let (names, made, key) = (app.names(office).await?, app.now(), signing_key(app)?);
    let known = app.known_at(office, known_at).await?;
    let roadmaps: Vec<&Roadmap> = known.roadmaps().filter(|r| roadmap.is_none_or(|id| id == r.id)).collect();
    if known.position() == 0 || roadmap.is_some() && roadmaps.is_empty() {
        return Err(AppError::NotFound);
    }
    let contents = Contents { known: &known, roadmaps, names: &names, as_of, made, lang };
    let (mut files, kept, issued) = (contents.files()?, contents.kept(), contents.issued());
    let (position, heads) = (known.position(), known.audit().heads.clone());
    drop(known);
    // Each is written from what was known when it was issued.
    for (number, roadmap, report) in issued {
        let document = reports::document(app, (office, roadmap), &report, &names, lang, None).await?;
        let bytes = document_word(&document).map_err(|e| AppError::broken("write a report", &e))?;
        files.push((format!("reports/{number}/{}.docx", report.issued.number), bytes));
    }
    let note = signed_note(app, office, position).await?;
    let mut archive = Archive::default();
    let readme = lang.say_with("package-readme", [("day", as_of.format("%d.%m.%Y").to_string().into())]);
    let failed = |e: io::Error| AppError::broken("pack", &e);
    archive.add("README.txt", format!("{readme}\n").as_bytes()).map_err(failed)?;
    archive.add("key.txt", format!("{}\n", key.public()).as_bytes()).map_err(failed)?;
    add_heads(&mut archive, &heads, position, &note).map_err(failed)?;
    let mut log = Packing::new();
    let exported = app.log().export_up_to(LogId(office.0), Some(position), &mut log).await;
    exported.map_err(|e| AppError::broken("export the log", &e))?;
    archive.add_packed("log.jsonl", log).map_err(failed)?;
    for (name, bytes) in &files {
        archive.add(name, bytes).map_err(failed)?;
    }
    for sha256 in kept {
        if let Some(copy) = crate::links::kept(app, &sha256).await? {
            archive.add(&format!("copies/{sha256}"), &copy).map_err(failed)?;
        }
    }
    sealed(archive, &note, as_of, made, &key)
}

/// The heads that were signed, and that of the package itself.
fn add_heads(archive: &mut Archive, heads: &[SignedHead], position: u64, note: &str) -> io::Result<()> {
    let name = |position: u64| format!("heads/{position:010}.txt");
    for head in heads.iter().filter(|head| head.position < position) {
        archive.add(&name(head.position), head.note.as_bytes())?;
    }
    archive.add(&name(position), note.as_bytes())
}

/// The archive with its manifest, and the manifest's signature.
fn sealed(
    mut archive: Archive,
    note: &str,
    as_of: NaiveDate,
    made: DateTime<Utc>,
    key: &SigningKey,
) -> Result<Vec<u8>, AppError> {
    let failed = |e: io::Error| AppError::broken("pack", &e);
    let end = told(note).ok_or_else(|| failed(io::Error::other("the note does not read")))?;
    let manifest = Manifest {
        format: "vekha-package/1",
        log: end.head.log,
        position: end.head.position,
        chain: end.head.chain_hash,
        root: end.root,
        as_of,
        made: made.to_rfc3339_opts(SecondsFormat::Secs, true),
        files: std::mem::take(&mut archive.listed),
    };
    let manifest = serde_json::to_vec_pretty(&manifest).map_err(|e| AppError::broken("write a manifest", &e))?;
    let hash = Hash(Sha256::digest(&manifest).into());
    let stated = format!("vekha/package/{}\nmanifest {hash}\n", end.head.log.0);
    archive.store("manifest.json", &manifest).map_err(failed)?;
    archive.store("manifest.note", key.sign(&stated).as_bytes()).map_err(failed)?;
    archive.finish().map_err(failed)
}
