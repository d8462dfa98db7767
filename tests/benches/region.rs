//! How far one copy goes: many offices in one file, their table cold and warm, what an office takes in memory, and a walk over all
//! of them within a bound. `cargo bench -p vekha-tests --bench region -- --offices 44 --events 227000 --memory-mb 512`

mod million;

use million::{Size, fill_with};
use std::{
    hint::black_box,
    path::{Path, PathBuf},
    time::Instant,
};
use uuid::Uuid;
use vekha::app::{App, Command, Options, RegionAsked};
use vekha_domain::{
    event::OrganisationKind,
    ids::{OfficeId, OrganisationId, PersonId},
};
use vekha_event_log::{Clock, Ids};

/// Roadmaps of each office.
const ROADMAPS: u128 = 4;
/// Events that an activity comes to: three of its plan, and of each of nine occurrences three and a fifth of a letter.
const OF_ACTIVITY: f64 = 31.8;
/// Offices kept in memory together to see what one takes.
const TOGETHER: u128 = 8;
const ROUNDS: usize = 20;

struct Wanted {
    offices: u128,
    events: u64,
    memory_mb: u64,
    /// A database that an earlier run left, or that this one leaves.
    keep: Option<PathBuf>,
    /// Which part is measured here: each has a process of its own, for memory that was given back is seldom gone.
    part: Option<String>,
}

impl Wanted {
    fn read() -> Wanted {
        let args: Vec<String> = std::env::args().collect();
        let after = |name: &str| args.iter().position(|arg| arg == name).and_then(|at| args.get(at + 1));
        let number = |name, usual: u64| after(name).map_or(usual, |text| text.parse().unwrap());
        Wanted {
            offices: number("--offices", 8).into(),
            events: number("--events", 20_000),
            memory_mb: number("--memory-mb", 512),
            keep: after("--keep").map(PathBuf::from),
            part: after("--part").cloned(),
        }
    }

    fn sizes(&self) -> impl Iterator<Item = Size> + '_ {
        let activities = (self.events as f64 / OF_ACTIVITY / ROADMAPS as f64) as u32;
        (1..=self.offices).map(move |n| Size {
            office: office(n),
            territory: format!("Муниципалитет {n}"),
            roadmaps: ROADMAPS,
            activities,
        })
    }
}

fn office(n: u128) -> OfficeId {
    OfficeId(Uuid::from_u128(n))
}

fn main() {
    vekha::take_small_pages();
    let wanted = Wanted::read();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    match (&wanted.part, &wanted.keep) {
        (Some(part), Some(path)) => runtime.block_on(measure(part, path, &wanted)),
        _ => runtime.block_on(make(&wanted)),
    }
}

/// Writes the installation and has each part measured by a process of its own.
async fn make(wanted: &Wanted) {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let path = wanted.keep.clone().unwrap_or_else(|| folder.path().join("vekha.db"));
    if !path.exists() {
        let begun = Instant::now();
        let events = fill_with(&path, wanted.sizes()).await;
        println!("{events} events written, {:.0}/s", events as f64 / begun.elapsed().as_secs_f64());
    }
    let app = open(&path).await;
    let heads = app.offices_with_heads().await.unwrap();
    let all: u64 = heads.iter().map(|(_, head)| head.position).sum();
    let bytes = size_of(&path);
    println!(
        "{} offices, {all} events: {:.1} MB on disk, {:.0} bytes an event",
        heads.len(),
        mega(bytes),
        bytes as f64 / all as f64
    );
    drop(app);
    for part in ["summary", "bare", "memory", "walk"] {
        let mut child = std::process::Command::new(std::env::current_exe().unwrap());
        child.args(std::env::args().skip(1)).arg("--keep").arg(&path).args(["--part", part]);
        assert!(child.status().unwrap().success(), "{part}");
    }
}

async fn measure(part: &str, path: &Path, wanted: &Wanted) {
    let app = open(path).await;
    let all = app.offices_with_heads().await.unwrap().iter().map(|(_, head)| head.position).sum();
    drop(app);
    let together = wanted.offices.min(TOGETHER);
    match part {
        "summary" => summary(path, all).await,
        "bare" => bare(path, together).await,
        "memory" => memory(path, together).await,
        _ => walk(path, wanted, all).await,
    }
}

/// The table of all offices: from nothing, from its own table, after one office went on, and of a past day.
async fn summary(path: &Path, all: u64) {
    let begun = Instant::now();
    let app = open(path).await;
    let offices = app.offices().await.unwrap().len();
    println!("start to the first answer (a list of {offices} offices): {:.0} ms", millis(begun));
    app.forget_summaries().await.unwrap();
    let begun = Instant::now();
    let cold = app.region(RegionAsked::default()).await.unwrap();
    let took = begun.elapsed().as_secs_f64();
    assert_eq!(cold.len(), offices);
    assert_eq!(cold.iter().map(|told| told.summary.position).sum::<u64>(), all, "every event of every log");
    println!(
        "the table, every log folded: {took:.2} s, {:.0} events/s, {} MB resident",
        all as f64 / took,
        resident("VmRSS:")
    );
    println!("the table, kept: median {:.1} ms", warm(&app).await);
    let begun = Instant::now();
    let again = open(path).await;
    assert_eq!(again.region(RegionAsked::default()).await.unwrap().len(), offices);
    println!("the table, kept, from the start of the program: {:.0} ms", millis(begun));
    change(&app, 1).await;
    let begun = Instant::now();
    black_box(app.region(RegionAsked::default()).await.unwrap());
    println!("the table, one office in memory went on: {:.0} ms", millis(begun));
    let other = open(path).await;
    change(&other, 2).await;
    let begun = Instant::now();
    black_box(app.region(RegionAsked::default()).await.unwrap());
    println!("the table, one office not in memory went on: {:.0} ms", millis(begun));
    let past = RegionAsked { as_of: "2023-03-31".parse().ok(), known_at: None };
    let begun = Instant::now();
    black_box(app.region(past).await.unwrap());
    let cold = begun.elapsed().as_secs_f64();
    let begun = Instant::now();
    black_box(app.region(past).await.unwrap());
    println!("the table of a past day: {cold:.2} s, again {:.0} ms", millis(begun));
}

async fn warm(app: &App) -> f64 {
    let mut took = Vec::new();
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        black_box(app.region(RegionAsked::default()).await.unwrap());
        took.push(millis(begun));
    }
    took.sort_by(f64::total_cmp);
    took[took.len() / 2]
}

/// What an office's state takes by itself.
async fn bare(path: &Path, offices: u128) {
    let app = open(path).await;
    let (before, mut events, mut first, mut kept) = (resident("VmRSS:"), 0, 0.0, Vec::new());
    for n in 1..=offices {
        let begun = Instant::now();
        let state = app.folded_anew(office(n), u64::MAX >> 1).await.unwrap();
        first = if n == 1 { millis(begun) } else { first };
        events += state.position();
        kept.push(state);
    }
    let took = resident("VmRSS:") - before;
    println!("one office, its log folded: {first:.0} ms");
    println!(
        "{} offices in memory, {events} events: {took} MB resident, {:.0} bytes an event",
        kept.len(),
        of_event(took, events)
    );
}

/// What it takes with the past states that are kept with it, and what it is reckoned at.
async fn memory(path: &Path, offices: u128) {
    let app = open(path).await;
    app.bound_memory(u64::MAX);
    let (before, mut events) = (resident("VmRSS:"), 0);
    for n in 1..=offices {
        events += app.office(office(n)).await.unwrap().position();
    }
    let (took, reckoned) = (resident("VmRSS:") - before, app.occupied().await.bytes);
    let mut past = Vec::new();
    for n in 1..=offices {
        past.extend(app.forget_snapshots(office(n)).await.unwrap());
    }
    println!(
        "the same with {} past states (their positions add up to {}): {took} MB resident, {:.0} bytes an event, {:.0} MB a million; \
         reckoned {:.0} MB, of that past states {:.0} MB",
        past.len(),
        past.iter().sum::<u64>(),
        of_event(took, events),
        of_event(took, events) * 1e6 / 1_048_576.0,
        mega(reckoned),
        mega(reckoned - app.occupied().await.bytes)
    );
}

fn of_event(megabytes: u64, events: u64) -> f64 {
    megabytes as f64 * 1_048_576.0 / events as f64
}

/// Every office asked for, one after the other and once again: what stays resident, and what it costs.
async fn walk(path: &Path, wanted: &Wanted, all: u64) {
    let app = open(path).await;
    app.bound_memory(wanted.memory_mb << 20);
    let (before, mut most) = (resident("VmRSS:"), 0);
    let begun = Instant::now();
    for _ in 0..2 {
        for n in 1..=wanted.offices {
            black_box(app.office(office(n)).await.unwrap().position());
            most = most.max(resident("VmRSS:"));
        }
    }
    let (took, now) = (begun.elapsed().as_secs_f64(), app.occupied().await);
    println!(
        "a walk over all, twice, within {} MB: {took:.1} s, {:.0} events/s; at most {} MB resident more, {} offices stayed, {} dropped, \
         reckoned {:.0} MB; peak of the whole run {} MB",
        wanted.memory_mb,
        all as f64 * 2.0 / took,
        most.saturating_sub(before),
        now.offices,
        now.dropped,
        mega(now.bytes),
        resident("VmHWM:")
    );
}

/// Something happens in an office.
async fn change(app: &App, n: u128) {
    let command = Command { office: office(n), actor: PersonId::PROGRAM, id: app.ids().next() };
    let school = OrganisationId(app.ids().next());
    let name = format!("МБОУ СОШ {}", school.0);
    app.change(command, |state, _| {
        let today = state.local_day(app.now());
        state.office().add_organisation(school, &name, OrganisationKind::School, today)
    })
    .await
    .unwrap();
}

async fn open(path: &Path) -> App {
    let database = path.display().to_string();
    App::open(Options { database, create: false, clock: Clock::real(), ids: Ids::real(), demo: None }).await.unwrap()
}

fn size_of(path: &Path) -> u64 {
    let of = |ending: &str| {
        let mut file = path.as_os_str().to_owned();
        file.push(ending);
        std::fs::metadata(file).map_or(0, |file| file.len())
    };
    of("") + of("-wal")
}

fn millis(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1e3
}

fn mega(bytes: u64) -> f64 {
    bytes as f64 / 1_048_576.0
}

/// A line of the process's status in megabytes: `VmRSS:` now, `VmHWM:` at most.
fn resident(line: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes = status.lines().find_map(|text| text.strip_prefix(line)?.split_whitespace().next()?.parse().ok());
    kilobytes.unwrap_or(0_u64) / 1_024
}
