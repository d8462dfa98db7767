//! «Отчёты»: yearly analyses and reports to the working group: drafts of every period, what was issued, and both as files.

mod draft;
mod issued;
pub mod paper;
mod sheet;

pub use paper::PaperFile;

use super::{
    super::{
        Site,
        access::{Action, Need},
        fault::Fault,
    },
    asked::{Asked, with_query},
    export::{self, FileKind, FileLink},
    frame::{Frame, Here},
    written,
};
use crate::{json::percent, reports};
use askama::Template;
use axum::{
    extract::Path,
    response::Response,
    routing::{MethodRouter, get, post},
};
use chrono::{DateTime, Utc};
use vekha_domain::{
    ids::{OfficeId, RoadmapId},
    reminder::ReportKind,
    roadmap::{Report, Roadmap},
};
use vekha_office::Document;
use vekha_projections::Called;

/// Reports: everybody reads, the coordinator issues.
pub fn routes() -> Vec<(&'static str, Need, MethodRouter<Site>)> {
    let (read, issue) = (Need::May(Action::Read), Need::May(Action::Issue));
    vec![
        ("/offices/{office}/roadmaps/{roadmap}/reports", read, get(page)),
        ("/offices/{office}/roadmaps/{roadmap}/reports", issue, post(draft::issue)),
        ("/offices/{office}/roadmaps/{roadmap}/reports/draft", read, get(draft::page)),
        ("/offices/{office}/roadmaps/{roadmap}/reports/draft/report.docx", read, get(draft::word)),
        ("/offices/{office}/roadmaps/{roadmap}/reports/draft/report.xlsx", read, get(draft::excel)),
        ("/offices/{office}/roadmaps/{roadmap}/reports/{report}", read, get(issued::page)),
        ("/offices/{office}/roadmaps/{roadmap}/reports/{report}/report.docx", read, get(issued::word)),
        ("/offices/{office}/roadmaps/{roadmap}/reports/{report}/report.xlsx", read, get(issued::excel)),
    ]
}

#[derive(Template)]
#[template(path = "reports.html")]
struct Page {
    frame: Frame,
    day: String,
    issued: Vec<Listed>,
    drafts: Vec<Group>,
}

/// An issued report in the list.
struct Listed {
    number: u32,
    link: String,
    title: String,
    on: String,
    as_of: String,
    figures: Option<[String; 3]>,
}

/// Periods of one kind.
struct Group {
    title: String,
    periods: Vec<Draft>,
}

/// A period that can be reported on.
struct Draft {
    link: String,
    words: String,
    note: Option<String>,
}

/// The page.
pub async fn page(Path((_, id)): Path<(OfficeId, RoadmapId)>, asked: Asked) -> Result<Response, Fault> {
    let roadmap = asked.roadmap(id)?;
    let known = roadmap.reports.iter().rev().filter(|report| report.on <= asked.as_of);
    let page = Page {
        frame: asked.frame(Some(id), Here::Reports),
        day: written::as_of(asked.lang, asked.as_of),
        issued: known.map(|report| listed(&asked, id, report)).collect(),
        drafts: drafts(&asked, roadmap),
    };
    asked.show(&page)
}

fn listed(asked: &Asked, roadmap: RoadmapId, report: &Report) -> Listed {
    let (lang, issued) = (asked.lang, &report.issued);
    let share = |part| percent(part, issued.figures.due, lang);
    let figures = [share(issued.figures.done), share(issued.figures.on_time), share(issued.figures.fulfilled)];
    Listed {
        number: issued.number,
        link: asked.link(&asked.roadmap_path(roadmap, &format!("/reports/{}", issued.report))),
        title: reports::short_title(asked.lang, report.kind, reports::days(issued), asked.state()),
        on: written::day(report.on),
        as_of: written::day(issued.as_of),
        // The figures of the whole are not those of one school.
        figures: asked.visitor.only_school().is_none().then_some(figures),
    }
}

/// Every period of the roadmap that has begun, kind by kind, the newest first.
fn drafts(asked: &Asked, roadmap: &Roadmap) -> Vec<Group> {
    let (lang, terms) = (asked.lang, asked.state().office().school_terms());
    let mut all = reports::periods(asked.state(), roadmap);
    all.retain(|called| called.period(terms).is_some_and(|period| period.from <= asked.as_of));
    all.reverse();
    let group = |(kind, key): (ReportKind, &str)| {
        let of = all.iter().filter(|called| called.kind() == kind);
        Group { title: lang.say(key), periods: of.map(|called| draft_of(asked, roadmap, *called)).collect() }
    };
    let kinds = [
        (ReportKind::Year, "reports-years"),
        (ReportKind::Quarter, "reports-quarters"),
        (ReportKind::Term, "reports-terms"),
    ];
    kinds.into_iter().map(group).filter(|group| !group.periods.is_empty()).collect()
}

fn draft_of(asked: &Asked, roadmap: &Roadmap, called: Called) -> Draft {
    let period = called.period(asked.state().office().school_terms());
    let runs = period.is_some_and(|period| asked.as_of <= period.to);
    Draft {
        link: asked.link(&draft::path(asked, roadmap.id, called)),
        words: reports::called(asked.lang, called, asked.state()),
        note: runs.then(|| asked.lang.say("reports-runs")),
    }
}

/// The document as files for Word and Excel, beside its page.
fn files(asked: &Asked, path: &str, query: &[(&str, &str)]) -> Vec<FileLink> {
    let file = |kind: &FileKind| FileLink {
        words: asked.lang.say(&format!("export-as-{}", kind.ending())),
        link: asked.link(&with_query(&format!("{path}/report.{}", kind.ending()), query.iter().copied())),
    };
    [FileKind::Word, FileKind::Excel].iter().map(file).collect()
}

/// What a file of it is called.
fn file_name(asked: &Asked, title: &str) -> String {
    format!("{title}, {}", asked.state().office().territory)
}

/// The file of a document.
async fn send(kind: FileKind, document: Document, name: String, now: DateTime<Utc>) -> Result<Response, Fault> {
    export::sent(&name, kind, move || kind.document(&document, now)).await
}

#[cfg(test)]
mod tests;
