//! How many phrases a second one core reads: all of the five orders, round and round; beside it the least that a reader of Russian
//! words has to do, going through them in small letters.
#![expect(clippy::unwrap_used, reason = "a bench fails where it stands")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use vekha_domain::{
    calendar::WorkCalendar,
    deadline::{Context, Period, read},
    school::SchoolTerms,
};

fn phrases(c: &mut Criterion) {
    let table = include_str!("../tests/data/deadlines.tsv");
    let rows: Vec<(&str, Period)> = table
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let (from, to) = cells.get(6).and_then(|period| period.split_once("..")).unwrap();
            (*cells.first().unwrap(), Period { from: from.parse().unwrap(), to: to.parse().unwrap() })
        })
        .collect();
    let (calendar, terms) = (WorkCalendar::federal(), SchoolTerms::default());
    let mut group = c.benchmark_group("deadline");
    group.throughput(Throughput::Elements(rows.len() as u64));
    group.bench_function("phrases of the five orders", |b| {
        b.iter(|| {
            for (phrase, period) in &rows {
                black_box(read(black_box(phrase), &Context::new(*period, period.from, &calendar, &terms)));
            }
        });
    });
    group.bench_function("their letters made small", |b| {
        b.iter(|| {
            for (phrase, _) in &rows {
                black_box(black_box(phrase).to_lowercase().split_whitespace().count());
            }
        });
    });
    group.finish();
}

criterion_group!(benches, phrases);
criterion_main!(benches);
