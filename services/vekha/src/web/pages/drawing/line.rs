//! Figures over time: a point at each month's end, each the same question to the same knowledge, for another day.

use super::super::{asked::Asked, written};
use crate::{json::percent, wording::Lang};
use chrono::{Datelike, Months, NaiveDate};
use std::fmt::Write;
use vekha_domain::ids::RoadmapId;
use vekha_projections::{Figures, Scope, View};

/// Edges of the drawing; the height of the drawing is 0 to 100 %.
pub(super) const LEFT: f64 = 34.0;
pub(super) const RIGHT: f64 = 286.0;
pub(super) const BOTTOM: f64 = 150.0;
pub(super) const TOP: f64 = 14.0;
/// Two words in a column need so much between their baselines, two dates in a line so much between their middles.
const LINE: f64 = 13.0;
const DATE: f64 = 62.0;
/// Fewer points are no course of events.
const FEW: usize = 3;

/// What a line follows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Measure {
    /// Исполнение: solid, with its points.
    Fulfilment,
    /// Своевременность: dotted.
    Timeliness,
    /// Полнота: dashed.
    Completeness,
}

impl Measure {
    fn share(self, figures: &Figures) -> Option<f64> {
        match self {
            Measure::Fulfilment => figures.fulfilment(),
            Measure::Timeliness => figures.timeliness(),
            Measure::Completeness => figures.completeness(),
        }
    }

    fn count(self, figures: &Figures) -> u64 {
        match self {
            Measure::Fulfilment => figures.fulfilled,
            Measure::Timeliness => figures.on_time,
            Measure::Completeness => figures.done,
        }
    }

    fn class(self) -> &'static str {
        match self {
            Measure::Fulfilment => "ln",
            Measure::Timeliness => "l3",
            Measure::Completeness => "l2",
        }
    }

    fn key(self) -> &'static str {
        match self {
            Measure::Fulfilment => "chart-fulfilment",
            Measure::Timeliness => "chart-timeliness",
            Measure::Completeness => "chart-completeness",
        }
    }
}

/// The chart with its table.
pub struct Chart {
    /// The drawing; none for too few points.
    pub drawing: Option<Drawing>,
    /// A line of the table for each point.
    pub points: Vec<Point>,
}

/// A point as the table shows it.
pub struct Point {
    /// The day.
    pub day: String,
    /// How many were due.
    pub due: u64,
    /// Полнота.
    pub completeness: String,
    /// Своевременность.
    pub timeliness: String,
    /// Исполнение.
    pub fulfilment: String,
}

/// Paths and words of the drawing.
pub struct Drawing {
    /// What it shows, in one sentence.
    pub sentence: String,
    /// What stands beside the lowest, the middle and the highest line of the grid.
    pub scale: [String; 3],
    /// A line for each measure, the uppermost first.
    pub lines: Vec<Line>,
    /// Points of fulfilment.
    pub dots: Vec<(String, String)>,
    /// Dates below: place, anchor, words.
    pub dates: Vec<(String, &'static str, String)>,
}

/// A line of the drawing.
pub struct Line {
    /// Class of the style sheet.
    pub class: &'static str,
    /// What it follows, in a word.
    pub name: String,
    /// The path.
    pub path: String,
    /// Its last value.
    pub last: String,
    /// Height of that word.
    pub at: String,
}

/// The chart of a roadmap; none before it is adopted.
pub fn chart(asked: &Asked, roadmap: RoadmapId, scope: &Scope, measures: &[Measure]) -> Option<Chart> {
    let period = asked.state().roadmap(roadmap)?.adopted.as_ref()?;
    let known: Vec<(NaiveDate, Figures)> = days(period.from, period.to, asked.as_of)
        .into_iter()
        .map(|day| (day, View::new(asked.state(), day).fulfilment(scope)))
        .filter(|(_, figures)| figures.due > 0)
        .collect();
    let points = known.iter().map(|p| point(asked.lang, p)).collect();
    Some(Chart { drawing: drawing(asked.lang, &known, measures), points })
}

/// Ends of months within the period up to the day, and the day itself.
fn days(from: NaiveDate, to: NaiveDate, as_of: NaiveDate) -> Vec<NaiveDate> {
    let end = |first: NaiveDate| first.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt());
    let months = std::iter::successors(from.with_day(1), |first| first.checked_add_months(Months::new(1)));
    let mut days: Vec<NaiveDate> = months.map_while(end).take_while(|day| *day < as_of && *day <= to).collect();
    days.extend((from <= as_of).then_some(as_of));
    days
}

fn point(lang: Lang, (day, figures): &(NaiveDate, Figures)) -> Point {
    Point {
        day: written::day(*day),
        due: figures.due,
        completeness: percent(figures.done, figures.due, lang),
        timeliness: percent(figures.on_time, figures.due, lang),
        fulfilment: percent(figures.fulfilled, figures.due, lang),
    }
}

fn drawing(lang: Lang, known: &[(NaiveDate, Figures)], measures: &[Measure]) -> Option<Drawing> {
    let ((first, then), (last, now)) = (known.first()?, known.last()?);
    if known.len() < FEW {
        return None;
    }
    let days = (*last - *first).num_days().max(1) as f64;
    let x = |day: NaiveDate| LEFT + (RIGHT - LEFT) * (day - *first).num_days() as f64 / days;
    let y = |share: Option<f64>| BOTTOM - (BOTTOM - TOP) * share.unwrap_or(0.0);
    let at = |measure: Measure| known.iter().map(move |(day, f)| (x(*day), y(measure.share(f))));
    let mut measures = measures.to_vec();
    measures.sort_by_key(|measure| std::cmp::Reverse(measure.count(now)));
    let heights = apart(&measures.iter().map(|measure| y(measure.share(now))).collect::<Vec<_>>());
    let share = |measure: Measure, figures: &Figures| percent(measure.count(figures), figures.due, lang);
    let line = |(measure, at_end): (&Measure, f64)| Line {
        class: measure.class(),
        name: lang.say(measure.key()),
        path: path(at(*measure)),
        last: share(*measure, now).replace("\u{a0}%", ""),
        at: place(at_end + 4.0),
    };
    let sentence = lang.say_with(
        "chart-sentence",
        [
            ("first", written::day(*first).into()),
            ("last", written::day(*last).into()),
            ("fulfilmentthen", share(Measure::Fulfilment, then).into()),
            ("fulfilmentnow", share(Measure::Fulfilment, now).into()),
            ("completenessthen", share(Measure::Completeness, then).into()),
            ("completenessnow", share(Measure::Completeness, now).into()),
        ],
    );
    Some(Drawing {
        sentence,
        scale: ["0", "50", "100"].map(str::to_owned),
        lines: measures.iter().zip(heights).map(line).collect(),
        dots: at(Measure::Fulfilment).map(|(x, y)| (place(x), place(y))).collect(),
        dates: dates(known, x),
    })
}

/// Heights of words beside each other, from the uppermost down: none covers another, all stay above the dates.
pub(super) fn apart(heights: &[f64]) -> Vec<f64> {
    let mut placed: Vec<f64> = Vec::with_capacity(heights.len());
    for height in heights {
        placed.push(placed.last().map_or(*height, |above: &f64| height.max(above + LINE)));
    }
    let mut lowest = BOTTOM;
    for height in placed.iter_mut().rev() {
        *height = height.min(lowest);
        lowest = *height - LINE;
    }
    placed
}

pub(super) fn place(at: f64) -> String {
    format!("{at:.1}")
}

pub(super) fn path(points: impl Iterator<Item = (f64, f64)>) -> String {
    let mut path = String::new();
    for (x, y) in points {
        let step = if path.is_empty() { "M" } else { " L" };
        // Writing to a string cannot fail.
        let _ = write!(path, "{step}{x:.1} {y:.1}");
    }
    path
}

/// The first and the last date, and one in the middle where it has room.
fn dates(known: &[(NaiveDate, Figures)], x: impl Fn(NaiveDate) -> f64) -> Vec<(String, &'static str, String)> {
    let short = |day: NaiveDate| day.format("%d.%m.%y").to_string();
    let middle = (LEFT + RIGHT) / 2.0;
    let nearest = known
        .iter()
        .map(|(day, _)| *day)
        .filter(|day| x(*day) - LEFT > DATE * 1.5 && RIGHT - x(*day) > DATE * 1.5)
        .min_by(|a, b| (x(*a) - middle).abs().total_cmp(&(x(*b) - middle).abs()));
    let first = known.first().map(|(day, _)| (place(LEFT), "start", short(*day)));
    let last = known.last().map(|(day, _)| (place(RIGHT), "end", short(*day)));
    [first, nearest.map(|day| (place(x(day)), "middle", short(day))), last].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn points_are_the_ends_of_months_and_the_day_itself() {
        let ends = days(day("2022-11-08"), day("2024-12-31"), day("2023-01-10"));
        assert_eq!(ends, [day("2022-11-30"), day("2022-12-31"), day("2023-01-10")]);
        assert_eq!(days(day("2022-11-08"), day("2022-12-31"), day("2023-03-05")).last(), Some(&day("2023-03-05")));
        assert_eq!(days(day("2022-11-08"), day("2024-12-31"), day("2022-11-30")), [day("2022-11-30")]);
        assert!(days(day("2022-11-08"), day("2024-12-31"), day("2022-11-01")).is_empty());
    }

    #[test]
    fn a_line_needs_three_points_and_its_words_do_not_cover_each_other() {
        let figures = |due, done| Figures { due, done, on_time: done, fulfilled: done, ..Figures::default() };
        let all = [Measure::Fulfilment, Measure::Timeliness, Measure::Completeness];
        let points = [(day("2022-12-31"), figures(2, 1)), (day("2023-01-31"), figures(4, 4))];
        assert!(drawing(Lang::Ru, &points, &all).is_none());
        let mut points = points.to_vec();
        points.push((day("2023-02-28"), figures(4, 4)));
        let drawing = drawing(Lang::Ru, &points, &all).unwrap();
        let of = |class: &str| drawing.lines.iter().find(|line| line.class == class).unwrap();
        assert!(of("ln").path.starts_with("M34.0 82.0 L") && of("ln").path.ends_with("286.0 14.0"));
        let words: Vec<(&str, &str)> = drawing.lines.iter().map(|l| (l.last.as_str(), l.at.as_str())).collect();
        assert_eq!(words, [("100,0", "18.0"), ("100,0", "31.0"), ("100,0", "44.0")]);
        assert!(drawing.sentence.contains("50,0\u{a0}%") && drawing.sentence.contains("28.02.2023"));
        assert_eq!(apart(&[149.0, 150.0]), [137.0, 150.0], "above the dates");
    }
}
