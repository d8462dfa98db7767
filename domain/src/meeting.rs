//! A series of meetings: the occurrences of one activity, each with its date, its invitation and its protocol.

use crate::{
    event::{
        Basis, Change, Event, MeetingCancelled, MeetingDateSet, MeetingHeld, MeetingSeriesEnded, MeetingSeriesPlanned,
        Party, Recorded, Wording, of_activity, of_audit, of_monitoring, of_office, of_person, of_reminder, of_roadmap,
    },
    ids::{ActivityId, MarkId, MeetingSeriesId},
    refusal::{self, Refusal, grounded},
    stream::Stream,
};
use chrono::{NaiveDate, NaiveDateTime};
use std::collections::BTreeMap;

/// How long a meeting may take, in minutes.
const MINUTES: std::ops::RangeInclusive<u16> = 15..=480;

/// A series as the log knows it.
#[derive(Clone, PartialEq, Debug)]
pub struct Series {
    /// Id.
    pub id: MeetingSeriesId,
    /// The activity whose occurrences are the meetings.
    pub activity: ActivityId,
    /// Who is invited beside the responsible.
    pub invited: Vec<Party>,
    /// Why and since when the occurrences are no meetings any longer.
    pub ended: Option<Basis>,
    meetings: BTreeMap<u16, Meeting>,
    newer: bool,
}

/// One meeting.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Meeting {
    /// Its date, unless it has none or was cancelled.
    pub date: Option<MeetingDateSet>,
    /// How often its date was set or cancelled: the SEQUENCE of the invitation (RFC 5545, 3.8.7.4).
    pub sequence: u16,
    /// The last date it had, for a cancellation.
    pub last: Option<MeetingDateSet>,
    /// Why it was cancelled, until it gets another date.
    pub cancelled: Option<String>,
    /// The mark made with its protocol.
    pub held: Option<MarkId>,
}

/// Do the words of a row speak of a meeting: in its form, or at the beginning of its title? «Проведение муниципальных
/// совещаний» does, «материалы для обсуждения на совещании» does not.
pub fn speaks_of_meeting(words: &Wording) -> bool {
    const STEMS: [&str; 4] = ["совещани", "заседани", "собрани", "планёрк"];
    const FIRST: usize = 4;
    let meets = |text: &str, most: usize| {
        let text = text.to_lowercase().replace("планерк", "планёрк");
        let mut words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).take(most);
        words.any(|word| STEMS.iter().any(|stem| word.starts_with(stem)))
    };
    meets(&words.title, FIRST) || words.form.as_deref().is_some_and(|form| meets(form, usize::MAX))
}

impl Series {
    /// The occurrences of an activity become meetings.
    ///
    /// # Errors
    /// None today; decisions share one shape.
    pub fn plan(
        id: MeetingSeriesId,
        activity: ActivityId,
        invited: Vec<Party>,
        today: NaiveDate,
    ) -> Result<Vec<Change>, Refusal> {
        Ok(vec![Change::new(Stream::Meeting(id), today, MeetingSeriesPlanned { activity, invited })])
    }

    /// The series that the first event of a stream makes.
    pub fn begun(id: MeetingSeriesId, first: &Recorded) -> Option<Series> {
        let Event::MeetingSeriesPlanned(e) = &first.event else { return None };
        let (activity, invited) = (e.activity, e.invited.clone());
        Some(Series { id, activity, invited, ended: None, meetings: BTreeMap::new(), newer: false })
    }

    /// The meeting of an occurrence; one of which nothing is known yet has no date.
    pub fn meeting(&self, occurrence: u16) -> Meeting {
        self.meetings.get(&occurrence).cloned().unwrap_or_default()
    }

    /// Names the date, or another one.
    ///
    /// # Errors
    /// It was held; it would take too long or too short.
    pub fn set_date(&self, date: MeetingDateSet, today: NaiveDate) -> Result<Vec<Change>, Refusal> {
        self.open()?;
        let meeting = self.meeting(date.occurrence);
        if meeting.held.is_some() {
            return Err(Refusal::MeetingHeld);
        }
        if !MINUTES.contains(&date.minutes) {
            return Err(Refusal::MinutesOutOfRange);
        }
        if meeting.date.as_ref() == Some(&date) {
            return Ok(Vec::new());
        }
        self.say(today, date)
    }

    /// The meeting will not be on its date.
    ///
    /// # Errors
    /// It has no date, or was held; no reason is given.
    pub fn cancel(&self, occurrence: u16, reason: &str, today: NaiveDate) -> Result<Vec<Change>, Refusal> {
        self.open()?;
        let reason = refusal::reason(reason)?;
        let meeting = self.meeting(occurrence);
        match (meeting.held, meeting.date) {
            (Some(_), _) => Err(Refusal::MeetingHeld),
            (None, None) => Err(Refusal::MeetingUndated),
            (None, Some(_)) => self.say(today, MeetingCancelled { occurrence, reason }),
        }
    }

    /// The meeting was held; its mark goes in with the same command.
    ///
    /// # Errors
    /// The series has ended.
    pub fn hold(&self, occurrence: u16, mark: MarkId, on: NaiveDate) -> Result<Vec<Change>, Refusal> {
        self.open()?;
        self.say(on, MeetingHeld { occurrence, mark })
    }

    /// The occurrences are no meetings any longer.
    ///
    /// # Errors
    /// A basis without words.
    pub fn end(&self, basis: Basis) -> Result<Vec<Change>, Refusal> {
        grounded(&basis)?;
        match self.open() {
            Err(Refusal::SeriesEnded) => Ok(Vec::new()),
            Err(refusal) => Err(refusal),
            Ok(()) => self.say(basis.date, MeetingSeriesEnded { basis }),
        }
    }

    /// Takes in one event of this series' stream.
    pub fn apply(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::MeetingSeriesPlanned(_) => {}
            Event::MeetingDateSet(e) => {
                let meeting = self.meetings.entry(e.occurrence).or_default();
                (meeting.date, meeting.last, meeting.cancelled) = (Some(e.clone()), Some(e.clone()), None);
                meeting.sequence = meeting.sequence.saturating_add(1);
            }
            Event::MeetingHeld(e) => self.meetings.entry(e.occurrence).or_default().held = Some(e.mark),
            Event::MeetingCancelled(e) => {
                let meeting = self.meetings.entry(e.occurrence).or_default();
                (meeting.date, meeting.cancelled) = (None, Some(e.reason.clone()));
                meeting.sequence = meeting.sequence.saturating_add(1);
            }
            Event::MeetingSeriesEnded(e) => self.ended = Some(e.basis.clone()),
            Event::Unknown(_) => self.newer = true,
            of_office!()
            | of_person!()
            | of_roadmap!()
            | of_activity!()
            | of_monitoring!()
            | of_reminder!()
            | of_audit!() => {}
        }
    }

    fn open(&self) -> Result<(), Refusal> {
        match (self.newer, &self.ended) {
            (true, _) => Err(Refusal::NewerHistory),
            (false, Some(_)) => Err(Refusal::SeriesEnded),
            (false, None) => Ok(()),
        }
    }

    fn say(&self, day: NaiveDate, event: impl Into<Event>) -> Result<Vec<Change>, Refusal> {
        Ok(vec![Change::new(Stream::Meeting(self.id), day, event)])
    }
}

impl Meeting {
    /// The day it is on.
    pub fn day(&self) -> Option<NaiveDate> {
        self.date.as_ref().map(|date| date.at.date())
    }

    /// When it begins, in the office's time.
    pub fn at(&self) -> Option<NaiveDateTime> {
        self.date.as_ref().map(|date| date.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meeting_is_known_by_its_form_or_by_the_beginning_of_its_title() {
        let titled = |title: &str| Wording { title: title.to_owned(), ..Wording::default() };
        for title in [
            "Проведение муниципальных совещаний с руководителями ОО",
            "Заседание рабочей группы о реализации дорожной карты",
            "Общешкольное родительское собрание",
        ] {
            assert!(speaks_of_meeting(&titled(title)), "{title}");
        }
        for title in ["Подготовка справки для обсуждения её на совещании", "Семинар для учителей", ""]
        {
            assert!(!speaks_of_meeting(&titled(title)), "{title}");
        }
        let formed = Wording {
            form: Some("методическое совещание".to_owned()), ..titled("Итоги ВПР")
        };
        assert!(speaks_of_meeting(&formed));
    }
}
