//! How fast ten thousand values of a scored window are read as typed, decided, stored in a file (synchronous=FULL), folded and
//! totalled; beside the bare insert of the same events. Once as one table of the office, once as thirty schools send theirs.
//! `cargo bench -p vekha-tests --bench values`

use chrono::NaiveDate;
use std::{
    path::Path,
    time::{Duration, Instant},
};
use uuid::Uuid;
use vekha::app::{App, Command, Options, scores};
use vekha_domain::{
    event::{Change, Event, MonitoringPlanned, OfficeRegistered, OrganisationKind, Party, Sealed, Whose},
    ids::{MonitoringId, OfficeId, OrganisationId, PersonId, RoadmapId},
    monitoring::Monitoring,
    person::Person,
    proof::ProofLink,
    refusal::Refusal,
    roadmap::Roadmap,
    scoring::Model,
    stream::Stream,
};
use vekha_event_log::{Append, Clock, EventLog, Expected, Ids, LogId, NewEvent, OpenOptions, Write};
use vekha_projections::{OfficeState, View};

const ROUNDS: usize = 5;
const SCHOOLS: u128 = 30;
const TEACHERS: u128 = 2_000;
/// Indicators of the model: subject competence of a teacher.
const CODES: [&str; 5] = ["П1", "П2", "П3", "П4", "П5"];
const MODEL: &str = include_str!("../../seeds/scoring/korenovsk-m2.toml");
const ROADMAP: RoadmapId = RoadmapId(Uuid::from_u128(2));
const MONITORING: MonitoringId = MonitoringId(Uuid::from_u128(3));

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(measure());
}

async fn measure() {
    for (name, commands) in [("one table of the office", 1), ("thirty schools, one after the other", SCHOOLS)] {
        let (mut entered, mut whole, mut bare) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
            let (app, office) = town(&folder.path().join("vekha.db")).await;
            let begun = Instant::now();
            for n in 0..commands {
                let of = |teacher: &u128| commands == 1 || teacher % SCHOOLS == n;
                let typed: Vec<scores::Typed> = (0..TEACHERS).filter(of).flat_map(typed).collect();
                enter(&app, office, &typed).await;
            }
            entered.push(begun.elapsed());
            let known = app.office(office).await.unwrap();
            let results = View::new(&known, today()).results(MONITORING, 1).unwrap();
            whole.push(begun.elapsed());
            assert_eq!(results.rows.iter().filter(|row| row.placed.is_some()).count() as u128, TEACHERS);
            drop(known);
            let events = app.events(office, Some(Stream::Monitoring(MONITORING)), None).await.unwrap();
            let events: Vec<Event> =
                events.into_iter().map(|e| e.event).filter(|e| e.kind() == "values_reported").collect();
            assert_eq!(events.len() as u128, TEACHERS);
            bare.push(insert(&folder.path().join("bare.db"), &events, commands as usize).await);
        }
        let (entered, whole, bare) = (median(entered), median(whole), median(bare));
        let ratio = whole.as_secs_f64() / bare.as_secs_f64();
        println!(
            "10,000 values, {name}: entered in {entered:.0?}, entered and totalled in {whole:.0?}; \
             bare insert of the same {TEACHERS} events {bare:.0?}, ratio {ratio:.1}"
        );
    }
    println!("goal 1 s entered and totalled");
}

/// An office of thirty schools with two thousand teachers, and a monitoring whose window is open.
async fn town(path: &Path) -> (App, OfficeId) {
    let options = Options {
        database: path.display().to_string(),
        create: true,
        clock: Clock::manual("2023-04-03T09:00:00Z".parse().unwrap()),
        ids: Ids::seeded(7),
        demo: None,
    };
    let app = App::open(options).await.unwrap();
    let office = OfficeId(Uuid::from_u128(1));
    let registered = OfficeRegistered {
        name: "Управление образования".to_owned(),
        territory: "Кореновский район".to_owned(),
        time_zone: "Europe/Moscow".to_owned(),
        demonstration: false,
    };
    app.register_office(command(&app, office), registered, since()).await.unwrap();
    say(&app, office, |_| Roadmap::draft(ROADMAP, "Дорожная карта", None, since())).await;
    say(&app, office, |state| {
        let add =
            |n| state.office().add_organisation(school(n), &format!("Школа № {n}"), OrganisationKind::School, since());
        Ok((0..SCHOOLS).map(add).collect::<Result<Vec<_>, _>>()?.concat())
    })
    .await;
    let model: Model = toml::from_str(MODEL).unwrap();
    say(&app, office, |state| state.office().adopt_model(model.clone(), since())).await;
    say(&app, office, |_| {
        let register = |n| {
            let contact = Sealed { key: 1, box64: format!("{n}") };
            Person::register(teacher(n), contact, None, Some(school(n % SCHOOLS)), since())
        };
        Ok((0..TEACHERS).map(register).collect::<Result<Vec<_>, _>>()?.concat())
    })
    .await;
    let planned = MonitoringPlanned {
        roadmap: ROADMAP,
        title: "Предметная компетентность".to_owned(),
        answers: (0..SCHOOLS).map(|n| Party::Organisation(school(n))).collect(),
        basis: None,
        scored_by: Some(model.code),
    };
    let (window, years) = ([((4, 1), (5, 31))], (since(), today()));
    say(&app, office, |s| Monitoring::plan(MONITORING, planned.clone(), &window, years, (s.office(), since()))).await;
    (app, office)
}

/// The form of one teacher as it is typed.
fn typed(n: u128) -> [scores::Typed; 5] {
    let whose = Whose { organisation: school(n % SCHOOLS), teacher: Some(teacher(n)) };
    let link = ProofLink::parse(&format!("https://sosh{}.example.org/portfolio-{n}.pdf", n % SCHOOLS)).unwrap();
    CODES.map(|code| {
        let text = if n.is_multiple_of(2) { "1" } else { "0" }.to_owned();
        scores::Typed { whose, indicator: code.to_owned(), text, links: vec![link.clone()] }
    })
}

async fn enter(app: &App, office: OfficeId, typed: &[scores::Typed]) {
    let of = (MONITORING, 1);
    say(app, office, |state| {
        let read = scores::read(state, of, typed, false, today())?;
        scores::report(state, of, &read, "", today())
    })
    .await;
}

/// The same events into a fresh log, in as many commands, without asking anything of them.
async fn insert(path: &Path, events: &[Event], commands: usize) -> Duration {
    let options = OpenOptions::new(path.to_str().unwrap()).create(true);
    let log = EventLog::open(options.clock(Clock::manual("2023-04-03T09:00:00Z".parse().unwrap()))).await.unwrap();
    let ids = Ids::seeded(8);
    let event = |event: &Event| NewEvent {
        event_id: ids.next(),
        kind: event.kind().to_owned().into(),
        schema_version: event.schema_version(),
        occurred_on: today(),
        payload: event.payload(),
    };
    let appends: Vec<Append> = events
        .chunks(events.len().div_ceil(commands))
        .map(|events| Append {
            log: LogId(Uuid::from_u128(1)),
            command_id: ids.next(),
            actor: PersonId::PROGRAM.0,
            correlation: None,
            causation: None,
            writes: vec![Write {
                stream: Stream::Monitoring(MONITORING).to_string(),
                expected: Expected::Any,
                events: events.iter().map(event).collect(),
            }],
            result: String::new(),
        })
        .collect();
    let begun = Instant::now();
    for append in appends {
        log.append(append).await.unwrap();
    }
    let took = begun.elapsed();
    log.close().await;
    took
}

async fn say(app: &App, office: OfficeId, decide: impl Fn(&OfficeState) -> Result<Vec<Change>, Refusal>) {
    app.change(command(app, office), |state, _| decide(state)).await.unwrap();
}

fn command(app: &App, office: OfficeId) -> Command {
    Command { office, actor: PersonId::PROGRAM, id: app.ids().next() }
}

fn school(n: u128) -> OrganisationId {
    OrganisationId(Uuid::from_u128(1_000 + n))
}

fn teacher(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(10_000 + n))
}

fn since() -> NaiveDate {
    "2023-01-10".parse().unwrap()
}

fn today() -> NaiveDate {
    "2023-04-03".parse().unwrap()
}

fn median(mut of: Vec<Duration>) -> Duration {
    of.sort_unstable();
    of[of.len() / 2]
}
