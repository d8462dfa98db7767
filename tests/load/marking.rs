//! How long one mark takes over HTTP, from the request to the answer that it is on the disk, beside a flush of the same disk.

use super::{at, server::Server};
use std::{fs::File, io::Write, path::Path, time::Instant};

const ALONE: usize = 200;
const CLIENTS: usize = 8;
const EACH: usize = 100;
/// What Redmine 5.0.4 makes by REST a second, one client, on two cores.
const REDMINE: f64 = 40.6;

/// Marks of obligations that are open, each by its own address.
pub fn measure(server: &Server, addresses: &[String], token: &str, folder: &Path) {
    let mark = |client: &mut super::client::Client, address: &String| {
        let body = r#"{"occurrence":2,"performed_on":"2023-06-20","links":["https://sosh1.example.org/protokol.pdf"]}"#;
        let answer = client.post(address, token, body);
        assert_eq!(answer.status, 201, "{address}");
        answer.milliseconds
    };
    let (alone, together) = addresses.split_at(ALONE);
    let mut client = server.client();
    let mut took: Vec<f64> = alone.iter().map(|address| mark(&mut client, address)).collect();
    took.sort_by(f64::total_cmp);
    let flush = flushes(folder);
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for addresses in together.chunks(EACH).take(CLIENTS) {
            scope.spawn(move || {
                let mut client = server.client();
                for address in addresses {
                    mark(&mut client, address);
                }
            });
        }
    });
    let rate = (CLIENTS * EACH) as f64 / begun.elapsed().as_secs_f64();
    println!(
        "a mark over HTTP: p50 {:.2} ms, p99 {:.2} ms (goal 5); a flush of the disk {:.2} ms, ratio {:.1}; {CLIENTS} clients {rate:.0}/s \
         (goal 500); Redmine {REDMINE}/s, ratio {:.0}",
        at(&took, 0.5),
        at(&took, 0.99),
        flush,
        at(&took, 0.5) / flush,
        rate / REDMINE
    );
}

/// Median milliseconds of appending 4 KiB to a file and waiting for the disk.
fn flushes(folder: &Path) -> f64 {
    let mut file = File::create(folder.join("flushed")).unwrap();
    let mut took: Vec<f64> = (0..ALONE)
        .map(|_| {
            let begun = Instant::now();
            file.write_all(&[7; 4_096]).unwrap();
            file.sync_data().unwrap();
            begun.elapsed().as_secs_f64() * 1_000.0
        })
        .collect();
    took.sort_by(f64::total_cmp);
    at(&took, 0.5)
}
