//! An indicator, or the total, over the years: the median of all and one school as lines, everybody in the table beneath.

use super::super::{
    asked::{Asked, with_query},
    drawing::{Course, Drawing, years},
    written,
};
use crate::windows::{Sight, figures};
use chrono::Datelike;
use vekha_domain::{
    event::Whose,
    ids::MonitoringId,
    scoring::{Exact, Indicator},
};
use vekha_projections::{Course as Followed, Year};

/// Code in the address that stands for the total.
pub const TOTAL: &str = "total";

/// The chart with its table.
pub struct Years {
    /// The drawing; none for too few years.
    pub drawing: Option<Drawing>,
    /// Years, or days where a year has several windows.
    pub heads: Vec<String>,
    /// Everybody: name, where the line is drawn, figures.
    pub rows: Vec<Row>,
    /// The median of all; none for whoever does not see all.
    pub median: Option<Vec<String>>,
}

/// Figures of one school or teacher.
pub struct Row {
    /// Its name.
    pub name: String,
    /// Where its line is drawn; none where it is.
    pub link: Option<String>,
    /// A figure for each year.
    pub figures: Vec<String>,
}

/// The course of an indicator or of the total; none while there are figures of one window only.
pub fn of(
    asked: &Asked,
    seen: &Sight<'_>,
    (id, number): (MonitoringId, u16),
    indicator: Option<&Indicator>,
    page: &str,
) -> Option<Years> {
    let followed = indicator.map_or(Followed::Total, |indicator| Followed::Indicator(&indicator.code));
    let all = asked.view().years(id, number, followed);
    if all.len() < 2 {
        return None;
    }
    let code = indicator.map_or(TOTAL, |indicator| indicator.code.as_str());
    let figure = |of: Option<Exact>| of.map_or_else(|| "—".to_owned(), |of| figures::number(seen.lang, of));
    let key = |whose: Whose| whose.teacher.map_or(whose.organisation.0, |teacher| teacher.0).to_string();
    let wanted = asked.others.iter().find(|(name, _)| name == "of").map(|(_, of)| of.as_str());
    let there = |whose: Whose| all.iter().any(|year| year.values.contains_key(&whose));
    let subjects: Vec<_> = seen.subjects.iter().filter(|subject| there(subject.whose)).collect();
    let chosen = match subjects.as_slice() {
        [only] => Some(*only),
        many => many.iter().copied().find(|subject| Some(key(subject.whose).as_str()) == wanted),
    };
    let row = |subject: &&crate::windows::Subject| {
        let of = key(subject.whose);
        let query = [("indicator", code), ("of", of.as_str())];
        let link = format!("{}#years", with_query(page, query.into_iter()));
        Row {
            name: seen.full_name(subject),
            link: (chosen.map(|chosen| chosen.whose) != Some(subject.whose)).then(|| asked.link(&link)),
            figures: all.iter().map(|year| figure(year.values.get(&subject.whose).copied())).collect(),
        }
    };
    let median = seen.sees_all() && subjects.len() > 1;
    let courses = courses(seen, &all, median, chosen);
    let days: Vec<_> = all.iter().map(|year| year.window.from).collect();
    Some(Years {
        drawing: years(seen.lang, &days, ends(seen, indicator, &all)?, &courses),
        heads: heads(&all),
        rows: subjects.iter().map(row).collect(),
        median: median.then(|| all.iter().map(|year| figure(year.median.map(|m| m.rounded(2)))).collect()),
    })
}

fn courses(seen: &Sight<'_>, all: &[Year<'_>], median: bool, chosen: Option<&crate::windows::Subject>) -> Vec<Course> {
    let of_all = || Course { name: seen.say("windows-median"), figures: all.iter().map(|year| year.median).collect() };
    let of = |subject: &crate::windows::Subject| Course {
        name: seen.full_name(subject),
        figures: all.iter().map(|year| year.values.get(&subject.whose).copied()).collect(),
    };
    median.then(of_all).into_iter().chain(chosen.map(of)).collect()
}

/// The least and the greatest figure that may be; where there is no greatest, that which was.
fn ends(seen: &Sight<'_>, indicator: Option<&Indicator>, all: &[Year<'_>]) -> Option<(Exact, Exact)> {
    let was = || all.iter().flat_map(|year| year.values.values().copied()).max();
    let (low, high) = match indicator {
        Some(indicator) => indicator.values.ends()?,
        None => (Exact::ZERO, seen.model().possible().and_then(|possible| possible.greatest())),
    };
    Some((low, high.or_else(was)?))
}

/// A year by its number; by its days where a year has several windows.
fn heads(all: &[Year<'_>]) -> Vec<String> {
    let year = |year: &Year<'_>| year.window.from.year();
    let several = all.iter().zip(all.iter().skip(1)).any(|(a, b)| year(a) == year(b));
    let head = |of: &Year<'_>| match several {
        true => format!("{}–{}", written::day(of.window.from), written::day(of.window.to)),
        false => year(of).to_string(),
    };
    all.iter().map(head).collect()
}
