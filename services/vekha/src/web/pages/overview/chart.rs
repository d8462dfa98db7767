//! Fulfilment over time: a point at each month's end, each the same question to the same knowledge, for another day.

use super::super::{asked::Asked, written};
use crate::{json::percent, wording::Lang};
use chrono::{Datelike, Months, NaiveDate};
use std::fmt::Write;
use vekha_domain::ids::RoadmapId;
use vekha_projections::{Figures, Scope, View};

/// Edges of the drawing; the height of the drawing is 0 to 100 %.
const LEFT: f64 = 34.0;
const RIGHT: f64 = 286.0;
const BOTTOM: f64 = 150.0;
const TOP: f64 = 14.0;
/// Two words in a column need so much between their baselines, two dates in a line so much between their middles.
const LINE: f64 = 13.0;
const DATE: f64 = 62.0;
/// Fewer points are no course of events.
const FEW: usize = 3;

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
    /// Исполнение.
    pub fulfilment: String,
}

/// Paths and words of the drawing.
pub struct Drawing {
    /// What it shows, in one sentence.
    pub sentence: String,
    /// Path of fulfilment.
    pub fulfilment: String,
    /// Path of completeness.
    pub completeness: String,
    /// Points of fulfilment.
    pub dots: Vec<(String, String)>,
    /// Value and height of the last fulfilment.
    pub last_fulfilment: (String, String),
    /// Value and height of the last completeness.
    pub last_completeness: (String, String),
    /// Dates below: place, anchor, words.
    pub dates: Vec<(String, &'static str, String)>,
}

/// The chart of a roadmap; none before it is adopted.
pub(super) fn of(asked: &Asked, roadmap: RoadmapId, scope: &Scope) -> Option<Chart> {
    let period = asked.state().roadmap(roadmap)?.adopted.as_ref()?;
    let known: Vec<(NaiveDate, Figures)> = days(period.from, period.to, asked.as_of)
        .into_iter()
        .map(|day| (day, View::new(asked.state(), day).fulfilment(scope)))
        .filter(|(_, figures)| figures.due > 0)
        .collect();
    Some(Chart { drawing: drawing(asked.lang, &known), points: known.iter().map(|p| point(asked.lang, p)).collect() })
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
        fulfilment: percent(figures.fulfilled, figures.due, lang),
    }
}

fn drawing(lang: Lang, known: &[(NaiveDate, Figures)]) -> Option<Drawing> {
    let ((first, then), (last, now)) = (known.first()?, known.last()?);
    if known.len() < FEW {
        return None;
    }
    let days = (*last - *first).num_days().max(1) as f64;
    let x = |day: NaiveDate| LEFT + (RIGHT - LEFT) * (day - *first).num_days() as f64 / days;
    let y = |share: Option<f64>| BOTTOM - (BOTTOM - TOP) * share.unwrap_or(0.0);
    let at = |share: fn(&Figures) -> Option<f64>| known.iter().map(move |(day, f)| (x(*day), y(share(f))));
    let (upper, lower) = (y(now.completeness()), y(now.fulfilment()));
    // Fulfilment is never above completeness; its word stays below the other one, and both above the dates.
    let lower = lower.max(upper + LINE).min(BOTTOM);
    let upper = upper.min(lower - LINE);
    let share = |part: u64, figures: &Figures| percent(part, figures.due, lang);
    let bare = |part: u64| share(part, now).replace("\u{a0}%", "");
    let sentence = lang.say_with(
        "chart-sentence",
        [
            ("first", written::day(*first).into()),
            ("last", written::day(*last).into()),
            ("fulfilmentthen", share(then.fulfilled, then).into()),
            ("fulfilmentnow", share(now.fulfilled, now).into()),
            ("completenessthen", share(then.done, then).into()),
            ("completenessnow", share(now.done, now).into()),
        ],
    );
    Some(Drawing {
        sentence,
        fulfilment: path(at(Figures::fulfilment)),
        completeness: path(at(Figures::completeness)),
        dots: at(Figures::fulfilment).map(|(x, y)| (place(x), place(y))).collect(),
        last_fulfilment: (bare(now.fulfilled), place(lower + 4.0)),
        last_completeness: (bare(now.done), place(upper + 4.0)),
        dates: dates(known, x),
    })
}

fn place(at: f64) -> String {
    format!("{at:.1}")
}

fn path(points: impl Iterator<Item = (f64, f64)>) -> String {
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
    fn a_line_needs_three_points_and_its_two_words_do_not_cover_each_other() {
        let figures = |due, done| Figures { due, done, on_time: done, fulfilled: done, ..Figures::default() };
        let points = [(day("2022-12-31"), figures(2, 1)), (day("2023-01-31"), figures(4, 4))];
        assert!(drawing(Lang::Ru, &points).is_none());
        let mut points = points.to_vec();
        points.push((day("2023-02-28"), figures(4, 4)));
        let drawing = drawing(Lang::Ru, &points).unwrap();
        assert!(drawing.fulfilment.starts_with("M34.0 82.0 L") && drawing.fulfilment.ends_with("286.0 14.0"));
        assert_eq!((drawing.last_completeness.0.as_str(), drawing.last_completeness.1.as_str()), ("100,0", "18.0"));
        assert_eq!(drawing.last_fulfilment.1, "31.0");
        assert!(drawing.sentence.contains("50,0\u{a0}%") && drawing.sentence.contains("28.02.2023"));
    }
}
