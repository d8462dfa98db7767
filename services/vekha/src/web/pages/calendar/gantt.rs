//! The roadmap as bars: a table with a drawing in each row, so that it is read, printed and heard row by row.

use super::{
    super::{asked::Asked, states::Mark, written},
    runs::{Line, Run},
    span::Days,
};
use crate::wording::Lang;
use chrono::{Datelike, Months, NaiveDate};
use vekha_domain::roadmap::Roadmap;

/// Up to so many months are told apart; more are told by quarters.
const MONTHS: usize = 12;
/// Room at both ends of the drawing, in percent, for the marks of the first and the last day.
const MARGIN: f64 = 3.0;
/// A year's number needs so much room before the next one, in percent: on a phone it would cover it.
const YEAR: f64 = 9.0;

/// The table.
pub struct Gantt {
    /// «01.07.2023 – 30.09.2023: мероприятий 40».
    pub caption: String,
    /// What the lines of the grid are.
    pub grid: Grid,
    /// Directions with their rows.
    pub sections: Vec<Section>,
    /// «Ещё 12 мероприятий в это время не идут».
    pub left_out: Option<String>,
}

/// Months or quarters, and the day of the page.
pub struct Grid {
    /// Place in percent, name of the month or quarter, and the year where one begins.
    pub steps: Vec<Step>,
    /// Place of the day of the page, and the day; none outside.
    pub now: Option<(String, String)>,
}

/// A line of the grid.
pub struct Step {
    /// Its place, in percent of the width.
    pub at: String,
    /// Its name, beside the line.
    pub name: String,
    /// The year, where it begins.
    pub year: Option<i32>,
}

/// A direction.
pub struct Section {
    /// Words as printed.
    pub title: String,
    /// Its activities.
    pub rows: Vec<Row>,
}

/// An activity.
pub struct Row {
    /// Number as printed.
    pub number: String,
    /// Words of the order.
    pub title: String,
    /// Its page.
    pub link: String,
    /// Windows: place and width in percent, class.
    pub bars: Vec<(String, String, &'static str)>,
    /// Due days: place in percent, sign and class.
    pub marks: Vec<(String, Mark)>,
    /// All of it in words.
    pub words: String,
}

/// Days as places in the drawing.
struct Scale {
    from: NaiveDate,
    days: f64,
}

impl Scale {
    fn of((from, to): Days) -> Scale {
        Scale { from, days: ((to - from).num_days() + 1).max(1) as f64 }
    }

    /// Where a day begins, in percent; what lies outside stands at the edge.
    fn at(&self, day: NaiveDate) -> f64 {
        self.place((day - self.from).num_days() as f64)
    }

    /// The middle of a day.
    fn middle(&self, day: NaiveDate) -> f64 {
        self.place((day - self.from).num_days() as f64 + 0.5)
    }

    fn place(&self, days: f64) -> f64 {
        MARGIN + (100.0 - 2.0 * MARGIN) * (days / self.days).clamp(0.0, 1.0)
    }
}

fn percent(at: f64) -> String {
    format!("{at:.2}%")
}

impl Gantt {
    /// The activities that have something to do within the days.
    pub fn of(asked: &Asked, roadmap: &Roadmap, lines: &[Line], days: Days) -> Gantt {
        let (lang, scale) = (asked.lang, Scale::of(days));
        let mut sections: Vec<(Option<u16>, Section)> = Vec::new();
        let mut shown = 0usize;
        for line in lines {
            let runs: Vec<&Run> = line.runs.iter().filter(|run| run.from() <= days.1 && run.due >= days.0).collect();
            if runs.is_empty() {
                continue;
            }
            shown += 1;
            let row = row(&scale, line, &runs);
            match sections.last_mut().filter(|(known, _)| *known == line.section) {
                Some((_, section)) => section.rows.push(row),
                None => sections
                    .push((line.section, Section { title: title(lang, roadmap, line.section), rows: vec![row] })),
            }
        }
        let dated = lines.iter().filter(|line| !line.runs.is_empty()).count();
        let args = [("from", written::day(days.0).into()), ("to", written::day(days.1).into()), ("n", shown.into())];
        Gantt {
            caption: lang.say_with("calendar-caption", args),
            grid: grid(lang, &scale, days, asked.as_of),
            sections: sections.into_iter().map(|(_, section)| section).collect(),
            left_out: (dated > shown).then(|| lang.say_with("calendar-left-out", [("n", (dated - shown).into())])),
        }
    }
}

fn title(lang: Lang, roadmap: &Roadmap, section: Option<u16>) -> String {
    let known = section.and_then(|section| roadmap.section(section));
    known.map_or_else(|| lang.say("part-no-section"), |section| section.title.clone())
}

fn row(scale: &Scale, line: &Line, runs: &[&Run]) -> Row {
    let bar = |run: &&&Run| {
        let (left, right) = (scale.at(run.from()), scale.at(run.due.succ_opt().unwrap_or(run.due)));
        (percent(left), percent((right - left).max(0.1)), run.state.mark.class)
    };
    // A due day after the last one drawn is not there yet: its window runs over the edge.
    let last = scale.from + chrono::TimeDelta::days(scale.days as i64 - 1);
    Row {
        number: line.number.clone(),
        title: line.title.clone(),
        link: line.link.clone(),
        bars: runs.iter().filter(|run| run.is_window()).map(|run| bar(&run)).collect(),
        marks: runs
            .iter()
            .filter(|run| run.due <= last)
            .map(|run| (percent(scale.middle(run.due)), run.state.mark))
            .collect(),
        words: runs.iter().map(|run| run.words.as_str()).collect::<Vec<_>>().join("; "),
    }
}

/// The first days of months or quarters, and the day of the page.
fn grid(lang: Lang, scale: &Scale, days: Days, as_of: NaiveDate) -> Grid {
    let months = std::iter::successors(days.0.with_day(1), |first| first.checked_add_months(Months::new(1)));
    let months: Vec<NaiveDate> = months.take_while(|first| *first <= days.1).collect();
    let by_month = months.len() <= MONTHS;
    let mut year = None;
    let mut steps: Vec<Step> = Vec::new();
    for first in months.into_iter().filter(|first| by_month || first.month() % 3 == 1 || *first < days.0) {
        let name = if by_month {
            lang.say(&format!("month-{}", first.month())).chars().take(3).collect::<String>().to_lowercase()
        } else {
            lang.say_with("calendar-quarter", [("quarter", first.quarter().into())])
        };
        let begins = (year != Some(first.year())).then(|| first.year());
        year = Some(first.year());
        let at = scale.at(first.max(days.0));
        // The rest of a year at the beginning gives way to the year after it.
        if let (Some(_), [rest]) = (begins, steps.as_mut_slice()) {
            rest.year = rest.year.filter(|_| at - MARGIN >= YEAR);
        }
        steps.push(Step { at: percent(at), name, year: begins });
    }
    let inside = (days.0..=days.1).contains(&as_of);
    Grid { steps, now: inside.then(|| (percent(scale.middle(as_of)), written::day(as_of))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_year_is_told_by_months_and_more_by_quarters() {
        let of = |from: &str, to: &str| {
            let days = (day(from), day(to));
            grid(Lang::Ru, &Scale::of(days), days, day("2023-07-05"))
        };
        let year = of("2023-01-01", "2023-12-31");
        assert_eq!(year.steps.iter().map(|s| s.name.as_str()).collect::<Vec<_>>()[..3], ["янв", "фев", "мар"]);
        assert_eq!(year.now.unwrap().1, "05.07.2023");
        let whole = of("2022-11-08", "2024-12-31");
        let told: Vec<(&str, Option<i32>)> = whole.steps.iter().map(|s| (s.name.as_str(), s.year)).collect();
        assert_eq!(told[..3], [("IV", None), ("I", Some(2023)), ("II", None)]);
        assert_eq!(told.len(), 9);
        assert!(of("2022-01-01", "2022-12-31").now.is_none());
    }

    #[test]
    fn the_first_and_the_last_day_stand_within_the_drawing() {
        let scale = Scale::of((day("2023-01-01"), day("2023-12-31")));
        assert_eq!(percent(scale.at(day("2023-01-01"))), "3.00%");
        assert_eq!(percent(scale.at(day("2024-01-01"))), "97.00%");
        assert_eq!(percent(scale.at(day("2025-01-01"))), "97.00%");
    }
}
