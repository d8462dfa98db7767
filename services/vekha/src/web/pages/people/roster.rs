//! A list of people on its way into the office: a file or a pasted table is read, shown with what it would do, then entered.
//!
//! Between the two the list travels in a hidden field and lies nowhere: names must not be kept unsealed. What comes back is
//! read and set against what is known once more, so that nothing can be entered that the first step would not have shown.

use super::{
    super::{
        super::fault::{Fault, Worded},
        frame::{Frame, Here},
        show,
        upload::{Sent as Upload, sent},
    },
    desk::Desk,
    fields::Typed,
};
use crate::{
    app::{self, AppError, Line, Roll},
    import_worker::{self, ImportError},
    refusals, sentence,
    wording::Lang,
};
use askama::Template;
use axum::{
    Form as Sent,
    extract::Multipart,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use vekha_domain::event::Role;
use vekha_office::{MOST_PEOPLE, ReadError, RosterRow, name_key};

/// Largest body of the form with a file, in bytes.
pub const LARGEST: usize = super::super::upload::LARGEST;
/// Largest body of a list that comes back, in bytes: its rows, with every letter in six.
pub const LARGEST_LIST: usize = 6 << 20;
/// What a pasted table is read as.
const PASTED: &str = "pasted.txt";

#[derive(Template)]
#[template(path = "roster.html")]
struct Page {
    frame: Frame,
    action: String,
    sample: String,
    back: String,
    form: Typed,
    /// How many were entered just now.
    receipt: Option<String>,
}

#[derive(Template)]
#[template(path = "roster_preview.html")]
struct Preview {
    frame: Frame,
    summary: String,
    notes: Vec<String>,
    rows: Vec<Row>,
    /// How many rows would be entered.
    entering: usize,
    action: String,
    back: String,
    command: String,
    rows_json: String,
}

struct Row {
    number: usize,
    name: String,
    class: &'static str,
    sign: &'static str,
    fate: String,
    changes: Vec<(String, String)>,
    doubts: Vec<String>,
}

/// The form.
pub async fn form(desk: Desk) -> Result<Response, Fault> {
    answer(&desk, Typed::default(), StatusCode::OK).await
}

/// A file, or a pasted table: read in a child process and shown. Nothing is entered.
pub async fn submit(desk: Desk, form: Multipart) -> Result<Response, Fault> {
    let (lang, mut typed) = (desk.lang, Typed::default());
    let Upload { name, file, text } = match sent(form).await {
        Ok(sent) => sent,
        Err(e) if e.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            typed.refuse("file", lang.say("import-too-large"));
            return answer(&desk, typed, StatusCode::UNPROCESSABLE_ENTITY).await;
        }
        Err(_) => return Err(Fault::BadRequest("fault-bad-request-note")),
    };
    let (has_file, has_text) = (!file.is_empty() || !name.is_empty(), !text.trim().is_empty());
    let mut typed = Typed::begun([("text", text.clone())]);
    let read = match (has_file, has_text) {
        (true, false) => import_worker::read_roster(&name, &file).await,
        (false, true) => import_worker::read_roster(PASTED, text.as_bytes()).await,
        (false, false) => {
            typed.refuse("file", lang.say("roster-nothing"));
            return answer(&desk, typed, StatusCode::UNPROCESSABLE_ENTITY).await;
        }
        (true, true) => {
            typed.refuse("text", lang.say("upload-both"));
            return answer(&desk, typed, StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    };
    match read {
        Ok(roster) => preview(&desk, roster.people, roster.unknown, desk.new_id().to_string()).await,
        Err(ImportError::Broken(e)) => Err(AppError::broken("read a list of people", &e).into()),
        Err(e) => {
            let field = if has_file { "file" } else { "text" };
            typed.refuse(field, unreadable(lang, &e));
            answer(&desk, typed, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// The list that was shown is entered: what is clear of it, in one command.
pub async fn enter(desk: Desk, Sent(fields): Sent<Vec<(String, String)>>) -> Result<Response, Fault> {
    let typed = Typed::sent(fields);
    let rows: Option<Vec<RosterRow>> = serde_json::from_str(typed.value("rows")).ok();
    let Some(rows) = rows.filter(|rows| rows.len() <= MOST_PEOPLE) else {
        return Err(Fault::BadRequest("fault-bad-request-note"));
    };
    let command = desk.command(desk.id(typed.value("command")));
    match app::enter(&desk.site.app, command, &rows, |words| role_of(words, desk.lang)).await {
        Ok(_) => Ok(Redirect::to(&desk.path("/people/list?entered=1")).into_response()),
        // Something changed meanwhile: it is shown anew.
        Err(AppError::Refused(_)) => preview(&desk, rows, Vec::new(), desk.new_id().to_string()).await,
        Err(e) => Err(e.into()),
    }
}

/// A list to fill in: the columns that are known, as a table that Excel opens.
pub async fn sample(desk: Desk) -> Response {
    let head = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"people.csv\""),
    ];
    let lines = ["roster-sample-head", "roster-sample-row"].map(|key| desk.lang.say(key)).join("\r\n");
    (head, format!("\u{feff}{lines}\r\n")).into_response()
}

/// The role that words mean; those of the region and the administrator are not given by a list.
fn role_of(words: &str, lang: Lang) -> Option<Role> {
    let key = name_key(words);
    let given = [Role::Coordinator, Role::Responsible, Role::Head, Role::Auditor];
    given.into_iter().find(|role| {
        let word = name_key(&sentence::role(lang, *role));
        let others = name_key(&lang.say(&format!("roster-role-{}", sentence::role_code(*role))));
        !key.is_empty() && (key == word || others.split(", ").any(|other| key == other))
    })
}

fn unreadable(lang: Lang, why: &ImportError) -> String {
    match why {
        ImportError::Unreadable(ReadError::NoTable) => lang.say("roster-no-table"),
        ImportError::Unreadable(ReadError::TooManyRows { limit }) => {
            lang.say_with("roster-too-many", [("n", (*limit).into())])
        }
        other => refusals::import_error(lang, other),
    }
}

async fn answer(desk: &Desk, form: Typed, status: StatusCode) -> Result<Response, Fault> {
    let asked = desk.asked().await?;
    let entered = asked.others.iter().any(|(key, _)| key == "entered");
    let page = Page {
        frame: Frame { day: None, ..asked.frame(None, Here::People) },
        action: desk.path("/people/list"),
        sample: desk.path("/people/list/sample"),
        back: desk.path("/people"),
        receipt: entered.then(|| desk.lang.say("roster-entered")),
        form,
    };
    let mut response = show(desk.lang, status, &page)?;
    response.extensions_mut().insert(Worded);
    Ok(response)
}

async fn preview(desk: &Desk, rows: Vec<RosterRow>, unknown: Vec<String>, command: String) -> Result<Response, Fault> {
    let asked = desk.asked_at("/people/list").await?;
    let lang = desk.lang;
    let roll = app::roll(&rows, asked.state(), &asked.names, |words| role_of(words, lang));
    let count = |wanted: fn(&Line) -> bool| roll.lines.iter().filter(|line| wanted(line)).count();
    let new = count(|line| line.enters() && line.person.is_none());
    let changed = count(|line| line.enters() && line.person.is_some());
    let unclear = count(|line| !line.doubts.is_empty());
    let numbers = [
        ("new", new.into()),
        ("changed", changed.into()),
        ("same", (roll.lines.len() - new - changed - unclear).into()),
        ("unclear", unclear.into()),
    ];
    let rows_json = serde_json::to_string(&rows).map_err(|e| AppError::broken("write a list of people", &e))?;
    let mut lines: Vec<&Line> = roll.lines.iter().collect();
    // What needs a look comes first, what stays as it is last.
    lines.sort_by_key(|line| (line.doubts.is_empty(), !line.enters(), line.row.row));
    let page = Preview {
        frame: Frame { day: None, ..asked.frame(None, Here::People) },
        summary: lang.say_with("roster-summary", numbers),
        notes: notes(&roll, &unknown, lang),
        rows: lines.into_iter().map(|line| row(line, lang)).collect(),
        entering: new + changed,
        action: desk.path("/people/list/entry"),
        back: desk.path("/people/list"),
        command,
        rows_json,
    };
    show(lang, StatusCode::OK, &page)
}

fn notes(roll: &Roll, unknown: &[String], lang: Lang) -> Vec<String> {
    let lists = [
        ("roster-new-organisations", roll.organisations.as_slice()),
        ("roster-new-groups", roll.groups.as_slice()),
        ("roster-unknown-columns", unknown),
    ];
    let note = |(key, names): (&str, &[String])| lang.say_with(key, [("names", names.join("; ").into())]);
    lists.into_iter().filter(|(_, names)| !names.is_empty()).map(note).collect()
}

fn row(line: &Line, lang: Lang) -> Row {
    let (class, sign, fate) = match (line.doubts.is_empty(), line.changes.is_empty(), line.person) {
        (false, _, _) => ("back", "?", "unclear"),
        (true, true, _) => ("", "·", "same"),
        (true, false, None) => ("ok", "+", "new"),
        (true, false, Some(_)) => ("act", "→", "changed"),
    };
    let change = |c: &app::Listed| {
        let words = match c.before.is_empty() {
            true => c.after.clone(),
            false => format!("{} → {}", c.before, c.after),
        };
        (lang.say(&format!("people-{}", c.field)), words)
    };
    let told = line.changes.iter().filter(|c| line.person.is_some() || c.field != "name");
    Row {
        number: line.row.row,
        name: line.row.name.clone(),
        class,
        sign,
        fate: lang.say(&format!("roster-{fate}")),
        changes: told.map(change).collect(),
        doubts: line.doubts.iter().map(|doubt| lang.say(&format!("roster-doubt-{}", doubt.code()))).collect(),
    }
}
