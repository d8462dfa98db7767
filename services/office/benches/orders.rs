//! How fast an order is read, beside unpacking the same file and walking through its XML without understanding it: `cargo bench -p
//! vekha-office`.
#![expect(clippy::unwrap_used, reason = "a measurement that cannot be made ends the program")]

use quick_xml::{Reader, events::Event};
use std::{
    fs,
    hint::black_box,
    io::{Cursor, Read},
    path::Path,
    time::Instant,
};
use vekha_office::{Format, read_order};
use zip::ZipArchive;

const ROUNDS: usize = 40;

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds/orders");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    println!("{:<20} {:>6} {:>9} {:>9} {:>6}", "order", "rows", "read ms", "walk ms", "ratio");
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let format = match name.rsplit('.').next() {
            Some("docx") => Format::Docx,
            Some("xlsx") => Format::Xlsx,
            _ => continue,
        };
        let bytes = fs::read(&path).unwrap();
        let rows = read_order(&bytes, format).unwrap().rows.len();
        let (mut read, mut walked) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            walked.push(milliseconds(|| walk(&bytes)));
            read.push(milliseconds(|| read_order(black_box(&bytes), format).unwrap().rows.len()));
        }
        let (read, walked) = (median(read), median(walked));
        println!("{name:<20} {rows:>6} {read:>9.2} {walked:>9.2} {:>6.1}", read / walked);
    }
}

/// Unpacks every part and counts what its XML consists of.
fn walk(bytes: &[u8]) -> usize {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut events = 0;
    for index in 0..archive.len() {
        let mut part = Vec::new();
        archive.by_index(index).unwrap().read_to_end(&mut part).unwrap();
        let mut reader = Reader::from_reader(part.as_slice());
        while !matches!(reader.read_event(), Ok(Event::Eof) | Err(_)) {
            events += 1;
        }
    }
    events
}

fn milliseconds(work: impl FnOnce() -> usize) -> f64 {
    let begun = Instant::now();
    black_box(work());
    begun.elapsed().as_secs_f64() * 1_000.0
}

fn median(mut took: Vec<f64>) -> f64 {
    took.sort_by(f64::total_cmp);
    took.get(took.len() / 2).copied().unwrap_or(f64::NAN)
}
