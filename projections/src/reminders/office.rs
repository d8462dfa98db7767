//! Letters about the office's own work: reports that are due, and the coordinator's Monday.

use super::Morning;
use crate::scope::Scope;
use chrono::{Datelike, NaiveDate};
use vekha_domain::{
    reminder::{Item, Policy, ReportKind, Reports, last_before},
    roadmap::Roadmap,
};

impl Morning<'_> {
    pub(super) fn reports(&mut self, roadmap: &Roadmap, policy: &Policy) {
        let since = self.since(roadmap);
        let coordinators = self.whom.coordinators();
        for (report, due) in self.reports_due(roadmap, policy) {
            let call = last_before(policy.report.iter().copied(), due, self.day(), self.calendar());
            let Some(call) = call.filter(|call| call.on >= since && self.day() <= due) else { continue };
            self.tell_all(&coordinators, &Item::Report { roadmap: roadmap.id, report, due, days: call.days });
        }
    }

    /// Reports of this year and the next within the roadmap's period, each with its last day.
    fn reports_due(&self, roadmap: &Roadmap, policy: &Policy) -> Vec<(ReportKind, NaiveDate)> {
        let Some(adopted) = &roadmap.adopted else { return Vec::new() };
        let years = self.day().year()..=self.day().year() + 1;
        let mut all: Vec<(ReportKind, NaiveDate)> = Vec::new();
        match policy.reports {
            Reports::None => {}
            Reports::Term => {
                let terms = self.view.state().office().school_terms();
                let begun = (self.day().year() - 1..=self.day().year()).filter_map(|year| u16::try_from(year).ok());
                all.extend(begun.flat_map(|year| terms.terms_of(year)).map(|term| (ReportKind::Term, term.to)));
            }
            Reports::Quarter => {
                let ends = [(3, 31), (6, 30), (9, 30), (12, 31)];
                let of_year = |year| ends.map(|(month, day)| NaiveDate::from_ymd_opt(year, month, day));
                all.extend(years.clone().flat_map(of_year).flatten().map(|due| (ReportKind::Quarter, due)));
            }
        }
        if policy.analysis {
            let ends = years.filter_map(|year| NaiveDate::from_ymd_opt(year, 12, 31));
            all.extend(ends.map(|due| (ReportKind::Year, due.min(adopted.to))));
        }
        all.retain(|(_, due)| (adopted.from..=adopted.to).contains(due));
        all
    }

    /// The coordinator's Monday: overdue, on review, without a date, addresses that letters do not reach.
    pub(super) fn digests(&mut self) {
        let Some(monday) = self.monday() else { return };
        let state = self.view.state();
        let asked = state.roadmaps().any(|r| self.reminding(r).is_some_and(|policy| policy.monday));
        let figures = self.view.fulfilment(&Scope::office());
        let lost = state.mailbook().lost().next().is_some();
        let late = !self.view.overdue_recommendations().is_empty();
        let anything = figures.overdue + figures.on_review + figures.undated > 0 || lost || late;
        if asked && anything {
            let coordinators = self.whom.coordinators();
            self.tell_all(&coordinators, &Item::Digest { monday });
        }
    }
}
