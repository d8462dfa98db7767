//! Marks that were sent back, what was taken off control, what waits for a date.

use super::{super::writer::Writer, Subject, rows};
use crate::web::pages::{reason_code, written};
use vekha_office::{Cell, Kind};
use vekha_projections::{OffControl, Returned, Waited};

pub fn write(w: &mut Writer<'_>, s: &Subject<'_>) {
    w.part("report-unfinished");
    returned(w, s);
    off_control(w, s);
    waited(w, s);
}

fn returned(w: &mut Writer<'_>, s: &Subject<'_>) {
    let all = &s.analysis.returned;
    if all.is_empty() {
        w.words(w.say("report-returned-none"));
        return;
    }
    let count = |of: fn(&&Returned<'_>) -> bool| written::number(all.iter().filter(of).count() as u64);
    let args = [
        ("n", written::number(all.len() as u64).into()),
        ("again", count(|r| r.again.is_some()).into()),
        ("reopened", count(|r| r.reopened).into()),
    ];
    w.words(s.look.lang.say_with("report-returned-sum", args));
    if !s.whole() {
        return;
    }
    let mut columns = rows::joined(w);
    columns.extend([
        w.column("breakdown-who", Kind::Text, 24),
        w.column("report-returned-on", Kind::Day, 11),
        w.column("report-reason", Kind::Text, 34),
        w.column("report-again", Kind::Text, 10),
    ]);
    let row = |r: &Returned<'_>| {
        let mut cells = rows::cells(s, r.activity);
        let again = s.look.lang.say(if r.again.is_some() { "export-yes" } else { "export-no" });
        cells.extend([Cell::words(rows::executor(s, r.activity, r.mark.executor)), Cell::Day(r.day)]);
        cells.extend([Cell::words(r.reason), Cell::words(again)]);
        (cells, rows::page(s, r.activity, Some(r.mark.occurrence)))
    };
    let mut sorted: Vec<&Returned<'_>> = all.iter().collect();
    sorted.sort_by_key(|r| (r.activity.ordinal, r.mark.occurrence));
    let rows = sorted.into_iter().map(row).collect();
    w.table("report-returned-table", columns, rows);
}

fn off_control(w: &mut Writer<'_>, s: &Subject<'_>) {
    if s.analysis.off_control.is_empty() {
        w.words(w.say("report-withdrawn-none"));
        return;
    }
    let mut columns = rows::columns(w);
    columns.extend([
        w.column("report-since", Kind::Day, 11),
        w.column("report-basis", Kind::Text, 30),
        w.column("report-not-counted", Kind::Number, 12),
    ]);
    let row = |off: &OffControl<'_>| {
        let mut cells = rows::cells(s, off.activity);
        cells.extend([Cell::Day(off.day), Cell::words(off.basis.words.clone()), Cell::number(off.obligations)]);
        (cells, rows::page(s, off.activity, off.occurrence))
    };
    let rows = s.analysis.off_control.iter().map(row).collect();
    w.table("report-withdrawn-table", columns, rows);
}

fn waited(w: &mut Writer<'_>, s: &Subject<'_>) {
    let all = &s.analysis.waited;
    let dated = all.iter().filter(|waited| waited.until.is_some()).count() as u64;
    let args = [
        ("n", written::number(all.len() as u64 - dated).into()),
        ("dated", written::number(dated).into()),
        ("day", written::day(s.look.as_of).into()),
    ];
    if all.is_empty() {
        w.words(w.say("report-waited-none"));
        return;
    }
    w.words(s.look.lang.say_with("report-waited-sum", args));
    if !s.whole() {
        return;
    }
    let mut columns = rows::columns(w);
    columns.extend([
        w.column("report-term", Kind::Text, 26),
        w.column("report-since", Kind::Day, 11),
        w.column("report-days-waited", Kind::Number, 9),
        w.column("report-why", Kind::Text, 24),
    ]);
    let row = |waited: &Waited<'_>| {
        let term = waited.activity.term_on(s.look.as_of);
        let why = match waited.until {
            Some(day) => s.look.lang.say_with("report-dated-on", [("day", written::day(day).into())]),
            None => {
                let code = reason_code(waited.status, term.map_or("", |term| term.kind.as_str()));
                s.look.lang.say(&format!("report-waits-{code}"))
            }
        };
        let mut cells = rows::cells(s, waited.activity);
        cells.extend([Cell::words(term.map(|term| term.words.clone()).unwrap_or_default()), Cell::Day(waited.since)]);
        cells.extend([Cell::Number(waited.days), Cell::words(why)]);
        (cells, rows::page(s, waited.activity, None))
    };
    let rows = all.iter().map(row).collect();
    w.table("report-waited-table", columns, rows);
}
