//! What a term means, before a period turns it into dates.

use crate::event::DueKind;
use chrono::{NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// One rule of a term; a term may have several.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Windows with full dates; the period never cuts them.
    Dated(Vec<Window>),
    /// Windows of every year; the period cuts them.
    Yearly(Vec<YearlyWindow>),
    /// So many times in every unit.
    Every(Every),
    /// Continuous work: one window per span.
    Whole(Span),
    /// Somebody else's schedule: no dates until a person adds them.
    External(String),
    /// After or before an event: no dates until it is known.
    Relative(String),
    /// Whenever there is need: never overdue.
    OnDemand(String),
}

/// A window with full dates.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Window {
    /// First day; none for «до …».
    pub start: Option<NaiveDate>,
    /// Due day; none for «с …».
    pub due: Option<NaiveDate>,
    /// What the due day is.
    pub kind: DueKind,
}

/// A window of every year; it may end in the next one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct YearlyWindow {
    /// First (month, day); none for «до …».
    pub start: Option<(u32, u32)>,
    /// Due (month, day); the day is clamped to the month's end.
    pub due: (u32, u32),
    /// What the due day is.
    pub kind: DueKind,
}

/// So many times in every unit of time.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Every {
    /// The unit.
    pub unit: Unit,
    /// Every so many units.
    pub step: u8,
    /// So many times in each.
    pub times: u8,
    /// «Не реже», «не менее»: more is welcome.
    pub at_least: bool,
    /// A day within the unit.
    pub at: Option<At>,
    /// Only within this time: «в течение 2023 года (ежеквартально)».
    pub within: Option<(NaiveDate, NaiveDate)>,
}

/// A unit of time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Monday to Sunday.
    Week,
    /// Calendar month.
    Month,
    /// Calendar quarter.
    Quarter,
    /// School term (четверть).
    Term,
    /// Calendar half-year.
    HalfYear,
    /// September to December, January to May.
    SchoolHalf,
    /// Calendar year.
    Year,
    /// 1 September to 31 May.
    SchoolYear,
}

/// A day within a unit.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum At {
    /// By this day of the month.
    Day(u8),
    /// By this working day of the month.
    WorkDay(u8),
    /// On the last working day.
    LastWorkDay,
    /// By this day of the month after the unit.
    NextMonthDay(u8),
    /// By this working day of the month after the unit.
    NextMonthWorkDay(u8),
    /// On the n-th such weekday of the unit; -1 is the last.
    Weekday(i8, Weekday),
    /// In this month of the quarter, 1 to 3.
    MonthOfUnit(u8),
    /// In the last so many days of the unit.
    UnitEnd(u8),
    /// By the last day of the unit.
    LastDay,
}

/// What continuous work spans.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// «В течение всего периода».
    Period,
    /// «Постоянно».
    Always,
    /// «В течение года».
    Year,
    /// «В течение учебного года».
    SchoolYear,
}

impl Every {
    /// Once in every unit.
    pub(super) fn once(unit: Unit) -> Every {
        Every { unit, step: 1, times: 1, at_least: false, at: None, within: None }
    }
}
