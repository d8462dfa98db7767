//! What stands around the sections: which roadmap, whom it greets, why it came, how it stops, whom to ask.

use super::{desk::Desk, page::Section};
use crate::reminders::asked_for::{AskedFor, asked_for};
use std::collections::BTreeSet;
use vekha_domain::{
    event::{LetterKind, Party, Role},
    ids::{PersonId, RoadmapId},
    reminder::{Item, Recipient, RecommendationCall},
};
use vekha_projections::activity_of;

impl Desk<'_> {
    /// The roadmap with its order, if the letter is about one; else the office.
    pub fn place(&self) -> String {
        let all: BTreeSet<RoadmapId> = self.items().filter_map(|(_, item)| self.roadmap_of(item)).collect();
        let mut all = all.into_iter();
        let office = &self.state.office().name;
        let (Some(id), None) = (all.next(), all.next()) else { return office.clone() };
        let Some(roadmap) = self.state.roadmap(id) else { return office.clone() };
        let title = roadmap.title.trim_end_matches('.');
        match self.order(id) {
            Some(order) => format!("{title}. {order}"),
            None => title.to_owned(),
        }
    }

    fn roadmap_of(&self, item: &Item) -> Option<RoadmapId> {
        match item {
            Item::Meeting { series, .. } => {
                self.state.series(*series).and_then(|s| self.state.activity(s.activity)).map(|a| a.roadmap)
            }
            Item::Window { monitoring, .. } | Item::Recommendation { monitoring, .. } => {
                self.state.monitoring(*monitoring).map(|m| m.roadmap)
            }
            Item::Report { roadmap, .. } => Some(*roadmap),
            _ => activity_of(item).and_then(|id| self.state.activity(id)).map(|a| a.roadmap),
        }
    }

    /// The greeting, and for whom one stands in.
    pub fn lead(&self, sections: &[Section]) -> Vec<String> {
        let linked = self.asks_for_marks(sections);
        let to = self.recipient();
        let greeting = match (self.reminder.letter, self.reminder.to) {
            (LetterKind::Receipt, _) => self.say("letters-hello-receipt"),
            (LetterKind::Invitation | LetterKind::Head, _) => self.say("letters-hello"),
            (LetterKind::Daily | LetterKind::ByHand, Recipient::Organisation(_)) => {
                self.say_with("letters-hello-organisation", [("who", to.into())])
            }
            (LetterKind::Daily | LetterKind::ByHand, Recipient::Person(_)) if linked => self.say("letters-hello-mark"),
            (LetterKind::Daily | LetterKind::ByHand, Recipient::Person(_)) => self.say("letters-hello"),
        };
        let absent: Vec<String> = self.stood_in_for().into_iter().map(|id| self.person(id)).collect();
        let mut lead = vec![greeting];
        if !absent.is_empty() {
            lead.push(
                self.say_with("letters-stand-in", [("who", absent.join(", ").trim_end_matches('.').to_owned().into())]),
            );
        }
        lead
    }

    /// Whom the recipient stands in for in what this letter tells.
    fn stood_in_for(&self) -> Vec<PersonId> {
        let Recipient::Person(to) = self.reminder.to else { return Vec::new() };
        let about: Vec<_> =
            self.items().filter_map(|(_, item)| activity_of(item)).filter_map(|id| self.state.activity(id)).collect();
        let office = self.items().any(|(_, item)| office_work(item));
        let mut all = self.replaced(to);
        all.retain(|id| {
            let Some(person) = self.state.person(*id).filter(|_| self.names.name(*id).is_some()) else { return false };
            let at = person.organisation_on(self.day());
            let named = about.iter().flat_map(|a| a.parties_on(self.day())).any(|party| match party {
                Party::Person(named) => named == id,
                Party::Organisation(organisation) => Some(*organisation) == at,
                Party::Group(group) => at.is_some_and(|at| {
                    self.state.office().group(*group).is_some_and(|g| g.members_on(self.day()).any(|m| m == at))
                }),
                Party::Post(_) => false,
            });
            named || (office && person.roles.contains(&Role::Coordinator))
        });
        all
    }

    fn recipient(&self) -> String {
        let who = crate::sentence::recipient(self.lang, self.reminder.to, self.state, self.names);
        crate::web::pages::written::unbroken(&who)
    }

    /// Why it came, how it stops, that it may be answered, whom to ask.
    pub fn foot(&self, sections: &[Section]) -> Vec<String> {
        let ticks = sections.iter().any(|s| s.rows.iter().any(|row| row.item.is_some() && row.link.is_some()));
        let mut foot = Vec::new();
        if self.asks_for_marks(sections) && self.site.outbox.sender().answers {
            foot.push(self.say("letters-answer"));
        }
        let mut why = self.dated(self.why(), self.day());
        if ticks {
            let stop = if self.asks_for_marks(sections) { "letters-stop" } else { "letters-stop-answer" };
            why = format!("{why} {}", self.say(stop));
        }
        foot.push(why);
        if !self.site.base_url.is_empty() {
            let page = format!("{}{}", self.site.base_url, super::EXPLAINED);
            foot.push(self.say_with("letters-explained", [("page", page.into())]));
        }
        foot.extend(self.whom_to_ask().map(|who| self.say_with("letters-ask", [("who", who.into())])));
        foot
    }

    /// Does a link ask for a mark? Then another term can be asked for there, and the letter be answered.
    pub fn asks_for_marks(&self, sections: &[Section]) -> bool {
        let linked = sections.iter().flat_map(|s| &s.rows).filter(|row| row.link.is_some()).filter_map(|row| row.item);
        let items = linked.filter_map(|item| self.reminder.items.get(usize::from(item)));
        items.filter_map(|item| asked_for(self.state, item)).any(|asked| matches!(asked, AskedFor::Row { .. }))
    }

    fn why(&self) -> &'static str {
        let own = self.items().any(|(_, item)| !office_work(item));
        match (self.reminder.letter, self.reminder.to) {
            (LetterKind::Receipt, _) => "letters-why-receipt",
            (LetterKind::Invitation, _) => "letters-why-invited",
            (LetterKind::Head, _) => "letters-why-keeper",
            (LetterKind::ByHand, _) => "letters-why-by-hand",
            (LetterKind::Daily, Recipient::Organisation(_)) => "letters-why-organisation",
            (LetterKind::Daily, Recipient::Person(_)) if own => "letters-why-responsible",
            (LetterKind::Daily, Recipient::Person(id)) => {
                let head = self
                    .state
                    .person(id)
                    .is_some_and(|p| p.roles.contains(&Role::Head) && !p.roles.contains(&Role::Coordinator));
                if head { "letters-why-head" } else { "letters-why-coordinator" }
            }
        }
    }

    /// A coordinator by name, other than the recipient.
    fn whom_to_ask(&self) -> Option<String> {
        let coordinators = self.state.people().filter(|p| p.roles.contains(&Role::Coordinator));
        let others = coordinators.filter(|p| self.reminder.to != Recipient::Person(p.id));
        others.into_iter().find(|p| self.names.name(p.id).is_some()).map(|p| self.person(p.id))
    }
}

/// Is it the work of the coordinator or a head, and not one's own?
fn office_work(item: &Item) -> bool {
    match item {
        Item::Report { .. } | Item::Escalated { .. } | Item::Asked { .. } | Item::Digest { .. } | Item::Head { .. } => {
            true
        }
        Item::Window { organisation, .. } => organisation.is_none(),
        Item::Recommendation { call, .. } => *call == RecommendationCall::Escalated,
        Item::Returned { .. }
        | Item::Due { .. }
        | Item::Meeting { .. }
        | Item::Appointed { .. }
        | Item::Week { .. }
        | Item::ByHand { .. } => false,
    }
}
