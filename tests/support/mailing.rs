//! An office whose letters wait to be sent, and copies of the program that send them until they are killed.

use chrono::{DateTime, NaiveDate, Utc};
use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};
use uuid::Uuid;
use vekha::{
    app::{App, Command, Contact, Options},
    mail::{Outbox, Relay, Security, Sender},
    reminders::{self, queue},
    web::{Outside, Site},
};
use vekha_domain::{
    activity::Activity,
    event::{
        Change, DeadlineSet, DeadlineStatus, DueKind, Executor, LetterKind, OfficeRegistered, Party, PlannedOccurrence,
        ReminderQueued, ResponsibleAssigned, Wording,
    },
    ids::{ActivityId, OfficeId, PersonId, ReminderId, RoadmapId},
    person::Person,
    reminder::{Item, Recipient},
    roadmap::Roadmap,
    stream::Stream,
};
use vekha_event_log::{Clock, Ids};

/// The office.
pub const OFFICE: OfficeId = OfficeId(Uuid::from_u128(1));
const ROADMAP: RoadmapId = RoadmapId(Uuid::from_u128(2));
const ACTIVITY: ActivityId = ActivityId(Uuid::from_u128(3));
const PERSON: PersonId = PersonId(Uuid::from_u128(4));
/// What tells a process that it is such a copy: database, port of the mail server, file with the time.
const ASKED: &str = "VEKHA_TEST_SENDS";

/// An office with an overdue obligation and somebody who is told of it.
pub struct Mailing {
    /// The program on its database.
    pub app: App,
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

async fn open(database: &str, clock: Clock) -> App {
    let options = Options { database: database.to_owned(), create: true, clock, ids: Ids::real(), demo: None };
    App::open(options).await.unwrap_or_else(|e| panic!("{database}: {e}"))
}

impl Mailing {
    /// Founds the office in a new database.
    pub async fn found(database: &str, clock: Clock) -> Mailing {
        let mailing = Mailing { app: open(database, clock).await };
        let begun = day("2022-11-08");
        let office = OfficeRegistered {
            name: "Управление образования".to_owned(),
            territory: "Северский район".to_owned(),
            time_zone: "Europe/Moscow".to_owned(),
            demonstration: false,
        };
        let founded = mailing.app.register_office(mailing.command(), office, begun).await;
        founded.unwrap_or_else(|e| panic!("{e}"));
        let contact = Contact {
            name: "Кочнева Н.А.".to_owned(),
            email: Some("kochneva@example.org".to_owned()),
            ..Contact::default()
        };
        let sealed = mailing.app.seal(OFFICE, PERSON, &contact).await.unwrap_or_else(|e| panic!("{e}"));
        let wording =
            Wording { title: "Совещание руководителей".to_owned(), ..Wording::default() };
        let occurrence = PlannedOccurrence {
            seq: 1,
            start: None,
            due: Some(day("2023-03-31")),
            kind: DueKind::Until,
            cut: false,
            past_at_approval: false,
        };
        let term = DeadlineSet {
            words: "до 31.03.2023".to_owned(),
            status: DeadlineStatus::Read,
            kind: "until_date".to_owned(),
            rules: Vec::new(),
            comment: None,
            occurrences: vec![occurrence],
            reader: 1,
            basis: None,
        };
        let assigned = ResponsibleAssigned { party: Party::Person(PERSON), basis: None };
        let changes = [
            Person::register(PERSON, sealed, None, None, begun),
            Roadmap::draft(ROADMAP, "Дорожная карта", None, begun),
            Activity::plan(ACTIVITY, ROADMAP, None, 1, "1.1", wording, begun),
            Ok(vec![Change::new(Stream::Activity(ACTIVITY), begun, term)]),
            Ok(vec![Change::new(Stream::Activity(ACTIVITY), begun, assigned)]),
        ];
        for change in changes {
            mailing.change(change.unwrap_or_else(|e| panic!("{e:?}"))).await;
        }
        let command = mailing.command();
        let to = day("2035-12-31");
        let adopted = mailing.app.change(command, |state, _| {
            let roadmap = state.roadmap(ROADMAP).unwrap_or_else(|| panic!("no roadmap"));
            roadmap.adopt(Some("1298".into()), Some(begun), begun, to, begun)
        });
        adopted.await.unwrap_or_else(|e| panic!("{e}"));
        mailing
    }

    fn command(&self) -> Command {
        Command { office: OFFICE, actor: PersonId::PROGRAM, id: self.app.ids().next() }
    }

    async fn change(&self, changes: Vec<Change>) {
        let done = self.app.change(self.command(), |_, _| Ok(changes.clone())).await;
        done.unwrap_or_else(|e| panic!("{e}"));
    }

    /// Queues so many letters of today; gives their ids.
    pub async fn queue(&self, many: usize) -> Vec<Uuid> {
        let day = self.app.today(OFFICE).await.unwrap_or_else(|e| panic!("{e}"));
        let ids: Vec<Uuid> = (0..many).map(|_| self.app.ids().next()).collect();
        let queued = |id: &Uuid| {
            let item = Item::Due { activity: ACTIVITY, occurrence: 1, executor: Executor::Joint, version: 0, days: 1 };
            let to = Recipient::Person(PERSON);
            let queued = ReminderQueued { to, day, letter: LetterKind::Daily, items: vec![item] };
            Change::new(Stream::Reminder(ReminderId(*id)), day, queued)
        };
        for ids in ids.chunks(500) {
            self.change(ids.iter().map(queued).collect()).await;
        }
        ids
    }

    /// The letters in the queue with their states.
    pub async fn waiting(&self) -> Vec<(Uuid, String)> {
        let rows = queue::waiting(&self.app, OFFICE).await.unwrap_or_else(|e| panic!("{e}"));
        rows.into_iter().map(|row| (row.reminder.0, row.state)).collect()
    }

    /// How the sending of a letter stands: `queued`, `sent`, `uncertain` …
    pub async fn delivery(&self, id: Uuid) -> &'static str {
        let known = self.app.office(OFFICE).await.unwrap_or_else(|e| panic!("{e}"));
        known.mailbook().letter(ReminderId(id)).map_or("", |letter| letter.delivery.code())
    }
}

/// The time that copies of the program share: a file.
pub struct Time(PathBuf);

impl Time {
    /// The file.
    pub fn at(path: PathBuf) -> Time {
        Time(path)
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Sets it.
    pub fn set(&self, now: DateTime<Utc>) {
        let draft = self.0.with_extension("part");
        let set = fs::write(&draft, now.timestamp_micros().to_string()).and_then(|()| fs::rename(&draft, &self.0));
        set.unwrap_or_else(|e| panic!("{}: {e}", self.0.display()));
    }

    fn now(&self) -> DateTime<Utc> {
        let micros = fs::read_to_string(&self.0).ok().and_then(|text| text.parse().ok());
        micros.and_then(DateTime::from_timestamp_micros).unwrap_or_else(|| panic!("no time"))
    }
}

/// The environment that makes a process a copy that sends.
pub fn asking(database: &str, port: u16, time: &Time) -> (&'static str, String) {
    (ASKED, format!("{port}\n{database}\n{}", time.path().display()))
}

/// Sends until killed, if this process was started to do that. Returns at once if not.
pub fn send_if_asked() {
    let Ok(asked) = std::env::var(ASKED) else { return };
    let mut words = asked.lines();
    let port = words.next().and_then(|port| port.parse().ok()).unwrap_or_else(|| panic!("no port"));
    let database = words.next().unwrap_or_default().to_owned();
    let time = Time::at(words.next().unwrap_or_default().into());
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.unwrap_or_else(|e| panic!("{e}")).block_on(async move {
        let clock = Clock::manual(time.now());
        let app = open(&database, clock.clone()).await;
        tokio::spawn(async move {
            loop {
                clock.set(time.now());
                tokio::time::sleep(Duration::from_millis(3)).await;
            }
        });
        let relay = Relay::new("127.0.0.1".to_owned(), port, Security::Plain);
        let outbox = Outbox::smtp(Sender::of_program("https://vekha.example.org"), relay);
        let outside = Outside { outbox: Some(outbox), ..Outside::default() };
        let site = Site::new(app, outside);
        loop {
            match reminders::send_all(&site).await {
                Ok(done) if done.sent > 0 => {}
                Ok(_) => tokio::time::sleep(Duration::from_millis(10)).await,
                Err(e) => {
                    eprintln!("sending: {e}");
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            }
        }
    });
}
