//! Windows that are scored: what their sheets come to, in words and tables. Pages, files and letters take the same from here.

pub mod advice;
pub mod figures;
pub mod forms;
pub mod note;
pub mod progress;
pub mod results;
pub mod risks;
pub mod template;

use crate::{scoring, wording::Lang};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use vekha_domain::{
    event::Whose,
    ids::OrganisationId,
    scoring::{Model, Values, clusters::Proposal, sheet::Sheet},
};
use vekha_projections::{Results, Scored};

/// What is odd about a printed model, in sentences: shown wherever its results are.
pub fn findings(lang: Lang, model: &Model) -> Vec<String> {
    model.findings().iter().map(|found| scoring::finding(lang, found)).collect()
}

/// Somebody or something that is looked at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Subject {
    /// Whose values.
    pub whose: Whose,
    /// Its name: of the teacher where the model looks at teachers, else of the organisation.
    pub name: String,
    /// The organisation that answers.
    pub organisation: String,
}

/// A look at a window: what is known by the day of its sheet.
#[derive(Clone)]
pub struct Sight<'a> {
    /// In which language.
    pub lang: Lang,
    /// What the window comes to, over all.
    pub results: Results<'a>,
    /// The windows before as of the same day, the latest first.
    pub before: Vec<Sheet<'a>>,
    /// The class proposed for each organisation, where the model has classes.
    pub proposals: BTreeMap<OrganisationId, Proposal>,
    /// Everybody who is looked at and may be seen, by name.
    pub subjects: Vec<Subject>,
}

impl<'a> Sight<'a> {
    /// What was entered.
    pub fn sheet(&self) -> Sheet<'a> {
        self.results.sheet
    }

    /// What is asked, and how it is counted.
    pub fn model(&self) -> &'a Model {
        self.sheet().model()
    }

    /// Results of one subject.
    pub fn row(&self, whose: Whose) -> Option<&Scored<'a>> {
        self.results.rows.iter().find(|row| row.whose == whose)
    }

    /// Is everybody seen, or only those of one school?
    pub fn sees_all(&self) -> bool {
        self.results.rows.iter().all(|row| self.subjects.iter().any(|subject| subject.whose == row.whose))
    }

    /// First and last day.
    pub fn days(&self) -> (NaiveDate, NaiveDate) {
        (self.sheet().window().from, self.sheet().window().to)
    }

    /// Is the window over on the day?
    pub fn closed(&self) -> bool {
        self.sheet().day() > self.sheet().window().to
    }

    /// The values that figures are counted from: closing freezes them.
    pub fn values(&self, whose: Whose) -> Values {
        self.sheet().frozen(whose)
    }

    /// The values of the window before; none where there was none.
    pub fn values_before(&self, whose: Whose) -> Values {
        self.before.first().map(|sheet| sheet.frozen(whose)).unwrap_or_default()
    }

    /// Words of the program.
    pub fn say(&self, key: &str) -> String {
        self.lang.say(key)
    }
}
