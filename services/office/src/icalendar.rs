//! Writes due days as an iCalendar (RFC 5545): whole days, one event each, the same bytes for the same entries.

mod invitation;

pub use invitation::{Invited, invitation};

use ::icalendar::{Calendar, Component, Event, EventLike, Property};
use chrono::{DateTime, NaiveDate, Utc};

/// Who wrote the calendar.
const PRODUCT: &str = "-//Vekha//Roadmaps//RU";
/// How often a calendar program should ask again.
const REFRESH: &str = "PT6H";

/// A due day as a calendar shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DueEntry {
    /// The same for the same thing whenever it is written: a calendar program moves it and does not double it.
    pub uid: String,
    /// The day.
    pub day: NaiveDate,
    /// When the log last said something that may have changed it.
    pub recorded_at: DateTime<Utc>,
    /// One line.
    pub summary: String,
    /// Any number of lines.
    pub description: String,
    /// Its page, if the program knows its own address.
    pub address: Option<String>,
}

/// The calendar of some due days under a name. Nothing in it rings: reminders are letters.
pub fn due_calendar(name: &str, entries: &[DueEntry]) -> String {
    let mut calendar = begun();
    // Not NAME (RFC 7986): the crate leaves its commas as they are, and every program reads this one.
    calendar.append_property(Property::new("X-WR-CALNAME", one_line(name)));
    calendar.append_property(Property::new("REFRESH-INTERVAL", REFRESH).add_parameter("VALUE", "DURATION").done());
    calendar.append_property(Property::new("X-PUBLISHED-TTL", REFRESH));
    for entry in entries {
        calendar.push(event(entry));
    }
    calendar.to_string()
}

/// A calendar with what every one says of itself.
fn begun() -> Calendar {
    let mut calendar = Calendar::empty();
    for (key, value) in [("VERSION", "2.0"), ("PRODID", PRODUCT), ("CALSCALE", "GREGORIAN")] {
        calendar.append_property(Property::new(key, value));
    }
    calendar
}

fn event(entry: &DueEntry) -> Event {
    let mut event = Event::with_uid(&entry.uid);
    event.timestamp(entry.recorded_at);
    event.starts(entry.day);
    // The end of whole days is the first day after them.
    event.ends(entry.day.succ_opt().unwrap_or(entry.day));
    event.summary(&one_line(&entry.summary));
    event.description(&lines(&entry.description));
    // A due day takes nobody's time: the day stays free for meetings.
    event.add_property("TRANSP", "TRANSPARENT");
    if let Some(address) = &entry.address {
        event.url(address);
    }
    event.done()
}

/// Words in one line, without what would break it.
fn one_line(text: &str) -> String {
    text.split(char::is_whitespace).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").replace(control, "")
}

/// Lines without what would break them.
fn lines(text: &str) -> String {
    text.lines().map(one_line).collect::<Vec<_>>().join("\n")
}

fn control(letter: char) -> bool {
    letter.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> DueEntry {
        DueEntry {
            uid: "3.1@vekha".to_owned(),
            day: NaiveDate::from_ymd_opt(2023, 6, 30).unwrap(),
            recorded_at: "2023-04-03T09:00:00Z".parse().unwrap(),
            summary: "1.1. Совещание руководителей; итоги, планы и задачи на следующий учебный год".to_owned(),
            description: "Срок: «до 30.06.2023»\r\nПапка\\планы\u{7}".to_owned(),
            address: Some("https://vekha.example.org/offices/1/activities/3?o=1".to_owned()),
        }
    }

    fn unfolded(text: &str) -> String {
        text.replace("\r\n ", "")
    }

    #[test]
    fn a_due_day_is_a_whole_day_that_takes_no_time_and_rings_no_bell() {
        let text = due_calendar("Мои мероприятия, Северский район", &[entry()]);
        let whole = unfolded(&text);
        for line in [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "X-WR-CALNAME:Мои мероприятия\\, Северский район",
            "UID:3.1@vekha",
            "DTSTAMP:20230403T090000Z",
            "DTSTART;VALUE=DATE:20230630",
            "DTEND;VALUE=DATE:20230701",
            "TRANSP:TRANSPARENT",
            "SUMMARY:1.1. Совещание руководителей\\; итоги\\, планы и задачи на следующий учебный год",
            "DESCRIPTION:Срок: «до 30.06.2023»\\nПапка\\\\планы",
            "URL:https://vekha.example.org/offices/1/activities/3?o=1",
            "END:VCALENDAR",
        ] {
            assert!(whole.split("\r\n").any(|known| known == line), "{line}: {whole}");
        }
        assert!(!whole.contains("VALARM"));
    }

    #[test]
    fn lines_end_and_fold_as_the_standard_asks() {
        let text = due_calendar("Мои мероприятия", &[entry()]);
        assert!(text.ends_with("END:VCALENDAR\r\n") && !text.replace("\r\n", "").contains(['\n', '\r', '\u{7}']));
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
    }

    #[test]
    fn the_same_entries_are_the_same_bytes() {
        assert_eq!(due_calendar("а", &[entry(), entry()]), due_calendar("а", &[entry(), entry()]));
        assert!(!due_calendar("а", &[]).contains("VEVENT"));
    }
}
