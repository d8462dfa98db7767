//! Meetings: name the date, it is near, where is the protocol; and the invitation, with what calendar programs read.

use super::{
    desk::Desk,
    page::{Row, Section, Tone},
    subject,
};
use crate::{mail::Invitation, web::pages::written};
use chrono::{TimeZone, Utc};
use vekha_domain::{
    activity::Activity,
    event::{Executor, MeetingDateSet},
    meeting::{Meeting, Series},
    reminder::{Item, MeetingCall},
};
use vekha_office::{Invited, invitation};
use vekha_projections::{Scope, State};

/// So many rows are proposed for the agenda.
const AGENDA: usize = 7;

/// A meeting that is told of.
struct Told<'a> {
    series: &'a Series,
    activity: &'a Activity,
    occurrence: u16,
    meeting: Meeting,
    call: MeetingCall,
}

impl<'a> Desk<'a> {
    /// Meetings of the recipient, in the order of the items.
    pub fn meetings(&self) -> Option<Section> {
        let mut section = Section { title: self.say("letters-meetings-title"), ..Section::default() };
        for (number, item) in self.items() {
            let Some(told) = self.told(item) else { continue };
            let (row, point) = self.meeting_row(&told, number);
            if section.rows.is_empty() {
                let (title, of) = self.topic(told.activity);
                section.subject = subject::of_row(&point, &title, &of);
            }
            section.rows.push(row);
        }
        (!section.rows.is_empty()).then_some(section)
    }

    /// The meeting of an item, as long as what is told of it stands.
    fn told(&self, item: &Item) -> Option<Told<'a>> {
        let Item::Meeting { series, occurrence, sequence, call } = item else { return None };
        let series = self.state.series(*series).filter(|s| s.ended.is_none())?;
        let activity = self.state.activity(series.activity).filter(|a| a.withdrawn.is_none())?;
        let meeting = series.meeting(*occurrence);
        let marked = self.marked(activity, *occurrence, Executor::Joint) || meeting.held.is_some();
        let stands = match call {
            MeetingCall::NameTheDate => meeting.date.is_none() && !marked,
            MeetingCall::Invited | MeetingCall::Near(_) | MeetingCall::Protocol => meeting.date.is_some() && !marked,
            MeetingCall::Cancelled => meeting.cancelled.is_some(),
        };
        let told = Told { series, activity, occurrence: *occurrence, meeting, call: *call };
        (stands && told.meeting.sequence == *sequence).then_some(told)
    }

    fn meeting_row(&self, told: &Told<'a>, number: u16) -> (Row, String) {
        let mut row = Row { item: Some(number), words: self.words(told.activity), ..Row::default() };
        let due = told.activity.occurrence(told.occurrence).and_then(|o| o.due());
        let last = due.map(written::day).unwrap_or_default();
        let at = told.meeting.day().map(written::day).unwrap_or_default();
        let args = || [("day", at.clone().into()), ("last", last.clone().into())];
        let (tone, state, point) = match told.call {
            MeetingCall::NameTheDate => (Tone::Ahead, "letters-meeting-date", "letters-meeting-date-point"),
            MeetingCall::Invited | MeetingCall::Near(_) => {
                (Tone::Ahead, "letters-meeting-near", "letters-meeting-point")
            }
            MeetingCall::Protocol => (Tone::Late, "letters-meeting-protocol", "letters-meeting-protocol-point"),
            MeetingCall::Cancelled => (Tone::Late, "letters-meeting-cancelled", "letters-meeting-cancelled-point"),
        };
        row.state = Some((tone, self.say_with(state, args())));
        row.notes.extend(told.meeting.date.iter().flat_map(|date| self.when_and_where(date)));
        row.notes.extend(self.said(told.activity));
        match told.call {
            MeetingCall::NameTheDate => {
                row.link = self.tick(number, "letters-meeting-name");
                row.button = true;
            }
            MeetingCall::Protocol => {
                row.notes.push(self.executors(told.activity, Executor::Joint));
                row.link = self.tick(number, "letters-meeting-attach");
                row.button = true;
            }
            MeetingCall::Near(_) | MeetingCall::Invited => row.notes.extend(self.agenda_note(told)),
            MeetingCall::Cancelled => {}
        }
        (row, self.say_with(point, args()))
    }

    fn when_and_where(&self, date: &MeetingDateSet) -> Vec<String> {
        let args = [
            ("day", self.with_weekday(date.at.date()).into()),
            ("from", date.at.format("%H:%M").to_string().into()),
            ("to", (date.at + chrono::TimeDelta::minutes(i64::from(date.minutes))).format("%H:%M").to_string().into()),
        ];
        let mut lines = vec![self.say_with("letters-meeting-when", args)];
        let place = date.place.clone().filter(|place| !place.trim().is_empty());
        lines.extend(place.map(|place| self.say_with("letters-meeting-where", [("place", place.into())])));
        lines
    }

    /// What could be talked of: overdue rows of the roadmap, then open ones.
    fn agenda(&self, told: &Told<'a>) -> Vec<String> {
        let mut all = self.view().obligations(&Scope::roadmap(told.activity.roadmap));
        all.retain(|o| o.activity != told.activity.id);
        all.retain(|o| matches!(o.state, State::Overdue { .. } | State::Returned | State::DueToday | State::Open));
        all.sort_by_key(|o| (o.effective_due, o.ordinal));
        all.dedup_by_key(|o| (o.activity, o.occurrence));
        let of = |o: &vekha_projections::Obligation| {
            let activity = self.state.activity(o.activity)?;
            let key = if o.effective_due < self.day() { "letters-agenda-late" } else { "letters-agenda-open" };
            let args = [("words", self.words(activity).into()), ("day", written::day(o.due).into())];
            Some(self.say_with(key, args))
        };
        all.iter().take(AGENDA).filter_map(of).collect()
    }

    fn agenda_note(&self, told: &Told<'a>) -> Vec<String> {
        let agenda = self.agenda(told);
        let title = (!agenda.is_empty()).then(|| self.say("letters-agenda"));
        title.into_iter().chain(agenda.into_iter().map(|line| format!("\u{2013} {line}"))).collect()
    }

    /// An invitation, a move or a cancellation, for a reader and for the reader's calendar.
    pub fn invitation(&self, name: &str, to: &str) -> Option<(Section, Invitation)> {
        let told = self.items().find_map(|(_, item)| self.told(item))?;
        let cancelled = told.call == MeetingCall::Cancelled;
        let date = if cancelled { told.meeting.last.clone() } else { told.meeting.date.clone() }?;
        let moved = !cancelled && told.meeting.sequence > 1;
        let (state, point) = match (cancelled, moved) {
            (true, _) => ("letters-meeting-cancelled", "letters-meeting-cancelled-point"),
            (false, true) => ("letters-meeting-moved", "letters-meeting-moved-point"),
            (false, false) => ("letters-meeting-invited", "letters-meeting-point"),
        };
        let day = date.at.date();
        let tone = if cancelled { Tone::Late } else { Tone::Ahead };
        let mut row = Row { state: Some((tone, self.dated(state, day))), ..Row::default() };
        row.words = self.words(told.activity);
        row.notes = self.when_and_where(&date);
        if let Some(reason) = &told.meeting.cancelled {
            row.notes.push(self.say_with("letters-reason", [("reason", reason.clone().into())]));
        }
        let agenda = if cancelled { Vec::new() } else { self.agenda_note(&told) };
        let (title, number) = self.topic(told.activity);
        let subject = subject::of_row(&self.dated(point, day), &title, &number);
        let calendar = self.for_calendar(&told, &date, &row.notes, &agenda, (name, to))?;
        row.notes.extend(agenda);
        let section = Section { subject, rows: vec![row], ..Section::default() };
        Some((section, calendar))
    }

    fn for_calendar(
        &self,
        told: &Told<'a>,
        date: &MeetingDateSet,
        notes: &[String],
        agenda: &[String],
        (name, to): (&str, &str),
    ) -> Option<Invitation> {
        let sender = self.site.outbox.sender();
        let roadmap = self.state.roadmap(told.activity.roadmap).map(|r| r.title.clone()).unwrap_or_default();
        let description = std::iter::once(&roadmap).chain(notes).chain(agenda).cloned().collect::<Vec<_>>();
        let meeting = Invited {
            uid: format!("{}.{}@{}", told.series.id, told.occurrence, sender.address.domain()),
            sequence: told.meeting.sequence.saturating_sub(1),
            cancelled: told.call == MeetingCall::Cancelled,
            recorded_at: self.reminder.queued_at,
            at: self.state.zone().from_local_datetime(&date.at).earliest()?.with_timezone(&Utc),
            minutes: date.minutes,
            summary: self.words(told.activity),
            description: description.join("\n"),
            place: date.place.clone(),
            from: (sender.name.clone(), sender.address.to_string()),
            to: (name.to_owned(), to.to_owned()),
        };
        Some(Invitation { method: meeting.method(), calendar: invitation(&meeting) })
    }
}
