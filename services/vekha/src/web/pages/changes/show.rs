//! The form of a change as a page.

use super::{
    super::{
        asked::Asked,
        form::{Fields, Wrong},
        frame::{Frame, Here},
        show, written,
    },
    What,
    parties::{self, Held, Offered},
    reading::{self, ReadingShown},
    rows::{self, RowShown},
};
use crate::web::fault::Fault;
use askama::Template;
use axum::{http::StatusCode, response::Response};
use vekha_domain::{activity::Activity, event::Basis, ids::RoadmapId};

#[derive(Template)]
#[template(path = "change.html")]
struct Page {
    frame: Frame,
    what: &'static str,
    heading: String,
    lead: String,
    back: String,
    action: String,
    command: String,
    rows: Vec<RowShown>,
    others: Vec<(String, String)>,
    wrong: Vec<Wrong>,
    /// Nobody has seen yet how the new term is read; nothing else is wrong.
    unseen: bool,
    summary: String,
    day: String,
    start: String,
    texts: Vec<Text>,
    words: String,
    reading: Option<ReadingShown>,
    held: Vec<Held>,
    offered: Offered,
    post: String,
    leads: bool,
    basis: String,
    basis_date: String,
    known: Vec<Basis>,
}

/// A field with the words of the row.
struct Text {
    name: &'static str,
    label: String,
    value: String,
    rows: u8,
}

impl Page {
    fn error(&self, field: &str) -> Option<&str> {
        self.wrong.iter().find(|w| w.field.as_deref() == Some(field)).map(|w| w.sentence.as_str())
    }

    fn day_of(&self, basis: &Basis) -> String {
        written::day(basis.date)
    }
}

/// The form, with what is wrong with it.
pub fn answer(
    asked: &Asked,
    id: RoadmapId,
    what: What,
    fields: &Fields,
    command: &str,
    wrong: Vec<Wrong>,
) -> Result<Response, Fault> {
    let roadmap = asked.roadmap(id)?;
    let lang = asked.lang;
    let rows = rows::chosen(asked, id, fields);
    let offers = what == What::Responsible;
    let reading = if what == What::Term { reading::shown(asked, id, fields) } else { None };
    let unseen = reading.is_some() && wrong.len() == 1 && wrong.iter().all(|w| w.field.as_deref() == Some("words"));
    let page = Page {
        // Changes are made today: there is no other day to look at here.
        frame: Frame { day: None, ..asked.frame(Some(id), Here::Plan) },
        what: what.code(),
        heading: lang.say(&format!("change-{}", what.code())),
        lead: lang.say(&format!("change-{}-lead", what.code())),
        back: asked.link(&match rows.as_slice() {
            [one] => format!("/offices/{}/activities/{}", asked.office, one.id),
            _ => asked.roadmap_path(id, "/plan"),
        }),
        action: asked.roadmap_path(id, "/changes/new"),
        command: command.to_owned(),
        others: others(asked, id, what, &rows),
        summary: lang.say_with("change-refused", [("n", wrong.len().into())]),
        day: fields.get("day").to_owned(),
        start: fields.get("start").to_owned(),
        texts: if what == What::Wording { texts(asked, &rows, fields) } else { Vec::new() },
        words: words(asked, what, &rows, fields),
        reading,
        unseen,
        held: if offers { parties::held(asked, &rows, fields) } else { Vec::new() },
        offered: if offers { parties::offered(asked, fields.get("assign")) } else { Vec::new() },
        post: fields.get("post").to_owned(),
        leads: fields.get("lead") == "yes",
        basis: fields.get("basis").to_owned(),
        basis_date: fields.get("basis-date").to_owned(),
        known: known(roadmap.amendments.as_slice()),
        rows: rows::shown(asked, &rows, what, fields),
        wrong,
    };
    let status = if page.wrong.is_empty() || unseen { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    show(lang, status, &page)
}

/// The newest amending orders, to be named again without typing.
fn known(amendments: &[Basis]) -> Vec<Basis> {
    amendments.iter().rev().take(5).cloned().collect()
}

/// The other changes of the same rows.
fn others(asked: &Asked, id: RoadmapId, what: What, rows: &[&Activity]) -> Vec<(String, String)> {
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let fits = |other: &What| *other != what && (ids.len() < 2 || other.of_many());
    let link =
        |other: What| (asked.lang.say(&format!("change-{}", other.code())), super::path(asked.office, id, other, &ids));
    What::ALL.into_iter().filter(fits).map(link).collect()
}

/// What was typed, or the words as they are.
fn words(asked: &Asked, what: What, rows: &[&Activity], fields: &Fields) -> String {
    match (what, fields.get("words"), rows) {
        (What::Term, "", [one]) => one.term_on(asked.as_of).map(|term| term.words.clone()).unwrap_or_default(),
        (_, typed, _) => typed.to_owned(),
    }
}

fn texts(asked: &Asked, rows: &[&Activity], fields: &Fields) -> Vec<Text> {
    let now = rows.first().and_then(|row| row.wording_on(asked.as_of)).cloned().unwrap_or_default();
    let sent = fields.0.iter().any(|(name, _)| name == "title");
    let text = |name: &'static str, key: &str, now: Option<String>, rows: u8| Text {
        name,
        label: asked.lang.say(key),
        value: if sent { fields.get(name).to_owned() } else { now.unwrap_or_default() },
        rows,
    };
    vec![
        text("title", "plan-activity", Some(now.title), 4),
        text("task", "change-task", now.task, 2),
        text("form", "plan-form", now.form, 1),
        text("audience", "plan-audience", now.audience, 1),
        text("place", "plan-place", now.place, 1),
        text("codes", "plan-codes", Some(now.codes.join(", ")), 1),
        text("result", "plan-result", now.result, 3),
    ]
}
