//! The same figures part by part: by direction, responsible, organisation, quarter, month or form of work.

use crate::{figures::Figures, obligation::Obligation, scope::Scope, view::View};
use chrono::Datelike;
use serde::Deserialize;
use std::collections::BTreeMap;
use vekha_domain::{
    activity::Activity,
    event::{Executor, Party},
    ids::OrganisationId,
};

/// How a set of obligations is divided; read by its code.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// By direction of the roadmap.
    Section,
    /// By who answers for it: the lead of joint parties, the member of a group.
    Responsible,
    /// By the organisation that does it.
    Organisation,
    /// By the quarter of the due day.
    Quarter,
    /// By the month of the due day.
    Month,
    /// By the form of work the row names.
    Form,
}

impl By {
    /// Every division.
    pub const ALL: [By; 6] = [By::Section, By::Responsible, By::Organisation, By::Quarter, By::Month, By::Form];

    /// Stable code: the key of its words.
    pub fn code(self) -> &'static str {
        match self {
            By::Section => "section",
            By::Responsible => "responsible",
            By::Organisation => "organisation",
            By::Quarter => "quarter",
            By::Month => "month",
            By::Form => "form",
        }
    }

    /// The division of a code.
    pub fn of(code: &str) -> Option<By> {
        By::ALL.into_iter().find(|by| by.code() == code)
    }
}

/// Which part.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum PartKey {
    /// A direction; none for rows outside all of them.
    Section(Option<u16>),
    /// Who answers for it; none when nobody is named.
    Responsible(Option<Party>),
    /// An organisation; none for people without one.
    Organisation(Option<OrganisationId>),
    /// A calendar quarter, 1 to 4.
    Quarter {
        /// The year.
        year: i32,
        /// The quarter.
        quarter: u32,
    },
    /// A calendar month, 1 to 12.
    Month {
        /// The year.
        year: i32,
        /// The month.
        month: u32,
    },
    /// A form of work, «семинар»; none for rows that name none.
    Form(Option<String>),
}

/// The figures of one part. Parts do not overlap: their counts add up to the whole, but for the undated ones.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// Which part.
    pub key: PartKey,
    /// Its figures.
    pub figures: Figures,
}

impl View<'_> {
    /// The figures part by part, in the order of the keys.
    pub fn by(&self, by: By, scope: &Scope) -> Vec<Part> {
        self.divided(by, scope, &self.obligations(scope))
    }

    /// The same of the scope's obligations at hand.
    pub fn divided(&self, by: By, scope: &Scope, obligations: &[Obligation]) -> Vec<Part> {
        let mut parts: BTreeMap<PartKey, Vec<&Obligation>> = BTreeMap::new();
        for obligation in obligations {
            parts.entry(self.key(by, obligation)).or_default().push(obligation);
        }
        let mut undated: BTreeMap<PartKey, u64> = BTreeMap::new();
        for waiting in self.undated(scope) {
            if let Some(key) = self.key_of_undated(by, waiting.activity) {
                *undated.entry(key).or_default() += 1;
            }
        }
        for key in undated.keys() {
            parts.entry(key.clone()).or_default();
        }
        let figures = |key: &PartKey, part: &[&Obligation]| Figures {
            undated: undated.get(key).copied().unwrap_or(0),
            ..Figures::of(part.iter().copied(), self.as_of())
        };
        parts.iter().map(|(key, part)| Part { key: key.clone(), figures: figures(key, part) }).collect()
    }

    fn key(&self, by: By, obligation: &Obligation) -> PartKey {
        match by {
            By::Section => PartKey::Section(obligation.section),
            By::Responsible => PartKey::Responsible(self.answers(obligation)),
            By::Organisation => PartKey::Organisation(self.organisation(self.answers(obligation))),
            By::Quarter => {
                let day = obligation.effective_due;
                PartKey::Quarter { year: day.year(), quarter: day.quarter() }
            }
            By::Month => {
                let day = obligation.effective_due;
                PartKey::Month { year: day.year(), month: day.month() }
            }
            By::Form => PartKey::Form(self.state().activity(obligation.activity).and_then(|a| self.form(a))),
        }
    }

    /// Where an activity without a date is counted; nowhere in a division by date.
    fn key_of_undated(&self, by: By, activity: vekha_domain::ids::ActivityId) -> Option<PartKey> {
        let activity = self.state().activity(activity)?;
        let lead = activity.lead_on(self.as_of()).cloned();
        match by {
            By::Section => Some(PartKey::Section(activity.section)),
            By::Responsible => Some(PartKey::Responsible(lead)),
            By::Organisation => Some(PartKey::Organisation(self.organisation(lead))),
            By::Quarter | By::Month => None,
            By::Form => Some(PartKey::Form(self.form(activity))),
        }
    }

    /// The form of work as the row names it; «Семинар» and «семинар» are one, «ВСОКО» stays as it is.
    fn form(&self, activity: &Activity) -> Option<String> {
        let form = activity.wording_on(self.as_of())?.form.as_deref().map(str::trim).filter(|form| !form.is_empty())?;
        let mut letters = form.chars();
        let first = letters.next()?;
        let shouted = letters.next().is_some_and(char::is_uppercase);
        let first = if shouted { first.to_string() } else { first.to_lowercase().to_string() };
        Some(first.chars().chain(form.chars().skip(1)).collect())
    }

    /// Who answers for an obligation: the member of a group, or the lead of the joint parties.
    fn answers(&self, obligation: &Obligation) -> Option<Party> {
        match obligation.executor {
            Executor::Member(id) => Some(Party::Organisation(id)),
            Executor::Joint => self.state().activity(obligation.activity)?.lead_on(self.as_of()).cloned(),
        }
    }

    fn organisation(&self, party: Option<Party>) -> Option<OrganisationId> {
        match party? {
            Party::Organisation(id) => Some(id),
            Party::Person(id) => self.state().person(id)?.organisation_on(self.as_of()),
            Party::Group(_) | Party::Post(_) => None,
        }
    }
}
