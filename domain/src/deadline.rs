//! The language of deadlines: the words of an order become dates, or are refused with the words that were not understood.

mod decided;
mod expand;
mod meaning;
mod misprint;
mod parser;
mod rule;
mod words;

pub use decided::Decision;
pub use misprint::suspect_years;
pub use rule::{At, Every, NthDay, NthOfMonth, NumberedTerm, Rule, Season, Span, Unit, Window, YearlyWindow};

use crate::{
    calendar::WorkCalendar,
    event::{DayOffRule, DeadlineSet, DeadlineStatus, DueKind, PlannedOccurrence},
    school::SchoolTerms,
};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// Version of the reader; kept with every term it reads, so that a replay gives the same dates after it improves.
pub const READER_VERSION: u16 = 2;

/// The period of a roadmap or of a report, both days included.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Period {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

impl Period {
    /// Does a day lie within it?
    pub fn holds(self, day: NaiveDate) -> bool {
        (self.from..=self.to).contains(&day)
    }
}

/// What a term is read with.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The roadmap's period.
    pub period: Period,
    /// The day the order was signed.
    pub approved: NaiveDate,
    /// Working days.
    pub calendar: &'a WorkCalendar,
    /// School terms.
    pub terms: &'a SchoolTerms,
}

impl<'a> Context<'a> {
    /// A roadmap's period, the day of its order, and the office's calendars.
    pub fn new(period: Period, approved: NaiveDate, calendar: &'a WorkCalendar, terms: &'a SchoolTerms) -> Context<'a> {
        Context { period, approved, calendar, terms }
    }
}

/// How far a phrase is understood.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Without doubt.
    Parsed,
    /// Several readings are possible; the usual one is given, the others are choices.
    Ambiguous,
    /// Not completely: no dates are given at all.
    NotUnderstood,
    /// There are no words.
    Missing,
}

/// One occurrence that a term comes to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Occurrence {
    /// Its number, from 1, by due day.
    pub seq: u16,
    /// First day; none for «до …».
    pub start: Option<NaiveDate>,
    /// Due day as written, before days off are considered; none for «с …».
    pub due: Option<NaiveDate>,
    /// What the due day is.
    #[serde(skip)]
    pub kind: Due,
    /// The period cuts the window.
    pub cut: bool,
    /// Wholly outside the period.
    pub outside_period: bool,
    /// The due day was past when the order was signed.
    pub past_at_approval: bool,
}

/// [`DueKind`] with an order and a default, for sorting.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Due {
    /// «до …».
    Until,
    /// End of a window.
    #[default]
    Window,
    /// That very day.
    Day,
}

/// Another reading of the phrase.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Choice {
    /// What is read otherwise: the key of its sentence.
    pub code: &'static str,
    /// What the words mean in that reading.
    pub rules: Vec<Rule>,
    /// The occurrences it would come to; none when a person has to enter them.
    pub occurrences: Vec<Occurrence>,
}

/// What a person should look at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum Warning {
    /// The due day was past when the order was signed.
    BeforeApproval {
        /// Which occurrence.
        occurrence: u16,
    },
    /// The year is likely a misprint: with the other one the term lies within the period.
    SuspectYear {
        /// As written.
        year: i32,
        /// As likely meant.
        likely: i32,
    },
    /// The dates lie wholly outside the roadmap's period.
    OutsidePeriod {
        /// Which occurrence.
        occurrence: u16,
    },
    /// The period leaves only a part of the window.
    Cut {
        /// Which occurrence.
        occurrence: u16,
    },
    /// The production calendar of that year is not approved yet.
    CalendarUnknown {
        /// The year.
        year: i32,
    },
    /// The cell is empty.
    Empty,
}

impl Warning {
    /// The key of its sentence.
    pub fn code(&self) -> &'static str {
        match self {
            Warning::BeforeApproval { .. } => "before_approval",
            Warning::SuspectYear { .. } => "suspect_year",
            Warning::OutsidePeriod { .. } => "outside_period",
            Warning::Cut { .. } => "cut",
            Warning::CalendarUnknown { .. } => "calendar_unknown",
            Warning::Empty => "empty",
        }
    }
}

/// What a phrase was read to mean.
#[derive(Clone, PartialEq, Debug)]
pub struct Reading {
    /// The words, verbatim.
    pub phrase: String,
    /// How far they are understood.
    pub status: Status,
    /// What they mean.
    pub rules: Vec<Rule>,
    /// Its name: `until_date`, `every_quarter`; `not_understood` or `missing` otherwise.
    pub kind: &'static str,
    /// The dates it comes to within the period.
    pub occurrences: Vec<Occurrence>,
    /// What a bracket adds.
    pub comment: Option<String>,
    /// Other readings.
    pub choices: Vec<Choice>,
    /// What to look at.
    pub warnings: Vec<Warning>,
    /// The words that were not understood.
    pub not_understood: Vec<String>,
}

/// Reads a phrase. Total: any text has a reading, and one not understood completely has no dates.
pub fn read(phrase: &str, cx: &Context<'_>) -> Reading {
    let mut reading = Reading {
        phrase: phrase.to_owned(),
        status: Status::NotUnderstood,
        rules: Vec::new(),
        kind: "not_understood",
        occurrences: Vec::new(),
        comment: None,
        choices: Vec::new(),
        warnings: Vec::new(),
        not_understood: Vec::new(),
    };
    let tokens = words::tokens(phrase);
    if says_nothing(&tokens) {
        return Reading { status: Status::Missing, kind: "missing", warnings: vec![Warning::Empty], ..reading };
    }
    let clocked = words::without_clock(&tokens);
    let (spoken, clock) = clocked.as_ref().map_or((&tokens, None), |(spoken, clock)| (spoken, Some(clock)));
    let meaning = parser::parse(spoken).and_then(|parsed| {
        let all = || tokens.iter().map(|t| t.raw.clone()).collect::<Vec<_>>();
        meaning::of(parsed).filter(|meaning| !meaning.rules.is_empty()).ok_or_else(all)
    });
    let meaning = match meaning {
        Ok(meaning) => meaning,
        Err(words) => return Reading { not_understood: words, ..reading },
    };
    reading.kind = meaning.kind();
    let remarks: Vec<String> = meaning.comment.into_iter().chain(clock.cloned()).collect();
    reading.comment = Some(remarks.join("; ")).filter(|comment| !comment.is_empty());
    reading.occurrences = expand::occurrences(&meaning.rules, cx);
    reading.choices = expand::choices(&meaning.doubts, &meaning.rules, cx);
    reading.status = if reading.choices.is_empty() { Status::Parsed } else { Status::Ambiguous };
    reading.warnings = expand::warnings(&meaning.rules, &reading.occurrences, cx);
    reading.rules = meaning.rules;
    reading
}

/// The dates that rules come to within a period.
pub fn expand(rules: &[Rule], cx: &Context<'_>) -> Vec<Occurrence> {
    expand::occurrences(rules, cx)
}

/// The due day after days off are considered: an until-date moves by the rule, the end of a window and an event's day stay
/// (Civil Code of Russia, art. 193; DEADLINES part 5, row 2).
pub fn effective_due(due: NaiveDate, kind: DueKind, calendar: &WorkCalendar, rule: DayOffRule) -> NaiveDate {
    match (kind, rule) {
        (DueKind::Until, DayOffRule::Next) => calendar.next_working_day(due),
        (DueKind::Until, DayOffRule::Previous) => calendar.previous_working_day(due),
        (DueKind::Until, DayOffRule::Keep) | (DueKind::Window | DueKind::Day, _) => due,
    }
}

/// An empty cell, a dash, or words that say there is no term.
fn says_nothing(tokens: &[words::Token]) -> bool {
    let spoken: Vec<&str> = tokens
        .iter()
        .filter(|t| !matches!(t.kind, words::Kind::Sign('-' | '(' | ')' | ',' | ';')))
        .map(|t| t.text.as_str())
        .collect();
    match spoken.as_slice() {
        [] | ["пусто" | "нет"] | ["без", "срока"] => true,
        ["не", told] | ["срок" | "сроки", "не", told] => {
            ["указан", "определен", "установлен"].iter().any(|stem| told.starts_with(stem))
        }
        _ => false,
    }
}

impl From<Due> for DueKind {
    fn from(due: Due) -> DueKind {
        match due {
            Due::Until => DueKind::Until,
            Due::Window => DueKind::Window,
            Due::Day => DueKind::Day,
        }
    }
}

impl DeadlineSet {
    /// The term as an event: the words, what was understood, and the occurrences within the period.
    pub fn from_reading(reading: &Reading) -> DeadlineSet {
        let dated = reading.occurrences.iter().any(|o| o.due.is_some());
        DeadlineSet {
            words: reading.phrase.clone(),
            status: match reading.status {
                Status::Missing => DeadlineStatus::Missing,
                Status::NotUnderstood => DeadlineStatus::NotUnderstood,
                Status::Parsed | Status::Ambiguous if !dated => DeadlineStatus::Waiting,
                Status::Ambiguous => DeadlineStatus::Ambiguous,
                Status::Parsed => DeadlineStatus::Read,
            },
            kind: reading.kind.to_owned(),
            rules: reading.rules.clone(),
            comment: reading.comment.clone(),
            occurrences: reading.occurrences.iter().map(PlannedOccurrence::from).collect(),
            reader: READER_VERSION,
            basis: None,
        }
    }
}

impl From<&Occurrence> for PlannedOccurrence {
    fn from(o: &Occurrence) -> PlannedOccurrence {
        PlannedOccurrence {
            seq: o.seq,
            start: o.start,
            due: o.due,
            kind: o.kind.into(),
            cut: o.cut,
            past_at_approval: o.past_at_approval,
        }
    }
}

/// The school year a day belongs to: the year of its September.
fn school_year_of(day: NaiveDate) -> i32 {
    day.year() - i32::from(day.month() < 9)
}
