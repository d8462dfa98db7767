//! Results of a scored window: sheets as of the day, totals with their bands, places, change against the window before.

use crate::{scope::Scope, view::View};
use chrono::NaiveDate;
use std::collections::BTreeSet;
use vekha_domain::{
    event::{Fulfilment, Whose},
    ids::{MonitoringId, OrganisationId, RoadmapId},
    monitoring::{Monitoring, Window},
    scoring::{
        Better, Counted, Exact, Placed, Subject, Values, clusters::Proposal, compare, compare::Change, sheet::Sheet,
        zones::Zone,
    },
};

/// What an organisation or a teacher has come to in a window.
#[derive(Clone, PartialEq, Debug)]
pub struct Scored<'a> {
    /// Whose.
    pub whose: Whose,
    /// Figures frozen at closing; while the window is open, those so far.
    pub values: Values,
    /// Figures of the window before, as they were frozen.
    pub before: Values,
    /// The total with the way it was counted; none for a model without one.
    pub counted: Option<Counted<'a>>,
    /// The band of the total.
    pub placed: Option<Placed<'a>>,
    /// Place by the total, from 1.
    pub place: Option<usize>,
    /// Change of the total against the window before.
    pub change: Option<Change>,
    /// The total with what came late, where that is another one.
    pub late_total: Option<Exact>,
    /// Shares that fell and the zone they make.
    pub zone: Option<(Vec<&'a str>, &'a Zone)>,
    /// Since when every indicator has a value.
    pub whole_since: Option<NaiveDate>,
    /// Something was entered or corrected after the last day.
    pub late: bool,
}

/// One indicator over all who entered it.
#[derive(Clone, PartialEq, Debug)]
pub struct ByIndicator {
    /// The mean of the frozen values.
    pub mean: Option<Exact>,
    /// Their median.
    pub median: Option<Exact>,
    /// Whose value is the best; empty where neither way is better.
    pub ranking: Vec<compare::Ranked<Whose>>,
    /// Change of each against the window before.
    pub changes: Vec<(Whose, Change)>,
}

/// Results of a window as of the day.
#[derive(Clone, Debug)]
pub struct Results<'a> {
    /// The sheet they are read from.
    pub sheet: Sheet<'a>,
    /// The window they are compared with.
    pub before: Option<Sheet<'a>>,
    /// Everybody who has to answer, and everybody whose values are there.
    pub rows: Vec<Scored<'a>>,
    /// The mean of the totals.
    pub mean: Option<Exact>,
    /// Their median.
    pub median: Option<Exact>,
}

impl<'a> View<'a> {
    /// A window read by its model; none when there is no such window or it is not scored.
    pub fn sheet(&self, monitoring: MonitoringId, window: u16) -> Option<Sheet<'a>> {
        let monitoring = self.state().monitoring(monitoring).filter(|m| m.planned_on <= self.as_of())?;
        monitoring.sheet(window, self.state().office(), self.as_of())
    }

    /// The sheet of the window before, as it stands on the day.
    pub fn sheet_before(&self, monitoring: MonitoringId, window: u16) -> Option<Sheet<'a>> {
        let of = self.state().monitoring(monitoring)?;
        let from = of.window(window)?.from;
        let before = of.windows.iter().filter(|w| w.from < from).max_by_key(|w| w.from)?;
        self.sheet(monitoring, before.number)
    }

    /// Since when an organisation has answered in a window: where it is scored by entering every value, else by handing in.
    pub fn answered(&self, of: &Monitoring, window: &Window, organisation: OrganisationId) -> Option<NaiveDate> {
        match of.model(window, self.state().office()) {
            Some(model) => Sheet::of(model, window, self.as_of()).whole_since(organisation),
            None => window.answered.get(&organisation).map(|(on, _)| *on).filter(|on| *on <= self.as_of()),
        }
    }

    /// Results of a window; none when it is not scored.
    pub fn results(&self, monitoring: MonitoringId, window: u16) -> Option<Results<'a>> {
        let sheet = self.sheet(monitoring, window)?;
        let before = self.sheet_before(monitoring, window);
        let mut all: BTreeSet<Whose> = sheet.all().collect();
        if sheet.model().subject != Subject::Teacher {
            let day = self.as_of().clamp(sheet.window().from, sheet.window().to);
            let asked = self.state().monitoring(monitoring)?.who_answers(day, self.state().office());
            all.extend(asked.into_iter().map(Whose::of));
        }
        let mut rows: Vec<Scored<'a>> = all.into_iter().map(|whose| scored(sheet, before, whose)).collect();
        let totals: Vec<(Whose, Exact)> = rows.iter().filter_map(|row| Some((row.whose, row.total()?))).collect();
        let (mean, median) = averages(&totals);
        let ranked = compare::ranking(totals, Better::Higher);
        let places: std::collections::BTreeMap<Whose, usize> = ranked.into_iter().map(|r| (r.of, r.place)).collect();
        rows.iter_mut().for_each(|row| row.place = places.get(&row.whose).copied());
        Some(Results { sheet, before, rows, mean, median })
    }

    /// The class proposed for an organisation by the frozen values of this window and of the two before.
    pub fn proposal(&self, monitoring: MonitoringId, window: u16, organisation: OrganisationId) -> Option<Proposal> {
        let last = self.sheet(monitoring, window)?;
        let second = self.sheet_before(monitoring, window)?;
        let first = self.sheet_before(monitoring, second.window().number)?;
        let [first, second, now] = [first, second, last].map(|sheet| sheet.frozen(Whose::of(organisation)));
        last.model().clusters.as_ref()?.propose([&first, &second, &now])
    }

    /// Indicator 6 as the roadmap tells it, with the figures it rests on; a person confirms it. None when nothing was due.
    pub fn proposed_fulfilment(&self, roadmap: RoadmapId) -> Option<(u8, Fulfilment)> {
        let threshold = self.settings(roadmap).threshold;
        let figures = self.fulfilment(&Scope::roadmap(roadmap));
        let (due, done, on_time) = (figures.due, figures.done, figures.on_time);
        let of = Fulfilment { due, done, on_time, threshold, as_of: self.as_of() };
        Some((of.value()?, of))
    }
}

impl Scored<'_> {
    /// The total, if it has come about.
    pub fn total(&self) -> Option<Exact> {
        self.counted.as_ref()?.total
    }
}

/// How many of these rows are in a band.
pub fn in_band<'r, 'a: 'r>(rows: impl IntoIterator<Item = &'r Scored<'a>>, band: &vekha_domain::scoring::Band) -> u64 {
    rows.into_iter().filter(|row| row.placed.is_some_and(|placed| placed.band.code == band.code)).count() as u64
}

impl Results<'_> {
    /// Totals that have come about.
    pub fn totals(&self) -> Vec<Exact> {
        self.rows.iter().filter_map(Scored::total).collect()
    }

    /// One indicator over all rows.
    pub fn indicator(&self, code: &str) -> Option<ByIndicator> {
        let better = self.sheet.model().indicator(code)?.better;
        let number = |values: &Values| values.get(code)?.number();
        let all: Vec<(Whose, Exact)> =
            self.rows.iter().filter_map(|row| Some((row.whose, number(&row.values)?))).collect();
        let change =
            |row: &Scored<'_>| Some((row.whose, compare::change(number(&row.values)?, number(&row.before)?, better)?));
        let changes = self.rows.iter().filter_map(change).collect();
        let (mean, median) = averages(&all);
        let ranking = better.map(|better| compare::ranking(all, better)).unwrap_or_default();
        Some(ByIndicator { mean, median, ranking, changes })
    }
}

fn scored<'a>(sheet: Sheet<'a>, sheet_before: Option<Sheet<'a>>, whose: Whose) -> Scored<'a> {
    let model = sheet.model();
    let values = sheet.frozen(whose);
    let before = sheet_before.map(|sheet| sheet.frozen(whose)).unwrap_or_default();
    let counted = model.count(&values);
    let total = counted.as_ref().and_then(|counted| counted.total);
    let late = sheet.has_late(whose);
    let late_total = late.then(|| model.total(&sheet.values(whose))).flatten().filter(|now| Some(*now) != total);
    // Two versions of a model may count differently: then there is nothing to compare.
    let same = sheet_before.is_some_and(|sheet| sheet.model().total == model.total);
    let total_before = model.total(&before).filter(|_| same);
    let change = total.zip(total_before).and_then(|(now, before)| compare::change(now, before, Some(Better::Higher)));
    let zone = model.zones.as_ref().and_then(|zones| {
        let falling = zones.falling(&values, &before)?;
        let zone = zones.of(falling.len())?;
        Some((falling, zone))
    });
    let placed = total.and_then(|total| model.band(total));
    let whole_since = sheet.whole_row_since(whose);
    Scored { whose, values, before, counted, placed, place: None, change, late_total, zone, whole_since, late }
}

fn averages(of: &[(Whose, Exact)]) -> (Option<Exact>, Option<Exact>) {
    let numbers = || of.iter().map(|(_, number)| *number);
    (compare::mean(numbers()), compare::median(numbers()))
}
