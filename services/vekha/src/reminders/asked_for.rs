//! What an item of a letter asks its reader for, whether it is still this reader's to do, and whether it was answered.

use chrono::{DateTime, NaiveDate, Utc};
use vekha_domain::{
    activity::Activity,
    event::{Executor, Party, Role},
    ids::{ActivityId, MarkId, MeetingSeriesId, MonitoringId, OrganisationId, PersonId, ReminderId},
    reminder::{Item, MeetingCall, Recipient, RecommendationCall},
};
use vekha_projections::{OfficeState, Reminder};

/// What an item asks for. Items of different letters that ask for the same are equal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AskedFor {
    /// A mark of fulfilment, or a request for another term.
    Row {
        /// The activity.
        activity: ActivityId,
        /// Which occurrence.
        occurrence: u16,
        /// Whose mark.
        executor: Executor,
    },
    /// The date of a meeting.
    Date {
        /// The series.
        series: MeetingSeriesId,
        /// Which occurrence.
        occurrence: u16,
    },
    /// What a window of a monitoring asks an organisation for.
    Answer {
        /// The monitoring.
        monitoring: MonitoringId,
        /// Which window.
        window: u16,
        /// Who answers.
        organisation: OrganisationId,
    },
    /// The values of a scored window.
    Values {
        /// The monitoring.
        monitoring: MonitoringId,
        /// Which window.
        window: u16,
        /// Whose.
        organisation: OrganisationId,
    },
    /// What shows that a recommendation was followed.
    Recommendation {
        /// The monitoring.
        monitoring: MonitoringId,
        /// Which window.
        window: u16,
        /// Which recommendation.
        number: u16,
        /// To whom it was given.
        organisation: OrganisationId,
    },
}

/// How a link was used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Used {
    /// The letter whose link it was.
    pub reminder: ReminderId,
    /// When; what it recorded was recorded at the same moment.
    pub at: DateTime<Utc>,
    /// The mark it made, if it made one.
    pub mark: Option<MarkId>,
}

/// What an item asks for; none when there is nothing to answer in it.
pub fn asked_for(state: &OfficeState, item: &Item) -> Option<AskedFor> {
    match item {
        Item::Due { activity, occurrence, executor, .. } | Item::ByHand { activity, occurrence, executor, .. } => {
            Some(AskedFor::Row { activity: *activity, occurrence: *occurrence, executor: *executor })
        }
        Item::Returned { activity, mark } => {
            let mark = state.activity(*activity)?.mark(*mark)?;
            Some(AskedFor::Row { activity: *activity, occurrence: mark.occurrence, executor: mark.executor })
        }
        Item::Meeting { series, occurrence, call: MeetingCall::NameTheDate, .. } => {
            Some(AskedFor::Date { series: *series, occurrence: *occurrence })
        }
        Item::Meeting { series, occurrence, call: MeetingCall::Protocol, .. } => {
            let activity = state.series(*series)?.activity;
            Some(AskedFor::Row { activity, occurrence: *occurrence, executor: Executor::Joint })
        }
        Item::Window { monitoring, window, organisation: Some(organisation), .. } => {
            let (monitoring, window, organisation) = (*monitoring, *window, *organisation);
            let of = state.monitoring(monitoring)?;
            let scored = of.window(window).is_some_and(|window| of.model(window, state.office()).is_some());
            Some(match scored {
                true => AskedFor::Values { monitoring, window, organisation },
                false => AskedFor::Answer { monitoring, window, organisation },
            })
        }
        Item::Recommendation { call: RecommendationCall::Escalated, .. } => None,
        Item::Recommendation { monitoring, window, number, .. } => {
            let (monitoring, window, number) = (*monitoring, *window, *number);
            let issued = state.monitoring(monitoring)?.window(window)?.ledger.recommendation(number)?;
            Some(AskedFor::Recommendation { monitoring, window, number, organisation: issued.organisation })
        }
        Item::Meeting { .. }
        | Item::Window { .. }
        | Item::Escalated { .. }
        | Item::Asked { .. }
        | Item::Appointed { .. }
        | Item::Report { .. }
        | Item::Week { .. }
        | Item::Digest { .. }
        | Item::Head { .. } => None,
    }
}

/// Who is named in the log: the person written to, or the program for the mailbox of an organisation.
pub fn actor(to: Recipient) -> PersonId {
    match to {
        Recipient::Person(person) => person,
        Recipient::Organisation(_) => PersonId::PROGRAM,
    }
}

/// Is it still the recipient's to do on this day: theirs, of whom they stand in for, or of where they work?
pub fn is_theirs(state: &OfficeState, to: Recipient, asked: AskedFor, day: NaiveDate) -> bool {
    match to {
        Recipient::Organisation(id) => {
            let stands = state.office().organisation(id).is_some_and(|o| o.stands_on(day) && o.mailbox.is_some());
            stands && is_organisations(state, id, asked, day)
        }
        Recipient::Person(id) => {
            let there = state.person(id).is_some_and(|person| person.erasure.is_none());
            let stands_in = |other: PersonId| state.stand_in(other, day) == Some(id);
            let mut others = state.people().map(|person| person.id).filter(|other| stands_in(*other));
            there && (is_persons(state, id, asked, day) || others.any(|other| is_persons(state, other, asked, day)))
        }
    }
}

fn is_persons(state: &OfficeState, id: PersonId, asked: AskedFor, day: NaiveDate) -> bool {
    let Some(person) = state.person(id) else { return false };
    let works = [Role::Head, Role::Responsible].iter().any(|role| person.roles.contains(role));
    let at = person.organisation_on(day).filter(|_| works);
    let named = activity_of(state, asked).is_some_and(|(activity, executor)| {
        executor == Executor::Joint && activity.parties_on(day).any(|party| *party == Party::Person(id))
    });
    named || at.is_some_and(|at| is_organisations(state, at, asked, day))
}

fn is_organisations(state: &OfficeState, id: OrganisationId, asked: AskedFor, day: NaiveDate) -> bool {
    if let Some(organisation) = asked.organisation() {
        return organisation == id;
    }
    activity_of(state, asked).is_some_and(|(activity, executor)| match executor {
        Executor::Member(member) => member == id,
        Executor::Joint => activity.parties_on(day).any(|party| *party == Party::Organisation(id)),
    })
}

/// The activity it is about and whose mark closes it; none for a monitoring.
pub fn activity_of(state: &OfficeState, asked: AskedFor) -> Option<(&Activity, Executor)> {
    match asked {
        AskedFor::Row { activity, executor, .. } => Some((state.activity(activity)?, executor)),
        AskedFor::Date { series, .. } => Some((state.activity(state.series(series)?.activity)?, Executor::Joint)),
        AskedFor::Answer { .. } | AskedFor::Values { .. } | AskedFor::Recommendation { .. } => None,
    }
}

impl AskedFor {
    /// The organisation that a monitoring asks; none for activities.
    pub fn organisation(self) -> Option<OrganisationId> {
        match self {
            AskedFor::Answer { organisation, .. }
            | AskedFor::Values { organisation, .. }
            | AskedFor::Recommendation { organisation, .. } => Some(organisation),
            AskedFor::Row { .. } | AskedFor::Date { .. } => None,
        }
    }

    /// Is one use of a link its last? Values come in parts and are corrected, as long as the link is good.
    pub fn is_answered_once(self) -> bool {
        !matches!(self, AskedFor::Values { .. })
    }
}

/// How the links of a letter about this were used up: this letter's own, or that of any letter to the same recipient that was
/// queued before the use. A letter queued later asks anew.
pub fn used(state: &OfficeState, letter: &Reminder, asked: AskedFor) -> Option<Used> {
    let of = |other: &Reminder| {
        other.used.iter().find_map(|(item, (at, mark))| {
            let same = other.items.get(usize::from(*item)).and_then(|item| asked_for(state, item)) == Some(asked);
            (same && *at >= letter.queued_at).then_some(Used { reminder: other.id, at: *at, mark: *mark })
        })
    };
    state.mailbook().used().filter(|other| other.to == letter.to).find_map(of)
}
