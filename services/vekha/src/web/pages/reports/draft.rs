//! A report as it would read on the page's day, and the form that issues it as it reads today.

use super::{
    super::{
        asked::{Asked, with_query},
        export::FileKind,
        people::{desk::Desk, fields::Typed},
    },
    files,
    paper::Paper,
    send,
    sheet::{Issuing, Sheet},
};
use crate::{
    app::AppError,
    integrity,
    reports::{self, Seal, Wanted, Written},
    web::{access::Action, fault::Fault},
};
use axum::{
    Form as Sent,
    extract::{Path, Query},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use vekha_domain::{
    deadline::Period,
    ids::{OfficeId, RoadmapId},
};
use vekha_projections::Called;

/// Which period.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Which {
    period: String,
}

type Of = Path<(OfficeId, RoadmapId)>;

/// Path of the draft of a period.
pub fn path(asked: &Asked, roadmap: RoadmapId, called: Called) -> String {
    let code = called.code();
    with_query(&asked.roadmap_path(roadmap, "/reports/draft"), [("period", code.as_str())].into_iter())
}

/// The page.
pub async fn page(Path((_, id)): Of, Query(which): Query<Which>, asked: Asked) -> Result<Response, Fault> {
    answer(asked, id, &which.period, Typed::default()).await
}

/// The draft for Word.
pub async fn word(Path((_, id)): Of, Query(which): Query<Which>, asked: Asked) -> Result<Response, Fault> {
    file(FileKind::Word, id, &which.period, asked).await
}

/// The draft for Excel.
pub async fn excel(Path((_, id)): Of, Query(which): Query<Which>, asked: Asked) -> Result<Response, Fault> {
    file(FileKind::Excel, id, &which.period, asked).await
}

/// A period of the roadmap by its code.
fn period(asked: &Asked, id: RoadmapId, code: &str) -> Result<(Called, Period), Fault> {
    let roadmap = asked.roadmap(id)?;
    let called = Called::parse(code.trim()).ok_or(Fault::NotFound)?;
    let period = reports::period_of(asked.state(), roadmap, called).ok_or(Fault::NotFound)?;
    Ok((called, period))
}

fn written(asked: &Asked, id: RoadmapId, called: Called, period: Period) -> Result<Written, Fault> {
    Ok(reports::draft(asked.look(), asked.roadmap(id)?, called.kind(), period))
}

async fn answer(asked: Asked, id: RoadmapId, code: &str, form: Typed) -> Result<Response, Fault> {
    let (called, period) = period(&asked, id, code)?;
    let (lang, code) = (asked.lang, called.code());
    let written = written(&asked, id, called, period)?;
    let title = reports::short_title(lang, called.kind(), period, asked.state());
    let paper = Paper::of(&written, lang, &asked.times);
    let mut sheet = Sheet::of(&asked, id, title, paper);
    sheet.notes.push(lang.say("reports-draft"));
    if asked.as_of <= period.to {
        sheet.notes.push(lang.say("reports-period-runs"));
    }
    sheet.others = super::issued::on(&asked, id, period);
    sheet.files = files(&asked, &asked.roadmap_path(id, "/reports/draft"), &[("period", &code)]);
    let may = asked.live() && asked.visitor.may(Action::Issue) && asked.visitor.account.office == asked.office;
    sheet.issuing = may.then(|| Issuing {
        action: asked.roadmap_path(id, "/reports"),
        period: code,
        command: asked.site.app.ids().next().to_string(),
    });
    sheet.form = form;
    let (app, office, position) = (asked.site.app.clone(), asked.office, asked.state().position());
    drop(asked);
    sheet.paper.seal(lang, &Seal::of_draft(&app, office, position).await?);
    sheet.answer()
}

async fn file(kind: FileKind, id: RoadmapId, code: &str, asked: Asked) -> Result<Response, Fault> {
    if asked.times.wrong() {
        return Err(Fault::BadRequest("export-bad-time"));
    }
    let (called, period) = period(&asked, id, code)?;
    let mut document = written(&asked, id, called, period)?.document;
    let title = reports::short_title(asked.lang, called.kind(), period, asked.state());
    let name = super::file_name(&asked, &title);
    let (app, lang) = (asked.site.app.clone(), asked.lang);
    let (office, position) = (asked.office, asked.state().position());
    drop(asked);
    document.foot = Seal::of_draft(&app, office, position).await?.foot(lang);
    send(kind, document, name, app.now()).await
}

/// Issues the report as it reads now.
pub async fn issue(desk: Desk, Path((_, id)): Of, Sent(sent): Sent<Vec<(String, String)>>) -> Result<Response, Fault> {
    let mut typed = Typed::sent(sent);
    let code = typed.value("period").to_owned();
    let asked = desk.asked_at(&format!("/roadmaps/{id}/reports/draft")).await?;
    let (called, period) = period(&asked, id, &code)?;
    drop(asked);
    let conclusions = typed.value("conclusions").replace("\r\n", "\n");
    let command = desk.id(&format!("report {id} {code} {} {conclusions}", typed.value("command")));
    let wanted = Wanted { roadmap: id, kind: called.kind(), period, as_of: desk.today, conclusions: Some(conclusions) };
    let app = &desk.site.app;
    match reports::issue(app, desk.command(command), &wanted).await {
        Ok(report) => {
            // The report stands whether or not its head can be signed at once: the timetable signs it in the evening.
            if let Err(error) = integrity::sign_head(app, desk.office).await {
                tracing::warn!(%error, "the head of a report could not be signed");
            }
            Ok(Redirect::to(&desk.path(&format!("/roadmaps/{id}/reports/{report}?done=issued"))).into_response())
        }
        Err(AppError::Refused(why)) => {
            typed.refused(&why, &[("conclusions", "conclusions")], desk.lang);
            let mut asked = desk.asked_at(&format!("/roadmaps/{id}/reports/draft")).await?;
            asked.others.push(("period".to_owned(), code.clone()));
            answer(asked, id, &code, typed).await
        }
        Err(e) => Err(e.into()),
    }
}
