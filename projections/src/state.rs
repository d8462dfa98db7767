//! One office at a known position of its log: every aggregate, and every mark as it was judged when it came.

use crate::{judge::Judged, mailbook::Mailbook};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use rustc_hash::FxHashMap;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use vekha_domain::{
    activity::Activity,
    audit::Audit,
    event::{Event, Recorded},
    ids::{ActivityId, MarkId, MeetingSeriesId, MonitoringId, OfficeId, PersonId, RoadmapId},
    meeting::Series,
    monitoring::Monitoring,
    office::Office,
    person::{self, Person},
    reminder::Recipient,
    roadmap::Roadmap,
    stream::Stream,
};

/// An activity with what was decided of each of its marks when it came. Shared with the past states that are remembered.
#[derive(Clone, PartialEq, Debug)]
struct Tracked {
    version: u64,
    activity: Activity,
    judged: BTreeMap<MarkId, Judged>,
}

/// What is known of an office. Folding the same events always gives an equal one.
#[derive(Clone, PartialEq, Debug)]
pub struct OfficeState {
    position: u64,
    recorded_at: Option<DateTime<Utc>>,
    unknown_events: u64,
    /// Of the streams that do not keep their own.
    versions: FxHashMap<Stream, u64>,
    zone: Tz,
    office: Office,
    people: BTreeMap<PersonId, Person>,
    roadmaps: BTreeMap<RoadmapId, Roadmap>,
    activities: FxHashMap<ActivityId, Arc<Tracked>>,
    /// Activities of a roadmap by their place in its table.
    tables: BTreeMap<RoadmapId, Arc<BTreeSet<(u32, ActivityId)>>>,
    meetings: BTreeMap<MeetingSeriesId, Series>,
    monitorings: BTreeMap<MonitoringId, Arc<Monitoring>>,
    mailbook: Mailbook,
    audit: Audit,
}

impl OfficeState {
    /// Before the first event.
    pub fn new(id: OfficeId) -> OfficeState {
        OfficeState {
            position: 0,
            recorded_at: None,
            unknown_events: 0,
            versions: FxHashMap::default(),
            zone: Tz::Europe__Moscow,
            office: Office::new(id),
            people: BTreeMap::new(),
            roadmaps: BTreeMap::new(),
            activities: FxHashMap::default(),
            tables: BTreeMap::new(),
            meetings: BTreeMap::new(),
            monitorings: BTreeMap::new(),
            mailbook: Mailbook::default(),
            audit: Audit::new(id),
        }
    }

    /// Takes in the next event. Cannot fail: what does not fit is passed over.
    pub fn apply(&mut self, recorded: &Recorded) {
        (self.position, self.recorded_at) = (recorded.position, Some(recorded.recorded_at));
        self.unknown_events += u64::from(matches!(recorded.event, Event::Unknown(_)));
        let kept = match recorded.stream {
            Stream::Activity(id) => self.apply_to_activity(id, recorded),
            Stream::Reminder(id) => self.mailbook.apply(id, recorded),
            Stream::Office(_)
            | Stream::Person(_)
            | Stream::Roadmap(_)
            | Stream::Meeting(_)
            | Stream::Monitoring(_)
            | Stream::Audit(_)
            | Stream::Mornings(_) => {
                self.apply_to_others(recorded);
                false
            }
        };
        if !kept {
            self.versions.insert(recorded.stream, recorded.version);
        }
    }

    /// Everything but activities and letters, of which there are many.
    fn apply_to_others(&mut self, recorded: &Recorded) {
        match recorded.stream {
            Stream::Office(_) => {
                self.office.apply(recorded);
                if let Event::OrganisationMailboxSet(e) = &recorded.event {
                    self.mailbook.found(Recipient::Organisation(e.organisation));
                }
                self.zone = self.office.time_zone.parse().unwrap_or(Tz::Europe__Moscow);
            }
            Stream::Person(id) => {
                if matches!(recorded.event, Event::ContactChanged(_)) {
                    self.mailbook.found(Recipient::Person(id));
                }
                match self.people.get_mut(&id) {
                    Some(person) => person.apply(recorded),
                    None => self.people.extend(Person::begun(id, recorded).map(|person| (id, person))),
                }
            }
            Stream::Roadmap(id) => match self.roadmaps.get_mut(&id) {
                Some(roadmap) => roadmap.apply(recorded),
                None => self.roadmaps.extend(Roadmap::begun(id, recorded).map(|roadmap| (id, roadmap))),
            },
            Stream::Activity(_) | Stream::Reminder(_) => {}
            Stream::Meeting(id) => match self.meetings.get_mut(&id) {
                Some(series) => series.apply(recorded),
                None => self.meetings.extend(Series::begun(id, recorded).map(|series| (id, series))),
            },
            Stream::Monitoring(id) => match self.monitorings.get_mut(&id) {
                Some(monitoring) => Arc::make_mut(monitoring).apply(recorded),
                None => self.monitorings.extend(Monitoring::begun(id, recorded).map(|begun| (id, Arc::new(begun)))),
            },
            Stream::Audit(_) => self.audit.apply(recorded),
            Stream::Mornings(_) => {
                if let Event::RemindersPlanned(e) = &recorded.event {
                    self.mailbook.planned(e.day);
                }
            }
        }
    }

    /// An event on a stream of a newer program: it has its place and is counted, nothing more.
    pub fn skip(&mut self, position: u64, recorded_at: DateTime<Utc>) {
        (self.position, self.recorded_at) = (position, Some(recorded_at));
        self.unknown_events += 1;
    }

    /// False when there is no activity yet.
    fn apply_to_activity(&mut self, id: ActivityId, recorded: &Recorded) -> bool {
        let Some(tracked) = self.activities.get_mut(&id) else {
            let Some(activity) = Activity::begun(id, recorded) else { return false };
            Arc::make_mut(self.tables.entry(activity.roadmap).or_default()).insert((activity.ordinal, id));
            let tracked = Tracked { version: recorded.version, activity, judged: BTreeMap::new() };
            self.activities.insert(id, Arc::new(tracked));
            return true;
        };
        let Tracked { version, activity, judged } = Arc::make_mut(tracked);
        *version = recorded.version;
        activity.apply(recorded);
        if let Event::CompletionReported(e) = &recorded.event {
            let today = recorded.recorded_at.with_timezone(&self.zone).date_naive();
            let settings = self.roadmaps.get(&activity.roadmap).map(|r| r.settings_on(today)).unwrap_or_default();
            let occurrence = activity.occurrence(e.occurrence);
            let decided = occurrence
                .and_then(|o| Judged::of(o, recorded.occurred_on, today, settings, self.office.calendar(), self.zone));
            judged.extend(decided.map(|decided| (e.mark, decided)));
        }
        true
    }

    /// Position of the last event taken in.
    pub fn position(&self) -> u64 {
        self.position
    }

    /// When the last event taken in was recorded.
    pub fn recorded_at(&self) -> Option<DateTime<Utc>> {
        self.recorded_at
    }

    /// How many events a stream has; 0 for one that does not exist.
    pub fn version_of(&self, stream: Stream) -> u64 {
        let kept = match stream {
            Stream::Activity(id) => self.activities.get(&id).map(|tracked| tracked.version),
            Stream::Reminder(id) => self.mailbook.letter(id).map(|letter| letter.version),
            _ => None,
        };
        kept.or_else(|| self.versions.get(&stream).copied()).unwrap_or(0)
    }

    /// Events of a newer program that were passed over.
    pub fn unknown_events(&self) -> u64 {
        self.unknown_events
    }

    /// The office's time zone; Moscow until it is set.
    pub fn zone(&self) -> Tz {
        self.zone
    }

    /// The day of a moment where the office is.
    pub fn local_day(&self, moment: DateTime<Utc>) -> NaiveDate {
        moment.with_timezone(&self.zone).date_naive()
    }

    /// The last microsecond of a day where the office is.
    pub fn end_of(&self, day: NaiveDate) -> DateTime<Utc> {
        end_of_day(self.zone, day)
    }

    /// The office.
    pub fn office(&self) -> &Office {
        &self.office
    }

    /// Everybody known.
    pub fn people(&self) -> impl Iterator<Item = &Person> {
        self.people.values()
    }

    /// One person.
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.get(&id)
    }

    /// Who stands in for a person on a day, at the end of the chain of substitutes.
    pub fn stand_in(&self, person: PersonId, day: NaiveDate) -> Option<PersonId> {
        person::stand_in(person, day, |id| self.people.get(&id))
    }

    /// All roadmaps.
    pub fn roadmaps(&self) -> impl Iterator<Item = &Roadmap> {
        self.roadmaps.values()
    }

    /// One roadmap.
    pub fn roadmap(&self, id: RoadmapId) -> Option<&Roadmap> {
        self.roadmaps.get(&id)
    }

    /// A roadmap's activities in the order of its table.
    pub fn activities(&self, roadmap: RoadmapId) -> impl Iterator<Item = &Activity> {
        self.tables.get(&roadmap).into_iter().flat_map(|table| table.iter()).filter_map(|(_, id)| self.activity(*id))
    }

    /// One activity.
    pub fn activity(&self, id: ActivityId) -> Option<&Activity> {
        self.activities.get(&id).map(|tracked| &tracked.activity)
    }

    /// What was decided of a mark when it came.
    pub fn judged(&self, activity: ActivityId, mark: MarkId) -> Option<&Judged> {
        self.activities.get(&activity)?.judged.get(&mark)
    }

    /// Every series of meetings.
    pub fn meetings(&self) -> impl Iterator<Item = &Series> {
        self.meetings.values()
    }

    /// One series of meetings.
    pub fn series(&self, id: MeetingSeriesId) -> Option<&Series> {
        self.meetings.get(&id)
    }

    /// The series that an activity's occurrences are.
    pub fn series_of(&self, activity: ActivityId) -> Option<&Series> {
        self.meetings.values().find(|series| series.activity == activity && series.ended.is_none())
    }

    /// Every monitoring.
    pub fn monitorings(&self) -> impl Iterator<Item = &Monitoring> {
        self.monitorings.values().map(AsRef::as_ref)
    }

    /// One monitoring.
    pub fn monitoring(&self, id: MonitoringId) -> Option<&Monitoring> {
        self.monitorings.get(&id).map(AsRef::as_ref)
    }

    /// What is done so that the log can be trusted.
    pub fn audit(&self) -> &Audit {
        &self.audit
    }

    /// The mail journal.
    pub fn mailbook(&self) -> &Mailbook {
        &self.mailbook
    }
}

/// The last microsecond of a day in a time zone.
pub fn end_of_day(zone: Tz, day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.succ_opt().unwrap_or(day).and_time(NaiveTime::MIN);
    let next = zone.from_local_datetime(&midnight).earliest().map(|at| at.with_timezone(&Utc));
    next.unwrap_or_else(|| midnight.and_utc()) - TimeDelta::microseconds(1)
}
