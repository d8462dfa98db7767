//! Windows of monitorings and reports that are due.

use super::{
    desk::Desk,
    page::{Row, Section, Tone},
    subject,
};
use crate::{sentence, web::pages::written};
use chrono::NaiveDate;
use vekha_domain::{
    event::Executor,
    ids::{MonitoringId, OrganisationId},
    monitoring::{Monitoring, Window},
    reminder::{Item, ReportKind, WindowCall},
};
use vekha_projections::View;

impl Desk<'_> {
    /// Windows that still wait for somebody.
    pub fn windows(&self) -> Option<Section> {
        let mut section = Section { title: self.say("letters-windows-title"), ..Section::default() };
        for (number, item) in self.items() {
            let Item::Window { monitoring, window, version, organisation, call } = item else { continue };
            let Some((monitoring, window)) = self.window(*monitoring, *window, *version) else { continue };
            let waits = self.waits_for(monitoring, window);
            if waits.is_empty() || organisation.is_some_and(|id| !waits.contains(&id)) {
                continue;
            }
            let args = || [("from", written::day(window.from).into()), ("to", written::day(window.to).into())];
            if section.rows.is_empty() {
                let point = self.say_with(window_point(*call), args());
                section.subject = subject::of_row(&point, &monitoring.title, "");
                if let WindowCall::ByHand(_) = call {
                    let who = [("who", self.person(self.reminder.by).into())];
                    section.lead = vec![self.say_with("letters-window-by-hand", who)];
                }
            }
            let mut notes = vec![self.say_with("letters-window-days", args())];
            match organisation {
                Some(id) => notes.push(self.say_with("letters-window-for", [("who", self.organisation(*id).into())])),
                None => {
                    let who: Vec<String> = waits.iter().map(|id| self.organisation(*id)).collect();
                    let args = [("n", who.len().into()), ("who", who.join(", ").into())];
                    notes.push(self.say_with("letters-window-missing", args));
                }
            }
            let basis = monitoring.basis.as_ref().map(|basis| basis.words.clone());
            notes.extend(basis.map(|words| self.say_with("letters-basis", [("words", words.into())])));
            let state = Some((window_tone(*call), self.window_state(*call, window)));
            let mut row = Row { state, words: monitoring.title.clone(), notes, ..Row::default() };
            // The coordinator hands in nothing, and nobody before the first day.
            let scored = monitoring.model(window, self.state.office()).is_some();
            let hand_in = if scored { "letters-enter" } else { "letters-hand-in" };
            if organisation.is_some() && window.from <= self.day() {
                (row.item, row.link, row.button) = (Some(number), self.tick(number, hand_in), true);
            }
            section.rows.push(row);
        }
        (!section.rows.is_empty()).then_some(section)
    }

    /// The window, unless it was moved or the monitoring ended.
    fn window(&self, monitoring: MonitoringId, number: u16, version: u16) -> Option<(&Monitoring, &Window)> {
        let monitoring = self.state.monitoring(monitoring).filter(|m| m.ended.is_none())?;
        let window = monitoring.window(number).filter(|w| w.version() == version)?;
        Some((monitoring, window))
    }

    /// Who has to answer and has not, whenever the answer came.
    fn waits_for(&self, monitoring: &Monitoring, window: &Window) -> Vec<OrganisationId> {
        let mut all = self.view().missing(monitoring, window);
        let ever = View::new(self.state, NaiveDate::MAX);
        all.retain(|id| ever.answered(monitoring, window, *id).is_none());
        all
    }

    fn organisation(&self, id: OrganisationId) -> String {
        written::unbroken(&sentence::executor(self.lang, Executor::Member(id), self.state, self.names))
    }

    fn window_state(&self, call: WindowCall, window: &Window) -> String {
        let key = match call {
            WindowCall::Opens => "letters-window-opens",
            WindowCall::Open => "letters-window-open",
            WindowCall::Closes => "letters-window-closes",
            WindowCall::LastDay => "letters-window-last",
            WindowCall::Missed(_) => "letters-window-missed",
            WindowCall::ByHand(_) if self.day() == window.to => "letters-window-last",
            WindowCall::ByHand(_) => "letters-window-closes",
        };
        let left = self.working().working_days_between(self.day(), window.to);
        let before = self.working().working_days_between(self.day(), window.from);
        let late = self.working().working_days_between(window.to, self.day());
        let n = match call {
            WindowCall::Opens => before,
            WindowCall::Open | WindowCall::Closes | WindowCall::LastDay | WindowCall::ByHand(_) => left,
            WindowCall::Missed(_) => late,
        };
        let days = [("from", written::day(window.from).into()), ("to", written::day(window.to).into())];
        self.say_with(key, days.into_iter().chain([("n", n.into())]))
    }

    /// Reports and the yearly analysis.
    pub fn reports(&self) -> Option<Section> {
        let mut section = Section { title: self.say("letters-reports-title"), ..Section::default() };
        for (_, item) in self.items() {
            let Item::Report { roadmap, report, due, .. } = item else { continue };
            let Some(roadmap) = self.state.roadmap(*roadmap).filter(|r| r.closed.is_none()) else { continue };
            let what = self.say(match report {
                ReportKind::Term => "letters-report-term",
                ReportKind::Quarter => "letters-report-quarter",
                ReportKind::Year => "letters-report-year",
            });
            if section.rows.is_empty() {
                section.subject = subject::of_row(&self.dated("letters-due-point", *due), &what, "");
            }
            let roadmap_note = self.say_with("letters-roadmap", [("title", roadmap.title.clone().into())]);
            let notes = vec![self.say_with("letters-term", [("day", self.with_weekday(*due).into())]), roadmap_note];
            let link = Some(self.page_of(&format!("roadmaps/{}/reports", roadmap.id), self.say("menu-reports")));
            let state = Some(self.distance(*due, *due));
            section.rows.push(Row { state, words: what, notes, link, ..Row::default() });
        }
        (!section.rows.is_empty()).then_some(section)
    }
}

fn window_point(call: WindowCall) -> &'static str {
    match call {
        WindowCall::Opens => "letters-window-opens-point",
        WindowCall::Open | WindowCall::Closes | WindowCall::LastDay | WindowCall::ByHand(_) => "letters-window-point",
        WindowCall::Missed(_) => "letters-window-missed-point",
    }
}

fn window_tone(call: WindowCall) -> Tone {
    match call {
        WindowCall::Opens | WindowCall::Open | WindowCall::Closes => Tone::Ahead,
        WindowCall::LastDay | WindowCall::ByHand(_) => Tone::Today,
        WindowCall::Missed(_) => Tone::Late,
    }
}
