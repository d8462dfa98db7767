//! Moved terms, each with its basis.

use super::{super::writer::Writer, Subject, rows};
use crate::web::pages::written;
use vekha_office::{Cell, Kind};
use vekha_projections::Moved;

pub fn write(w: &mut Writer<'_>, s: &Subject<'_>) {
    let (lang, counts) = (s.look.lang, &s.analysis.move_counts);
    w.part("report-moves");
    if counts.moves == 0 {
        w.words(lang.say("report-moves-none"));
        return;
    }
    let args = [
        ("moves", written::number(counts.moves).into()),
        ("occurrences", written::number(counts.occurrences).into()),
        ("obligations", written::number(counts.obligations).into()),
        ("repeatedly", written::number(counts.repeatedly).into()),
        ("late", written::number(counts.too_late).into()),
    ];
    w.words(lang.say_with("report-moves-sum", args));
    let mut columns = rows::columns(w);
    columns.extend([
        w.column("report-old", Kind::Day, 11),
        w.column("report-new", Kind::Day, 11),
        w.column("report-basis", Kind::Text, 30),
        w.column("report-remark", Kind::Text, 16),
    ]);
    let row = |moved: &Moved<'_>| {
        let mut remarks = Vec::new();
        if moved.times > 1 {
            let args = [("nth", moved.nth.into()), ("times", moved.times.into())];
            remarks.push(lang.say_with("report-move-nth", args));
        }
        if moved.too_late {
            remarks.push(lang.say("report-move-late"));
        }
        let mut cells = rows::cells(s, moved.activity);
        cells.extend([Cell::Day(moved.old), Cell::Day(moved.new)]);
        cells.extend([Cell::words(moved.basis.words.clone()), Cell::words(remarks.join("; "))]);
        (cells, rows::page(s, moved.activity, Some(moved.occurrence)))
    };
    let rows = s.analysis.moves.iter().map(row).collect();
    w.table("report-moves-table", columns, rows);
    w.link("menu-changes", s.page("/changes"));
}
