//! What an office costs as its log grows tenfold and tenfold again: on the disk, in memory, to begin, to add to, to ask of today and of a past
//! day. `cargo bench -p vekha-tests --bench growth`; the last size with `-- --most 10000000`.

mod million;

use chrono::{DateTime, Utc};
use million::{ACTIVITIES, OFFICE, Size, fill_with, roadmap};
use std::{hint::black_box, path::Path, process::Command as Process, time::Instant};
use vekha::app::{App, Command, Options};
use vekha_domain::{
    event::OrganisationKind,
    ids::{OrganisationId, PersonId},
};
use vekha_event_log::{Clock, Ids, LogId};
use vekha_projections::{Figures, Scope, View};

/// Events that an activity comes to: three of its plan, and of each of nine occurrences three and a fifth of a letter.
const OF_ACTIVITY: u32 = 32;
const SMALLEST: u32 = 10_000;
const ROUNDS: u32 = 40;

fn main() {
    vekha::take_small_pages();
    let args: Vec<String> = std::env::args().collect();
    let after = |name: &str| args.iter().position(|arg| arg == name).and_then(|at| args.get(at + 1));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    if let Some(path) = after("--of") {
        return runtime.block_on(measure(Path::new(path)));
    }
    let most: u32 = after("--most").map_or(1_000_000, |most| most.parse().unwrap());
    println!(
        "{:>10} {:>9} {:>9} {:>9} {:>10} {:>9} {:>9} {:>9} {:>10}",
        "events", "MB disk", "B/event", "cold ms", "events/s", "MB", "add ms", "today ms", "past ms"
    );
    let mut events = SMALLEST;
    while events <= most {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let path = folder.path().join("vekha.db");
        let rows = events / OF_ACTIVITY;
        let roadmaps = rows.div_ceil(ACTIVITIES);
        let size = Size { roadmaps: roadmaps.into(), activities: rows / roadmaps, ..Size::default() };
        runtime.block_on(fill_with(&path, [size]));
        // A process of its own: memory that was given back is seldom gone.
        let mut child = Process::new(std::env::current_exe().unwrap());
        assert!(child.arg("--of").arg(&path).status().unwrap().success());
        events *= 10;
    }
}

/// A line of the table.
async fn measure(path: &Path) {
    let begun = Instant::now();
    let app = open(path).await;
    let events = app.office(OFFICE).await.unwrap().position();
    let cold = millis(begun);
    let resident = resident_megabytes();
    let roadmaps = u32::try_from(app.office(OFFICE).await.unwrap().roadmaps().count()).unwrap();
    let (mut add, mut today, mut past) = (Vec::new(), Vec::new(), Vec::new());
    for n in 0..ROUNDS {
        let begun = Instant::now();
        change(&app).await;
        add.push(millis(begun));
        let begun = Instant::now();
        black_box(figures(&app, app.now(), n % roadmaps).await);
        today.push(millis(begun));
        let at = u64::from(n * 2_654_435 % ROUNDS + 1) * events / u64::from(ROUNDS + 1);
        let at = app.log().at(LogId(OFFICE.0), at.max(1), |event, _| event.recorded_at).await.unwrap().unwrap();
        let begun = Instant::now();
        black_box(figures(&app, at, n % roadmaps).await);
        past.push(millis(begun));
    }
    let disk = std::fs::metadata(path).unwrap().len() as f64;
    println!(
        "{events:>10} {:>9.1} {:>9.0} {cold:>9.0} {:>10.0} {resident:>9} {:>9.2} {:>9.2} {:>10.1}",
        disk / 1_048_576.0,
        disk / events as f64,
        events as f64 / cold * 1e3,
        median(add),
        median(today),
        median(past)
    );
}

/// The figures of a roadmap as known at a moment.
async fn figures(app: &App, at: DateTime<Utc>, n: u32) -> Figures {
    let known = app.known_at(OFFICE, at).await.unwrap();
    View::new(&known, known.local_day(at)).fulfilment(&Scope::roadmap(roadmap(n.into())))
}

/// Something happens, and is on the disk.
async fn change(app: &App) {
    let command = Command { office: OFFICE, actor: PersonId::PROGRAM, id: app.ids().next() };
    let school = OrganisationId(app.ids().next());
    let name = format!("МБОУ СОШ {}", school.0);
    let added = app.change(command, |state, _| {
        let today = state.local_day(app.now());
        state.office().add_organisation(school, &name, OrganisationKind::School, today)
    });
    added.await.unwrap();
}

async fn open(path: &Path) -> App {
    let database = path.display().to_string();
    let options = Options { database, create: false, clock: Clock::real(), ids: Ids::real(), demo: None };
    let app = App::open(options).await.unwrap();
    app.bound_memory(u64::MAX);
    app
}

fn millis(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1e3
}

fn resident_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes =
        status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.split_whitespace().next()?.parse().ok());
    kilobytes.unwrap_or(0_u64) / 1_024
}

fn median(mut took: Vec<f64>) -> f64 {
    took.sort_by(f64::total_cmp);
    took[took.len() / 2]
}
