//! Reports: the yearly analysis of effectiveness and the report to the working group. They are drafted from the figures by plain
//! rules, issued with what people concluded, and compared with what is known later.

mod called;
mod changed;
mod issue;
mod seal;
mod writer;
mod written;

pub use called::{called, days, period_of, periods, short_title};
pub use changed::{Changed, ChangedRow, Standing};
pub use issue::{Wanted, issue};
pub use seal::Seal;
pub use writer::{Link, Written};
pub use written::{analysis, draft};

use crate::{
    app::{App, AppError, Names},
    web::{access::Visitor, pages::Look},
    wording::Lang,
};
use vekha_domain::{
    ids::{OfficeId, RoadmapId},
    roadmap::Report,
};
use vekha_office::Document;

/// An issued report, written from what was known at its place in the log.
///
/// # Errors
/// The roadmap was not known there, which the log does not allow.
pub fn issued(look: Look<'_>, roadmap: RoadmapId, report: &Report) -> Result<Written, AppError> {
    let roadmap = look.known.roadmap(roadmap).ok_or(AppError::NotFound)?;
    Ok(written::of_issued(look, roadmap, report.kind, &report.issued))
}

/// The document of an issued report with its foot: the same for page, file and package.
///
/// # Errors
/// The log cannot be read.
pub async fn document(
    app: &App,
    (office, roadmap): (OfficeId, RoadmapId),
    report: &Report,
    names: &Names,
    lang: Lang,
    visitor: Option<&Visitor>,
) -> Result<Document, AppError> {
    let then = app.known_up_to(office, report.issued.position).await?;
    let look = Look { known: &then, as_of: report.issued.as_of, known_at: None, names, lang, visitor };
    let document = issued(look, roadmap, report)?.document;
    Ok(Document { foot: Seal::of(app, office, report).foot(lang), ..document })
}
