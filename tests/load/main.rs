//! What people wait for over the loopback: pages of a municipality of 5 roadmaps, 2,000 obligations and 50,000 events and of a table
//! of 10,000 rows, one by one and by so many a second; marks; a morning's letters; a second copy; the start. `cargo bench -p vekha-tests --bench
//! load`, and of these only some with `-- pages`, `rates`, `marks`, `letters`, `second`, `start`.

mod beginning;
mod client;
mod letters;
mod marking;
mod rates;
mod second;
mod server;
mod town;

use server::Server;
use std::time::Instant;
use town::{Size, Town};

/// Requests of one client, for the latency.
const ALONE: usize = 200;
/// Clients at once, and requests of each.
const CLIENTS: usize = 8;
const EACH: usize = 60;
/// Requests a second of Redmine 5.0.4 for the like of the page, eight clients, on two cores.
const REDMINE: &[(&str, f64)] =
    &[("overdue", 11.7), ("plan", 11.3), ("activity", 14.1), ("mine", 24.9), ("gantt", 1.8)];
const PARTS: [&str; 6] = ["pages", "rates", "marks", "letters", "second", "start"];

fn main() {
    let named: Vec<String> = std::env::args().filter(|word| PARTS.contains(&word.as_str())).collect();
    let asked = |part: &str| named.is_empty() || named.iter().any(|word| word == part);
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    if asked("start") {
        beginning::measure(folder.path());
    }
    if asked("letters") {
        runtime.block_on(letters::measure(folder.path()));
    }
    if asked("second") {
        runtime.block_on(second::measure(folder.path()));
    }
    if !["pages", "rates", "marks"].into_iter().any(asked) {
        return;
    }
    let database = folder.path().join("vekha.db").display().to_string();
    let (small, large) = runtime.block_on(async {
        let small = town::build(&database, Size::of(1, 5, 82, 50_000)).await;
        (small, town::build(&database, Size::of(2, 1, 10_000, 0)).await)
    });
    println!("office of {} events, {} obligations; table of 10,000 rows", small.events, small.obligations);
    let server = Server::start(&database);
    if asked("pages") {
        pages(&server, &small, &large);
    }
    if asked("rates") {
        rates::measure(&server, &small.daily(), &small.token);
    }
    if asked("marks") {
        marking::measure(&server, &large.open_marks(), &large.token, folder.path());
    }
    println!("the program holds {} MB", server.resident());
}

/// Every page, as a table.
fn pages(server: &Server, small: &Town, large: &Town) {
    println!(
        "{:<14} {:>8} {:>8} {:>8} {:>9} {:>9} {:>9}",
        "page", "KB", "p50 ms", "p99 ms", "req/s×8", "Redmine", "ratio"
    );
    for (name, path) in small.pages() {
        page(server, name, &path, &small.token);
    }
    page(server, "10,000 rows", &large.plan(), &large.token);
    page(server, "found in them", &format!("{}?p=kochneva&t=%E2%84%96+99", large.plan()), &large.token);
    let file = server.client().get(&format!("{}.xlsx", large.plan()), &large.token);
    println!(
        "10,000 rows as .xlsx: status {}, {} KB, {:.0} ms (goal 1000)",
        file.status,
        file.bytes / 1024,
        file.milliseconds
    );
    println!("goals: p99 ≤ 10 ms and ≤ 60 KB a page; 10,000 rows ≤ 50 ms. The client's work is in every figure.");
}

/// Latency of a page for one client and requests a second of several, as a line of the table.
fn page(server: &Server, name: &str, path: &str, token: &str) {
    let mut client = server.client();
    let first = client.get(path, token);
    if first.status != 200 {
        println!("{name:<14} answers {}: {path}", first.status);
        return;
    }
    let mut took: Vec<f64> = (0..ALONE).map(|_| client.get(path, token).milliseconds).collect();
    took.sort_by(f64::total_cmp);
    let rate = together(server, path, token);
    let redmine = REDMINE.iter().find(|(page, _)| *page == name).map(|(_, rate)| *rate);
    let beside = redmine.map_or(String::new(), |r| format!("{r:>9.1} {:>9.0}", rate / r));
    let kilobytes = first.bytes as f64 / 1024.0;
    println!("{name:<14} {kilobytes:>8.1} {:>8.2} {:>8.2} {rate:>9.0} {beside}", at(&took, 0.5), at(&took, 0.99));
}

/// Requests a second with several clients at once.
fn together(server: &Server, path: &str, token: &str) -> f64 {
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..CLIENTS {
            scope.spawn(|| {
                let mut client = server.client();
                (0..EACH).for_each(|_| assert_eq!(client.get(path, token).status, 200));
            });
        }
    });
    (CLIENTS * EACH) as f64 / begun.elapsed().as_secs_f64()
}

/// What so much of the measured takes no longer than; in order of length.
fn at(took: &[f64], share: f64) -> f64 {
    took[((took.len() - 1) as f64 * share) as usize]
}
