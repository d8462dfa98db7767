//! The nearest deadlines with the working days that are left.

use super::{
    super::{asked::Asked, states::Shown, written},
    ROWS,
    late::{marked, tally},
};
use crate::json;
use vekha_projections::{Obligation, Scope, State};

/// How far one looks ahead, in days: a quarter.
const AHEAD: u64 = 92;

/// An occurrence that comes soon.
pub struct NearRow {
    /// «15.07.2023, сб».
    pub due: String,
    /// «выходной: срок переходит на 17.07.2023».
    pub moved: Option<String>,
    /// Working days left.
    pub left: i64,
    /// Number of the activity as printed.
    pub number: String,
    /// Words of the order.
    pub title: String,
    /// The activity's page.
    pub link: String,
    /// Who is responsible.
    pub who: String,
    /// «отметили 27 из 30».
    pub marked: Option<String>,
    /// The state, where it is more than «открыто» or «предстоит».
    pub state: Option<Shown>,
}

/// The nearest occurrences that somebody has still to do.
pub(super) fn rows(asked: &Asked, scope: &Scope) -> Vec<NearRow> {
    let view = asked.view();
    let tally = tally(&view.obligations(scope));
    let mut rows: Vec<(Obligation, NearRow)> = Vec::new();
    for obligation in view.near(scope, AHEAD) {
        let known =
            rows.iter().any(|(o, _)| (o.activity, o.occurrence) == (obligation.activity, obligation.occurrence));
        if known {
            continue;
        }
        if rows.len() == ROWS {
            break;
        }
        let marked = marked(asked, tally.get(&(obligation.activity, obligation.occurrence)));
        rows.extend(row(asked, &obligation, marked).map(|row| (obligation, row)));
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

fn row(asked: &Asked, obligation: &Obligation, marked: Option<String>) -> Option<NearRow> {
    let (lang, state, day) = (asked.lang, asked.state(), asked.as_of);
    let activity = state.activity(obligation.activity)?;
    let parties = json::parties(activity, day, state, &asked.names, lang);
    let who: Vec<String> = parties.into_iter().map(|party| written::unbroken(&party.name)).collect();
    let moved = (obligation.effective_due != obligation.due)
        .then(|| lang.say_with("row-day-off", [("day", written::day(obligation.effective_due).into())]));
    let calendar = state.office().calendar();
    Some(NearRow {
        due: format!("{}, {}", written::day(obligation.due), written::weekday_short(lang, obligation.due)),
        moved,
        left: calendar.working_days_between(day, obligation.effective_due),
        number: activity.number.clone(),
        title: activity.wording_on(day).map(|words| words.title.clone()).unwrap_or_default(),
        link: asked.link(&format!("/offices/{}/activities/{}?o={}", asked.office, activity.id, obligation.occurrence)),
        who: if who.is_empty() { lang.say("part-nobody") } else { who.join(", ") },
        marked,
        state: matches!(obligation.state, State::DueToday | State::Returned).then(|| Shown::of(lang, obligation.state)),
    })
}
