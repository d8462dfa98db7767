//! How long people wait while so many of them ask each second, whether answers come or not: requests leave by a timetable, and
//! each is waited for from the moment it should have left.

use super::{at, server::Server};
use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

/// Seconds of each rate.
const LASTS: usize = 10;
/// Connections; more than ever wait at once on a machine that keeps up.
const CONNECTIONS: usize = 32;

/// The pages people open most, at 50 and at 500 requests a second, beside an answer without a page.
pub fn measure(server: &Server, pages: &[String], token: &str) {
    let nothing = ["/healthz".to_owned()];
    for rate in [50, 500] {
        let (bare, asked) = (waits(server, &nothing, "", rate), waits(server, pages, token, rate));
        println!(
            "{rate} requests/s: p50 {:.2} ms, p99 {:.2} ms, worst {:.1} ms; without a page p50 {:.2}, p99 {:.2}; ratio of p50 {:.1}",
            at(&asked, 0.5),
            at(&asked, 0.99),
            at(&asked, 1.0),
            at(&bare, 0.5),
            at(&bare, 0.99),
            at(&asked, 0.5) / at(&bare, 0.5)
        );
    }
}

/// Milliseconds from when each request should have left to its answer, in order of length.
fn waits(server: &Server, paths: &[String], token: &str, rate: usize) -> Vec<f64> {
    let (next, begun, many) = (AtomicUsize::new(0), Instant::now(), rate * LASTS);
    let one_connection = || {
        let (mut client, mut took) = (server.client(), Vec::new());
        loop {
            let n = next.fetch_add(1, Ordering::Relaxed);
            if n >= many {
                return took;
            }
            let due = begun + Duration::from_secs_f64(n as f64 / rate as f64);
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
            assert_eq!(client.get(&paths[n % paths.len()], token).status, 200);
            took.push(due.elapsed().as_secs_f64() * 1_000.0);
        }
    };
    let mut all: Vec<f64> = std::thread::scope(|scope| {
        let connections: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(one_connection)).collect();
        connections.into_iter().flat_map(|connection| connection.join().unwrap()).collect()
    });
    all.sort_by(f64::total_cmp);
    all
}
