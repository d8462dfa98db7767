//! What the scored windows of a period came to: bands, zones, averages beside those of the window before, and what followed.

use crate::{
    results::{Results, in_band},
    scope::Scope,
    view::View,
};
use vekha_domain::{
    event::DecisionTaken,
    ids::{MonitoringId, OrganisationId},
    scoring::{Band, Exact, compare, compare::Verdict, ledger::Recommended, zones::Zone},
};

/// What a scored window has come to by the day; for one organisation only what is its own.
#[derive(Clone, PartialEq, Debug)]
pub struct Scores<'a> {
    /// Rows that have a total; none for a model without totals.
    pub totalled: Option<u64>,
    /// All rows.
    pub rows: u64,
    /// How many are in each band now and in the window before, in the order of the bands.
    pub bands: Vec<(&'a Band, u64, Option<u64>)>,
    /// How many are in each zone, the best first.
    pub zones: Vec<(&'a Zone, u64)>,
    /// The mean of the totals, now and in the window before.
    pub mean: (Option<Exact>, Option<Exact>),
    /// Their median, the same.
    pub median: (Option<Exact>, Option<Exact>),
    /// Values that are better than in the window before, and those that are worse.
    pub changes: (u64, u64),
    /// Published notes.
    pub notes: u64,
    /// What became of the recommendations.
    pub recommendations: Followed,
    /// What became of the decisions.
    pub decisions: Decided,
}

/// Recommendations by what became of them; the counts add up to those issued.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Followed {
    /// Issued.
    pub issued: u64,
    /// Followed by their day.
    pub in_time: u64,
    /// Followed later.
    pub late: u64,
    /// Not followed, and their day is over.
    pub overdue: u64,
    /// Not followed yet.
    pub open: u64,
}

/// Decisions by what became of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Decided {
    /// Taken.
    pub taken: u64,
    /// Of those, became an activity of the roadmap.
    pub planned: u64,
    /// Of those, done: whatever of the activity was due by the day.
    pub done: u64,
    /// Of those planned, overdue in something.
    pub overdue: u64,
}

/// The scores of a window; none when it is not scored.
pub(super) fn of<'a>(view: &View<'a>, scope: &Scope, monitoring: MonitoringId, window: u16) -> Option<Scores<'a>> {
    let mut results = view.results(monitoring, window)?;
    let mut before = results.before.and_then(|before| view.results(monitoring, before.window().number));
    before = before.filter(|before| !before.totals().is_empty());
    let seen = |organisation: OrganisationId| scope.organisation.is_none_or(|only| only == organisation);
    results.rows.retain(|row| seen(row.whose.organisation));
    if let Some(before) = &mut before {
        before.rows.retain(|row| seen(row.whose.organisation));
    }
    Some(summed(view, &results, before.as_ref(), seen))
}

fn summed<'a>(
    view: &View<'a>,
    results: &Results<'a>,
    before: Option<&Results<'a>>,
    seen: impl Fn(OrganisationId) -> bool,
) -> Scores<'a> {
    let sheet = results.sheet;
    let model = sheet.model();
    // Bands of another version of the model are other bands.
    let same = before.filter(|before| before.sheet.model().bands == model.bands);
    let band = |band: &'a Band| (band, in_band(&results.rows, band), same.map(|before| in_band(&before.rows, band)));
    let zone = |zone: &'a Zone| {
        let is = |of: &&Zone| of.code == zone.code;
        (zone, results.rows.iter().filter_map(|row| row.zone.as_ref().map(|(_, zone)| *zone)).filter(is).count() as u64)
    };
    let totals = results.totals();
    let totals_before = before.map(Results::totals).unwrap_or_default();
    let better = |wanted: Verdict| {
        let changes = model.indicators.iter().filter_map(|indicator| results.indicator(&indicator.code));
        changes.flat_map(|of| of.changes).filter(|(_, change)| change.verdict == wanted).count() as u64
    };
    let mut recommendations = Followed::default();
    for of in sheet.recommendations().filter(|of| seen(of.issued.organisation)) {
        recommendations.count(&of, sheet.day() > of.issued.due);
    }
    let mut decisions = Decided::default();
    sheet.decisions().for_each(|(_, decision)| decisions.count(view, decision));
    Scores {
        totalled: model.total.is_some().then_some(totals.len() as u64),
        rows: results.rows.len() as u64,
        bands: model.bands_rising().into_iter().map(band).collect(),
        zones: model.zones.iter().flat_map(|zones| &zones.zones).map(zone).collect(),
        mean: (compare::mean(totals.iter().copied()), compare::mean(totals_before.iter().copied())),
        median: (compare::median(totals.iter().copied()), compare::median(totals_before.iter().copied())),
        changes: (better(Verdict::Better), better(Verdict::Worse)),
        notes: sheet.notes().count() as u64,
        recommendations,
        decisions,
    }
}

impl Followed {
    fn count(&mut self, of: &Recommended, over: bool) {
        self.issued += 1;
        match of.done_on() {
            Some(on) if on > of.issued.due => self.late += 1,
            Some(_) => self.in_time += 1,
            None if over => self.overdue += 1,
            None => self.open += 1,
        }
    }
}

impl Decided {
    fn count(&mut self, view: &View<'_>, decision: &DecisionTaken) {
        self.taken += 1;
        let Some(activity) = decision.activity.and_then(|id| view.state().activity(id)) else { return };
        self.planned += 1;
        let figures = view.fulfilment(&Scope::roadmap(activity.roadmap).activity(activity.id));
        self.done += u64::from(figures.due > 0 && figures.done == figures.due);
        self.overdue += u64::from(figures.overdue > 0);
    }
}
