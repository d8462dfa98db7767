//! Meetings in words: what each occurrence is called, when and where it is, and how it stands.

use super::super::{
    asked::Asked,
    states::{Mark as Sign, Shown},
    tally::{self, Called},
    written,
};
use vekha_domain::{
    activity::{Activity, Occurrence},
    event::{Executor, MeetingDateSet},
    ids::ActivityId,
    meeting::{Meeting, Series},
};
use vekha_projections::Obligation;

/// One meeting in a list.
pub struct Row {
    /// «II кв 2023».
    pub called: String,
    /// Last day of its term.
    pub due: String,
    /// When it is.
    pub when: String,
    /// Where.
    pub place: String,
    /// How it stands.
    pub state: Shown,
    /// Its page.
    pub link: String,
}

/// «1.3. Проведение муниципальных совещаний».
pub fn heading(asked: &Asked, id: ActivityId) -> String {
    let Some(activity) = asked.state().activity(id) else { return String::new() };
    let title = activity.wording_on(asked.as_of).map(|w| w.title.clone()).unwrap_or_default();
    match activity.number.trim_end_matches('.') {
        "" => title,
        number => format!("{number}. {title}"),
    }
}

/// The name of an occurrence: its quarter, its school term, or its day.
pub fn called(asked: &Asked, occurrence: &Occurrence) -> String {
    let terms = asked.state().office().school_terms();
    let due = occurrence.due_on(asked.as_of);
    due.map(|due| tally::called(occurrence, due, Called::InFull, terms, asked.lang)).unwrap_or_default()
}

/// The meetings of a series, by the end of their terms.
pub fn rows(asked: &Asked, series: &Series) -> Vec<Row> {
    let Some(activity) = asked.state().activity(series.activity) else { return Vec::new() };
    let obligations = super::super::activity::obligations(asked, activity);
    let mut standing: Vec<&Occurrence> =
        activity.occurrences.iter().filter(|o| o.stands_on(asked.as_of) && o.due_on(asked.as_of).is_some()).collect();
    standing.sort_by_key(|o| o.due_on(asked.as_of));
    standing.into_iter().map(|o| row(asked, series, o, joint(&obligations, o.seq))).collect()
}

/// The obligation of those who hold the meeting together.
pub fn joint(obligations: &[Obligation], occurrence: u16) -> Option<&Obligation> {
    obligations.iter().find(|o| o.occurrence == occurrence && o.executor == Executor::Joint)
}

fn row(asked: &Asked, series: &Series, occurrence: &Occurrence, obligation: Option<&Obligation>) -> Row {
    let meeting = series.meeting(occurrence.seq);
    Row {
        called: called(asked, occurrence),
        due: occurrence.due_on(asked.as_of).map(written::day).unwrap_or_default(),
        when: meeting.date.as_ref().map(|date| when(asked, date)).unwrap_or_default(),
        place: meeting.date.as_ref().and_then(|date| date.place.clone()).unwrap_or_default(),
        state: state(asked, &meeting, obligation),
        link: asked.link(&path(asked, series, occurrence.seq)),
    }
}

/// The page of one meeting.
pub fn path(asked: &Asked, series: &Series, occurrence: u16) -> String {
    format!("/offices/{}/meetings/{}/{occurrence}", asked.office, series.id)
}

/// «22.06.2023, четверг, 10:00, 60 мин».
pub fn when(asked: &Asked, date: &MeetingDateSet) -> String {
    let day = date.at.date();
    let args = [
        ("day", written::day(day).into()),
        ("weekday", written::weekday(asked.lang, day).into()),
        ("time", date.at.format("%H:%M").to_string().into()),
        ("minutes", date.minutes.into()),
    ];
    asked.lang.say_with("meetings-when", args)
}

/// How a meeting stands: by its mark first, then by its date.
pub fn state(asked: &Asked, meeting: &Meeting, obligation: Option<&Obligation>) -> Shown {
    let lang = asked.lang;
    let said = |sign: &'static str, class: &'static str, word: String| Shown { mark: Sign { sign, class }, word };
    if let Some(done) = obligation.filter(|o| o.mark.is_some()) {
        return Shown::of(lang, done.state);
    }
    match (meeting.day(), &meeting.cancelled) {
        (Some(day), _) if day < asked.as_of => said("!", "warn", lang.say("meetings-protocol-needed")),
        (Some(_), _) => said("○", "act", lang.say("meetings-dated")),
        (None, Some(reason)) => {
            said("×", "out", lang.say_with("meetings-cancelled", [("reason", reason.clone().into())]))
        }
        (None, None) => said("?", "und", lang.say("meetings-undated")),
    }
}

/// Date and page of the meeting that an occurrence of an activity is, for the activity's own page.
pub fn of_occurrence(asked: &Asked, activity: &Activity, occurrence: u16) -> Option<(String, String)> {
    let series = asked.state().series_of(activity.id)?;
    let meeting = series.meeting(occurrence);
    let words = meeting.date.as_ref().map_or_else(|| asked.lang.say("meetings-undated"), |date| when(asked, date));
    Some((words, asked.link(&path(asked, series, occurrence))))
}
