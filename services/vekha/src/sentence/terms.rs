//! Words of orders and terms within sentences.

use super::{Args, Teller, day, words::written};
use fluent_templates::fluent_bundle::FluentValue;
use vekha_domain::event::{DeadlineSet, DeadlineStatus, PlannedOccurrence, Recorded, RoadmapAdopted};

impl Teller<'_> {
    pub(super) fn adopted(&self, e: &RoadmapAdopted) -> Args {
        let number = e.number.clone().unwrap_or_default();
        let date = e.date.map(written).unwrap_or_default();
        let key = match (&e.number, e.date) {
            (Some(_), Some(_)) => "order-number-date",
            (Some(_), None) => "order-number",
            (None, Some(_)) => "order-date",
            (None, None) => "order-none",
        };
        let order = self.lang.say_with(key, [("number", number.into()), ("date", date.into())]);
        vec![("order", order.into()), day("from", e.from), day("to", e.to)]
    }

    pub(super) fn deadline(&self, e: &DeadlineSet) -> Args {
        let status = match e.status {
            DeadlineStatus::Read => "read",
            DeadlineStatus::Ambiguous => "ambiguous",
            DeadlineStatus::Chosen => "chosen",
            DeadlineStatus::Waiting => "waiting",
            DeadlineStatus::NotUnderstood => "not-understood",
            DeadlineStatus::Missing => "missing",
        };
        let dated = e.occurrences.iter().filter(|o| o.due.is_some()).count();
        vec![
            ("words", e.words.clone().into()),
            ("status", status.into()),
            ("dated", dated.into()),
            self.basis(e.basis.as_ref()),
        ]
    }

    pub(super) fn term(&self, recorded: &Recorded, seq: u16) -> (&'static str, FluentValue<'static>) {
        let occurrence = self.in_activity(recorded).and_then(|a| a.occurrence(seq));
        let due = occurrence.and_then(|o| o.due());
        ("term", due.map_or_else(|| self.lang.say("term-open"), written).into())
    }

    pub(super) fn planned(&self, occurrence: &PlannedOccurrence) -> String {
        occurrence.due.map_or_else(|| self.lang.say("term-open"), written)
    }
}
