//! What stands above an exported table: the order, the day, whose rows, the figures with what they are shares of.

use super::super::{look::Look, written};
use crate::json::percent;
use vekha_domain::roadmap::Roadmap;
use vekha_projections::Figures;

/// The order and its period, the day, and whose rows alone.
pub fn heading(look: Look<'_>, roadmap: &Roadmap) -> Vec<String> {
    let lang = look.lang;
    let mut lines = Vec::new();
    if let Some(order) = &roadmap.adopted {
        let (from, to) = (written::day(order.from), written::day(order.to));
        let date = order.date.map(written::day).unwrap_or_default();
        let number = order.number.clone().unwrap_or_default();
        let known = match (order.number.is_some(), order.date.is_some()) {
            (true, true) => "whole",
            (true, false) => "number",
            (false, true) => "date",
            (false, false) => "none",
        };
        let args = [
            ("known", known.into()),
            ("number", number.into()),
            ("date", date.into()),
            ("from", from.into()),
            ("to", to.into()),
        ];
        lines.push(lang.say_with("export-order", args));
    }
    let territory = look.known.office().territory.clone();
    let mut day = format!("{territory}, {}", written::as_of(lang, look.as_of));
    if let Some(at) = look.known_at {
        let at = written::moment(at, look.known.zone());
        day = format!("{day}, {}", lang.say_with("export-known-at", [("at", at.into())]));
    }
    lines.push(format!("{day}."));
    let school = look.visitor.and_then(|v| v.only_school()).and_then(|id| look.known.office().organisation(id));
    lines.extend(school.map(|school| lang.say_with("export-school", [("school", school.name.clone().into())])));
    lines
}

/// «Полнота 54,9 % (124 из 226); …»: the figures of the page.
pub fn figures(look: Look<'_>, figures: &Figures) -> String {
    let share = |part: u64| match figures.due {
        0 => percent(0, 0, look.lang),
        all => {
            let of = [
                ("percent", percent(part, all, look.lang).into()),
                ("n", written::number(part).into()),
                ("all", written::number(all).into()),
            ];
            look.lang.say_with("export-share", of)
        }
    };
    let args = [
        ("completeness", share(figures.done).into()),
        ("timeliness", share(figures.on_time).into()),
        ("fulfilment", share(figures.fulfilled).into()),
        ("overdue", written::number(figures.overdue).into()),
        ("review", written::number(figures.on_review).into()),
        ("undated", written::number(figures.undated).into()),
    ];
    look.lang.say_with("export-figures", args)
}
