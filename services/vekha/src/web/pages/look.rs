//! What a table is put together from: what is known as of a day, for whom, in which language. Pages and exports ask alike.

use super::super::access::Visitor;
use crate::{app::Names, wording::Lang};
use chrono::{DateTime, NaiveDate, Utc};
use vekha_domain::{activity::Activity, ids::RoadmapId};
use vekha_projections::{OfficeState, Scope, View};

/// A look at an office on a day.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// What was known.
    pub known: &'a OfficeState,
    /// The day.
    pub as_of: NaiveDate,
    /// The moment knowledge ends, when somebody asked for another than the end of the day.
    pub known_at: Option<DateTime<Utc>>,
    /// The office's people.
    pub names: &'a Names,
    /// In which language.
    pub lang: Lang,
    /// Who looks; none for the command line, which sees everything.
    pub visitor: Option<&'a Visitor>,
}

impl<'a> Look<'a> {
    /// What is known, as of the day.
    pub fn view(&self) -> View<'a> {
        View::new(self.known, self.as_of)
    }

    /// The same look at another day.
    #[must_use]
    pub fn on(self, as_of: NaiveDate) -> Look<'a> {
        Look { as_of, ..self }
    }

    /// What of the roadmap is answered for.
    pub fn scope(&self, roadmap: RoadmapId) -> Scope {
        self.visitor.map_or_else(|| Scope::roadmap(roadmap), |visitor| visitor.scope(roadmap))
    }

    /// Is the activity to be seen?
    pub fn shows(&self, activity: &Activity) -> bool {
        self.visitor.is_none_or(|visitor| visitor.shows(activity, self.known.office(), self.as_of))
    }
}
