//! Events as sentences: the one place where a fact of the log becomes words for people.

use crate::{app::Names, wording::Lang};
use chrono::NaiveDate;
use fluent_templates::fluent_bundle::FluentValue;
use vekha_domain::{
    activity::Activity,
    event::{Basis, Event, Executor, Party, PersonMoved, Recorded, Role},
    ids::{ActivityId, GroupId, MarkId, OrganisationId, PersonId, RoadmapId},
    of_audit, of_meeting, of_monitoring, of_reminder,
    reminder::{Recipient, ReportKind},
    stream::Stream,
};
use vekha_projections::OfficeState;

mod audit;
mod items;
mod letters;
mod scores;
mod terms;
mod words;

pub use items::{delivery, item, rule};
use letters::none;
pub use letters::{cause, letter_kind, outcome};
pub use scores::{cluster, value};
pub use words::{ground_code, leave_code, link_state, role_code};
use words::{noted, office_day, policy, school_terms, setting, shortened, written};

type Args = Vec<(&'static str, FluentValue<'static>)>;

/// The event as one sentence. Who is unknown or erased is «удалённое лицо»; things are named as they are called now.
pub fn of(lang: Lang, recorded: &Recorded, known: &OfficeState, names: &Names) -> String {
    let teller = Teller { lang, known, names };
    let words = lang.say_with(&format!("event-{}", key(&recorded.event)), teller.arguments(recorded));
    lang.say_with(
        "event-by",
        [("who", teller.person(recorded.actor).into()), ("words", words.trim_end().to_owned().into())],
    )
}

/// A party of the cell «Ответственный» by name.
pub fn party(lang: Lang, party: &Party, known: &OfficeState, names: &Names) -> String {
    Teller { lang, known, names }.party(party)
}

/// A person, or the program, by name.
pub fn person(lang: Lang, person: PersonId, known: &OfficeState, names: &Names) -> String {
    Teller { lang, known, names }.person(person)
}

/// Whose mark it is, by name.
pub fn executor(lang: Lang, executor: Executor, known: &OfficeState, names: &Names) -> String {
    Teller { lang, known, names }.executor(executor)
}

/// Whom a letter goes to, by name.
pub fn recipient(lang: Lang, to: Recipient, known: &OfficeState, names: &Names) -> String {
    Teller { lang, known, names }.recipient(to)
}

/// A role in a word.
pub fn role(lang: Lang, role: Role) -> String {
    lang.say(&format!("role-{}", role_code(role)))
}

/// What an event is about, by name.
pub fn subject(lang: Lang, recorded: &Recorded, known: &OfficeState, names: &Names) -> String {
    let teller = Teller { lang, known, names };
    match recorded.stream {
        Stream::Office(_) => known.office().name.clone(),
        Stream::Person(id) => teller.person(id),
        Stream::Roadmap(id) => teller.roadmap(id),
        Stream::Activity(id) => teller.activity(id),
        Stream::Meeting(id) => teller.series(id),
        Stream::Monitoring(id) => teller.monitoring(id),
        Stream::Reminder(id) => teller.letter(id),
        Stream::Mornings(_) | Stream::Audit(_) => known.office().name.clone(),
    }
}

fn key(event: &Event) -> &str {
    match event {
        Event::Unknown(_) => "unknown",
        known => known.kind(),
    }
}

struct Teller<'a> {
    lang: Lang,
    known: &'a OfficeState,
    names: &'a Names,
}

impl Teller<'_> {
    fn arguments(&self, recorded: &Recorded) -> Args {
        let mut args = self.subject(recorded);
        match &recorded.event {
            Event::ScoringModelAdopted(e) => args.extend([
                ("model", e.model.name.clone().into()),
                ("version", e.model.version.into()),
                ("indicators", e.model.indicators.len().into()),
            ]),
            Event::OfficeRegistered(e) => {
                args.extend([("office", e.name.clone().into()), ("territory", e.territory.clone().into())])
            }
            Event::OrganisationAdded(e) => args.push(("organisation", e.name.clone().into())),
            Event::OrganisationRenamed(e) => {
                args.extend([("name", e.name.clone().into()), self.basis(Some(&e.basis))]);
                args.push(("former", self.former_name(e.organisation, &e.name).into()));
            }
            Event::OrganisationMailboxSet(e) => {
                args.extend([
                    self.organisation(e.organisation),
                    ("mailbox", e.mailbox.clone().unwrap_or_else(none).into()),
                ]);
            }
            Event::OrganisationClosed(e) => {
                args.extend([self.organisation(e.organisation), self.basis(Some(&e.basis))])
            }
            Event::GroupDefined(e) => args.push(("group", e.name.clone().into())),
            Event::GroupMemberAdded(e) => {
                args.extend([self.group(e.group), self.organisation(e.organisation), day("day", recorded.occurred_on)]);
                args.push(self.basis(e.basis.as_ref()));
            }
            Event::GroupMemberRemoved(e) => {
                args.extend([self.group(e.group), self.organisation(e.organisation), day("day", recorded.occurred_on)]);
                args.push(self.basis(Some(&e.basis)));
            }
            Event::CalendarDayChanged(e) => {
                args.extend([day("day", e.day), ("kind", office_day(e.kind).into()), self.basis(Some(&e.basis))])
            }
            Event::SchoolTermsSet(e) => args.extend(school_terms(e)),
            Event::PersonRegistered(_) | Event::ContactChanged(_) => {}
            Event::RoleGranted(e) => args.push(("role", role_code(e.role).into())),
            Event::RoleRevoked(e) => args.push(("role", role_code(e.role).into())),
            Event::PersonMoved(e) => args.extend(self.moved(e, recorded.occurred_on)),
            Event::SubstitutionSet(e) => {
                args.extend([("substitute", self.person(e.substitute).into()), day("from", e.from), day("to", e.to)]);
                args.push(self.basis(Some(&e.basis)));
            }
            Event::SubstitutionEnded(e) => args.extend(self.ended(e.from, &e.basis)),
            Event::LeaveSet(e) => {
                args.extend([("kind", leave_code(e.kind).into()), day("from", e.from), day("to", e.to)]);
            }
            Event::LeaveEnded(e) => args.extend(self.ended(e.from, &e.basis)),
            Event::PersonErasureRequested(e) => args.push(("ground", ground_code(e.ground).into())),
            Event::PersonErased(_) => {}
            Event::RoadmapDrafted(e) => args.push(("title", shortened(&e.title).into())),
            Event::SectionAdded(e) => args.push(("section", shortened(&e.title).into())),
            Event::RoadmapAdopted(e) => args.extend(self.adopted(e)),
            Event::RoadmapAmended(e) => args.push(self.basis(Some(&e.basis))),
            Event::RoadmapClosed(e) => args.push(self.basis(Some(&e.basis))),
            Event::SettingChanged(e) => args.extend(setting(e.setting)),
            Event::ReminderPolicySet(e) => args.extend(policy(&e.policy)),
            Event::ActivityPlanned(e) => {
                args.extend([("number", e.number.clone().into()), ("title", shortened(&e.wording.title).into())])
            }
            Event::ActivityReworded(e) => args.push(self.basis(Some(&e.basis))),
            Event::ActivityWithdrawn(e) => args.push(self.basis(Some(&e.basis))),
            Event::DeadlineSet(e) => args.extend(self.deadline(e)),
            Event::DeadlineMoved(e) => args.extend([day("old", e.old), day("new", e.new), self.basis(Some(&e.basis))]),
            Event::OccurrenceScheduled(e) => {
                args.extend([("term", self.planned(&e.occurrence).into()), self.basis(Some(&e.basis))])
            }
            Event::OccurrenceCancelled(e) => {
                args.extend([self.term(recorded, e.occurrence), self.basis(Some(&e.basis))])
            }
            Event::ResponsibleAssigned(e) => {
                args.extend([("party", self.party(&e.party).into()), self.basis(e.basis.as_ref())])
            }
            Event::ResponsibleReleased(e) => {
                args.extend([("party", self.party(&e.party).into()), self.basis(Some(&e.basis))])
            }
            Event::LeadChosen(e) => args.push(("party", self.party(&e.party).into())),
            Event::CompletionReported(e) => args.extend([
                self.term(recorded, e.occurrence),
                ("executor", self.executor(e.executor).into()),
                day("performed", recorded.occurred_on),
                ("links", e.links.len().into()),
                ("note", noted(e.note.as_deref()).into()),
            ]),
            Event::CompletionAccepted(e) => args.extend(self.mark(recorded, e.mark)),
            Event::CompletionReturned(e) => args.extend(self.fate(recorded, e.mark, &e.reason)),
            Event::CompletionRetracted(e) => args.extend(self.fate(recorded, e.mark, &e.reason)),
            Event::ProofLinkAdded(e) => args.extend(self.link(recorded, e.mark, e.link.readable())),
            Event::ProofLinkRemoved(e) => {
                args.extend(self.link(recorded, e.mark, e.link.readable()));
                args.push(("reason", e.reason.clone().into()));
            }
            Event::ProofLinkChecked(e) => args.extend(self.checked(recorded, e)),
            Event::ProofExamined(e) => args.extend(self.examined(recorded, e)),
            Event::TermReportIssued(e) => args.extend(audit::issued(e.kind, &e.issued)),
            Event::YearAnalysisIssued(e) => args.extend(audit::issued(ReportKind::Year, &e.issued)),
            of_audit!() => args.extend(self.of_audit(&recorded.event)),
            Event::MoveRequested(e) => {
                let to = e.to.map_or_else(none, written);
                let executor = self.executor(e.executor);
                args.extend([self.term(recorded, e.occurrence), ("executor", executor.into()), ("to", to.into())]);
                args.push(("reason", e.reason.clone().into()));
            }
            Event::MoveDeclined(e) => {
                let executor = self.executor(e.executor);
                args.extend([self.term(recorded, e.occurrence), ("executor", executor.into())]);
                args.push(("reason", e.reason.clone().into()));
            }
            of_meeting!() | of_monitoring!() | of_reminder!() => args.extend(self.of_letters(recorded)),
            Event::Unknown(e) => args.extend([("kind", e.kind.clone().into()), ("version", e.schema_version.into())]),
        }
        args
    }

    /// What the event's stream is about.
    fn subject(&self, recorded: &Recorded) -> Args {
        match recorded.stream {
            Stream::Office(_) => Vec::new(),
            Stream::Person(id) => vec![("person", self.person(id).into())],
            Stream::Roadmap(id) => vec![("roadmap", self.roadmap(id).into())],
            Stream::Activity(id) => vec![("activity", self.activity(id).into())],
            Stream::Meeting(id) => vec![("activity", self.series(id).into())],
            Stream::Monitoring(id) => vec![("monitoring", self.monitoring(id).into())],
            Stream::Reminder(id) => vec![("letter", self.letter(id).into())],
            Stream::Mornings(_) | Stream::Audit(_) => Vec::new(),
        }
    }

    fn person(&self, id: PersonId) -> String {
        if id == PersonId::PROGRAM {
            return self.lang.say("who-program");
        }
        self.names.name(id).map_or_else(|| self.lang.say("who-erased"), str::to_owned)
    }

    fn roadmap(&self, id: RoadmapId) -> String {
        self.known.roadmap(id).map(|r| shortened(&r.title)).unwrap_or_default()
    }

    fn activity(&self, id: ActivityId) -> String {
        let Some(activity) = self.known.activity(id) else { return String::new() };
        let (number, title) = (activity.number.clone(), shortened(activity.title()));
        let key = if number.is_empty() { "activity-unnumbered" } else { "activity-numbered" };
        self.lang.say_with(key, [("number", number.into()), ("title", title.into())])
    }

    fn organisation(&self, id: OrganisationId) -> (&'static str, FluentValue<'static>) {
        ("organisation", self.organisation_name(id).into())
    }

    fn organisation_name(&self, id: OrganisationId) -> String {
        self.known.office().organisation(id).map(|o| o.name.clone()).unwrap_or_default()
    }

    /// What an organisation was called before it got a name.
    fn former_name(&self, id: OrganisationId, name: &str) -> String {
        let Some(organisation) = self.known.office().organisation(id) else { return String::new() };
        let names: Vec<&str> = organisation.former.iter().map(|(name, _)| name.as_str()).collect();
        let before =
            names.iter().zip(names.iter().skip(1)).rfind(|(_, next)| **next == name).map(|(former, _)| *former);
        before.or(names.last().copied()).unwrap_or_default().to_owned()
    }

    fn moved(&self, e: &PersonMoved, since: NaiveDate) -> Args {
        let place = e.organisation.map(|id| self.organisation_name(id));
        let post = e.post.clone().unwrap_or_else(|| self.lang.say("event-person-no-post"));
        let place = place.unwrap_or_else(|| self.lang.say("event-person-no-place"));
        vec![("place", place.into()), ("post", post.into()), day("day", since)]
    }

    fn ended(&self, from: NaiveDate, basis: &Basis) -> Args {
        vec![day("from", from), day("day", basis.date), self.basis(Some(basis))]
    }

    fn group(&self, id: GroupId) -> (&'static str, FluentValue<'static>) {
        ("group", self.group_name(id).into())
    }

    fn group_name(&self, id: GroupId) -> String {
        self.known.office().group(id).map(|g| g.name.clone()).unwrap_or_default()
    }

    fn party(&self, party: &Party) -> String {
        match party {
            Party::Person(id) => self.person(*id),
            Party::Organisation(id) => self.organisation_name(*id),
            Party::Group(id) => self.group_name(*id),
            Party::Post(words) => words.clone(),
        }
    }

    fn executor(&self, executor: Executor) -> String {
        match executor {
            Executor::Joint => self.lang.say("executor-joint"),
            Executor::Member(id) => self.organisation_name(id),
        }
    }

    /// « Основание: приказ …», or nothing.
    fn basis(&self, basis: Option<&Basis>) -> (&'static str, FluentValue<'static>) {
        let words = basis.map(|b| self.lang.say_with("event-basis", [("words", b.words.clone().into())]));
        ("basis", words.unwrap_or_default().into())
    }

    fn in_activity(&self, recorded: &Recorded) -> Option<&Activity> {
        match recorded.stream {
            Stream::Activity(id) => self.known.activity(id),
            Stream::Office(_)
            | Stream::Person(_)
            | Stream::Roadmap(_)
            | Stream::Meeting(_)
            | Stream::Monitoring(_)
            | Stream::Reminder(_)
            | Stream::Mornings(_)
            | Stream::Audit(_) => None,
        }
    }

    /// Which mark; a dash when its history is not whole.
    fn mark(&self, recorded: &Recorded, id: MarkId) -> Args {
        let Some(mark) = self.in_activity(recorded).and_then(|a| a.mark(id)) else {
            return vec![("term", "—".into()), ("executor", "—".into())];
        };
        vec![self.term(recorded, mark.occurrence), ("executor", self.executor(mark.executor).into())]
    }

    fn fate(&self, recorded: &Recorded, id: MarkId, reason: &str) -> Args {
        let mut args = self.mark(recorded, id);
        args.push(("reason", reason.to_owned().into()));
        args
    }

    fn link(&self, recorded: &Recorded, id: MarkId, link: String) -> Args {
        let mut args = self.mark(recorded, id);
        args.push(("link", link.into()));
        args
    }
}

fn day(name: &'static str, day: NaiveDate) -> (&'static str, FluentValue<'static>) {
    (name, written(day).into())
}

#[cfg(test)]
mod tests;
