//! How fast pages answer over the loopback: a municipality of 5 roadmaps, 2,000 obligations and 50,000 events, and a table of
//! 10,000 rows. `cargo bench -p vekha-tests --bench load`

mod client;
mod town;

use client::Client;
use std::{
    net::TcpListener,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use vekha_tests::program;

/// Requests of one client, for the latency.
const ALONE: usize = 200;
/// Clients at once, and requests of each.
const CLIENTS: usize = 8;
const EACH: usize = 60;
/// Requests a second of Redmine 5.0.4 for the like of the page, eight clients, on two cores.
const REDMINE: &[(&str, f64)] =
    &[("overdue", 11.7), ("plan", 11.3), ("activity", 14.1), ("mine", 24.9), ("gantt", 1.8)];

fn main() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let database = folder.path().join("vekha.db").display().to_string();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let (small, large) = runtime.block_on(async {
        let small = town::build(&database, 1, 5, 82, 50_000).await;
        let large = town::build(&database, 2, 1, 10_000, 0).await;
        (small, large)
    });
    println!("office of {} events, {} obligations; table of {} rows", small.events, small.obligations, 10_000);
    let server = Server::start(&database);
    println!(
        "{:<14} {:>8} {:>8} {:>8} {:>9} {:>9} {:>9}",
        "page", "KB", "p50 ms", "p99 ms", "req/s×8", "Redmine", "ratio"
    );
    for (name, path) in small.pages() {
        server.measure(name, &path, &small.token);
    }
    server.measure("10,000 rows", &large.plan(), &large.token);
    server.measure("found in them", &format!("{}?p=kochneva&t=%E2%84%96+99", large.plan()), &large.token);
    let file = Client::open(&server.address).unwrap().get(&format!("{}.xlsx", large.plan()), &large.token);
    println!(
        "10,000 rows as .xlsx: status {}, {} KB, {:.0} ms (goal 1000)",
        file.status,
        file.bytes / 1024,
        file.milliseconds
    );
    println!("goals: p99 ≤ 10 ms and ≤ 60 KB a page; 10,000 rows ≤ 50 ms. The client's work is in every figure.");
}

/// The program in a process of its own; ended when dropped.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(database: &str) -> Server {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let address = format!("127.0.0.1:{port}");
        let child = Command::new(program::binary())
            .args(["serve", "--listen", &address, "--database", database])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let server = Server { child, address };
        let begun = Instant::now();
        while Client::open(&server.address).is_none_or(|mut client| client.get("/healthz", "").status != 200) {
            assert!(begun.elapsed() < Duration::from_secs(60), "the program does not answer");
            std::thread::yield_now();
        }
        server
    }

    fn measure(&self, name: &str, path: &str, token: &str) {
        let mut client = Client::open(&self.address).unwrap();
        let first = client.get(path, token);
        if first.status != 200 {
            println!("{name:<14} answers {}: {path}", first.status);
            return;
        }
        let mut took: Vec<f64> = (0..ALONE).map(|_| client.get(path, token).milliseconds).collect();
        took.sort_by(f64::total_cmp);
        let at = |share: f64| took[((took.len() - 1) as f64 * share) as usize];
        let rate = self.together(path, token);
        let redmine = REDMINE.iter().find(|(page, _)| *page == name).map(|(_, rate)| *rate);
        let beside = redmine.map_or(String::new(), |r| format!("{r:>9.1} {:>9.0}", rate / r));
        let kilobytes = first.bytes as f64 / 1024.0;
        println!("{name:<14} {kilobytes:>8.1} {:>8.2} {:>8.2} {rate:>9.0} {beside}", at(0.5), at(0.99));
    }

    /// Requests a second with several clients at once.
    fn together(&self, path: &str, token: &str) -> f64 {
        let begun = Instant::now();
        std::thread::scope(|scope| {
            for _ in 0..CLIENTS {
                scope.spawn(|| {
                    let mut client = Client::open(&self.address).unwrap();
                    (0..EACH).for_each(|_| assert_eq!(client.get(path, token).status, 200));
                });
            }
        });
        (CLIENTS * EACH) as f64 / begun.elapsed().as_secs_f64()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
