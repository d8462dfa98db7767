//! A letter of reminders for programs: to whom, about what, by which rules.

use crate::{app::Names, reminders::key_of, wording::Lang};
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;
use vekha_domain::{
    ids::ActivityId,
    reminder::{Item, Recipient},
};
use vekha_projections::{OfficeState, activity_of};

/// A letter that goes, would go, or went.
#[derive(Serialize)]
pub struct Reminding {
    /// The recipient's address, or the name of one without an address.
    pub to: String,
    /// What it is, in a line.
    pub subject: String,
    /// Kinds of what it tells, each once.
    pub kinds: BTreeSet<String>,
    /// What it tells, in the order of its sections.
    pub items: Vec<RemindingItem>,
    /// The same things told to the same recipient have the same key.
    pub key: String,
    /// `planned`, or how its sending stands: `queued`, `sent`, `uncertain`, `undeliverable`, `bounced`.
    pub state: &'static str,
}

/// One thing a letter tells.
#[derive(Serialize)]
pub struct RemindingItem {
    /// About which activity; null for digests, windows and reports.
    pub activity: Option<ActivityId>,
    /// Which occurrence.
    pub occurrence: Option<u16>,
    /// The due day that holds.
    pub due: Option<NaiveDate>,
    /// The rule: what it is about, then what about it, then working days from the due day, as `due:-3`.
    pub rule: String,
}

impl Reminding {
    /// A letter of an office.
    pub fn of(
        known: &OfficeState,
        names: &Names,
        lang: Lang,
        day: NaiveDate,
        (to, items, state): (Recipient, &[Item], &'static str),
    ) -> Reminding {
        let args = [("day", day.format("%d.%m.%Y").to_string().into()), ("n", items.len().into())];
        Reminding {
            to: address(known, names, to),
            subject: lang.say_with("remind-subject", args),
            kinds: items.iter().filter_map(|item| rule(item).split(':').next().map(str::to_owned)).collect(),
            items: items.iter().map(|item| told(known, item)).collect(),
            key: key_of(known.office().id, to, items).to_string(),
            state,
        }
    }
}

fn address(known: &OfficeState, names: &Names, to: Recipient) -> String {
    match to {
        Recipient::Person(id) => {
            let contact = names.contact(id);
            contact.map(|c| c.email.clone().unwrap_or_else(|| c.name.clone())).unwrap_or_default()
        }
        Recipient::Organisation(id) => {
            let organisation = known.office().organisation(id);
            organisation.map(|o| o.mailbox.clone().unwrap_or_else(|| o.name.clone())).unwrap_or_default()
        }
    }
}

fn told(known: &OfficeState, item: &Item) -> RemindingItem {
    let (activity, occurrence, due) = match item {
        Item::Due { activity, occurrence, .. }
        | Item::Escalated { activity, occurrence, .. }
        | Item::ByHand { activity, occurrence, .. } => {
            let due = known.activity(*activity).and_then(|a| a.occurrence(*occurrence)).and_then(|o| o.due());
            (Some(*activity), Some(*occurrence), due)
        }
        Item::Meeting { series, occurrence, .. } => {
            let series = known.series(*series);
            (series.map(|s| s.activity), Some(*occurrence), series.and_then(|s| s.meeting(*occurrence).day()))
        }
        Item::Report { due, .. } => (None, None, Some(*due)),
        Item::Recommendation { monitoring, window, number, .. } => {
            let window = known.monitoring(*monitoring).and_then(|of| of.window(*window));
            (None, None, window.and_then(|of| of.ledger.recommendation(*number)).map(|issued| issued.due))
        }
        Item::Returned { .. }
        | Item::Window { .. }
        | Item::Asked { .. }
        | Item::Appointed { .. }
        | Item::Week { .. }
        | Item::Digest { .. }
        | Item::Head { .. } => (activity_of(item), None, None),
    };
    RemindingItem { activity, occurrence, due, rule: rule(item) }
}

/// Names of an item as the log writes them, so that a new kind has its rule at once.
fn rule(item: &Item) -> String {
    let written = serde_json::to_value(item).unwrap_or_default();
    let part = |name: &str| match written.get(name) {
        Some(Value::String(text)) => Some(text.clone()),
        Some(Value::Number(number)) => Some(number.to_string()),
        Some(_) | None => None,
    };
    ["about", "call", "report", "days"].into_iter().filter_map(part).collect::<Vec<_>>().join(":")
}
