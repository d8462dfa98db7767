//! A figure over years: the median of all as a solid line, one school or teacher beside it as a dashed one.

use super::line::{BOTTOM, Drawing, LEFT, Line, RIGHT, TOP, apart, path, place};
use crate::{
    windows::{figures, results::tenths},
    wording::Lang,
};
use chrono::{Datelike, NaiveDate};
use vekha_domain::scoring::Exact;

/// Fewer points are no course of events.
const FEW: usize = 3;

/// A line to be drawn: its name and the figure of each year.
pub struct Course {
    /// Whose.
    pub name: String,
    /// A figure for each year, where there is one.
    pub figures: Vec<Option<Exact>>,
}

/// A line with its class and its points.
type Drawn<'c> = (&'static str, &'c Course, Vec<(f64, f64)>);

/// The drawing of up to two lines over the years; none for too few points.
pub fn years(lang: Lang, days: &[NaiveDate], (low, high): (Exact, Exact), courses: &[Course]) -> Option<Drawing> {
    let (first, last) = (days.first()?, days.last()?);
    let length = (*last - *first).num_days().max(1) as f64;
    let x = |day: &NaiveDate| LEFT + (RIGHT - LEFT) * (*day - *first).num_days() as f64 / length;
    let span = high.minus(low).filter(|span| *span > Exact::ZERO)?;
    let y = |figure: Exact| {
        let share = figure.minus(low).and_then(|above| tenths(above, span)).unwrap_or_default();
        BOTTOM - (BOTTOM - TOP) * f64::from(share) / 1_000.0
    };
    let points = |course: &Course| -> Vec<(f64, f64)> {
        days.iter().zip(&course.figures).filter_map(|(day, figure)| Some((x(day), y((*figure)?)))).collect()
    };
    let mut drawn: Vec<Drawn<'_>> = ["ln", "l2"]
        .into_iter()
        .zip(courses)
        .map(|(class, course)| (class, course, points(course)))
        .filter(|(_, _, points)| points.len() >= FEW)
        .collect();
    drawn.sort_by(|(_, _, a), (_, _, b)| {
        let end = |points: &[(f64, f64)]| points.last().map_or(BOTTOM, |(_, y)| *y);
        end(a).total_cmp(&end(b))
    });
    let ends: Vec<f64> = drawn.iter().filter_map(|(_, _, points)| points.last().map(|(_, y)| *y)).collect();
    let number = |figure: Exact| figures::mean(lang, figure);
    let of = |course: &Course| course.figures.iter().rev().flatten().next().map(|f| number(*f)).unwrap_or_default();
    let line = |((class, course, points), at): (&Drawn<'_>, f64)| Line {
        class,
        name: course.name.clone(),
        path: path(points.iter().copied()),
        last: of(course),
        at: place(at + 4.0),
    };
    let lines: Vec<Line> = drawn.iter().zip(apart(&ends)).map(line).collect();
    let dots = drawn.iter().filter(|(class, ..)| *class == "ln").flat_map(|(_, _, points)| points);
    let told = drawn.iter().map(|(_, course, _)| {
        let then = course.figures.iter().flatten().next().map(|f| number(*f)).unwrap_or_default();
        let args = [("who", course.name.clone().into()), ("then", then.into()), ("now", of(course).into())];
        lang.say_with("windows-years-line", args)
    });
    let year = |day: &NaiveDate| day.year().to_string();
    let args = [
        ("first", year(first).into()),
        ("last", year(last).into()),
        ("lines", told.collect::<Vec<_>>().join("; ").into()),
    ];
    let middle = span.over(Exact::whole(2)).and_then(|half| low.plus(half))?;
    (!lines.is_empty()).then(|| Drawing {
        sentence: lang.say_with("windows-years-sentence", args),
        scale: [low, middle, high].map(|end| figures::number(lang, end)),
        dots: dots.map(|(x, y)| (place(*x), place(*y))).collect(),
        dates: days.iter().enumerate().map(|(at, day)| (place(x(day)), anchor(at, days.len()), year(day))).collect(),
        lines,
    })
}

fn anchor(at: usize, all: usize) -> &'static str {
    match at {
        0 => "start",
        at if at + 1 == all => "end",
        _ => "middle",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_goes_through_its_years_and_two_of_them_are_none() {
        let n = |text: &str| Some(text.parse::<Exact>().unwrap());
        let days = ["2020-08-01", "2021-08-01", "2022-08-01"].map(|day| day.parse().unwrap());
        let median = Course { name: "медиана".into(), figures: vec![n("72"), n("70,35"), n("66,95")] };
        let school = Course { name: "СОШ № 11".into(), figures: vec![n("73,84"), None, n("68,1")] };
        let drawn = years(Lang::Ru, &days, (Exact::ZERO, Exact::whole(100)), &[median, school]).unwrap();
        assert_eq!(drawn.scale, ["0", "50", "100"]);
        assert_eq!(drawn.lines.len(), 1, "two points are no line");
        assert_eq!(drawn.lines[0].last, "66,95");
        assert!(drawn.lines[0].path.starts_with("M34.0 52.1 L"), "{}", drawn.lines[0].path);
        assert!(drawn.sentence.contains("72") && drawn.sentence.contains("2022"), "{}", drawn.sentence);
        let words: Vec<&str> = drawn.dates.iter().map(|(_, _, words)| words.as_str()).collect();
        assert_eq!(words, ["2020", "2021", "2022"]);
    }
}
