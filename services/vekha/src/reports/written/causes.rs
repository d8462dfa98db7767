//! Reasons in the words of those who entered them: none is added, none is put together.

use super::{super::writer::Writer, Subject, rows};
use crate::sentence;
use vekha_office::{Cell, Kind};
use vekha_projections::{Cause, Source};

pub fn write(w: &mut Writer<'_>, s: &Subject<'_>) {
    let lang = s.look.lang;
    w.part("report-causes");
    // What was sent back stands in its own table of a yearly analysis.
    let told = |cause: &&Cause<'_>| !s.whole() || cause.source != Source::Returned;
    let mut causes: Vec<&Cause<'_>> = s.analysis.causes.iter().filter(told).collect();
    causes.sort_by_key(|cause| (cause.activity.ordinal, cause.occurrence));
    if causes.is_empty() {
        w.words(lang.say("report-causes-none"));
        return;
    }
    w.words(lang.say("report-causes-lead"));
    let mut columns = rows::joined(w);
    columns.extend([
        w.column("breakdown-who", Kind::Text, 22),
        w.column("report-said-on", Kind::Day, 11),
        w.column("report-said-where", Kind::Text, 20),
        w.column("report-said", Kind::Text, 40),
    ]);
    let row = |cause: &Cause<'_>| {
        let by = cause.by.map(|by| sentence::person(lang, by, s.look.known, s.look.names));
        let place = lang.say(&format!("report-source-{}", cause.source.code()));
        let mut cells = rows::cells(s, cause.activity);
        cells.extend([Cell::words(rows::executor(s, cause.activity, cause.executor)), Cell::Day(cause.day)]);
        cells.push(Cell::words(by.map_or(place.clone(), |by| format!("{place}, {by}"))));
        cells.push(Cell::words(cause.words));
        (cells, rows::page(s, cause.activity, Some(cause.occurrence)))
    };
    let rows = causes.into_iter().map(row).collect();
    w.table("report-causes-table", columns, rows);
}
