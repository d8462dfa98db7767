//! What goes into a calendar program of a person's or a roadmap's obligations: everything dated that is not marked yet.

use super::super::super::Site;
use crate::{app::Names, json, wording::Lang};
use axum::http::{HeaderMap, header};
use vekha_domain::{activity::Activity, event::Executor, ids::OfficeId};
use vekha_office::{DueEntry, due_calendar};
use vekha_projections::{Obligation, Scope, State, View};

/// How the program is reached: as its settings say, else as this request came; empty when nobody knows.
pub fn address_of(site: &Site, headers: &HeaderMap) -> String {
    if !site.base_url.is_empty() {
        return site.base_url.to_string();
    }
    let plain =
        |host: &&str| host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']'));
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).filter(plain);
    host.map(|host| format!("http://{host}")).unwrap_or_default()
}

/// Which due days a calendar is to hold, and how its links begin.
pub struct DueDays<'a> {
    /// The office.
    pub office: OfficeId,
    /// Whose.
    pub scope: Scope,
    /// The office's people.
    pub names: &'a Names,
    /// `https://vekha.example.org`, or empty.
    pub address: &'a str,
    /// In which language.
    pub lang: Lang,
}

impl DueDays<'_> {
    /// Those of one person, under a name that says so.
    pub fn mine(&self, view: &View<'_>) -> String {
        let territory = view.state().office().territory.clone();
        self.calendar(view, &self.lang.say_with("mine-calendar-name", [("territory", territory.into())]))
    }

    /// The calendar as of the view's day, under a name.
    pub fn calendar(&self, view: &View<'_>, name: &str) -> String {
        let open = view.obligations(&self.scope);
        let entries: Vec<DueEntry> =
            open.iter().filter(|o| waits(o.state)).filter_map(|o| self.entry(view, o)).collect();
        due_calendar(name, &entries)
    }

    fn entry(&self, view: &View<'_>, obligation: &Obligation) -> Option<DueEntry> {
        let state = view.state();
        let activity = state.activity(obligation.activity)?;
        let title = activity.wording_on(view.as_of()).map(|words| words.title.clone()).unwrap_or_default();
        let executor = match obligation.executor {
            Executor::Joint => "joint".to_owned(),
            Executor::Member(id) => id.to_string(),
        };
        let page = format!("/offices/{}/activities/{}?o={}", self.office, activity.id, obligation.occurrence);
        Some(DueEntry {
            uid: format!("{}.{}.{executor}@vekha", activity.id, obligation.occurrence),
            day: obligation.effective_due,
            recorded_at: state.recorded_at()?,
            summary: match activity.number.trim_end_matches('.') {
                "" => title,
                number => format!("{number}. {title}"),
            },
            description: self.description(view, activity, obligation),
            address: (!self.address.is_empty()).then(|| format!("{}{page}", self.address)),
        })
    }

    fn description(&self, view: &View<'_>, activity: &Activity, obligation: &Obligation) -> String {
        let (lang, day) = (self.lang, view.as_of());
        let written = |day: chrono::NaiveDate| day.format("%d.%m.%Y").to_string();
        let mut lines = vec![view.state().roadmap(activity.roadmap).map(|r| r.title.clone()).unwrap_or_default()];
        let said = activity.term_on(day).map(|term| term.words.clone()).unwrap_or_default();
        lines.push(lang.say_with("mine-ics-said", [("words", said.into())]));
        if obligation.due != obligation.effective_due {
            let days = [("due", written(obligation.due).into()), ("day", written(obligation.effective_due).into())];
            lines.push(lang.say_with("mine-ics-moved", days));
        }
        let who: Vec<String> = match obligation.executor {
            Executor::Member(id) => {
                view.state().office().organisation(id).map(|known| known.name.clone()).into_iter().collect()
            }
            Executor::Joint => {
                json::parties(activity, day, view.state(), self.names, lang).into_iter().map(|p| p.name).collect()
            }
        };
        lines.push(lang.say_with("mine-ics-who", [("who", who.join(", ").into())]));
        lines.retain(|line| !line.is_empty());
        lines.join("\n")
    }
}

/// Does somebody still have to mark it?
fn waits(state: State) -> bool {
    match state {
        State::Overdue { .. } | State::Returned | State::DueToday | State::Open | State::Ahead => true,
        State::OnReview | State::DoneOnTime | State::DoneLate | State::Withdrawn => false,
    }
}
