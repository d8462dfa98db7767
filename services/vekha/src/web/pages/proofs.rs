//! «Подтверждающие документы»: every document that stands at a mark, what the last look found, and samples for checking by hand.

pub mod copy;
pub mod rows;
pub mod sample;
mod samples;

pub use samples::draw;

use super::{
    super::{
        Site,
        access::{Action, Need},
        fault::Fault,
    },
    asked::{Asked, with_query},
    export::{self, FileKind, FileLink, files},
    frame::{Frame, Here},
    overview,
    plan::{Choice, choice, keep, path_to, sections},
    show, written,
};
use crate::json::Fulfilment;
use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
    routing::{MethodRouter, get, post},
};
use rows::{Row, STATES};
use samples::{DrawForm, Listed};
use serde::Deserialize;
use std::collections::BTreeSet;
use vekha_domain::ids::{OfficeId, RoadmapId};
use vekha_projections::{Document, DocumentCounts};

/// Rows on a page.
const AT_ONCE: usize = 100;

/// Which documents.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// State by its code.
    state: String,
    /// Host as people read it.
    host: String,
    /// Direction by its number.
    r: String,
    /// Page, from 0.
    page: String,
}

impl Wanted {
    fn fields(&self) -> [(&'static str, &str); 3] {
        [("state", &self.state), ("host", &self.host), ("r", &self.r)]
    }
}

#[derive(Template)]
#[template(path = "proofs.html")]
struct Page {
    frame: Frame,
    day: String,
    checking: String,
    settings: String,
    counts: Vec<Counted>,
    figures: Vec<String>,
    keep: Vec<(&'static str, String)>,
    states: Vec<Choice>,
    hosts: Vec<Choice>,
    sections: Vec<Choice>,
    found: String,
    rows: Vec<Row>,
    files: Vec<FileLink>,
    newer: Option<String>,
    older: Option<String>,
    samples: Vec<Listed>,
    draw: Option<DrawForm>,
    heading: String,
}

/// So many documents in a state.
struct Counted {
    n: String,
    words: String,
    link: String,
}

/// Confirming documents: everybody reads them, the auditor and the coordinator check some of them by hand.
pub fn routes() -> Vec<(&'static str, Need, MethodRouter<Site>)> {
    let (read, copies, examine) = (Need::May(Action::Read), Need::May(Action::ReadCopies), Need::May(Action::Examine));
    vec![
        ("/offices/{office}/roadmaps/{roadmap}/proofs", read, get(page)),
        ("/offices/{office}/roadmaps/{roadmap}/proofs.xlsx", read, get(export::proofs_excel)),
        ("/offices/{office}/roadmaps/{roadmap}/proofs/samples", examine, post(draw)),
        ("/offices/{office}/proof-samples/{sample}", copies, get(sample::page)),
        ("/offices/{office}/proof-samples/{sample}/list.xlsx", copies, get(export::sample_excel)),
        ("/offices/{office}/proof-samples/{sample}/findings/{row}", examine, post(sample::examine)),
        ("/offices/{office}/kept-copies/{sha256}", copies, get(copy::download)),
    ]
}

/// The page.
pub async fn page(
    Path((_, id)): Path<(OfficeId, RoadmapId)>,
    Query(wanted): Query<Wanted>,
    asked: Asked,
) -> Result<Response, Fault> {
    asked.roadmap(id)?;
    answer(&asked, id, &wanted, DrawForm::begun(&asked, id))
}

/// The page with the form for a sample as it stands.
fn answer(asked: &Asked, id: RoadmapId, wanted: &Wanted, draw: Option<DrawForm>) -> Result<Response, Fault> {
    let (lang, roadmap) = (asked.lang, asked.roadmap(id)?);
    let documents = asked.view().documents(&asked.scope(id));
    let found = found(asked, id, &documents, wanted)?;
    let at = wanted.page.parse::<usize>().unwrap_or(0);
    let more = found.len() > at.saturating_add(1).saturating_mul(AT_ONCE);
    let shown = found.iter().skip(at.saturating_mul(AT_ONCE)).take(AT_ONCE);
    let state = |code: &&str| choice(code, lang.say(&format!("proofs-state-{code}")), &wanted.state);
    let refused = draw.as_ref().is_some_and(|form| !form.wrong.is_empty());
    let page = Page {
        frame: asked.frame(Some(id), Here::Proofs),
        day: written::as_of(lang, asked.as_of),
        checking: checking(asked),
        settings: asked.link(&format!("/offices/{}/settings#links", asked.office)),
        counts: counts(asked, id, &DocumentCounts::of(&documents)),
        figures: figures(asked, id),
        keep: keep(asked),
        states: std::iter::once(choice("", lang.say("proofs-any-state"), &wanted.state))
            .chain(STATES.iter().map(state))
            .collect(),
        hosts: hosts(asked, &documents, &wanted.host),
        sections: sections(lang, roadmap, &wanted.r),
        found: lang.say_with("proofs-found", [("n", found.len().into()), ("of", documents.len().into())]),
        rows: shown.map(|(_, document)| rows::row(asked, document)).collect(),
        files: files(asked, &[FileKind::Excel]),
        newer: at.checked_sub(1).map(|at| address(asked, wanted, at)),
        older: more.then(|| address(asked, wanted, at.saturating_add(1))),
        samples: samples::listed(asked, id),
        heading: lang.say_with("change-refused", [("n", 1.into())]),
        draw,
    };
    match refused {
        true => show(lang, StatusCode::UNPROCESSABLE_ENTITY, &page),
        false => asked.show(&page),
    }
}

/// The documents asked for, each with its place among all of them, from 1.
///
/// # Errors
/// As [`Asked::roadmap`].
pub fn found<'d>(
    asked: &Asked,
    id: RoadmapId,
    documents: &'d [Document<'d>],
    wanted: &Wanted,
) -> Result<Vec<(usize, &'d Document<'d>)>, Fault> {
    let (roadmap, section) = (asked.roadmap(id)?, wanted.r.parse::<u16>().ok());
    let within = |of: Option<u16>| section.is_none_or(|s| of.is_some_and(|of| path_to(roadmap, of).contains(&s)));
    let answers = |document: &Document<'_>| {
        (wanted.state.is_empty() || rows::code(document.proof.state()) == wanted.state)
            && (wanted.host.is_empty() || document.proof.link.host() == wanted.host)
            && within(document.obligation.section)
    };
    Ok((1..).zip(documents).filter(|(_, document)| answers(document)).collect())
}

/// The same question with another page of its answer.
fn address(asked: &Asked, wanted: &Wanted, page: usize) -> String {
    let page = page.to_string();
    let fields = wanted.fields().into_iter().filter(|(_, value)| !value.is_empty());
    asked.link(&with_query(&asked.path, fields.chain([("page", page.as_str())])))
}

fn counts(asked: &Asked, id: RoadmapId, counts: &DocumentCounts) -> Vec<Counted> {
    let each =
        [counts.opens, counts.moved, counts.not_found, counts.needs_sign_in, counts.could_not_check, counts.unchecked];
    let path = asked.roadmap_path(id, "/proofs");
    let one = |(code, n): (&str, u64)| Counted {
        n: written::number(n),
        words: asked.lang.say(&format!("proofs-state-{code}")),
        link: asked.link(&format!("{path}?state={code}")),
    };
    STATES.into_iter().zip(each).filter(|(_, n)| *n > 0).map(one).collect()
}

/// What the documents mean for the figures: the same counts as on the overview.
fn figures(asked: &Asked, id: RoadmapId) -> Vec<String> {
    let counted = Fulfilment::of(&asked.view(), &asked.scope(id), None, asked.known_at, &asked.names);
    let dead = [("n", counted.dead_proofs.into()), ("of", counted.done.into())];
    let mut lines = vec![asked.lang.say_with("proofs-dead", dead)];
    lines.extend(overview::unchecked(asked.lang, &counted));
    lines
}

fn hosts(asked: &Asked, documents: &[Document<'_>], chosen: &str) -> Vec<Choice> {
    let known: BTreeSet<String> = documents.iter().map(|document| document.proof.link.host()).collect();
    let every = choice("", asked.lang.say("proofs-any-host"), chosen);
    std::iter::once(every).chain(known.into_iter().map(|host| choice(&host, host.clone(), chosen))).collect()
}

/// Whether the program looks at links by itself, and how often.
fn checking(asked: &Asked) -> String {
    let checking = asked.state().audit().checking_on(asked.as_of);
    let args = [
        ("on", if checking.on { "on".into() } else { "off".into() }),
        ("days", checking.days.into()),
        ("budget", checking.budget.into()),
    ];
    asked.lang.say_with("proofs-checking", args)
}

/// May the visitor see samples and copies of this office?
pub fn reads_samples(asked: &Asked) -> bool {
    asked.visitor.may(Action::ReadCopies) && asked.visitor.account.office == asked.office
}

/// Is it today, in the own office, and may the visitor check documents by hand?
pub fn examines(asked: &Asked) -> bool {
    asked.live() && asked.visitor.may(Action::Examine) && asked.visitor.account.office == asked.office
}

#[cfg(test)]
mod tests;
