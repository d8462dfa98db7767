//! A document as a line of a page or a file: what it proves, where it lies, what the last look found.

use super::super::{asked::Asked, parties, states::Mark as Sign, written};
use crate::sentence;
use chrono::NaiveDate;
use vekha_domain::{activity::Proof, event::LinkState, proof::ProofLink};
use vekha_projections::Document;

/// States by their codes, in the order they are told.
pub const STATES: [&str; 6] = ["opens", "moved", "not-found", "needs-sign-in", "could-not-check", "unchecked"];

/// A document at a mark.
pub struct Row {
    /// Number of the activity as printed.
    pub number: String,
    /// Words of the order.
    pub title: String,
    /// The mark, on its activity's page.
    pub link: String,
    /// Whose mark it is.
    pub executor: String,
    /// Due day.
    pub due: NaiveDate,
    /// The stated day of the work.
    pub performed: NaiveDate,
    /// What was written with the mark.
    pub note: Option<String>,
    /// Where the document lies, and the same as people read it.
    pub document: Address,
    /// The host as people read it.
    pub host: String,
    /// The program's last look.
    pub look: Look,
}

/// An address for a link and for the eye.
pub struct Address {
    /// For the link.
    pub link: String,
    /// For the eye.
    pub words: String,
}

/// What the last look found.
pub struct Look {
    /// In a word.
    pub state: String,
    /// Its sign.
    pub sign: Sign,
    /// The day.
    pub day: Option<NaiveDate>,
    /// The number the server answered with.
    pub status: Option<u16>,
    /// Where it leads now.
    pub leads_to: Option<Address>,
    /// SHA-256 of what was there.
    pub sha256: Option<String>,
    /// Where the kept copy can be had, by whoever may.
    pub copy: Option<String>,
}

/// The code of a state in words, addresses and sheets.
pub fn code(state: Option<LinkState>) -> &'static str {
    state.map_or("unchecked", sentence::link_state)
}

fn sign(state: Option<LinkState>) -> Sign {
    match state {
        Some(LinkState::Opens) => Sign { sign: "✓", class: "ok" },
        Some(LinkState::NotFound) => Sign { sign: "!", class: "back" },
        Some(LinkState::Moved | LinkState::NeedsSignIn) => Sign { sign: "!", class: "warn" },
        Some(LinkState::CouldNotCheck) => Sign { sign: "?", class: "und" },
        None => Sign { sign: "–", class: "" },
    }
}

/// The address as people read it, without what every address begins with.
pub fn address(link: &ProofLink) -> Address {
    let readable = link.readable();
    let words = readable.strip_prefix("https://").or_else(|| readable.strip_prefix("http://")).unwrap_or(&readable);
    Address { link: link.as_str().to_owned(), words: words.trim_end_matches('/').to_owned() }
}

/// A document as a line.
pub fn row(asked: &Asked, document: &Document<'_>) -> Row {
    let (activity, mark, of) = (document.activity, document.mark, &document.obligation);
    let path =
        format!("/offices/{}/activities/{}?o={}&mark={}#mark", asked.office, activity.id, of.occurrence, mark.id);
    Row {
        number: activity.number.clone(),
        title: activity.wording_on(asked.as_of).map(|words| words.title.clone()).unwrap_or_default(),
        link: asked.link(&path),
        executor: written::unbroken(&parties::executor(asked.look(), activity, of.executor)),
        due: of.due,
        performed: mark.performed_on,
        note: mark.note.clone(),
        document: address(&document.proof.link),
        host: document.proof.link.host(),
        look: look(asked, document.proof),
    }
}

/// What the last look at a document found.
pub fn look(asked: &Asked, proof: &Proof) -> Look {
    let (state, last) = (proof.state(), proof.checks.last());
    // A copy of an earlier look is still a copy of the document.
    let kept = proof.checks.iter().rfind(|check| check.kept).and_then(|check| check.sha256.as_ref());
    let copy = kept.filter(|_| super::reads_samples(asked));
    Look {
        state: asked.lang.say(&format!("proofs-state-{}", code(state))),
        sign: sign(state),
        day: last.map(|check| check.day),
        status: last.and_then(|check| check.status),
        leads_to: last.and_then(|check| check.leads_to.as_ref()).map(address),
        sha256: last.and_then(|check| check.sha256.clone()),
        copy: copy.map(|sha256| format!("/offices/{}/kept-copies/{sha256}", asked.office)),
    }
}
