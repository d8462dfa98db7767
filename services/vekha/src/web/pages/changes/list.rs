//! «Изменения»: what was changed after adoption, by the orders that are its ground; the receipt of a change just made.

use super::super::{
    super::{access::Action, fault::Fault},
    asked::Asked,
    frame::{Frame, Here},
    plan::{Choice, choice},
    tally::{self, Called},
    written,
};
use crate::{
    json::{KINDS, kind_of as kind},
    sentence,
    wording::Lang,
};
use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Response,
};
use chrono::NaiveDate;
use serde::Deserialize;
use vekha_domain::{
    event::Wording,
    ids::{OfficeId, RoadmapId},
};
use vekha_projections::{Changed, What};

/// Longest list of events in a receipt.
const RECEIPT: u64 = 500;

#[derive(Template)]
#[template(path = "changes.html")]
struct Page {
    frame: Frame,
    grounds: Vec<Ground>,
    counted: String,
    kinds: Vec<Choice>,
    keep: Vec<(&'static str, String)>,
    narrowed: bool,
    all: String,
    amend: Option<String>,
    between: String,
    receipt: Option<Vec<String>>,
}

/// An order with everything that rests on it.
struct Ground {
    words: String,
    day: NaiveDate,
    rows: Vec<Row>,
}

impl Ground {
    /// The day of the order, unless its words say it.
    fn date(&self) -> String {
        let day = written::day(self.day);
        if self.words.contains(&day) { String::new() } else { day }
    }
}

struct Row {
    number: String,
    title: String,
    link: String,
    kind: String,
    words: Vec<String>,
}

/// Which changes are looked at.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    k: String,
    from: u64,
    to: u64,
}

/// The list.
pub async fn list(
    Path((_, id)): Path<(OfficeId, RoadmapId)>,
    Query(wanted): Query<Wanted>,
    asked: Asked,
) -> Result<Response, Fault> {
    if let Some(short) = super::super::plan::shortened(&asked) {
        return Ok(axum::response::IntoResponse::into_response(axum::response::Redirect::to(&short)));
    }
    asked.roadmap(id)?;
    let (lang, day) = (asked.lang, asked.as_of);
    let view = asked.view();
    let seen = |c: &Changed<'_>| asked.visitor.shows(c.activity, asked.state().office(), day);
    let all: Vec<Changed<'_>> = view.changes(&vekha_projections::Scope::roadmap(id)).into_iter().filter(seen).collect();
    let found: Vec<&Changed<'_>> = all.iter().filter(|c| wanted.k.is_empty() || kind(&c.what) == wanted.k).collect();
    let page = Page {
        frame: asked.frame(Some(id), Here::Changes),
        counted: counted(lang, found.len(), all.len()),
        grounds: grounds(&asked, &found),
        kinds: kinds(lang, &wanted.k),
        keep: super::super::plan::keep(&asked),
        narrowed: !wanted.k.is_empty(),
        all: asked.link(&asked.path),
        between: asked.link(&asked.roadmap_path(id, "/between")),
        amend: may_amend(&asked).then(|| asked.roadmap_path(id, "/amendments/new")),
        receipt: if asked.live() { receipt(&asked, &wanted).await? } else { None },
    };
    asked.show(&page)
}

/// Is it today, in the own office, and may the visitor change it?
pub fn may_amend(asked: &Asked) -> bool {
    asked.live() && asked.visitor.may(Action::Amend) && asked.visitor.account.office == asked.office
}

/// The events of the command that was just carried out.
async fn receipt(asked: &Asked, wanted: &Wanted) -> Result<Option<Vec<String>>, Fault> {
    let Wanted { from, to, .. } = *wanted;
    if from == 0 {
        return Ok(None);
    }
    if to < from || to - from >= RECEIPT || to > asked.state().position() {
        return Ok(Some(Vec::new()));
    }
    let events = asked.site.app.stretch(asked.office, from - 1, to).await?;
    let own = events.iter().filter(|e| e.actor == asked.visitor.person());
    Ok(Some(own.map(|e| sentence::of(asked.lang, e, asked.state(), &asked.names)).collect()))
}

fn counted(lang: Lang, found: usize, all: usize) -> String {
    let key = if found == all { "changes-counted" } else { "changes-found" };
    lang.say_with(key, [("n", found.into()), ("all", all.into())])
}

fn kinds(lang: Lang, chosen: &str) -> Vec<Choice> {
    let one = |kind: &&'static str| choice(kind, lang.say(&format!("changes-{kind}")), chosen);
    std::iter::once(choice("", lang.say("changes-any"), chosen)).chain(KINDS.iter().map(one)).collect()
}

/// Changes of one order stand together.
fn grounds(asked: &Asked, changes: &[&Changed<'_>]) -> Vec<Ground> {
    let mut grounds: Vec<Ground> = Vec::new();
    for change in changes {
        let words = change.basis.map_or_else(|| asked.lang.say("changes-no-basis"), |basis| basis.words.clone());
        let row = row(asked, change);
        match grounds.iter_mut().find(|g| g.day == change.day && g.words == words) {
            Some(ground) => ground.rows.push(row),
            None => grounds.push(Ground { words, day: change.day, rows: vec![row] }),
        }
    }
    grounds
}

fn row(asked: &Asked, change: &Changed<'_>) -> Row {
    let activity = change.activity;
    Row {
        number: activity.number.clone(),
        title: activity.wording_on(asked.as_of).map(|w| w.title.clone()).unwrap_or_default(),
        link: asked.link(&format!("/offices/{}/activities/{}#history", asked.office, activity.id)),
        kind: asked.lang.say(&format!("changes-{}", kind(&change.what))),
        words: told(asked, change),
    }
}

/// What a change did, in words.
pub fn told(asked: &Asked, change: &Changed<'_>) -> Vec<String> {
    let lang = asked.lang;
    let party = |key: &str, party| {
        let name = sentence::party(lang, party, asked.state(), &asked.names);
        vec![lang.say_with(key, [("party", name.into())])]
    };
    match change.what {
        What::Added | What::Withdrawn => Vec::new(),
        What::Reworded { before, after } => reworded(lang, before, after),
        What::TermSet { before, after } => {
            vec![
                lang.say_with(
                    "changes-was-is",
                    [("was", before.words.clone().into()), ("is", after.words.clone().into())],
                ),
            ]
        }
        What::Moved { occurrence, of, nth, too_late } => {
            let (old, new) = (written::day(of.old), written::day(of.new));
            let called = tally::called(occurrence, of.old, Called::InFull, asked.state().office().school_terms(), lang);
            let of = if called == old { String::new() } else { called };
            let args = [("of", of.into()), ("old", old.into()), ("new", new.into()), ("nth", nth.into())];
            let late = too_late.then(|| lang.say("changes-too-late"));
            std::iter::once(lang.say_with("changes-moved-words", args)).chain(late).collect()
        }
        What::Scheduled(occurrence) | What::Cancelled(occurrence) => {
            let due = occurrence.planned_due.map(written::day).unwrap_or_default();
            vec![lang.say_with("changes-of-day", [("day", due.into())])]
        }
        What::Assigned(new) => party("changes-assigned", new),
        What::Released(old) => party("changes-released", old),
    }
}

/// Each field that is another one now.
fn reworded(lang: Lang, before: &Wording, after: &Wording) -> Vec<String> {
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    let fields = [
        ("plan-activity", before.title.clone(), after.title.clone()),
        ("change-task", text(&before.task), text(&after.task)),
        ("plan-form", text(&before.form), text(&after.form)),
        ("plan-audience", text(&before.audience), text(&after.audience)),
        ("plan-place", text(&before.place), text(&after.place)),
        ("plan-codes", before.codes.join(", "), after.codes.join(", ")),
        ("plan-result", text(&before.result), text(&after.result)),
    ];
    let differs = fields.into_iter().filter(|(_, was, is)| was != is);
    let told = |(key, was, is): (&str, String, String)| {
        let words = lang.say_with("changes-was-is", [("was", was.into()), ("is", is.into())]);
        format!("{}: {words}", lang.say(key))
    };
    differs.map(told).collect()
}
