//! Facts about people. Names, e-mails and phones are sealed with the person's own key: erasing the key erases them.

use super::Basis;
use crate::ids::{OrganisationId, PersonId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Ciphertext of a person's data (base64 of nonce and XChaCha20-Poly1305 output); the key lives outside the log.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Sealed {
    /// Number of the person's key it is sealed with, from 1.
    pub key: u16,
    /// The ciphertext.
    pub box64: String,
}

/// A person became known to the office.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PersonRegistered {
    /// Name as printed, e-mail, phone.
    pub contact: Sealed,
    /// Post without a name: «методист».
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<String>,
    /// Where the person works.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationId>,
}

/// The person's name, e-mail or phone is another one now.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ContactChanged {
    /// The whole new contact.
    pub contact: Sealed,
}

/// What a person may do in this office (PRODUCT part 2).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Keeps the roadmaps.
    Coordinator,
    /// Does activities and marks them.
    Responsible,
    /// Head of a school: sees the own school's rows only.
    Head,
    /// Reads everything, writes nothing.
    Auditor,
    /// Reads several offices.
    Region,
    /// Accounts and settings.
    Administrator,
}

/// The person may act in a role from now on.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct RoleGranted {
    /// The role.
    pub role: Role,
}

/// The person may act in a role no longer.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct RoleRevoked {
    /// The role.
    pub role: Role,
}

/// The person works elsewhere, or at another post, from the day the event speaks of.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PersonMoved {
    /// Where from now on; none when nowhere the office knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationId>,
    /// Post without a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<String>,
}

/// Somebody stands in for the person (замещение).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct SubstitutionSet {
    /// Who stands in.
    pub substitute: PersonId,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// On what ground.
    pub basis: Basis,
}

/// A substitution ends early; from the basis's date on it holds no longer.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct SubstitutionEnded {
    /// First day of the substitution: one person has one substitute a day.
    pub from: NaiveDate,
    /// On what ground.
    pub basis: Basis,
}

/// Why somebody is away.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeaveKind {
    /// A leave (отпуск).
    Leave,
    /// Away on business.
    Trip,
    /// Away for a reason that is nobody's business: illness is not written down.
    Absence,
}

/// The person is away.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct LeaveSet {
    /// Why.
    pub kind: LeaveKind,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// The person is back early; from the basis's date on.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct LeaveEnded {
    /// First day of the leave.
    pub from: NaiveDate,
    /// On what ground.
    pub basis: Basis,
}

/// Why personal data have to go (152-FZ, article 21). Chosen and not typed: words could hold the very name that is erased.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErasureGround {
    /// The person took the consent back.
    ConsentWithdrawn,
    /// What the data were kept for is reached: the person left long ago.
    PurposeReached,
    /// An authority or a court demands it.
    Demanded,
}

/// From now on nobody is told who the person was; the key follows.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PersonErasureRequested {
    /// Why.
    pub ground: ErasureGround,
}

/// The person's key and account are destroyed.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PersonErased {}
