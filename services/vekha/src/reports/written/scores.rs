//! What the scored windows of the period came to: averages beside the window before, bands and zones, what followed.

use super::{super::writer::Writer, Subject};
use crate::{web::pages::written, windows::figures};
use vekha_domain::scoring::Exact;
use vekha_office::{Cell, Kind};
use vekha_projections::{Scores, Windowed};

/// A scored window of the period.
type Scored<'a> = (&'a Windowed<'a>, &'a Scores<'a>);

pub fn write(w: &mut Writer<'_>, s: &Subject<'_>) {
    let scored: Vec<Scored<'_>> =
        s.analysis.windows.iter().filter_map(|window| Some((window, window.scores.as_ref()?))).collect();
    if scored.is_empty() {
        return;
    }
    averages(w, s, &scored);
    let levels: Vec<String> = scored.iter().filter_map(|of| levels(s, of)).collect();
    if !levels.is_empty() {
        w.words(w.say("report-levels-lead"));
        w.items(levels);
    }
    let changes: Vec<String> = scored.iter().filter_map(|of| changes(s, of)).collect();
    if !changes.is_empty() {
        w.words(w.say("report-changes-lead"));
        w.items(changes);
    }
    followed(w, s, &scored);
}

/// Totals with their mean and median, beside those of the window before.
fn averages(w: &mut Writer<'_>, s: &Subject<'_>, scored: &[Scored<'_>]) {
    let columns = vec![
        w.column("report-monitoring", Kind::Text, 46),
        w.column("report-totalled", Kind::Number, 11),
        w.column("report-mean", Kind::Text, 11),
        w.column("report-mean-before", Kind::Text, 13),
        w.column("report-median", Kind::Text, 11),
        w.column("report-median-before", Kind::Text, 13),
    ];
    let number =
        |of: Option<Exact>| Cell::words(of.map_or_else(|| "—".to_owned(), |of| figures::mean(s.look.lang, of)));
    let row = |(window, scores): &Scored<'_>| {
        let totalled = scores.totalled?;
        let averages = [scores.mean.0, scores.mean.1, scores.median.0, scores.median.1];
        let mut cells = vec![Cell::words(title(window)), Cell::number(totalled)];
        cells.extend(averages.map(number));
        Some((cells, Some(page(s, window))))
    };
    let rows: Vec<_> = scored.iter().filter_map(row).collect();
    if !rows.is_empty() {
        w.table("report-scores-table", columns, rows);
    }
}

/// «Мониторинг МТКП, 01.09–30.09: неудовлетворительный — 3 (было 5), …».
fn levels(s: &Subject<'_>, (window, scores): &Scored<'_>) -> Option<String> {
    let lang = s.look.lang;
    let told = |name: &str, n: u64, before: Option<u64>| {
        let args = [("name", name.to_owned().into()), ("n", written::number(n).into())];
        match before {
            Some(before) => {
                let before = [("before", written::number(before).into())];
                lang.say_with("report-level-before", args.into_iter().chain(before))
            }
            None => lang.say_with("report-level", args),
        }
    };
    let bands = scores.bands.iter().map(|(band, n, before)| told(&band.name, *n, *before));
    let zones = scores.zones.iter().map(|(zone, n)| told(&zone.name, *n, None));
    let all: Vec<String> = bands.chain(zones).collect();
    let args = [("monitoring", title(window).into()), ("levels", all.join("; ").into())];
    (!all.is_empty()).then(|| lang.say_with("report-levels", args))
}

/// How many values went which way, where there was a window before.
fn changes(s: &Subject<'_>, (window, scores): &Scored<'_>) -> Option<String> {
    let (better, worse) = scores.changes;
    let args = [
        ("monitoring", title(window).into()),
        ("better", written::number(better).into()),
        ("worse", written::number(worse).into()),
    ];
    (better + worse > 0).then(|| s.look.lang.say_with("report-changes", args))
}

/// Recommendations and decisions with what became of them.
fn followed(w: &mut Writer<'_>, s: &Subject<'_>, scored: &[Scored<'_>]) {
    let columns = vec![
        w.column("report-monitoring", Kind::Text, 40),
        w.column("report-recommended", Kind::Number, 12),
        w.column("report-followed", Kind::Number, 11),
        w.column("report-followed-late", Kind::Number, 11),
        w.column("report-not-followed", Kind::Number, 11),
        w.column("report-decided", Kind::Number, 10),
        w.column("report-decided-planned", Kind::Number, 12),
        w.column("report-decided-done", Kind::Number, 11),
    ];
    let row = |(window, scores): &Scored<'_>| {
        let (recommended, decided) = (scores.recommendations, scores.decisions);
        let numbers = [
            recommended.issued,
            recommended.in_time,
            recommended.late,
            recommended.overdue,
            decided.taken,
            decided.planned,
            decided.done,
        ];
        let mut cells = vec![Cell::words(title(window))];
        cells.extend(numbers.map(Cell::number));
        (recommended.issued + decided.taken > 0).then(|| (cells, Some(page(s, window))))
    };
    let rows: Vec<_> = scored.iter().filter_map(row).collect();
    if rows.is_empty() {
        w.words(w.say("report-followed-none"));
    } else {
        w.table("report-followed-table", columns, rows);
    }
}

fn title(window: &Windowed<'_>) -> String {
    format!("{}, {}–{}", window.monitoring.title, written::day(window.from), written::day(window.to))
}

fn page(s: &Subject<'_>, window: &Windowed<'_>) -> String {
    let (office, of) = (s.look.known.office().id, window.monitoring.id);
    format!("/offices/{office}/monitorings/{of}/{}/results", window.window)
}
