//! How late it was done, and what is still not done, by name.

use super::{super::writer::Writer, Subject, rows};
use crate::{json::percent, web::pages::written};
use chrono::NaiveDate;
use vekha_domain::{activity::Activity, event::Executor};
use vekha_office::{Cell, Kind};
use vekha_projections::{InBand, Obligation, State};

pub fn write(w: &mut Writer<'_>, s: &Subject<'_>) {
    w.part("report-late");
    distribution(w, s);
    overdue(w, s);
}

fn distribution(w: &mut Writer<'_>, s: &Subject<'_>) {
    let due = s.figures().due;
    let columns = vec![
        w.column("report-lateness", Kind::Text, 40),
        w.column("column-count", Kind::Number, 12),
        w.column("report-share", Kind::Percent, 12),
    ];
    let row = |band: &InBand| {
        let words = s.look.lang.say(&format!("report-band-{}", band.band.code()));
        (vec![Cell::words(words), Cell::number(band.count), Cell::share(band.count, due)], None)
    };
    let mut rows: Vec<_> = s.analysis.lateness.iter().map(row).collect();
    rows.push((vec![Cell::words(w.say("loss-due")), Cell::number(due), Cell::share(due, due)], None));
    w.table("report-lateness-table", columns, rows);
}

/// What is overdue of one occurrence.
struct Overdue<'a> {
    activity: &'a Activity,
    occurrence: u16,
    due: NaiveDate,
    days: i64,
    who: Vec<Executor>,
}

fn overdue(w: &mut Writer<'_>, s: &Subject<'_>) {
    let (lang, figures) = (s.look.lang, s.figures());
    let args = [
        ("day", written::day(s.look.as_of).into()),
        ("n", written::number(figures.overdue).into()),
        ("of", written::number(figures.due).into()),
        ("share", percent(figures.overdue, figures.due, lang).into()),
    ];
    if figures.overdue == 0 {
        w.words(lang.say_with("report-overdue-none", args));
        return;
    }
    w.words(lang.say_with("report-overdue", args));
    let mut columns = rows::columns(w);
    columns.extend([
        w.column("column-not-done", Kind::Text, 34),
        w.column("column-due", Kind::Day, 11),
        w.column("column-late", Kind::Number, 11),
    ]);
    let row = |late: &Overdue<'_>| {
        let who: Vec<String> = late.who.iter().map(|who| rows::executor(s, late.activity, *who)).collect();
        let mut cells = rows::cells(s, late.activity);
        cells.extend([Cell::words(who.join(", ")), Cell::Day(late.due), Cell::Number(late.days)]);
        (cells, rows::page(s, late.activity, Some(late.occurrence)))
    };
    let rows = grouped(s).iter().map(row).collect();
    w.table("report-overdue-table", columns, rows);
}

/// Members of a group stand in one row, so that thirty schools do not make thirty.
fn grouped<'a>(s: &Subject<'a>) -> Vec<Overdue<'a>> {
    let mut all: Vec<Overdue<'a>> = Vec::new();
    for obligation in s.analysis.overdue() {
        let Obligation { occurrence, executor, effective_due: due, .. } = *obligation;
        let State::Overdue { working_days: days } = obligation.state else { continue };
        let Some(activity) = s.look.known.activity(obligation.activity) else { continue };
        let same = |late: &&mut Overdue<'_>| {
            late.activity.id == activity.id && late.occurrence == occurrence && late.due == due
        };
        match all.iter_mut().find(same) {
            Some(late) => late.who.push(executor),
            None => all.push(Overdue { activity, occurrence, due, days, who: vec![executor] }),
        }
    }
    all
}
