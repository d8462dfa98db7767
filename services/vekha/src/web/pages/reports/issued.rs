//! A report as it was issued: what was known then, and what has changed since.

use super::{
    super::{
        asked::{Asked, Times},
        export::FileKind,
        look::Look,
        written,
    },
    files,
    paper::Paper,
    send,
    sheet::{Changes, Sheet},
};
use crate::{
    reports::{self, Standing},
    web::fault::Fault,
};
use axum::{extract::Path, response::Response};
use vekha_domain::{
    deadline::Period,
    ids::{OfficeId, ReportId, RoadmapId},
    roadmap::Report,
};

type Of = Path<(OfficeId, RoadmapId, ReportId)>;

/// Reports that were issued for exactly these days, as words and addresses.
pub fn on(asked: &Asked, id: RoadmapId, period: Period) -> Vec<(String, String)> {
    let reports = asked.state().roadmap(id).map(|roadmap| roadmap.reports.as_slice()).unwrap_or_default();
    let same = reports.iter().filter(|r| r.on <= asked.as_of && reports::days(&r.issued) == period);
    let one = |report: &Report| {
        let args = [("number", report.issued.number.into()), ("day", written::day(report.on).into())];
        let path = asked.roadmap_path(id, &format!("/reports/{}", report.issued.report));
        (asked.lang.say_with("reports-other", args), asked.link(&path))
    };
    same.map(one).collect()
}

/// A report that was issued by the page's day.
fn of(asked: &Asked, id: RoadmapId, report: ReportId) -> Result<Report, Fault> {
    let found = asked.roadmap(id)?.report(report).filter(|report| report.on <= asked.as_of);
    found.cloned().ok_or_else(|| asked.missing())
}

/// The page.
pub async fn page(Path((office, id, report)): Of, asked: Asked) -> Result<Response, Fault> {
    let report = of(&asked, id, report)?;
    let (issued, lang, scope) = (&report.issued, asked.lang, asked.scope(id));
    let period = reports::days(issued);
    let title = reports::short_title(lang, report.kind, period, asked.state());
    let mut sheet = Sheet::of(&asked, id, title, Paper::default());
    let path = asked.roadmap_path(id, &format!("/reports/{}", issued.report));
    sheet.files = files(&asked, &path, &[]);
    let done = asked.others.iter().any(|(name, value)| name == "done" && value == "issued");
    sheet.receipt = (done && asked.live()).then(|| lang.say_with("reports-done", [("number", issued.number.into())]));
    if asked.visitor.only_school().is_some() {
        sheet.notes.push(lang.say("reports-school"));
    }
    // What is known now of the report's own day; the state is let go before the one of then is asked for.
    let now = Standing::of(asked.look().on(issued.as_of), id, &scope, period);
    let (app, names, visitor) = (asked.site.app.clone(), asked.names.clone(), asked.visitor.clone());
    let times = asked.times.clone();
    drop(asked);
    let then = app.known_up_to(office, issued.position).await?;
    let look = Look { known: &then, as_of: issued.as_of, known_at: None, names: &names, lang, visitor: Some(&visitor) };
    let written = reports::issued(look, id, &report)?;
    let days = Times { as_of: Some(issued.as_of), known_at: then.recorded_at(), ..Times::default() };
    sheet.paper = Paper::of(&written, lang, &days);
    let changed = Standing::of(look, id, &scope, period).against(&now, lang);
    drop(then);
    sheet.paper.seal(lang, &reports::Seal::of(&app, office, &report));
    let link = |row: &reports::ChangedRow| {
        times.link(&format!("/offices/{office}/activities/{}?o={}", row.activity, row.occurrence))
    };
    sheet.changed = Some(Changes {
        lead: lang.say(if changed.is_empty() { "reports-changed-nothing" } else { "reports-changed-lead" }),
        links: changed.rows.iter().map(link).collect(),
        changed,
    });
    sheet.answer()
}

/// The report for Word.
pub async fn word(path: Of, asked: Asked) -> Result<Response, Fault> {
    file(FileKind::Word, path, asked).await
}

/// The report for Excel.
pub async fn excel(path: Of, asked: Asked) -> Result<Response, Fault> {
    file(FileKind::Excel, path, asked).await
}

async fn file(kind: FileKind, Path((office, id, report)): Of, asked: Asked) -> Result<Response, Fault> {
    if asked.times.wrong() {
        return Err(Fault::BadRequest("export-bad-time"));
    }
    let report = of(&asked, id, report)?;
    let title = reports::short_title(asked.lang, report.kind, reports::days(&report.issued), asked.state());
    let name = super::file_name(&asked, &title);
    let (app, lang, names, visitor) = (asked.site.app.clone(), asked.lang, asked.names.clone(), asked.visitor.clone());
    drop(asked);
    let document = reports::document(&app, (office, id), &report, &names, lang, Some(&visitor)).await?;
    send(kind, document, name, app.now()).await
}
