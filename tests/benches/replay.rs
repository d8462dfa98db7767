//! How fast a log on the disk becomes what is known: a million events of a real mix, read and folded in one thread, beside the
//! same events only read; and how long a past day takes, cold and warm, beside folding it from the first event.
//! `cargo bench -p vekha-tests --bench replay`

mod million;

use chrono::{DateTime, Utc};
use million::{ACTIVITIES, OCCURRENCES, OFFICE, ROADMAPS, Size, fill_with, roadmap};
use std::{hint::black_box, path::Path, time::Instant};
use vekha::app::{App, Options};
use vekha_event_log::{Clock, EventLog, Ids, LogId, OpenOptions};
use vekha_projections::{Figures, Scope, View};

const ROUNDS: usize = 3;
/// Days asked about.
const DAYS: u64 = 200;
/// Days of those that are also folded from the first event.
const ANEW: usize = 5;

fn main() {
    vekha::take_small_pages();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(measure());
}

async fn measure() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let path = folder.path().join("vekha.db");
    let events = fill_with(&path, [Size::default()]).await;
    replay(&path, events).await;
    past(&path, events).await;
}

async fn replay(path: &Path, events: u64) {
    let log = EventLog::open(OpenOptions::new(path.to_str().unwrap())).await.unwrap();
    let (mut bare, mut folded) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        let mut bytes = 0;
        log.read(LogId(OFFICE.0), 0, None, |event| bytes += event.payload.len()).await.unwrap();
        black_box(bytes);
        bare.push(events as f64 / begun.elapsed().as_secs_f64());

        let app = open(path).await;
        let begun = Instant::now();
        let known = app.office(OFFICE).await.unwrap();
        folded.push(events as f64 / begun.elapsed().as_secs_f64());
        assert_eq!(known.position(), events);
        let all = (0..ROADMAPS).flat_map(|n| known.activities(roadmap(n)));
        assert_eq!(all.map(|a| a.marks.len()).sum::<usize>(), marks());
    }
    let (bare, folded) = (median(bare), median(folded));
    println!("replay, {events} events: read {bare:.0}/s, read and folded {folded:.0}/s, ratio {:.2}", folded / bare);
    println!("goal 1000000/s folded, floor 500000/s");
}

/// Random days, each with the figures of a roadmap.
async fn past(path: &Path, events: u64) {
    let mut cold = Vec::new();
    for n in 0..ROUNDS as u64 {
        let begun = Instant::now();
        let app = open(path).await;
        let at = moment(&app, scattered(n) % events + 1).await;
        black_box(figures(&app, at, u128::from(n)).await);
        cold.push(begun.elapsed().as_secs_f64());
    }
    let app = open(path).await;
    drop(app.office(OFFICE).await.unwrap());
    let resident = resident_megabytes();
    let (mut warm, mut asked) = (Vec::new(), Vec::new());
    for n in 0..DAYS {
        let at = moment(&app, scattered(n) % events + 1).await;
        let begun = Instant::now();
        let answer = figures(&app, at, u128::from(n)).await;
        warm.push(begun.elapsed().as_secs_f64() * 1e3);
        asked.push((at, u128::from(n), answer));
    }
    let snapshots = app.forget_snapshots(OFFICE).await.unwrap();
    let mut anew = Vec::new();
    for (at, n, answer) in asked.into_iter().take(ANEW) {
        app.forget_snapshots(OFFICE).await.unwrap();
        let begun = Instant::now();
        assert_eq!(figures(&app, at, n).await, answer, "without snapshots the answer is another one");
        anew.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    warm.sort_by(f64::total_cmp);
    let at = |share: f64| warm[((warm.len() - 1) as f64 * share) as usize];
    let (half, most, anew) = (at(0.5), at(1.0), median(anew));
    println!("a past day, {events} events, {} snapshots, {resident} MB resident:", snapshots.len());
    println!(
        "  warm: median {half:.0} ms, p99 {:.0} ms, worst {most:.0} ms of {DAYS} days (limit 100 ms); folded from the \
         first event {anew:.0} ms, ratio {:.1}",
        at(0.99),
        anew / half
    );
    println!("  cold, from opening the database to the answer: median {:.2} s (limit 2 s)", median(cold));
}

async fn figures(app: &App, at: DateTime<Utc>, n: u128) -> Figures {
    let known = app.known_at(OFFICE, at).await.unwrap();
    View::new(&known, known.local_day(at)).fulfilment(&Scope::roadmap(roadmap(n % ROADMAPS)))
}

async fn moment(app: &App, position: u64) -> DateTime<Utc> {
    app.log().at(LogId(OFFICE.0), position, |event, _| event.recorded_at).await.unwrap().unwrap()
}

/// How many marks there are.
fn marks() -> usize {
    ROADMAPS as usize * ACTIVITIES as usize * usize::from(OCCURRENCES)
}

async fn open(path: &Path) -> App {
    let database = path.display().to_string();
    App::open(Options { database, create: false, clock: Clock::real(), ids: Ids::real(), demo: None }).await.unwrap()
}

/// The nth of numbers that lie anywhere (SplitMix64).
fn scattered(n: u64) -> u64 {
    let mut mixed = n.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

fn resident_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes =
        status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.split_whitespace().next()?.parse().ok());
    kilobytes.unwrap_or(0_u64) / 1_024
}

fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates[rates.len() / 2]
}
