//! Measures the log against what SQLite and PostgreSQL themselves allow on the same disk, and says the ratios: `cargo bench -p
//! vekha-event-log`, with `-- appends` without the million events, with `-- postgres` only on a server.
#![expect(clippy::expect_used, clippy::panic, reason = "a measurement that cannot be made ends the program")]

mod bare;

use chrono::NaiveDate;
use sqlx::{
    ConnectOptions, Connection, PgConnection,
    sqlite::{SqliteConnectOptions, SqliteSynchronous},
};
use std::{future::Future, hint::black_box, path::Path, time::Instant};
use uuid::Uuid;
use vekha_event_log::{Append, Clock, EventLog, Expected, Ids, LogId, NewEvent, OpenOptions, Write};

#[expect(dead_code, reason = "tests ill-treat their server")]
#[path = "../../../../tests/support/postgres.rs"]
mod postgres;

/// Commands of one measured round.
const COMMANDS: usize = 800;
/// Rounds, bare and ours by turns, so that a disk that slows down slows both.
const ROUNDS: usize = 15;
const WRITERS: usize = 8;
const REPLAYED: usize = 1_000_000;
const OFFICE: LogId = LogId(Uuid::from_u128(1));

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let asked = |word: &str| std::env::args().any(|a| a == word);
    runtime.block_on(async {
        if !asked("postgres") {
            appends(1).await;
            appends(WRITERS).await;
            if !asked("appends") {
                replay(None).await;
            }
        }
        if let Some(server) = postgres::shared() {
            for (writers, logs) in [(1, 1), (WRITERS, 1), (WRITERS, WRITERS), (64, WRITERS)] {
                on_server(server, writers, logs).await;
            }
            if !asked("appends") {
                replay(Some(server.database())).await;
            }
        }
    });
}

/// Bare SQLite that commits `writers` commands at a time, against the log with so many writers.
async fn appends(writers: usize) {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let bare = opened(&folder.path().join("bare.db")).await;
    let ours = opened(&folder.path().join("ours.db")).await;
    let settings = SqliteConnectOptions::new().filename(bare.path()).synchronous(SqliteSynchronous::Full);
    let mut db = settings.foreign_keys(true).connect().await.expect("a connection");
    let (mut bare_rate, mut our_rate) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        bare_rate.push(rate(COMMANDS, bare::commits(&mut db, writers, round)).await);
        our_rate.push(rate(COMMANDS, our_appends(&ours, writers)).await);
    }
    // The ratio of neighbouring rounds: on a shared disk the rates themselves wander more than the log costs.
    let ratio = median(our_rate.iter().zip(&bare_rate).map(|(ours, bare)| ours / bare).collect());
    let (bare, ours) = (median(bare_rate), median(our_rate));
    println!("append, {writers} at a time: bare {bare:.0}/s, ours {ours:.0}/s, ratio {ratio:.2} (goal 0.80)");
}

/// A held connection that commits `writers` commands by one statement, against the log with so many writers on so many logs.
async fn on_server(server: &postgres::Server, writers: usize, logs: usize) {
    let (bare, ours) = (server.database(), opened_at(&server.database()).await);
    opened_at(&bare).await.close().await;
    let mut db = PgConnection::connect(&bare).await.expect("a connection");
    let (mut bare_rate, mut our_rate) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS / 3 {
        bare_rate.push(rate(COMMANDS, bare::statements(&mut db, writers, round)).await);
        our_rate.push(rate(COMMANDS, appends_of(&ours, writers, logs)).await);
    }
    let ratio = median(our_rate.iter().zip(&bare_rate).map(|(ours, bare)| ours / bare).collect());
    let (bare, ours) = (median(bare_rate), median(our_rate));
    println!(
        "PostgreSQL, append, {writers} at a time on {logs} logs: bare {bare:.0}/s, ours {ours:.0}/s, ratio {ratio:.2}"
    );
}

/// Every writer waits for its answer before the next command, as people do.
async fn our_appends(log: &EventLog, writers: usize) {
    appends_of(log, writers, 1).await;
}

/// The same on several logs.
async fn appends_of(log: &EventLog, writers: usize, logs: usize) {
    let mut tasks = tokio::task::JoinSet::new();
    for writer in 0..writers {
        let log = log.clone();
        tasks.spawn(async move {
            let (ids, office) = (Ids::real(), LogId(Uuid::from_u128((writer % logs) as u128 + 1)));
            for _ in 0..COMMANDS / writers {
                log.append(Append { log: office, ..command(&ids, 1) }).await.expect("appends");
            }
        });
    }
    tasks.join_all().await;
}

/// A million events folded and verified, from a file unless told where.
async fn replay(address: Option<String>) {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let file = folder.path().join("vekha.db");
    let log = opened_at(address.as_deref().unwrap_or(file.to_str().expect("UTF-8"))).await;
    println!("{}:", log.engine());
    let ids = Ids::real();
    let fill = rate(REPLAYED, async {
        for _ in 0..REPLAYED / 1_000 {
            log.append(command(&ids, 1_000)).await.expect("appends");
        }
    });
    println!("append, 1000 events a command: {:.0} events/s", fill.await);
    let (mut rates, mut limits) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        let bytes = async {
            black_box(match &address {
                Some(address) => bare::copied_out(address).await,
                None => bare::read(&file),
            });
        };
        limits.push(rate(REPLAYED, bytes).await);
        let (mut events, mut bytes) = (0, 0);
        let reading = log.read(OFFICE, 0, None, |event| {
            events += usize::from(event.kind == "CompletionReported");
            bytes += event.payload.len() + event.stream.len();
        });
        rates.push(rate(REPLAYED, async { reading.await.expect("reads") }).await);
        assert_eq!(events, REPLAYED, "every event is folded");
        black_box(bytes);
    }
    let (ours, bare) = (median(rates), median(limits));
    println!("replay: bare {bare:.0} events/s, ours {ours:.0} (goal 1000000, floor 500000), ratio {:.2}", ours / bare);
    let verified = rate(REPLAYED, async { assert!(log.verify(OFFICE, None).await.expect("verifies").is_whole()) });
    println!("verify: {:.0} events/s", verified.await);
}

async fn opened(path: &Path) -> EventLog {
    opened_at(path.to_str().expect("UTF-8")).await
}

async fn opened_at(address: &str) -> EventLog {
    EventLog::open(OpenOptions::new(address).create(true).clock(Clock::real())).await.expect("opens")
}

/// A command with events on one new stream.
fn command(ids: &Ids, events: usize) -> Append {
    let new = |n| NewEvent {
        event_id: ids.next(),
        kind: "CompletionReported".into(),
        schema_version: 1,
        occurred_on: NaiveDate::from_ymd_opt(2023, 7, 5).unwrap_or_default(),
        payload: payload(n),
    };
    let stream = format!("activity-{}", ids.next());
    let writes = vec![Write { stream, expected: Expected::New, events: (0..events).map(new).collect() }];
    let (command_id, actor) = (ids.next(), Uuid::from_u128(7));
    Append { log: OFFICE, command_id, actor, correlation: None, causation: None, writes, result: String::new() }
}

/// About as long as a reported completion.
fn payload(n: usize) -> String {
    format!(
        "{{\"occurrence\":\"2023-07-{n:02}\",\"executor\":\"0190a1b2-0000-7000-8000-00000000{:04}\",\"performed_on\":\"2023-07-05\",\
         \"links\":[\"https://school.example.org/news/{n}\"],\"note\":\"Проведено\"}}",
        n % 10_000
    )
}

/// What is done `times` times, per second.
async fn rate(times: usize, work: impl Future<Output = ()>) -> f64 {
    let started = Instant::now();
    work.await;
    times as f64 / started.elapsed().as_secs_f64()
}

fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates.get(rates.len() / 2).copied().unwrap_or(f64::NAN)
}
