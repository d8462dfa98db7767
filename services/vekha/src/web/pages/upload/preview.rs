//! A draft on the page: heading, what to look at, unclear terms with their choices, clear rows, what was left out.

use super::{
    super::{
        super::fault::Fault,
        asked::Asked,
        form::Wrong,
        frame::{Frame, Here},
        show, written,
    },
    draft::Standing,
    flags, named,
    terms::{self, TermShown},
};
use crate::{
    drafts::Draft,
    json::{ImportShown, RowShown},
    wording::Lang,
};
use askama::Template;
use axum::{http::StatusCode, response::Response};
use std::collections::BTreeSet;

#[derive(Template)]
#[template(path = "draft.html")]
struct Page {
    frame: Frame,
    action: String,
    back: String,
    name: String,
    counts: Vec<String>,
    again: bool,
    wrong: Vec<Wrong>,
    summary: String,
    fields: Vec<Field>,
    flags: Vec<String>,
    read: bool,
    grave: Vec<TermShown>,
    slight: Vec<TermShown>,
    slight_words: String,
    clear: Vec<Clear>,
    clear_words: String,
    left_out: Vec<(String, String)>,
    left_out_words: String,
}

/// A field of the heading.
struct Field {
    id: &'static str,
    label: String,
    value: String,
    day: bool,
    error: Option<String>,
}

/// A row that waits for nobody.
struct Clear {
    number: String,
    title: String,
    words: String,
    read: String,
    who: String,
}

/// The answer with the page of a draft.
///
/// # Errors
/// The template failed.
pub fn answer(
    asked: &Asked,
    draft: &Draft,
    standing: &Standing,
    again: bool,
    status: StatusCode,
) -> Result<Response, Fault> {
    let (lang, shown) = (asked.lang, &standing.shown);
    let of = |group| TermShown::of(group, shown, &draft.typed, &standing.wrong, lang);
    let (slight, grave): (Vec<_>, Vec<_>) = standing.groups.iter().filter_map(of).partition(|term| term.slight);
    let clear = clear(standing, lang);
    let page = Page {
        frame: Frame { day: None, ..asked.frame(None, Here::Upload) },
        action: format!("/offices/{}/orders/{}", asked.office, draft.id),
        back: format!("/offices/{}/orders/new", asked.office),
        name: named(&draft.name, lang),
        counts: counts(standing, lang),
        again,
        summary: lang.say_with("upload-refused", [("n", standing.wrong.len().into())]),
        wrong: standing.wrong.clone(),
        fields: fields(draft, standing, lang),
        flags: flags::of(shown, asked),
        read: shown.period.is_some(),
        slight_words: lang.say_with("upload-slight", [("n", slight.len().into())]),
        grave,
        slight,
        clear_words: lang.say_with("upload-clear", [("n", clear.len().into())]),
        clear,
        left_out_words: lang.say_with("upload-left-out", [("n", shown.left_out.len().into())]),
        left_out: left_out(shown, lang),
    };
    show(lang, status, &page)
}

/// What there is in the order, in numbers.
fn counts(standing: &Standing, lang: Lang) -> Vec<String> {
    let rows = &standing.shown.activities;
    let sections: BTreeSet<&[String]> = rows.iter().map(|r| r.section.as_slice()).filter(|s| !s.is_empty()).collect();
    let grave = standing.groups.iter().filter(|group| !group.slight);
    let unclear: usize = grave.clone().map(|group| group.rows.len()).sum();
    let open = grave.flat_map(|group| &group.rows).filter(|row| !standing.decided.contains_key(row)).count();
    let mut counts = vec![
        lang.say_with("upload-count-rows", [("n", rows.len().into())]),
        lang.say_with("upload-count-sections", [("n", sections.len().into())]),
    ];
    if unclear > 0 {
        counts.push(lang.say_with("upload-count-unclear", [("n", unclear.into()), ("open", open.into())]));
    }
    counts
}

fn fields(draft: &Draft, standing: &Standing, lang: Lang) -> Vec<Field> {
    let typed = &draft.typed;
    let field = |id: &'static str, key: &str, value: &str, day: bool| {
        let error = standing.wrong.iter().find(|w| w.field.as_deref() == Some(id)).map(|w| w.sentence.clone());
        Field { id, label: lang.say(key), value: value.to_owned(), day, error }
    };
    vec![
        field("title", "upload-title", &typed.title, false),
        field("number", "upload-number", &typed.number, false),
        field("date", "upload-date", &typed.date, true),
        field("from", "upload-from", &typed.from, true),
        field("to", "upload-to", &typed.to, true),
    ]
}

fn clear(standing: &Standing, lang: Lang) -> Vec<Clear> {
    let unclear: BTreeSet<usize> = standing.groups.iter().flat_map(|group| group.rows.iter().copied()).collect();
    let rows = standing.shown.activities.iter().enumerate();
    rows.filter(|(at, row)| !unclear.contains(at) && row.schedule.is_some()).map(|(_, row)| of_row(row, lang)).collect()
}

fn of_row(row: &RowShown, lang: Lang) -> Clear {
    let who: Vec<String> = row.responsible.iter().map(|r| written::unbroken(&r.name)).collect();
    Clear {
        number: row.number.clone(),
        title: row.title.clone(),
        words: row.deadline.clone(),
        read: row.schedule.as_ref().map(|term| terms::understood(term, lang)).unwrap_or_default(),
        who: who.join(", "),
    }
}

fn left_out(shown: &ImportShown, lang: Lang) -> Vec<(String, String)> {
    let piece = |piece: &crate::json::LeftOutShown| {
        let reason = lang.say(&format!("import-left-{}", piece.reason.code()));
        (written::capital(&reason), piece.text.clone())
    };
    shown.left_out.iter().map(piece).collect()
}

impl Page {
    /// What is wrong or chosen must not hide in a fold.
    fn slight_open(&self) -> bool {
        self.slight.iter().any(|term| term.error.is_some())
    }
}
