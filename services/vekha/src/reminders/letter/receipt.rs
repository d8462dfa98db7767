//! The answer to an answer: what became of what somebody wrote, as the history has it.

use super::{
    desk::Desk,
    page::{Row, Section, Tone},
    subject,
};
use crate::{inbox::receipts, web::pages::written};
use vekha_domain::{
    activity::{Activity, Mark, Request},
    event::{Executor, ReplyOutcome},
    ids::ActivityId,
    reminder::Item,
};

/// What the letter answers.
struct Answered<'a> {
    item: u16,
    activity: &'a Activity,
    occurrence: u16,
    executor: Executor,
}

impl<'a> Desk<'a> {
    /// What was recorded: the mark, the request, or that it went to the coordinator.
    pub fn receipt(&self) -> Option<Section> {
        let answered: Vec<Answered<'_>> =
            self.items().filter_map(|(number, item)| self.answered(number, item)).collect();
        let (about, others) = answered.split_first()?;
        let of_this = |occurrence, executor| (occurrence, executor) == (about.occurrence, about.executor);
        let mark = about.activity.marks.iter().rfind(|m| of_this(m.occurrence, m.executor) && m.stands());
        let request = about.activity.requests.iter().rfind(|r| of_this(r.occurrence, r.executor));
        let (tone, key, notes) = match (self.outcome(), mark, request) {
            (Some(ReplyOutcome::Marked) | None, Some(mark), _) => {
                (Tone::Ahead, "letters-receipt-marked", self.recorded(about.activity.id, mark))
            }
            (Some(ReplyOutcome::MoveRequested) | None, _, Some(request)) => {
                (Tone::Ahead, "letters-receipt-asked", self.requested(request))
            }
            (Some(ReplyOutcome::Refused), Some(mark), _) => {
                let mut notes = vec![self.say("letters-receipt-there")];
                notes.extend(self.recorded(about.activity.id, mark));
                (Tone::Late, "letters-receipt-refused", notes)
            }
            (Some(ReplyOutcome::Refused), None, _) => {
                let why =
                    self.fault.map_or_else(|| self.say("letters-receipt-why"), |code| receipts::why(self.lang, code));
                (Tone::Late, "letters-receipt-refused", vec![why, self.say("letters-receipt-how")])
            }
            _ => (Tone::Ahead, "letters-receipt-noted", vec![self.say("letters-receipt-nothing")]),
        };
        let state = self.say(key);
        let (title, number) = self.topic(about.activity);
        let mut row = self.answered_row(about, tone);
        (row.state, row.notes) = (Some((tone, state.clone())), [notes, row.notes].concat());
        // The answer named no row: it may have been about any of them.
        let rows = std::iter::once(row).chain(others.iter().map(|other| self.answered_row(other, tone))).collect();
        Some(Section { subject: subject::of_row(&state, &title, &number), rows, ..Section::default() })
    }

    /// A row that was answered about, with its link while it waits for a mark.
    fn answered_row(&self, about: &Answered<'_>, tone: Tone) -> Row {
        let notes = vec![self.executors(about.activity, about.executor)];
        let mut row = Row { words: self.words(about.activity), notes, ..Row::default() };
        if self.awaited(about.activity.id, about.occurrence, about.executor).is_some() {
            row.item = Some(about.item);
            row.link = self.tick(about.item, "letters-tick");
            row.button = tone == Tone::Late;
        }
        row
    }

    fn answered(&self, item: u16, about: &Item) -> Option<Answered<'a>> {
        let (activity, occurrence, executor) = match about {
            Item::Due { activity, occurrence, executor, .. }
            | Item::ByHand { activity, occurrence, executor, .. }
            | Item::Escalated { activity, occurrence, executor, .. } => (*activity, *occurrence, *executor),
            Item::Returned { activity, mark } => {
                let mark = self.state.activity(*activity)?.mark(*mark)?;
                (*activity, mark.occurrence, mark.executor)
            }
            Item::Meeting { series, occurrence, .. } => {
                (self.state.series(*series)?.activity, *occurrence, Executor::Joint)
            }
            Item::Asked { activity, request } => {
                let request = self.state.activity(*activity)?.requests.get(usize::from(*request))?;
                (*activity, request.occurrence, request.executor)
            }
            Item::Window { .. }
            | Item::Recommendation { .. }
            | Item::Report { .. }
            | Item::Appointed { .. }
            | Item::Week { .. }
            | Item::Digest { .. }
            | Item::Head { .. } => return None,
        };
        Some(Answered { item, activity: self.state.activity(activity)?, occurrence, executor })
    }

    /// What the last answer to a letter about this became, before this letter was queued.
    fn outcome(&self) -> Option<ReplyOutcome> {
        let same = |r: &&vekha_projections::Reminder| {
            r.id != self.reminder.id
                && r.to == self.reminder.to
                && self.reminder.items.iter().any(|i| r.items.contains(i))
        };
        let letters = self.state.mailbook().letters().filter(same);
        let replies = letters.flat_map(|r| &r.replies).filter(|(at, _)| *at <= self.reminder.queued_at);
        replies.max_by_key(|(at, _)| *at).map(|(_, outcome)| *outcome)
    }

    fn recorded(&self, activity: ActivityId, mark: &Mark) -> Vec<String> {
        let day = written::day(mark.performed_on);
        let proofs = mark.standing_proofs().count();
        let judged = self.state.judged(activity, mark.id);
        let key = match judged.map(|judged| judged.on_time) {
            Some(false) => "letters-receipt-late",
            Some(true) | None => "letters-receipt-in-time",
        };
        let mut notes = vec![self.say_with(key, [("day", day.into())])];
        notes.push(self.say_with("letters-receipt-proofs", [("n", proofs.into())]));
        if judged.is_some_and(|judged| judged.to_accept) && mark.accepted.is_none() {
            notes.push(self.say("letters-receipt-on-review"));
        }
        let by = [("who", self.person(mark.entered_by).into())];
        notes.push(self.say_with("letters-receipt-by", by));
        notes
    }

    fn requested(&self, request: &Request) -> Vec<String> {
        let mut notes = vec![match request.to {
            Some(to) => self.say_with("letters-asked-to", [("day", self.with_weekday(to).into())]),
            None => self.say("letters-asked-never"),
        }];
        notes.push(self.say_with("letters-reason", [("reason", request.reason.clone().into())]));
        notes.push(match &request.settled {
            None => self.say("letters-receipt-waits"),
            Some((_, None)) => self.say("letters-receipt-granted"),
            Some((_, Some(why))) => self.say_with("letters-receipt-declined", [("reason", why.clone().into())]),
        });
        notes
    }
}
