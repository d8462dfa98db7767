//! How far a window has come: who has to answer, who has answered since when, how many values are there.

use crate::view::View;
use chrono::NaiveDate;
use vekha_domain::{
    event::Whose,
    ids::{MonitoringId, OrganisationId},
    scoring::{Subject, sheet::Sheet},
};

/// How much of somebody's values is there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Filled {
    /// Values entered.
    pub entered: usize,
    /// Values asked for.
    pub of: usize,
    /// Day of the last one.
    pub last: Option<NaiveDate>,
}

/// How far one organisation has come.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Progress {
    /// Which.
    pub organisation: OrganisationId,
    /// Since when it has answered, with everything that is asked.
    pub answered: Option<NaiveDate>,
    /// That was after the last day.
    pub late: bool,
    /// Its values, where the window is scored.
    pub filled: Option<Filled>,
}

impl Filled {
    /// The values of one row that are there on the day of its sheet.
    pub fn of(sheet: &Sheet<'_>, whose: Whose) -> Filled {
        let indicators = &sheet.model().indicators;
        let entries = indicators.iter().filter_map(|indicator| sheet.entry(whose, &indicator.code));
        let days: Vec<NaiveDate> = entries.map(|entry| entry.on).collect();
        Filled { entered: days.len(), of: indicators.len(), last: days.into_iter().max() }
    }

    /// Everything is there.
    pub fn is_whole(self) -> bool {
        self.of > 0 && self.entered == self.of
    }

    /// Two rows together.
    #[must_use]
    pub fn and(self, other: Filled) -> Filled {
        Filled { entered: self.entered + other.entered, of: self.of + other.of, last: self.last.max(other.last) }
    }
}

impl View<'_> {
    /// Everybody who has to answer in a window, in order of their ids; empty when there is no such window.
    pub fn progress(&self, monitoring: MonitoringId, number: u16) -> Vec<Progress> {
        let known = self.state().monitoring(monitoring).filter(|of| of.planned_on <= self.as_of());
        let Some((of, window)) = known.and_then(|of| Some((of, of.window(number)?))) else { return Vec::new() };
        let sheet = self.sheet(monitoring, number);
        let one = |organisation| {
            let answered = self.answered(of, window, organisation);
            let filled = sheet.map(|sheet| filled(&sheet, organisation));
            Progress { organisation, answered, late: answered.is_some_and(|day| day > window.to), filled }
        };
        of.who_answers(self.as_of().clamp(window.from, window.to), self.state().office()).into_iter().map(one).collect()
    }
}

/// The values of an organisation: its own, or those of its teachers who have any.
fn filled(sheet: &Sheet<'_>, organisation: OrganisationId) -> Filled {
    if sheet.model().subject != Subject::Teacher {
        return Filled::of(sheet, Whose::of(organisation));
    }
    let own = sheet.all().filter(|whose| whose.organisation == organisation).map(|whose| Filled::of(sheet, whose));
    own.fold(Filled { entered: 0, of: 0, last: None }, Filled::and)
}
