//! Facts about confirming documents: which stand at a mark, what looks at them found.

use crate::{
    ids::{MarkId, SampleId},
    proof::ProofLink,
};
use serde::{Deserialize, Serialize};

/// A further confirming document.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ProofLinkAdded {
    /// The mark it proves.
    pub mark: MarkId,
    /// The document.
    pub link: ProofLink,
}

/// A link was wrong.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ProofLinkRemoved {
    /// The mark it stood at.
    pub mark: MarkId,
    /// The document.
    pub link: ProofLink,
    /// Why.
    pub reason: String,
}

/// What a look at a proof link found.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkState {
    /// It opens.
    Opens,
    /// It leads elsewhere now.
    Moved,
    /// The document is not there: a dead proof.
    NotFound,
    /// It asks to sign in.
    NeedsSignIn,
    /// No answer that says anything.
    CouldNotCheck,
}

/// A proof link was looked at.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ProofLinkChecked {
    /// The mark it proves.
    pub mark: MarkId,
    /// The document.
    pub link: ProofLink,
    /// What was found.
    pub state: LinkState,
    /// The number the server answered with (RFC 9110), when it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Where it leads now, when it moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leads_to: Option<ProofLink>,
    /// SHA-256 of what was there, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// A copy of it is kept.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub kept: bool,
}

impl ProofLinkChecked {
    /// A look that found a state and nothing more.
    pub fn of(mark: MarkId, link: ProofLink, state: LinkState) -> ProofLinkChecked {
        ProofLinkChecked { mark, link, state, status: None, leads_to: None, sha256: None, kept: false }
    }
}

/// What a person found in a confirming document.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// It proves the work.
    Confirms,
    /// It proves a part of it, or another day.
    Partly,
    /// It proves something else.
    Other,
    /// It cannot be read.
    Unavailable,
}

/// A person looked at a confirming document. Changes no mark and no figure.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ProofExamined {
    /// The mark it proves.
    pub mark: MarkId,
    /// The document.
    pub link: ProofLink,
    /// The sample it was drawn in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample: Option<SampleId>,
    /// What was found.
    pub finding: Finding,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}
