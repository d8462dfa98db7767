//! Windows of monitorings that ended within the period.

use super::{super::writer::Writer, Subject, scores};
use vekha_office::{Cell, Kind};
use vekha_projections::Windowed;

pub fn write(w: &mut Writer<'_>, s: &Subject<'_>) {
    if s.analysis.windows.is_empty() {
        return;
    }
    w.part("report-monitorings");
    let columns = vec![
        w.column("report-monitoring", Kind::Text, 50),
        w.column("report-opens", Kind::Day, 11),
        w.column("report-closes", Kind::Day, 11),
        w.column("report-asked", Kind::Number, 10),
        w.column("report-answered", Kind::Number, 10),
        w.column("report-answered-late", Kind::Number, 10),
        w.column("report-share-answered", Kind::Percent, 11),
    ];
    let row = |window: &Windowed<'_>| {
        let mut cells =
            vec![Cell::words(window.monitoring.title.clone()), Cell::Day(window.from), Cell::Day(window.to)];
        cells.extend([window.asked, window.answered, window.late].map(Cell::number));
        cells.push(Cell::share(window.answered, window.asked));
        (cells, None)
    };
    let rows = s.analysis.windows.iter().map(row).collect();
    w.table("report-monitorings-table", columns, rows);
    let organisation = |id| s.look.known.office().organisation(id).map(|o| o.name.clone()).unwrap_or_default();
    let missing = s.analysis.windows.iter().filter(|window| !window.missing.is_empty()).map(|window| {
        let names: Vec<String> = window.missing.iter().map(|id| organisation(*id)).collect();
        let args = [("monitoring", window.monitoring.title.clone().into()), ("names", names.join(", ").into())];
        s.look.lang.say_with("report-missing", args)
    });
    let missing: Vec<String> = missing.collect();
    if !missing.is_empty() {
        w.words(w.say("report-missing-lead"));
        w.items(missing);
    }
    scores::write(w, s);
    w.link("menu-monitorings", s.page("/monitorings"));
}
