//! How quickly 10,000 values of teachers become totals and bands, and a model is checked.
#![expect(clippy::unwrap_used, reason = "a bench fails where it stands")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use vekha_domain::scoring::{Exact, Model, Value, Values};

/// Five values each.
const TEACHERS: usize = 2_000;

fn totals(c: &mut Criterion) {
    let model: Model = toml::from_str(include_str!("../../seeds/scoring/korenovsk-m2.toml")).unwrap();
    let value = |teacher: usize, at: usize| match model.indicators.get(at).and_then(|i| i.values.finite()) {
        Some(all) => all.get((teacher / (at + 1)) % all.len()).copied().flatten().map_or(Value::Absent, Value::Number),
        None => Value::Number(Exact::ZERO),
    };
    let entered: Vec<Values> = (0..TEACHERS)
        .map(|teacher| {
            let codes = model.indicators.iter().map(|indicator| indicator.code.clone());
            codes.enumerate().map(|(at, code)| (code, value(teacher, at))).collect()
        })
        .collect();
    let mut group = c.benchmark_group("scoring");
    group.throughput(Throughput::Elements(TEACHERS as u64 * 5));
    group.bench_function("10,000 values to totals and bands", |b| {
        b.iter(|| {
            for values in &entered {
                black_box(model.total(black_box(values)).and_then(|total| model.band(total)));
            }
        });
    });
    group.throughput(Throughput::Elements(1));
    group.bench_function("findings of a model", |b| b.iter(|| black_box(black_box(&model).findings())));
    group.finish();
}

criterion_group!(benches, totals);
criterion_main!(benches);
