//! Windows of monitorings within the period: who was asked, who has answered, who was late.

use super::{Question, Scores, scores};
use chrono::NaiveDate;
use vekha_domain::{ids::OrganisationId, monitoring::Monitoring};

/// A window that ends within the period.
#[derive(Clone, PartialEq, Debug)]
pub struct Windowed<'a> {
    /// The monitoring.
    pub monitoring: &'a Monitoring,
    /// Number of the window.
    pub window: u16,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// It was opened by the day.
    pub opened: bool,
    /// It was closed by the day.
    pub closed: bool,
    /// Organisations that have to answer.
    pub asked: u64,
    /// Of those, answered by the day.
    pub answered: u64,
    /// Of those answered, after the last day.
    pub late: u64,
    /// Those that have not answered by the day.
    pub missing: Vec<OrganisationId>,
    /// What it came to, where it is scored.
    pub scores: Option<Scores<'a>>,
}

impl<'a> Question<'_, 'a> {
    /// None for a direction, an activity or a person: a monitoring belongs to a roadmap and is answered by organisations.
    pub(super) fn windows(&self) -> Vec<Windowed<'a>> {
        let scope = self.scope;
        if scope.section.is_some() || scope.activity.is_some() || scope.person.is_some() {
            return Vec::new();
        }
        let (state, as_of) = (self.view.state(), self.as_of());
        let mut all = Vec::new();
        for monitoring in state.monitorings().filter(|m| scope.roadmap.is_none_or(|id| m.roadmap == id)) {
            let ended = monitoring.ended.as_ref().map(|basis| basis.date).filter(|day| *day <= as_of);
            let stands = |from| monitoring.planned_on <= as_of && ended.is_none_or(|ended| from < ended);
            for window in monitoring.windows.iter().filter(|w| self.period.holds(w.to) && stands(w.from)) {
                let mut asked = monitoring.who_answers(window.to, state.office());
                asked.retain(|id| scope.organisation.is_none_or(|only| *id == only));
                if asked.is_empty() && scope.organisation.is_some() {
                    continue;
                }
                let answered = |id: &OrganisationId| self.view.answered(monitoring, window, *id);
                let (came, missing): (Vec<OrganisationId>, Vec<OrganisationId>) =
                    asked.iter().partition(|id| answered(id).is_some());
                all.push(Windowed {
                    monitoring,
                    window: window.number,
                    from: window.from,
                    to: window.to,
                    opened: window.opened.is_some_and(|day| day <= as_of),
                    closed: window.closed.is_some_and(|day| day <= as_of),
                    asked: asked.len() as u64,
                    answered: came.len() as u64,
                    late: came.iter().filter(|id| answered(id).is_some_and(|day| day > window.to)).count() as u64,
                    missing,
                    scores: scores::of(&self.view, scope, monitoring.id, window.number),
                });
            }
        }
        all.sort_by_key(|w| (w.to, w.monitoring.id, w.window));
        all
    }
}
