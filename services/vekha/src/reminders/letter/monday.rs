//! The lists of a Monday: what is due soon, and the coordinator's digest.

use super::{
    desk::Desk,
    page::{Line, Link, Section, Table},
};
use crate::{sentence, web::pages::written};
use chrono::NaiveDate;
use std::collections::BTreeSet;
use vekha_domain::{
    event::{Executor, Role},
    ids::{ActivityId, PersonId},
    reminder::{Item, Recipient},
};
use vekha_projections::{Obligation, Scope, State};

/// What stands in the letter already: activity, occurrence, executor.
type Told = BTreeSet<(ActivityId, u16, Executor)>;

impl Desk<'_> {
    /// What is due soon and is not told above.
    pub fn week(&self) -> Option<Section> {
        self.items().find(|(_, item)| matches!(item, Item::Week { .. }))?;
        let told = self.told_above();
        let mut near: Vec<Obligation> = Vec::new();
        for scope in self.own_scopes() {
            near.extend(self.view().obligations(&scope).into_iter().filter(|o| self.is_near(o)));
        }
        near.retain(|o| !told.contains(&(o.activity, o.occurrence, o.executor)));
        near.sort_by_key(|o| (o.effective_due, o.ordinal, o.executor));
        near.dedup_by_key(|o| (o.activity, o.occurrence, o.executor));
        let mut lines = Vec::new();
        for obligation in &near {
            let Some(activity) = self.state.activity(obligation.activity) else { continue };
            let words = match obligation.executor {
                Executor::Joint => self.words(activity),
                Executor::Member(_) => {
                    let words = [("words", self.words(activity).into())];
                    let who = [("who", self.whose(activity, obligation.executor).into())];
                    self.say_with("letters-week-for", words.into_iter().chain(who))
                }
            };
            lines.push(Line::Cells(vec![words, self.with_weekday(obligation.due)]));
        }
        let policies = near.iter().filter_map(|o| self.state.roadmap(o.roadmap)).map(|r| r.policy_on(self.day()).near);
        let n = policies.max()?;
        let heads = ["letters-activity", "letters-due"].map(|key| self.say(key));
        (!lines.is_empty()).then(|| Section {
            title: self.say_with("letters-week-title", [("n", n.into())]),
            subject: self.counted(&self.dated("letters-week-point", self.day()), near.len()),
            table: Some(Table { heads: heads.into(), lines }),
            links: vec![self.page_of("mine", self.say("letters-week-open"))],
            ..Section::default()
        })
    }

    fn is_near(&self, obligation: &Obligation) -> bool {
        let Some(roadmap) = self.state.roadmap(obligation.roadmap).filter(|r| r.closed.is_none()) else { return false };
        let policy = roadmap.policy_on(self.day());
        let soon = self.working().add_working_days(self.day(), u32::from(policy.near));
        let open = matches!(obligation.state, State::DueToday | State::Open | State::Ahead | State::Returned);
        let near = (self.day()..=soon).contains(&obligation.effective_due);
        let awaited = || self.awaited(obligation.activity, obligation.occurrence, obligation.executor).is_some();
        policy.on && policy.monday && open && near && awaited()
    }

    fn told_above(&self) -> Told {
        let mut told = Told::new();
        for (_, item) in self.items() {
            match item {
                Item::Due { activity, occurrence, executor, .. }
                | Item::ByHand { activity, occurrence, executor, .. } => {
                    told.insert((*activity, *occurrence, *executor));
                }
                Item::Returned { activity, mark } => {
                    let mark = self.state.activity(*activity).and_then(|a| a.mark(*mark));
                    told.extend(mark.map(|m| (*activity, m.occurrence, m.executor)));
                }
                Item::Meeting { series, occurrence, .. } => {
                    let series = self.state.series(*series);
                    told.extend(series.map(|s| (s.activity, *occurrence, Executor::Joint)));
                }
                Item::Window { .. }
                | Item::Recommendation { .. }
                | Item::Report { .. }
                | Item::Escalated { .. }
                | Item::Asked { .. }
                | Item::Appointed { .. }
                | Item::Week { .. }
                | Item::Digest { .. }
                | Item::Head { .. } => {}
            }
        }
        told
    }

    /// The recipient's own rows, and those of whom the recipient stands in for.
    fn own_scopes(&self) -> Vec<Scope> {
        match self.reminder.to {
            Recipient::Organisation(id) => vec![Scope::office().organisation(id)],
            Recipient::Person(id) => {
                std::iter::once(id).chain(self.replaced(id)).map(|id| Scope::office().person(id)).collect()
            }
        }
    }

    /// Whom a person stands in for on the letter's day.
    pub fn replaced(&self, by: PersonId) -> Vec<PersonId> {
        let known = self.state.people().filter(|p| p.erasure.is_none());
        known.filter(|p| self.state.stand_in(p.id, self.day()) == Some(by)).map(|p| p.id).collect()
    }

    /// The coordinator's digest; nothing when there is nothing to do any more.
    pub fn digest(&self) -> Option<Section> {
        self.items().find(|(_, item)| matches!(item, Item::Digest { .. }))?;
        let mut lines = Vec::new();
        let mut links: Vec<Link> = Vec::new();
        let mut overdue = 0;
        let in_force = |r: &&vekha_domain::roadmap::Roadmap| r.adopted.is_some() && r.closed.is_none();
        for roadmap in self.state.roadmaps().filter(in_force) {
            let figures = self.view().fulfilment(&Scope::roadmap(roadmap.id));
            if figures.overdue + figures.on_review + figures.undated == 0 {
                continue;
            }
            overdue += figures.overdue;
            let numbers = [figures.overdue, figures.on_review, figures.undated].map(written::number);
            lines.push(Line::Cells(std::iter::once(roadmap.title.clone()).chain(numbers).collect()));
            let page = |path: &str, key: &str| self.page_of(&format!("roadmaps/{}{path}", roadmap.id), self.say(key));
            links.extend((figures.overdue > 0).then(|| page("/overdue", "letters-digest-overdue")));
            links.extend((figures.on_review > 0).then(|| page("/review", "letters-digest-review")));
            links.extend((figures.undated > 0).then(|| page("", "letters-digest-undated")));
        }
        let mut lead = Vec::new();
        let lost = self.lost();
        if !lost.is_empty() {
            links.push(self.page_of("people", self.say("letters-digest-people")));
            lead.push(self.say_with("letters-digest-lost", [("who", lost.join(", ").into())]));
        }
        let late = self.view().overdue_recommendations();
        if !late.is_empty() {
            lead.push(self.say_with("letters-digest-recommendations", [("n", late.len().into())]));
            for monitoring in late.iter().map(|(monitoring, ..)| monitoring.roadmap).collect::<BTreeSet<_>>() {
                let page = format!("roadmaps/{monitoring}/monitorings");
                links.push(self.page_of(&page, self.say("letters-digest-monitorings")));
            }
        }
        if lines.is_empty() && lead.is_empty() {
            return None;
        }
        let away = self.away();
        if !away.is_empty() {
            lead.push(self.say_with("letters-digest-away", [("who", away.join(", ").into())]));
        }
        let heads =
            ["letters-digest-roadmap", "letters-digest-late", "letters-digest-on-review", "letters-digest-no-date"];
        let point = self.dated("letters-digest-point", self.day());
        Some(Section {
            title: self.dated("letters-digest-title", self.day()),
            subject: self.say_with("letters-digest-subject", [("point", point.into()), ("n", overdue.into())]),
            lead,
            table: (!lines.is_empty()).then(|| Table { heads: heads.map(|key| self.say(key)).into(), lines }),
            links,
            ..Section::default()
        })
    }

    /// Whom letters do not reach, by name, with the day since when.
    fn lost(&self) -> Vec<String> {
        let since = |at: chrono::DateTime<chrono::Utc>| written::day(self.state.local_day(at));
        let named = |(to, at): (Recipient, chrono::DateTime<chrono::Utc>)| {
            if let Recipient::Person(id) = to {
                self.names.name(id)?;
            }
            let who = written::unbroken(&sentence::recipient(self.lang, to, self.state, self.names));
            Some(self.say_with("letters-since", [("who", who.into()), ("day", since(at).into())]))
        };
        self.state.mailbook().lost().filter_map(named).collect()
    }

    /// Who is away and has nobody standing in, while something is theirs to do.
    fn away(&self) -> Vec<String> {
        let busy = |id: PersonId| {
            let all = self.view().obligations(&Scope::office().person(id));
            all.iter()
                .any(|o| matches!(o.state, State::Overdue { .. } | State::DueToday | State::Open | State::Returned))
        };
        let mut all: Vec<(String, NaiveDate)> = Vec::new();
        for person in self.state.people().filter(|p| p.erasure.is_none() && !p.roles.contains(&Role::Region)) {
            let Some(leave) = person.leave_on(self.day()) else { continue };
            if self.state.stand_in(person.id, self.day()).is_none() && busy(person.id) {
                all.extend(self.names.name(person.id).map(|_| (self.person(person.id), leave.last())));
            }
        }
        let until = |(who, day): &(String, NaiveDate)| {
            self.say_with("letters-away-until", [("who", who.clone().into()), ("day", written::day(*day).into())])
        };
        all.iter().map(until).collect()
    }
}
