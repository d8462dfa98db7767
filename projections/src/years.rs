//! Years of a scored monitoring: one indicator, or the total, window after window.

use crate::view::View;
use std::collections::BTreeMap;
use vekha_domain::{
    event::Whose,
    ids::MonitoringId,
    monitoring::Window,
    scoring::{Exact, compare},
};

/// What is followed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Course<'c> {
    /// The total.
    Total,
    /// An indicator by its code.
    Indicator(&'c str),
}

/// What one window came to.
#[derive(Clone, PartialEq, Debug)]
pub struct Year<'a> {
    /// Which window.
    pub window: &'a Window,
    /// The figure of each: frozen at closing, so far while the window is open.
    pub values: BTreeMap<Whose, Exact>,
    /// Their median.
    pub median: Option<Exact>,
}

impl<'a> View<'a> {
    /// Windows up to one of them in which there are figures, the oldest first. Totals that were counted otherwise are not among them.
    pub fn years(&self, monitoring: MonitoringId, window: u16, followed: Course<'_>) -> Vec<Year<'a>> {
        let (Some(of), Some(last)) = (self.state().monitoring(monitoring), self.sheet(monitoring, window)) else {
            return Vec::new();
        };
        let mut windows: Vec<&Window> = of.windows.iter().filter(|w| w.from <= last.window().from).collect();
        windows.sort_by_key(|window| window.from);
        let year = |window: &'a Window| {
            let sheet = self.sheet(monitoring, window.number)?;
            let model = sheet.model();
            let number = |whose: Whose| match followed {
                Course::Total => model.total(&sheet.frozen(whose)).filter(|_| model.total == last.model().total),
                Course::Indicator(code) => sheet.frozen(whose).get(code)?.number(),
            };
            let values: BTreeMap<Whose, Exact> =
                sheet.all().filter_map(|whose| Some((whose, number(whose)?))).collect();
            let median = compare::median(values.values().copied());
            (!values.is_empty()).then_some(Year { window, values, median })
        };
        windows.into_iter().filter_map(year).collect()
    }
}
