//! Newly responsible: the rows with their words, terms and expected proof, and their due days for a calendar program.

use super::{
    desk::Desk,
    page::{Row, Section},
    subject,
};
use crate::{mail::File, web::pages::written};
use chrono::NaiveDate;
use vekha_domain::{
    activity::{Activity, Occurrence},
    event::{Executor, Party},
    reminder::{Item, Recipient},
};
use vekha_office::{DueEntry, due_calendar};

/// So many rows are told; the rest is a link.
const MOST: usize = 15;
/// So many of a row's days are written out.
const DAYS: usize = 4;

impl<'a> Desk<'a> {
    /// What the recipient became responsible for.
    pub fn appointed(&self) -> Option<Section> {
        let activities = self.newly();
        let n = activities.len();
        let first = activities.first()?;
        let point = self.say("letters-appointed-point");
        let (title, number) = self.topic(first);
        let mut section = Section {
            title: self.say_with("letters-appointed-title", [("n", n.into())]),
            subject: if n == 1 { subject::of_row(&point, &title, &number) } else { self.counted(&point, n) },
            lead: vec![self.say("letters-appointed")],
            ..Section::default()
        };
        let mut roadmap = None;
        for activity in activities.iter().take(MOST) {
            let mut row = self.appointed_row(activity);
            if roadmap.replace(activity.roadmap) != Some(activity.roadmap) {
                row.notes.extend(self.order(activity.roadmap));
            }
            section.rows.push(row);
        }
        if n > MOST {
            let words = self.say_with("letters-more", [("n", (n - MOST).into())]);
            section.links.push(self.page_of("mine", words));
        }
        Some(section)
    }

    /// Activities of these items that are still the recipient's, in the order of the tables.
    fn newly(&self) -> Vec<&'a Activity> {
        let mut all: Vec<&Activity> = Vec::new();
        for (_, item) in self.items() {
            let Item::Appointed { activity, from } = item else { continue };
            let Some(activity) = self.state.activity(*activity).filter(|a| a.withdrawn.is_none()) else { continue };
            let holds = activity.assignments.iter().any(|a| a.from == *from && a.holds_on(self.day().max(*from)));
            let closed = self.state.roadmap(activity.roadmap).is_none_or(|r| r.closed.is_some());
            if holds && !closed && !all.iter().any(|known| known.id == activity.id) {
                all.push(activity);
            }
        }
        all.sort_by_key(|activity| (activity.roadmap, activity.ordinal));
        all
    }

    fn appointed_row(&self, activity: &Activity) -> Row {
        let ahead: Vec<String> = self.ahead(activity).map(|(_, due)| written::day(due)).collect();
        let mut notes = Vec::new();
        if let Some(days) = ahead.get(..ahead.len().min(DAYS)).filter(|days| !days.is_empty()) {
            let args = [("days", days.join(", ").into()), ("more", (ahead.len() - days.len()).into())];
            notes.push(self.say_with("letters-days-ahead", args));
        }
        notes.extend(self.said(activity));
        notes.extend(self.own_role(activity));
        notes.extend(self.proof(activity));
        Row { words: self.words(activity), notes, ..Row::default() }
    }

    /// Alone, jointly, or for a group's member.
    fn own_role(&self, activity: &Activity) -> Option<String> {
        self.own_executors(activity).first().map(|executor| self.executors(activity, *executor))
    }

    /// Due days to come that nobody marked yet.
    fn ahead(&self, activity: &'a Activity) -> impl Iterator<Item = (&'a Occurrence, NaiveDate)> {
        let open = activity.occurrences.iter().filter(|o| o.stands());
        let dated = open.filter_map(|o| Some((o, o.due()?)));
        dated.filter(|(_, due)| *due >= self.day())
    }

    /// In which of the activity's units the recipient is.
    fn own_executors(&self, activity: &Activity) -> Vec<Executor> {
        let at = match self.reminder.to {
            Recipient::Organisation(id) => Some(id),
            Recipient::Person(id) => self.state.person(id).and_then(|p| p.organisation_on(self.day())),
        };
        let joint = activity.parties_on(self.day()).any(|party| match party {
            Party::Person(id) => self.reminder.to == Recipient::Person(*id),
            Party::Organisation(id) => Some(*id) == at,
            Party::Group(_) | Party::Post(_) => false,
        });
        let all = activity.executors_on(self.day(), self.state.office());
        all.into_iter()
            .filter(|executor| match executor {
                Executor::Joint => joint,
                Executor::Member(id) => Some(*id) == at,
            })
            .collect()
    }

    /// The due days of what one was appointed to.
    pub fn calendar_file(&self) -> Option<File> {
        let mut entries = Vec::new();
        for activity in self.newly() {
            for executor in self.own_executors(activity) {
                let open = self.ahead(activity).filter(|(o, _)| !self.marked(activity, o.seq, executor));
                entries.extend(open.map(|(occurrence, due)| self.entry(activity, occurrence.seq, executor, due)));
            }
        }
        let territory = self.state.office().territory.clone();
        let name = self.say_with("mine-calendar-name", [("territory", territory.into())]);
        (!entries.is_empty()).then(|| File {
            name: "sroki.ics",
            kind: "text/calendar; charset=utf-8; method=PUBLISH",
            text: due_calendar(&name, &entries),
        })
    }

    fn entry(&self, activity: &Activity, occurrence: u16, executor: Executor, due: NaiveDate) -> DueEntry {
        let whose = match executor {
            Executor::Joint => "joint".to_owned(),
            Executor::Member(id) => id.to_string(),
        };
        let lines: Vec<String> = self.said(activity).into_iter().chain(self.proof(activity)).collect();
        let page = self.page_of(&format!("activities/{}?o={occurrence}", activity.id), String::new());
        DueEntry {
            // The same as in the feed of «mine»: the same day does not stand twice.
            uid: format!("{}.{occurrence}.{whose}@vekha", activity.id),
            day: due,
            recorded_at: self.reminder.queued_at,
            summary: self.words(activity),
            description: lines.join("\n"),
            address: page.url.starts_with("http").then_some(page.url),
        }
    }
}
