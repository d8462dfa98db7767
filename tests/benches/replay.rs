//! How fast a log on the disk becomes what is known: a million events of a real mix, read and folded in one thread, beside the
//! same events only read. `cargo bench -p vekha-tests --bench replay`

use chrono::NaiveDate;
use std::{hint::black_box, time::Instant};
use vekha::app::{App, Options};
use vekha_domain::{
    activity::{Activity, Report},
    event::{
        Change, CompletionAccepted, DeadlineSet, DeadlineStatus, DueKind, Event, Executor, LinkState, OfficeRegistered,
        Party, PlannedOccurrence, ProofLinkChecked, Wording,
    },
    ids::{ActivityId, MarkId, OfficeId, PersonId, RoadmapId},
    office::Office,
    proof::ProofLink,
    roadmap::Roadmap,
    stream::Stream,
};
use vekha_event_log::{Append, Clock, EventLog, Expected, Ids, LogId, NewEvent, OpenOptions, Write};

const OFFICE: OfficeId = OfficeId(uuid::Uuid::from_u128(1));
const ROADMAP: RoadmapId = RoadmapId(uuid::Uuid::from_u128(2));
/// Occurrences of each activity: each is marked, accepted, and its proof is looked at.
const OCCURRENCES: u16 = 9;
const ACTIVITIES: u32 = 33_300;
const ROUNDS: usize = 3;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(measure());
}

async fn measure() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let path = folder.path().join("vekha.db").display().to_string();
    let log = EventLog::open(OpenOptions::new(&path).create(true)).await.unwrap();
    fill(&log).await;
    let events = log.head(LogId(OFFICE.0)).await.unwrap().position;
    let (mut bare, mut folded) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        let mut bytes = 0;
        log.read(LogId(OFFICE.0), 0, None, |event| bytes += event.payload.len()).await.unwrap();
        black_box(bytes);
        bare.push(events as f64 / begun.elapsed().as_secs_f64());

        let options =
            Options { database: path.clone(), create: false, clock: Clock::real(), ids: Ids::real(), demo: None };
        let app = App::open(options).await.unwrap();
        let begun = Instant::now();
        let known = app.office(OFFICE).await.unwrap();
        folded.push(events as f64 / begun.elapsed().as_secs_f64());
        assert_eq!(known.position(), events);
        assert_eq!(known.activities(ROADMAP).map(|a| a.marks.len()).sum::<usize>(), marks());
    }
    let (bare, folded) = (median(bare), median(folded));
    println!("replay, {events} events: read {bare:.0}/s, read and folded {folded:.0}/s, ratio {:.2}", folded / bare);
    println!("goal 1000000/s folded, floor 500000/s");
}

fn marks() -> usize {
    ACTIVITIES as usize * usize::from(OCCURRENCES)
}

/// Every activity with its whole history, a command each.
async fn fill(log: &EventLog) {
    let ids = Ids::seeded(7);
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let begun = day("2022-11-08");
    let office = OfficeRegistered {
        name: "Управление образования".to_owned(),
        territory: "Северский район".to_owned(),
        time_zone: "Europe/Moscow".to_owned(),
        demonstration: false,
    };
    append(log, &ids, Office::register(OFFICE, office, begun).unwrap()).await;
    append(log, &ids, Roadmap::draft(ROADMAP, "Дорожная карта", None, begun).unwrap()).await;
    for ordinal in 1..=ACTIVITIES {
        let id = ActivityId(ids.next());
        let title =
            format!("Проведение муниципального совещания с руководителями образовательных организаций № {ordinal}");
        let wording = Wording { title, ..Wording::default() };
        let mut history = Activity::plan(id, ROADMAP, None, ordinal, &ordinal.to_string(), wording, begun).unwrap();
        let to = |event: Event| Change::new(Stream::Activity(id), begun, event);
        history.push(to(term().into()));
        let responsible =
            vekha_domain::event::ResponsibleAssigned { party: Party::Person(PersonId(ids.next())), basis: None };
        history.push(to(responsible.into()));
        for occurrence in 1..=OCCURRENCES {
            let mark = MarkId(ids.next());
            let link =
                ProofLink::parse(&format!("https://sosh{ordinal}.example.org/protokol-{occurrence}.pdf")).unwrap();
            let report = Report {
                occurrence,
                executor: Executor::Joint,
                performed_on: begun,
                links: vec![link.clone()],
                note: Some("Проведено, протокол размещён на сайте".to_owned()),
            };
            history.push(to(reported(mark, report)));
            history.push(to(CompletionAccepted { mark }.into()));
            history.push(to(ProofLinkChecked::of(mark, link, LinkState::Opens).into()));
        }
        append(log, &ids, history).await;
    }
}

fn reported(mark: MarkId, report: Report) -> Event {
    let Report { occurrence, executor, performed_on: _, links, note } = report;
    vekha_domain::event::CompletionReported { mark, occurrence, executor, links, note }.into()
}

/// «1 раз в квартал» of two years and a bit.
fn term() -> DeadlineSet {
    let due = |seq: u16| {
        let month = u32::from(seq - 1) * 3;
        NaiveDate::from_ymd_opt(2022 + (month / 12).cast_signed(), month % 12 + 1, 28)
    };
    let occurrence = |seq| PlannedOccurrence {
        seq,
        start: None,
        due: due(seq),
        kind: DueKind::Window,
        cut: false,
        past_at_approval: false,
    };
    DeadlineSet {
        words: "1 раз в квартал".to_owned(),
        status: DeadlineStatus::Read,
        kind: "every_quarter".to_owned(),
        rules: Vec::new(),
        comment: None,
        occurrences: (1..=OCCURRENCES).map(occurrence).collect(),
        reader: 1,
        basis: None,
    }
}

async fn append(log: &EventLog, ids: &Ids, changes: Vec<Change>) {
    let stream = changes.first().unwrap().stream.to_string();
    let new = |change: Change| NewEvent {
        event_id: ids.next(),
        kind: change.event.kind().to_owned().into(),
        schema_version: change.event.schema_version(),
        occurred_on: change.occurred_on,
        payload: change.event.payload(),
    };
    let events = changes.into_iter().map(new).collect();
    let command = Append {
        log: LogId(OFFICE.0),
        command_id: ids.next(),
        actor: PersonId::PROGRAM.0,
        correlation: None,
        causation: None,
        writes: vec![Write { stream, expected: Expected::New, events }],
        result: String::new(),
    };
    log.append(command).await.unwrap();
}

fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates[rates.len() / 2]
}
