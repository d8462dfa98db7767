//! The moments of the demonstration: four on every working day, the same for all offices, because they share one clock.

use super::draw::Lot;
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use std::iter;
use vekha_domain::calendar::WorkCalendar;

/// Where the offices are.
const ZONE: Tz = Tz::Europe__Moscow;

/// About when on a day people act.
const HOURS: [u32; 4] = [9, 11, 14, 16];

/// How much later than the hour it may be, in seconds.
const JITTER: u32 = 39 * 60;

/// The first day of the demonstration: 2 November 2020.
const FIRST_DAY: Option<NaiveDate> = NaiveDate::from_ymd_opt(2020, 11, 2);

/// One of a day's moments.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Moment {
    /// The local day.
    pub day: NaiveDate,
    /// 0 to 3: about nine, eleven, two and four o'clock.
    pub part: u8,
}

impl Moment {
    /// How many a day has.
    pub const PARTS: u8 = HOURS.len() as u8;

    /// After all others.
    pub const NEVER: Moment = Moment { day: NaiveDate::MAX, part: Moment::PARTS };

    /// When the offices are registered.
    pub fn first() -> Moment {
        Moment { day: FIRST_DAY.unwrap_or_default(), part: 0 }
    }

    /// The instant: never quite the same time of the day.
    pub fn at(self) -> DateTime<Utc> {
        let hour = HOURS.get(usize::from(self.part)).copied().unwrap_or_default();
        let jitter = Lot::of(&["moment", &self.day.to_string()]).up_to(&self.part.to_string(), JITTER);
        let local = self.day.and_time(NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default());
        let local = local + TimeDelta::seconds(i64::from(jitter));
        let known = ZONE.from_local_datetime(&local).earliest();
        known.map_or_else(|| local.and_utc(), |at| at.with_timezone(&Utc))
    }

    /// The moments from one instant to another, both included.
    pub fn between(from: DateTime<Utc>, to: DateTime<Utc>) -> impl Iterator<Item = (Moment, DateTime<Utc>)> {
        let (first, last) = (local_day(from), local_day(to));
        let calendar = WorkCalendar::federal();
        let days = iter::successors(Some(first), NaiveDate::succ_opt).take_while(move |day| *day <= last);
        days.filter(move |day| calendar.is_working_day(*day))
            .flat_map(|day| (0..Moment::PARTS).map(move |part| Moment { day, part }))
            .map(|moment| (moment, moment.at()))
            .filter(move |(_, at)| (from..=to).contains(at))
    }
}

/// The day of an instant where the offices are.
pub(super) fn local_day(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&ZONE).date_naive()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_working_day_has_four_moments_and_a_holiday_has_none() {
        let [eve, holiday] = ["2020-11-03T00:00:00+03:00", "2020-11-04T23:59:59+03:00"].map(|t| t.parse().unwrap());
        let moments: Vec<_> = Moment::between(eve, holiday).map(|(moment, at)| (moment.part, at)).collect();
        assert_eq!(moments.iter().map(|(part, _)| *part).collect::<Vec<_>>(), [0, 1, 2, 3]);
        assert!(moments.is_sorted_by_key(|(_, at)| *at));
        let again: Vec<_> = Moment::between(moments[1].1, moments[2].1).map(|(moment, _)| moment.part).collect();
        assert_eq!(again, [1, 2], "both ends belong to it");
    }
}
