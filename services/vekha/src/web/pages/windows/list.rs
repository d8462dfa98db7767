//! Values of a filled-in template or of rows pasted from Excel: the good ones are entered, the others listed by their cells.

use super::{
    super::{
        super::fault::{Fault, Worded},
        asked::Asked,
        frame::{Frame, Here},
        people::{desk::Desk, fields::Typed},
        show,
        upload::{Sent as Upload, sent},
    },
    given, of_window, path, sight,
};
use crate::{
    app::AppError,
    import_worker::{self, ImportError},
    refusals,
    windows::{Sight, template::Given},
};
use askama::Template;
use axum::{
    extract::{Multipart, Path, Query},
    http::StatusCode,
    response::Response,
};
use serde::Deserialize;
use vekha_domain::{
    ids::{MonitoringId, OfficeId, OrganisationId},
    scoring::Subject as LooksAt,
};
use vekha_office::Grid;

/// For which organisation alone; for everybody when nothing is named.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub struct Of {
    of: Option<OrganisationId>,
}

impl Of {
    /// The look narrowed to that organisation.
    pub fn narrow<'a>(self, seen: Sight<'a>) -> Sight<'a> {
        let Some(of) = self.of else { return seen };
        let subjects = seen.subjects.iter().filter(|subject| subject.whose.organisation == of).cloned().collect();
        Sight { subjects, ..seen }
    }
}

#[derive(Template)]
#[template(path = "window_list.html")]
struct Page {
    frame: Frame,
    back: (String, String),
    title: String,
    note: String,
    action: String,
    template: String,
    form: Typed,
    receipt: Option<String>,
    /// Cells that were not taken: where, what, why.
    refused: Vec<(String, String, String)>,
}

/// What came of a list.
#[derive(Default)]
struct Outcome {
    entered: Option<usize>,
    refused: Vec<(String, String, String)>,
}

/// The form.
pub async fn form(
    desk: Desk,
    Path((_, id, number)): Path<(OfficeId, MonitoringId, u16)>,
    Query(of): Query<Of>,
) -> Result<Response, Fault> {
    answer(&desk, (id, number), of, Typed::default(), Outcome::default(), StatusCode::OK).await
}

/// A file or pasted rows.
pub async fn submit(
    desk: Desk,
    Path((_, id, number)): Path<(OfficeId, MonitoringId, u16)>,
    Query(of): Query<Of>,
    form: Multipart,
) -> Result<Response, Fault> {
    let (lang, status) = (desk.lang, StatusCode::UNPROCESSABLE_ENTITY);
    let Upload { name, file, text } = match sent(form).await {
        Ok(sent) => sent,
        Err(e) if e.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            let mut typed = Typed::default();
            typed.refuse("file", lang.say("import-too-large"));
            return answer(&desk, (id, number), of, typed, Outcome::default(), status).await;
        }
        Err(_) => return Err(Fault::BadRequest("fault-bad-request-note")),
    };
    let mut typed = Typed::begun([("text", text.clone())]);
    let has_file = !file.is_empty() || !name.is_empty();
    let grid = match (has_file, !text.trim().is_empty()) {
        (true, true) => Err(("text", lang.say("upload-both"))),
        (false, false) => Err(("file", lang.say("upload-nothing"))),
        (false, true) => Ok(None),
        (true, false) => match import_worker::read_grid(&name, &file).await {
            Ok(grid) => Ok(Some(grid)),
            Err(ImportError::Broken(e)) => return Err(AppError::broken("read a template", &e).into()),
            Err(e) => Err(("file", refusals::import_error(lang, &e))),
        },
    };
    let outcome = match grid {
        Ok(grid) => take(&desk, (id, number), of, grid.as_ref(), &text).await?,
        Err((field, sentence)) => {
            typed.refuse(field, sentence);
            Outcome::default()
        }
    };
    let whole = typed.wrong.is_empty() && outcome.refused.is_empty();
    let (typed, status) = if whole { (Typed::default(), StatusCode::OK) } else { (typed, status) };
    answer(&desk, (id, number), of, typed, outcome, status).await
}

/// Enters what is good, and tells the rest by its cells.
async fn take(
    desk: &Desk,
    (id, number): (MonitoringId, u16),
    of: Of,
    grid: Option<&Grid>,
    text: &str,
) -> Result<Outcome, Fault> {
    let lang = desk.lang;
    let (given, mut refused, good) = {
        let asked = desk.asked().await?;
        of_window(&asked, id, number)?;
        let seen = of.narrow(sight(&asked, id, number).ok_or(Fault::NotFound)?);
        let (given, strange) = grid.map_or_else(|| seen.pasted(text), |grid| seen.filled_in(grid));
        let refused: Vec<_> = strange.into_iter().map(|(at, key)| (at, String::new(), lang.say(key))).collect();
        let foreign = |one: &Given| !desk.visitor.may_enter(one.whose.organisation);
        if given.iter().any(foreign) {
            return Err(Fault::Forbidden);
        }
        let sorted = given::sort(seen.sheet(), &given, None, lang);
        let closed = sorted.corrects_closed;
        let wrong = sorted.refused.into_iter();
        let wrong: Vec<_> = wrong
            .filter_map(|(at, wrong)| given.get(at).map(|one| (one.at.clone(), one.typed.clone(), wrong.sentence)))
            .collect();
        let good = if closed { Vec::new() } else { sorted.good };
        let late = closed.then(|| (String::new(), String::new(), lang.say("windows-list-closed")));
        (given.len(), refused.into_iter().chain(wrong).chain(late).collect::<Vec<_>>(), good)
    };
    let command = desk.new_id().to_string();
    if let Err(why) = given::enter(desk, (id, number), &good, "", &command).await? {
        refused.push((String::new(), String::new(), refusals::refusal(lang, &why)));
        return Ok(Outcome { entered: None, refused });
    }
    Ok(Outcome { entered: (given > 0).then_some(good.len()), refused })
}

async fn answer(
    desk: &Desk,
    (id, number): (MonitoringId, u16),
    of: Of,
    form: Typed,
    outcome: Outcome,
    status: StatusCode,
) -> Result<Response, Fault> {
    let asked = desk.asked_at(&format!("/monitorings/{id}/{number}/list")).await?;
    let page = page_of(&asked, (id, number), of, form, outcome)?;
    let mut response = show(asked.lang, status, &page)?;
    response.extensions_mut().insert(Worded);
    Ok(response)
}

fn page_of(
    asked: &Asked,
    (id, number): (MonitoringId, u16),
    of: Of,
    form: Typed,
    outcome: Outcome,
) -> Result<Page, Fault> {
    let lang = asked.lang;
    let (monitoring, _) = of_window(asked, id, number)?;
    let seen = sight(asked, id, number).ok_or_else(|| asked.missing())?;
    let (base, query) = (path(asked.office, id, number, ""), of.of.map(|of| format!("?of={of}")).unwrap_or_default());
    let back = of.of.map(|of| (format!("{base}/values/{of}"), asked.organisation_name(of)));
    let teachers = seen.model().subject == LooksAt::Teacher;
    let key = if teachers || of.of.is_none() { "windows-paste-across" } else { "windows-paste-down" };
    Ok(Page {
        frame: Frame { day: None, ..asked.frame(Some(monitoring.roadmap), Here::Monitorings) },
        back: back.unwrap_or_else(|| (base.clone(), seen.period())),
        title: monitoring.title.clone(),
        note: lang.say(key),
        action: format!("{base}/list{query}"),
        template: format!("{base}/template.xlsx{query}"),
        form,
        receipt: outcome.entered.map(|n| lang.say_with("windows-list-entered", [("n", n.into())])),
        refused: outcome.refused,
    })
}
