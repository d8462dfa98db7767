//! Part 1: what was due and what became of it, beside the period a year earlier.

use super::{super::called, super::writer::Writer, Subject};
use crate::{
    json::percent,
    web::pages::{share_words, written},
    wording::Lang,
};
use vekha_office::{Cell, Kind};
use vekha_projections::{Counted, Figures, Scope, Share};

pub fn write(w: &mut Writer<'_>, s: &Subject<'_>) {
    let (lang, figures, period) = (s.look.lang, s.figures(), s.period);
    w.part("report-figures");
    let args = [
        ("from", written::day(period.from).into()),
        ("to", written::day(period.to).into()),
        ("day", written::day(s.look.as_of).into()),
        ("due", written::number(figures.due).into()),
        ("count", figures.due.into()),
    ];
    w.words(lang.say_with(if figures.due > 0 { "report-due" } else { "report-nothing-due" }, args));
    frozen(w, s);
    if s.look.as_of <= period.to {
        w.words(lang.say_with("report-runs", [("day", written::day(s.look.as_of).into())]));
    }
    if figures.due > 0 {
        table(w, s);
        lost(w, s);
        compared(w, s);
    }
    let undated = [("n", written::number(figures.undated).into()), ("day", written::day(s.look.as_of).into())];
    w.words(lang.say_with(if figures.undated > 0 { "report-undated" } else { "report-undated-none" }, undated));
}

/// Rules of counting change with the program: what was issued is told as it was issued.
fn frozen(w: &mut Writer<'_>, s: &Subject<'_>) {
    let Some(issued) = s.issued.filter(|_| s.look.visitor.is_none_or(|who| who.only_school().is_none())) else {
        return;
    };
    let figures = &issued.figures;
    if super::frozen(&s.look.view(), &Scope::roadmap(s.roadmap.id), s.period) == *figures {
        return;
    }
    let args = [
        ("rules", issued.rules.clone().into()),
        ("due", written::number(figures.due).into()),
        ("done", written::number(figures.done).into()),
        ("ontime", written::number(figures.on_time).into()),
        ("fulfilled", written::number(figures.fulfilled).into()),
    ];
    w.words(s.look.lang.say_with("report-frozen", args));
}

/// A figure: its name, how it is counted, and its part of what was due.
struct Figure {
    name: String,
    rule: String,
    part: fn(&Figures) -> u64,
}

fn shares(s: &Subject<'_>) -> [Figure; 4] {
    let lang = s.look.lang;
    let days = s.look.view().settings(s.roadmap.id).mark_days;
    let figure = |name: &str, rule: String, part| Figure { name: lang.say(name), rule, part };
    [
        figure("figure-completeness", lang.say("rules-completeness"), |f| f.done),
        figure("figure-timeliness", lang.say("rules-timeliness"), |f| f.on_time),
        figure("export-marked-in-time", lang.say_with("report-rule-marked", [("days", days.into())]), |f| {
            f.marked_on_time
        }),
        figure("report-fulfilment", lang.say("rules-fulfilment"), |f| f.fulfilled),
    ]
}

fn table(w: &mut Writer<'_>, s: &Subject<'_>) {
    let (lang, now, before) = (s.look.lang, s.figures(), s.analysis.before.as_ref());
    let mut columns = vec![
        w.column("report-figure", Kind::Text, 24),
        w.column("report-how", Kind::Text, 34),
        w.column("report-part", Kind::Number, 10),
        w.column("report-of", Kind::Number, 10),
        w.column("report-value", Kind::Percent, 10),
    ];
    if before.is_some() {
        columns.push(w.column("report-before", Kind::Percent, 10));
        columns.push(w.column("report-change", Kind::Text, 10));
    }
    let share = |figure: Figure| {
        let part = (figure.part)(now);
        let mut cells = vec![
            Cell::words(figure.name),
            Cell::words(figure.rule),
            Cell::number(part),
            Cell::number(now.due),
            Cell::share(part, now.due),
        ];
        if let Some(before) = before {
            let was = (figure.part)(&before.figures);
            cells.push(Cell::share(was, before.figures.due));
            cells.push(Cell::words(points(lang, (part, now.due), (was, before.figures.due))));
        }
        (cells, None)
    };
    let mut rows: Vec<_> = shares(s).into_iter().map(share).collect();
    rows.push((six(s), None));
    w.table("report-figures-table", columns, rows);
    let period = format!("from={}&to={}", s.period.from, s.period.to);
    w.link("report-by-name", s.page(&format!("/fulfilment?{period}")));
}

fn six(s: &Subject<'_>) -> Vec<Cell> {
    let (lang, threshold) = (s.look.lang, s.look.view().settings(s.roadmap.id).threshold);
    let value = |figures: &Figures| figures.indicator_6(threshold).map_or(Cell::Empty, |six| Cell::number(six.into()));
    let mut cells = vec![
        Cell::words(lang.say("rules-six-name")),
        Cell::words(lang.say_with("report-rule-six", [("threshold", threshold.to_string().into())])),
        Cell::Empty,
        Cell::Empty,
        value(s.figures()),
    ];
    cells.extend(s.analysis.before.as_ref().map(|before| value(&before.figures)));
    cells
}

/// Percentage points between two shares, as they are shown: «+3,2».
fn points(lang: Lang, now: (u64, u64), before: (u64, u64)) -> String {
    let tenths = |(part, of): (u64, u64)| (part * 1_000).checked_div(of).and_then(|tenths| i64::try_from(tenths).ok());
    let Some(change) = tenths(now).zip(tenths(before)).map(|(now, before)| now - before) else { return String::new() };
    let sign = match change {
        0 => "",
        1.. => "+",
        _ => "−",
    };
    let (whole, rest) = (change.unsigned_abs() / 10, change.unsigned_abs() % 10);
    let point = if lang == Lang::Ru { ',' } else { '.' };
    format!("{sign}{whole}{point}{rest}")
}

/// Every step from what was due to what is fulfilled, with what it lost.
fn lost(w: &mut Writer<'_>, s: &Subject<'_>) {
    let (lang, figures) = (s.look.lang, s.figures());
    let settings = s.look.view().settings(s.roadmap.id);
    let steps = [
        (Share::NotDone, figures.due.saturating_sub(figures.done)),
        (Share::DoneLate, figures.done.saturating_sub(figures.on_time)),
        (Share::LateMark, figures.late_marks),
        (Share::DeadProof, figures.dead_proofs),
    ];
    let line = |(share, n): (Share, u64)| {
        let args = [
            ("what", share_words(lang, &settings, share).into()),
            ("n", written::number(n).into()),
            ("of", written::number(figures.due).into()),
            ("share", percent(n, figures.due, lang).into()),
        ];
        lang.say_with("report-share-of", args)
    };
    let items: Vec<String> = steps.into_iter().filter(|(_, n)| *n > 0).map(line).collect();
    if items.is_empty() {
        w.words(lang.say("report-lost-nothing"));
        return;
    }
    w.words(lang.say("report-lost"));
    w.items(items);
    if figures.unchecked > 0 {
        w.words(lang.say_with("loss-unchecked", [("n", written::number(figures.unchecked).into())]));
    }
}

fn compared(w: &mut Writer<'_>, s: &Subject<'_>) {
    let lang = s.look.lang;
    let Some(Counted { period, as_of, figures, .. }) = &s.analysis.before else {
        w.words(lang.say("report-compare-none"));
        return;
    };
    let share = |part| percent(part, figures.due, lang);
    let args = [
        ("during", called::during(lang, *period, s.look.known).into()),
        ("day", written::day(*as_of).into()),
        ("due", written::number(figures.due).into()),
        ("completeness", share(figures.done).into()),
        ("timeliness", share(figures.on_time).into()),
        ("fulfilment", share(figures.fulfilled).into()),
    ];
    w.words(lang.say_with("report-compare", args));
}
