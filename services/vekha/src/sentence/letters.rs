//! Sentences about letters, meetings and monitorings.

use super::{
    Args, Teller, day,
    words::{moment, noted, written},
};
use vekha_domain::{
    event::{Event, LetterKind, LinkUsed, Recorded, ReplyOutcome, Undeliverable},
    ids::{MeetingSeriesId, MonitoringId, ReminderId},
    of_activity, of_audit, of_office, of_person, of_roadmap,
    reminder::{Item, Recipient},
    stream::Stream,
};

/// What sentences ask for where something is not said: their words choose by names, and an empty text is none.
pub(super) fn none() -> String {
    "none".to_owned()
}

impl Teller<'_> {
    /// What such an event tells beside its subject.
    pub(super) fn of_letters(&self, recorded: &Recorded) -> Args {
        match &recorded.event {
            Event::MeetingSeriesPlanned(e) => {
                let invited: Vec<String> = e.invited.iter().map(|party| self.party(party)).collect();
                vec![("invited", if invited.is_empty() { none() } else { invited.join(", ") }.into())]
            }
            Event::MeetingDateSet(e) => {
                let place = e.place.as_ref().map(|place| format!(", {place}")).unwrap_or_default();
                vec![("at", moment(e.at).into()), ("place", place.into())]
            }
            Event::MeetingHeld(_) => vec![day("day", recorded.occurred_on)],
            Event::MeetingCancelled(e) => vec![("reason", e.reason.clone().into())],
            Event::MeetingSeriesEnded(e) => vec![self.basis(Some(&e.basis))],
            Event::MonitoringPlanned(e) => vec![self.basis(e.basis.as_ref())],
            Event::WindowPlanned(e) => vec![day("from", e.from), day("to", e.to)],
            Event::WindowMoved(e) => vec![day("from", e.from), day("to", e.to), self.basis(Some(&e.basis))],
            Event::WindowOpened(e) => self.window(recorded, e.window),
            Event::WindowClosed(e) => self.window(recorded, e.window),
            Event::WindowAnswered(e) => {
                let mut args = self.window(recorded, e.window);
                args.extend([self.organisation(e.organisation), ("links", e.links.len().into())]);
                args.push(("note", noted(e.note.as_deref()).into()));
                args
            }
            Event::ValuesReported(_)
            | Event::ValuesCorrected(_)
            | Event::ValuesWithdrawn(_)
            | Event::AnalyticalNotePublished(_)
            | Event::RecommendationIssued(_)
            | Event::RecommendationDone(_)
            | Event::DecisionTaken(_)
            | Event::ClassDecided(_)
            | Event::SelfAnalysisNoted(_)
            | Event::ObservationsNoted(_) => self.of_scores(recorded),
            Event::MonitoringEnded(e) => vec![self.basis(Some(&e.basis))],
            Event::RemindersPlanned(e) => vec![day("day", e.day), ("letters", e.letters.into())],
            Event::ReminderQueued(e) => {
                let (to, items) = (self.recipient(e.to), e.items.len());
                vec![("to", to.into()), ("kind", letter_kind(e.letter).into()), ("items", items.into())]
            }
            Event::ReminderSent(e) => vec![("answer", e.answer.clone().into()), ("attempt", e.attempt.into())],
            Event::ReminderUncertain(e) => vec![("answer", e.answer.clone().into())],
            Event::ReminderUndeliverable(e) => {
                vec![("cause", cause(e.cause).into()), ("answer", e.answer.clone().into())]
            }
            Event::ReminderBounced(e) => vec![("status", e.status.clone().into())],
            Event::LinkOpened(_) => Vec::new(),
            Event::LinkUsed(e) => vec![("what", self.used(recorded, e).into())],
            Event::ReplyReceived(e) => vec![("outcome", outcome(e.outcome).into())],
            of_office!() | of_person!() | of_roadmap!() | of_activity!() | of_audit!() | Event::Unknown(_) => {
                Vec::new()
            }
        }
    }

    pub(super) fn series(&self, id: MeetingSeriesId) -> String {
        self.known.series(id).map(|series| self.activity(series.activity)).unwrap_or_default()
    }

    pub(super) fn monitoring(&self, id: MonitoringId) -> String {
        self.known.monitoring(id).map(|monitoring| monitoring.title.clone()).unwrap_or_default()
    }

    /// Whose letter it is and of which day.
    pub(super) fn letter(&self, id: ReminderId) -> String {
        let Some(letter) = self.known.mailbook().letter(id) else { return String::new() };
        let args = [("to", self.recipient(letter.to).into()), ("day", written(letter.day).into())];
        self.lang.say_with("letter-of", args)
    }

    /// Whom a letter goes to, by name.
    pub(super) fn recipient(&self, to: Recipient) -> String {
        match to {
            Recipient::Person(id) => self.person(id),
            Recipient::Organisation(id) => self.organisation_name(id),
        }
    }

    /// What a link was used for: the key of its words.
    fn used(&self, recorded: &Recorded, e: &LinkUsed) -> &'static str {
        let Stream::Reminder(id) = recorded.stream else { return "asked" };
        let letter = self.known.mailbook().letter(id);
        match (e.mark, letter.and_then(|letter| letter.items.get(usize::from(e.item)))) {
            (Some(_), _) => "marked",
            (None, Some(Item::Meeting { .. } | Item::Window { .. } | Item::Recommendation { .. })) => "answered",
            (None, _) => "asked",
        }
    }

    pub(super) fn window(&self, recorded: &Recorded, number: u16) -> Args {
        let Stream::Monitoring(id) = recorded.stream else { return Vec::new() };
        let window = self.known.monitoring(id).and_then(|monitoring| monitoring.window(number));
        // A dash when its history is not whole.
        let unknown = || vec![("from", "—".into()), ("to", "—".into())];
        window.map_or_else(unknown, |window| vec![day("from", window.from), day("to", window.to)])
    }
}

/// A kind of letter: the key of its words.
pub fn letter_kind(kind: LetterKind) -> &'static str {
    match kind {
        LetterKind::Daily => "daily",
        LetterKind::Invitation => "invitation",
        LetterKind::Receipt => "receipt",
        LetterKind::Head => "head",
        LetterKind::ByHand => "by-hand",
    }
}

/// Why a letter does not go: the key of its words.
pub fn cause(cause: Undeliverable) -> &'static str {
    match cause {
        Undeliverable::NoAddress => "no-address",
        Undeliverable::AddressRefused => "address-refused",
        Undeliverable::LetterRefused => "letter-refused",
        Undeliverable::GivenUp => "given-up",
        Undeliverable::Pointless => "pointless",
    }
}

/// What an answer became: the key of its words.
pub fn outcome(outcome: ReplyOutcome) -> &'static str {
    match outcome {
        ReplyOutcome::Marked => "marked",
        ReplyOutcome::MoveRequested => "move-requested",
        ReplyOutcome::Noted => "noted",
        ReplyOutcome::Refused => "refused",
    }
}
