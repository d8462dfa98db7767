//! Confirming documents of marks: what looks at them found, by the program and by people. No look changes a mark.

use super::Activity;
use crate::{
    event::{Change, Finding, LinkState, ProofExamined, ProofLinkChecked},
    ids::{MarkId, PersonId, SampleId},
    proof::ProofLink,
    refusal::{LONGEST, Refusal},
};
use chrono::NaiveDate;

/// A proof link of a mark.
#[derive(Clone, PartialEq, Debug)]
pub struct Proof {
    /// The document.
    pub link: ProofLink,
    /// Since when it stands here.
    pub added: NaiveDate,
    /// Since when it does not, and why.
    pub removed: Option<(NaiveDate, String)>,
    /// What the program's looks at it found, the oldest first.
    pub checks: Vec<Check>,
    /// What people found in it, the oldest first.
    pub examined: Vec<Examined>,
}

/// A look at a document by the program.
#[derive(Clone, PartialEq, Debug)]
pub struct Check {
    /// The day.
    pub day: NaiveDate,
    /// What was found.
    pub state: LinkState,
    /// The number the server answered with.
    pub status: Option<u16>,
    /// Where it leads now.
    pub leads_to: Option<ProofLink>,
    /// SHA-256 of what was there, in hexadecimal.
    pub sha256: Option<String>,
    /// A copy is kept.
    pub kept: bool,
}

/// A look at a document by a person.
#[derive(Clone, PartialEq, Debug)]
pub struct Examined {
    /// The day.
    pub day: NaiveDate,
    /// Who looked.
    pub by: PersonId,
    /// In which sample.
    pub sample: Option<SampleId>,
    /// What was found.
    pub finding: Finding,
    /// In words.
    pub note: Option<String>,
}

impl Proof {
    /// What the last look known found; none when nobody has looked.
    pub fn state(&self) -> Option<LinkState> {
        self.checks.last().map(|check| check.state)
    }
}

impl Activity {
    /// What the program's look at a proof link found.
    ///
    /// # Errors
    /// The link does not stand at the mark.
    pub fn check_proof(&self, found: ProofLinkChecked, today: NaiveDate) -> Result<Vec<Change>, Refusal> {
        self.proof(found.mark, &found.link)?;
        self.say(today, found)
    }

    /// What a person found in a document. The same again from the same person is no second finding.
    ///
    /// # Errors
    /// The link does not stand at the mark; another finding than [`Finding::Confirms`] without a note; the note is too long.
    pub fn examine_proof(&self, found: ProofExamined, by: PersonId, today: NaiveDate) -> Result<Vec<Change>, Refusal> {
        let proof = self.proof(found.mark, &found.link)?;
        let note = found.note.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        if note.is_none() && found.finding != Finding::Confirms {
            return Err(Refusal::FindingUnexplained);
        }
        if note.as_ref().is_some_and(|text| text.chars().count() > LONGEST) {
            return Err(Refusal::NoteTooLong);
        }
        let known = proof.examined.iter().rfind(|e| e.by == by && e.sample == found.sample);
        if known.is_some_and(|e| (e.finding, &e.note) == (found.finding, &note)) {
            return Ok(Vec::new());
        }
        self.say(today, ProofExamined { note, ..found })
    }

    fn proof(&self, mark: MarkId, link: &ProofLink) -> Result<&Proof, Refusal> {
        let known = self.mark(mark).ok_or(Refusal::MarkUnknown)?;
        known.proofs.iter().rfind(|proof| proof.link == *link).ok_or(Refusal::LinkUnknown)
    }
}
