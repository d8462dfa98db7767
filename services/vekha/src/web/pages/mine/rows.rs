//! The visitor's obligations in groups, the most urgent first; what is far off or long done is folded away.

use super::super::{
    activity::{Document, documents, executor, page},
    asked::{Asked, with_query},
    overdue,
    states::Shown,
    written,
};
use crate::wording::Lang;
use chrono::{Days, NaiveDate};
use vekha_domain::activity::{Activity, Mark};
use vekha_projections::{Obligation, Scope, State};

/// How far one looks ahead before rows are folded, in days.
const AHEAD: u64 = 60;
/// How long what is done stays in the list, in days.
const DONE: u64 = 90;

/// Obligations in one state.
pub struct Group {
    /// Code of the state; the anchor.
    pub code: &'static str,
    /// «Просрочено: 2».
    pub title: String,
    /// How many, folded ones too.
    pub n: usize,
    /// Rows to see at once.
    pub rows: Vec<Row>,
    /// Rows behind a fold, with its words.
    pub folded: Option<(String, Vec<Row>)>,
}

/// One obligation.
pub struct Row {
    /// Number of the activity as printed.
    pub number: String,
    /// Words of the order.
    pub title: String,
    /// The activity's page.
    pub link: String,
    /// Its roadmap, where the office has several.
    pub roadmap: Option<String>,
    /// Words of its term.
    pub said: String,
    /// The due day.
    pub due: String,
    /// «выходной: срок переходит на 17.07.2023».
    pub moved: Option<String>,
    /// Whose mark it is.
    pub who: String,
    /// How it stands.
    pub state: Shown,
    /// Why the last mark came back.
    pub returned: Option<String>,
    /// The mark: «проведено 30.06.2023, отмечено 03.07.2023».
    pub mark: Option<(String, String)>,
    /// Its documents.
    pub documents: Vec<Document>,
    /// Where to mark it.
    pub action: Option<String>,
}

/// What the groups are, in their order.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Overdue,
    Returned,
    DueToday,
    Open,
    Ahead,
    OnReview,
    Done,
}

impl Kind {
    const ALL: [Kind; 7] =
        [Kind::Overdue, Kind::Returned, Kind::DueToday, Kind::Open, Kind::Ahead, Kind::OnReview, Kind::Done];

    /// Where an obligation stands; what is off control stands nowhere.
    fn of(state: State) -> Option<Kind> {
        match state {
            State::Overdue { .. } => Some(Kind::Overdue),
            State::Returned => Some(Kind::Returned),
            State::DueToday => Some(Kind::DueToday),
            State::Open => Some(Kind::Open),
            State::Ahead => Some(Kind::Ahead),
            State::OnReview => Some(Kind::OnReview),
            State::DoneOnTime | State::DoneLate => Some(Kind::Done),
            State::Withdrawn => None,
        }
    }

    fn code(self) -> &'static str {
        match self {
            Kind::Overdue => "overdue",
            Kind::Returned => "returned",
            Kind::DueToday => "due-today",
            Kind::Open => "open",
            Kind::Ahead => "ahead",
            Kind::OnReview => "on-review",
            Kind::Done => "done",
        }
    }
}

/// The groups that have rows.
pub fn groups(asked: &Asked, scope: &Scope) -> Vec<Group> {
    let obligations = asked.view().obligations(scope);
    let several = asked.state().roadmaps().count() > 1;
    let since = asked.as_of.checked_sub_days(Days::new(DONE)).unwrap_or(asked.as_of);
    let of_kind = |kind: Kind| {
        let recent = |o: &&Obligation| kind != Kind::Done || o.performed_on.is_some_and(|day| day >= since);
        let mut all: Vec<&Obligation> =
            obligations.iter().filter(|o| Kind::of(o.state) == Some(kind)).filter(recent).collect();
        match kind {
            Kind::Done => all.sort_by_key(|o| (std::cmp::Reverse(o.performed_on), o.ordinal)),
            _ => all.sort_by_key(|o| (o.effective_due, o.ordinal, o.executor)),
        }
        group(asked, kind, &all, several)
    };
    Kind::ALL.into_iter().map(of_kind).filter(|group| group.n > 0).collect()
}

/// «Ждут отметки: 2, из них просрочено 1. Открыто: 29», or that nothing presses.
pub fn summary(lang: Lang, groups: &[Group]) -> Option<String> {
    let n = |of: &[Kind]| -> usize {
        groups.iter().filter(|g| of.iter().any(|kind| kind.code() == g.code)).map(|g| g.n).sum()
    };
    let late = n(&[Kind::Overdue]);
    let now = late + n(&[Kind::Returned, Kind::DueToday]);
    let args = [("n", now.into()), ("late", late.into()), ("open", n(&[Kind::Open]).into())];
    (!groups.is_empty()).then(|| lang.say_with("mine-summary", args))
}

fn group(asked: &Asked, kind: Kind, all: &[&Obligation], several: bool) -> Group {
    let lang = asked.lang;
    let last = asked.as_of.checked_add_days(Days::new(AHEAD)).unwrap_or(asked.as_of);
    let folds = |o: &Obligation| match kind {
        Kind::Ahead => o.effective_due > last,
        Kind::Done => true,
        Kind::Overdue | Kind::Returned | Kind::DueToday | Kind::Open | Kind::OnReview => false,
    };
    let (folded, at_once): (Vec<&Obligation>, Vec<&Obligation>) = all.iter().partition(|o| folds(o));
    let rows = |of: Vec<&Obligation>| of.into_iter().filter_map(|o| row(asked, o, several)).collect::<Vec<Row>>();
    let key = if kind == Kind::Done { "mine-done-folded" } else { "mine-later" };
    let args = [("n", folded.len().into()), ("days", if kind == Kind::Done { DONE } else { AHEAD }.into())];
    Group {
        code: kind.code(),
        title: lang.say_with(&format!("mine-{}", kind.code()), [("n", all.len().into())]),
        n: all.len(),
        rows: rows(at_once),
        folded: (!folded.is_empty()).then(|| (lang.say_with(key, args), rows(folded))),
    }
}

fn row(asked: &Asked, obligation: &Obligation, several: bool) -> Option<Row> {
    let (lang, day) = (asked.lang, asked.as_of);
    let activity = asked.state().activity(obligation.activity)?;
    let mark = obligation.mark.and_then(|id| activity.mark(id));
    let roadmap = asked.state().roadmap(activity.roadmap).filter(|_| several);
    let waits = mark.is_none();
    Some(Row {
        number: activity.number.clone(),
        title: activity.wording_on(day).map(|words| words.title.clone()).unwrap_or_default(),
        link: asked.link(&page(asked, activity, obligation.occurrence)),
        roadmap: roadmap.map(|roadmap| roadmap.title.clone()),
        said: activity.term_on(day).map(|term| term.words.clone()).unwrap_or_default(),
        due: due(obligation.start, obligation.due),
        moved: (obligation.effective_due != obligation.due)
            .then(|| lang.say_with("row-day-off", [("day", written::day(obligation.effective_due).into())])),
        who: written::unbroken(&executor(asked, activity, obligation.executor)),
        state: Shown::of(lang, obligation.state),
        returned: waits
            .then(|| overdue::returned(asked, activity, obligation.occurrence, obligation.executor))
            .flatten(),
        mark: mark.map(|mark| marked(asked, activity, mark)),
        documents: mark.map(|mark| documents(asked, mark)).unwrap_or_default(),
        action: waits
            .then(|| overdue::mark_link(asked, activity, obligation.occurrence, obligation.executor))
            .flatten(),
    })
}

/// «03.07.2023–30.09.2023», or the one day.
fn due(start: Option<NaiveDate>, due: NaiveDate) -> String {
    match start.filter(|start| *start < due) {
        Some(start) => format!("{} – {}", written::day(start), written::day(due)),
        None => written::day(due),
    }
}

fn marked(asked: &Asked, activity: &Activity, mark: &Mark) -> (String, String) {
    let (performed, recorded) = (mark.performed_on, asked.state().local_day(mark.recorded_at));
    let words = asked.lang.say_with(
        "mine-marked",
        [("performed", written::day(performed).into()), ("recorded", written::day(recorded).into())],
    );
    let path = format!("{}#mark", page(asked, activity, mark.occurrence));
    (words, asked.link(&with_query(&path, [("mark", mark.id.to_string().as_str())].into_iter())))
}
