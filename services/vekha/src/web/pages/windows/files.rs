//! A window as files: the template, the summary form, the analytical note, recommendations, forms of a risk monitoring.

use super::{
    super::{
        super::fault::Fault,
        asked::Asked,
        export::{self, FileKind},
        written,
    },
    OfWindow, around,
    list::Of,
    of_window, sight,
};
use crate::windows::{Sight, forms::Form};
use axum::{
    extract::{Path, Query},
    response::Response,
};
use serde::Deserialize;
use vekha_domain::{
    event::Whose,
    ids::{MonitoringId, OfficeId, OrganisationId},
};
use vekha_office::{Block, Document, Table};

/// The template, with the values of the window before beside the fields.
pub async fn template(asked: Asked, Path((_, id, number)): OfWindow, Query(of): Query<Of>) -> Result<Response, Fault> {
    understood(&asked)?;
    let table = of.narrow(seen(&asked, id, number)?).template();
    tables(asked, "windows-file-template", vec![table]).await
}

/// The summary form with the results on sheets of their own.
pub async fn summary(asked: Asked, Path((_, id, number)): OfWindow) -> Result<Response, Fault> {
    understood(&asked)?;
    let seen = seen(&asked, id, number)?;
    let results = seen.results().into_iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Heading(..) | Block::Words(_) | Block::Items(_) | Block::Bars(_) | Block::Room(_) => None,
    });
    let all = [seen.summary()].into_iter().chain(results).collect();
    tables(asked, "windows-file-summary", all).await
}

/// The draft of the analytical note.
pub async fn note(asked: Asked, Path((_, id, number)): OfWindow) -> Result<Response, Fault> {
    understood(&asked)?;
    let (monitoring, _) = of_window(&asked, id, number)?;
    let name_of = |id: OrganisationId| asked.organisation_name(id);
    let document = seen(&asked, id, number)?.note(&around(&asked, monitoring), &name_of);
    word(asked, "windows-file-note", document).await
}

/// What was recommended to one organisation.
pub async fn advice(
    asked: Asked,
    Path((_, id, number, of)): Path<(OfficeId, MonitoringId, u16, OrganisationId)>,
) -> Result<Response, Fault> {
    understood(&asked)?;
    if !asked.shows_organisation(of) {
        return Err(asked.missing());
    }
    let (monitoring, _) = of_window(&asked, id, number)?;
    let name = asked.organisation_name(of);
    let document = seen(&asked, id, number)?.advice(&around(&asked, monitoring), of, &name);
    word(asked, "windows-file-advice", document).await
}

/// For which school a form is filled in; empty without one.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct School {
    school: Option<OrganisationId>,
}

/// A form of a risk monitoring.
pub async fn form(
    asked: Asked,
    Path((_, id, number, code)): Path<(OfficeId, MonitoringId, u16, String)>,
    Query(School { school }): Query<School>,
) -> Result<Response, Fault> {
    understood(&asked)?;
    if school.is_some_and(|school| !asked.shows_organisation(school)) {
        return Err(asked.missing());
    }
    let (monitoring, _) = of_window(&asked, id, number)?;
    let form = Form::of(code.trim_end_matches(".docx")).ok_or(Fault::NotFound)?;
    let seen = seen(&asked, id, number)?;
    if !seen.has_forms() {
        return Err(Fault::NotFound);
    }
    let name = school.map(|school| (Whose::of(school), asked.organisation_name(school)));
    let filled = name.as_ref().map(|(whose, name)| (*whose, name.as_str()));
    let document = seen.form(form, &around(&asked, monitoring), filled);
    word(asked, &format!("windows-form-{}", form.code()), document).await
}

fn seen(asked: &Asked, id: MonitoringId, number: u16) -> Result<Sight<'_>, Fault> {
    of_window(asked, id, number)?;
    sight(asked, id, number).ok_or_else(|| asked.missing())
}

/// A page says that it did not understand the day and shows today; a file could not.
fn understood(asked: &Asked) -> Result<(), Fault> {
    if asked.times.wrong() { Err(Fault::BadRequest("export-bad-time")) } else { Ok(()) }
}

async fn tables(asked: Asked, key: &str, tables: Vec<Table>) -> Result<Response, Fault> {
    let (name, now) = (name(&asked, key), asked.site.app.now());
    // Writers must not wait for the file to be packed.
    drop(asked);
    export::sent(&name, FileKind::Excel, move || FileKind::Excel.write(&tables, now)).await
}

async fn word(asked: Asked, key: &str, document: Document) -> Result<Response, Fault> {
    let (name, now) = (name(&asked, key), asked.site.app.now());
    drop(asked);
    export::sent(&name, FileKind::Word, move || FileKind::Word.document(&document, now)).await
}

fn name(asked: &Asked, key: &str) -> String {
    format!("{}, {}, {}", asked.lang.say(key), asked.state().office().territory, written::day(asked.as_of))
}
