//! An obligation as a row of the breakdown: whose, due when, and why it counts or does not.

use super::super::{
    activity::{self, Document, documents},
    asked::{Asked, with_query},
    overdue,
    states::Shown,
    written,
};
use vekha_domain::activity::{Activity, Mark};
use vekha_projections::{Obligation, Share, State};

/// An obligation with what decides its share.
pub struct Row {
    /// Number of the activity as printed.
    pub number: String,
    /// Words of the order.
    pub title: String,
    /// The activity at this occurrence.
    pub link: String,
    /// Who has to do it.
    pub who: String,
    /// Due day.
    pub due: String,
    /// The day off it was moved from.
    pub moved: Option<String>,
    /// How it stands, where that is the reason.
    pub state: Option<Shown>,
    /// The mark that stands: its days and its page.
    pub mark: Option<(String, String)>,
    /// The events of the activity, where it has a number to find them by.
    pub events: Option<String>,
    /// What else to know.
    pub notes: Vec<String>,
    /// Its documents, where they are the reason.
    pub documents: Vec<Document>,
}

impl Row {
    /// The row of an obligation in the list of its share.
    pub fn of(asked: &Asked, share: Share, obligation: &Obligation) -> Option<Row> {
        let known = asked.state().activity(obligation.activity)?;
        let mark = obligation.mark.and_then(|id| known.mark(id));
        let moved = obligation.effective_due != obligation.due;
        Some(Row {
            number: known.number.clone(),
            title: known.wording_on(asked.as_of).map(|words| words.title.clone()).unwrap_or_default(),
            link: asked.link(&activity::page(asked, known, obligation.occurrence)),
            who: written::unbroken(&activity::executor(asked, known, obligation.executor)),
            due: written::day(obligation.due),
            moved: moved.then(|| {
                let day = written::day(obligation.effective_due);
                asked.lang.say_with("row-day-off", [("day", day.into())])
            }),
            state: by_state(share).then(|| Shown::of(asked.lang, obligation.state)),
            mark: mark.map(|mark| (days(asked, mark), mark_link(asked, known, mark))),
            events: events(asked, known),
            notes: notes(asked, share, obligation, known),
            documents: match (share, mark) {
                (Share::DeadProof, Some(mark)) => documents(asked, mark),
                _ => Vec::new(),
            },
        })
    }
}

/// «сделано 28.06.2023, отмечено 29.06.2023».
fn days(asked: &Asked, mark: &Mark) -> String {
    let recorded = asked.state().local_day(mark.recorded_at);
    let args = [("performed", written::day(mark.performed_on).into()), ("recorded", written::day(recorded).into())];
    asked.lang.say_with("breakdown-mark", args)
}

fn mark_link(asked: &Asked, activity: &Activity, mark: &Mark) -> String {
    let path = format!("{}#mark", activity::page(asked, activity, mark.occurrence));
    asked.link(&with_query(&path, [("mark", mark.id.to_string().as_str())].into_iter()))
}

fn events(asked: &Asked, activity: &Activity) -> Option<String> {
    let number = [("n", activity.number.as_str())].into_iter();
    let journal = || asked.link(&with_query(&format!("/offices/{}/journal", asked.office), number));
    (!activity.number.trim().is_empty()).then(journal)
}

/// Is the state of an obligation the reason of its share?
pub(super) fn by_state(share: Share) -> bool {
    matches!(share, Share::NotDone | Share::Withdrawn)
}

pub(super) fn notes(asked: &Asked, share: Share, obligation: &Obligation, activity: &Activity) -> Vec<String> {
    let lang = asked.lang;
    let mut notes = Vec::new();
    if obligation.moved_too_late && share != Share::Withdrawn {
        notes.push(lang.say("activity-moved-too-late"));
    }
    if share == Share::Fulfilled && obligation.unchecked {
        notes.push(lang.say("breakdown-unchecked"));
    }
    if share == Share::NotDone && obligation.returned && obligation.state != State::Returned {
        notes.extend(overdue::returned(asked, activity, obligation.occurrence, obligation.executor));
    }
    if share == Share::Withdrawn {
        let occurrence = activity.occurrence(obligation.occurrence).and_then(|o| o.cancelled.as_ref());
        let basis = occurrence.into_iter().chain(activity.withdrawn.as_ref()).find(|basis| basis.date <= asked.as_of);
        notes.extend(basis.map(|basis| {
            let args = [("day", written::day(basis.date).into()), ("basis", basis.words.clone().into())];
            lang.say_with("breakdown-basis", args)
        }));
    }
    notes
}
