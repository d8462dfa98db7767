//! Part 2: the same figures by direction, responsible, organisation, quarter and kind of activity.

use super::{super::writer::Writer, Subject};
use crate::{
    json::{part_name, percent},
    web::pages::{by_number, written},
};
use vekha_domain::event::Party;
use vekha_office::{Bar, Bars, Cell, Kind};
use vekha_projections::{By, Figures, Part, PartKey};

/// How a report divides: whether the parts are drawn as bars, and whether a short report has them too.
const DIVISIONS: [(By, bool, bool); 5] = [
    (By::Section, true, true),
    (By::Responsible, false, true),
    (By::Organisation, false, true),
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
        let parts = named(s, *by);
        if *drawn {
            w.bars(bars(s, *by, &parts));
        }
        table(w, s, *by, &parts);
    }
}

/// The parts in which something was due or waits for a date, with their names. Directions and quarters have an order of their own,
/// the others go by name, those without one last.
fn named(s: &Subject<'_>, by: By) -> Vec<(String, Figures)> {
    let view = s.look.view();
    let parts = s.analysis.counted.by(by).iter().filter(|part| part.figures.due + part.figures.undated > 0);
    let name = |part: &Part| part_name(s.look.lang, &part.key, &view, Some(s.roadmap.id), s.look.names);
    let nameless = |part: &Part| {
        matches!(part.key, PartKey::Responsible(None) | PartKey::Organisation(None) | PartKey::Form(None))
    };
    // Schools that answer for themselves have a table of their own.
    let organisation = |part: &&Part| matches!(part.key, PartKey::Responsible(Some(Party::Organisation(_))));
    let (organisations, others): (Vec<&Part>, Vec<&Part>) = parts.partition(organisation);
    let mut named: Vec<(bool, String, Figures)> =
        others.into_iter().map(|part| (nameless(part), written::unbroken(&name(part)), part.figures)).collect();
    if matches!(by, By::Responsible | By::Organisation | By::Form) {
        named.sort_by_cached_key(|(nameless, name, _)| (*nameless, by_number(name)));
    }
    let mut all: Vec<(String, Figures)> = named.into_iter().map(|(_, name, figures)| (name, figures)).collect();
    if !organisations.is_empty() {
        let mut together = Figures::default();
        organisations.iter().for_each(|part| together += part.figures);
        let n = [("n", organisations.len().into())];
        all.push((s.look.lang.say_with("report-organisations", n), together));
    }
    all
}

fn bars(s: &Subject<'_>, by: By, parts: &[(String, Figures)]) -> Bars {
    let lang = s.look.lang;
    let tenths = |part: u64, of: u64| (part * 1_000).checked_div(of).and_then(|tenths| u32::try_from(tenths).ok());
    let bar = |(name, figures): &(String, Figures)| {
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
    let due = parts.iter().filter(|(_, figures)| figures.due > 0);
    Bars { title: lang.say(&format!("report-bars-{}", by.code())), bars: due.map(bar).collect() }
}

fn table(w: &mut Writer<'_>, s: &Subject<'_>, by: By, parts: &[(String, Figures)]) {
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
    let mut rows: Vec<_> = parts.iter().map(|(name, figures)| row(name, figures)).collect();
    rows.push(row(&w.say("report-whole"), s.figures()));
    w.table(&format!("report-by-{code}"), columns, rows);
}
