//! Part 2: the same figures by direction, responsible, organisation, quarter and kind of activity.

use super::{super::writer::Writer, Subject};
use crate::{
    json::{part_name, percent},
    web::pages::written,
};
use vekha_office::{Bar, Bars, Cell, Kind};
use vekha_projections::{By, Figures, Part};

/// How a report divides: whether the parts are drawn as bars, and whether a short report has them too.
const DIVISIONS: [(By, bool, bool); 5] = [
    (By::Section, true, true),
    (By::Responsible, false, true),
    (By::Organisation, false, false),
    (By::Quarter, true, false),
    (By::Form, false, false),
];

pub fn write(w: &mut Writer<'_>, s: &Subject<'_>) {
    let wanted = DIVISIONS.iter().filter(|(_, _, short)| *short || s.whole());
    // What is not divided says nothing new.
    let divided: Vec<_> = wanted.filter(|(by, ..)| named(s, *by).len() > 1).collect();
    if divided.is_empty() {
        return;
    }
    w.part("report-divisions");
    for (by, drawn, _) in divided {
        let code = by.code();
        w.under(&format!("report-by-{code}"));
        let parts = named(s, *by);
        if *drawn {
            w.bars(bars(s, &parts));
        }
        table(w, s, *by, &parts);
    }
}

/// The parts in which something was due or waits for a date, with their names.
fn named<'p>(s: &'p Subject<'_>, by: By) -> Vec<(String, &'p Part)> {
    let view = s.look.view();
    let parts = s.analysis.counted.by(by).iter().filter(|part| part.figures.due + part.figures.undated > 0);
    let name = |part: &Part| part_name(s.look.lang, &part.key, &view, Some(s.roadmap.id), s.look.names);
    parts.map(|part| (written::unbroken(&name(part)), part)).collect()
}

fn bars(s: &Subject<'_>, parts: &[(String, &Part)]) -> Bars {
    let lang = s.look.lang;
    let tenths = |part: u64, of: u64| (part * 1_000).checked_div(of).and_then(|tenths| u32::try_from(tenths).ok());
    let bar = |(name, part): &(String, &Part)| {
        let figures = &part.figures;
        let args = [
            ("completeness", percent(figures.done, figures.due, lang).into()),
            ("due", written::number(figures.due).into()),
        ];
        Bar {
            name: name.clone(),
            outer: tenths(figures.done, figures.due),
            inner: tenths(figures.fulfilled, figures.due),
            words: lang.say_with("bar-words", args),
        }
    };
    let due = parts.iter().filter(|(_, part)| part.figures.due > 0);
    Bars { title: lang.say("report-bars"), bars: due.map(bar).collect() }
}

fn table(w: &mut Writer<'_>, s: &Subject<'_>, by: By, parts: &[(String, &Part)]) {
    let dated = by == By::Quarter;
    let number = |w: &Writer<'_>, key| w.column(key, Kind::Number, 9);
    let percent = |w: &Writer<'_>, key| w.column(key, Kind::Percent, 9);
    let code = by.code();
    let mut columns = vec![
        w.column(&format!("report-head-{code}"), Kind::Text, 36),
        number(w, "column-fallen-due"),
        number(w, "column-done"),
        number(w, "column-on-time"),
        percent(w, "figure-completeness"),
        percent(w, "column-timeliness"),
        percent(w, "figure-fulfilment"),
        number(w, "column-overdue"),
    ];
    if !dated {
        columns.push(number(w, "column-undated"));
    }
    let row = |name: &str, figures: &Figures| {
        let mut cells = vec![
            Cell::words(name),
            Cell::number(figures.due),
            Cell::number(figures.done),
            Cell::number(figures.on_time),
            Cell::share(figures.done, figures.due),
            Cell::share(figures.on_time, figures.due),
            Cell::share(figures.fulfilled, figures.due),
            Cell::number(figures.overdue),
        ];
        if !dated {
            cells.push(Cell::number(figures.undated));
        }
        (cells, None)
    };
    let mut rows: Vec<_> = parts.iter().map(|(name, part)| row(name, &part.figures)).collect();
    rows.push(row(&w.say("report-whole"), s.figures()));
    w.table(&format!("report-by-{code}"), columns, rows);
}
