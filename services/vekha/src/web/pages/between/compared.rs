//! Two days of an office, each as it was known then.

use super::super::{super::fault::Fault, asked::Asked, overview::six, written};
use crate::{app::Known, json::Fulfilment};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::Deserialize;
use vekha_domain::ids::RoadmapId;
use vekha_projections::View;

/// The days as they were typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// The first.
    pub from: String,
    /// The second.
    pub to: String,
}

/// The two days; where one was not understood, those of the last quarter.
pub struct Ends {
    /// The first.
    pub from: NaiveDate,
    /// The second, later than the first.
    pub to: NaiveDate,
    /// What is wrong with the first as typed.
    pub wrong_from: Option<&'static str>,
    /// What is wrong with the second as typed.
    pub wrong_to: Option<&'static str>,
}

/// What was known on both.
pub struct Compared {
    /// The days.
    pub ends: Ends,
    /// Known at the end of the first day.
    pub earlier: Known,
    /// Known at the end of the second; none where that is what the page knows.
    later: Option<Known>,
    moments: (DateTime<Utc>, DateTime<Utc>),
}

impl Ends {
    /// Was something not understood?
    pub fn wrong(&self) -> bool {
        self.wrong_from.is_some() || self.wrong_to.is_some()
    }
}

impl Wanted {
    fn ends(&self, on: NaiveDate) -> Ends {
        let typed = |text: &str| (!text.trim().is_empty()).then(|| written::read_day(text).ok_or("journal-wrong-day"));
        let (from, to) = (typed(&self.from).transpose(), typed(&self.to).transpose());
        // What comes after the day of the page is not known on it.
        let to = to.and_then(|day| if day.is_some_and(|day| day > on) { Err("between-ahead") } else { Ok(day) });
        let usual = last_quarter(on);
        let last = match (&to, &from) {
            (Ok(Some(day)), _) => *day,
            (Ok(None), Ok(Some(_))) => on,
            _ => usual.1,
        };
        let first = match from {
            Ok(Some(day)) if day >= last => Err("between-backwards"),
            Ok(day) => Ok(day.unwrap_or_else(|| quarter_end(last.pred_opt().unwrap_or(last)))),
            Err(key) => Err(key),
        };
        let (wrong_from, wrong_to) = (first.err(), to.err());
        match (first, wrong_to) {
            (Ok(from), None) => Ends { from, to: last, wrong_from, wrong_to },
            _ => Ends { from: usual.0, to: usual.1, wrong_from, wrong_to },
        }
    }
}

/// The last quarter that is over on a day: the days before and at its end.
pub fn last_quarter(on: NaiveDate) -> (NaiveDate, NaiveDate) {
    let end = quarter_end(on);
    (quarter_end(end.pred_opt().unwrap_or(end)), end)
}

/// The last day of the quarter that was over last on a day.
pub fn quarter_end(on: NaiveDate) -> NaiveDate {
    let next = on.succ_opt().unwrap_or(on);
    let first = NaiveDate::from_ymd_opt(next.year(), next.month0() / 3 * 3 + 1, 1);
    first.and_then(|first| first.pred_opt()).unwrap_or(on)
}

/// The last day of the year before.
pub fn year_end_before(on: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(on.year() - 1, 12, 31).unwrap_or(on)
}

impl Compared {
    /// Each end as known at the end of its day, and no later than the page is known.
    pub async fn of(asked: &Asked, wanted: &Wanted) -> Result<Compared, Fault> {
        let ends = wanted.ends(asked.as_of);
        let at = |day: NaiveDate| match day == asked.as_of {
            true => asked.known_at,
            false => asked.state().end_of(day).min(asked.known_at),
        };
        let moments = (at(ends.from), at(ends.to));
        let earlier = asked.known_then(moments.0).await?;
        let later = if ends.to == asked.as_of { None } else { Some(asked.known_then(moments.1).await?) };
        Ok(Compared { ends, earlier, later, moments })
    }

    /// The first day.
    pub fn before(&self) -> View<'_> {
        View::new(&self.earlier, self.ends.from)
    }

    /// The second day.
    pub fn after<'a>(&'a self, asked: &'a Asked) -> View<'a> {
        View::new(self.later.as_ref().map_or(asked.state(), |known| &**known), self.ends.to)
    }

    /// The first day, the same day as known on the second, and the second: each with its name and the moment its knowledge ends.
    pub fn days<'a>(&'a self, asked: &'a Asked) -> [(String, View<'a>, DateTime<Utc>); 3] {
        let (before, after) = (self.before(), self.after(asked));
        let again = View::new(after.state(), self.ends.from);
        let (from, to) = (written::day(self.ends.from), written::day(self.ends.to));
        let known = [("day", from.clone().into()), ("known", to.clone().into())];
        let known = asked.lang.say_with("between-day-known", known);
        [(from, before, self.moments.0), (known, again, self.moments.1), (to, after, self.moments.1)]
    }

    /// The figures of these three, and indicator 6 of the first and the last: «Показатель № 6: было 0, стало 1».
    pub fn figures(&self, asked: &Asked, id: RoadmapId) -> (Fulfilment, String) {
        let of = |(name, view, at): (String, View<'_>, DateTime<Utc>)| {
            let figures = Fulfilment::of(&view, &asked.scope(id), None, at, &asked.names);
            Fulfilment { name: Some(name), ..figures }
        };
        let parts: Vec<Fulfilment> = self.days(asked).map(of).into();
        let value = |part: Option<&Fulfilment>| part.map(six).unwrap_or_default();
        let args = [("was", value(parts.first()).into()), ("is", value(parts.last()).into())];
        let six = asked.lang.say_with("between-six", args);
        (Fulfilment { parts, ..Fulfilment::total(Vec::new()) }, six)
    }

    /// Which two are compared, each with the moment its knowledge ends.
    pub fn lead(&self, asked: &Asked) -> String {
        let moment = |at: DateTime<Utc>| written::moment(at.min(asked.site.app.now()), asked.state().zone());
        let args = [
            ("from", written::day(self.ends.from).into()),
            ("known", moment(self.moments.0).into()),
            ("to", written::day(self.ends.to).into()),
            ("later", moment(self.moments.1).into()),
        ];
        asked.lang.say_with("between-lead", args)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn ends(from: &str, to: &str, on: &str) -> (String, String, Option<&'static str>, Option<&'static str>) {
        let ends = Wanted { from: from.to_owned(), to: to.to_owned() }.ends(day(on));
        (ends.from.to_string(), ends.to.to_string(), ends.wrong_from, ends.wrong_to)
    }

    fn right(from: &str, to: &str) -> (String, String, Option<&'static str>, Option<&'static str>) {
        (from.to_owned(), to.to_owned(), None, None)
    }

    #[test]
    fn without_days_it_is_the_last_quarter_that_is_over() {
        assert_eq!(ends("", "", "2023-07-05"), right("2023-03-31", "2023-06-30"));
        assert_eq!(ends("", "", "2023-06-30"), right("2023-03-31", "2023-06-30"));
        assert_eq!(ends("", "", "2023-01-15"), right("2022-09-30", "2022-12-31"));
    }

    #[test]
    fn one_day_alone_is_completed() {
        assert_eq!(ends("10.04.2023", "", "2023-07-05"), right("2023-04-10", "2023-07-05"));
        assert_eq!(ends("", "10.05.2023", "2023-07-05"), right("2023-03-31", "2023-05-10"));
        assert_eq!(ends("2023-04-10", "10.05.2023", "2023-07-05"), right("2023-04-10", "2023-05-10"));
    }

    #[test]
    fn days_that_cannot_be_are_named_and_the_last_quarter_is_shown() {
        let wrong = |from, to, wrong_from, wrong_to| {
            let (.., of_from, of_to) = ends(from, to, "2023-07-05");
            assert_eq!((of_from, of_to), (wrong_from, wrong_to), "{from} {to}");
            assert_eq!(ends(from, to, "2023-07-05").1, "2023-06-30");
        };
        wrong("вчера", "", Some("journal-wrong-day"), None);
        wrong("01.04.2023", "завтра", None, Some("journal-wrong-day"));
        wrong("01.04.2023", "06.07.2023", None, Some("between-ahead"));
        wrong("01.06.2023", "01.06.2023", Some("between-backwards"), None);
    }
}
