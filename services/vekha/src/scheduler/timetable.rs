//! The timetable: a file of names and cron lines, read in an office's time zone.

use super::jobs::{Act, JOBS, Turn, Whose};
use crate::app::AppError;
use chrono::{DateTime, LocalResult, NaiveDateTime, TimeDelta, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use cron::Schedule;
use std::{collections::BTreeMap, fs, io, path::Path, str::FromStr};
use thiserror::Error;

/// The timetable that is in the program.
const USUAL: &str = include_str!("../../timetable.toml");
/// Fields of a line without the year.
const FIELDS: usize = 6;

/// Which jobs are woken when.
#[derive(Debug)]
pub struct Timetable(Vec<Entry>);

/// A job and when it is woken.
pub struct Entry {
    /// Its name.
    pub name: &'static str,
    schedule: Schedule,
    pub(super) whose: Whose,
    act: Act,
}

/// A timetable that cannot be kept.
#[derive(Debug, Error)]
pub enum WrongTimetable {
    /// The file cannot be read.
    #[error(transparent)]
    File(#[from] io::Error),
    /// It is no list of names and lines.
    #[error(transparent)]
    Text(#[from] toml::de::Error),
    /// There is no such job.
    #[error("{0}")]
    Unknown(String),
    /// Not six fields (or seven with the year).
    #[error("{0}: {1}")]
    Fields(&'static str, String),
    /// A day of the week by its number.
    #[error("{0}: {1}")]
    Weekday(&'static str, String),
    /// Something else that is no line of cron.
    #[error("{0}: {1}")]
    Line(&'static str, String),
    /// A day that never comes, such as the 30th of February.
    #[error("{0}: {1}")]
    Never(&'static str, String),
}

impl std::fmt::Debug for Entry {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "Entry({} = {:?})", self.name, self.schedule.source())
    }
}

impl Timetable {
    /// The timetable of the program itself.
    ///
    /// # Errors
    /// Never, as a test shows.
    pub fn usual() -> Result<Timetable, AppError> {
        Timetable::of(USUAL).map_err(|e| AppError::broken("read the timetable", &e))
    }

    /// Reads a file.
    ///
    /// # Errors
    /// See [`WrongTimetable`].
    pub fn read(file: &Path) -> Result<Timetable, WrongTimetable> {
        Timetable::of(&fs::read_to_string(file)?)
    }

    fn of(text: &str) -> Result<Timetable, WrongTimetable> {
        let mut lines: BTreeMap<String, String> = toml::from_str(text)?;
        let mut entries = Vec::new();
        // In the order in which the jobs build upon each other, whatever that of the file is.
        for (name, whose, act) in JOBS {
            if let Some(line) = lines.remove(*name) {
                entries.push(Entry { name, schedule: schedule(name, &line)?, whose: *whose, act: *act });
            }
        }
        match lines.into_keys().next() {
            Some(unknown) => Err(WrongTimetable::Unknown(unknown)),
            None => Ok(Timetable(entries)),
        }
    }

    /// Its jobs.
    pub fn entries(&self) -> &[Entry] {
        &self.0
    }

    pub(super) fn into_entries(self) -> Vec<Entry> {
        self.0
    }

    /// The names of all jobs there are.
    pub fn names() -> impl Iterator<Item = &'static str> {
        JOBS.iter().map(|(name, ..)| *name)
    }
}

fn schedule(name: &'static str, line: &str) -> Result<Schedule, WrongTimetable> {
    let fields: Vec<&str> = line.split_whitespace().collect();
    if fields.len() != FIELDS && fields.len() != FIELDS + 1 {
        return Err(WrongTimetable::Fields(name, line.to_owned()));
    }
    if fields.get(FIELDS - 1).is_some_and(|weekday| weekday.contains(|c: char| c.is_ascii_digit())) {
        return Err(WrongTimetable::Weekday(name, line.to_owned()));
    }
    let schedule = Schedule::from_str(line).map_err(|e| WrongTimetable::Line(name, e.to_string()))?;
    let comes = schedule.after(&DateTime::UNIX_EPOCH).next().is_some();
    if comes { Ok(schedule) } else { Err(WrongTimetable::Never(name, line.to_owned())) }
}

impl Entry {
    /// The last instant of the line up to now. The line is read on the wall clock of the zone: an hour that clocks skip is taken
    /// at their jump, so nothing is lost; in an hour that they repeat a job is woken twice, and asks the log what is left to do.
    pub(super) fn last(&self, zone: Tz, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let wall = now.with_timezone(&zone).naive_local().with_nanosecond(0)?;
        // The crate gives what is strictly before.
        let last = self.schedule.after(&(wall + TimeDelta::seconds(1)).and_utc()).next_back()?.naive_utc();
        Some(match zone.from_local_datetime(&last) {
            LocalResult::Single(at) => at.to_utc(),
            LocalResult::Ambiguous(first, second) => {
                if second.to_utc() <= now {
                    second.to_utc()
                } else {
                    first.to_utc()
                }
            }
            LocalResult::None => after_the_jump(zone, last)?,
        })
    }

    pub(super) fn act<'a>(&self, turn: &'a Turn<'a>) -> impl Future<Output = Result<(), AppError>> + Send + 'a {
        (self.act)(turn)
    }
}

/// The first moment that clocks show after one that they skip. Jumps are of whole quarters of an hour.
fn after_the_jump(zone: Tz, skipped: NaiveDateTime) -> Option<DateTime<Utc>> {
    let quarter = skipped.with_minute(skipped.minute() / 15 * 15)?.with_second(0)?;
    (1..=12)
        .find_map(|n| zone.from_local_datetime(&(quarter + TimeDelta::minutes(15 * n))).earliest())
        .map(|at| at.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(line: &str) -> Entry {
        Timetable::of(&format!("morning = '{line}'")).unwrap().0.remove(0)
    }

    fn last(line: &str, zone: &str, now: &str) -> String {
        entry(line).last(zone.parse().unwrap(), now.parse().unwrap()).unwrap().to_rfc3339()
    }

    #[test]
    fn the_timetable_of_the_program_wakes_every_job() {
        let usual = Timetable::usual().unwrap();
        assert_eq!(usual.entries().iter().map(|e| e.name).collect::<Vec<_>>(), Timetable::names().collect::<Vec<_>>());
    }

    #[test]
    fn a_line_that_says_something_else_than_it_seems_is_refused() {
        let wrong = |text: &str| Timetable::of(text).unwrap_err();
        assert!(matches!(wrong("morning = '30 8 * * *'"), WrongTimetable::Fields(..)));
        assert!(matches!(wrong("morning = '0 30 8 * * 1'"), WrongTimetable::Weekday(..)));
        assert!(matches!(wrong("morning = '0 30 8 * * 1-5 2026'"), WrongTimetable::Weekday(..)));
        assert!(matches!(wrong("morning = '0 30 28 * * *'"), WrongTimetable::Line(..)));
        assert!(matches!(wrong("morning = '0 30 8 30 Feb *'"), WrongTimetable::Never(..)));
        assert!(matches!(wrong("mornings = '0 30 8 * * *'"), WrongTimetable::Unknown(_)));
        assert!(matches!(wrong("morning = 8"), WrongTimetable::Text(_)));
        assert!(Timetable::of("morning = '0 30 8 * * Mon-Fri'").is_ok());
    }

    #[test]
    fn a_line_is_read_on_the_wall_clock_of_the_office() {
        let line = "0 30 8 * * *";
        assert_eq!(last(line, "Europe/Moscow", "2023-07-05T05:30:00Z"), "2023-07-05T05:30:00+00:00");
        assert_eq!(last(line, "Europe/Moscow", "2023-07-05T05:29:59Z"), "2023-07-04T05:30:00+00:00");
        assert_eq!(last(line, "Asia/Kamchatka", "2023-07-05T05:29:59Z"), "2023-07-04T20:30:00+00:00");
        assert_eq!(last("0 0 9 * * Mon", "Europe/Moscow", "2023-07-05T05:29:59Z"), "2023-07-03T06:00:00+00:00");
    }

    #[test]
    fn an_hour_that_clocks_skip_loses_nothing_and_one_they_repeat_stops_nothing() {
        // 26.03.2023: at 02:00 clocks in Berlin show 03:00; 29.10.2023: at 03:00 they show 02:00 again.
        assert_eq!(last("0 30 2 * * *", "Europe/Berlin", "2023-03-26T01:00:00Z"), "2023-03-26T01:00:00+00:00");
        assert_eq!(last("0 30 2 * * *", "Europe/Berlin", "2023-03-26T00:59:00Z"), "2023-03-25T01:30:00+00:00");
        assert_eq!(last("0 * * * * *", "Europe/Berlin", "2023-10-29T00:30:10Z"), "2023-10-29T00:30:00+00:00");
        assert_eq!(last("0 * * * * *", "Europe/Berlin", "2023-10-29T01:30:10Z"), "2023-10-29T01:30:00+00:00");
    }
}
