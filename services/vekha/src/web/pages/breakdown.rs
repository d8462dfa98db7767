//! What fulfilment is made of, by name: the numerator, every loss, and what the denominator leaves out.

mod rows;
mod workbook;

pub use workbook::tables;

use super::{
    super::fault::Fault,
    asked::{Asked, with_query},
    export::{FileKind, FileLink, files},
    frame::{Frame, Here},
    overview::{Loss, Waiting, by_reason, losses, share_name, six, unchecked},
    written,
};
use crate::json::{Fulfilment, percent};
use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Response,
};
use chrono::NaiveDate;
use rows::Row;
use serde::Deserialize;
use vekha_domain::ids::{OfficeId, RoadmapId};
use vekha_projections::{Obligation, Period, RULE_VERSION, Share};

/// A longer list is folded, unless it is the one asked for.
const AT_ONCE: usize = 30;
/// The list of those without a date, beside the shares.
const UNDATED: &str = "undated";

#[derive(Template)]
#[template(path = "breakdown.html")]
struct Page {
    frame: Frame,
    day: String,
    school: Option<String>,
    /// Only what was due within these days.
    period: Option<String>,
    division: String,
    files: Vec<FileLink>,
    rules: Vec<String>,
    losses: Vec<Loss>,
    unchecked: Option<String>,
    lists: Vec<List>,
    undated: Option<Undated>,
    not_due: Option<(String, String)>,
    all: Option<String>,
    overview: String,
}

/// The obligations of one share.
struct List {
    code: &'static str,
    title: String,
    n: String,
    rows: Vec<Row>,
    folded: Option<String>,
    link: String,
}

/// The activities without a date.
struct Undated {
    title: String,
    reasons: Vec<Waiting>,
    open: bool,
}

/// Which list alone.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    part: String,
    /// First and last due day, as a report asks.
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
}

impl Wanted {
    /// The days asked for, when both are.
    fn period(&self) -> Option<Period> {
        self.from.zip(self.to).map(|(from, to)| Period { from, to })
    }

    /// `link` for the same days.
    fn kept(&self, link: &str) -> String {
        let days = [("from", self.from), ("to", self.to)].map(|(name, day)| day.map(|day| (name, day.to_string())));
        with_query(link, days.iter().flatten().map(|(name, day)| (*name, day.as_str())))
    }
}

/// The page.
pub async fn page(
    Path((_, roadmap)): Path<(OfficeId, RoadmapId)>,
    Query(wanted): Query<Wanted>,
    asked: Asked,
) -> Result<Response, Fault> {
    asked.roadmap(roadmap)?;
    let only = wanted.part.trim();
    let listed = |code: &str| only.is_empty() || only == code;
    if !listed(UNDATED) && Share::ALL.iter().all(|share| *share == Share::NotDue || share.code() != only) {
        return Err(Fault::NotFound);
    }
    let (view, scope, lang) = (asked.view(), asked.scope(roadmap), asked.lang);
    let mut obligations = view.obligations(&scope);
    obligations.retain(|o| wanted.period().is_none_or(|period| period.holds(o.effective_due)));
    let counted = Fulfilment::counted(&view, &scope, &obligations, asked.known_at);
    let of = |share: Share| obligations.iter().filter(move |o| o.share(asked.as_of) == share);
    let shares = Share::ALL.into_iter().filter(|share| *share != Share::NotDue && listed(share.code()));
    let lists = shares.map(|share| {
        let list = list(&asked, roadmap, share, &of(share).collect::<Vec<_>>(), !only.is_empty());
        List { link: wanted.kept(&list.link), ..list }
    });
    let steps = losses(&asked, roadmap, &counted).into_iter();
    let not_due = of(Share::NotDue).count() as u64;
    let school = asked.visitor.only_school().and_then(|id| asked.known.office().organisation(id));
    let page = Page {
        frame: asked.frame(Some(roadmap), Here::Overview),
        day: written::as_of(lang, asked.as_of),
        school: school.map(|school| lang.say_with("overview-school", [("school", school.name.clone().into())])),
        division: division(&asked, &counted),
        period: wanted.period().map(|period| {
            let days = [("from", written::day(period.from).into()), ("to", written::day(period.to).into())];
            lang.say_with("breakdown-period", days)
        }),
        // The workbook is of the whole roadmap.
        files: if wanted.period().is_none() { files(&asked, &[FileKind::Excel]) } else { Vec::new() },
        rules: rules(&asked, roadmap, &counted),
        losses: steps.map(|step| Loss { link: step.link.map(|link| wanted.kept(&link)), ..step }).collect(),
        unchecked: unchecked(lang, &counted),
        // A list that is asked for says that it is empty; the others are left out.
        lists: lists.filter(|list| !list.rows.is_empty() || !only.is_empty()).collect(),
        undated: listed(UNDATED).then(|| undated(&asked, &counted, by_reason(&asked, &scope), !only.is_empty())),
        not_due: only.is_empty().then(|| (share_name(&asked, roadmap, Share::NotDue), written::number(not_due))),
        all: (!only.is_empty()).then(|| wanted.kept(&asked.link(&asked.path))),
        overview: asked.link(&asked.roadmap_path(roadmap, "")),
    };
    asked.show(&page)
}

/// «143 ÷ 226 = 63,2 %».
fn division(asked: &Asked, counted: &Fulfilment) -> String {
    if counted.due == 0 {
        return asked.lang.say("breakdown-nothing-due");
    }
    let args = [
        ("part", written::number(counted.fulfilled).into()),
        ("of", written::number(counted.due).into()),
        ("share", percent(counted.fulfilled, counted.due, asked.lang).into()),
    ];
    asked.lang.say_with("breakdown-division", args)
}

/// How it is counted, by which version of the rules, with which settings.
fn rules(asked: &Asked, roadmap: RoadmapId, counted: &Fulfilment) -> Vec<String> {
    let lang = asked.lang;
    let share = |part: u64| percent(part, counted.due, lang);
    let steps = [("completeness", share(counted.done).into()), ("timeliness", share(counted.on_time).into())];
    let indicator = [("threshold", counted.threshold.to_string().into()), ("six", six(counted).into())];
    vec![
        formula(asked, roadmap),
        lang.say_with("breakdown-steps", steps),
        lang.say_with("breakdown-six", indicator),
        lang.say_with("foot-rules", [("version", RULE_VERSION.into())]),
    ]
}

/// What fulfilment is, in words.
fn formula(asked: &Asked, roadmap: RoadmapId) -> String {
    asked.lang.say_with("breakdown-formula", [("days", asked.view().settings(roadmap).mark_days.into())])
}

fn list(asked: &Asked, roadmap: RoadmapId, share: Share, of: &[&Obligation], alone: bool) -> List {
    let rows: Vec<Row> = of.iter().filter_map(|obligation| Row::of(asked, share, obligation)).collect();
    let n = rows.len() as u64;
    let folded = (rows.len() > AT_ONCE && !alone)
        .then(|| asked.lang.say_with("breakdown-folded", [("n", written::number(n).into())]));
    List {
        code: share.code(),
        title: share_name(asked, roadmap, share),
        n: written::number(n),
        rows,
        folded,
        link: asked.link(&format!("{}?part={}", asked.path, share.code())),
    }
}

fn undated(asked: &Asked, counted: &Fulfilment, reasons: Vec<Waiting>, open: bool) -> Undated {
    let n = [("n", written::number(counted.undated).into())];
    Undated { title: asked.lang.say_with("overview-waiting", n), reasons, open }
}

#[cfg(test)]
mod tests;
