//! Two days of an office, each as it was known then, and by which entries what differs came: for the page, its files and the API.

use super::{access::Visitor, fault::Fault, pages::written};
use crate::app::{App, Known};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::Deserialize;
use std::collections::HashMap;
use vekha_domain::{
    event::Recorded,
    ids::{OfficeId, RoadmapId},
    stream::Stream,
};
use vekha_projections::{Difference, OfficeState, View};

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

/// Where the question is asked from: what is known there, for which day, and the moment knowledge ends.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// The program.
    pub app: &'a App,
    /// The office.
    pub office: OfficeId,
    /// What is known.
    pub state: &'a OfficeState,
    /// The day.
    pub as_of: NaiveDate,
    /// The moment.
    pub known_at: DateTime<Utc>,
}

/// What was known on both.
pub struct Compared {
    /// The days.
    pub ends: Ends,
    /// Known at the end of the first day.
    pub earlier: Known,
    /// Known at the end of the second; none where that is what is known where it is asked from.
    later: Option<Known>,
    /// When knowledge ends on each.
    pub moments: (DateTime<Utc>, DateTime<Utc>),
}

impl Ends {
    /// Was something not understood?
    pub fn wrong(&self) -> bool {
        self.wrong_from.is_some() || self.wrong_to.is_some()
    }
}

impl Wanted {
    /// The days meant on a day.
    pub fn ends(&self, on: NaiveDate) -> Ends {
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
    /// Each end as known at the end of its day, and no later than it is known where it is asked from.
    pub async fn of(place: Place<'_>, wanted: &Wanted) -> Result<Compared, Fault> {
        let ends = wanted.ends(place.as_of);
        let at = |day: NaiveDate| match day == place.as_of {
            true => place.known_at,
            false => place.state.end_of(day).min(place.known_at),
        };
        let moments = (at(ends.from), at(ends.to));
        let earlier = place.known_then(moments.0).await?;
        let later = if ends.to == place.as_of { None } else { Some(place.known_then(moments.1).await?) };
        Ok(Compared { ends, earlier, later, moments })
    }

    /// The first day.
    pub fn before(&self) -> View<'_> {
        View::new(&self.earlier, self.ends.from)
    }

    /// The second day.
    pub fn after<'a>(&'a self, place: Place<'a>) -> View<'a> {
        View::new(self.later.as_ref().map_or(place.state, |known| &**known), self.ends.to)
    }

    /// What differs of a roadmap, as far as the visitor may see it.
    pub fn differences<'a>(&'a self, place: Place<'a>, roadmap: RoadmapId, visitor: &Visitor) -> Vec<Difference<'a>> {
        let after = self.after(place);
        let office = after.state().office();
        let mut all = after.since(&self.before(), &visitor.scope(roadmap));
        all.retain(|d| {
            let shown = d.activity.is_none_or(|a| visitor.shows(a, office, self.ends.to));
            shown && d.mark().is_none_or(|mark| visitor.sees_work_of(mark.executor))
        });
        all
    }
}

impl Place<'_> {
    async fn known_then(&self, moment: DateTime<Utc>) -> Result<Known, Fault> {
        let position = self.app.position_at(self.office, moment).await?;
        Ok(self.app.known_up_to(self.office, position).await?)
    }
}

/// Entries of the journal by whose history they are.
pub struct Entries<'a> {
    place: Place<'a>,
    /// Those recorded between the two days.
    meanwhile: HashMap<Stream, Vec<Recorded>>,
    /// Whole histories, of facts that were recorded earlier and began to count later.
    whole: HashMap<Stream, Vec<Recorded>>,
    up_to: u64,
}

impl<'a> Entries<'a> {
    /// The entries that what differs may have come by.
    pub async fn of(place: Place<'a>, compared: &Compared) -> Result<Entries<'a>, Fault> {
        let (after, up_to) = (compared.earlier.position(), compared.after(place).state().position());
        let mut meanwhile: HashMap<Stream, Vec<Recorded>> = HashMap::new();
        for event in place.app.stretch(place.office, after, up_to).await? {
            meanwhile.entry(event.stream).or_default().push(event);
        }
        Ok(Entries { place, meanwhile, whole: HashMap::new(), up_to })
    }

    /// Those that this one came by; none of what only time brought.
    pub async fn of_difference(&mut self, difference: &Difference<'_>) -> Result<Vec<Recorded>, Fault> {
        let Some(stream) = difference.stream(self.place.office) else { return Ok(Vec::new()) };
        let among = |events: Option<&Vec<Recorded>>| -> Vec<Recorded> {
            events.into_iter().flatten().filter(|event| difference.came_by(event)).cloned().collect()
        };
        let found = among(self.meanwhile.get(&stream));
        if !found.is_empty() {
            return Ok(found);
        }
        if !self.whole.contains_key(&stream) {
            let events = self.place.app.events(self.place.office, Some(stream), Some(self.up_to)).await?;
            self.whole.insert(stream, events);
        }
        Ok(among(self.whole.get(&stream)))
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
