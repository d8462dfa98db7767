//! Activities that wait for a date, by the reason they do.

use super::super::{asked::Asked, written::number};
use std::collections::BTreeMap;
use vekha_domain::{event::DeadlineStatus, ids::RoadmapId};
use vekha_projections::{Scope, Undated};

/// Activities that wait for one reason.
pub struct Waiting {
    /// How many.
    pub n: usize,
    /// Why, and what to do.
    pub words: String,
    /// The activities.
    pub activities: Vec<WaitingActivity>,
}

/// One of them.
pub struct WaitingActivity {
    /// Number as printed.
    pub number: String,
    /// Words of the order.
    pub title: String,
    /// Words of its term.
    pub term: String,
    /// Its page.
    pub link: String,
}

/// Why there is no date, in the order the reasons are listed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reason {
    Missing,
    NotUnderstood,
    External,
    Event,
    Other,
}

impl Reason {
    fn of(status: Option<DeadlineStatus>, kind: &str) -> Reason {
        match (status, kind) {
            (None | Some(DeadlineStatus::Missing), _) => Reason::Missing,
            (Some(DeadlineStatus::NotUnderstood), _) => Reason::NotUnderstood,
            (_, "external") => Reason::External,
            (_, "event_relative") => Reason::Event,
            _ => Reason::Other,
        }
    }

    fn code(self) -> &'static str {
        match self {
            Reason::Missing => "missing",
            Reason::NotUnderstood => "not-understood",
            Reason::External => "external",
            Reason::Event => "event",
            Reason::Other => "other",
        }
    }
}

/// «из 95 мероприятий, в расчёт не входят».
pub(super) fn of_all(asked: &Asked, roadmap: RoadmapId) -> String {
    let (office, day) = (asked.state().office(), asked.as_of);
    let seen = asked.state().activities(roadmap).filter(|a| a.planned_on <= day && asked.visitor.shows(a, office, day));
    let all = seen.count() as u64;
    asked.lang.say_with("figure-undated", [("of", number(all).into()), ("all", all.into())])
}

/// The waiting ones by reason.
pub fn by_reason(asked: &Asked, scope: &Scope) -> Vec<Waiting> {
    let mut reasons: BTreeMap<Reason, Vec<WaitingActivity>> = BTreeMap::new();
    for waiting in asked.view().undated(scope) {
        let Some((reason, shown)) = shown(asked, waiting) else { continue };
        reasons.entry(reason).or_default().push(shown);
    }
    let words = |reason: Reason| asked.lang.say(&format!("undated-{}", reason.code()));
    reasons
        .into_iter()
        .map(|(reason, activities)| Waiting { n: activities.len(), words: words(reason), activities })
        .collect()
}

/// Why an activity has no date: the code of the words.
pub fn reason_code(status: Option<DeadlineStatus>, kind: &str) -> &'static str {
    Reason::of(status, kind).code()
}

fn shown(asked: &Asked, waiting: Undated) -> Option<(Reason, WaitingActivity)> {
    let activity = asked.state().activity(waiting.activity)?;
    let term = activity.term_on(asked.as_of);
    let shown = WaitingActivity {
        number: activity.number.clone(),
        title: activity.wording_on(asked.as_of).map(|words| words.title.clone()).unwrap_or_default(),
        term: term.map(|term| term.words.clone()).unwrap_or_default(),
        link: asked.link(&format!("/offices/{}/activities/{}", asked.office, activity.id)),
    };
    Some((Reason::of(waiting.status, term.map_or("", |term| term.kind.as_str())), shown))
}
