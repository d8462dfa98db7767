//! What heads and the coordinator are told of others: the long overdue, and who asks for another term.

use super::{
    desk::{Awaited, Desk},
    page::{Line, Row, Section, Table},
    subject,
};
use crate::web::pages::written;
use std::collections::BTreeMap;
use vekha_domain::{ids::RoadmapId, reminder::Item};

impl<'a> Desk<'a> {
    /// The digest of the long overdue, by person and school, the worst first.
    pub fn escalated(&self) -> Option<Section> {
        let mut groups: BTreeMap<String, Vec<Awaited<'a>>> = BTreeMap::new();
        for (_, item) in self.items() {
            let Item::Escalated { activity, occurrence, executor, version } = item else { continue };
            let Some(awaited) = self.awaited_as(*activity, *occurrence, *executor, *version) else { continue };
            groups.entry(self.whose(awaited.activity, *executor)).or_default().push(awaited);
        }
        let mut groups: Vec<(String, Vec<Awaited<'a>>)> = groups.into_iter().collect();
        for (_, rows) in &mut groups {
            rows.sort_by_key(|a| (a.obligation.effective_due, a.obligation.ordinal));
        }
        groups.sort_by_key(|(_, rows)| rows.first().map(|a| a.obligation.effective_due));
        let n = groups.iter().map(|(_, rows)| rows.len()).sum::<usize>();
        let mut roadmaps: Vec<RoadmapId> = Vec::new();
        let mut lines = Vec::new();
        for (who, rows) in groups {
            lines.push(Line::Group(who));
            for Awaited { activity, obligation } in rows {
                if !roadmaps.contains(&activity.roadmap) {
                    roadmaps.push(activity.roadmap);
                }
                let late = self.working().working_days_between(obligation.effective_due, self.day());
                let late = self.say_with("letters-days", [("n", late.into())]);
                lines.push(Line::Cells(vec![self.words(activity), written::day(obligation.due), late]));
            }
        }
        let heads = ["letters-activity", "letters-due", "letters-overdue"].map(|key| self.say(key));
        (n > 0).then(|| Section {
            title: self.say("letters-escalated-title"),
            subject: self.counted(&self.say("letters-escalated-point"), n),
            lead: vec![self.say_with("letters-escalated", [("n", n.into())])],
            table: Some(Table { heads: heads.into(), lines }),
            links: roadmaps.into_iter().map(|id| self.overdue_page(id)).collect(),
            ..Section::default()
        })
    }

    fn overdue_page(&self, id: RoadmapId) -> super::page::Link {
        let title = self.state.roadmap(id).map(|r| r.title.clone()).unwrap_or_default();
        self.page_of(&format!("roadmaps/{id}/overdue"), self.say_with("letters-overdue-all", [("title", title.into())]))
    }

    /// Requests for another term that nobody has answered.
    pub fn asked(&self) -> Option<Section> {
        let mut section = Section { title: self.say("letters-asked-title"), ..Section::default() };
        for (_, item) in self.items() {
            let Item::Asked { activity, request } = item else { continue };
            let Some(activity) = self.state.activity(*activity).filter(|a| a.withdrawn.is_none()) else { continue };
            let Some(request) = activity.requests.get(usize::from(*request)).filter(|r| r.is_open()) else { continue };
            let due = activity.occurrence(request.occurrence).and_then(|o| o.due());
            let mut notes = Vec::from_iter(due.map(|due| self.dated("letters-term", due)));
            notes.push(match request.to {
                Some(to) => self.say_with("letters-asked-to", [("day", self.with_weekday(to).into())]),
                None => self.say("letters-asked-never"),
            });
            notes.push(self.say_with("letters-reason", [("reason", request.reason.clone().into())]));
            notes.push(self.say_with("letters-asked-by", [("who", self.person(request.by).into())]));
            notes.push(self.executors(activity, request.executor));
            let path = format!("activities/{}?o={}", activity.id, request.occurrence);
            let link = Some(self.page_of(&path, self.say("letters-asked-open")));
            section.rows.push(Row { words: self.words(activity), notes, link, ..Row::default() });
            let (title, number) = self.topic(activity);
            let point = self.say("letters-asked-point");
            section.subject = match section.rows.len() {
                1 => subject::of_row(&point, &title, &number),
                n => self.counted(&point, n),
            };
        }
        (!section.rows.is_empty()).then_some(section)
    }
}
