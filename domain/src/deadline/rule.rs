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
    /// Weeks or weekdays of a month.
    NthOfMonth(Vec<NthOfMonth>),
    /// School terms by their number.
    Terms(Vec<NumberedTerm>),
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
    /// Due (month, day); the day is clamped to the month's end; none for «с …».
    pub due: Option<(u32, u32)>,
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
    /// Only within these (month, day) of every year: «ежемесячно с сентября по май».
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub season: Option<Season>,
}

/// First and last (month, day) of a part of the year; it may end in the next one.
pub type Season = ((u32, u32), (u32, u32));

/// «Вторая неделя сентября», «последняя пятница августа 2023».
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NthOfMonth {
    /// Which one; -1 is the last.
    pub nth: i8,
    /// What is counted.
    pub day: NthDay,
    /// Month.
    pub month: u32,
    /// Year; none for every one.
    pub year: Option<i32>,
}

impl NthOfMonth {
    /// The month of that year has so many of them: not every February has five Fridays.
    pub(super) fn exists(&self) -> bool {
        let weekday = match self.day {
            NthDay::Weekday(weekday) => weekday,
            NthDay::Week => Weekday::Mon,
            NthDay::WorkDay => return true,
        };
        let nth = u8::try_from(self.nth).ok().zip(self.year);
        nth.is_none_or(|(nth, year)| NaiveDate::from_weekday_of_month_opt(year, self.month, weekday, nth).is_some())
    }
}

/// What is counted within a month.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NthDay {
    /// Monday to Sunday, beginning in the month.
    Week,
    /// Working day.
    WorkDay,
    /// Weekday.
    Weekday(Weekday),
}

/// «III четверть», «до конца I четверти».
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NumberedTerm {
    /// First term, from 1.
    pub first: u8,
    /// Last term.
    pub last: u8,
    /// The year of its September; none for every one.
    pub school_year: Option<i32>,
    /// By its end, instead of within it.
    pub until: bool,
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
    /// On this working day of the unit.
    NthWorkDay(u8),
    /// On the last working day.
    LastWorkDay,
    /// By the last working day.
    ByLastWorkDay,
    /// By this day of the month after the unit.
    NextMonthDay(u8),
    /// By this working day of the month after the unit.
    NextMonthWorkDay(u8),
    /// On the n-th such weekday of the unit; -1 is the last.
    Weekday(i8, Weekday),
    /// In this month of the quarter, 1 to 3.
    MonthOfUnit(u8),
    /// By a day of this month of the quarter, 1 to 3.
    DayOfMonth(u8, u8),
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
        Every { unit, step: 1, times: 1, at_least: false, at: None, within: None, season: None }
    }
}
