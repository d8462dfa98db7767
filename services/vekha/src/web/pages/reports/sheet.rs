//! The page of a report: the paper, its files, and what can be done with it.

use super::{
    super::{
        asked::Asked,
        export::FileLink,
        frame::{Frame, Here},
        people::fields::Typed,
        show,
    },
    paper::{Paper, Shown},
};
use crate::{
    reports::{Changed, ChangedRow},
    web::fault::{Fault, Worded},
    wording::Lang,
};
use askama::Template;
use axum::{http::StatusCode, response::Response};
use vekha_domain::ids::RoadmapId;

#[derive(Template)]
#[template(path = "report.html")]
pub struct Sheet {
    pub frame: Frame,
    /// What the browser calls it.
    pub title: String,
    /// The list of reports.
    pub list: String,
    /// What has just been done.
    pub receipt: Option<String>,
    /// What to know before reading it.
    pub notes: Vec<String>,
    /// Reports on the same days.
    pub others: Vec<(String, String)>,
    pub files: Vec<FileLink>,
    pub paper: Paper,
    /// The form that issues it; none for those who issue nothing.
    pub issuing: Option<Issuing>,
    pub form: Typed,
    /// What differs from it now.
    pub changed: Option<Changes>,
    pub lang: Lang,
    pub refused: bool,
}

/// Where a report is issued.
pub struct Issuing {
    pub action: String,
    pub period: String,
    /// The same form sent twice is one command.
    pub command: String,
}

/// What differs from an issued report now.
pub struct Changes {
    pub lead: String,
    pub changed: Changed,
    /// Where each changed row leads.
    pub links: Vec<String>,
}

impl Changes {
    /// Each changed row with where it leads.
    fn each(&self) -> impl Iterator<Item = (&ChangedRow, &String)> {
        self.changed.rows.iter().zip(&self.links)
    }
}

impl Sheet {
    /// A page around a paper.
    pub fn of(asked: &Asked, roadmap: RoadmapId, title: String, paper: Paper) -> Sheet {
        Sheet {
            frame: asked.frame(Some(roadmap), Here::Reports),
            title,
            list: asked.link(&asked.roadmap_path(roadmap, "/reports")),
            receipt: None,
            notes: Vec::new(),
            others: Vec::new(),
            files: Vec::new(),
            paper,
            issuing: None,
            form: Typed::default(),
            changed: None,
            lang: asked.lang,
            refused: asked.times.wrong(),
        }
    }

    /// The answer with it.
    ///
    /// # Errors
    /// The template failed.
    pub fn answer(self) -> Result<Response, Fault> {
        let refused = self.refused || !self.form.wrong.is_empty();
        let status = if refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        let mut response = show(self.lang, status, &self)?;
        if refused {
            response.extensions_mut().insert(Worded);
        }
        Ok(response)
    }
}
