//! Letters about what was due, and what was done after them. What a letter caused nobody knows.

use super::{super::writer::Writer, Subject};
use crate::web::{access::Action, pages::written};
use vekha_office::{Cell, Kind};
use vekha_projections::Effect;

pub fn write(w: &mut Writer<'_>, s: &Subject<'_>) {
    let (lang, reminded) = (s.look.lang, &s.analysis.reminded);
    w.part("report-reminders");
    if reminded.sent + reminded.uncertain + reminded.lost == 0 {
        w.words(lang.say("report-reminders-none"));
        return;
    }
    let args = [
        ("sent", written::number(reminded.sent).into()),
        ("uncertain", written::number(reminded.uncertain).into()),
        ("lost", written::number(reminded.lost).into()),
    ];
    w.words(lang.say_with("report-reminders-sum", args));
    let columns = vec![
        w.column("report-after", Kind::Text, 40),
        w.column("column-fallen-due", Kind::Number, 11),
        w.column("column-done", Kind::Number, 11),
        w.column("report-not-done", Kind::Number, 11),
        w.column("report-share-done", Kind::Percent, 12),
    ];
    let row = |effect: &Effect| {
        let words = lang.say(&format!("report-after-{}", effect.after.code()));
        let all = effect.done + effect.not_done;
        let numbers = [all, effect.done, effect.not_done].map(Cell::number);
        let mut cells = vec![Cell::words(words)];
        cells.extend(numbers);
        cells.push(Cell::share(effect.done, all));
        (cells, None)
    };
    let rows = reminded.effects.iter().map(row).collect();
    w.table("report-reminders-table", columns, rows);
    w.words(lang.say("report-reminders-note"));
    if s.look.visitor.is_some_and(|visitor| visitor.may(Action::ReadLetters)) {
        w.link("menu-letters", format!("/offices/{}/letters", s.look.known.office().id));
    }
}
