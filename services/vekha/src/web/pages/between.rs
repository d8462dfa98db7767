//! «Что изменилось между датами»: two days of a roadmap beside one another, each fact with its entries of the journal.

mod compared;
pub mod rows;

use super::{
    super::{
        Site,
        access::{Action, Need},
        comparing::{self, Compared, Wanted},
        fault::Fault,
    },
    asked::{Asked, with_query},
    drawing::{Bar, bars},
    export::{self, FileKind, FileLink},
    frame::{Frame, Here},
    plan::{keep, shortened},
    show, written,
};
use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{MethodRouter, get},
};
use rows::Row;
use vekha_domain::ids::{OfficeId, RoadmapId};
use vekha_projections::Kind;

/// A longer list is folded.
const AT_ONCE: usize = 12;

#[derive(Template)]
#[template(path = "between.html")]
struct Page {
    frame: Frame,
    counted: String,
    lead: String,
    keep: Vec<(&'static str, String)>,
    days: Vec<Field>,
    spans: Vec<(String, String)>,
    figures: Vec<Bar>,
    six: String,
    groups: Vec<Group>,
    files: Vec<FileLink>,
    changes: String,
    journal: String,
}

/// A day to be typed.
struct Field {
    name: &'static str,
    label: &'static str,
    typed: String,
    wrong: Option<String>,
}

/// The differences of one kind.
struct Group {
    code: &'static str,
    title: String,
    n: usize,
    rows: Vec<Row>,
    folded: Option<String>,
}

/// The page and its files.
pub fn routes() -> Vec<(&'static str, Need, MethodRouter<Site>)> {
    let read = Need::May(Action::Read);
    vec![
        ("/offices/{office}/roadmaps/{roadmap}/between", read, get(page)),
        ("/offices/{office}/roadmaps/{roadmap}/between.xlsx", read, get(export::between_excel)),
        ("/offices/{office}/roadmaps/{roadmap}/between.docx", read, get(export::between_word)),
        ("/offices/{office}/roadmaps/{roadmap}/between.csv", read, get(export::between_csv)),
    ]
}

/// The page.
async fn page(
    Path((_, id)): Path<(OfficeId, RoadmapId)>,
    Query(wanted): Query<Wanted>,
    asked: Asked,
) -> Result<Response, Fault> {
    if let Some(short) = shortened(&asked) {
        return Ok(Redirect::to(&short).into_response());
    }
    asked.roadmap(id)?;
    let compared = Compared::of(asked.place(), &wanted).await?;
    let told = rows::told(&asked, &compared, id).await?;
    let n = told.iter().map(|(_, rows)| rows.len()).sum::<usize>();
    let (lang, ends) = (asked.lang, &compared.ends);
    let (figures, six) = compared.figures(&asked, id);
    let field = |name, label, typed: &str, day, wrong: Option<&'static str>| Field {
        name,
        label,
        typed: if wrong.is_some() { typed.to_owned() } else { written::day(day) },
        wrong: wrong.map(|key| lang.say(key)),
    };
    let page = Page {
        counted: lang.say_with("between-counted", [("n", n.into())]),
        lead: compared.lead(&asked),
        keep: keep(&asked),
        days: vec![
            field("from", "between-from", &wanted.from, ends.from, ends.wrong_from),
            field("to", "between-to", &wanted.to, ends.to, ends.wrong_to),
        ],
        spans: spans(&asked),
        figures: bars(lang, &figures),
        six,
        groups: told.into_iter().map(|(kind, rows)| group(&asked, kind, rows)).collect(),
        files: export::files(&asked, &[FileKind::Excel, FileKind::Word, FileKind::Csv]),
        changes: asked.link(&asked.roadmap_path(id, "/changes")),
        journal: journal(&asked, &compared),
        frame: asked.frame(Some(id), Here::Between),
    };
    // A day that was not understood is an error of the question, as it is in the field of the frame.
    match ends.wrong() && !asked.times.wrong() {
        true => show(lang, StatusCode::UNPROCESSABLE_ENTITY, &page),
        false => asked.show(&page),
    }
}

fn group(asked: &Asked, kind: Kind, rows: Vec<Row>) -> Group {
    let fold = |n: usize| asked.lang.say_with("breakdown-folded", [("n", n.into())]);
    Group {
        code: kind.code(),
        title: title(asked, kind),
        n: rows.len(),
        folded: (rows.len() > AT_ONCE).then(|| fold(rows.len())),
        rows,
    }
}

/// «Перенесены сроки».
pub fn title(asked: &Asked, kind: Kind) -> String {
    asked.lang.say(&format!("between-{}", kind.code()))
}

/// Spans that are often asked for, each with its address.
fn spans(asked: &Asked) -> Vec<(String, String)> {
    let span = |key: &str, (from, to): (chrono::NaiveDate, chrono::NaiveDate)| {
        let (from, to) = (written::day(from), written::day(to));
        let link = with_query(&asked.path, [("from", from.as_str()), ("to", to.as_str())].into_iter());
        (asked.lang.say(key), asked.link(&link))
    };
    let day = asked.as_of;
    vec![
        span("between-last-quarter", comparing::last_quarter(day)),
        span("between-this-quarter", (comparing::quarter_end(day.pred_opt().unwrap_or(day)), day)),
        span("between-this-year", (comparing::year_end_before(day), day)),
    ]
}

/// Every entry recorded meanwhile.
fn journal(asked: &Asked, compared: &Compared) -> String {
    let after = compared.ends.from.succ_opt().unwrap_or(compared.ends.from);
    let (from, to) = (written::day(after), written::day(compared.ends.to));
    let path = format!("/offices/{}/journal", asked.office);
    asked.link(&with_query(&path, [("from", from.as_str()), ("to", to.as_str())].into_iter()))
}

#[cfg(test)]
mod tests;
