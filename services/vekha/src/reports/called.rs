//! What a period is called in a sentence: «за 2023 год», «3-я четверть 2022/23 учебного года».

use crate::wording::Lang;
use vekha_domain::{deadline::Period, event::Issued, reminder::ReportKind, roadmap::Roadmap};
use vekha_projections::{Called, OfficeState};

/// The days of an issued report.
pub fn days(issued: &Issued) -> Period {
    Period { from: issued.from, to: issued.to }
}

/// The days of a named period that shares some with the roadmap's; none for any other.
pub fn period_of(known: &OfficeState, roadmap: &Roadmap, called: Called) -> Option<Period> {
    periods(known, roadmap).contains(&called).then(|| called.period(known.office().school_terms())).flatten()
}

/// Every named period that shares days with the roadmap's.
pub fn periods(known: &OfficeState, roadmap: &Roadmap) -> Vec<Called> {
    let adopted = roadmap.adopted.as_ref();
    let of = |own| Called::within(own, known.office().school_terms());
    adopted.map(|adopted| of(Period { from: adopted.from, to: adopted.to })).unwrap_or_default()
}

/// «Годовой анализ эффективности за 2023 год».
pub fn short_title(lang: Lang, kind: ReportKind, period: Period, known: &OfficeState) -> String {
    let kind = lang.say(if kind == ReportKind::Year { "report-kind-year" } else { "report-kind-group" });
    format!("{kind} {}", during(lang, period, known))
}

/// «2023 год», «3-я четверть 2022/23 учебного года».
pub fn called(lang: Lang, period: Called, known: &OfficeState) -> String {
    say(lang, period, "name", known)
}

/// «за 3-ю четверть 2022/23 учебного года»; by its days where it has no name.
pub fn during(lang: Lang, period: Period, known: &OfficeState) -> String {
    match Called::of(period, known.office().school_terms()) {
        Some(called) => say(lang, called, "during", known),
        None => {
            let day = |day: chrono::NaiveDate| day.format("%d.%m.%Y").to_string();
            lang.say_with("report-days", [("from", day(period.from).into()), ("to", day(period.to).into())])
        }
    }
}

fn say(lang: Lang, period: Called, case: &'static str, known: &OfficeState) -> String {
    let of_three = |year| known.office().school_terms().terms_of(year).len() == 3;
    let (kind, year, n) = match period {
        Called::Year(year) => ("year", year.to_string(), 0),
        Called::SchoolYear(year) => ("school-year", school_year(year), 0),
        Called::Quarter { year, quarter } => ("quarter", year.to_string(), quarter),
        Called::Term { school_year: year, term } if of_three(year) => ("trimester", school_year(year), term),
        Called::Term { school_year: year, term } => ("term", school_year(year), term),
    };
    let quarter = ["I", "II", "III", "IV"].get(usize::from(n).wrapping_sub(1)).copied().unwrap_or_default();
    let args = [
        ("kind", kind.into()),
        ("case", case.into()),
        ("year", year.into()),
        ("n", n.to_string().into()),
        ("quarter", quarter.into()),
    ];
    lang.say_with("report-period", args)
}

/// «2022/23».
fn school_year(year: u16) -> String {
    format!("{year}/{:02}", (u32::from(year) + 1) % 100)
}
