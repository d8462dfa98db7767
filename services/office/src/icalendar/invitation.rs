//! Writes an invitation to a meeting, its move or its cancellation (RFC 5546): one event for one guest.

use super::{begun, lines, one_line};
use ::icalendar::{Component, Event, EventLike, Property};
use chrono::{DateTime, TimeDelta, Utc};

/// A meeting as a calendar program gets it. Times are in UTC: every program shows them where its owner is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Invited {
    /// The same for the same meeting however often it is moved.
    pub uid: String,
    /// How often it was changed, from 0: a program takes the highest.
    pub sequence: u16,
    /// It will not be.
    pub cancelled: bool,
    /// When the letter was made.
    pub recorded_at: DateTime<Utc>,
    /// When it begins.
    pub at: DateTime<Utc>,
    /// How long it takes, in minutes.
    pub minutes: u16,
    /// One line.
    pub summary: String,
    /// Any number of lines.
    pub description: String,
    /// Where.
    pub place: Option<String>,
    /// Name and address of whoever invites.
    pub from: (String, String),
    /// Name and address of the guest.
    pub to: (String, String),
}

impl Invited {
    /// The method that the letter's part and the calendar both carry.
    pub fn method(&self) -> &'static str {
        if self.cancelled { "CANCEL" } else { "REQUEST" }
    }
}

/// The calendar of one meeting. Nothing in it rings: reminders are letters.
pub fn invitation(meeting: &Invited) -> String {
    let mut event = Event::with_uid(&meeting.uid);
    event.timestamp(meeting.recorded_at);
    event.starts(meeting.at);
    event.ends(meeting.at + TimeDelta::minutes(i64::from(meeting.minutes)));
    event.summary(&one_line(&meeting.summary));
    event.description(&lines(&meeting.description));
    if let Some(place) = &meeting.place {
        event.location(&one_line(place));
    }
    event.add_property("SEQUENCE", meeting.sequence.to_string());
    event.add_property("STATUS", if meeting.cancelled { "CANCELLED" } else { "CONFIRMED" });
    event.append_property(person("ORGANIZER", &meeting.from).done());
    let mut guest = person("ATTENDEE", &meeting.to);
    // Answers of calendar programs reach nobody: none are asked for.
    guest.add_parameter("ROLE", "REQ-PARTICIPANT").add_parameter("RSVP", "FALSE");
    event.append_multi_property(guest.done());
    let mut calendar = begun();
    calendar.append_property(Property::new("METHOD", meeting.method()));
    calendar.push(event.done());
    calendar.to_string()
}

fn person(key: &str, (name, address): &(String, String)) -> Property {
    let mut property = Property::new(key, format!("mailto:{}", one_line(address)));
    // A quotation mark cannot stand in a parameter in any way (RFC 5545, 3.2).
    let name = one_line(name).replace('"', "");
    if !name.is_empty() {
        property.add_parameter("CN", &name);
    }
    property
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meeting() -> Invited {
        Invited {
            uid: "5.2@vekha.example.org".to_owned(),
            sequence: 1,
            cancelled: false,
            recorded_at: "2023-06-01T06:00:00Z".parse().unwrap(),
            at: "2023-06-20T07:00:00Z".parse().unwrap(),
            minutes: 90,
            summary: "Заседание рабочей группы; 2 квартал".to_owned(),
            description: "Повестка:\n1. Итоги, планы".to_owned(),
            place: Some("каб. 12, ул. Ленина".to_owned()),
            from: ("Управление: \"образование\"".to_owned(), "vekha@example.org".to_owned()),
            to: ("Ганина Е.В.".to_owned(), "ganina@example.org".to_owned()),
        }
    }

    #[test]
    fn an_invitation_says_when_where_and_for_whom() {
        let text = invitation(&meeting());
        let whole = text.replace("\r\n ", "");
        for line in [
            "METHOD:REQUEST",
            "UID:5.2@vekha.example.org",
            "SEQUENCE:1",
            "STATUS:CONFIRMED",
            "DTSTAMP:20230601T060000Z",
            "DTSTART:20230620T070000Z",
            "DTEND:20230620T083000Z",
            "SUMMARY:Заседание рабочей группы\\; 2 квартал",
            "DESCRIPTION:Повестка:\\n1. Итоги\\, планы",
            "LOCATION:каб. 12\\, ул. Ленина",
            "ORGANIZER;CN=\"Управление: образование\":mailto:vekha@example.org",
            "ATTENDEE;CN=Ганина Е.В.;ROLE=REQ-PARTICIPANT;RSVP=FALSE:mailto:ganina@example.org",
        ] {
            assert!(whole.split("\r\n").any(|known| known == line), "{line}: {whole}");
        }
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        assert_eq!(text, invitation(&meeting()));
    }

    #[test]
    fn a_cancellation_is_of_the_same_meeting() {
        let text = invitation(&Invited { cancelled: true, sequence: 2, ..meeting() });
        for line in ["METHOD:CANCEL", "STATUS:CANCELLED", "UID:5.2@vekha.example.org", "SEQUENCE:2"] {
            assert!(text.split("\r\n").any(|known| known == line), "{line}: {text}");
        }
    }
}
