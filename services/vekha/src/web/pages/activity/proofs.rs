//! Confirming documents and the fate of a mark, as the activity's page shows them.

use super::super::{
    asked::Asked,
    proofs::{
        reads_samples,
        rows::{self, Address},
        sample,
    },
    states::Mark as Sign,
    written,
};
use crate::{sentence, wording::Lang};
use chrono::NaiveDate;
use vekha_domain::{
    activity::{Mark, Proof},
    event::LinkState,
};

/// So many earlier looks at a document are told; the journal has all.
const LOOKS: usize = 5;

/// A confirming document.
pub struct Document {
    /// Its address.
    pub address: String,
    /// The address as people read it.
    pub words: String,
    /// What the last look found, with its day.
    pub state: String,
    /// Sign of what is wrong; none when nothing is.
    pub sign: Option<Sign>,
    /// It was not there at the last look.
    pub dead: bool,
    /// The last of the earlier looks, the newest first.
    pub looks: Vec<String>,
    /// Where it leads now.
    pub leads_to: Option<Address>,
    /// SHA-256 of what was there, in words.
    pub hash: Option<String>,
    /// Where the kept copy can be had.
    pub copy: Option<String>,
    /// What people found in it.
    pub findings: Vec<String>,
}

/// The documents that stand at a mark, as far as was known.
pub fn documents(asked: &Asked, mark: &Mark) -> Vec<Document> {
    mark.standing_proofs().map(|proof| document(asked, proof)).collect()
}

fn document(asked: &Asked, proof: &Proof) -> Document {
    let checks = &proof.checks;
    let state = proof.state();
    // A document that is missing is told with the first day it was missing, any other with the last look.
    let since = checks.iter().rev().take_while(|check| Some(check.state) == state).last();
    let day = match state {
        Some(LinkState::NotFound) => since.map(|check| check.day),
        _ => checks.last().map(|check| check.day),
    };
    let (address, look) = (rows::address(&proof.link), rows::look(asked, proof));
    let findings = proof.examined.iter().filter(|e| e.day <= asked.as_of && reads_samples(asked));
    Document {
        address: address.link,
        words: address.words,
        state: looked(asked, state, day),
        sign: match state {
            Some(LinkState::NotFound) => Some(Sign { sign: "!", class: "back" }),
            Some(LinkState::Moved | LinkState::NeedsSignIn) => Some(Sign { sign: "!", class: "warn" }),
            Some(LinkState::Opens | LinkState::CouldNotCheck) | None => None,
        },
        dead: state == Some(LinkState::NotFound),
        looks: checks
            .iter()
            .rev()
            .skip(1)
            .take(LOOKS)
            .map(|check| looked(asked, Some(check.state), Some(check.day)))
            .collect(),
        leads_to: look.leads_to,
        hash: look.sha256.map(|sha256| asked.lang.say_with("proof-hash", [("sha256", sha256.into())])),
        copy: look.copy,
        findings: findings.map(|e| sample::told(asked, e)).collect(),
    }
}

fn looked(asked: &Asked, state: Option<LinkState>, day: Option<NaiveDate>) -> String {
    let code = state.map_or("unchecked", sentence::link_state);
    let day = day.map(written::day).unwrap_or_default();
    asked.lang.say_with("proof-state", [("state", code.into()), ("day", day.into())])
}

/// What became of a mark by the day: accepted, returned, taken back; none while nothing has.
pub fn fate(asked: &Asked, mark: &Mark) -> Option<String> {
    fate_on(asked.lang, mark, asked.as_of)
}

/// The same for pages that know nobody.
pub fn fate_on(lang: Lang, mark: &Mark, on: NaiveDate) -> Option<String> {
    let by = |fate: &Option<(NaiveDate, String)>| fate.clone().filter(|(since, _)| *since <= on);
    let told = |key: &str, (day, reason): (NaiveDate, String)| {
        lang.say_with(key, [("day", written::day(day).into()), ("reason", reason.into())])
    };
    if let Some(fate) = by(&mark.retracted) {
        return Some(told("mark-retracted", fate));
    }
    if let Some(fate) = by(&mark.returned) {
        return Some(told("mark-returned", fate));
    }
    let accepted = mark.accepted.filter(|since| *since <= on);
    accepted.map(|day| lang.say_with("mark-accepted", [("day", written::day(day).into())]))
}
