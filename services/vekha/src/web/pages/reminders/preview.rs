//! The letters of the coming days in words: day by day, to whom, and of what, counted.

use super::super::{asked::Asked, written};
use std::collections::BTreeMap;
use vekha_domain::{
    ids::RoadmapId,
    reminder::{Item, MeetingCall, Policy, Recipient, RecommendationCall, ReportKind, WindowCall},
};
use vekha_projections::{Planned, Preview, View};

/// How far ahead it looks, in days.
const AHEAD: u64 = 60;

/// The coming letters.
pub struct Coming {
    /// How many on how many days.
    pub summary: String,
    /// The days that have any.
    pub days: Vec<Day>,
}

/// One working day.
pub struct Day {
    /// «12.07.2023, среда: 14 писем».
    pub heading: String,
    /// Its letters.
    pub letters: Vec<Letter>,
}

/// One letter.
pub struct Letter {
    /// To whom.
    pub to: String,
    /// Of what, with how many.
    pub lines: Vec<String>,
}

/// Letters from the page's day on; by other values than those recorded, if given. A head sees those of the own school.
pub fn coming(asked: &Asked, roadmap: RoadmapId, looked: Option<Policy>) -> Coming {
    let tried = looked.map(|policy| asked.state().reminding_by(roadmap, policy, asked.as_of));
    let state = tried.as_ref().unwrap_or_else(|| asked.state());
    let mut days = View::new(state, asked.as_of).preview(AHEAD);
    if asked.visitor.only_school().is_some() {
        days.iter_mut().for_each(|day| day.letters.retain(|letter| asked.visitor.receives(letter.to)));
        days.retain(|day| !day.letters.is_empty());
    }
    let letters: usize = days.iter().map(|day| day.letters.len()).sum();
    let counts = [("n", letters.into()), ("days", days.len().into()), ("ahead", AHEAD.into())];
    Coming {
        summary: asked.lang.say_with("remind-coming-summary", counts),
        days: days.iter().map(|d| day(asked, d)).collect(),
    }
}

fn day(asked: &Asked, preview: &Preview) -> Day {
    let (lang, on) = (asked.lang, preview.day);
    let words = [
        ("day", written::day(on).into()),
        ("weekday", written::weekday(lang, on).into()),
        ("n", preview.letters.len().into()),
    ];
    let mut letters: Vec<Letter> = preview.letters.iter().map(|planned| letter(asked, planned)).collect();
    letters.sort_by_cached_key(|letter| written::folded(&letter.to));
    Day { heading: lang.say_with("remind-coming-day", words), letters }
}

/// Whom a letter goes to, by name.
pub fn recipient(asked: &Asked, to: Recipient) -> String {
    match to {
        Recipient::Person(id) => asked.person_name(id),
        Recipient::Organisation(id) => {
            asked.lang.say_with("remind-mailbox-of", [("name", asked.organisation_name(id).into())])
        }
    }
}

fn letter(asked: &Asked, planned: &Planned) -> Letter {
    let mut counted: BTreeMap<(usize, String), usize> = BTreeMap::new();
    for item in &planned.items {
        let (key, days) = about(item);
        let words = asked.lang.say_with(&format!("remind-item-{key}"), [("days", days.into())]);
        *counted.entry((place(key), words)).or_default() += 1;
    }
    let line = |((_, words), n): ((usize, String), usize)| if n == 1 { words } else { format!("{words} × {n}") };
    Letter { to: recipient(asked, planned.to), lines: counted.into_iter().map(line).collect() }
}

/// What an item is about, in the order of a letter's sections.
const ORDER: [&str; 22] = [
    "returned",
    "overdue",
    "today",
    "due",
    "meeting-undated",
    "meeting-near",
    "meeting-protocol",
    "window-opens",
    "window-open",
    "window-closes",
    "window-last",
    "window-missed",
    "recommendation-overdue",
    "recommendation-today",
    "recommendation-due",
    "recommended",
    "report",
    "year",
    "escalated",
    "asked",
    "appointed",
    "monday",
];

fn place(key: &str) -> usize {
    ORDER.iter().position(|known| *known == key).unwrap_or(ORDER.len())
}

/// The code of an item with its working days.
fn about(item: &Item) -> (&'static str, u16) {
    match item {
        Item::Returned { .. } => ("returned", 0),
        Item::Due { days: 0, .. } => ("today", 0),
        Item::Due { days, .. } if *days > 0 => ("overdue", days.unsigned_abs()),
        Item::Due { days, .. } => ("due", days.unsigned_abs()),
        Item::Meeting { call, .. } => match call {
            MeetingCall::NameTheDate => ("meeting-undated", 0),
            MeetingCall::Near(days) => ("meeting-near", u16::from(*days)),
            MeetingCall::Protocol | MeetingCall::Invited | MeetingCall::Cancelled => ("meeting-protocol", 0),
        },
        Item::Window { call, .. } => match call {
            WindowCall::Opens => ("window-opens", 0),
            WindowCall::Open => ("window-open", 0),
            WindowCall::Closes => ("window-closes", 0),
            WindowCall::LastDay => ("window-last", 0),
            WindowCall::Missed(days) => ("window-missed", *days),
            WindowCall::ByHand(_) => ("window-open", 0),
        },
        Item::Recommendation { call, .. } => match call {
            RecommendationCall::Issued => ("recommended", 0),
            RecommendationCall::Due(0) => ("recommendation-today", 0),
            RecommendationCall::Due(days) if *days > 0 => ("recommendation-overdue", days.unsigned_abs()),
            RecommendationCall::Due(days) => ("recommendation-due", days.unsigned_abs()),
            RecommendationCall::Escalated => ("escalated", 0),
        },
        Item::Report { report: ReportKind::Year, days, .. } => ("year", days.unsigned_abs()),
        Item::Report { days, .. } => ("report", days.unsigned_abs()),
        Item::Escalated { .. } => ("escalated", 0),
        Item::Asked { .. } => ("asked", 0),
        Item::Appointed { .. } => ("appointed", 0),
        Item::Week { .. } | Item::Digest { .. } => ("monday", 0),
        // Keepers get heads whatever a roadmap's rules are.
        Item::Head { .. } => ("head", 0),
        Item::ByHand { .. } => ("overdue", 0),
    }
}
