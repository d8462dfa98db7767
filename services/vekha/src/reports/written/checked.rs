//! Confirming documents at the marks of the period, and what the last look found.

use super::{super::writer::Writer, Subject};
use crate::web::pages::written;
use vekha_office::{Cell, Kind};

pub fn write(w: &mut Writer<'_>, s: &Subject<'_>) {
    let (lang, links) = (s.look.lang, &s.analysis.links);
    w.part("report-proofs");
    if links.all == 0 {
        w.words(lang.say("report-proofs-none"));
        return;
    }
    let args = [
        ("n", written::number(links.all).into()),
        ("done", written::number(s.figures().done).into()),
        ("dead", written::number(s.figures().dead_proofs).into()),
    ];
    w.words(lang.say_with("report-proofs-sum", args));
    let columns = vec![
        w.column("proofs-found-state", Kind::Text, 36),
        w.column("report-documents", Kind::Number, 12),
        w.column("report-share", Kind::Percent, 12),
    ];
    let states = [
        ("opens", links.opens),
        ("moved", links.moved),
        ("not-found", links.not_found),
        ("needs-sign-in", links.needs_sign_in),
        ("could-not-check", links.could_not_check),
        ("unchecked", links.unchecked),
    ];
    let row = |(code, n): (&str, u64)| {
        let words = lang.say(&format!("proofs-state-{code}"));
        (vec![Cell::words(words), Cell::number(n), Cell::share(n, links.all)], None)
    };
    let mut rows: Vec<_> = states.into_iter().map(row).collect();
    let all = [Cell::words(w.say("report-whole")), Cell::number(links.all), Cell::share(links.all, links.all)];
    rows.push((all.into(), None));
    w.table("report-proofs-table", columns, rows);
    w.link("menu-proofs", s.page("/proofs"));
}
