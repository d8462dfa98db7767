//! How late things were done, in working days.

use super::Question;
use crate::obligation::{Obligation, Share, State};

/// How late something was done.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Band {
    /// In time.
    OnTime,
    /// Up to three working days late; less than one, over a day off, is here too.
    UpTo3,
    /// Four to ten.
    UpTo10,
    /// Eleven to thirty.
    UpTo30,
    /// More than thirty.
    Over30,
    /// Due and not done by the day, or waiting to be accepted.
    Open,
}

/// How many obligations lie in a band.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct InBand {
    /// The band.
    pub band: Band,
    /// How many.
    pub count: u64,
}

impl Band {
    /// Every band.
    pub const ALL: [Band; 6] = [Band::OnTime, Band::UpTo3, Band::UpTo10, Band::UpTo30, Band::Over30, Band::Open];
    /// The bands of what is late.
    pub const LATE: [Band; 4] = [Band::UpTo3, Band::UpTo10, Band::UpTo30, Band::Over30];

    /// Stable code: the key of its words.
    pub fn code(self) -> &'static str {
        match self {
            Band::OnTime => "on-time",
            Band::UpTo3 => "up-to-3",
            Band::UpTo10 => "up-to-10",
            Band::UpTo30 => "up-to-30",
            Band::Over30 => "over-30",
            Band::Open => "open",
        }
    }

    /// The band of something so many working days late.
    pub fn late_by(working_days: i64) -> Band {
        match working_days {
            ..=3 => Band::UpTo3,
            4..=10 => Band::UpTo10,
            11..=30 => Band::UpTo30,
            31.. => Band::Over30,
        }
    }
}

impl Question<'_, '_> {
    pub(super) fn lateness(&self) -> Vec<InBand> {
        counted(&Band::ALL, self.obligations.iter().filter_map(|o| self.band(o)))
    }

    pub(super) fn overdue_by(&self) -> Vec<InBand> {
        let late = self.obligations.iter().filter_map(|o| match o.state {
            State::Overdue { working_days } => Some(Band::late_by(working_days)),
            State::Returned
            | State::DueToday
            | State::Open
            | State::Ahead
            | State::OnReview
            | State::DoneOnTime
            | State::DoneLate
            | State::Withdrawn => None,
        });
        counted(&Band::LATE, late)
    }

    /// Where an obligation lies; none for one that is not due.
    fn band(&self, obligation: &Obligation) -> Option<Band> {
        match obligation.share(self.as_of()) {
            Share::Withdrawn | Share::NotDue => None,
            Share::NotDone => Some(Band::Open),
            Share::Fulfilled | Share::LateMark | Share::DeadProof => Some(Band::OnTime),
            Share::DoneLate => {
                let (calendar, due) = (self.view.state().office().calendar(), obligation.effective_due);
                let late = obligation.performed_on.map_or(0, |day| calendar.working_days_between(due, day));
                Some(Band::late_by(late))
            }
        }
    }
}

fn counted(bands: &[Band], of: impl Iterator<Item = Band>) -> Vec<InBand> {
    let mut counts: Vec<InBand> = bands.iter().map(|band| InBand { band: *band, count: 0 }).collect();
    for band in of {
        if let Some(counted) = counts.iter_mut().find(|counted| counted.band == band) {
            counted.count += 1;
        }
    }
    counts
}
