//! Occurrences in time: for each activity its windows and due days, each with its state.

use super::super::{
    activity::page,
    asked::Asked,
    states::Shown,
    tally::{self, Called, Tally},
    written,
};
use chrono::NaiveDate;
use vekha_domain::ids::RoadmapId;

/// An activity with its occurrences.
pub struct Line {
    /// Its direction.
    pub section: Option<u16>,
    /// Number as printed; its place in the table where none is.
    pub number: String,
    /// Words of the order.
    pub title: String,
    /// Its page.
    pub link: String,
    /// Its dated occurrences by due day.
    pub runs: Vec<Run>,
}

/// One occurrence.
pub struct Run {
    /// First day of its window.
    pub start: Option<NaiveDate>,
    /// Last day that is in time.
    pub due: NaiveDate,
    /// Its state.
    pub state: Shown,
    /// «II кв 2023, срок 30.06.2023: исполнено в срок, 27 из 30».
    pub words: String,
    /// Its place on the activity's page.
    pub link: String,
}

impl Run {
    /// First day of the window, or the due day itself.
    pub fn from(&self) -> NaiveDate {
        self.start.unwrap_or(self.due).min(self.due)
    }

    /// Is it a window of more than a day?
    pub fn is_window(&self) -> bool {
        self.from() < self.due
    }
}

/// The activities that the visitor sees, in the order of the table; those without a dated occurrence too.
pub fn lines(asked: &Asked, roadmap: RoadmapId) -> Vec<Line> {
    let obligations = asked.view().obligations(&asked.scope(roadmap));
    let of = tally::by_activity(&obligations);
    let (office, day) = (asked.state().office(), asked.as_of);
    let seen = asked.state().activities(roadmap).filter(|a| a.planned_on <= day && asked.visitor.shows(a, office, day));
    seen.map(|activity| {
        let tallies = Tally::of(activity, of.get(&activity.id).copied().unwrap_or_default(), day);
        Line {
            section: activity.section,
            number: match activity.number.as_str() {
                "" => activity.ordinal.to_string(),
                number => number.to_owned(),
            },
            title: activity.wording_on(day).map(|words| words.title.clone()).unwrap_or_default(),
            link: asked.link(&format!("/offices/{}/activities/{}", asked.office, activity.id)),
            runs: tallies
                .iter()
                .filter_map(|tally| run(asked, tally, &page(asked, activity, tally.occurrence.seq)))
                .collect(),
        }
    })
    .collect()
}

fn run(asked: &Asked, tally: &Tally<'_>, page: &str) -> Option<Run> {
    let lang = asked.lang;
    let (printed, state) = (tally.due?, tally.state()?);
    let due = tally.obligations.iter().map(|o| o.effective_due).max()?;
    let called = tally::called(tally.occurrence, printed, Called::InFull, asked.state().office().school_terms(), lang);
    let shown = Shown::of(lang, state);
    let fraction = tally.fraction(lang).map(|fraction| format!(", {fraction}")).unwrap_or_default();
    let day = written::day(due);
    let args = [
        ("called", if called == day { String::new() } else { format!("{called}, ") }.into()),
        ("day", day.into()),
        ("state", format!("{}{fraction}", shown.word).into()),
    ];
    Some(Run {
        start: tally.occurrence.start,
        due,
        words: lang.say_with("calendar-run", args),
        state: shown,
        link: asked.link(&format!("{page}#ex")),
    })
}
