//! Letters about meetings: name the date, it is near, where is the protocol; and the invitations, which are letters of their own.

use super::{Morning, Planned};
use crate::{obligation::Obligation, view::View, whom::Whom};
use chrono::NaiveDate;
use std::collections::BTreeSet;
use vekha_domain::{
    activity::Activity,
    event::{Executor, LetterKind},
    meeting::{Meeting, Series},
    reminder::{Item, MeetingCall, Policy, Recipient, last_before},
    roadmap::Roadmap,
};

impl Morning<'_> {
    pub(super) fn meetings(&mut self, roadmap: &Roadmap, policy: &Policy, obligations: &[Obligation]) {
        let since = self.since(roadmap);
        for obligation in obligations.iter().filter(|o| o.mark.is_none()) {
            let state = self.view.state();
            let Some(activity) = state.activity(obligation.activity) else { continue };
            let Some(series) = state.series_of(activity.id).filter(|_| !activity.withdrawn_on(self.day())) else {
                continue;
            };
            let meeting = series.meeting(obligation.occurrence);
            let (responsible, invited) = parties(&self.whom, series, activity);
            let Some((call, on)) = self.meeting_call(policy, obligation, &meeting) else { continue };
            if on < since || meeting.held.is_some() {
                continue;
            }
            let to = if matches!(call, MeetingCall::Near(_)) { invited } else { responsible };
            let (occurrence, sequence) = (obligation.occurrence, meeting.sequence);
            self.tell_all(&to, &Item::Meeting { series: series.id, occurrence, sequence, call });
        }
    }

    /// The last call about a meeting with the working day it is for.
    fn meeting_call(
        &self,
        policy: &Policy,
        obligation: &Obligation,
        meeting: &Meeting,
    ) -> Option<(MeetingCall, NaiveDate)> {
        let (day, calendar) = (self.day(), self.calendar());
        let Some(held_on) = meeting.day() else {
            let call = last_before([policy.undated_meeting], obligation.effective_due, day, calendar)?;
            return (day <= obligation.effective_due).then_some((MeetingCall::NameTheDate, call.on));
        };
        if held_on < day {
            return Some((MeetingCall::Protocol, calendar.add_working_days(held_on, 1)));
        }
        let call = last_before(policy.meeting.iter().copied(), held_on, day, calendar)?;
        Some((MeetingCall::Near(u8::try_from(-call.days).unwrap_or(0)), call.on))
    }
}

impl View<'_> {
    /// Invitations, moves and cancellations not told yet: at once, on any day, one letter for each meeting and recipient.
    pub fn invitations(&self) -> Vec<Planned> {
        let (state, day) = (self.state(), self.as_of());
        let told = state.mailbook().told();
        let whom = Whom::on(state, day);
        let mut letters = Vec::new();
        for series in state.meetings().filter(|s| s.ended.is_none()) {
            let Some(activity) = state.activity(series.activity).filter(|a| !a.withdrawn_on(day)) else { continue };
            let reminds = state.roadmap(activity.roadmap).is_some_and(|r| r.closed.is_none() && r.policy_on(day).on);
            if !reminds {
                continue;
            }
            let (_, invited) = parties(&whom, series, activity);
            for occurrence in &activity.occurrences {
                let meeting = series.meeting(occurrence.seq);
                let item =
                    |call, sequence| Item::Meeting { series: series.id, occurrence: occurrence.seq, sequence, call };
                let ahead = meeting.day().is_some_and(|on| on >= day) && meeting.held.is_none();
                let knew = |to: &Recipient| {
                    (1..meeting.sequence).any(|before| told.has(*to, &item(MeetingCall::Invited, before)))
                };
                let call = match (ahead, &meeting.cancelled) {
                    (true, _) => MeetingCall::Invited,
                    (false, Some(_)) => MeetingCall::Cancelled,
                    (false, None) => continue,
                };
                let item = item(call, meeting.sequence);
                let to = invited.iter().filter(|to| call == MeetingCall::Invited || knew(to));
                let to = to.filter(|to| !told.has(**to, &item) && state.mailbook().unreachable(**to).is_none());
                letters.extend(to.map(|to| Planned {
                    to: *to,
                    letter: LetterKind::Invitation,
                    items: vec![item.clone()],
                }));
            }
        }
        letters
    }
}

/// Who prepares the meetings, and everybody who comes: those and the invited.
fn parties(whom: &Whom<'_>, series: &Series, activity: &Activity) -> (Vec<Recipient>, Vec<Recipient>) {
    let responsible: BTreeSet<Recipient> =
        whom.executor(activity, Executor::Joint).into_iter().map(|(to, _)| to).collect();
    let mut all = responsible.clone();
    all.extend(series.invited.iter().flat_map(|party| whom.party(party)));
    (responsible.into_iter().collect(), all.into_iter().collect())
}
